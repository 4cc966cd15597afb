"""The report's own period, and what it dates."""

from __future__ import annotations

import pytest

from document_builders import block, document, line
from natcom.config import load_config
from natcom.model import BlockKind, Passage
from natcom.records import Fact
from natcom.stages.facts import extract_facts
from natcom.stages.report_time import ReportTime, report_time

CHINESE = load_config(language="zh-Hant")


NOW = ReportTime("2024", "cover")


def facts(text: str, time: ReportTime | None = NOW) -> tuple[Fact, ...]:
    return extract_facts([Passage(text, "paragraph", "p1", "s1", "8")], (), CHINESE, "demo", time)


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        ([("113年度水資源供需報告", 30), ("經濟部", 20)], "2024"),
        ([("水資源供需報告", 30), ("中華民國114年7月", 14)], None),
        ([("水資源白皮書", 30), ("民國113年", 14)], None),
    ],
)
def test_the_cover_names_the_period(lines: list[tuple[str, float]], period: str | None) -> None:
    cover = [line(text, top=100 + 40 * n, size=size) for n, (text, size) in enumerate(lines)]
    found = report_time(document(block(BlockKind.COVER, *cover)), CHINESE)
    assert (found.period if found else None) == period


def test_a_running_head_counts_from_three_pages_on() -> None:
    heads = [block(BlockKind.HEADER, "112年度水資源供需報告", page=n) for n in (1, 2, 3)]
    found = report_time(document(*heads, labels=(None, None, None)), CHINESE)
    assert found == ("2023", "running head")
    assert report_time(document(*heads[:2], labels=(None, None)), CHINESE) is None


def test_what_is_measured_is_of_the_report_s_own_time() -> None:
    (fact,) = facts("全年用水量達 167 億立方公尺。")
    assert (fact.period, fact.period_start, fact.period_source) == (None, "2024-01-01", "report")


def test_a_change_against_the_year_before_is_of_the_report_s_own_time() -> None:
    (fact,) = facts("用水量較 112 年增加 3 億立方公尺。")
    assert (fact.base_period, fact.period_start, fact.period_source) == ("2023", "2024-01-01", "report")


@pytest.mark.parametrize("text", ["預計用水量將達 170 億立方公尺。", "規劃興建 5 座水庫。"])
def test_a_plan_is_not(text: str) -> None:
    assert all(fact.period_source is None for fact in facts(text))


def test_without_a_report_s_time_nothing_is_dated_by_it() -> None:
    assert facts("全年用水量達 167 億立方公尺。", None)[0].period_start is None


def test_a_long_span_dates_nothing() -> None:
    assert facts("全年用水量達 167 億立方公尺。", ReportTime("2016/2020", "cover"))[0].period_start is None


def test_the_time_of_a_paragraph_goes_on_over_sentences() -> None:
    read = facts("113 年總用水量 167 億立方公尺。其中農業用水 118 億立方公尺。工業用水 16 億立方公尺。", None)
    assert [fact.period_start for fact in read] == ["2024-01-01"] * 3
    assert [fact.period_source for fact in read] == ["sentence", "paragraph", "paragraph"]


def test_a_state_at_a_year_s_end_goes_on_but_an_aim_does_not() -> None:
    now = facts("截至 113 年底已設置 70 處測站。都會區達 12 處。")
    assert now[1].period_end == "2024-12-31"
    later = facts("119 年前將設置 70 處測站。都會區達 12 處。")
    assert later[1].period_end != "2030-12-31"


def test_relative_times_are_resolved_against_the_year_spoken_of() -> None:
    (fact,) = facts("去年用水量為 167 億立方公尺。")
    assert (fact.period_start, fact.period_end, fact.period_source) == ("2023-01-01", "2023-12-31", "report")
    assert facts("去年用水量為 167 億立方公尺。", None)[0].period_start is None


def test_the_half_of_a_year_is_that_of_the_paragraph_s_year() -> None:
    read = facts("112 年用水量為 160 億立方公尺。上半年用水量為 75 億立方公尺。")
    assert (read[1].period_start, read[1].period_end) == ("2023-01-01", "2023-06-30")
