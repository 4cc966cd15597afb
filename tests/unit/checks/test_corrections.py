"""Corrections that did nothing become findings; accepted and waived findings keep their status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corrections_report import report
from natcom.checks.base import Side, finding
from natcom.checks.corrections import OF_THE_RUN, check_outcomes, check_waivers, settle
from natcom.config import Config, load_config
from natcom.config.corrections import Correction
from natcom.config.edition import Edition
from natcom.records import Finding
from natcom.stages.corrections import Outcome

CONFIG = load_config()


def row(**more: Any) -> Correction:
    return Correction.model_validate({"line": 5, "action": "waive", **more})


def found(text: str, page: int) -> Finding:
    return finding(report(), CONFIG, "correction-unmatched", [Side("", page)], line="1", action="fix", what=text)


def test_each_outcome_but_success_is_a_finding() -> None:
    fix = row(action="fix", record_id="fact-1", page=3, text="37 名", field="value", value="3")
    outcomes = [
        Outcome(fix, "applied"),
        Outcome(fix, "unmatched"),
        Outcome(fix, "needless"),
        Outcome(fix, "incomplete"),
    ]
    told = check_outcomes(report(), CONFIG, outcomes)
    assert [f.rule for f in told] == ["correction-unmatched", "correction-needless", "correction-incomplete"]
    assert {f.rule for f in told} == OF_THE_RUN
    assert {f.about for f in told} == {"configuration"}
    assert "line 5" in told[0].message
    assert "37 名 (facts, p. 3)" in told[0].message


def waived(config: Config, *findings: Finding) -> list[str]:
    return [f.status for f in settle(findings, config).findings]


def test_a_finding_is_waived_by_its_id() -> None:
    one, other = found("a", 1), found("b", 1)
    config = replace(CONFIG, corrections=(row(record_id=one.finding_id),))
    assert waived(config, one, other) == ["waived", "open"]


def test_a_finding_is_accepted_by_rule_page_and_words() -> None:
    one, other = found("甲 乙", 1), found("甲乙", 2)
    config = replace(
        CONFIG,
        corrections=(row(record_id="gone", field="correction-unmatched", page=2, text="甲乙", value="accepted"),),
    )
    assert waived(config, one, other) == ["open", "accepted"]


def test_the_occurrence_tells_equals_apart() -> None:
    config = replace(CONFIG, corrections=(row(field="correction-unmatched", text="a", occurrence=2),))
    assert waived(config, found("a", 1), found("ab", 1), found("ac", 1)) == ["open", "waived", "open"]


def test_the_edition_lists_what_is_known() -> None:
    one, other = found("a", 1), found("b", 1)
    edition = Edition(id="demo", language="en", accepted=(one.finding_id,), waived=(other.finding_id,))
    assert waived(replace(CONFIG, edition=edition), one, other) == ["accepted", "waived"]


def test_a_waiver_that_fits_nothing_is_told() -> None:
    config = replace(CONFIG, corrections=(row(record_id="finding-gone"),))
    unused = settle([found("a", 1)], config).unused
    told = check_waivers(report(), config, unused)
    assert [f.rule for f in told] == ["waiver-unmatched"]
    assert "finding-gone" in told[0].message
