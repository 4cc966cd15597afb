"""Tables told by horizontal rules alone: stacks of one extent with columns of text between them."""

from __future__ import annotations

import itertools

from natcom.model import BBox
from natcom.tables.evidence import (
    MIN_HEIGHT_PT,
    MIN_WIDTH_PT,
    PageEvidence,
    TableZone,
    belongs_to_figure,
    is_captioned,
    is_chart,
    is_tabular,
    lines_in,
    overlap,
    pieces_of_lines,
)
from natcom.tables.pieces import TextRow, is_number, text_rows
from natcom.tables.runs import may_be_head, with_rows_below
from natcom.tables.strokes import TOUCH_PT, Stroke, is_white, merged
from natcom.tables.textcolumns import Column, text_columns

ALL_ROWS, MOST_ROWS = 0.9, 0.6  # of lines with several columns between two rules; below a head, groups have titles
HEAD_SHARE = 0.12  # of the page's height that a filled head has at most
MIN_HEAD_PT, HEAD_EDGES = 6.0, 3  # a head's bands are as high as a line; of one level it has two edges, of two three
EXTENT_PT = 6.0  # rules of one table begin and end within this


def ruled_zones(seen: PageEvidence, found: list[TableZone]) -> list[TableZone]:
    """Stacks of horizontal rules of one extent with columns of text between them."""
    free = [
        s
        for s in (*seen.strokes, *_head_edges(seen))
        if s.horizontal and s.length >= MIN_WIDTH_PT and not any(overlap(_thick(s), z.bbox) for z in found)
    ]
    stacks: list[list[Stroke]] = []
    for stroke in sorted(free, key=lambda s: s.at):
        home = next(
            (k for k in stacks if abs(k[0].lo - stroke.lo) <= EXTENT_PT and abs(k[0].hi - stroke.hi) <= EXTENT_PT), None
        )
        if home is None:
            stacks.append([stroke])
        else:
            home.append(stroke)
    zones = [zone for stack in stacks for zone in _stacked(seen, stack)]
    return sorted(zones, key=lambda z: -z.bbox.width * z.bbox.height)  # rules of some columns stand in a whole table


def _head_edges(seen: PageEvidence) -> list[Stroke]:
    """The upper and lower edges of filled heads, which stand for rules; stripes of rows have too many to be heads."""
    page = seen.page
    boxes = [s.bbox for s in page.shades if not is_white(s.color) and s.bbox.height <= HEAD_SHARE * page.height]
    edges = merged(Stroke(True, y, b.x0, b.x1) for b in boxes if b.height >= MIN_HEAD_PT for y in (b.top, b.bottom))
    drawn = [s for s in seen.strokes if s.horizontal]
    found = []
    for edge in edges:
        alike = [e for e in edges if abs(e.lo - edge.lo) <= EXTENT_PT and abs(e.hi - edge.hi) <= EXTENT_PT]
        ruled = any(abs(s.lo - edge.lo) <= EXTENT_PT and abs(s.hi - edge.hi) <= EXTENT_PT for s in drawn)
        if ruled and len(alike) <= HEAD_EDGES and not any(abs(s.at - edge.at) <= TOUCH_PT for s in drawn):
            found.append(edge)
    return found


def _thick(stroke: Stroke) -> BBox:
    return BBox(stroke.lo, stroke.at - 3, stroke.hi, stroke.at + 3)


def _stacked(seen: PageEvidence, stack: list[Stroke]) -> list[TableZone]:
    """The longest runs of rules, from the top, between each two of which stands tabular text."""
    zones: list[TableZone] = []
    start = 0
    while start < len(stack) - 1:
        end = start + 1
        best = None
        while end < len(stack):
            box = BBox(stack[start].lo, stack[start].at, stack[start].hi, stack[end].at)
            if _interrupted(seen, box):
                break
            if _is_ruled_table(seen, box, stack[start : end + 1]):
                best = end
            end += 1
        if best is None:
            start += 1
            continue
        box = BBox(stack[start].lo, stack[start].at, stack[start].hi, stack[best].at)
        head = may_be_head(seen, box, stack[start : best + 1])
        box = with_open_ends(seen, box)
        zones.append(TableZone(with_rows_below(seen, box) if head else box, "rules"))
        start = best + 1
    return zones


