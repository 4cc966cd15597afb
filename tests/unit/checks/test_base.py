"""How a check says what it found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from natcom.checks.base import Side, cell_side, finding, quote, run_all, side
from natcom.config import Config, load_config
from natcom.config.checks import CheckSettings, Rule
from natcom.records import Box, Cell, DocumentRecord, Extraction, Finding, Paragraph, Table

CONFIG = load_config()
REPORT = Extraction(document=DocumentRecord(document_id="d", language="zh-Hant", sha256="0", page_count=2))
BOX = Box(page=2, bbox=(10, 20, 30, 40))
PARAGRAPH = Paragraph(
    paragraph_id="p1", section_id="s1", section_path="1", seq=1, text="一句。", page=2, page_label="8-2", boxes=(BOX,)
)


def _twice(config: Config = CONFIG, **words: str) -> Finding:
    return finding(REPORT, config, "sentence-twice", [side(PARAGRAPH), Side("p2", page=3)], **words)


def test_finding_names_both_sides_in_two_languages() -> None:
    one = _twice(found="一句。")
    assert one.record_ids == ("p1", "p2")
    assert (one.page, one.page_label, one.boxes) == (2, "8-2", (BOX,))
    assert "一句。" in one.message
    assert "一句。" in one.message_zh
    assert one.message != one.message_zh
    assert one.found == "一句。"
    assert one.about == "report"


def test_id_comes_from_the_words_not_from_the_records() -> None:
    other = finding(REPORT, CONFIG, "sentence-twice", [Side("other")], found="一句。")
    assert other.finding_id == _twice(found="一句。").finding_id
    assert _twice(found="兩句。").finding_id != other.finding_id


def test_a_missing_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        _twice()


def test_equal_findings_are_told_by_occurrence_and_sorted_by_page() -> None:
    late = finding(REPORT, CONFIG, "sentence-twice", [Side("p9", page=9)], found="一句。")
    told = run_all([lambda e, c: [late, _twice(found="一句。")]], REPORT, CONFIG)
    assert [one.page for one in told] == [2, 9]
    assert told[1].finding_id == f"{told[0].finding_id}.2"


def test_a_rule_that_is_off_reports_nothing() -> None:
    rule = CONFIG.checks.rules["sentence-twice"].model_copy(update={"severity": "off"})
    checks = CheckSettings(doubtful_table=0.6, rules={"sentence-twice": rule}, audit=CONFIG.checks.audit)
    quiet = replace(CONFIG, checks=checks)
    assert run_all([lambda e, c: [_twice(c, found="一句。")]], REPORT, quiet) == ()


def test_cell_side_has_the_boxes_of_its_cells() -> None:
    table = Table(table_id="t1", n_rows=1, n_cols=1, header_rows=0, header_cols=0, page=1, boxes=(BOX,))
    cells = [Cell(row=0, col=0, text="3", page=2, bbox=(1, 2, 3, 4)), Cell(row=0, col=1, text="4")]
    assert cell_side(table, cells) == Side("t1", 2, None, (Box(page=2, bbox=(1, 2, 3, 4)),))


def test_quote_is_cut_in_the_middle() -> None:
    most = CONFIG.checks.audit.quote_length
    cut = quote("甲" * most + "乙", CONFIG)
    assert len(cut) == most + 1
    assert cut.endswith("乙")
    assert quote("甲\n乙", CONFIG) == "甲 乙"


def test_both_messages_of_a_rule_name_the_same_things() -> None:
    with pytest.raises(ValueError, match="different things"):
        Rule(severity="error", about="report", en="{found}", zh="{expected}")
