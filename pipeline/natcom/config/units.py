"""Units of measurement: `configs/units.toml`. A spelling leads to a unit, its kind, its code and its gas."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from natcom.config._toml import Settings, read_settings

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


class Unit(Settings):
    """A unit: `code` is what pint with openscm-units parses, None for what it has no name for (money).

    `spellings` stand for `factor` of the unit; `scaled` for a multiple of their own. `before` are signs and names that
    stand before the number and belong to no quote; `around` are pairs before and after it that do (a temperature).
    `not_before` are continuations that make another word of a spelling; `headings` are spellings in heads of tables.
    """

    unit: str
    kind: Kind
    code: str | None = None
    factor: float = 1
    carries_gas: bool = False
    spellings: tuple[str, ...] = ()
    scaled: tuple[tuple[str, float], ...] = ()
    before: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    not_before: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


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


def spelling_pattern(spelling: str) -> str:
    """A regular expression for a spelling; blanks are optional where one stands and where Latin and Han letters meet.

    A spelling that ends in a Latin letter or digit must not run on into another.
    """
    parts = re.split(r"\s+|(?<=[A-Za-z0-9)])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[A-Za-z0-9(])", spelling)
    pattern = r"\s*".join(re.escape(part) for part in parts)
    return pattern + r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", spelling) and spelling.isascii() else pattern


def alternation(patterns: list[tuple[str, str]]) -> str:
    """The patterns of (spelling, pattern), longest spelling first, as one group without a capture."""
    ordered = sorted(set(patterns), key=lambda pair: (-len(pair[0]), pair[0]))
    return "(?:" + "|".join(pattern for _, pattern in ordered) + ")" if ordered else r"(?!)"


class Units(Settings):
    """All of `units.toml`."""

    scales: dict[str, float]
    gas_joints: tuple[str, ...]
    gases: tuple[Gas, ...]
    units: tuple[Unit, ...]
    per: dict[str, str]
    per_codes: dict[str, str]
    canonical: dict[Kind, CanonicalUnit] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def _by_spelling(self) -> dict[str, UnitReading]:
        found: dict[str, UnitReading] = {}
        for unit in self.units:
            for spelling, factor in (*((s, unit.factor) for s in (*unit.spellings, *unit.headings)), *unit.scaled):
                found[_squeezed(spelling)] = UnitReading(unit.unit, unit.kind, unit.code, factor)
            for name in unit.before:
                found.setdefault(_squeezed(name), UnitReading(unit.unit, unit.kind, unit.code, unit.factor))
            for before, after in unit.around:
                found[_squeezed(before + after)] = UnitReading(unit.unit, unit.kind, unit.code, unit.factor)
        return found

    @cached_property
    def gas_joint(self) -> str:
        """What may stand between a mass and the gas it is a mass of."""
        return rf"\s*[{''.join(self.gas_joints)}]?\s*"

    @cached_property
    def gas_pattern(self) -> str:
        """A gas after a mass, as one group without a capture."""
        return alternation([(s, _gas_spelling(s)) for gas in self.gases for s in gas.spellings])

    @cached_property
    def unit_pattern(self) -> str:
        """Any unit as it stands after a number (a mass with its gas), longest first, without a capture."""
        plain: list[tuple[str, str]] = []
        masses: list[tuple[str, str]] = []
        for unit in self.units:
            for spelling in (*unit.spellings, *(s for s, _ in unit.scaled)):
                (masses if unit.carries_gas else plain).append((spelling, spelling_pattern(spelling)))
                if unit.carries_gas and spelling.isascii():  # tCO2e: no letter boundary between mass and gas
                    head = re.escape(spelling)
                    plain.append((spelling + "\x7f" * 12, rf"{head}\s*{self.gas_pattern}"))
                elif unit.carries_gas:
                    plain.append((spelling + "\x7f" * 12, rf"{re.escape(spelling)}{self.gas_joint}{self.gas_pattern}"))
        return alternation(plain + masses)

    @cached_property
    def currency_before(self) -> dict[str, str]:
        """Names and signs of money that stand before a number, and the unit each means."""
        return {name: unit.unit for unit in self.units if unit.kind == "currency" for name in unit.before}

    def lookup(self, text: str) -> UnitReading | None:
        """The unit that `text` spells, whole (`t of CO2`, `MtCO2e`, `TWD/t`), or None.

        Scale words before it are multiplied into `factor` (`thousand t` is 1000 t); a part after `/` becomes `per`.
        """
        squeezed = _squeezed(_PER.sub("/", text))
        found = self._single(squeezed) or self._named_money(squeezed)
        if found or "/" not in squeezed:
            return found
        above, _, below = squeezed.partition("/")
        over, per = self._single(above), self.per.get(below)
        if over is None or per is None:
            return None
        return self.rate(over, per)

    def rate(self, reading: UnitReading, per: str) -> UnitReading:
        """The reading per `per` (`kgCO2e/kWh`); its code is None where pint has no name for either part."""
        code = self.per_codes.get(per)
        whole = f"{reading.unit_code}/{code}" if reading.unit_code and code else None
        return reading._replace(unit=f"{reading.unit}/{per}", unit_code=whole, per=per)

    def canonical_unit(self, unit: str) -> tuple[str, float] | None:
        """The unit that values in `unit` (`kgCO2e`, `GWh`) are compared in, and the factor that leads to it.

        A counting word, money and a unit of a kind without a canonical one are compared in themselves; None where a
        unit's relation to its kind's canonical one is not known.
        """
        head, slash, below = (unit, "", "") if unit in self._kinds else unit.partition("/")
        gases = (gas for gas in self._by_suffix if head.endswith(gas.suffix))
        gas = next((gas for gas in gases if self._kinds.get(head[: -len(gas.suffix)]) == "mass"), None)
        plain = head[: -len(gas.suffix)] if gas else head
        kind = self._kinds.get(plain)
        canonical = self.canonical.get(kind) if kind else None
        if canonical is None:
            return unit, 1
        factor = canonical.factors.get(plain)
        if factor is None:
            return None
        return f"{canonical.unit}{gas.suffix if gas else ''}{slash}{below}", factor

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {unit.unit: unit.kind for unit in self.units}

    @cached_property
    def _by_suffix(self) -> tuple[Gas, ...]:
        return tuple(sorted(self.gases, key=lambda gas: -len(gas.suffix)))

    def _single(self, squeezed: str) -> UnitReading | None:
        factor = 1.0
        while True:
            found = self._by_spelling.get(squeezed) or self._with_gas(squeezed)
            if found:
                return found._replace(factor=_tidy(found.factor * factor))
            scale = next((s for s in sorted(self.scales, key=len, reverse=True) if squeezed.startswith(s)), None)
            if scale is None:
                return None
            factor *= self.scales[scale]
            squeezed = squeezed[len(scale) :]

    def _named_money(self, squeezed: str) -> UnitReading | None:
        """A currency's name before its scale and the word for money (`NT$ thousand yuan`)."""
        for name in sorted(self.currency_before, key=len, reverse=True):
            if squeezed.startswith(name) and (rest := self._single(squeezed[len(name) :])) and rest.kind == "currency":
                return rest._replace(unit=self.currency_before[name])
        return None

    def _with_gas(self, squeezed: str) -> UnitReading | None:
        for gas, spelling in self._gas_spellings:
            if squeezed.endswith(spelling):
                mass = self._by_spelling.get(squeezed[: -len(spelling)].rstrip("".join(self.gas_joints)))
                if mass and mass.kind == "mass":
                    code = f"{mass.unit_code} {gas.code}" if mass.unit_code else None
                    return UnitReading(mass.unit + gas.suffix, "emissions", code, mass.factor, gas.gas)
        return None

    @cached_property
    def _gas_spellings(self) -> tuple[tuple[Gas, str], ...]:
        pairs = [(gas, _squeezed(s)) for gas in self.gases for s in gas.spellings]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


def _gas_spelling(spelling: str) -> str:
    return spelling_pattern(spelling).replace("CO2", "CO[2₂]").replace("CH4", "CH[4₄]").replace("N2O", "N[2₂]O")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(SUBSCRIPTS))


def _tidy(factor: float) -> float:
    return int(factor) if factor == int(factor) else factor


_PER = re.compile(r"\s+per\s+(?!cent)")
SUBSCRIPTS = str.maketrans("₂₃₄₆", "2346")


def read_units(path: Path) -> Units:
    """The units file at `path`."""
    return read_settings(path, Units)
