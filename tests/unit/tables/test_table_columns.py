"""Columns of tables without upright rules: told by heads, by white, by shaded cells; which rules part rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from natcom.model import BBox, Line, Ruling, Shade
from table_builders import joined, read_grid, rule, set_row, texts_of, words

NAMES = ("能源", "工業", "運輸", "農業", "廢棄物", "土地")
BOX = BBox(50, 100, 510, 260)
RULES = [rule(y, 50, 510) for y in (100, 120, 260)]


def width_of(lines: Sequence[Line], rules: Sequence[Ruling] = RULES, shades: Sequence[Shade] = ()) -> int:
    """The number of columns of the table in the box."""
    return sum(colspan for _, _, colspan in read_grid(BOX, lines, rules, shades)[-1])


def body(places: Sequence[tuple[float, str]], *columns: Sequence[str]) -> list[Line]:
    """A row for each name, texts beside it."""
    return [each for n, texts in enumerate(zip(*columns, strict=True)) for each in set_row(126 + 20 * n, places, texts)]


# ---------------------------------------------------------------- white and heads

NUMBERS = tuple(f"{n}12" for n in range(6))


def parted(left: str, right: str, second: float, heads: Sequence[tuple[str, float]]) -> int:
    """The columns of names beside texts of two halves, the second set at x."""
    places = [(60.0, "left"), (300.0, "left"), (second, "left")]
    head = [words(text, x, 104) for text, x in heads]
    return width_of([*head, *body(places, NAMES, [left] * 6, [right] * 6)])


def test_brackets_behind_numbers_under_one_head_are_no_column() -> None:
    """They line up behind narrow white: no head of their own stands over them."""
    heads = [("部門", 60.0), ("件數", 300.0)]
    assert parted("112", "（估）", 321, heads) == 2
    assert parted("112", "（估）", 321, [*heads, ("註記", 326.0)]) == 3


def test_enumerators_before_names_are_no_column() -> None:
    head = [words("部門", 60, 104), words("件數", 300, 104)]
    lines = [
        joined(words(f"{n + 1}.", 60, 126 + 20.0 * n), words(name, 76, 126 + 20.0 * n)) for n, name in enumerate(NAMES)
    ]
    lines += body([(300.0, "left")], NUMBERS)
    assert width_of([*head, *lines]) == 2


@pytest.mark.parametrize(("white", "count"), [(8.0, 2), (10.0, 3)])
def test_wide_white_parts_columns_under_one_head(white: float, count: int) -> None:
    """GAP_EMS (nine points) where no text runs over it."""
    assert parted("112", "公噸", 315 + white, [("部門", 60.0), ("排放", 300.0)]) == count


def test_a_wide_blank_in_justified_lines_is_no_column() -> None:
    """Three of six lines run over the place where the others are stretched."""
    head = [words("部門", 60, 104), words("作法", 200, 104)]
    lines = body([(60.0, "left")], NAMES)
    for n in range(6):
        top = 126.0 + 20 * n
        if n % 2:
            lines.append(words("推動再生能源之設置並檢討成效", 200, top))
        else:
            lines.append(joined(words("推動再生能源", 200, top), words("設置並檢討", 271, top)))
    assert width_of([*head, *lines]) == 2


@pytest.mark.parametrize(("gap", "told"), [(5.0, True), (4.0, False)])
def test_heads_of_two_columns_stand_apart_farther_than_words(gap: float, told: bool) -> None:
    """Columns with narrow white between them are two where a head begins over the right one: PARTED_EMS apart."""
    first = words("件數", 300 - gap, 104)
    second = words("註記", first.x1 + gap, 104)
    head = [words("部門", 60, 104), joined(first, second)]
    places = [(60.0, "left"), (300.0, "left"), (320.0, "left")]
    count = width_of([*head, *body(places, NAMES, NUMBERS, ["（估）"] * 6)])
    assert (count == 3) is told


@pytest.mark.parametrize(("gap", "texts"), [(8.0, ["部門", "甲類", "件數", "值"]), (7.0, ["部門", "甲類 件數", "值"])])
def test_a_blank_in_a_head_parts_it_where_it_is_wide(gap: float, texts: list[str]) -> None:
    """HEAD_GAP_EMS: over two columns of numbers set right, a narrower blank stands between words of one head."""
    places = [(60.0, "left"), (250.0, "right"), (330.0, "right"), (450.0, "right")]
    first = words("甲類", 240, 104)
    head = [words("部門", 60, 104), joined(first, words("件數", first.x1 + gap, 104)), words("值", 450, 104, "right")]
    rows = read_grid(BOX, [*head, *body(places, NAMES, NUMBERS, NUMBERS, NUMBERS)], RULES)
    assert [text for text in texts_of(rows)[0] if text] == texts


# ---------------------------------------------------------------- heads hardly apart


def head_over(starts: Sequence[float], gap: float = 5.0) -> list[str]:
    """The head's texts over a column of words whose texts begin at the given x, the heads `gap` points apart."""
    head = [words("部門", 60, 104), joined(words("主管機關部", 205 - gap, 104), words("期程", 255, 104))]
    lines = body([(60.0, "left"), (205 - gap, "left")], NAMES, ["環境部"] * 6)
    lines += [words("長期", x, 126 + 20.0 * n) for n, x in enumerate(starts)]
    return texts_of(read_grid(BOX, [*head, *lines], RULES))[0]


