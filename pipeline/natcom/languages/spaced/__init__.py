"""Languages whose words stand apart: all grammar that they share. Their words stand in their TOML files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from natcom.config.facts import FactWords
from natcom.config.units import Units
from natcom.languages.base import CellNumber, FoundFact, Reading, TimeExpression
from natcom.languages.reader import Speech, readers
from natcom.languages.spaced.attributes import inherits, measure, per, qualifier
from natcom.languages.spaced.cells import cells
from natcom.languages.spaced.claims import claims, dates, joint, list_joint, list_scale, numerals, single
from natcom.languages.spaced.clauses import Sentence
from natcom.languages.spaced.dating import Dating
from natcom.languages.spaced.grammar import Grammar, Tongue, grammar
from natcom.languages.spaced.sentences import sentences, stretches
from natcom.languages.spaced.sights import sight
from natcom.languages.spaced.subjects import share_of, subject

__all__ = ["SpacedLanguage", "Tongue", "language"]


class SpacedLanguage(NamedTuple):
    """The functions that a language module offers."""

    grammar: Callable[[FactWords, Units], Grammar]
    sentences: Callable[[str, Any], tuple[tuple[int, int], ...]]
    read_times: Callable[[str, Any], tuple[TimeExpression, ...]]
    read_numbers: Callable[[str, Any], Reading]
    read_facts: Callable[[str, Any], tuple[FoundFact, ...]]
    read_cell: Callable[[str, Any], CellNumber | None]


def language(tongue: Tongue) -> SpacedLanguage:
    """The functions of a language that has these numerals and noun phrases."""
    speech = Speech(
        sentences=sentences,
        stretches=stretches,
        fold=lambda text: text,
        times=_times,
        claims=claims,
        dates=dates,
        numerals=numerals,
        parse=tongue.parse,
        sight=sight,
        single=single,
        joint=joint,
        list_joint=list_joint,
        list_scale=list_scale,
        clauses=Sentence,
        dating=Dating,
        qualifier=qualifier,
        measure=measure,
        inherits=inherits,
        subject=subject,
        share_of=share_of,
        per=per,
        topic=lambda text, _: None,
        cell=cells(tongue.digits),
    )
    return SpacedLanguage(partial(grammar, tongue), sentences, _times, *readers(speech))


def _times(text: str, g: Grammar) -> tuple[TimeExpression, ...]:
    return g.periods.read(text) if g.periods else ()
