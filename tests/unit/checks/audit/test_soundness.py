"""Errors are laid to a report only where its reading is sound."""

from __future__ import annotations

import pytest

import builders
from audit.reports import report
from natcom.checks.audit import AUDIT
from natcom.checks.audit.soundness import FEWEST, TORN_SHARE
from natcom.checks.base import run_all
from natcom.config import load_config
from natcom.records import Extraction, Finding

CONFIG = load_config()
ENGLISH = load_config(language="en")
BROKEN = "本部辦理示範計畫，並輔導業者汰換老舊設備，"
TABLE = """# 8 {{8}} 排放

表 8-1 各年排放量（公噸）

| 項目 | 甲 | 乙 | 丙 |
| --- | --- | --- | --- |
| 能源 | 10 | 20 | 31 |
| 工業 | {cell} | 5 | 6 |
| 農業 | 3 | 4 | 5 |
| 廢棄物 | 1 | 1 | 1 |
| 合計 | 21 | 30 | 43 |
"""


def found(extraction: Extraction) -> list[Finding]:
    return [one for one in run_all(AUDIT, extraction, CONFIG) if one.rule in {"clause-broken", "reading-doubtful"}]


def with_paragraphs(*texts: str) -> Extraction:
    return report("# 8 {8} 政策\n\n" + "\n\n".join(texts), CONFIG).extraction


def test_a_slip_in_a_well_read_report_is_the_reports() -> None:
    assert [one.rule for one in found(with_paragraphs(BROKEN, "各部會按季檢討成果，並公開資訊。"))] == ["clause-broken"]


@pytest.mark.parametrize(("torn", "rule"), [(1, "reading-doubtful"), (0, "clause-broken")])
def test_where_paragraphs_are_torn_a_slip_at_an_end_may_be_the_readers(torn: int, rule: str) -> None:
    whole = [f"第{n}年度之執行成果已於次年三月公開並送交審議會備查。" for n in "一二三四五六七八九十" * 2]
    share = int(TORN_SHARE * (len(whole) + FEWEST)) * torn
    pieces = [f"本計畫由各機關共同推動的部分工作包含下列第{n}種設施之更新" for n in range(share)]
    (one,) = found(with_paragraphs(*whole, *pieces, BROKEN))
    assert one.rule == rule
    assert (one.severity, one.about) == (("info", "extraction") if torn else ("error", "report"))


def test_a_doubt_says_what_was_doubted_in_both_languages() -> None:
    extraction = with_paragraphs(f"，{BROKEN}")
    (one,) = found(extraction)
    assert one.rule == "reading-doubtful"
    assert "clause-broken" in one.message
    assert "clause-broken" in one.message_zh
    assert one.record_ids == (extraction.paragraphs[0].paragraph_id,)


@pytest.mark.parametrize(("cell", "rule"), [("7", []), ("13", ["table-total"]), ("7 又 8", ["reading-doubtful"])])
def test_a_total_is_wrong_only_where_every_part_is_a_number(cell: str, rule: list[str]) -> None:
    extraction = report(TABLE.format(cell=cell), CONFIG).extraction
    told = [f.rule for f in run_all(AUDIT, extraction, CONFIG) if f.rule in {"table-total", "reading-doubtful"}]
    assert told == rule


def test_a_table_of_little_confidence_accuses_nobody() -> None:
    extraction = report(TABLE.format(cell="13"), CONFIG).extraction
    low = extraction.tables[0].model_copy(update={"confidence": CONFIG.checks.doubtful_table - 0.1})
    told = run_all(AUDIT, extraction.model_copy(update={"tables": (low,)}), CONFIG)
    assert "table-total" not in {one.rule for one in told}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Emissions rose (Figure TS.3, Table 11.4).", ["reference-outside", "reference-outside"]),
        ("Emissions are in Figure SPM.2b.", []),
        ("Emissions are in Figure SPM.9.", ["figure-reference"]),
    ],
)
def test_what_a_reference_outside_is(text: str, rules: list[str]) -> None:
    extraction = report(f"# 1 {{1}} Overview\n\n{text}", ENGLISH).extraction
    captions = {"SPM.1": "Trends of gases", "SPM.2": "Shares of sectors", "TS.8": "}", "11.2": ", Chapter 3"}
    figures = tuple(builders.figure(number, caption) for number, caption in captions.items())
    told = run_all(AUDIT, extraction.model_copy(update={"figures": figures}), ENGLISH)
    assert [one.rule for one in told if "reference" in one.rule] == rules


def test_a_caption_that_goes_on_is_no_second_figure() -> None:
    twice = (builders.figure("1", "Costs of options in 2030"), builders.figure("1", "(continued): Costs of options in"))
    other = (builders.figure("1", "Costs of options in 2030"), builders.figure("1", "Benefits of these options"))
    for figures, rules in ((twice, []), (other, ["figure-number-repeat"])):
        told = run_all(AUDIT, builders.extraction(figures=figures), ENGLISH)
        assert [one.rule for one in told if one.rule.startswith("figure-number")] == rules


@pytest.mark.parametrize(("factor", "rules"), [(1, []), (1000, ["scale-doubtful"]), (0.1, ["scale-doubtful"])])
def test_a_total_of_another_scale_is_the_readers(factor: float, rules: list[str]) -> None:
    extraction = report(TABLE.format(cell="7"), CONFIG).extraction
    values = tuple(
        v.model_copy(update={"value": (v.value or 0) * factor}) if v.is_total else v for v in extraction.table_values
    )
    told = run_all(AUDIT, extraction.model_copy(update={"table_values": values}), CONFIG)
    scales = [one for one in told if one.rule == "scale-doubtful"]
    assert sorted({one.rule for one in scales}) == rules
    assert {one.about for one in scales} <= {"extraction"}
