"""What a language module offers, and the records it speaks in.

A language is a module with these functions, not a class: what there is to keep is compiled once by `grammar`.
All places are character offsets into the text that was given.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from natcom.config.facts import FactWords
from natcom.config.units import UnitReading, Units


class TimeExpression(NamedTuple):
    """A time as printed at [start, end): `iso` is its period (`2022`, `../2024-05`, `2020/2025`, None where unknown).

    `core` is where the bare date begins, behind what opens it (since, up to).
    """

    start: int
    end: int
    iso: str | None
    core: int


class Quantity(NamedTuple):
    """A number that measures or counts, at [start, end). `more`: it says "and some". `rule`: how it was read."""

    start: int
    end: int
    value: float | int
    value_high: float | int | None
    reading: UnitReading
    rule: str
    more: bool = False


class NumberClaim(NamedTuple):
    """A number at [start, end) and what it is: `fact` where it is a quantity, else what it is instead.

    The others: date, ordinal, identifier, name, article, label, address, enumerator, other, number (nothing known).
    """

    start: int
    end: int
    claim: str
    rule: str
    quantity: Quantity | None = None


class Reading(NamedTuple):
    """All numbers of a text in order, each once, and its time expressions."""

    claims: tuple[NumberClaim, ...]
    times: tuple[TimeExpression, ...]


class FoundFact(NamedTuple):
    """A quantity at [start, end) in its sentence [sentence_start, sentence_end), and what that sentence says of it.

    `relative_period` and `relative_base` are times that only the text around the sentence can tell, where the sentence
    states no other: the effect of a rule of `relative_times` (`year-1` for last year, `half-1` for the first half of
    the year spoken of, `same` for the same period). Whoever knows what is spoken of resolves them.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    quantity: Quantity
    qualifier: str | None
    measure: str
    period: str | None
    base_period: str | None
    subject: str | None
    share_of: str | None
    per: str | None
    value_type: str | None
    clause_start: int
    relative_period: str | None = None
    relative_base: str | None = None


class CellNumber(NamedTuple):
    """A number that stands alone. `reading` is None where no unit is printed; else `value` is in that unit."""

    value: float | int
    value_high: float | int | None
    qualifier: str | None
    reading: UnitReading | None


class Language(Protocol):
    """The seam between languages and everything else. Words stand in the language's TOML file, grammar here."""

    def ordinal(self, numeral: str) -> int | None:
        """The number that an enumerator's numeral stands for (`VIII` is 8, `12` is 12), or None."""
        ...

    def sentences(self, text: str, grammar: Any) -> tuple[tuple[int, int], ...]:
        """The sentences of a paragraph as [start, end), end marks included, blanks around them left out."""
        ...

    def grammar(self, words: FactWords, units: Units) -> Any:
        """What the functions below need, compiled once for a configuration; only the language looks inside."""
        ...

    def read_numbers(self, text: str, grammar: Any) -> Reading:
        """Every number of a text, each claimed once, and its times."""
        ...

    def read_facts(self, text: str, grammar: Any) -> tuple[FoundFact, ...]:
        """The quantities of a text in order, each with what its own sentence states."""
        ...

    def read_cell(self, text: str, grammar: Any) -> CellNumber | None:
        """The number that a table's cell holds and nothing else does beside, or None."""
        ...

    def read_times(self, text: str, grammar: Any) -> tuple[TimeExpression, ...]:
        """The time expressions of a text in order, without overlaps."""
        ...
