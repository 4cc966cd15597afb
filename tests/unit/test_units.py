"""Units: each is known to pint, each spelling leads to one unit."""

from __future__ import annotations

import warnings

import pytest

from natcom.config import load_config
from natcom.config.units import Gas, Unit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from openscm_units import unit_registry

UNITS = load_config().units


@pytest.mark.parametrize("unit", [u for u in UNITS.units if u.code], ids=lambda u: u.unit)
def test_pint_with_openscm_units_parses_every_code(unit: Unit) -> None:
    assert unit.code is not None
    unit_registry.parse_units(unit.code)


@pytest.mark.parametrize("gas", UNITS.gases, ids=lambda gas: gas.gas)
def test_pint_parses_a_mass_of_every_gas(gas: Gas) -> None:
    reading = UNITS.lookup(f"t {gas.spellings[-1].removeprefix('of ')}") or UNITS.lookup(f"t{gas.spellings[0]}")
    assert reading is not None
    assert reading.gas == gas.gas
    assert reading.unit_code is not None
    unit_registry.parse_units(reading.unit_code)


@pytest.mark.parametrize(
    ("spelling", "unit", "factor"),
    [
        ("千公噸二氧化碳當量", "tCO2e", 1e3),
        ("百萬公噸二氧化碳當量", "tCO2e", 1e6),
        ("MtCO2e", "tCO2e", 1e6),
        ("Gg CO2-eq", "tCO2e", 1e3),
        ("公噸的 CO2", "tCO2", 1),
        ("kt", "t", 1e3),
        ("萬瓩", "kW", 1e4),
        ("千瓦", "kW", 1),
        ("百萬瓦", "MW", 1),
        ("億度", "kWh", 1e8),
        ("億度電", "kWh", 1e8),
        ("公秉油當量", "kLOE", 1),
        ("新臺幣千元", "TWD", 1e3),
        ("千美元", "USD", 1e3),
        ("美金百萬元", "USD", 1e6),
        ("平方公里", "km2", 1),
        ("%", "%", 1),
        ("成", "%", 10),
        ("個百分點", "percentage point", 1),
    ],
)
def test_spelling_leads_to_unit_and_factor(spelling: str, unit: str, factor: float) -> None:
    reading = UNITS.lookup(spelling)
    assert reading is not None
    assert (reading.unit, reading.factor) == (unit, factor)


@pytest.mark.parametrize("text", ["人", "家", "單位", "", "千", "CO2", "公噸/"])
def test_what_is_no_unit_gives_none(text: str) -> None:
    assert UNITS.lookup(text) is None


def test_rates_say_what_they_are_given_per() -> None:
    reading = UNITS.lookup("公斤CO2e/度")
    assert reading is not None
    assert (reading.unit, reading.per, reading.gas) == ("kgCO2e/kWh", "kWh", "CO2e")
    assert reading.unit_code == "kg CO2/kWh"
    unit_registry.parse_units(reading.unit_code)


@pytest.mark.parametrize("code", UNITS.per_codes.values())
def test_pint_parses_what_rates_are_given_per(code: str) -> None:
    unit_registry.parse_units(f"kg/{code}")


def test_rate_per_person_has_no_code() -> None:
    reading = UNITS.lookup("公噸 CO2e/人")
    assert reading is not None
    assert (reading.unit, reading.unit_code) == ("tCO2e/person", None)


def test_no_spelling_stands_for_two_units() -> None:
    owners: dict[str, set[str]] = {}
    for unit in UNITS.units:
        for spelling in (*unit.spellings, *(s for s, _ in unit.scaled)):
            owners.setdefault(spelling.replace(" ", ""), set()).add(unit.unit)
    assert {spelling: units for spelling, units in owners.items() if len(units) > 1} == {}
