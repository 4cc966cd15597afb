"""Corrections find their record again, mark it, and say what became of them."""

from __future__ import annotations

import json
from array import array
from typing import Any

import pytest

from corrections_report import TEXT, box, fact, report
from natcom.config.corrections import Correction
from natcom.model import Line, Page, Passage, Piece
from natcom.records import Extraction, Fact
from natcom.stages.corrections import Corrected, anchor_of, apply_corrections


def row(action: str, line: int = 2, **more: Any) -> Correction:
    return Correction.model_validate({"action": action, "line": line, **more})


def apply(*rows: Correction, extraction: Extraction | None = None, **more: Any) -> Corrected:
    return apply_corrections(extraction or report(), rows, sentence_ends="。", **more)


def by_id(extraction: Extraction, fact_id: str) -> Fact:
    return next(f for f in extraction.facts if f.fact_id == fact_id)


def test_without_corrections_nothing_changes() -> None:
    assert apply().extraction == report()


def test_a_fix_sets_the_field_and_marks_the_record() -> None:
    extraction, outcomes = apply(row("fix", record_id="fact-b", field="value", value="38", reason="misread", who="AB"))
    mended = by_id(extraction, "fact-b")
    assert (mended.value, json.loads(mended.corrected_from or "")) == (38, {"value": 37})
    assert mended.steps[-1].after == "value = 38 (misread; AB)"
    assert by_id(extraction, "fact-a") == by_id(report(), "fact-a")
    assert [(o.status, o.record_id) for o in outcomes] == [("applied", "fact-b")]


def test_two_fixes_of_one_field_keep_the_first_value() -> None:
    rows = [row("fix", record_id="fact-b", field="value", value=v) for v in ("38", "39")]
    mended = by_id(apply(*rows).extraction, "fact-b")
    assert (mended.value, json.loads(mended.corrected_from or "")) == (39, {"value": 37})


def test_indicators_and_observations_follow() -> None:
    extraction, _ = apply(row("fix", record_id="fact-b", field="value", value="74"))
    assert extraction.indicators[0].value == 74
    assert (extraction.observations[0].value, extraction.observations[0].canonical_value) == (74, 74.0)


def test_another_unit_leaves_no_stale_code_or_canonical_value() -> None:
    extraction, _ = apply(row("fix", record_id="fact-b", field="unit", value="人"))
    assert (extraction.observations[0].unit, extraction.observations[0].unit_code) == ("人", None) or (
        extraction.observations[0].canonical_value is None
    )
    assert by_id(extraction, "fact-b").unit_code is None


def test_a_period_brings_its_first_and_last_day() -> None:
    mended = by_id(apply(row("fix", record_id="fact-b", field="period", value="../2022-02")).extraction, "fact-b")
    assert (mended.period, mended.period_start, mended.period_end) == ("../2022-02", None, "2022-02-28")
    bare = by_id(apply(row("fix", record_id="fact-b", field="period", value="")).extraction, "fact-b")
    assert (bare.period, bare.period_start, bare.period_end) == (None, None, None)


def test_when_ids_change_the_anchor_finds_the_record() -> None:
    fresh = report().model_copy(
        update={"facts": tuple(f.model_copy(update={"fact_id": f"new-{f.fact_id}"}) for f in report().facts)}
    )
    fix = row("fix", record_id="fact-b", page=3, text="37名", occurrence=2, field="value", value="38")
    extraction, outcomes = apply(fix, extraction=fresh)
    assert [o.record_id for o in outcomes] == ["new-fact-b"]
    assert [f.value for f in extraction.facts] == [37, 38]


def test_an_id_that_moved_on_to_another_text_gives_way_to_the_anchor() -> None:
    other = fact("fact-b", "15 個", 15)
    moved = report().model_copy(update={"facts": (by_id(report(), "fact-a"), other)})
    fix = row("fix", record_id="fact-b", page=3, text="37 名", field="value", value="38")
    extraction, _ = apply(fix, extraction=moved)
    assert [f.value for f in extraction.facts] == [38, 15]


def test_the_anchor_of_a_record_finds_it_again() -> None:
    facts = report().facts
    for one in facts:
        anchor = anchor_of("facts", one, facts)
        fix = row(
            "fix", page=anchor.page, text=anchor.text, occurrence=anchor.occurrence, field="subject", value="學員"
        )
        assert apply(fix).outcomes[0].record_id == one.fact_id


@pytest.mark.parametrize(
    "lost", [{"record_id": "nowhere"}, {"page": 9, "text": "37 名"}, {"page": 3, "text": "37 名", "occurrence": 3}]
)
@pytest.mark.parametrize("action", ["fix", "reject"])
def test_what_matches_nothing_is_told(action: str, lost: dict[str, Any]) -> None:
    extraction, outcomes = apply(row(action, field="value", value="1", **lost))
    assert extraction == report()
    assert [o.status for o in outcomes] == ["unmatched"]


def test_a_fix_that_the_reading_has_by_now_is_needless() -> None:
    extraction, outcomes = apply(row("fix", record_id="fact-b", field="value", value="37"))
    assert extraction == report()
    assert [o.status for o in outcomes] == ["needless"]


