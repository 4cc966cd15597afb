"""Indicators select facts, table values, dates and names by their words, headings, units and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import fact, mention, paragraph, section, table, table_value
from natcom.config import Config, load_config
from natcom.config.indicators import Indicator
from natcom.records import Fact, IndicatorValue
from natcom.stages.indicators import IndicatorSources, extract_indicators

COP = [
    section("8", "國際合作"),
    section("8/一", "締約方大會"),
    section("8/一/(一)", "COP 29"),
    section("8/一/(二)", "COP 28"),
]


def series(**fields: Any) -> Indicator:
    base: dict[str, Any] = {"name": "meetings", "title": "Meetings", "title_zh": "會談", "unit": "場"}
    return Indicator.model_validate(base | {"words": "▮[^，]{0,6}會談", "match": ["▮會談"]} | fields)


def config(*indicators: Indicator) -> Config:
    return replace(load_config(), indicators=indicators)


def values(indicator: Indicator, *facts: Fact, **sources: Any) -> tuple[IndicatorValue, ...]:
    return extract_indicators("d", IndicatorSources(facts=facts, sections=COP, **sources), config(indicator))


def said(context: str, quote: str, value: float, **fields: Any) -> Fact:
    return fact(quote, value, context=context, **{"fact_id": f"f-{context}-{quote}", "path": "8/一/(一)"} | fields)


def test_words_around_the_quote_select() -> None:
    meeting = said("代表團舉行 37 場雙邊會談，並合辦 5 場周邊會議。", "37 場", 37)
    event = said("代表團舉行 37 場雙邊會談，並合辦 5 場周邊會議。", "5 場", 5)
    (found,) = values(series(), meeting, event)
    assert (found.indicator, found.value, found.unit, found.record_id) == ("meetings", 37, "場", meeting.fact_id)
    assert found.boxes == meeting.boxes


def test_the_occurrence_of_the_quote_counts() -> None:
    context = "先辦 5 場講習，再辦 5 場會談。"
    assert values(series(), said(context, "5 場", 5, occurrence=1)) == ()
    assert len(values(series(), said(context, "5 場", 5, occurrence=2))) == 1


def test_words_that_never_occur() -> None:
    assert values(series(never="預計"), said("預計舉行 5 場會談。", "5 場", 5)) == ()


def test_section_is_searched_in_all_titles_above() -> None:
    here = said("舉行 5 場會談。", "5 場", 5)
    assert len(values(series(section="國際合作.*COP"), here)) == 1
    assert values(series(section="國家概況"), here) == ()


KEY = {"name": "cop", "places": ["heading", "sentence"], "pattern": r"COP\s*(?P<v>\d+)"}


def test_a_key_from_the_nearest_heading() -> None:
    facts = [said("舉行 5 場會談。", "5 場", 5), said("舉行 9 場會談。", "9 場", 9, path="8/一/(二)")]
    found = values(series(key=KEY), *facts)
    assert [(v.dim_name, v.dim_value, v.value) for v in found] == [("cop", "29", 5), ("cop", "28", 9)]


def test_a_key_from_the_sentence() -> None:
    (found,) = values(series(key=KEY), said("COP 27 舉行 5 場會談。", "5 場", 5, path="8"))
    assert found.dim_value == "27"


@pytest.mark.parametrize("name", ["波赫 Mila-Dva 計畫", "波赫Mila-Dva計畫", "波赫 Mila-Dva計畫"])
def test_blanks_of_the_typesetter_make_no_other_key(name: str) -> None:
    key = {"name": "project", "places": ["before"], "pattern": "「(?P<v>[^」]*)」"}
    (found,) = values(series(key=key), said(f"「{name}」舉行 5 場會談。", "5 場", 5))
    assert found.dim_value == "波赫Mila-Dva計畫"


def test_no_key_no_value_unless_it_may_be_missing() -> None:
    bare = said("舉行 5 場會談。", "5 場", 5, path="8")
    assert values(series(key=KEY), bare) == ()
    (found,) = values(series(key=KEY | {"required": False}), bare)
    assert (found.dim_name, found.dim_value) == (None, None)


def test_the_last_of_several_named_values() -> None:
    key = {"name": "sector", "places": ["before"], "values": {"energy": "能源部門", "waste": "廢棄物部門"}}
    indicator = series(unit="%", words="部門占 ▮", match=["部門占 ▮"], key=key)
    context = "能源部門占 90%，廢棄物部門占 2%。"
    found = values(indicator, said(context, "90%", 90, unit="%"), said(context, "2%", 2, unit="%"))
    assert {v.dim_value: v.value for v in found} == {"energy": 90, "waste": 2}


@pytest.mark.parametrize(
    ("unit", "value", "expected"), [("kW", 5_817_000, 5.817), ("GW", 12.42, 12.42), ("MW", 237, 0.237)]
)
def test_values_are_given_in_the_unit_of_the_series(unit: str, value: float, expected: float) -> None:
    indicator = series(unit="GW", words="容量為 ▮", match=["容量為 ▮"])
    (found,) = values(indicator, said("裝置容量為 9。", "9", value, unit=unit))
    assert (found.value, found.unit) == (expected, "GW")


@pytest.mark.parametrize("unit", ["TWD", "場次", "t", "%"])
def test_other_units_do_not_meet(unit: str) -> None:
    assert values(series(unit="GW"), said("舉行 5 場會談。", "5 場", 5, unit=unit)) == ()


def test_percentage_points_are_no_percentages() -> None:
    indicator = series(unit="%", words="占比▮", match=["占比▮"])
    assert values(indicator, said("占比 5 個百分點。".replace(" ", ""), "5個百分點", 5, unit="percentage point")) == ()


def test_other_words_for_what_is_counted() -> None:
    (found,) = values(series(also=["場次"]), said("舉行 5 場次會談。", "5 場次", 5, unit="場次"))
    assert found.unit == "場"


def test_a_range_keeps_both_ends() -> None:
    indicator = series(unit="GW", words="達 ▮", match=["達 ▮"])
    (found,) = values(indicator, said("設置量達 40~80GW。", "40~80GW", 40, value_high=80, unit="GW"))
    assert (found.value, found.value_high) == (40, 80)


def test_implausible_values_are_left_out() -> None:
    facts = [said("舉行 5 場會談。", "5 場", 5), said("舉行 5000 場會談。", "5000 場", 5000)]
    assert [v.value for v in values(series(minimum=1, maximum=500), *facts)] == [5]


def test_a_value_said_twice_comes_once_and_with_its_period() -> None:
    facts = [
        said("共舉行 5 場會談。", "5 場", 5),
        said("2023 年舉行 5 場會談。", "5 場", 5, period="2023"),
        said("當年舉行 5 場會談。", "5 場", 5, period="2023"),
    ]
    (found,) = values(series(), *facts)
    assert (found.period, found.record_id) == ("2023", facts[1].fact_id)


def test_different_values_of_one_period_are_both_kept() -> None:
    facts = [said("舉行 5 場會談。", "5 場", 5, period="2023"), said("計 6 場會談。", "6 場", 6, period="2023")]
    assert {v.value for v in values(series(), *facts)} == {5, 6}


def test_dated_asks_for_a_period() -> None:
    facts = [said("舉行 5 場會談。", "5 場", 5), said("舉行 6 場會談。", "6 場", 6, period="2023")]
    assert [v.value for v in values(series(dated=True), *facts)] == [6]


def resolved(context: str, source: str, start: str | None, end: str | None) -> Fact:
    return said(context, "5 場", 5, period_source=source, period_start=start, period_end=end)


def test_a_period_from_the_surroundings() -> None:
    (found,) = values(series(), resolved("舉行 5 場會談。", "event", "2024-11-11", "2024-11-22"))
    assert found.period == "2024-11-11/2024-11-22"


@pytest.mark.parametrize(
    ("context", "start", "end"),
    [("舉行 5 場會談。", "2020-01-01", None), ("舉行 5 場會談後，2022 年再辦。", "2005-01-01", "2005-12-31")],
    ids=["goes on for good", "the sentence has another time"],
)
def test_a_doubtful_period_of_the_sentence_before_is_left_out(context: str, start: str, end: str | None) -> None:
    (found,) = values(series(), resolved(context, "paragraph", start, end))
    assert found.period is None


def test_a_series_that_only_its_own_sentence_dates() -> None:
    (found,) = values(series(own_period=True), resolved("舉行 5 場會談。", "paragraph", "2020-01-01", "2020-12-31"))
    assert found.period is None


def test_table_values_by_caption_and_labels() -> None:
    own = table(caption="2022 年研習班")
    cells = [
        table_value(value_id=name, row_labels=("2022", "防災研習班"), col_labels=(head,), value=value, period="2022")
        for name, head, value in (("v1", "參訓人數", 39), ("v2", "時數", 12))
    ]
    key = {"name": "course", "places": ["row"], "pattern": r"(?P<v>[^|]*研習班)"}
    about = {
        "sources": ["table"],
        "unit": "名",
        "words": "",
        "match": [],
        "caption": "研習班",
        "column": "人數",
        "key": key,
    }
    (found,) = values(series(**about, bare=True), table_values=cells, tables=[own])
    assert (found.value, found.unit, found.dim_value, found.period, found.record_id) == (
        39,
        "名",
        "防災研習班",
        "2022",
        "v1",
    )
    assert values(series(**about), table_values=cells, tables=[own]) == ()


SESSION = "「第 29 次締約方大會」(COP29)於 2024 年 11 月 11 日至 11 月 22 日在亞塞拜然巴庫舉行。"


def test_dates_of_a_meeting() -> None:
    about = {
        "sources": ["time"],
        "unit": None,
        "words": "大會[^。]*▮[^。]*舉行",
        "match": ["大會於▮在甲地舉行"],
        "key": KEY,
    }
    text = paragraph(SESSION, path="8/一/(一)")
    (found,) = values(series(**about), paragraphs=[text])
    assert (found.period, found.value, found.dim_value) == ("2024-11-11/2024-11-22", None, "29")
    assert found.record_id == text.paragraph_id


def test_names_of_a_kind() -> None:
    about = {
        "sources": ["mention"],
        "unit": None,
        "words": "在▮[^。]*舉行",
        "match": ["在▮舉行"],
        "mentions": ["country"],
    }
    text = paragraph(SESSION, path="8/一/(一)")
    names = [
        mention("亞塞拜然", "AZE", section_path="8/一/(一)"),
        mention("巴庫", None, kind="city", section_path="8/一/(一)"),
    ]
    (found,) = values(series(**about), paragraphs=[text], mentions=names)
    assert found.record_id == names[0].mention_id


def test_nothing_said_nothing_found() -> None:
    assert extract_indicators("d", IndicatorSources(), load_config()) == ()
