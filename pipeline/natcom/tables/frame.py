"""What is known of a table before its rows are split: strokes, columns, head, and the fragments in their columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from natcom.model import BBox, Line, Page
from natcom.tables.bands import Placed
from natcom.tables.columns import cut_at, separators
from natcom.tables.heads import FULL_SHARE, HeadPlace, head_bottom, head_levels, place_heads
from natcom.tables.lattice import CLUSTER_PT, Lattice, Level, build_lattice, cluster
from natcom.tables.pieces import (
    Fragment,
    TextRow,
    cut,
    cut_at_gaps,
    fragment,
    is_number,
    is_period,
    text_rows,
)
from natcom.tables.spans import spread
from natcom.tables.strokes import TOUCH_PT, Stroke, covered, inside, is_white, merged, page_strokes
from natcom.tables.titles import with_gaps, with_titles

PARTED_EMS = 0.45  # heads of two columns stand at least so far apart: a blank between words is narrower
HEAD_GAP_EMS = 0.75  # a blank this wide in a head parts two columns; narrower ones stand between its words
CROWDED_SHARE = 0.2  # of the rows may have two texts in one shaded column: a number and its mark
HARDLY_EMS, NEAR_EMS = 0.12, 0.8  # heads of two columns stand this far apart at least, and as near to their boundary
EDGE_PT = 1.5  # texts set to the left in one column begin within this
EDGE_ALIKE, MIN_EDGE = 0.7, 2  # of a column's texts, and how many, begin at one edge where it is set to the left


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known before rows are split: strokes, columns, lattice, and the fragments with their columns."""

    box: BBox
    strokes: tuple[Stroke, ...]
    lattice: Lattice
    placed: tuple[Placed, ...]
    drawn: bool


def build_frame(page: Page, box: BBox, lines: Sequence[Line], columns: Sequence[float]) -> Frame:
    strokes = inside(page_strokes(page), box)
    upright = [s for s in strokes if not s.horizontal]
    shades = _shade_edges(page, box)
    pieces = _pieces(lines, upright, box)
    drawn = [x for x in cluster([s.at for s in upright]) if box.x0 + 4 < x < box.x1 - 4]
    first_number = _first_number(pieces)
    lying = [s for s in strokes if s.horizontal]
    across = [s for s in lying if drawn or _is_row_rule(s, box, first_number) or _parts_groups(s, lying, box)]
    across += [s for s in shades if s.horizontal and not drawn]
    across = _apart(across, pieces, box)
    head = head_bottom(pieces, across, box)
    body = [p for p in pieces if p.middle > head]
    if columns:
        forced = [x for x in columns if box.x0 < x < box.x1]
    else:
        shaded = [x for x in cluster([s.at for s in shades if not s.horizontal]) if box.x0 + 4 < x < box.x1 - 4]
        forced = (
            shaded
            if shaded and not drawn and _hold_columns([box.x0, *shaded, box.x1], body)
            else _text_separators(pieces, head, [box.x0, *drawn, box.x1], bool(drawn))
        )
    if forced:
        lone = {id(row.fragments[0]) for row in text_rows(body) if len(row.fragments) == 1}
        pieces = [
            part
            for piece in pieces
            for part in (
                cut_at(piece, forced, id(piece) in lone) if piece.middle > head else cut_at_gaps(piece, HEAD_GAP_EMS)
            )
        ]
    xs = build_lattice([*across, *upright], box, forced).xs
    edges = [] if drawn else _left_edges(xs, body)
    pieces = [part for p in pieces for part in (_cut_at_edges(p, edges) if p.middle < head else [p])]
    pieces = pieces if drawn else _one_a_column(pieces, head, xs)
    partial = [s for s in lying if s.length < FULL_SHARE * box.width and s.at < head + 2]
    heads = _heads(pieces, head, xs, partial)
    levels = _levels(heads, head, across, box, xs)
    lattice = build_lattice([*across, *upright], box, forced, levels)
    own = {id(h.piece): h for h in heads} if not drawn else {}
    placed = tuple(
        Placed(p, own[id(p)].col, own[id(p)].span) if id(p) in own else spread(p, xs, bool(drawn) and not forced)
        for p in pieces
    )
    if not drawn and len(xs) > 2:
        placed = with_titles(placed, head, page, box, xs)
    elif len(xs) > 2:
        placed = with_gaps(placed, head, upright, xs)
    return Frame(box, strokes, lattice, placed, bool(drawn))