def with_open_ends(seen: PageEvidence, box: BBox, upward_only: bool = False) -> BBox:
    """The box with the rows right above its first rule and below its last one, where they go on in its columns."""
    skip = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    own = text_rows(pieces_of_lines(lines_in(seen.page, box)))
    columns = text_columns(own)
    for upward in (True,) if upward_only else (True, False):
        low, high = (box.top - 40, box.top) if upward else (box.bottom, seen.page.height)
        lines = [k for k in lines_in(seen.page, BBox(box.x0, low, box.x1, high)) if low <= k.bbox.center[1] <= high]
        rows = text_rows(pieces_of_lines(lines))
        edge = box.top if upward else box.bottom
        for row in reversed(rows) if upward else rows:
            gap = edge - row.bottom if upward else row.top - edge
            height = row.bottom - row.top
            if gap > (1.0 if upward else 1.4) * height or any(id(f.line) in skip for f in row.fragments):
                break
            edge = row.top if upward else row.bottom
            if not _fits_columns(row, [(c.x0, c.x1) for c in columns]):
                if upward and len(row.fragments) == 1 and row.fragments[0].x1 - row.fragments[0].x0 < 0.3 * box.width:
                    if row.bottom > box.top + 1:
                        box = box._replace(top=edge - 1)
                    continue  # another line of a head's cell
                if not upward and gap < 0.6 * height and _goes_on_in_a_cell(row, columns):
                    box = box._replace(bottom=edge + 1)
                    continue
                break
            box = box._replace(top=edge - 1) if upward else box._replace(bottom=edge + 1)
    return box


def _goes_on_in_a_cell(row: TextRow, columns: list[Column]) -> bool:
    """Whether a line alone is the rest of a cell: in one column that is not the first, within its text's width."""
    if len(row.fragments) != 1:
        return False
    piece = row.fragments[0]
    hits = [i for i, c in enumerate(columns) if piece.x0 < c.x1 and piece.x1 > c.x0]
    return len(hits) == 1 and hits[0] > 0 and piece.x1 <= columns[hits[0]].x1 + piece.size


def _fits_columns(row: TextRow, columns: list[tuple[float, float]]) -> bool:
    """Whether the row's fragments stand in columns of their own, most of the columns at least if there are many."""
    if len(row.fragments) < max(2, len(columns) // 2):
        return False
    hits = [[i for i, (low, high) in enumerate(columns) if f.x0 < high and f.x1 > low] for f in row.fragments]
    single = [h[0] for h in hits if len(h) == 1]
    return len(single) == len(set(single)) and len(single) >= 0.5 * len(hits)


def _interrupted(seen: PageEvidence, box: BBox) -> bool:
    """Whether a caption, or another mark that stands outside of tables, lies within the box."""
    zone = TableZone(BBox(box.x0, box.top + 1, box.x1, box.bottom - 1), "")
    return any(zone.holds(line) for line in (*seen.tables, *seen.figures))


def _is_ruled_table(seen: PageEvidence, box: BBox, rules: list[Stroke]) -> bool:
    if box.height < MIN_HEIGHT_PT:
        return False
    captioned = is_captioned(seen, box)
    if not captioned and is_chart(seen, box, rules):
        return False
    if len(rules) < 3 and not captioned:
        if belongs_to_figure(seen, box):
            return False
        below = with_rows_below(seen, box) if may_be_head(seen, box, rules) else box
        return _is_all_numbers(seen, box, ALL_ROWS) or (below != box and _is_all_numbers(seen, below, MOST_ROWS))
    if captioned and len(rules) >= 4 and _in_bands(seen, box, rules):
        return True
    if belongs_to_figure(seen, box):
        return False
    if captioned and may_be_head(seen, box, rules) and with_rows_below(seen, box).bottom > box.bottom + MIN_HEIGHT_PT:
        return True
    rows = text_rows(pieces_of_lines(lines_in(seen.page, box)))
    return is_tabular(rows, box, strict=not captioned)


def _is_all_numbers(seen: PageEvidence, box: BBox, share: float) -> bool:
    """Whether this share of the lines shows several columns, mostly of numbers: a table without a caption beside it."""
    rows = text_rows(pieces_of_lines(lines_in(seen.page, box)))
    pieces = [f for row in rows for f in row.fragments]
    several = sum(len(row.fragments) >= 3 for row in rows)
    numbers = sum(is_number(f.text) for f in pieces)
    return several >= 4 and several >= share * len(rows) and numbers >= 0.5 * len(pieces)


def _in_bands(seen: PageEvidence, box: BBox, rules: list[Stroke]) -> bool:
    """Whether most bands between the rules hold text in several columns, however many lines their cells have."""
    pieces = pieces_of_lines(lines_in(seen.page, box))
    several = 0
    for above, below in itertools.pairwise(rules):
        held = sorted((p.x0, p.x1) for p in pieces if above.at <= p.middle <= below.at)
        reach = held[0][1] if held else 0.0
        for low, high in held:
            if low > reach + 3:
                several += 1
                break
            reach = max(reach, high)
    return several >= 2 and several >= 0.6 * (len(rules) - 1)
