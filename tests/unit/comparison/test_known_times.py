"""Only what is of one known time is compared: unknown times, outlooks and aims are told apart from restatements."""

from __future__ import annotations

import pytest

from natcom.comparison.classify import Quantity, judge
from natcom.config import default_directory
from natcom.config.compare import read_compare

CONFIG = read_compare(default_directory())


def quantity(value: float, period: str | None, **more: object) -> Quantity:
    plain = {"value_high": None, "unit": "tCO2e", "dimension": "emissions", "quote": f"{value:g} tCO2e", "words": ""}
    return Quantity(value=value, period=period, **{**plain, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (quantity(101, "2019"), quantity(107, "2019"), "restated"),
        (quantity(101, "2019"), quantity(107, None), "unresolved"),
        (quantity(101, None), quantity(107, None), "unresolved"),
        (quantity(101, None), quantity(107, "2019"), "unresolved"),
        (quantity(101, "2019"), quantity(107, "2020"), "new_period"),
        (quantity(101.4, None, quote="101.4 tCO2e"), quantity(101, None, quote="101 tCO2e"), "rounding"),
        (quantity(101, "2030", ahead=True), quantity(107, "2030", ahead=True), "revised_projection"),
        (quantity(101, "2030", aim="projection"), quantity(107, "2030", aim="projection"), "revised_projection"),
        (quantity(101, "2030", aim="target"), quantity(107, "2030", aim="target"), "revised_target"),
        (quantity(101, "2024", ahead=True), quantity(107, "2024"), "estimate_to_actual"),
        (quantity(101, "2024", aim="projection"), quantity(107, "2024"), "estimate_to_actual"),
    ],
)
def test_the_cause_of_another_value(old: Quantity, new: Quantity, cause: str) -> None:
    verdict = judge(old, new, CONFIG, later=True)
    assert verdict is not None
    assert verdict.cause == cause
