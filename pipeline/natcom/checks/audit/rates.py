"""Columns and rows of tables that hold shares, growth rates or differences, recomputed from the figures beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import NamedTuple

from natcom.checks.audit.arithmetic import Interval
from natcom.checks.audit.lines import Line, Sheet, half, says, sheets
from natcom.checks.base import finding, plain
from natcom.config import Config
from natcom.config.audit import TableWords
from natcom.records import Extraction, Finding, TableValue

AGREE = 0.6  # part of a column that must be right before the rest of it is called wrong
FEWEST = 2  # rows that must be right
MOST_COLUMNS = 8  # columns of one table that are tried as the base of another

Recompute = Callable[[Line], tuple[Interval, tuple[TableValue, ...]] | None]


class Guess(NamedTuple):
    """How a column may have been computed, and which of its figures that gives."""

    right: int
    wrong: tuple[tuple[TableValue, Interval, tuple[TableValue, ...]], ...]


def table_rates(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Figures of a share, growth or difference column that differ from what the rest of the column does."""
    words = config.language.audit.tables
    for sheet in sheets(extraction, words):
        columns = sorted({place for line in sheet.lines for place in line.values})
        derived = {c for c in columns if _derived(sheet.heads.get(c, ""), words)}
        for column in sorted(derived):
            head = sheet.heads[column]
            bases = sorted((c for c in columns if c not in derived), key=lambda c: not _is_total(sheet, c))
            bases = bases[:MOST_COLUMNS]  # those of totals first: the first of the best ways is taken
            for rule, ways in (
                ("table-share", _share_ways(sheet, bases) if says(words.share, head) else []),
                ("table-growth", _growth_ways(sheet, bases) if says(words.growth, head) else []),
                ("table-difference", _difference_ways(bases) if says(words.difference, head) else []),
            ):
                guesses = [_guess(sheet, column, way) for way in ways]
                best = max(guesses, key=lambda g: (g.right, -len(g.wrong)), default=None)
                if best and best.right >= max(FEWEST, AGREE * (best.right + len(best.wrong))):
                    yield from _findings(extraction, config, sheet, (rule, head, best))


def _derived(head: str, words: TableWords) -> bool:
    return says(words.share, head) or says(words.growth, head) or says(words.difference, head)


def _is_total(sheet: Sheet, place: int) -> bool:
    """Whether all figures of a column are totals: its head says so."""
    return all(line.values[place].is_total for line in sheet.lines if place in line.values)


def _interval(value: TableValue) -> Interval:
    number = float(value.value or 0)
    return Interval(number - half(value), number + half(value))


def _stated(value: TableValue) -> Interval:
    """What a printed rate may stand for: a unit of its last digit, for shares are often made to add up to 100."""
    number = float(value.value or 0)
    return Interval(number - 2 * half(value), number + 2 * half(value))


def _known(line: Line, *places: int) -> tuple[TableValue, ...] | None:
    values = tuple(line.values[place] for place in places if place in line.values)
    return values if len(values) == len(places) and all(v.value is not None for v in values) else None


def _share_ways(sheet: Sheet, bases: list[int]) -> list[Recompute]:
    """Each amount column over each of its totals."""
    ways: list[Recompute] = []
    for base in bases:
        for total in sheet.lines:
            whole = _known(total, base)
            if total.total and whole and _interval(whole[0]).positive:
                ways.append(_share_way(base, whole[0]))
    return ways


def _share_way(base: int, whole: TableValue) -> Recompute:
    def recompute(line: Line) -> tuple[Interval, tuple[TableValue, ...]] | None:
        part = _known(line, base)
        if part is None or not _interval(part[0]).positive:
            return None
        return _interval(part[0]).over(_interval(whole)).times(100), (part[0], whole)

    return recompute


def _growth_ways(sheet: Sheet, bases: list[int]) -> list[Recompute]:
    """Each pair of columns, and each column from one line to the next."""
    ways = [_rate_way(a, b) for a, b in permutations(bases, 2)]
    following = {a.number: b for a, b in zip(sheet.lines[1:], sheet.lines, strict=False)}
    return ways + [_chain_way(base, following) for base in bases]


def _rate_way(a: int, b: int) -> Recompute:
    def recompute(line: Line) -> tuple[Interval, tuple[TableValue, ...]] | None:
        pair = _known(line, a, b)
        return (_rate(*pair), pair) if pair and _interval(pair[0]).positive else None

    return recompute


def _chain_way(base: int, before: dict[int, Line]) -> Recompute:
    def recompute(line: Line) -> tuple[Interval, tuple[TableValue, ...]] | None:
        now, last = _known(line, base), _known(before[line.number], base) if line.number in before else None
        if not now or not last or not _interval(last[0]).positive:
            return None
        return _rate(last[0], now[0]), (last[0], now[0])

    return recompute


def _rate(before: TableValue, after: TableValue) -> Interval:
    a, b = _interval(before), _interval(after)
    ratio = [b.low / a.high, b.high / a.low, b.low / a.low, b.high / a.high]
    return Interval(100 * (min(ratio) - 1), 100 * (max(ratio) - 1))


def _difference_ways(bases: list[int]) -> list[Recompute]:
    return [_difference_way(a, b) for a, b in permutations(bases, 2)]


def _difference_way(a: int, b: int) -> Recompute:
    def recompute(line: Line) -> tuple[Interval, tuple[TableValue, ...]] | None:
        pair = _known(line, a, b)
        return (_interval(pair[1]).minus(_interval(pair[0])), pair) if pair else None

    return recompute


def _guess(sheet: Sheet, column: int, way: Recompute) -> Guess:
    right = 0
    wrong: list[tuple[TableValue, Interval, tuple[TableValue, ...]]] = []
    for line in sheet.lines:
        stated, answer = _known(line, column), way(line)
        if stated is None or answer is None:
            continue
        if answer[0].meets(_stated(stated[0])):
            right += 1
        else:
            wrong.append((stated[0], *answer))
    return Guess(right, tuple(wrong))


def _findings(extraction: Extraction, config: Config, sheet: Sheet, found: tuple[str, str, Guess]) -> Iterator[Finding]:
    rule, head, guess = found
    for stated, right, inputs in guess.wrong:
        number = stated.col if sheet.turned else stated.row
        yield finding(
            extraction,
            config,
            rule,
            sheet.sides([stated, *inputs]),
            table=sheet.table.number or sheet.table.caption,
            line=next((x.label for x in sheet.lines if x.number == number), ""),
            head=head,
            inputs=" / ".join(v.text for v in inputs),
            expected=plain(round((right.low + right.high) / 2, 2)),
            found=stated.text,
        )
