"""Two values of one series: in which ways they differ, and what caused it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from natcom.comparison.words import same, squeeze
from natcom.config.compare import CompareConfig

POWER_OF_TEN_ERROR = 1e-6  # relative; printed decimals times a power of ten differ from the value by less
LEADING_NUMBER = re.compile(r"[^\d]*?(\d+(?:,\d{3})*(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as one edition has it: `quote` is what is printed, `words` its sentence with the figures masked.

    `gwp` is the set of global warming potentials it rests on, `free` says that it rests on none; `approx` that the
    report calls it a round figure. `aim` is projection, target or limit, None for what was or is; `ahead` says that its
    period ends after the time that its edition reports on; `stated` that the statement itself names its period.
    """

    value: float | int | None
    value_high: float | int | None
    unit: str | None
    dimension: str | None
    period: str | None
    quote: str
    words: str
    gwp: str | None = None
    free: bool = False
    approx: bool = False
    aim: str | None = None
    ahead: bool = False
    stated: bool = True


class Verdict(NamedTuple):
    """One way in which two values differ: what changed, and the cause."""

    change: str
    cause: str


class Delta(NamedTuple):
    """New minus old in `unit`, and that over the old value's magnitude; null where they cannot be compared."""

    delta: float | None
    relative: float | None
    unit: str | None


def judge(old: Quantity, new: Quantity, config: CompareConfig, later: bool) -> Verdict | None:
    """In which way two values of one series differ; none where they do not. `later`: the editions are not the same.

    A value of another period is the series going on, whatever else is new about it. An unknown period equals nothing:
    whether such a value was restated or is that of another time stays `unresolved`, unless it was merely rounded.
    """
    comparable = _comparable(old, new, config)
    if old.period != new.period and old.period and new.period:
        same_amount = comparable and _equal(old, new, config)
        if same_amount and not (old.stated and new.stated):
            return Verdict("wording", "wording") if old.words != new.words else None
        return Verdict("period" if same_amount else "value", "new_period")
    if comparable and not _equal(old, new, config):
        timed = not later or (old.period is not None and new.period is not None)
        cause = _cause(old, new, config)
        return Verdict("value", cause if timed or cause == "rounding" else "unresolved")
    if not comparable or _rescaled(old, new, config):
        return Verdict("unit", "unit")
    if old.words != new.words or not same(old.quote, new.quote):
        return Verdict("wording", "wording")
    if later and config.still_regex.search(old.words):
        return Verdict("unchanged", "stale")
    return None


def delta_of(old: Quantity, new: Quantity, config: CompareConfig) -> Delta:
    """By how much the value changed, in the smaller of the two units; of a range, its middle."""
    if old.value is None or new.value is None or not _comparable(old, new, config):
        return Delta(None, None, None)
    factors = _factor(old.unit, config), _factor(new.unit, config)
    unit, factor = (old.unit, factors[0]) if factors[0] <= factors[1] else (new.unit, factors[1])
    a, b = _middle(old) * factors[0] / factor, _middle(new) * factors[1] / factor
    change = _clean(b - a, max(abs(a), abs(b)))
    return Delta(change, _clean(change / abs(a), 1.0) if a else None, unit)


def _clean(number: float, scale: float) -> float:
    """`number` without what floating point adds beyond twelve digits of `scale`."""
    if not number:
        return 0.0
    return round(number, max(0, 12 - math.ceil(math.log10(scale)))) if scale else number


def _middle(quantity: Quantity) -> float:
    low = quantity.value or 0.0
    return low if quantity.value_high is None else (low + quantity.value_high) / 2


def _factor(unit: str | None, config: CompareConfig) -> float:
    known = config.units.get(unit or "")
    return known.factor if known else 1.0


def _comparable(old: Quantity, new: Quantity, config: CompareConfig) -> bool:
    """Money of two currencies cannot be compared; a count may be of the same thing by another noun."""
    if old.unit == new.unit or old.unit in config.units or new.unit in config.units:
        return True
    return old.dimension != "currency" and new.dimension != "currency"


