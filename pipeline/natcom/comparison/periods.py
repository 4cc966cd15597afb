"""The time that a fact holds for, as editions are compared by it."""

from __future__ import annotations

from natcom.records import Fact

STATED = frozenset({"sentence", "event"})  # where a time was found that the statement itself names


def period_known(fact: Fact) -> str | None:
    """The time that the fact holds for: its sentence's own, else the one found for it further out.

    What merely stands in a report without a time (its country's area) is not of that report's time: the period of the
    report counts for what it tells against another time.
    """
    if fact.period_source == "report" and fact.base_period is None:
        return None
    if fact.period or not fact.period_start or not fact.period_end:
        return fact.period
    first, last = fact.period_start[:4], fact.period_end[:4]
    if fact.period_start[4:] == "-01-01" and fact.period_end[4:] == "-12-31":
        return first if first == last else f"{first}/{last}"
    return f"{fact.period_start}/{fact.period_end}"


def is_stated(fact: Fact) -> bool:
    """Whether the statement itself names its time, rather than the text around it."""
    return fact.period is not None or fact.period_source in STATED