def test_a_rejected_fact_takes_what_was_made_from_it_along() -> None:
    extraction, _ = apply(row("reject", record_id="fact-b"))
    assert [f.fact_id for f in extraction.facts] == ["fact-a"]
    assert extraction.indicators == ()
    assert [o.record_id for o in extraction.observations] == ["value-1"]


def test_a_rejected_table_takes_its_values_along() -> None:
    extraction, _ = apply(row("reject", file="tables", record_id="table-1"))
    assert (extraction.tables, extraction.table_values) == ((), ())
    assert [o.record_id for o in extraction.observations] == ["fact-b"]


def test_a_table_values_text_is_mended_in_its_cell_too() -> None:
    rows = [row("fix", file="table_values", record_id="value-1", field=f, value="12") for f in ("text", "value")]
    extraction, _ = apply(*rows)
    assert extraction.tables[0].cells[1].text == "12"
    assert extraction.table_values[0].value == 12
    assert extraction.observations[1].value == 12
    assert json.loads(extraction.table_values[0].corrected_from or "") == {"text": "l2", "value": None}


def test_a_cell_without_a_value_can_be_mended() -> None:
    fix = row("fix", file="tables", record_id="table-1", field="cell 0,0", value="教師")
    extraction, outcomes = apply(fix)
    assert extraction.tables[0].cells[0].text == "教師"
    assert json.loads(extraction.tables[0].corrected_from or "") == {"cell 0,0": "學員"}
    assert [o.status for o in outcomes] == ["applied"]
    assert apply(fix, extraction=extraction).outcomes[0].status == "needless"


def test_a_cell_that_is_not_there_matches_nothing() -> None:
    fix = row("fix", file="tables", record_id="table-1", field="cell 7,0", value="教師")
    assert apply(fix).outcomes[0].status == "unmatched"


def test_a_sections_new_path_moves_all_that_stands_under_it() -> None:
    extraction, _ = apply(row("fix", file="sections", record_id="sec-1", field="path", value="6"))
    assert [s.path for s in extraction.sections] == ["6", "6/5.1"]
    assert {f.section_path for f in extraction.facts} == {"6/5.1"}
    assert extraction.tables[0].section_path == "6/5.1"


ADD = {"action": "add", "page": 3, "text": "15 個"}


def added(**fields: str) -> list[Correction]:
    return [row(line=n, field=f, value=v, **ADD) for n, (f, v) in enumerate(fields.items(), 2)]


def test_an_added_fact_stands_where_it_is_printed() -> None:
    extraction, outcomes = apply(*added(kind="count", value="15", unit="個", subject="國家"))
    new = extraction.facts[-1]
    assert [o.status for o in outcomes] == ["applied"]
    assert (new.quote, new.value, new.section_path, new.paragraph_id) == ("15 個", 15, "5/5.1", "para-1")
    assert new.context == "另有 15 個國家參加。"
    assert TEXT[new.char_start : new.char_end] == new.quote
    assert (new.occurrence, new.corrected_from, new.boxes) == (1, "{}", box(3, 100.0))


def test_passages_give_an_added_fact_its_own_box() -> None:
    n = len(TEXT)
    line = Line(TEXT, 100.0, 112.0, array("d", range(n)), array("d", range(1, n + 1)), ())
    page = Page(3, 0, 3, None, 600.0, 800.0, (line,))
    passage = Passage(TEXT, "paragraph", "para-1", "sec-2", "5/5.1", (Piece(0, n, page, line, 0),))
    extraction, _ = apply(*added(kind="count", value="15", unit="個"), passages=(passage,))
    new = extraction.facts[-1]
    assert new.boxes[0].bbox == (new.char_start, 100.0, new.char_end, 112.0)


def test_what_is_not_printed_is_not_added() -> None:
    rows = [row("add", page=3, text="99 個", field="value", value="99")]
    extraction, outcomes = apply(*rows)
    assert extraction == report()
    assert [o.status for o in outcomes] == ["unmatched"]


@pytest.mark.parametrize("text", ["5", "1", "02", "2", "21"])
def test_a_part_of_a_number_is_not_printed_by_itself(text: str) -> None:
    _, outcomes = apply(row("add", page=3, text=text, field="value", value=text))
    assert [o.status for o in outcomes] == ["unmatched"]


def test_an_added_fact_that_lacks_fields_is_left_out_and_says_which() -> None:
    extraction, outcomes = apply(*added(value="15"))
    assert extraction == report()
    assert [(o.status, o.detail) for o in outcomes] == [("incomplete", "kind, unit")]


def test_what_is_read_by_now_is_not_added_twice() -> None:
    read = report().model_copy(update={"facts": (*report().facts, fact("fact-c", "15 個", 15))})
    extraction, outcomes = apply(*added(kind="count", value="15", unit="個"), extraction=read)
    assert len(extraction.facts) == 3
    assert [o.status for o in outcomes] == ["needless"]


def test_what_is_read_by_now_but_wrong_is_mended() -> None:
    read = report().model_copy(update={"facts": (*report().facts, fact("fact-c", "15 個", 51))})
    extraction, outcomes = apply(*added(kind="count", value="15", unit="個"), extraction=read)
    assert [f.value for f in extraction.facts] == [37, 37, 15]
    assert [o.status for o in outcomes] == ["applied"]


def test_waivers_are_left_to_the_checks() -> None:
    assert apply(row("waive", record_id="finding-1")).outcomes == ()
