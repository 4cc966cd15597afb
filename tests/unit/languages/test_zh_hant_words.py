"""Every named pattern of the language's facts finds its examples and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from natcom import languages
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


@pytest.mark.parametrize(("package", "language"), [("zh_hant", "zh-Hant"), ("spaced", "en")])
def test_every_sign_that_the_grammar_looks_for_is_configured_and_every_configured_one_is_looked_for(
    package: str, language: str
) -> None:
    root = Path(languages.__file__).parent
    folders = [root / package, root.parent / "stages"]  # stages ask for signs of any language
    code = "".join(path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*.py")))
    words = load_config(language=language).language.facts
    assert words is not None
    names = [rule.name for rule in words.signs]
    assert sorted(names) == sorted(set(re.findall(r'sign\(\s*"([^"]+)"', code)))