THREE, TWO = ["部門", "主管機關部", "期程"], ["部門", "主管機關部 期程", ""]


@pytest.mark.parametrize(("off", "alike"), [(0.0, 6), (1.0, 6), (1.0, 5)])
def test_heads_a_blank_apart_are_cut_where_columns_are_set_left(off: float, alike: int) -> None:
    """Texts begin at one edge within EDGE_PT, EDGE_ALIKE of them at least."""
    assert head_over([255.0] * (alike - 1) + [255 + off] + [275.0] * (6 - alike)) == THREE


@pytest.mark.parametrize("starts", [[257.0] * 6, [255.0] * 4 + [275.0] * 2])
def test_heads_a_blank_apart_are_one_where_columns_begin_elsewhere_or_at_no_edge(starts: Sequence[float]) -> None:
    assert head_over(starts) != THREE


@pytest.mark.parametrize(("count", "told"), [(2, True), (1, False)])
def test_one_text_tells_no_edge(count: int, told: bool) -> None:
    """MIN_EDGE texts make one: the last column holds one or two."""
    assert (head_over([255.0] * count) == THREE) is told


NUMERIC = [(60.0, "left"), (245.0, "right"), (305.0, "right")]


@pytest.mark.parametrize(("gap", "told"), [(1.5, True), (1.0, False)])
def test_heads_hardly_apart_are_cut_at_the_boundary_of_columns(gap: float, told: bool) -> None:
    """HARDLY_EMS: heads in brackets of full width that nearly touch, over two columns of numbers."""
    first = words("（公頃）", 267 - gap - 40, 104)
    head = [words("部門", 60, 104), joined(first, words("（公噸）", 267, 104), blank="")]
    rows = read_grid(BOX, [*head, *body(NUMERIC, NAMES, NUMBERS, NUMBERS)], RULES)
    assert (texts_of(rows)[0] == ["部門", "（公頃）", "（公噸）"]) is told


@pytest.mark.parametrize(("start", "told"), [(262.0, True), (300.0, False)])
def test_they_are_cut_near_the_boundary_alone(start: float, told: bool) -> None:
    """NEAR_EMS: the boundary of the numbers lies at 267.5."""
    first = words("（公頃）", start - 42, 104)
    head = [words("部門", 60, 104), joined(first, words("（公噸）", start, 104), blank="")]
    rows = read_grid(BOX, [*head, *body(NUMERIC, NAMES, NUMBERS, NUMBERS)], RULES)
    assert (texts_of(rows)[0] == ["部門", "（公頃）", "（公噸）"]) is told


# ---------------------------------------------------------------- shaded cells


def cells(xs: Sequence[float], rows: int) -> list[Shade]:
    """The grounds of the cells between xs, a white line of a point between them."""
    return [
        Shade(BBox(a + 0.5, 122 + 20 * n, b - 0.5, 141 + 20 * n), 0xDDE6EE)
        for n in range(rows)
        for a, b in pairwise(xs)
    ]


def shaded(crowded: int) -> int:
    """The columns of a shaded table of ten rows in which some numbers stand apart from their marks."""
    box, xs = BBox(50, 100, 350, 322), [50.0, 150, 250, 350]
    lines = [words("部門", 60, 104), words("面積", 200, 104, "center"), words("產量", 300, 104, "center")]
    for n in range(10):
        lines += set_row(126 + 20 * n, [(60, "left"), (200, "right"), (300, "right")], ("能源", f"{n}1", f"{n}2"))
        if n < crowded:
            lines.append(words("（估）", 212, 126 + 20 * n))
    found = read_grid(box, lines, [rule(120, 50, 350)], cells(xs, 10))
    return sum(colspan for _, _, colspan in found[-1])


def test_shaded_cells_with_a_text_each_are_columns() -> None:
    assert shaded(0) == 3


