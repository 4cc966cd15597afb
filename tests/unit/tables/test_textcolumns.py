"""Columns told by text alone, and the periods that head them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from natcom.model import Line
from natcom.tables.pieces import Fragment, is_period, text_rows
from natcom.tables.textcolumns import text_columns
from table_builders import whole, words


def columns(*lines: Line, heads: Sequence[Line] = ()) -> list[tuple[float, float, int]]:
    """Left, right and support of the columns of the lines, each a fragment."""
    pieces: list[Fragment] = [whole(line) for line in lines]
    return [(c.x0, c.x1, c.support) for c in text_columns(text_rows(pieces), [whole(h) for h in heads])]


def labels(count: int, first: int = 0) -> list[Line]:
    """A name at the left of each of some rows, twenty points apart."""
    return [words("部門", 10, 20.0 * n) for n in range(first, first + count)]


def test_fragments_that_stand_over_one_another_are_a_column() -> None:
    numbers = [words(str(120 + n), 200 + n, 20.0 * n) for n in range(3)]
    assert columns(*labels(3), *numbers) == [(10, 30, 3), (200, 217, 3)]


def test_the_two_sides_of_a_wide_blank_in_more_unbroken_lines_are_one_column() -> None:
    """Two rows with a blank, four that run over it: BRIDGED times as many."""
    assert [x0 for x0, _, _ in _with_blanks(2, 4)] == [10, 200]


def test_as_many_rows_with_two_texts_as_lines_that_run_over_them_keep_two_columns() -> None:
    assert [x0 for x0, _, _ in _with_blanks(2, 3)] == [10, 200, 300]


def _with_blanks(parted: int, over: int) -> list[tuple[float, float, int]]:
    """Rows whose last column shows two texts, then rows with one that runs over the place of both."""
    lines = labels(parted + over)
    for n in range(parted):
        lines += [words("建置示範場域", 200, 20.0 * n), words("並檢討", 300, 20.0 * n)]
    lines += [words("建置示範場域十處並檢討成效", 200, 20.0 * (parted + n)) for n in range(over)]
    return columns(*lines)


def test_one_fragment_is_a_column_where_a_head_stands_over_it() -> None:
    stray = words("註", 300, 20)
    rows = [*labels(4), *(words("120", 200, 20.0 * n) for n in range(4)), stray]
    heads = [words("部門", 10, -20), words("數值", 200, -20)]
    assert [x0 for x0, _, _ in columns(*rows, heads=heads)] == [10, 200]
    assert [x0 for x0, _, _ in columns(*rows, heads=[*heads, words("備註", 295, -20)])] == [10, 200, 300]


def test_names_set_between_the_lines_of_their_rows_are_a_column() -> None:
    """Two of them; one alone is none."""
    rows = [each for n in range(4) for each in (words("電廠", 100, 20.0 * n), words("120", 200, 20.0 * n))]
    names = [words("能源", 10, 10), words("工業", 10, 50)]
    assert [x0 for x0, _, _ in columns(*rows, *names)] == [10, 100, 200]
    assert [x0 for x0, _, _ in columns(*rows, *names[:1])] == [100, 200]


@pytest.mark.parametrize(
    "text", ["1990", "2022*", "2021–2040", "2021-2040", "2021～2040", "2019/20", "2020/21a", "2100"]
)
def test_years_and_ranges_of_years_are_periods(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text", ["1,990", "12–15", "1849", "2151", "2020–3000", "1500/20", "2020/2", "2005 年", "2020–", "", "CO2"]
)
def test_numbers_and_words_are_no_periods(text: str) -> None:
    assert not is_period(text)
