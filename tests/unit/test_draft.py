"""What a draft still says as the last edition said it."""

from __future__ import annotations

import pytest

import builders
from natcom.comparison import Comparison
from natcom.comparison.records import Change, FactSide, IndicatorSide
from natcom.config import load_config
from natcom.draft import check_against, latest_year, series_years
from natcom.records import Extraction, Fact, Table

CONFIG = load_config()


def edition(year: int, *facts: Fact, tables: tuple[Table, ...] = ()) -> Extraction:
    return builders.extraction(document=builders.document(year=year), facts=facts, tables=tables)


def told(old: Extraction, new: Extraction) -> list[tuple[str, str | None]]:
    return [(f.rule, f.found) for f in check_against(new, old, Comparison(editions=()), CONFIG)]


def fact(year: int | str, **more: object) -> Fact:
    return builders.fact(context=f"{year} 年辦理37 場雙邊會談。", period=str(year), **more)


@pytest.mark.parametrize(("year", "found"), [(2020, 1), (2019, 1), (2005, 0)])
def test_a_sentence_repeated_with_the_latest_years_is_told(year: int, found: int) -> None:
    old = edition(2021, fact(2020), fact(year)) if year != 2020 else edition(2021, fact(2020))
    assert len(told(old, edition(2024, fact(year)))) == found


def test_a_sentence_of_another_period_or_wording_is_not_told() -> None:
    old = edition(2021, fact(2020))
    assert told(old, edition(2024, fact(2023))) == []
    assert told(old, edition(2024, fact(2020, quote="38 場", value=38))) == []


def test_targets_do_not_make_the_latest_year() -> None:
    assert latest_year(edition(2021, fact(2020), fact(2018), fact(2021, value_type="target"))) == 2020
    assert latest_year(edition(2021, fact(2030))) is None


def grid(*years: str) -> Table:
    return builders.table((("部門", *years), ("能源", *("1" for _ in years))), caption="歷年排放量")


def test_a_table_whose_years_end_where_they_ended_is_told() -> None:
    old = edition(2021, fact(2020), tables=(grid("2019", "2020"),))
    assert told(old, edition(2024, tables=(grid("2019", "2020"),))) == [("draft-table", "2020")]
    assert told(old, edition(2024, tables=(grid("2019", "2020", "2022"),))) == []


def test_a_table_of_one_year_has_no_series() -> None:
    assert series_years(grid("2020")) == []
    assert series_years(grid("2019", "2020")) == [2019, 2020]


def test_what_a_comparison_calls_stale_is_told_once_for_a_fact_and_its_indicator() -> None:
    old, new = (
        FactSide(quote="37 場", unit="場", context="目前辦理37 場。", page=3),
        FactSide(id="f-1", quote="37 場", unit="場", context="目前辦理37 場。", page=4),
    )
    indicator = IndicatorSide(id="i-1", indicator="meetings", quote="37 場", record_id="f-1", page=4)
    common = {"change": "unchanged", "class_": "stale", "origin": "source", "old_document": "a", "new_document": "b"}
    changes = (
        Change(change_id="1", what="indicator", old=old, new=indicator, **common),
        Change(change_id="2", what="fact", old=old, new=new, **common),
        Change(change_id="3", what="fact", old=old, new=new, **{**common, "class_": "wording"}),
    )
    (one,) = check_against(edition(2024), edition(2021), Comparison(editions=(), changes=changes), CONFIG)
    assert (one.rule, one.page, one.record_ids) == ("draft-stale", 4, ("f-1",))
    assert "page 3" in one.message


def test_both_pages_are_named() -> None:
    old, new = edition(2021, fact(2020, **builders.place(7))), edition(2024, fact(2020, **builders.place(9)))
    (one,) = check_against(new, old, Comparison(editions=()), CONFIG)
    assert one.page == 9
    assert "page 7" in one.message
