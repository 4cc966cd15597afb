"""Channels: upright strips of white that the lines of a table leave free, however narrow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from natcom.tables.pieces import Fragment, TextRow, fragment

RUN_GAP_EMS = 0.22  # of the size: a gap as wide ends a stretch of ink (a blank between Latin words is about as wide)
WORD_GAP_EMS = 0.55  # between Latin letters only a wider gap ends one: blanks of justified lines reach it
MIN_WIDTH_EMS = 0.33  # of the size: narrower strips are chance
FEW_ROWS = 4  # with fewer lines beside a strip, and not many in all, only a wide one is no chance
MANY_ROWS = 7
WIDE_EMS = 0.8
CROSSING_SHARE = 0.12  # of the lines may cross a channel: heads and titles over several columns


class Channel(NamedTuple):
    """A strip of white from x0 to x1."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def find_channels(rows: Sequence[TextRow]) -> list[Channel]:
    """The channels between the fragments of the text rows, from left to right."""
    if len(rows) < 2:
        return []
    stretches = [_stretches(row) for row in rows]
    size = sorted(f.size for row in rows for f in row.fragments)[sum(len(r.fragments) for r in rows) // 2]
    allowed = int(CROSSING_SHARE * len(rows)) or (1 if len(rows) >= FEW_ROWS else 0)
    events = sorted({x for s in stretches for a, b in s for x in (a, b)})
    found: list[Channel] = []
    for low, high in itertools.pairwise(events):
        crossing = sum(any(a < high and b > low for a, b in s) for s in stretches)
        if crossing <= allowed:
            if found and found[-1].x1 == low:
                found[-1] = Channel(found[-1].x0, high)
            else:
                found.append(Channel(low, high))
    result = []
    for channel in found:
        beside = sum(
            any(b <= channel.x0 + 0.1 for _, b in s) and any(a >= channel.x1 - 0.1 for a, _ in s) for s in stretches
        )
        width = (channel.x1 - channel.x0) / size
        sure = beside >= FEW_ROWS or len(rows) >= MANY_ROWS
        if beside >= 2 and width >= (MIN_WIDTH_EMS if sure else WIDE_EMS):
            result.append(channel)
    return result


def _stretches(row: TextRow) -> list[tuple[float, float]]:
    result: list[tuple[float, float]] = []
    for piece in row.fragments:
        line, last = piece.line, ""
        for i in range(piece.start, piece.end):
            if line.text[i].isspace():
                continue
            words = last.isascii() and last.isalpha() and line.text[i].isascii() and line.text[i].isalpha()
            if result and line.x0s[i] - result[-1][1] < (WORD_GAP_EMS if words else RUN_GAP_EMS) * line.size:
                result[-1] = (result[-1][0], max(result[-1][1], line.x1s[i]))
            else:
                result.append((line.x0s[i], line.x1s[i]))
            last = line.text[i]
    return sorted(result)


def cut_at_channels(piece: Fragment, channels: Sequence[Channel]) -> list[Fragment]:
    """The fragment cut where it leaves a channel free."""
    line = piece.line
    starts = [piece.start]
    last = None
    for i in range(piece.start, piece.end):
        if line.text[i].isspace():
            continue
        if last is not None:
            low, high = line.x1s[last], line.x0s[i]
            free = high - low >= RUN_GAP_EMS * line.size
            if free and any(low <= c.middle <= high for c in channels):
                starts.append(i)
        last = i
    starts.append(piece.end)
    parts = (fragment(line, a, b) for a, b in itertools.pairwise(starts))
    return [part for part in parts if part]
