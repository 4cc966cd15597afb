"""Every named pattern of every language holds what its examples say."""

from __future__ import annotations

from typing import Any

import pytest

from natcom.config import default_directory
from natcom.config.language import read_language
from natcom.config.pattern import NamedPattern


def _patterns(value: Any) -> list[NamedPattern]:
    if isinstance(value, NamedPattern):
        return [value]
    if isinstance(value, tuple):
        return [p for item in value for p in _patterns(item)]
    if hasattr(type(value), "model_fields"):
        return [p for name in type(value).model_fields for p in _patterns(getattr(value, name))]
    return []


LANGUAGES = sorted((default_directory() / "languages").glob("*.toml"))
PATTERNS = [(path.stem, p) for path in LANGUAGES for p in _patterns(read_language(path))]


@pytest.mark.parametrize(("language", "pattern"), PATTERNS, ids=[f"{lang}-{p.name}" for lang, p in PATTERNS])
def test_pattern_examples(language: str, pattern: NamedPattern) -> None:
    assert pattern.match, f"{language}: {pattern.name} has no example"
    for example in pattern.match:
        assert pattern.finds(example), f"{pattern.name} should match {example!r}"
    for example in pattern.no_match:
        assert not pattern.finds(example), f"{pattern.name} should not match {example!r}"
