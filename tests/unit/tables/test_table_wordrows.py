"""Rows without numbers, told by shared baselines; titles and second heads amid rows; numbers beside labels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from natcom.model import BBox, Line
from natcom.tables.bands import Band, Placed, read_band
from natcom.tables.wordrows import row_under_title, rows_by_baselines, rows_by_gaps
from table_builders import LINE, read_grid, rule, set_row, texts_of, whole, words

BOUNDS = [0.0, 80, 160, 240]  # three columns of words, seven characters wide
LEADING = 16.0


def band_of(columns: Sequence[Sequence[str]], tops: Sequence[float] | None = None) -> Band:
    """A band with the columns' lines on shared baselines; an empty text leaves the place free."""
    tops = tops or [LEADING * n for n in range(max(map(len, columns)))]
    placed = [
        Placed(whole(words(text, BOUNDS[col] + 5, top)), col)
        for col, texts in enumerate(columns)
        for text, top in zip(texts, tops, strict=False)
        if text
    ]
    return read_band(placed, BOUNDS, False)


def owners(band: Band) -> list[int] | None:
    """The row of each baseline, or None where baselines do not tell."""
    rows = rows_by_baselines(band)
    return None if rows is None else [rows[line] for line in sorted(rows)]


UNITS = ["經濟部", "交通部會", "環境部", "農業部"]  # one is longer: two alike would tell the column's edge
NAMES = ["電力供應", "運輸部", "廢棄物", "農業"]


def test_short_lines_side_by_side_are_a_row_each() -> None:
    assert owners(band_of([NAMES, UNITS])) == [0, 1, 2, 3]


def test_a_wrapped_cell_beside_short_ones_begins_no_row() -> None:
    long = ["推動再生能源之", "設置", "汰換老舊車輛與", "船舶", "回收廢棄物"]
    assert owners(band_of([["能源", "", "運輸", "", "環境"], long, ["經濟部", "", "交通部", "", "環境部"]])) is None
    first, second = ["推動能源轉型與", "效率", "運輸", "環境"], ["建置再生能源與", "儲能", "車輛", "回收"]
    assert owners(band_of([first, second])) == [0, 0, 1, 2]


@pytest.mark.parametrize(("filled", "rows"), [(3, [0, 1, 2, 3]), (2, [0, 0, 1, 2])])
def test_columns_with_a_text_in_most_rows_tell_them(filled: int, rows: list[int]) -> None:
    """DENSE_SHARE of the rows: a third column with texts in three of four outvotes a full line."""
    first, second = ["推動能源轉型與", "運輸部", "環境", "農業"], ["電力", "車輛管理", "回收", "畜牧"]
    notes = ["轉型", "效率值", "回收", ""][:filled]
    assert owners(band_of([first, second, notes])) == rows


def test_rows_of_wrapped_cells_begin_where_both_lines_above_end_short() -> None:
    tops = _tops([4, 6, 4, 6])
    first = ["推動能源轉型與", "效率", "推動運輸管理與", "節能", "環境"]
    second = ["建置再生能源與", "儲能", "汰換老舊車輛與", "船舶", "回收"]
    assert owners(band_of([first, second], tops)) == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(("more", "rows"), [(2.0, [0, 0, 0, 1, 2]), (3.0, [0, 0, 1, 2, 3])])
def test_a_full_line_ends_a_row_where_the_white_under_it_is_wider(more: float, rows: list[int]) -> None:
    """One of two columns is full above the third baseline: LOOSER of a line's height (2.4 points) more tells."""
    tops = _tops([4, 4 + more, 4 + more, 4 + more])
    first = ["推動能源轉型與", "提升效率並節能", "運輸", "環境", "農業"]
    second = ["建置再生能源與", "儲能", "車輛", "回收", "畜牧"]
    assert owners(band_of([first, second], tops)) == rows


def _tops(whites: Sequence[float]) -> list[float]:
    tops = [0.0]
    for white in whites:
        tops.append(tops[-1] + LINE + white)
    return tops


@pytest.mark.parametrize(("lines", "told"), [(2, True), (3, False)])
def test_where_few_lines_begin_a_row_cells_hold_paragraphs(lines: int, told: bool) -> None:
    """Two rows of two lines: half the lines begin one; of three lines, a third."""
    first = ["推動能源轉型與"] * (lines - 1) + ["效率"]
    second = ["建置再生能源與"] * (lines - 1) + ["儲能"]
    assert (owners(band_of([first * 2, second * 2])) is not None) is told


