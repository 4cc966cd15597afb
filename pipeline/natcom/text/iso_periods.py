"""Periods in ISO 8601 as the facts write them: `2022`, `2023-11`, `2020/2025`, `2021/..`, `../2024-05`."""

from __future__ import annotations

import calendar


def bounds(iso: str | None) -> tuple[str | None, str | None]:
    """First and last day of a period; None where it is open.

    >>> bounds("2024-02"), bounds("../2030"), bounds(None)
    (('2024-02-01', '2024-02-29'), (None, '2030-12-31'), (None, None))
    """
    if not iso:
        return None, None
    low, _, high = iso.partition("/")
    high = high or low
    return (None if low == ".." else _first_day(low)), (None if high == ".." else _last_day(high))


def _first_day(iso: str) -> str:
    return iso + "-01-01"[len(iso) - 10 :] if len(iso) < 10 else iso


def _last_day(iso: str) -> str:
    if len(iso) == 4:
        return iso + "-12-31"
    if len(iso) == 7:
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]:02}"
    return iso


def spelled(start: str | None, end: str | None) -> str | None:
    """The period from first to last day as short as it can be written; the inverse of `bounds`.

    >>> spelled("2022-01-01", "2022-12-31"), spelled(None, "2024-05-31"), spelled("2020-01-01", "2025-12-31")
    ('2022', '../2024-05', '2020/2025')
    """
    if start is None and end is None:
        return None
    for size in (4, 7, 10):
        low, high = (start or "..")[:size], (end or "..")[:size]
        iso = low if low == high else f"{low}/{high}"
        if bounds(iso) == (start, end):
            return iso
    return f"{start or '..'}/{end or '..'}"
