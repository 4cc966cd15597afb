"""What the audit finds in real reports. Every finding of severity error was read and judged: `corpus_verdicts.csv`."""

from __future__ import annotations

import csv
import os
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from natcom.checks.audit import AUDIT
from natcom.checks.base import run_all
from natcom.config import load_config
from natcom.records import Finding
from natcom.run import RunOptions, extract

PRECISION = 0.95
CORPUS = os.environ.get("NATCOM_CORPUS")
ENGLISH = {"cook-islands-nc1.pdf", "en-nutrition-policy.pdf", "en-wg2-ccp2.pdf", "en-wg3-spm.pdf"}
VERDICTS = list(csv.DictReader((Path(__file__).parent / "corpus_verdicts.csv").read_text("utf-8").splitlines()))
DOCUMENTS = [
    "chapter8/chapter8-chromium.pdf",
    "chapter8/chapter8-kangxi.pdf",
    "chapter8/chapter8-word.pdf",
    "chapter8/chapter8-xelatex.pdf",
    "netzero2050/netzero2050.pdf",
    "cook-islands-nc1.pdf",
    "budget-moi.pdf",
    "real/en-nutrition-policy.pdf",
    "real/en-wg2-ccp2.pdf",
    "real/en-wg3-spm.pdf",
    "real/tw-curriculum.pdf",
    "real/tw-food-nutr.pdf",
    "real/tw-ifrs-s1b.pdf",
    "real/tw-income-tax.pdf",
    "real/tw-power-112.pdf",
    "real/tw-power-113.pdf",
]
FAULTS_OF_THE_CHAPTER = {
    "counted-list": 1,
    "quantity-twice": 1,
    "member-twice": 3,
    "reference-word": 1,
    "name-spelling": 1,
    "simplified": 1,
    "clause-broken": 1,
    "word-cut": 1,
    "word-doubled": 1,
    "sentence-twice": 1,
    "name-variant": 2,
}


@lru_cache(maxsize=len(DOCUMENTS))
def found(document: str) -> tuple[Finding, ...]:
    assert CORPUS is not None
    path = Path(CORPUS) / document
    config = load_config(language="en" if path.name in ENGLISH else "zh-Hant")
    result = extract([path], config, RunOptions(pictures=False), lambda stage, done, of: None)
    return run_all(AUDIT, result.extraction, config)


def key(page: object, *said: str | None) -> tuple[str, ...]:
    """What tells a finding apart, without the blanks that typesetters put in differently."""
    return (str(page), *("".join((text or "").split()) for text in said))


def test_the_verdicts_reach_the_precision() -> None:
    right = sum(row["verdict"] == "right" for row in VERDICTS)
    assert right >= PRECISION * len(VERDICTS)
    assert {row["verdict"] for row in VERDICTS} <= {"right", "wrong"}
    assert all(row["why"] for row in VERDICTS)


@pytest.mark.skipif(not CORPUS, reason="NATCOM_CORPUS is not set")
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_error_was_judged(document: str) -> None:
    judged = {
        key(row["page"], row["rule"], row["expected"], row["found"]) for row in VERDICTS if row["document"] == document
    }
    errors = {key(f.page, f.rule, f.expected, f.found): f for f in found(document) if f.severity == "error"}
    assert set(errors) <= judged, [errors[one] for one in set(errors) - judged]


@pytest.mark.skipif(not CORPUS, reason="NATCOM_CORPUS is not set")
@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.startswith("chapter8/")])
def test_the_faults_that_the_chapter_has(document: str) -> None:
    rules = Counter(finding.rule for finding in found(document))
    assert {rule: rules[rule] for rule in FAULTS_OF_THE_CHAPTER} == FAULTS_OF_THE_CHAPTER
