"""The restatement ledger, and the time line of each series over all editions."""

from __future__ import annotations

import pytest

from comparing import edition, fact, table
from natcom.comparison import EditionView, compare
from natcom.comparison.ledger import is_past, largest


def report(year: int, *values: tuple[int, float]) -> EditionView:
    told = [
        fact(
            f"{v:g} t",
            v,
            "tCO2e",
            f"In {of} the total emissions were {v:g} t.",
            subject="total emissions",
            period=str(of),
        )
        for of, v in values
    ]
    return edition(year, facts=told)


@pytest.mark.parametrize(
    ("period", "year", "past"),
    [
        ("2019", 2021, True),
        ("2021", 2021, True),
        ("2030", 2021, False),
        ("2016/2020", 2021, True),
        ("../2025", 2021, False),
    ],
)
def test_what_was_over_when_the_older_edition_came_out_is_past(period: str, year: int, past: bool) -> None:
    assert is_past(period, year) is past


def test_only_values_of_the_past_are_restated() -> None:
    ledger = compare(report(2021, (2019, 288), (2030, 200)), report(2024, (2019, 287), (2030, 190))).restatements
    assert [(entry.period, entry.old_value, entry.new_value, entry.delta) for entry in ledger] == [
        ("2019", 288, 287, -1)
    ]
    assert (ledger[0].old_quote, ledger[0].new_quote, ledger[0].class_) == ("288 t", "287 t", "restated")


def test_cells_stand_in_it_with_facts() -> None:
    old = edition(2021, tables=[table("1", "Gases", [["Gas", "2010", "2015"], ["Methane", "71", "56"]])])
    new = edition(2024, tables=[table("1", "Gases", [["Gas", "2010", "2015"], ["Methane", "71", "57"]])])
    (entry,) = compare(old, new).restatements
    assert (entry.what, entry.subject, entry.period, entry.old_value, entry.new_value) == (
        "cell",
        "Methane",
        "2015",
        56,
        57,
    )


def test_the_largest_go_first_and_from_zero_before_all() -> None:
    views = report(2021, (2001, 100), (2002, 0), (2003, 100)), report(2024, (2001, 110), (2002, 5), (2003, 50))
    top = largest(compare(*views).restatements, 10)
    assert [entry.period for entry in top] == ["2002", "2003", "2001"]
    assert top[0].relative is None
    assert len(largest(compare(*views).restatements, 2)) == 2


def test_a_series_runs_over_all_editions_and_says_where_each_value_is_from() -> None:
    views = report(2018, (2016, 290)), report(2021, (2016, 291), (2019, 288)), report(2024, (2016, 291), (2019, 287))
    lines = compare(*views).series
    assert len({value.series for value in lines}) == 1
    told = [(value.period, value.edition, value.value) for value in lines]
    assert told == [
        ("2016", "2018", 290),
        ("2016", "2021", 291),
        ("2016", "2024", 291),
        ("2019", "2021", 288),
        ("2019", "2024", 287),
    ]


def test_more_than_two_editions_are_compared_each_with_the_next() -> None:
    views = report(2018, (2016, 290)), report(2021, (2016, 291)), report(2024, (2016, 292))
    told = [(change.old_document, change.new_document) for change in compare(*views).changes]
    assert told == [("report-2018", "report-2021"), ("report-2021", "report-2024")]


def test_a_row_of_a_table_is_one_series_over_its_years() -> None:
    rows = [["Gas", "2010", "2015"], ["Methane", "71", "56"]]
    lines = compare(
        edition(2021, tables=[table("1", "Gases", rows)]),
        edition(2024, tables=[table("1", "Gases", [[*rows[0], "2020"], [*rows[1], "48"]])]),
    ).series
    assert len({value.series for value in lines}) == 1
    assert [(v.period, v.value, v.edition) for v in lines][-1] == ("2020", 48, "2024")
