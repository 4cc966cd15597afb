"""One series stated twice with different values, text against text and text against table, and rows set twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from natcom.checks.audit.arithmetic import Interval, interval
from natcom.checks.audit.lines import half
from natcom.checks.base import cell_side, finding, side
from natcom.config import Config
from natcom.records import Cell, Extraction, Fact, Finding, TableValue

LONG_CELL = 40  # characters; a longer cell is text, which two rows may share
CLOSE = 0.3  # part of the larger value
MANY_VALUES = 3  # a quantity stated twice with a slip has two values
SUBJECT = 4  # characters; a shorter subject (meetings, firms) names many things


def stated_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Facts of one subject, unit and period in two places of the text that rounding cannot bring together."""
    facts = [fact for fact in extraction.facts if _comparable(fact)]
    series: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    named: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        series[_key(fact, config)].append(fact)
        named[fact.subject, fact.kind, fact.period, fact.value_type].append(fact)
    for same in series.values():
        first = same[0]
        if _many_things(named[first.subject, first.kind, first.period, first.value_type]):
            continue
        for fact in same[1:]:
            apart = fact.paragraph_id != first.paragraph_id and not interval(fact).meets(interval(first))
            if apart and _close(fact.value, first.value):
                yield _two(extraction, config, first, fact)


def _comparable(fact: Fact) -> bool:
    if fact.value is None or fact.period is None or fact.measure != "level" or fact.structural:
        return False
    if fact.value_high is not None or (fact.kind == "percentage" and fact.share_of is None):
        return False  # a range may hold for anything, and so may a percentage that does not say of what
    return fact.subject is not None and len(fact.subject) >= SUBJECT and fact.qualifier in {None, "approx"}


def _close(a: float | None, b: float | None) -> bool:
    """Whether two values may be of one series: figures that lie far apart are of two, whatever they are called."""
    return bool(a and b) and abs(float(a or 0) - float(b or 0)) <= CLOSE * max(abs(float(a or 0)), abs(float(b or 0)))


def _many_things(facts: list[Fact]) -> bool:
    """Whether a subject (installed capacity) has so many values at one time that it names a thing here, one there."""
    apart: list[Fact] = []
    for fact in facts:
        if all(fact.unit != other.unit or not interval(fact).meets(interval(other)) for other in apart):
            apart.append(fact)
    return len(apart) >= MANY_VALUES


def _key(fact: Fact, config: Config) -> tuple[object, ...]:
    """What two statements of one quantity have in common; sums, additions and averages of it are others."""
    return (
        _aggregation(fact, config),
        fact.subject,
        fact.kind,
        fact.unit,
        fact.gas,
        fact.period,
        fact.base_period,
        fact.per,
        fact.area,
        fact.value_type,
        fact.share_of,
    )


def _aggregation(fact: Fact, config: Config) -> frozenset[str]:
    """The words of summing up (cumulative, new, average) in the fact's clause, up to its number."""
    place = fact.context.find(fact.quote)
    ahead = fact.context[: max(0, place)]
    begin = max((ahead.rfind(mark) for mark in config.language.outline.clause_marks), default=-1) + 1
    clause = f"{fact.subject or ''} {ahead[begin:]}".casefold()
    return frozenset(word for word in config.language.audit.series.aggregations if word.casefold() in clause)


def _two(extraction: Extraction, config: Config, first: Fact, second: Fact) -> Finding:
    return finding(
        extraction,
        config,
        "stated-twice",
        [side(second), side(first)],
        subject=second.subject,
        period=second.period,
        expected=first.quote,
        found=second.quote,
    )


def stated_in_table(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Facts whose subject and period are a cell's labels, in the cell's unit, with another value."""
    cells: dict[tuple[str, str | None, str], list[TableValue]] = defaultdict(list)
    for value in extraction.table_values:
        labels = value.row_labels[-1:] + value.col_labels[-1:]
        if value.value is not None and value.period is not None and value.unit_code is not None:
            for label in labels:
                cells[(label, value.period, value.unit_code)].append(value)
    for fact in extraction.facts:
        if not _comparable(fact) or fact.unit_code is None:
            continue
        found = cells.get((fact.subject or "", fact.period, fact.unit_code), [])
        close = len(found) == 1 and _close(fact.value, found[0].value)
        if close and not interval(fact).meets(_interval(found[0])):
            value = found[0]
            yield finding(
                extraction,
                config,
                "stated-twice",
                [side(fact), side(value)],
                subject=fact.subject,
                period=fact.period,
                expected=value.text,
                found=fact.quote,
            )


def _interval(value: TableValue) -> Interval:
    number = float(value.value or 0)
    return Interval(number - half(value), number + half(value))


def rows_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Named rows of a table on one page that are the same in every cell.

    On another page it is the head that is printed again; rows that share a merged cell list things that are alike.
    """
    for table in extraction.tables:
        seen: dict[tuple[str, ...], list[Cell]] = {}
        for row in range(table.header_rows, table.n_rows):
            cells = sorted((c for c in table.cells if c.row <= row < c.row + c.rowspan), key=lambda c: c.col)
            said = tuple(" ".join(c.text.split()) for c in cells)
            if not _named_row(cells, said):
                continue
            if said in seen and {c.page for c in cells} == {c.page for c in seen[said]}:
                yield finding(
                    extraction,
                    config,
                    "row-twice",
                    [cell_side(table, [*cells, *seen[said]])],
                    table=table.number or table.caption,
                    found=" | ".join(said),
                )
            seen.setdefault(said, cells)


def _named_row(cells: list[Cell], said: tuple[str, ...]) -> bool:
    """Whether a row has a name, a figure and three filled cells, all short and none merged with another row's."""
    if sum(map(bool, said)) < 3 or any(c.rowspan > 1 for c in cells) or any(len(text) > LONG_CELL for text in said):
        return False
    return sum(c.isalpha() for c in said[0]) > 1 and any(c.isdigit() for text in said for c in text)