def _apart(across: Sequence[Stroke], pieces: Sequence[Fragment], box: BBox) -> list[Stroke]:
    """The strokes without those so close to the one above, or to the box's upper or lower side, that no row fits in."""
    lowest = min((p.bottom - p.top for p in pieces), default=0.0)
    kept: list[Stroke] = []
    for stroke in sorted(across, key=lambda s: s.at):
        above = max((s.at for s in kept if s.at < stroke.at - CLUSTER_PT), default=box.top)
        empty = not any(above < p.middle < stroke.at for p in pieces)
        thin = CLUSTER_PT < stroke.at - above < lowest and stroke.at > box.top + CLUSTER_PT
        foot = CLUSTER_PT < box.bottom - stroke.at < lowest and not any(p.middle > stroke.at for p in pieces)
        if (empty and thin) or foot:
            continue
        kept.append(stroke)
    return kept


def _left_edges(xs: Sequence[float], body: Sequence[Fragment]) -> list[float]:
    """The left edges of the columns whose texts begin at one."""
    edges = []
    for low, high in itertools.pairwise(xs):
        own = [p.x0 for p in body if low <= p.center <= high]
        left = min(own, default=0.0)
        if len(own) >= MIN_EDGE and sum(abs(x - left) <= EDGE_PT for x in own) >= EDGE_ALIKE * len(own):
            edges.append(left)
    return edges


def _cut_at_edges(piece: Fragment, edges: Sequence[float]) -> list[Fragment]:
    """A head's fragment cut where it begins with one column and goes on with another: heads may stand a blank apart."""
    line = piece.line
    if not any(abs(piece.x0 - left) <= EDGE_PT for left in edges):
        return [piece]
    for left in edges:
        for at in range(piece.start + 1, piece.end - 1):
            if line.text[at].isspace() and left > piece.x0 + EDGE_PT and abs(line.x0s[at + 1] - left) <= EDGE_PT:
                first, rest = fragment(line, piece.start, at), fragment(line, at, piece.end)
                if first and rest:
                    return [first, *_cut_at_edges(rest, edges)]
    return [piece]


def _one_a_column(pieces: Sequence[Fragment], head: float, xs: Sequence[float]) -> list[Fragment]:
    """The fragments, a head's line cut at columns' boundaries where that gives one head a column.

    Heads in brackets of full width may stand hardly apart.
    """
    n = len(xs) - 1
    result = [p for p in pieces if p.middle >= head]
    for row in text_rows(p for p in pieces if p.middle < head):
        parts = [part for piece in row.fragments for part in _cut_at_bounds(piece, xs)]
        result += parts if len(row.fragments) < n == len(parts) else row.fragments
    return result


def _cut_at_bounds(piece: Fragment, xs: Sequence[float]) -> list[Fragment]:
    line = piece.line
    for x in xs[1:-1]:
        for at in range(piece.start + 1, piece.end):
            low, high = line.x1s[at - 1], line.x0s[at]
            near = low - NEAR_EMS * line.size <= x <= high + NEAR_EMS * line.size
            if near and high - low >= HARDLY_EMS * line.size:
                left, right = fragment(line, piece.start, at), fragment(line, at, piece.end)
                if left and right:
                    return [left, *_cut_at_bounds(right, [x for x in xs if x > right.x0])]
    return [piece]


def _heads(pieces: Sequence[Fragment], head: float, xs: Sequence[float], rules: Sequence[Stroke]) -> list[HeadPlace]:
    """The fragments above the head's lower edge with the columns they stand over."""
    above = text_rows(p for p in pieces if p.middle < head)
    below = [p for p in pieces if p.middle > head]
    cores = []
    for low, high in itertools.pairwise(xs):
        own = [p for p in below if low <= p.center <= high and p.x0 >= low - 2 and p.x1 <= high + 2]
        cores.append((min((p.x0 for p in own), default=low + 1), max((p.x1 for p in own), default=high - 1)))
    return place_heads(above, xs, cores, rules)


