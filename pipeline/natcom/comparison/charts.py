"""Small charts of series over the editions, as coordinates for inline SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from natcom.comparison.records import SeriesValue
from natcom.config.compare import CompareConfig

WIDTH, HEIGHT = 260.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 8.0, 10.0, 18.0  # room for marks at the edges and for years below
MOST = 48  # charts on one page; series.csv has all
YEAR = re.compile(r"\d{4}")


class Point(NamedTuple):
    """A value of one edition: its place in the chart, and what a reader is told of it."""

    x: float
    y: float
    told: str


class Trace(NamedTuple):
    """The values of one edition (its index), and the line through them."""

    edition: int
    points: tuple[Point, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A series over time, one trace per edition that gives it. `spread` is its largest relative restatement."""

    subject: str
    unit: str
    first: int
    last: int
    low: str
    high: str
    traces: tuple[Trace, ...]
    spread: float


class _Value(NamedTuple):
    year: int
    value: float
    edition: int
    told: str


def charts(series: Iterable[SeriesValue], editions: Sequence[str], config: CompareConfig) -> tuple[Chart, ...]:
    """The series that at least two editions give for at least two years, those restated most first."""
    lines: dict[str, list[SeriesValue]] = defaultdict(list)
    for value in series:
        lines[value.series].append(value)
    drawn = [chart for line in lines.values() if (chart := _chart(line, editions, config))]
    return tuple(sorted(drawn, key=lambda chart: -chart.spread)[:MOST])


def _chart(line: Sequence[SeriesValue], editions: Sequence[str], config: CompareConfig) -> Chart | None:
    unit = line[-1].unit
    values = sorted({v for item in line if (v := _value(item, unit, editions, config))})
    years = {v.year for v in values}
    if len(years) < 2 or len({v.edition for v in values}) < 2 or len({v.value for v in values}) < 2:
        return None
    low, high = min(v.value for v in values), max(v.value for v in values)
    traces = tuple(_trace(edition, values, (min(years), max(years)), (low, high)) for edition in range(len(editions)))
    return Chart(
        subject=line[-1].subject or "",
        unit=unit or "",
        first=min(years),
        last=max(years),
        low=number(low),
        high=number(high),
        traces=tuple(trace for trace in traces if trace.points),
        spread=_spread(values),
    )


def _value(item: SeriesValue, unit: str | None, editions: Sequence[str], config: CompareConfig) -> _Value | None:
    """The value in the series' unit at the end of its period; None where it has neither."""
    years = YEAR.findall(item.period or "")
    if not years or item.value is None:
        return None
    value = float(item.value)
    if item.unit != unit:
        own, common = config.units.get(item.unit or ""), config.units.get(unit or "")
        if own is None or common is None or own.dimension != common.dimension:
            return None
        value *= own.factor / common.factor
    told = f"{item.period}: {item.quote} ({item.edition or item.document_id})"
    return _Value(int(years[-1]), value, editions.index(item.document_id), told)


def _trace(edition: int, values: Iterable[_Value], years: tuple[int, int], span: tuple[float, float]) -> Trace:
    points = tuple(
        Point(
            round(LEFT + (WIDTH - LEFT - RIGHT) * (v.year - years[0]) / (years[1] - years[0]), 1),
            round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (v.value - span[0]) / (span[1] - span[0]), 1),
            v.told,
        )
        for v in values
        if v.edition == edition
    )
    return Trace(edition, points, " ".join(f"{p.x},{p.y}" for p in points))


def _spread(values: Iterable[_Value]) -> float:
    """The largest difference between editions for one year, over the larger of the two values."""
    by_year: dict[int, list[float]] = defaultdict(list)
    for v in values:
        by_year[v.year].append(v.value)
    gaps = [(max(v) - min(v)) / max(abs(x) for x in v) for v in by_year.values() if any(v)]
    return max(gaps, default=0.0)


def number(value: float) -> str:
    """A number as people read it: thousands separated, at most six decimals.

    >>> number(1234567.0), number(-0.25)
    ('1,234,567', '-0.25')
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