def _equal(old: Quantity, new: Quantity, config: CompareConfig) -> bool:
    factors = _factor(old.unit, config), _factor(new.unit, config)
    ends = (old.value, new.value), (old.value_high, new.value_high)
    for a, b in ends:
        if a is None or b is None:
            if a is not b:
                return False
        elif not math.isclose(a * factors[0], b * factors[1], rel_tol=config.equal_values):
            return False
    if old.value is None:  # a notation key, or text
        return same(old.quote, new.quote)
    return True


def _rescaled(old: Quantity, new: Quantity, config: CompareConfig) -> bool:
    """Whether the unit changed, or the multiple of it that the number is printed in."""
    if old.unit != new.unit and (old.unit in config.units and new.unit in config.units):
        return True
    scales = printed_scale(old), printed_scale(new)
    return None not in scales and not math.isclose(scales[0] or 0, scales[1] or 0, rel_tol=POWER_OF_TEN_ERROR)


def _cause(old: Quantity, new: Quantity, config: CompareConfig) -> str:
    if _is_rounding(old, new, config):
        return "rounding"
    sets = {old.gwp, new.gwp}
    if len(sets) == 2 and None not in sets and not (old.free or new.free):
        return "gwp"
    if old.aim in ("projection", "target") and new.aim == old.aim:
        return f"revised_{old.aim}"
    if old.ahead and new.ahead:
        return "revised_projection"
    if old.ahead or (old.aim == "projection" and new.aim is None):
        return "estimate_to_actual"
    return "restated"


def printed_number(quote: str) -> str | None:
    """The first number of a quote as printed, without separators; None where it has no digits.

    >>> printed_number("1,159.20 t"), printed_number("ten")
    ('1159.20', None)
    """
    found = LEADING_NUMBER.match(squeeze(quote))
    return found[1].replace(",", "") if found else None


def printed_scale(quantity: Quantity) -> float | None:
    """How many of the unit one of the printed number is; None where the number is not printed in digits."""
    printed = printed_number(quantity.quote)
    number = float(printed or 0)
    if not number or not quantity.value:
        return None
    power = round(math.log10(abs(quantity.value) / number))
    exact = math.isclose(abs(quantity.value), number * 10.0**power, rel_tol=POWER_OF_TEN_ERROR)
    return 10.0**power if exact else None


def _step(quantity: Quantity, config: CompareConfig) -> float:
    """The worth of the last digit that is printed, in the base unit: what the value may be rounded to."""
    value = abs(quantity.value or 0.0)
    scale, printed = printed_scale(quantity), printed_number(quantity.quote)
    if scale is None or printed is None:
        step = _trailing(value)
    else:
        _, _, decimals = printed.partition(".")
        step = scale * (_trailing(float(printed)) if quantity.approx and not decimals else 10.0 ** -len(decimals))
    return step * _factor(quantity.unit, config)


def _trailing(value: float) -> float:
    """The place of the last digit of a whole number that is not zero (1200 → 100), 1 where it is not whole."""
    digits = str(int(value)) if value == int(value) else ""
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("0") else 1.0


def _is_rounding(old: Quantity, new: Quantity, config: CompareConfig) -> bool:
    """Whether one value is the other rounded to the last digit that is printed of it."""
    if old.value is None or new.value is None or (old.value_high is None) != (new.value_high is None):
        return False
    steps = _step(old, config), _step(new, config)
    if math.isclose(*steps):
        return False
    factors = _factor(old.unit, config), _factor(new.unit, config)
    room = max(steps) / 2 * (1 + POWER_OF_TEN_ERROR)
    ends = [(old.value, new.value)]
    if old.value_high is not None and new.value_high is not None:
        ends.append((old.value_high, new.value_high))
    return all(abs(a * factors[0] - b * factors[1]) <= room for a, b in ends)
