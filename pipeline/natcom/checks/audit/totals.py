"""Totals and sub-totals of tables against their parts, by rows and by columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log10, sqrt
from typing import NamedTuple

from natcom.checks.audit.arithmetic import EXACT
from natcom.checks.audit.lines import Line, Sheet, counted, half, says, scale, sheets
from natcom.checks.base import finding, plain
from natcom.config import Config
from natcom.records import Extraction, Finding, TableValue

NEAR = 0.1  # with no other column to go by, a total that misses its parts by more is the total of something else
FAR = 1.0  # a total that is off by more than its own size was read wrong, whatever the other columns do
SURE = 3  # columns that must add up before a line without the word is taken for a total
WHOLE = 100.0  # percent
SAME_DIGITS = 0.002  # of a sum: totals that rounding changes by more are not told from others
SHOWN = 8  # parts of a sum that a message writes out
HUNDRED = (99.0, 101.0)  # what the total of a column of shares may be printed as
CUT = re.compile(r"\s*0\d")  # the tail of a number whose head went to another cell
EMPTY_KEYS = frozenset({"NO", "NA", None})  # notation keys that stand for nothing to add


class Attempt(NamedTuple):
    """A total with some lines as its parts: where it adds up and where it does not."""

    parts: tuple[Line, ...]
    right: tuple[int, ...]
    wrong: tuple[int, ...]


def table_totals(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Totals that their parts do not make, within what rounding explains."""
    for sheet in sheets(extraction, config.language.audit.tables):
        totals = [line for line in sheet.lines if line.total]
        for line in sheet.lines:
            if line.aside:
                continue
            attempts = [_attempt(line, parts, sheet, config) for parts in _part_sets(line, sheet)]
            best = max(attempts, key=lambda a: (len(a.right), -len(a.wrong)), default=None)
            if best is None:
                continue
            if line.total:
                wrong = _wrong(line, best, attempts, alone=len(totals) == 1)
            else:
                wrong = best if len(best.right) >= SURE * max(1, len(best.wrong)) else None
            if wrong is not None:
                yield from _findings(extraction, config, sheet, (line, wrong))


