"""Tables told by the file's own structure, where the page bears it out: rows run down, columns to the right."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.geometry import union
from natcom.model import BBox, Line, TableTag
from natcom.tables.evidence import (
    PageEvidence,
    TableZone,
    belongs_to_figure,
    is_captioned,
    is_tabular,
    pieces_of_lines,
)
from natcom.tables.pieces import text_rows
from natcom.tables.strokes import Stroke, covered, inside
from natcom.tables.tags import in_order, stretches

GOING_ON = "tags, going on"  # the table began on a page before, so its head may be printed again, untagged
RULE_REACH_PT = 9.0  # a table's outer rules stand this near to its text: padding of half a line
RULE_SHARE = 0.5  # of a side that a rule covers to be the table's


def tagged_zones(seen: PageEvidence) -> list[TableZone]:
    """The tables that the file's structure names, with several rows and columns and a caption, rules, heads or numbers.

    A structure may also name as a table what only sets texts side by side.

    Rows over the whole width that hold the caption, a source or notes belong outside.
    """
    zones = []
    for table, lines in _tagged_lines(seen.page.lines):
        for number, part in enumerate(stretches(_without_announcements(table, lines, seen))):
            if not _several(table) or not in_order(part):
                continue
            box = _with_rules(seen, union(line.bbox for line in part))
            goes_on = number > 0 or all(line.cell is not None and line.cell.place.row > 0 for line in lines)
            drawn = _is_drawn(inside(seen.strokes, box), box)
            marked = any(cell.head for cell in table.cells)
            captioned = is_captioned(seen, box)
            tabular = is_tabular(text_rows(pieces_of_lines(part)), box, strict=True)
            if (captioned or drawn or marked or goes_on or tabular) and not belongs_to_figure(seen, box):
                zones.append(TableZone(box, GOING_ON if goes_on else "tags"))
    return zones


def _is_drawn(rules: Sequence[Stroke], box: BBox) -> bool:
    """Whether rules part its rows or columns: neither a frame around all of it nor underlined words do."""
    across = [s for s in rules if s.horizontal and box.top + RULE_REACH_PT <= s.at <= box.bottom - RULE_REACH_PT]
    upright = [s for s in rules if not s.horizontal and box.x0 + RULE_REACH_PT <= s.at <= box.x1 - RULE_REACH_PT]
    return any(covered(across, s.at, box.x0, box.x1) >= RULE_SHARE for s in across) or any(
        covered(upright, s.at, box.top, box.bottom) >= RULE_SHARE for s in upright
    )


def _tagged_lines(lines: Sequence[Line]) -> list[tuple[TableTag, list[Line]]]:
    """The lines in cells of the file's structure, by table."""
    found: dict[str, tuple[TableTag, list[Line]]] = {}
    for line in lines:
        if line.cell is not None and not line.turned:
            found.setdefault(line.cell.table.key, (line.cell.table, []))[1].append(line)
    return list(found.values())


def _several(table: TableTag) -> bool:
    """Whether the table has several rows and columns of cells: a box with text has not."""
    return len({cell.row for cell in table.cells}) >= 2 and len({cell.col for cell in table.cells}) >= 2


def _without_announcements(table: TableTag, lines: Sequence[Line], seen: PageEvidence) -> list[Line]:
    """The lines without those rows at the top and bottom that hold a caption, a source or a note alone."""
    marks = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    width = max(cell.col + cell.colspan for cell in table.cells)
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            rows.setdefault(line.cell.place.row, []).append(line)
    ordered = sorted(rows)
    for row in (*ordered, *reversed(ordered)):
        if row not in rows:
            continue
        first = min(rows[row], key=lambda line: (line.top, line.x0))
        alone = all(line.cell is not None and line.cell.place.colspan == width for line in rows[row])
        outer = row in (min(rows), max(rows))
        if outer and alone and id(first) in marks:
            del rows[row]
    return [line for row in sorted(rows) for line in rows[row]]


def _with_rules(seen: PageEvidence, box: BBox) -> BBox:
    """The box with the rules that stand right around it."""
    x0, top, x1, bottom = box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1
    across = [s for s in seen.strokes if s.horizontal and covered([s], s.at, box.x0, box.x1) >= RULE_SHARE]
    upright = [s for s in seen.strokes if not s.horizontal and covered([s], s.at, box.top, box.bottom) >= RULE_SHARE]
    top = min([top, *(s.at for s in across if box.top - RULE_REACH_PT <= s.at <= box.top)])
    bottom = max([bottom, *(s.at for s in across if box.bottom <= s.at <= box.bottom + RULE_REACH_PT)])
    x0 = min([x0, *(s.at for s in upright if box.x0 - RULE_REACH_PT <= s.at <= box.x0)])
    x1 = max([x1, *(s.at for s in upright if box.x1 <= s.at <= box.x1 + RULE_REACH_PT)])
    return BBox(x0, top, x1, bottom)


__all__ = ["GOING_ON", "tagged_zones"]
