"""Heads of several levels: which columns a head stands over, and where the head ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from natcom.model import BBox, Line
from natcom.tables.heads import head_bottom, head_levels, is_head_text, place_heads
from natcom.tables.pieces import text_rows
from natcom.tables.strokes import Stroke
from table_builders import LINE, read_grid, rule, set_row, texts_of, whole, words

XS = [0.0, 100, 200, 300, 400, 500]
CORES = [(10.0, 90.0), (110.0, 190.0), (210.0, 290.0), (310.0, 390.0), (410.0, 490.0)]
TOP, LOW = 100.0, 120.0
CENTRED = [(150.0, "center"), (250.0, "center"), (350.0, "center"), (450.0, "center")]
LEFT = [(110.0, "left"), (210.0, "left"), (310.0, "left"), (410.0, "left")]
YEARS = ("2005", "2020", "2005", "2020")
NAMES = ("面積", "產量", "產值", "單價")


def spans(*lines: Line, rules: Sequence[Stroke] = ()) -> dict[str, tuple[int, int]]:
    """The first column and the number of columns of each head of the highest line."""
    rows = text_rows(whole(line) for line in lines)
    places = place_heads(rows, XS, CORES, rules)
    return {p.piece.text: (p.col, p.span) for p in places if p.piece.middle < rows[0].bottom}


@pytest.mark.parametrize("off", [-5.0, 0.0, 5.0])
def test_a_head_near_the_middle_of_two_columns_stands_over_both(off: float) -> None:
    found = spans(words("排放", 200 + off, TOP, "center"), *set_row(LOW, CENTRED, NAMES))
    assert found == {"排放": (1, 2)}


@pytest.mark.parametrize(("off", "col"), [(-14.0, 1), (14.0, 2)])
def test_a_head_off_the_middle_of_two_columns_stands_over_its_own(off: float, col: int) -> None:
    """Each column that it takes in excuses no more than UNCOVERED ems."""
    found = spans(words("排放", 200 + off, TOP, "center"), *set_row(LOW, CENTRED, NAMES))
    assert found == {"排放": (col, 1)}


@pytest.mark.parametrize(("off", "place"), [(5.5, (1, 2)), (6.5, (2, 1))])
def test_a_column_without_a_head_excuses_six_tenths_of_an_em(off: float, place: tuple[int, int]) -> None:
    found = spans(words("排放", 200 + off, TOP, "center"), *set_row(LOW, CENTRED, NAMES))
    assert found == {"排放": place}


@pytest.mark.parametrize(("off", "place"), [(0.0, (1, 3)), (-10.5, (1, 3)), (10.5, (1, 3)), (11.5, (2, 1))])
def test_a_head_over_three_columns_lies_little_off_their_middle(off: float, place: tuple[int, int]) -> None:
    lines = set_row(LOW, CENTRED[:3], NAMES)
    assert spans(words("排放", 250 + off, TOP, "center"), *lines) == {"排放": place}


@pytest.mark.parametrize(("off", "told"), [(0.0, True), (5.0, True), (-5.0, True), (7.0, False), (-7.0, False)])
def test_heads_set_left_begin_with_the_first_column_of_groups_of_one_size(off: float, told: bool) -> None:
    above = [words("排放量", 110 + off, TOP), words("占比", 310 + off, TOP)]
    found = spans(*above, *set_row(LOW, LEFT, YEARS))
    assert (found == {"排放量": (1, 2), "占比": (3, 2)}) is told


def test_heads_set_left_over_groups_of_unlike_size_stand_over_their_own_columns() -> None:
    above = [words("排放量", 110, TOP), words("占比", 410, TOP)]
    assert spans(*above, *set_row(LOW, LEFT, YEARS)) == {"排放量": (1, 1), "占比": (4, 1)}


@pytest.mark.parametrize(("below", "size"), [(("2005", "2010", "2015", "2020"), 4), (NAMES, 1)])
def test_one_head_set_left_stands_over_years_but_not_over_names(below: Sequence[str], size: int) -> None:
    assert spans(words("排放量", 110, TOP), *set_row(LOW, LEFT, below)) == {"排放量": (1, size)}


@pytest.mark.parametrize(("white", "size"), [(2.0, 1), (4.0, 2)])
def test_lines_of_one_head_stand_closer_than_its_levels(white: float, size: int) -> None:
    """Above the first and the third column as wide as the head below: the first lines of wrapped heads, if close."""
    above = [words("受益", 110, TOP), words("受損", 310, TOP)]
    found = spans(*above, *set_row(TOP + LINE + white, LEFT, NAMES))
    assert found == {"受益": (1, size), "受損": (3, size)}


@pytest.mark.parametrize(("white", "place"), [(2.0, (2, 1)), (4.0, (1, 3))])
def test_the_first_line_of_a_wrapped_head_spans_nothing(white: float, place: tuple[int, int]) -> None:
    """In the middle of three columns stands the first line of the second one's head, or a level over all of them."""
    lines = set_row(TOP + LINE + white, CENTRED[:3], NAMES)
    assert spans(words("排放", 250, TOP, "center"), *lines) == {"排放": place}


