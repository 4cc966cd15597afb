"""The visible straight strokes of a page, merged: what the eye takes for one line is one stroke."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from natcom.model import BBox, Page, Ruling

SNAP_PT = (
    1.5  # pieces of one line are drawn this close to one another (half a point of rounding on either side, and a width)
)
TOUCH_PT = 3.0  # ends of strokes that meet stand this close: a corner's gap is at most the width of a thick rule
WHITE = 0xF8  # a channel from here on is white to the eye


class Stroke(NamedTuple):
    """A straight line: at y = `at` from x = `lo` to `hi` where horizontal, else at x = `at` from y = `lo` to `hi`."""

    horizontal: bool
    at: float
    lo: float
    hi: float

    @property
    def length(self) -> float:
        return self.hi - self.lo

    @property
    def bbox(self) -> BBox:
        if self.horizontal:
            return BBox(self.lo, self.at, self.hi, self.at)
        return BBox(self.at, self.lo, self.at, self.hi)


def is_white(color: int) -> bool:
    """Whether 0xRRGGBB is white to the eye."""
    return all((color >> shift & 0xFF) >= WHITE for shift in (0, 8, 16))


def page_strokes(page: Page) -> tuple[Stroke, ...]:
    """The visible strokes of a page: white ones left out, pieces merged."""
    return merged(_stroke(ruling) for ruling in page.rulings if not is_white(ruling.color))


def merged(strokes: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Pieces on one line that touch or overlap, as one stroke each; by direction, then place."""
    pieces = list(strokes)
    result: list[Stroke] = []
    for horizontal in (True, False):
        ordered = sorted((p for p in pieces_of(pieces, horizontal)), key=lambda p: p.at)
        for group in _runs(ordered):
            result += _joined(group)
    return tuple(sorted(result))


def pieces_of(pieces: Iterable[Stroke], horizontal: bool) -> list[Stroke]:
    """Those of one direction."""
    return [piece for piece in pieces if piece.horizontal == horizontal]


def _stroke(ruling: Ruling) -> Stroke:
    if ruling.horizontal:
        return Stroke(True, ruling.top, ruling.x0, ruling.x1)
    return Stroke(False, ruling.x0, ruling.top, ruling.bottom)


def _runs(ordered: list[Stroke]) -> list[list[Stroke]]:
    """Strokes of one direction in groups that lie on one line."""
    groups: list[list[Stroke]] = []
    for stroke in ordered:
        if groups and stroke.at - groups[-1][0].at <= SNAP_PT:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _joined(group: list[Stroke]) -> list[Stroke]:
    result: list[Stroke] = []
    for stroke in sorted(group, key=lambda s: s.lo):
        if result and stroke.lo - result[-1].hi <= TOUCH_PT:
            result[-1] = result[-1]._replace(hi=max(result[-1].hi, stroke.hi))
        else:
            result.append(stroke)
    return result


def components(strokes: tuple[Stroke, ...]) -> list[tuple[Stroke, ...]]:
    """The strokes in groups that cross or touch one another, each with at least one of either direction."""
    across = [s for s in strokes if s.horizontal]
    upright = [s for s in strokes if not s.horizontal]
    parent = list(range(len(across) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(upright, len(across)):
            if _meet(h, v):
                parent[root(i)] = root(j)
    groups: dict[int, list[Stroke]] = {}
    for i, stroke in enumerate(across + upright):
        groups.setdefault(root(i), []).append(stroke)
    return [tuple(g) for g in groups.values() if any(s.horizontal for s in g) and any(not s.horizontal for s in g)]


def _meet(h: Stroke, v: Stroke) -> bool:
    return h.lo - TOUCH_PT <= v.at <= h.hi + TOUCH_PT and v.lo - TOUCH_PT <= h.at <= v.hi + TOUCH_PT


def bounds(strokes: Iterable[Stroke]) -> BBox:
    """The box around them."""
    boxes = [s.bbox for s in strokes]
    return BBox(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def inside(strokes: Iterable[Stroke], box: BBox) -> tuple[Stroke, ...]:
    """The parts of the strokes within the box and on its sides."""
    result = []
    for s in strokes:
        if s.horizontal:
            at, lo, hi = (box.top, box.bottom), box.x0, box.x1
        else:
            at, lo, hi = (box.x0, box.x1), box.top, box.bottom
        if at[0] - TOUCH_PT <= s.at <= at[1] + TOUCH_PT and min(s.hi, hi) - max(s.lo, lo) > TOUCH_PT:
            result.append(s._replace(lo=max(s.lo, lo - TOUCH_PT), hi=min(s.hi, hi + TOUCH_PT)))
    return tuple(result)


def covered(strokes: Iterable[Stroke], at: float, lo: float, hi: float) -> float:
    """The share of the interval [lo, hi] that strokes of one direction near `at` cover (0 where it is empty)."""
    parts = sorted(
        (max(s.lo, lo), min(s.hi, hi)) for s in strokes if abs(s.at - at) <= TOUCH_PT and s.hi > lo and s.lo < hi
    )
    total, reach = 0.0, lo
    for start, end in parts:
        total += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return total / (hi - lo) if hi > lo else 0.0
