"""Units: each is known to pint, each spelling leads to one unit."""

from __future__ import annotations

import warnings

import pytest

from natcom.config import load_config
from natcom.config.unit_forms import forms_of
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


MADE = {form.reading.unit: form.reading.unit_code for form in forms_of(UNITS.units, UNITS.prefixes).values()}


def test_pint_parses_every_unit_made_with_a_prefix_or_power() -> None:
    assert len(MADE) > 300
    for code in filter(None, MADE.values()):
        unit_registry.parse_units(code)


@pytest.mark.parametrize(
    ("text", "printed", "unit", "code"),
    [
        ("mW m−2 of light", "mW m−2", "mW/m2", "mW/m**2"),
        ("W m-2 K-1", "W m-2 K-1", "W/m2/K", "W/m**2/K"),
        ("MJ kg−1", "MJ kg−1", "MJ/kg", "MJ/kg"),
        ("mm yr−1", "mm yr−1", "mm/year", "mm/year"),
        ("kg / ha and", "kg / ha", "kg/ha", "kg/ha"),
        ("kg per hectare", "kg per hectare", "kg/ha", "kg/ha"),
        ("cubic metres per second", "cubic metres per second", "m3/s", "m**3/s"),
        ("t CO2e per GWh", "t CO2e per GWh", "tCO2e/GWh", "t CO2/GWh"),
        ("g C m⁻² yr⁻¹", "g C m⁻² yr⁻¹", "gC/m2/year", "g C/m**2/year"),
        ("kg N ha−1 was", "kg N ha−1", "kgN/ha", "kg/ha"),
        ("μmol mol−1", "μmol mol−1", "umol/mol", "umol/mol"),
        ("GtC", "GtC", "tC", "t C"),
        ("sq. ft of", "sq. ft", "ft2", "ft**2"),
        ("Kilometres wide", "Kilometres", "km", "km"),
        ("wt% of", "wt%", "wt%", "percent"),
        ("deg C", "deg C", "degC", "degC"),
        ("lbs. of", "lbs.", "lb", "lb"),
        ("lbs. The", "lbs", "lb", "lb"),
        ("微克/立方公尺", "微克/立方公尺", "ug/m3", "ug/m**3"),
        ("毫克/公升以下", "毫克/公升", "mg/L", "mg/L"),
        ("s−1", "s−1", "1/s", "1/s"),
        ("m-3 m", "m", "m", "m"),
        ("Icelandic krónur", "Icelandic krónur", "ISK", None),
        ("澳門元", "澳門元", "MOP", None),
        ("元/公噸", "元/公噸", "TWD/t", None),
    ],
)
def test_units_are_read_by_their_grammar(text: str, printed: str, unit: str, code: str | None) -> None:
    found = UNITS.match(f"5 {text}", 2)
    assert found is not None
    assert (f"5 {text}"[2 : found.end], found.reading.unit, found.reading.unit_code) == (printed, unit, code)
    if code:
        unit_registry.parse_units(code)


@pytest.mark.parametrize("text", ["mothers", "Watton", "metrics", "k m", "barn", "元件", "年級", "克國", "kilo"])
def test_beginnings_of_other_words_are_no_units(text: str) -> None:
    found = UNITS.match(text, 0)
    assert found is None or found.form, found


@pytest.mark.parametrize(("text", "care"), [("in ", "attached"), ("C,", "warm"), ("s ", "lone"), ("V ", "lone")])
def test_spellings_that_may_be_other_words_say_so(text: str, care: str) -> None:
    found = UNITS.match(text, 0)
    assert found is not None
    assert found.form == care
    assert UNITS.lookup(text.strip(" ,")) is None


@pytest.mark.parametrize(
    ("unit", "canonical"), [("mg", ("t", 1e-9)), ("TW", ("kW", 1e9)), ("TWh", ("kWh", 1e9)), ("um", ("m", 1e-6))]
)
def test_a_prefix_counts_in_the_canonical_unit(unit: str, canonical: tuple[str, float]) -> None:
    found = UNITS.canonical_unit(unit)
    assert found is not None
    assert (found[0], found[1]) == (canonical[0], pytest.approx(canonical[1]))


def test_every_currency_has_a_code_of_three_letters_and_names_in_both_languages() -> None:
    money = [unit for unit in UNITS.units if unit.kind == "currency" and unit.before]
    assert len(money) >= 150
    assert all(len(unit.unit) == 3 and unit.unit.isupper() and len(unit.spellings) >= 2 for unit in money)


def test_a_unit_is_found_in_the_time_that_its_own_length_takes() -> None:
    text = "km/" * 20_000
    found = UNITS.match(text, 0)
    assert found is not None
    assert found.end < 20