def table_shares(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Columns of shares without a total that come close to 100 and miss it by more than rounding explains."""
    settings, words = config.checks.audit, config.language.audit.tables
    for sheet in sheets(extraction, words):
        for place, head in sheet.heads.items():
            own = [x.values[place] for x in sheet.lines if not x.total and not x.aside and place in x.values]
            if len(own) < SURE or not says(words.parts_of_all, head) or says(words.growth, head):
                continue
            if any(x.total and place in x.values and x.values[place].value is not None for x in sheet.lines):
                continue
            if any(v.value is None or v.value_high is not None or not 0 <= v.value < WHOLE for v in own):
                continue
            made = sum(float(v.value or 0) for v in own)
            slack = _slack(own[0], own, settings.table_deviations)
            if slack < abs(made - WHOLE) <= settings.table_share_window:
                yield finding(
                    extraction,
                    config,
                    "table-shares",
                    sheet.sides(own),
                    table=sheet.table.number or sheet.table.caption,
                    head=head,
                    parts=" + ".join(v.text for v in own[:SHOWN]) + (" + …" if len(own) > SHOWN else ""),
                    expected=plain(WHOLE),
                    found=plain(round(made, 6)),
                )


def table_scales(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Totals that are their parts' sum but for a power of ten: one of the two was given another table's scale."""
    for sheet in sheets(extraction, config.language.audit.tables):
        for line in sheet.lines:
            if not line.total or line.aside:
                continue
            sets = _part_sets(line, sheet)
            for place, stated in line.values.items():
                own = [[p.values[place] for p in parts if place in p.values] for parts in sets]
                powers = [_power(stated, parts) for parts in own]
                if 0 in powers or not any(powers):
                    continue
                yield finding(
                    extraction,
                    config,
                    "scale-doubtful",
                    sheet.sides([stated, *next(parts for parts, power in zip(own, powers, strict=True) if power)]),
                    table=sheet.table.number or sheet.table.caption,
                    line=line.label,
                    head=sheet.heads.get(place, ""),
                    expected=10 ** abs(next(power for power in powers if power)),
                    found=stated.text,
                )


def _power(stated: TableValue, parts: Sequence[TableValue]) -> int | None:
    """The power of ten that makes the total its parts' sum (0: it is); None where no power does."""
    known = [float(p.value) for p in parts if p.value is not None and p.value_high is None]
    made, total = sum(known), float(stated.value or 0)
    if len(known) < 2 or made <= 0 or total <= 0:
        return None
    power = round(log10(made / total))
    return power if abs(made - total * 10.0**power) <= SAME_DIGITS * made else None


def _wrong(line: Line, best: Attempt, attempts: Sequence[Attempt], alone: bool) -> Attempt | None:
    """The attempt whose misses are the report's: most of it adds up, or it is the only one and comes close."""
    if best.right:
        gaps = [_gap(line, best, place) for place in best.wrong]
        if all(gap <= NEAR for gap in gaps) or len(best.right) >= len(best.wrong):
            return best._replace(wrong=tuple(p for p, gap in zip(best.wrong, gaps, strict=True) if gap <= FAR))
        return None
    close = [a for a in attempts if a.wrong and all(_gap(line, a, place) <= NEAR for place in a.wrong)]
    if not alone or not close or len(best.wrong) > 2:
        return None
    return min(close, key=lambda a: sum(_gap(line, a, place) for place in a.wrong))


def _gap(line: Line, attempt: Attempt, place: int) -> float:
    stated = float(line.values[place].value or 0)
    return abs(_sum(attempt.parts, place) - stated) / abs(stated) if stated else 1.0


def _sum(parts: Sequence[Line], place: int) -> float:
    return sum(float(p.values[place].value or 0) for p in parts if place in p.values)


def _part_sets(line: Line, sheet: Sheet) -> list[tuple[Line, ...]]:
    """What a total may be the total of: lines or totals above it or below it, near or all."""
    at = [x.number for x in sheet.lines].index(line.number)
    above, below = sheet.lines[:at], sheet.lines[at + 1 :]
    sets = [_until_total(above[::-1]), _until_total(below), _plain(above), _plain(below)]
    sets += [tuple(x for x in above if x.total), tuple(x for x in below if x.total)]
    last = max((i for i, x in enumerate(above) if x.total), default=-1)
    sets.append(tuple(x for i, x in enumerate(above) if x.total or (i > last and not x.aside)))
    apart = {tuple(x.number for x in parts): parts for parts in sets}
    return [parts for parts in apart.values() if len(parts) > 1]


def _until_total(lines: Sequence[Line]) -> tuple[Line, ...]:
    stop = next((i for i, x in enumerate(lines) if x.total), len(lines))
    return _plain(lines[:stop])


def _plain(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(x for x in sorted(lines, key=_number) if not x.total and not x.aside)


def _number(line: Line) -> int:
    return line.number


def _attempt(line: Line, parts: tuple[Line, ...], sheet: Sheet, config: Config) -> Attempt:
    right: list[int] = []
    wrong: list[int] = []
    for place, stated in line.values.items():
        own = [p.values[place] for p in parts if place in p.values]
        fits = _adds_up(stated, own, (sheet.heads.get(place, ""), sheet.table.caption or ""), config)
        if fits is not None:
            (right if fits else wrong).append(place)
    return Attempt(parts, tuple(right), tuple(wrong))


def _adds_up(stated: TableValue, parts: Sequence[TableValue], about: tuple[str, str], config: Config) -> bool | None:
    """Whether the parts make the total; None where that cannot be asked. `about`: the column's head, the caption."""
    head, caption = about
    words, deviations = config.language.audit.tables, config.checks.audit.table_deviations
    known = [p for p in parts if p.value is not None and p.value_high is None]
    if stated.value is None or len(known) < 2 or says(words.unsummed, head):
        return None
    if any(p.value is None and p.notation_key not in EMPTY_KEYS for p in parts):
        return None
    if any(p.unit != stated.unit for p in known):
        return None
    shares = stated.unit == "%" or says(words.share, head)
    if says(words.growth, head) or (shares and not HUNDRED[0] <= stated.value <= HUNDRED[1]):
        return None
    if not any(v.value for v in (*known, stated)):
        return None  # nothing and nothing make nothing in any table
    if any(CUT.match(v.text) for v in (*known, stated)):
        return None
    exact = counted(stated, caption, words)
    slack = 0.0 if exact and scale(stated) == 1.0 else _slack(stated, known, deviations)
    slack += EXACT * abs(float(stated.value))
    off = sum(float(p.value or 0) for p in known) - float(stated.value)
    if off > slack and any(abs(off - float(p.value or 0)) <= slack for p in known):
        return None  # one of the parts is a part of another, or an index
    return abs(off) <= slack


def _slack(stated: TableValue, parts: Sequence[TableValue], deviations: float) -> float:
    """What rounding may add up to: so many standard deviations of the sum of one error each, see `arithmetic.total`."""
    widest = max([half(stated), *(half(p) for p in parts)])
    return deviations * widest * sqrt((len(parts) + 1) / 3) + EXACT


def _findings(extraction: Extraction, config: Config, sheet: Sheet, wrong: tuple[Line, Attempt]) -> Iterator[Finding]:
    line, attempt = wrong
    for place in attempt.wrong:
        stated = line.values[place]
        parts = [p.values[place] for p in attempt.parts if place in p.values]
        yield finding(
            extraction,
            config,
            "table-total",
            sheet.sides([stated, *parts]),
            table=sheet.table.number or sheet.table.caption,
            line=line.label,
            head=sheet.heads.get(place, ""),
            parts=" + ".join(p.text for p in parts[:SHOWN]) + (" + …" if len(parts) > SHOWN else ""),
            expected=plain(round(sum(float(p.value or 0) for p in parts) / scale(stated), 6)),
            found=stated.text,
        )