def test_a_lone_short_line_under_short_ones_tells_nothing() -> None:
    """Cells set in the middle of their rows: one column alone goes on, and did not have to."""
    upper, lower = ["能源", "運輸部", "", "環境", "農業"], ["經濟部", "交通部會", "航港局", "環境部", "農業部"]
    assert owners(band_of([upper, lower])) is None
    assert owners(band_of([[*upper[:2], "海運", *upper[3:]], lower])) == [0, 1, 2, 3, 4]


def test_two_lines_are_too_few_to_tell_rows_by() -> None:
    assert owners(band_of([NAMES[:2], UNITS[:2]])) is None


@pytest.mark.parametrize(("wide", "told"), [(8.0, True), (5.0, False)])
def test_rows_stand_clearly_farther_apart_than_lines_of_a_cell(wide: float, told: bool) -> None:
    band = band_of([["推動能源轉型", "效率", "運輸管理", "節能", "環境"]], _tops([3, wide, 3, wide]))
    rows = rows_by_gaps(band)
    assert (rows == {0: 0, 1: 0, 2: 1, 3: 1, 4: 2}) is told
    assert told or rows is None


# ---------------------------------------------------------------- titles between the same rules


def titled(title: str, white: float, name: str = "電力供應") -> dict[int, int] | None:
    """The rows of a band with a title over a name with a number."""
    top = LINE + white
    lines = [(words(title, 5, 0), 0), (words(name, 5, top), 0), (words("1,200", 120, top), 1)]
    return row_under_title(read_band([Placed(whole(line), col) for line, col in lines], BOUNDS, True))


@pytest.mark.parametrize(("white", "rows"), [(10.0, {0: 0, 1: 1}), (8.0, None)])
def test_a_title_over_a_row_between_the_same_rules_is_a_row(white: float, rows: dict[int, int] | None) -> None:
    """It stands farther from the row than TIGHT of its height (nine points); a wrapped name is close."""
    assert titled("能源", white) == rows


def test_a_line_that_fills_its_column_is_no_title() -> None:
    assert titled("推動能源轉型與", 3.0, "效率") is None


def test_a_second_head_with_years_is_a_row_of_its_own() -> None:
    """Amid the table a title stands on one baseline with the periods of the columns under it."""
    places = [(60.0, "left"), (300.0, "right"), (400.0, "right")]
    lines = set_row(104, places, ("部門", "2005", "2020"))
    lines += set_row(126, places, ("能源", "112", "134")) + set_row(146, places, ("工業", "56", "78"))
    lines += set_row(166, places, ("預測情境", "2030", "2050"))
    lines += set_row(190, places, ("能源", "98", "45")) + set_row(210, places, ("工業", "43", "12"))
    ys = (100, 120, 142, 162, 206, 226)  # none between the second head and the row under it
    rows = read_grid(BBox(50, 100, 410, 226), lines, [rule(y, 50, 410) for y in ys])
    assert texts_of(rows) == [
        ["部門", "2005", "2020"], ["能源", "112", "134"], ["工業", "56", "78"],
        ["預測情境", "2030", "2050"], ["能源", "98", "45"], ["工業", "43", "12"],
    ]  # fmt: skip


# ---------------------------------------------------------------- numbers beside labels of two lines


def labelled(off: float) -> list[list[str]]:
    """Names of two lines, the first one short, with numbers set `off` points under their middle."""
    lines: list[Line] = set_row(104, [(60, "left"), (300, "right"), (400, "right")], ("部門", "甲項", "乙項"))
    for n, (first, rest) in enumerate((("能源", "（含電力）"), ("工業", "（含製程）"), ("農業", "（含畜牧）"))):
        top = 126.0 + 40 * n
        lines += [words(first, 60, top), words(rest, 60, top + 14)]
        lines += set_row(top + 7 + off, [(300, "right"), (400, "right")], (f"{n}12", f"{n}34"))
    rows = read_grid(BBox(50, 100, 410, 250), lines, [rule(y, 50, 410) for y in (100, 120, 250)])
    return texts_of(rows)[1:]


ONE_EACH = [["能源（含電力）", "012", "034"], ["工業（含製程）", "112", "134"], ["農業（含畜牧）", "212", "234"]]


@pytest.mark.parametrize("off", [-1.5, 0.0, 1.5])
def test_numbers_in_the_middle_of_a_label_of_two_lines_make_one_row_with_it(off: float) -> None:
    assert labelled(off) == ONE_EACH


@pytest.mark.parametrize("off", [-2.5, 2.5])
def test_numbers_off_the_middle_do_not(off: float) -> None:
    assert labelled(off) != ONE_EACH
