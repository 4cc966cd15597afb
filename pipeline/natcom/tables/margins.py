"""What stands within a table's frame and is none of its rows: caption and unit on top, source and notes at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.model import BBox, Line
from natcom.tables.evidence import PageEvidence, TableZone, lines_in
from natcom.tables.pieces import TextRow, fragment, text_rows
from natcom.tables.strokes import TOUCH_PT, Stroke

INNER_PT = 4.0  # strokes farther from a table's sides than this lie within it
RULE_SHARE = 0.5  # of the width that a rule between two rows covers
WIDE_SHARE = 0.8  # of a frame's width that the rules within it have at least
TOUCH_SHARE = 0.25  # of a line's size that it stands over a head's next line at most
HEAD_LINE_SHARE = 0.35  # of the table's width that a line of one head cell has at most
SAME_SIZE = 0.15  # of the table's usual type size that a head's may differ by
FEWEST_ROWS = 2  # rows that a table keeps


def without_margins(seen: PageEvidence, zone: TableZone) -> TableZone:
    """The zone from below its caption or unit to above its source and notes, and no empty room under its last rule.

    What is cut off stands alone in its row, over the whole width: no upright stroke within the table passes it.
    """
    wholes = (fragment(line, 0, len(line.text)) for line in lines_in(seen.page, zone.bbox) if not line.turned)
    rows = text_rows(whole for whole in wholes if whole)
    inner = [s for s in seen.strokes if _is_inner(s, zone.bbox)]
    first = _first_row(seen, rows, inner)
    last = _last_row(seen, rows, inner)
    if last - first < FEWEST_ROWS:
        return zone
    box = zone.bbox
    if first > 0:
        box = box._replace(top=_boundary(inner, rows[first - 1], rows[first], box))
    if last < len(rows):
        box = box._replace(bottom=_boundary(inner, rows[last - 1], rows[last], box))
    elif rows:
        box = box._replace(bottom=_without_room(inner, rows[-1], box))
    return zone if box == zone.bbox else TableZone(_within_rules(inner, box), zone.method)


def with_touching_lines(seen: PageEvidence, zone: TableZone) -> TableZone:
    """The zone with the lines that its upper side passes or touches: more lines of a head's cells, where no rule is."""
    box = zone.bbox
    sizes = sorted(line.size for line in lines_in(seen.page, box))
    if not sizes or any(s.horizontal and abs(s.at - box.top) <= TOUCH_PT for s in seen.strokes):
        return zone
    said = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    usual = sizes[len(sizes) // 2]
    touching = [
        line.top
        for line in seen.page.lines
        if line.top < box.top - 1 < line.bottom + TOUCH_SHARE * line.size
        and box.x0 - 2 <= line.x0
        and line.x1 <= box.x1 + 2
        and line.x1 - line.x0 < HEAD_LINE_SHARE * box.width
        and abs(line.size - usual) <= SAME_SIZE * usual
        and id(line) not in said
    ]
    return TableZone(box._replace(top=min(touching) - 1), zone.method) if touching else zone


def _within_rules(inner: Sequence[Stroke], box: BBox) -> BBox:
    """The box as wide as its rules, where a frame stands around them."""
    rules = [s for s in inner if s.horizontal and s.length > WIDE_SHARE * box.width and s.at <= box.bottom + INNER_PT]
    if len(rules) < FEWEST_ROWS:
        return box
    low, high = min(s.lo for s in rules), max(s.hi for s in rules)
    framed = low > box.x0 + TOUCH_PT and high < box.x1 - TOUCH_PT
    return box._replace(x0=low, x1=high) if framed else box


def _is_inner(stroke: Stroke, box: BBox) -> bool:
    if stroke.horizontal:
        return box.top + INNER_PT < stroke.at < box.bottom - INNER_PT and min(stroke.hi, box.x1) > max(
            stroke.lo, box.x0
        )
    return box.x0 + INNER_PT < stroke.at < box.x1 - INNER_PT and min(stroke.hi, box.bottom) > max(stroke.lo, box.top)


def _alone(row: TextRow, inner: Sequence[Stroke]) -> bool:
    """Whether the row is one line that no upright stroke passes."""
    return len(row.fragments) == 1 and not any(not s.horizontal and s.lo < row.middle < s.hi for s in inner)


def _is_one_of(row: TextRow, lines: Sequence[Line]) -> bool:
    return any(row.fragments[0].line is line for line in lines)


def _first_row(seen: PageEvidence, rows: Sequence[TextRow], inner: Sequence[Stroke]) -> int:
    """The first row that is neither caption nor unit."""
    above = (*seen.tables, *seen.units)
    at = 0
    while at < len(rows) and _alone(rows[at], inner) and _is_one_of(rows[at], above):
        at += 1
    return at


def _last_row(seen: PageEvidence, rows: Sequence[TextRow], inner: Sequence[Stroke]) -> int:
    """Where the source and the notes begin that end the zone, or the number of its rows."""
    start = len(rows)
    while start > 0 and _alone(rows[start - 1], inner):
        start -= 1
    marked = (i for i in range(start, len(rows)) if _is_one_of(rows[i], seen.closing))
    return next(marked, len(rows))


def _boundary(inner: Sequence[Stroke], above: TextRow, below: TextRow, box: BBox) -> float:
    """The height of the rule between two rows, else the middle between them."""
    rules = [s.at for s in inner if s.horizontal and s.length > RULE_SHARE * box.width]
    between = [y for y in rules if above.middle < y < below.middle]
    return between[0] if between else (above.bottom + below.top) / 2


def _without_room(inner: Sequence[Stroke], last: TextRow, box: BBox) -> float:
    """The height of the last rule where nothing but a frame's empty room stands under it; else the zone's bottom."""
    rules = [s.at for s in inner if s.horizontal and s.length > RULE_SHARE * box.width and s.at > last.middle]
    if not rules or any(not s.horizontal and s.hi > rules[-1] + INNER_PT for s in inner):
        return box.bottom
    return max(rules)