@pytest.mark.parametrize(("crowded", "columns"), [(2, 3), (3, 4)])
def test_a_few_shaded_cells_hold_a_number_and_its_mark(crowded: int, columns: int) -> None:
    """CROWDED_SHARE of the rows; with more, text tells the columns."""
    assert shaded(crowded) == columns


# ---------------------------------------------------------------- rules and rows


@pytest.mark.parametrize(("gap", "count"), [(3.0, 6), (8.0, 6), (13.0, 7)])
def test_rules_so_close_that_no_line_fits_between_make_no_row(gap: float, count: int) -> None:
    """Under the head, and under the table's top: lines are twelve points high."""
    lines = [*set_row(104, NUMERIC, ("部門", "甲", "乙")), *body(NUMERIC, NAMES[1:], NUMBERS[1:], NUMBERS[1:])]
    below = [each for each in lines if each.top < 120 or each.top > 140]
    rows = read_grid(BOX, below, [*RULES, rule(120 + gap, 50, 510)])
    assert len(rows) == count - 1
    box = BBox(50, 100 - gap, 510, 260)
    assert len(read_grid(box, lines, [*RULES, rule(100 - gap, 50, 510)])) == count


@pytest.mark.parametrize(("share", "count"), [(0.88, 3), (0.82, 6)])
def test_a_rule_over_most_of_the_width_parts_rows(share: float, count: int) -> None:
    """FULL_SHARE: names of two short lines are one cell each between such rules; a shorter rule parts no rows."""
    lines = set_row(104, NUMERIC, ("部門", "甲", "乙"))
    for n in range(3):
        lines += set_row(126 + 40 * n, NUMERIC, (NAMES[n], f"{n}12", f"{n}34"))
        lines.append(words("含其他類別", 60, 146 + 40 * n))
    between = [rule(162 + 40 * n, 50, 50 + share * 460) for n in range(2)]
    box = BBox(50, 100, 510, 240)
    assert len(read_grid(box, lines, [*RULES[:2], *between, rule(240, 50, 510)])) == 1 + count


def ruled(bands: int, lines_each: int = 2) -> list[list[str]]:
    """A table with rules both ways: bands of some names, each with a number of its own."""
    ys = [100.0, 120.0, *(120.0 + (8 + 14 * lines_each) * (n + 1) for n in range(bands))]
    xs = [50.0, 200, 300, 400]
    lines = set_row(104, [(53, "left"), (203, "left"), (303, "left")], ("部門", "甲項", "乙項"))
    for n in range(bands):
        for k in range(lines_each):
            places = [(53.0, "left"), (295.0, "right"), (395.0, "right")]
            lines += set_row(ys[n + 1] + 5 + 14 * k, places, (NAMES[k], f"{n}{k}", f"{k}{n}"))
    rulings = [rule(y, 50, 400) for y in ys] + [Ruling(x, 100, x, ys[-1], 0.5, 0) for x in xs]
    return texts_of(read_grid(BBox(50, 100, 400, ys[-1]), lines, rulings))[1:]


def test_bands_of_a_table_ruled_both_ways_are_its_rows_from_four_on() -> None:
    assert [len(ruled(bands)) for bands in (2, 3, 4)] == [4, 6, 4]


# ---------------------------------------------------------------- words that fill a narrow column


def noted(width: float) -> list[list[tuple[str, int, int]]]:
    """Names with numbers, and a column of notes as wide as given whose lines fill it; rules part the columns."""
    per_line = int(width // 10)
    text = "辦理各部門溫室氣體排放量之調查統計並定期檢討改善成果以供各機關"
    xs = [50.0, 150, 220, 226 + width]
    lines = set_row(104, [(53, "left"), (153, "left"), (223, "left")], ("科目", "金額", "說明"))
    for n, name in enumerate(NAMES):
        lines += set_row(126 + 14 * n, [(53, "left"), (215, "right")], (name, f"{n}12"))
        if n < 3:
            lines.append(words(text[n * per_line : (n + 1) * per_line], 223, 126 + 14 * n))
    bottom = 126 + 14 * 6 + 5.0
    rulings = [rule(y, 50, xs[-1]) for y in (100, 120, bottom)] + [Ruling(x, 100, x, bottom, 0.5, 0) for x in xs]
    return read_grid(BBox(50, 100, xs[-1], bottom), lines, rulings)


@pytest.mark.parametrize(("width", "height"), [(72.0, 3), (60.0, 1)])
def test_words_that_fill_a_narrow_column_stay_row_by_row(width: float, height: int) -> None:
    """NOTE_EMS: in a wider column the lines are a note beside several rows."""
    assert noted(width)[1][2][1] == height