def _levels(
    heads: Sequence[HeadPlace], head: float, across: Sequence[Stroke], box: BBox, xs: Sequence[float]
) -> list[Level]:
    """The boundaries between levels of the head that no rule draws, and the one under a head that none underlines."""
    levels = []
    drawn = covered([s for s in across if abs(s.at - head) < 4], head, box.x0, box.x1) >= FULL_SHARE
    if not drawn and box.top + 2 < head < box.bottom - 2:
        levels.append(Level(head, ((box.x0, box.x1),)))
    if any(s.at < head - 4 and s.at > box.top + 4 for s in across):
        return levels
    lines = text_rows(h.piece for h in heads)
    for y in head_levels(lines, heads):
        parted = [
            (xs[c], xs[c + 1])
            for c in range(len(xs) - 1)
            if any(h.col <= c < h.col + h.span and h.piece.middle < y for h in heads)
            and any(h.col <= c < h.col + h.span and h.piece.middle > y for h in heads)
        ]
        levels.append(Level(y, tuple(parted)))
    return levels


def _pieces(lines: Sequence[Line], upright: Sequence[Stroke], box: BBox) -> list[Fragment]:
    """The lines cut at upright strokes that pass them, and at wide gaps."""
    result: list[Fragment] = []
    for line in lines:
        middle = (line.top + line.bottom) / 2
        passing = sorted(
            s.at for s in upright if s.lo - 1 <= middle <= s.hi + 1 and box.x0 + TOUCH_PT < s.at < box.x1 - TOUCH_PT
        )
        parts = cut(line, passing) if line.x0s else []
        result += [piece for part in parts for piece in cut_at_gaps(part)]
    return result


def _shade_edges(page: Page, box: BBox) -> list[Stroke]:
    """The sides of filled rectangles in the box that part cells, as strokes; of those as wide as it no upright ones."""
    edges = []
    for shade in page.shades:
        b = shade.bbox
        x, y = b.center
        if is_white(shade.color) or not (box.x0 - 2 <= x <= box.x1 + 2 and box.top - 2 <= y <= box.bottom + 2):
            continue
        if b.height > 0.9 * box.height and b.width > 0.9 * box.width:
            continue
        edges += [Stroke(True, b.top, b.x0, b.x1), Stroke(True, b.bottom, b.x0, b.x1)]
        if b.width < 0.97 * box.width:
            edges += [Stroke(False, b.x0, b.top, b.bottom), Stroke(False, b.x1, b.top, b.bottom)]
    return list(merged(edges))


def _text_separators(pieces: Sequence[Fragment], head: float, drawn: Sequence[float], partly: bool) -> list[float]:
    """x between columns that only text tells, in each strip between drawn ones; `head` is the head's lower edge."""
    found: list[float] = []
    for low, high in itertools.pairwise(drawn):
        held = [p for p in pieces if low <= p.center <= high]
        rows = text_rows(p for p in held if p.middle > head)
        if not partly or _is_subdivided(rows):
            found += separators(rows, text_rows(p for p in held if p.middle < head), low, high)
    return found


def _hold_columns(bounds: Sequence[float], body: Sequence[Fragment]) -> bool:
    """Whether the strips between the sides of shaded cells are columns: a few rows at most have two texts in one."""
    rows = text_rows(body)
    crowded = sum(
        any(sum(low <= f.center <= high for f in row.fragments) > 1 for low, high in itertools.pairwise(bounds))
        for row in rows
    )
    return crowded <= CROWDED_SHARE * len(rows)


def _is_subdivided(rows: Sequence[TextRow]) -> bool:
    """Whether a strip between drawn lines holds several columns all the same: most rows show numbers side by side."""
    several = [r for r in rows if sum(is_number(f.text) for f in r.fragments) >= 2]
    return len(several) >= 3 and len(several) >= 0.6 * len(rows)


def _first_number(pieces: Sequence[Fragment]) -> float:
    """The middle of the first baseline with numbers on it that are no years of a head."""
    middles = [p.middle for p in pieces if is_number(p.text) and not is_period(p.text)]
    return min(middles, default=float("inf"))


def _is_row_rule(stroke: Stroke, box: BBox, first_number: float) -> bool:
    return stroke.length >= FULL_SHARE * box.width or stroke.at < first_number


def _parts_groups(stroke: Stroke, lying: Sequence[Stroke], box: BBox) -> bool:
    """Whether a partial rule is one of several that part the rows within a group, up to the table's right side."""
    alike = [s for s in lying if abs(s.lo - stroke.lo) < TOUCH_PT and abs(s.hi - stroke.hi) < TOUCH_PT]
    full = [s for s in lying if s.length >= FULL_SHARE * box.width]
    return len(alike) >= 2 and len(full) >= 4 and stroke.hi > box.x1 - TOUCH_PT and stroke.length > 0.4 * box.width
