"""The time that a fact holds for, as editions are compared by it."""

from __future__ import annotations

from natcom.records import Fact


def period_known(fact: Fact) -> str | None:
    """The time that the fact holds for: its sentence's own, else the one found for it further out."""
    if fact.period or not fact.period_start or not fact.period_end:
        return fact.period
    first, last = fact.period_start[:4], fact.period_end[:4]
    if fact.period_start[4:] == "-01-01" and fact.period_end[4:] == "-12-31":
        return first if first == last else f"{first}/{last}"
    return f"{fact.period_start}/{fact.period_end}"
