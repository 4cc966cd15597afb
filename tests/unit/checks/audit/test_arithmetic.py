"""What a printed number may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import fact
from natcom.checks.audit.arithmetic import Interval, interval, rounding, total


@pytest.mark.parametrize(
    ("quote", "value", "kind", "qualifier", "low", "high"),
    [
        ("68%", 68, "percentage", None, 67.5, 68.5),
        ("19.38%", 19.38, "percentage", None, 19.375, 19.385),
        ("七成", 70, "percentage", None, 65, 75),
        ("99 家", 99, "count", None, 99, 99),
        ("81 萬居民", 810000, "count", None, 805000, 815000),
        ("15,000 公噸", 15000, "mass", "approx", 14500, 15500),
        ("68%", 68, "percentage", "approx", 67, 69),
        ("1,000 個", 1000, "count", "gt", 1000, 2000),
        ("50%", 50, "percentage", "lte", 40, 50.5),
    ],
)
def test_interval(quote: str, value: float, kind: str, qualifier: str | None, low: float, high: float) -> None:
    found = interval(fact(quote=quote, value=value, kind=kind, qualifier=qualifier))
    assert found == pytest.approx((low, high))


def test_a_range_is_an_interval() -> None:
    assert interval(fact(quote="40~55 GW", value=40, value_high=55, kind="power")) == pytest.approx((39.5, 55.5))


def test_arithmetic() -> None:
    one, two = Interval(1, 2), Interval(4, 8)
    assert one.plus(two) == (5, 10)
    assert two.minus(one) == (2, 7)
    assert one.over(two) == (0.125, 0.5)
    assert one.times(-3) == (-6, -3)
    assert not one.meets(two)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_the_sum_of_exact_numbers_is_exact(numbers: list[int]) -> None:
    found = total((Interval(n, n) for n in numbers), 2.5)
    assert found == (sum(numbers), sum(numbers))


@given(st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=8))
def test_a_sum_is_never_wider_than_all_roundings_together(numbers: list[float]) -> None:
    parts = [Interval(float(n) - 0.5, float(n) + 0.5) for n in numbers]
    found = total(parts, 2.5)
    assert found.high - found.low <= len(parts) + 1e-6
    assert found.low <= float(sum(numbers)) <= found.high


def test_rounding_of_a_printed_number() -> None:
    assert rounding("1,234.5", 1234.5) == pytest.approx(0.05)
    assert rounding("135,900", 135_900_000) == pytest.approx(500)
    assert rounding("-", 0) == 0.5
