"""The languages natcom reads: one module each, behind the interface in `base`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from natcom.config.language import LanguageConfig
from natcom.config.units import Units
from natcom.languages.base import FoundFact, Language, NumberClaim, TimeExpression


def language_module(name: str) -> Language:
    """The module of this name (`zh_hant`, `en`), as the language file names it in `module`.

    Raises:
        ModuleNotFoundError: there is no such module.
    """
    return cast("Language", import_module(f"natcom.languages.{name}"))


@dataclass(frozen=True)
class LanguageReader:
    """A language with its grammar for one configuration."""

    language: Language
    grammar: Any

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """The sentences of a paragraph as [start, end)."""
        return self.language.sentences(text, self.grammar)

    def times(self, text: str) -> tuple[TimeExpression, ...]:
        """The time expressions of a text in order."""
        return self.language.read_times(text, self.grammar)

    def numbers(self, text: str) -> tuple[NumberClaim, ...]:
        """Every number of a text, each claimed once."""
        return self.language.read_numbers(text, self.grammar).claims

    def facts(self, text: str) -> tuple[FoundFact, ...]:
        """The quantities of a text in order, each with what its own sentence states."""
        return self.language.read_facts(text, self.grammar)


def language_reader(config: LanguageConfig, units: Units) -> LanguageReader | None:
    """The reader of a language, or None where its file has no words for facts."""
    if config.facts is None:
        return None
    language = language_module(config.module)
    return LanguageReader(language, language.grammar(config.facts, units))
