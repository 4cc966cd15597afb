"""Facts, table values and indicators come together in one long table, in units that can be compared."""

from __future__ import annotations

import pytest

from builders import extraction, fact, indicator, mention, table, table_value
from natcom.config import load_config
from natcom.records import Extraction, Observation
from natcom.stages.observations import build_observations

UNITS = load_config().units


def built(**members: object) -> tuple[Observation, ...]:
    empty = dict.fromkeys(("facts", "tables", "table_values", "indicators", "mentions", "observations"), ())
    return build_observations(extraction().model_copy(update=empty | members), UNITS)


def test_a_fact_is_an_observation() -> None:
    one = fact(area="TWN", period_start="2023-01-01", period_end="2023-12-31", value_type="actual", qualifier="approx")
    (found,) = built(facts=[one])
    assert found.record_id == one.fact_id
    assert (found.value, found.unit, found.quote, found.subject) == (37, "場", "37 場", "雙邊會談")
    assert (found.area, found.period_start, found.value_type) == ("TWN", "2023-01-01", "actual")
    assert (found.series_id, found.boxes, found.page) == (one.series_id, one.boxes, one.page)


@pytest.mark.parametrize(
    ("value", "unit", "canonical"),
    [
        (5_817_000, "kW", 5_817_000),
        (5.817, "GW", 5_817_000),
        (1046, "GWh", 1_046_000_000),
        (250, "kgCO2e", 0.25),
        (3_619_700, "ha", 36197),
        (37, "場", 37),
        (1_000_000, "USD", 1_000_000),
        (1.41, "kLOE", None),
        (0.1, "GW", 100_000),
    ],
)
def test_canonical_values(value: float, unit: str, canonical: float | None) -> None:
    (found,) = built(facts=[fact(value=value, unit=unit)])
    assert found.canonical_value == canonical


def test_a_table_value_is_an_observation() -> None:
    (found,) = built(tables=[table()], table_values=[table_value("37")])
    assert (found.value, found.quote, found.row_labels, found.col_labels) == (37, "37", ("2023",), ("場次",))
    assert found.section_path == "8"


def test_a_notation_key_stays_a_key() -> None:
    (found,) = built(tables=[table()], table_values=[table_value("NE", unit="tCO2e")])
    assert (found.value, found.canonical_value, found.notation_key) == (None, None, "NE")


def test_an_indicator_names_the_observation_of_its_fact() -> None:
    one, other = fact(), fact("5 場", 5)
    found = built(facts=[one, other], indicators=[indicator(record_id=one.fact_id)])
    assert {o.record_id: o.indicator for o in found} == {one.fact_id: "cop_bilateral_meetings", other.fact_id: None}


def test_a_fact_of_two_series_comes_twice_with_two_ids() -> None:
    one = fact()
    series = [indicator(name, record_id=one.fact_id) for name in ("meetings", "talks")]
    found = built(facts=[one], indicators=series)
    assert {o.indicator for o in found} == {"meetings", "talks"}
    assert len({o.observation_id for o in found}) == 2


def test_an_indicator_without_a_number() -> None:
    dates = indicator("cop_dates", None, unit=None, period="2024-11-11/2024-11-22", record_id="p-1")
    place = mention("亞塞拜然", "AZE")
    where = indicator("cop_country", None, unit=None, record_id=place.mention_id)
    found = {o.indicator: o for o in built(indicators=[dates, where], mentions=[place])}
    assert (found["cop_dates"].period_start, found["cop_dates"].period_end) == ("2024-11-11", "2024-11-22")
    assert (found["cop_country"].area, found["cop_country"].quote) == ("AZE", "亞塞拜然")
    assert found["cop_dates"].record_id == dates.indicator_value_id


def test_all_observations_of_a_report_have_records() -> None:
    whole: Extraction = extraction()
    ids = {f.fact_id for f in whole.facts} | {v.value_id for v in whole.table_values}
    assert {o.record_id for o in build_observations(whole, UNITS)} >= ids
