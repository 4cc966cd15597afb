"""Rows without numbers, told by shared baselines; titles and second heads amid rows; numbers beside labels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from natcom.model import BBox, Line
from natcom.tables.bands import Band, Placed, read_band
from natcom.tables.rows import split_band
from natcom.tables.wordrows import row_under_title
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


def starts(band: Band) -> list[int]:
    """The row of each text of the first column."""
    split = split_band(band, False)
    return [0] if split is None else [split.row_of[i] for i in band.column(0)]


UNITS = ["經濟部", "交通部會", "環境部", "農業部"]  # one is longer: two alike would tell the column's edge
NAMES = ["電力供應", "運輸部", "廢棄物", "農業"]


def test_short_lines_side_by_side_are_a_row_each() -> None:
    assert starts(band_of([NAMES, UNITS])) == [0, 1, 2, 3]


def test_a_wrapped_cell_beside_short_ones_begins_no_row() -> None:
    columns = [["電力供應", "", "運輸部"], ["經濟部", "", "交通部會"], ["推動能源轉型與", "效率", "低碳運具"]]
    assert starts(band_of(columns)) == [0, 1]


# ------------------------------------------------------------ rows by the fitted model


def test_rows_stand_farther_apart_than_lines_of_a_cell() -> None:
    """Lines of cells a point apart, rows ten: two rows of two lines each."""
    tops = [0.0, 13, 35, 48]
    columns = [["推動能源轉型與", "效率", "推動低碳運具及", "軌道"], ["經濟部", "", "交通部會", ""]]
    assert starts(band_of(columns, tops)) == [0, 0, 1, 1]


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


OFF = pytest.mark.xfail(strict=True, reason="the fitted rows take a short first line for a row of its own")


@pytest.mark.parametrize("off", [pytest.param(-1.5, marks=OFF), 0.0, pytest.param(1.5, marks=OFF)])
def test_numbers_in_the_middle_of_a_label_of_two_lines_make_one_row_with_it(off: float) -> None:
    assert labelled(off) == ONE_EACH


@pytest.mark.parametrize("off", [-2.5, 2.5])
def test_numbers_off_the_middle_do_not(off: float) -> None:
    assert labelled(off) != ONE_EACH
