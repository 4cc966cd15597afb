"""The factors to canonical units are those of pint with openscm-units."""

from __future__ import annotations

import pytest

from natcom.config import load_config
from natcom.config.units import Units

UNITS = load_config().units
CODES = {unit.unit: unit.code for unit in UNITS.units}
FACTORS = [(kind, name) for kind, canonical in UNITS.canonical.items() for name in canonical.factors]
SURVEY_FOOT = 1e-5  # pint's acre is the survey acre, 4 millionths more than the international one


@pytest.mark.parametrize(("kind", "name"), FACTORS)
def test_factor(kind: str, name: str) -> None:
    openscm_units = pytest.importorskip("openscm_units")
    canonical = UNITS.canonical[kind]  # type: ignore[index]
    registry = openscm_units.unit_registry
    expected = registry.Quantity(1, CODES[name]).to(CODES[canonical.unit]).magnitude
    assert canonical.factors[name] == pytest.approx(expected, rel=SURVEY_FOOT if name == "acre" else 1e-9)


@pytest.mark.parametrize(
    ("unit", "canonical"),
    [
        ("kgCO2e", ("tCO2e", 1e-3)),
        ("tCH4", ("tCH4", 1)),
        ("GWh", ("kWh", 1e6)),
        ("kg/person", ("t/person", 1e-3)),
        ("km/h", ("km/h", 1)),
        ("TWD", ("TWD", 1)),
        ("場", ("場", 1)),
        ("kLOE", None),
    ],
)
def test_canonical_unit(unit: str, canonical: tuple[str, float] | None) -> None:
    assert UNITS.canonical_unit(unit) == canonical


def test_every_unit_of_a_converted_kind_is_known_or_has_no_code() -> None:
    assert isinstance(UNITS, Units)
    lost = [
        u.unit for u in UNITS.units if u.code and u.kind in UNITS.canonical and UNITS.canonical_unit(u.unit) is None
    ]
    assert lost == []
