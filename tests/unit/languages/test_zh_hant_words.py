"""Every named pattern of the language's facts finds its examples and nothing else."""

from __future__ import annotations

import re

import pytest

from natcom.config import load_config
from natcom.config.facts import Rule

WORDS = load_config(language="zh-Hant").language.facts
assert WORDS is not None
CLAIMS = {"identifier", "article", "label", "ordinal", "address", "date", "name", "other"}


@pytest.mark.parametrize("pattern", WORDS.not_facts, ids=lambda pattern: pattern.name)
def test_pattern_finds_its_examples_only(pattern: Rule) -> None:
    compiled = re.compile(pattern.pattern)
    assert [text for text in pattern.match if not compiled.search(text)] == []
    assert [text for text in pattern.no_match if compiled.search(text)] == []


def test_pattern_names_are_unique_and_claims_known() -> None:
    names = [pattern.name for pattern in WORDS.not_facts]
    assert len(set(names)) == len(names)
    assert {pattern.effect for pattern in WORDS.not_facts} <= CLAIMS


def test_sessions_are_recognised() -> None:
    events = WORDS.events
    assert [text for text in events.match if not events.regex.search(text)] == []
    assert [text for text in events.no_match if events.regex.search(text)] == []


def test_no_classifier_stands_twice() -> None:
    words = [word for group in WORDS.classifiers for word in group.words]
    assert sorted({word for word in words if words.count(word) > 1}) == []
