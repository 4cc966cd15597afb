"""What `configs/units.toml` says of prefixes, base units, gases and money."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from natcom.config._toml import Settings

Kind = Literal[
    "currency",
    "mass",
    "emissions",
    "energy",
    "power",
    "area",
    "length",
    "volume",
    "temperature",
    "percentage",
    "count",
    "duration",
    "multiple",
    "other",
]


class Prefix(Settings):
    """A prefix of the SI: the first of its `symbols` is used in units that are made with it."""

    symbols: tuple[str, ...]
    word: str
    han: str = ""
    factor: float


class Unit(Settings):
    """A base unit: `code` is what pint with openscm-units parses, None for what it has no name for (money).

    `symbols`, `words` (with a plural in s) and `han` take the `prefixes`; `spellings` take none and stand for
    `factor` of the unit; `scaled` for a multiple of their own. `powers`: its squares and cubes are areas and volumes.
    `lone`: a spelling of one letter is easily another word. `warm` are letters that need a temperature near;
    `attached` are spellings that need the number right in front, `compound` ones are read in products and quotients
    only. `before` are signs and names in front of the number that belong to no quote; `around` are pairs before and
    after it that do. `not_before` are continuations that make another word of a spelling; `headings` are spellings in
    heads of tables.
    """

    unit: str
    kind: Kind
    code: str | None = None
    factor: float = 1
    carries_gas: bool = False
    powers: bool = False
    lone: bool = False
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    han: tuple[str, ...] = ()
    prefixes: str = ""
    spellings: tuple[str, ...] = ()
    scaled: tuple[tuple[str, float], ...] = ()
    warm: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    compound: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    not_before: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


class Money(Settings):
    """Continuations that make another word of a currency's Chinese names, and parts of a unit of money."""

    not_before: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    parts: dict[str, float] = Field(default_factory=dict)


class Gas(Settings):
    """A greenhouse gas: what it adds to a mass's unit (`suffix`) and code."""

    gas: str
    suffix: str
    code: str
    spellings: tuple[str, ...]


class CanonicalUnit(Settings):
    """The unit that values of a kind are compared in, and how many of it one of each unit is."""

    unit: str
    factors: dict[str, float]


class UnitReading(NamedTuple):
    """A unit as spelled: multiply the printed number by `factor` to have it in `unit`."""

    unit: str
    kind: str
    unit_code: str | None
    factor: float
    gas: str | None = None
    per: str | None = None
