"""What a printed number may stand for: an interval, from its last digit and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from natcom.records import Fact

PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?")
EXACT = 1e-9  # relative; only what floating point does to sums of decimals


class Interval(NamedTuple):
    """The true values that a printed number may be rounded from."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether some true value lies in both.

        >>> Interval(67.5, 68.5).meets(Interval(68.2, 68.4))
        True
        """
        slack = EXACT * max(abs(self.low), abs(other.high), 1.0)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def times(self, factor: float) -> Interval:
        """The interval in another unit, or mirrored where `factor` is negative."""
        ends = self.low * factor, self.high * factor
        return Interval(min(ends), max(ends))

    def plus(self, other: Interval) -> Interval:
        """All sums of the two."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: Interval) -> Interval:
        """All differences of the two."""
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval:
        """All quotients of the two; both hold positive numbers only."""
        return Interval(self.low / other.high, self.high / other.low)

    @property
    def positive(self) -> bool:
        """Whether it holds positive numbers only."""
        return self.low > 0


def total(intervals: Iterable[Interval], deviations: float) -> Interval:
    """The sums of one number from each that rounding explains: so many standard deviations around the middle.

    A rounding error is spread evenly over its interval, so its standard deviation is half of it over the square root
    of three; errors of many numbers cancel. Never wider than all of them together.
    """
    known = tuple(intervals)
    middle = sum((one.low + one.high) / 2 for one in known)
    halves = [(one.high - one.low) / 2 for one in known]
    reach = min(sum(halves), deviations * sqrt(sum(half * half for half in halves) / 3))
    return Interval(middle - reach, middle + reach)


def step(fact: Fact, significant: bool = False) -> float:
    """One unit of the last printed digit, in the fact's own unit; 0 for a plain count, which is exact.

    With `significant`, trailing zeros are not digits: `15,000` has a step of 1,000.
    """
    value = abs(fact.value or 0)
    printed = PRINTED.search(fact.quote)
    digits = float(printed.group().replace(",", "")) if printed else 0.0
    if not printed or not digits:
        unit = 10.0 if fact.kind == "percentage" and value >= 10 and value % 10 == 0 else 1.0
        return unit if significant or fact.kind == "percentage" else 0.0
    scale = value / digits
    place = 10.0 ** -len(printed[1] or "")
    if significant and not printed[1]:
        whole = printed.group().replace(",", "")
        place = 10.0 ** (len(whole) - len(whole.rstrip("0")))
    if fact.kind == "count" and scale == 1 and place == 1 and not significant:
        return 0.0
    return place * scale


def rounding(text: str, value: float) -> float:
    """Half a unit of the last digit of a printed number, in the unit of `value`; 0.5 for a whole number.

    >>> rounding("1,234.5", 1234500)
    50.0
    """
    printed = PRINTED.search(text)
    digits = float(printed.group().replace(",", "")) if printed else 0.0
    scale = abs(value) / digits if digits and value else 1.0
    return 0.5 * 10.0 ** -len((printed[1] or "") if printed else "") * scale


def interval(fact: Fact) -> Interval:
    """The true values that a fact's printed number may be rounded from.

    `about` widens to twice the rounding, or to a rounding that leaves trailing zeros out; `more than` and `less than`
    open one side by a unit of the last digit that is not zero.
    """
    value = float(fact.value or 0)
    half = step(fact) / 2
    if fact.value_high is not None:
        return Interval(value - half, float(fact.value_high) + half)
    wide = max(step(fact, significant=True), 2 * half)
    if fact.qualifier == "approx":
        spelled = PRINTED.search(fact.quote) is None  # a spelled-out tenth is as rough as it gets
        reach = max(half if spelled else 2 * half, wide / 2 if wide > 2 * half else 0.0)
        reach = max(reach, 1.0) if fact.kind == "count" and wide <= 1 else reach
        return Interval(value - reach, value + reach)
    if fact.qualifier in {"gt", "gte"}:
        return Interval(value - half, value + wide)
    if fact.qualifier in {"lt", "lte"}:
        return Interval(value - wide, value + half)
    return Interval(value - half, value + half)


def like(a: Fact, b: Fact) -> bool:
    """Whether two facts are in one unit and may be added."""
    return a.kind == b.kind and a.unit == b.unit and a.gas == b.gas