@pytest.mark.parametrize(("start", "size"), [(157.5, 2), (158.5, 1)])
def test_a_head_that_reaches_over_two_others_stands_over_both(start: float, size: int) -> None:
    """It reaches CROSSING_PT over the left one, which ends at 160, and far over the right one."""
    lines = set_row(TOP + LINE + 1, CENTRED, NAMES)
    found = spans(words("依國家清冊統計之各部門排放量", start, TOP), *lines)
    assert [span for _, span in found.values()] == [size]


@pytest.mark.parametrize(("end", "size"), [(245.0, 2), (235.0, 1)])
def test_a_rule_under_a_head_names_the_columns_that_it_covers(end: float, size: int) -> None:
    above = [words("排放", 150, TOP, "center"), words("占比", 350, TOP, "center")]
    lines = set_row(LOW, CENTRED, NAMES)
    ruled = [Stroke(True, 116, 102, end), Stroke(True, 116, 302, 398)]
    assert spans(*above, *lines, rules=ruled) == {"排放": (1, size), "占比": (3, 1)}


def test_a_head_in_the_middle_of_the_levels_height_stands_under_no_other() -> None:
    """The last column's head stands higher than the years: it heads its column alone."""
    years = set_row(136, CENTRED[:2], ("2005", "2020"))
    beside = words("增減", 350, 118, "center")
    assert spans(words("排放", 250, TOP, "center"), *years, beside) == {"排放": (2, 1)}
    level = words("增減", 350, 136, "center")
    assert spans(words("排放", 250, TOP, "center"), *years, level) == {"排放": (1, 3)}


def test_a_line_with_one_head_a_column_is_read_off_in_order() -> None:
    places = [(50.0, "center"), *CENTRED]
    above = set_row(TOP, places, ("部門", "甲", "乙", "丙", "丁"))
    assert spans(*above, *set_row(LOW, CENTRED, NAMES)) == {
        text: (col, 1) for col, text in enumerate(("部門", "甲", "乙", "丙", "丁"))
    }


def test_levels_part_where_a_head_over_several_columns_has_heads_below() -> None:
    rows = text_rows(map(whole, [words("排放", 200, TOP, "center"), *set_row(LOW, CENTRED[:2], NAMES)]))
    assert head_levels(rows, place_heads(rows, XS, CORES)) == [(TOP + LINE + LOW) / 2]
    rows = text_rows(map(whole, [words("排放", 150, TOP, "center"), *set_row(LOW, CENTRED[:2], NAMES)]))
    assert head_levels(rows, place_heads(rows, XS, CORES)) == []


def test_years_and_words_stand_in_heads_and_numbers_do_not() -> None:
    found = [is_head_text(text) for text in ("2005", "2021–2040", "面積", "–", "1,234", "12.5")]
    assert found == [True, True, True, True, False, False]


# ---------------------------------------------------------------- where the head ends

BOX = BBox(0, 90, 500, 300)
BODY = [
    each
    for n, name in enumerate(("能源", "工業", "農業"))
    for each in set_row(200 + 20 * n, [(10, "left"), (190, "right"), (290, "right")], (name, f"1{n}", f"2{n}"))
]


@pytest.mark.parametrize(("length", "ends"), [(430.0, 150.0), (420.0, (180 + LINE + 200) / 2)])
def test_a_rule_over_the_whole_width_ends_the_head(length: float, ends: float) -> None:
    """A shorter one does not: the head goes on to the numbers."""
    heads = [*set_row(TOP, CENTRED[:2], NAMES), *set_row(180, CENTRED[:2], ("公頃", "公噸"))]
    assert head_bottom([whole(line) for line in (*heads, *BODY)], [Stroke(True, 150, 0, length)], BOX) == ends


@pytest.mark.parametrize(("count", "told"), [(8, True), (9, False)])
def test_a_head_has_eight_lines_at_most(count: int, told: bool) -> None:
    heads = [each for n in range(count) for each in set_row(n * 20.0, CENTRED[:2], NAMES)]
    lines = [*heads, *set_row(200, CENTRED[:2], ("12", "13")), *set_row(220, CENTRED[:2], ("14", "15"))]
    box = BBox(0, -5, 500, 300)
    assert (head_bottom([whole(line) for line in lines], [], box) > box.top) is told


def test_two_levels_without_rules_are_two_rows_of_the_table() -> None:
    places = [(10.0, "left"), (160.0, "right"), (260.0, "right"), (360.0, "right"), (460.0, "right")]
    lines = [words("排放量", 195, TOP, "center"), words("占比", 395, TOP, "center")]
    lines += set_row(LOW, places, ("部門", *YEARS))
    for n, name in enumerate(("能源", "工業", "農業", "廢棄物")):
        lines += set_row(LOW + 20 * (n + 1), places, (name, f"1{n}5", f"2{n}5", f"{n}.5", f"{n}.6"))
    rows = read_grid(BBox(0, 95, 470, 220), lines, [rule(95, 0, 470), rule(136, 0, 470), rule(220, 0, 470)])
    assert rows[0] == [("部門", 2, 1), ("排放量", 1, 2), ("占比", 1, 2)]
    assert texts_of(rows)[1:3] == [list(YEARS), ["能源", "105", "205", "0.5", "0.6"]]
