"""Tables told by nothing but their caption: rows of text in columns below it, else above it."""

from __future__ import annotations

from natcom.model import BBox, Line, Page
from natcom.tables.evidence import (
    CAPTION_REACH_PT,
    PROSE_CHARS,
    PageEvidence,
    TableZone,
    near,
    overlap,
    pieces_of_lines,
)
from natcom.tables.pieces import TextRow, text_rows
from natcom.tables.textcolumns import text_columns


def captioned_zones(seen: PageEvidence, found: list[TableZone]) -> list[TableZone]:
    """For each table caption without a zone: the rows of text in columns below it, else above it."""
    zones: list[TableZone] = []
    for caption in seen.tables:
        if any(near([caption], z.bbox, seen) for z in (*found, *zones)):
            continue
        box = _columns_beside(seen, caption, [*found, *zones])
        if box is not None and not any(overlap(box, z.bbox) for z in (*found, *zones)):
            zones.append(TableZone(box, "columns"))
    return zones


def _columns_beside(seen: PageEvidence, caption: Line, found: list[TableZone]) -> BBox | None:
    x0, x1 = _page_column(seen, caption)
    stops = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    lines = [
        line
        for line in seen.page.lines
        if x0 - 2 <= line.x0 and line.x1 <= x1 + 2 and line is not caption and not any(z.holds(line) for z in found)
    ]
    for downward in (True, False):
        side = [k for k in lines if (k.top >= caption.bottom - 2 if downward else k.bottom <= caption.top + 2)]
        rows = text_rows(pieces_of_lines(side))
        rows = _block(rows if downward else rows[::-1], caption, stops, seen.page)
        if len([r for r in rows if len(r.fragments) >= 2]) >= 2 and len(text_columns(rows)) >= 2 and not _is_list(rows):
            pieces = [f for row in rows for f in row.fragments]
            return BBox(
                min(f.x0 for f in pieces) - 1,
                min(f.top for f in pieces) - 1,
                max(f.x1 for f in pieces) + 1,
                max(f.bottom for f in pieces) + 1,
            )
    return None


def _is_list(rows: list[TextRow]) -> bool:
    """Whether most rows are a bullet and a text: a list under a caption."""
    bullets = [r for r in rows if len(r.fragments[0].text) == 1 and not r.fragments[0].text.isalnum()]
    return len(bullets) >= 0.5 * len(rows) and all(len(r.fragments) == 2 for r in bullets)


def _block(rows: list[TextRow], caption: Line, stops: set[int], page: Page) -> list[TextRow]:
    """The rows next to the caption that go on as a table: up to a mark, a wide gap, or running text."""
    taken: list[TextRow] = []
    waiting: list[TextRow] = []
    reach = caption.bbox
    pitches: list[float] = []
    for row in rows:
        gap = max(row.top - reach.bottom, reach.top - row.bottom)
        usual = sorted(pitches)[len(pitches) // 2] if pitches else 0.0
        height = row.bottom - row.top
        if gap > max(2.2 * height, 2.5 * usual if len(pitches) > 2 else 0.0, 14.0) and (
            taken or gap > CAPTION_REACH_PT
        ):
            break
        if any(id(f.line) in stops for f in row.fragments):
            if taken:
                break
            reach = BBox(reach.x0, row.top, reach.x1, row.bottom)
            continue
        if len(row.fragments) >= 2:
            taken += [*waiting, row] if taken else [*_head_lines(waiting, row, caption), row]
            waiting = []
            pitches.append(max(gap, 0.0))
        else:
            waiting.append(row)
            if len(waiting) > 3 or _is_prose(row, page):
                break
        reach = BBox(reach.x0, row.top, reach.x1, row.bottom)
    if taken and taken[0].top > taken[-1].top:  # read upwards: what is left are lines over the head
        return taken + _head_lines(waiting[::-1], taken[-1], None)
    return taken + _last_lines(taken, waiting)


def _head_lines(waiting: list[TextRow], first: TextRow, caption: Line | None) -> list[TextRow]:
    """Of the single lines over the first row those that belong to its head, not to the caption.

    They stand close over it: right of the first cell, or within the row under a caption too short to go on.
    """
    kept: list[TextRow] = []
    below = first
    width = first.fragments[-1].x1 - first.fragments[0].x0
    for row in reversed(waiting):
        piece = row.fragments[0]
        near = below.top - row.bottom <= 1.0 * (row.bottom - row.top)
        inside = first.fragments[0].x0 - 2 <= piece.x0 and piece.x1 <= first.fragments[-1].x1 + 2
        short = inside and (caption is None or caption.x1 - caption.x0 < 0.6 * width)
        if not near or piece.x1 - piece.x0 > 0.4 * width or not (short or piece.x0 > first.fragments[0].x1):
            break
        kept.insert(0, row)
        below = row
    return kept


def _is_prose(row: TextRow, page: Page) -> bool:
    piece = row.fragments[0]
    return piece.x1 - piece.x0 > 0.6 * page.width or (len(piece.text) >= 4 * PROSE_CHARS)


def _last_lines(taken: list[TextRow], waiting: list[TextRow]) -> list[TextRow]:
    """Single lines after the last row that go on in one of its cells, the first left out, as close as lines stand."""
    if not taken:
        return []
    last = taken[-1]
    result = []
    for row in waiting:
        piece = row.fragments[0]
        over = next((f for f in last.fragments[1:] if abs(f.x0 - piece.x0) <= 3), None)
        near = min(abs(row.top - last.bottom), abs(last.top - row.bottom)) <= 0.7 * (piece.bottom - piece.top)
        if over is None or not near:
            break
        result.append(row)
        last = TextRow(row.top, row.bottom, (*last.fragments[:1], piece))
    return result


def _page_column(seen: PageEvidence, caption: Line) -> tuple[float, float]:
    """The x extent of the column of text that the caption stands in; the whole page where its text is in one column."""
    page = seen.page
    y = caption.bbox.center[1]
    walls = [g.x for g in page.gutters if g.top < caption.top - 4 and y <= g.bottom + 30]  # a table's begin below
    walls += [s.at for s in seen.strokes if not s.horizontal and s.length > 0.4 * page.height and s.lo <= y <= s.hi]
    long_lines = [
        line for line in page.lines if len(line.text) >= PROSE_CHARS and line.x1 - line.x0 > 0.25 * page.width
    ]
    left = [line for line in long_lines if line.x1 < 0.56 * page.width]
    right = [line for line in long_lines if line.x0 > 0.44 * page.width]
    if min(len(left), len(right)) >= 5 and len(left) + len(right) >= 0.8 * len(long_lines):
        walls.append((max(line.x1 for line in left) + min(line.x0 for line in right)) / 2)
    low = max((x for x in walls if x <= caption.x0 + 4), default=0.0)
    high = min((x for x in walls if x >= caption.x1 - 4), default=page.width)
    return low, high
