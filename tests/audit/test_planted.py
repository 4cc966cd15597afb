"""The audit on a report with planted faults beside look-alikes that are right (`planted.md`)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from audit.reports import Built, Mark, report
from natcom.checks.audit import AUDIT
from natcom.checks.base import run_all
from natcom.config import load_config
from natcom.records import Finding

CONFIG = load_config()
RECALL = PRECISION = 0.95
NEAR_RULES = {"counted-list-open": "counted-list", "parts-sum-open": "parts-sum", "passage-repeated": "sentence-twice"}


@lru_cache(maxsize=1)
def built() -> Built:
    return report((Path(__file__).parent / "planted.md").read_text("utf-8"), CONFIG)


@lru_cache(maxsize=1)
def owners() -> dict[str, str]:
    """The paragraph or table that a fact or value stands in."""
    extraction = built().extraction
    own = {f.fact_id: f.paragraph_id or f.fact_id for f in extraction.facts}
    return own | {v.value_id: v.table_id for v in extraction.table_values}


@lru_cache(maxsize=1)
def found() -> tuple[Finding, ...]:
    return run_all(AUDIT, built().extraction, CONFIG)


def place(finding: Finding) -> str:
    return owners().get(finding.record_ids[0], finding.record_ids[0])


def said() -> set[Mark]:
    """What was found, as marks on the records it was found in."""
    return {Mark(place(f), True, NEAR_RULES.get(f.rule, f.rule)) for f in found()}


FAULTS = [mark for mark in built().marks if mark.fault]
LOOK_ALIKES = [mark for mark in built().marks if not mark.fault]


def test_the_collection_is_large_enough() -> None:
    assert len(FAULTS) >= 40
    assert len({mark.rule for mark in FAULTS}) >= 20
    assert len(LOOK_ALIKES) >= 200


def test_recall() -> None:
    missed = [mark for mark in FAULTS if mark not in said()]
    assert len(missed) <= (1 - RECALL) * len(FAULTS), missed


def test_precision() -> None:
    false = [f for f in found() if Mark(place(f), True, NEAR_RULES.get(f.rule, f.rule)) not in FAULTS]
    assert len(false) <= (1 - PRECISION) * len(found()), [(f.rule, f.message) for f in false]


def test_every_rule_is_both_found_and_kept_quiet() -> None:
    """Each rule of the audit has a fault that it finds and a look-alike that it leaves alone."""
    faults: dict[str, list[Mark]] = defaultdict(list)
    quiet: dict[str, list[Mark]] = defaultdict(list)
    for mark in FAULTS:
        faults[mark.rule].append(mark)
    for mark in LOOK_ALIKES:
        quiet[mark.rule].append(mark)
    hit = said()
    for rule, marks in faults.items():
        assert any(mark in hit for mark in marks), f"{rule} finds none of its faults"
    for rule, marks in quiet.items():
        wrong = [mark for mark in marks if Mark(mark.record_id, True, rule) in hit]
        assert not wrong, f"{rule} does not leave {wrong} alone"
    assert set(faults) == set(quiet)


@pytest.mark.parametrize("finding", found(), ids=lambda f: f.finding_id)
def test_a_finding_says_what_where_and_in_two_languages(finding: Finding) -> None:
    assert finding.about == "report"
    assert finding.status == "open"
    assert finding.record_ids
    assert finding.page == 1
    assert finding.message
    assert finding.message_zh
    assert finding.expected or finding.found


def test_two_runs_find_the_same() -> None:
    assert run_all(AUDIT, built().extraction, CONFIG) == found()


def test_ids_are_unique() -> None:
    ids = [finding.finding_id for finding in found()]
    assert len(ids) == len(set(ids))
