"""Units of measurement: `configs/units.toml` and `configs/currencies.csv`, read by their grammar.

A unit as printed is a prefix, a base unit and a power, or a product or quotient of these (`mW m−2`, `kg/ha`,
`MtCO2e`). What is no such form is no unit.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field

from natcom.config._toml import Settings, read_csv, read_toml, validate
from natcom.config.unit_forms import Form, forms_of
from natcom.config.unit_grammar import UnitGrammar, UnitMatch, alternation, squeezed
from natcom.config.unit_settings import CanonicalUnit, Gas, Kind, Money, Prefix, Unit, UnitReading
from natcom.errors import ConfigError

__all__ = ["CanonicalUnit", "Gas", "Kind", "Unit", "UnitMatch", "UnitReading", "Units", "alternation", "read_units"]

COLUMNS = ["code", "english", "chinese", "signs"]
_PER = re.compile(r"\s+per\s+(?!cent)")


class Units(Settings):
    """All of `units.toml`, and the currencies."""

    scales: dict[str, float]
    gas_joints: tuple[str, ...]
    gases: tuple[Gas, ...]
    prefixes: tuple[Prefix, ...]
    money: Money
    units: tuple[Unit, ...]
    per_sign: str
    per: dict[str, str]
    per_codes: dict[str, str]
    canonical: dict[str, CanonicalUnit] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def lookup(self, text: str) -> UnitReading | None:
        """The unit that `text` spells, whole (`t of CO2`, `MtCO2e`, `TWD/t`, `mW m−2`), or None.

        Scale words before it are multiplied into `factor` (`thousand t` is 1000 t); what it is given per is `per`.
        """
        bare = squeezed(_PER.sub("/", text))
        found = self._single(bare) or self._named_money(bare)
        if found:
            return found
        plain = text.strip()
        match = self.match(plain, 0)
        if match and match.end == len(plain) and not match.form:
            return match.reading
        above, slash, below = bare.partition("/")
        over, name = self._single(above) if slash else None, self.per.get(below)
        return self.rate(over, name) if over and name else None

    def match(self, text: str, at: int) -> UnitMatch | None:
        """The longest unit that begins at `at` of `text`, or None."""
        return self._grammar.match(text, at)

    def below(self, text: str, at: int) -> tuple[int, str] | None:
        """(end, name) of what an amount is given per, behind a slash at `at`, or None."""
        return self._grammar.below(text, at)

    def rate(self, reading: UnitReading, per: str) -> UnitReading:
        """The reading per `per` (`kgCO2e/kWh`); its code is None where pint has no name for either part."""
        return self._grammar.rate(reading, per)

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
        if factor is None and plain in self._bases:
            base, times = self._bases[plain]
            factor = times * canonical.factors[base] if base in canonical.factors else None
        if factor is None:
            return None
        return f"{canonical.unit}{gas.suffix if gas else ''}{slash}{below}", factor

    @cached_property
    def currency_before(self) -> dict[str, str]:
        """Names and signs of money that stand before a number, and the unit each means."""
        return {name: unit.unit for unit in self.units if unit.kind == "currency" for name in unit.before}

    @cached_property
    def scaled_han(self) -> tuple[str, ...]:
        """Chinese spellings that begin with a word of scale (kilowatts): the number in front of them ends before it."""
        return tuple(s for s in self._forms if s[0] in self.scales and not s.isascii())

    @cached_property
    def _grammar(self) -> UnitGrammar:
        return UnitGrammar(self._forms, self.gases, self.gas_joints, self.per, self.per_codes, self.per_sign)

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return forms_of(self.units, self.prefixes)

    @cached_property
    def _by_spelling(self) -> dict[str, UnitReading]:
        return {squeezed(s): f.reading for s, f in self._forms.items() if not f.care} | {
            squeezed(s): UnitReading(unit.unit, unit.kind, unit.code, unit.factor)
            for unit in self.units
            for s in (*unit.headings, *(before + after for before, after in unit.around))
        }

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {f.reading.unit: f.reading.kind for f in self._forms.values()}

    @cached_property
    def _bases(self) -> dict[str, tuple[str, float]]:
        """The base unit of each unit made with a prefix, and its multiple."""
        return {f.reading.unit: (f.base, f.times) for f in self._forms.values() if f.base}

    @cached_property
    def _by_suffix(self) -> tuple[Gas, ...]:
        return tuple(sorted(self.gases, key=lambda gas: -len(gas.suffix)))

    def _single(self, bare: str) -> UnitReading | None:
        factor = 1.0
        while True:
            found = self._by_spelling.get(bare) or self._with_gas(bare)
            if found:
                return found._replace(factor=_tidy(found.factor * factor))
            scale = next((s for s in self._long_scales if bare.startswith(s)), None)
            if scale is None:
                return None
            factor *= self.scales[scale]
            bare = bare[len(scale) :]

    @cached_property
    def _long_scales(self) -> tuple[str, ...]:
        return tuple(sorted(self.scales, key=len, reverse=True))

    def _named_money(self, bare: str) -> UnitReading | None:
        """A currency's name before its scale and the word for money (`NT$ thousand yuan`), or alone."""
        for name in sorted(self.currency_before, key=len, reverse=True):
            if bare.startswith(name):
                if bare == name:
                    return UnitReading(self.currency_before[name], "currency", None, 1)
                if (rest := self._single(bare[len(name) :])) and rest.kind == "currency":
                    return rest._replace(unit=self.currency_before[name])
        return None

    def _with_gas(self, bare: str) -> UnitReading | None:
        for gas, spelling in self._gas_spellings:
            if bare.endswith(spelling):
                mass = self._by_spelling.get(bare[: -len(spelling)].rstrip("".join(self.gas_joints)))
                if mass and mass.kind == "mass":
                    code = f"{mass.unit_code} {gas.code}" if mass.unit_code else None
                    return UnitReading(mass.unit + gas.suffix, "emissions", code, mass.factor, gas.gas)
        return None

    @cached_property
    def _gas_spellings(self) -> tuple[tuple[Gas, str], ...]:
        pairs = [(gas, squeezed(s)) for gas in self.gases for s in gas.spellings]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


def _tidy(factor: float) -> float:
    return int(factor) if factor == int(factor) else factor


def read_units(path: Path) -> Units:
    """The units file at `path`, with the currencies beside it.

    Raises:
        ConfigError: a file is missing or cannot be understood.
    """
    data = read_toml(path)
    money = data.get("money", {})
    currencies = []
    table = path.with_name("currencies.csv")
    for number, row in enumerate(read_csv(table), 2):
        if list(row) != COLUMNS or not row["code"]:
            raise ConfigError(f"{table}: line {number} must have the columns {', '.join(COLUMNS)} and a code.")
        english, han, signs = (tuple(filter(None, row[name].split(";"))) for name in COLUMNS[1:])
        codes = (row["code"],) if row["code"] in signs else ()
        currencies.append(
            {
                "unit": row["code"],
                "kind": "currency",
                "spellings": (*han, *english, *codes),
                "before": (*signs, *(name for name in han if len(name) > 1 and name[0] not in han)),
                "not_before": money.get("not_before", {}).get(row["code"], ()),
            }
        )
    return validate({**data, "units": [*data.get("units", []), *currencies]}, Units, str(path))
