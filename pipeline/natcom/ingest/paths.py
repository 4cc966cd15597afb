"""Drawn paths sorted into what a page is made of: rulings, shades, and drawings (parts of vector pictures)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from natcom.geometry import merge_near
from natcom.model import BBox, Picture, Ruling, Shade

RULING_MAX_PT = (
    3.0  # a filled rectangle thinner than this is a drawn line (Word's thickest table border is 6 px, 3 pt at 150 dpi)
)
STRAIGHT_PT = 0.6  # a stroke may lean this much and still count as horizontal or vertical: rounding of coordinates
MIN_RULING_PT = 3.0  # shorter strokes are parts of dashed lines or of glyph-like drawings
MAX_DOT_GAP_PT = 4.5  # between the dots or dashes of one line: browsers leave as much as a dash is long, 1 to 3 widths
MIN_DOTS = 6  # in a row make a line; fewer are marks or parts of a drawing
DOT_SHIFT_PT = 0.3  # dots of one line stand at one height but for rounding
MAX_DOTS = 50_000  # a page of dotted tables holds some 10,000
DRAWING_GAP_PT = 4.0  # parts of one drawing are seldom further apart
MAX_DRAWINGS = 20_000  # a map can hold half a million paths; beyond this the rest only widens the last box
HIDDEN_PT = (
    1.0  # a filled patch hides a ruling that it covers by this much on both sides; cells' grounds touch their borders
)
WHITE = 0xFFFFFF

Point = tuple[float, float]
Segment = tuple[str, Sequence[Point]]


@dataclass
class PathSorter:
    """Collects a page's paths one by one; the results stand in its fields.

    `pictures()` merges the drawings, `dotted()` the dots of dotted lines.
    """

    rulings: list[Ruling] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    drawings: list[BBox] = field(default_factory=list)
    dots: list[Ruling] = field(default_factory=list)

    def add(self, segments: Sequence[Segment], stroke: int | None, fill: int | None, width: float) -> None:
        """One painted path in page coordinates; `stroke` and `fill` are colours or None, `width` that of its stroke."""
        for outline in _outlines(segments):
            box = _bounds(outline)
            if _is_rectangle(segments, outline):
                self._add_rectangle(box, stroke, fill, width)
            elif stroke is not None and all(op in "mlh" for op, _ in segments) and _axis_parallel(outline):
                for a, b in itertools.pairwise(outline):
                    self._add_stroke(a, b, width, stroke)
            elif fill != WHITE or stroke is not None:
                self._draw(box)

    def _add_rectangle(self, box: BBox, stroke: int | None, fill: int | None, width: float) -> None:
        thin = min(box.width, box.height)
        if thin <= RULING_MAX_PT:
            color = fill if fill is not None else stroke
            if color is not None and color != WHITE:
                x, y = box.center
                if box.width >= box.height:
                    self._add_stroke((box.x0, y), (box.x1, y), max(thin, width if fill is None else thin), color)
                else:
                    self._add_stroke((x, box.top), (x, box.bottom), max(thin, width if fill is None else thin), color)
            return
        if fill is not None:
            self._hide(box)
        if fill is not None and fill != WHITE:
            self.shades.append(Shade(box, fill))
        if stroke is not None and stroke != WHITE:
            x0, top, x1, bottom = box
            for a, b in (
                ((x0, top), (x1, top)),
                ((x0, bottom), (x1, bottom)),
                ((x0, top), (x0, bottom)),
                ((x1, top), (x1, bottom)),
            ):
                self._add_stroke(a, b, width, stroke)

    def _hide(self, patch: BBox) -> None:
        """Takes away the parts of earlier rulings that a filled rectangle painted over them hides."""
        kept: list[Ruling] = []
        for ruling in self.rulings:
            if ruling.horizontal:
                at, low, high, lo, hi = ruling.top, patch.top, patch.bottom, patch.x0, patch.x1
                start, end = ruling.x0, ruling.x1
            else:
                at, low, high, lo, hi = ruling.x0, patch.x0, patch.x1, patch.top, patch.bottom
                start, end = ruling.top, ruling.bottom
            if not low + HIDDEN_PT < at < high - HIDDEN_PT or end <= lo or start >= hi:
                kept.append(ruling)
                continue
            for a, b in ((start, min(end, lo)), (max(start, hi), end)):
                if b - a >= MIN_RULING_PT:
                    kept.append(ruling._replace(x0=a, x1=b) if ruling.horizontal else ruling._replace(top=a, bottom=b))
        self.rulings[:] = kept

    def _add_stroke(self, a: Point, b: Point, width: float, color: int) -> None:
        dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
        if color == WHITE:
            return
        if max(dx, dy) < MIN_RULING_PT:
            if len(self.dots) < MAX_DOTS:
                self.dots.append(Ruling(*_bounds((a, b)), width, color))
            return
        if dy <= STRAIGHT_PT:
            y = (a[1] + b[1]) / 2
            self.rulings.append(Ruling(min(a[0], b[0]), y, max(a[0], b[0]), y, width, color))
        elif dx <= STRAIGHT_PT:
            x = (a[0] + b[0]) / 2
            self.rulings.append(Ruling(x, min(a[1], b[1]), x, max(a[1], b[1]), width, color))

    def _draw(self, box: BBox) -> None:
        if len(self.drawings) < MAX_DRAWINGS:
            self.drawings.append(box)
        else:
            last = self.drawings[-1]
            self.drawings[-1] = BBox(
                min(last.x0, box.x0), min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom)
            )

    def dotted(self) -> tuple[Ruling, ...]:
        """The rulings that dots or short dashes in a row make, across and down the page."""
        return (*_chains(self.dots, True), *_chains(self.dots, False))

    def pictures(self) -> tuple[Picture, ...]:
        """The drawings, those that touch or nearly touch merged."""
        return tuple(Picture(box, vector=True) for box in merge_near(self.drawings, DRAWING_GAP_PT))


def _chains(dots: Sequence[Ruling], across: bool) -> list[Ruling]:
    """The rows (or columns) of dots that stand close enough for one line."""

    def place(dot: Ruling) -> tuple[float, float, float]:
        if across:
            return (dot.top + dot.bottom) / 2, dot.x0, dot.x1
        return (dot.x0 + dot.x1) / 2, dot.top, dot.bottom

    lines: list[list[Ruling]] = []
    last: dict[int, list[Ruling]] = {}
    for dot in sorted(dots, key=lambda d: place(d)[1:]):
        at, low, _ = place(dot)
        key = round(at / DOT_SHIFT_PT)
        near = [last[k] for k in (key, key - 1, key + 1) if k in last]
        home = next(
            (n for n in near if abs(place(n[-1])[0] - at) <= DOT_SHIFT_PT and low - place(n[-1])[2] <= MAX_DOT_GAP_PT),
            None,
        )
        if home is None:
            home = []
            lines.append(home)
        home.append(dot)
        last[key] = home
    found = []
    for line in lines:
        if len(line) < MIN_DOTS:
            continue
        at = sum(place(dot)[0] for dot in line) / len(line)
        low, high = place(line[0])[1], max(place(dot)[2] for dot in line)
        ends = (low, at, high, at) if across else (at, low, at, high)
        found.append(Ruling(*ends, line[0].width, line[0].color))
    return found


def _outlines(segments: Sequence[Segment]) -> list[list[Point]]:
    """The subpaths as lists of points (control points included)."""
    outlines: list[list[Point]] = []
    for operator, points in segments:
        if operator == "m" or not outlines:
            outlines.append(list(points))
        elif operator == "h":
            outlines[-1].append(outlines[-1][0])
        else:
            outlines[-1].extend(points)
    return [outline for outline in outlines if len(outline) > 1]


def _bounds(points: Sequence[Point]) -> BBox:
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))


def _axis_parallel(points: Sequence[Point]) -> bool:
    return all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= STRAIGHT_PT for a, b in itertools.pairwise(points))


def _is_rectangle(segments: Sequence[Segment], points: Sequence[Point]) -> bool:
    return (
        len(points) in (4, 5)
        and (len(points) == 4 or max(abs(points[0][0] - points[4][0]), abs(points[0][1] - points[4][1])) <= STRAIGHT_PT)
        and all(op in "mlh" for op, _ in segments)
        and _axis_parallel(points)
        and len({round(p[0]) for p in points}) <= 2
    )
