"""Where the tables of a page stand, so that their lines are taken out of the running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from natcom.config.language import LanguageConfig
from natcom.model import BBox, Gutter, Line, Page
from natcom.tables.evidence import (
    MIN_HEIGHT_PT,
    MIN_WIDTH_PT,
    PageEvidence,
    TableZone,
    belongs_to_figure,
    evidence_of,
    is_captioned,
    lines_in,
    overlap,
    pieces_of_lines,
)
from natcom.tables.find.rules import EXTENT_PT, ruled_zones, with_open_ends
from natcom.tables.find.shades import shaded_zones
from natcom.tables.find.tags import GOING_ON, tagged_zones
from natcom.tables.find.text import captioned_zones
from natcom.tables.lattice import build_lattice
from natcom.tables.margins import with_touching_lines, without_margins
from natcom.tables.pieces import is_number, text_rows
from natcom.tables.strokes import TOUCH_PT, Stroke, bounds, components, covered, inside

BORDER_PT, BORDER_GAP = 4.0, 0.4  # text outside begins this near to a table's side, after so many ems of white
SIDE_LINES, SIDE_CHARS = 3, 8  # so many lines as long make a column of text beside a table
STRIP_CELLS = 4  # two fields at least: one name and one value may be a framed remark
TOP_ROW_LINES = 2.0  # a row of one line is lower than two; a title under a running head's rule has more room
SIDE_SHARE = 0.75  # of a grid's upper and lower side that strokes cover; a diagram's boxes leave them open


def find_table_zones(page: Page, config: LanguageConfig) -> tuple[TableZone, ...]:
    """The tables' zones on a page from the top, without overlap. Text boxes, diagrams and columns of prose are none."""
    seen = evidence_of(page, config)
    if not seen.strokes and not seen.tables and not page.shades and not any(line.cell for line in page.lines):
        return ()
    zones = [_with_head_again(seen, zone) for zone in tagged_zones(seen)]
    for find in (_grids, ruled_zones, shaded_zones, captioned_zones):
        for zone in find(seen, zones):
            if not any(overlap(zone.bbox, other.bbox) for other in zones):
                whole = zone if zone.method == "grid" else with_touching_lines(seen, zone)
                zones.append(without_margins(seen, whole))
    return tuple(sorted(zones, key=lambda z: (z.bbox.top, z.bbox.x0)))


def _with_head_again(seen: PageEvidence, zone: TableZone) -> TableZone:
    """The zone of a table that goes on, with the head printed again above it, which is no part of its structure."""
    if zone.method != GOING_ON:
        return zone
    marks = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    for find in (_grids, ruled_zones, shaded_zones):
        for drawn in find(seen, []):
            top = drawn.bbox.top
            if not overlap(drawn.bbox, zone.bbox) or top > zone.bbox.top - MIN_HEIGHT_PT / 2:
                continue
            above = lines_in(seen.page, zone.bbox._replace(top=top, bottom=zone.bbox.top - 1))
            if above and all(line.cell is None and id(line) not in marks for line in above):
                return TableZone(zone.bbox._replace(top=top), zone.method)
    return TableZone(with_open_ends(seen, zone.bbox, upward_only=True), zone.method)


def cut_at_tables(page: Page, config: LanguageConfig) -> Page:
    """The page with those lines cut in two that run from a table into the text beside it over a narrow gap."""
    boxes = [zone.bbox for zone in find_table_zones(page, config)]
    if not boxes:
        return page
    lines = [part for line in page.lines for part in _cut_at(line, boxes)]
    return page if len(lines) == len(page.lines) else replace(page, lines=tuple(lines))


def _cut_at(line: Line, boxes: Sequence[BBox]) -> list[Line]:
    for box in boxes:
        if not box.top <= line.bbox.center[1] <= box.bottom:
            continue
        for x in (box.x0, box.x1):
            if not line.x0 + BORDER_PT < x < line.x1 - BORDER_PT:
                continue
            at = next((i for i in range(1, len(line.text)) if line.x0s[i] > x - BORDER_PT), 0)
            if at and line.x1s[at - 1] < x + BORDER_PT and line.x0s[at] - line.x1s[at - 1] > BORDER_GAP * line.size:
                return [line.part(0, at), *_cut_at(line.part(at, len(line.text)), boxes)]
    return [line]


def side_gutters(page: Page, zones: Sequence[TableZone]) -> tuple[Gutter, ...]:
    """The gutters between tables and the columns of text beside them, as far up and down as no line crosses them."""
    found = []
    for zone in zones:
        box = zone.bbox
        level = [k for k in page.lines if box.top <= k.bbox.center[1] <= box.bottom and len(k.text) >= SIDE_CHARS]
        left = [k for k in level if k.x1 <= box.x0]
        right = [k for k in level if k.x0 >= box.x1]
        if len(left) >= SIDE_LINES:
            found.append(_gutter(page, (max(k.x1 for k in left) + box.x0) / 2, box))
        if len(right) >= SIDE_LINES:
            found.append(_gutter(page, (min(k.x0 for k in right) + box.x1) / 2, box))
    return tuple(found)


def _gutter(page: Page, x: float, box: BBox) -> Gutter:
    crossing = [line for line in page.lines if line.x0 < x < line.x1]
    top = max((line.bottom for line in crossing if line.bottom <= box.top), default=0.0)
    bottom = min((line.top for line in crossing if line.top >= box.bottom), default=page.height)
    return Gutter(x, top, bottom)


def _grids(seen: PageEvidence, _found: list[TableZone]) -> list[TableZone]:
    """Crossing strokes that bound a grid of cells with text."""
    zones = []
    for group in (part for whole in components(seen.strokes) for part in _unlike_parts(whole)):
        box = bounds(group)
        if box.width < MIN_WIDTH_PT or box.height < MIN_HEIGHT_PT:
            continue
        if _is_grid(seen, group, box) and not belongs_to_figure(seen, box):
            zones.append(TableZone(_with_top_row(seen, box), "grid"))
    return _outermost(zones)


def _with_top_row(seen: PageEvidence, box: BBox) -> BBox:
    """The grid's box with the row on top of it that stands over all columns, so that no upright rule reaches it.

    A rule as long as the grid's upper side is drawn over that row, no farther up than one line of text needs.
    """
    marks = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    for rule in sorted((s for s in seen.strokes if s.horizontal and s.at < box.top - TOUCH_PT), key=lambda s: -s.at):
        if abs(rule.lo - box.x0) > EXTENT_PT or abs(rule.hi - box.x1) > EXTENT_PT:
            continue
        band = BBox(box.x0, rule.at, box.x1, box.top)
        held = [line for line in seen.page.lines if line.bottom > band.top + 1 and line.top < band.bottom - 1]
        rows = text_rows(pieces_of_lines(held))
        within = all(band.x0 <= line.x0 and line.x1 <= band.x1 and id(line) not in marks for line in held)
        if len(rows) == 1 and within and band.height <= TOP_ROW_LINES * (rows[0].bottom - rows[0].top):
            return box._replace(top=rule.at)
        break
    return box


def _unlike_parts(group: tuple[Stroke, ...]) -> list[tuple[Stroke, ...]]:
    """The strokes cut at rules over the whole width where no inner upright stroke goes on: forms of their own.

    A table's head and body share at least one column line; a line of fields set on top of a table does not.
    """
    box = bounds(group)
    full = sorted(s.at for s in group if s.horizontal and s.length > 0.95 * box.width)
    for y in full:
        if not box.top + 4 < y < box.bottom - 4:
            continue
        above = {round(s.at) for s in _inner(group, box) if s.lo < y - 4 and s.hi <= y + 4}
        below = {round(s.at) for s in _inner(group, box) if s.hi > y + 4 and s.lo >= y - 4}
        through = any(s.lo < y - 4 and s.hi > y + 4 for s in _inner(group, box))
        if (
            len(above) >= 2
            and len(below) >= 2
            and not through
            and not any(abs(a - b) <= 3 for a in above for b in below)
        ):
            upper = inside(group, BBox(box.x0, box.top, box.x1, y))
            lower = inside(group, BBox(box.x0, y, box.x1, box.bottom))
            return [upper, *_unlike_parts(lower)]
    return [group]


def _inner(group: tuple[Stroke, ...], box: BBox) -> list[Stroke]:
    return [s for s in group if not s.horizontal and box.x0 + 4 < s.at < box.x1 - 4]


def _outermost(zones: list[TableZone]) -> list[TableZone]:
    """Zones that lie in no larger one."""
    ordered = sorted(zones, key=lambda z: -z.bbox.width * z.bbox.height)
    kept: list[TableZone] = []
    for zone in ordered:
        if not any(overlap(zone.bbox, other.bbox) for other in kept):
            kept.append(zone)
    return kept


def _is_grid(seen: PageEvidence, group: tuple[Stroke, ...], box: BBox) -> bool:
    if not _closed(group, box):
        return False
    captioned = is_captioned(seen, box)
    lattice = build_lattice(group, box)
    lines = lines_in(seen.page, box)
    pieces = pieces_of_lines(lines)
    filled = 0
    rows: set[int] = set()
    cols: set[int] = set()
    several = 0
    texts: list[str] = []
    for area in lattice.areas:
        cell = lattice.bbox(area)
        held = [p for p in pieces if cell.x0 <= p.center <= cell.x1 and cell.top <= p.middle <= cell.bottom]
        if held:
            filled += 1
            rows.add(area.row)
            cols.add(area.col)
            several = max(several, len(text_rows(held)))
            texts.append("".join(p.text for p in held))
    if len(cols) < 2:
        return captioned and len(rows) >= 2
    if filled < (3 if captioned else 4) or filled < 0.2 * len(lattice.areas):
        return False
    if len(rows) >= 2 or (several >= 3 and len(cols) >= 3) or (captioned and several >= 2):
        return True
    return filled == len(lattice.areas) and _names_fields(texts)


def _names_fields(texts: Sequence[str]) -> bool:
    """Whether the cells of one row are names of fields, each with its value behind it: the strip on top of a form.

    At least one value is a number: a row of words in boxes may be a banner, or a chain of steps.
    """
    names, values = texts[::2], texts[1::2]
    return (
        len(texts) >= STRIP_CELLS
        and len(texts) % 2 == 0
        and not any(is_number(t) for t in names)
        and any(is_number(t) for t in values)
    )


def _closed(group: Sequence[Stroke], box: BBox) -> bool:
    """Whether the upper and the lower side are drawn, or at least three upright strokes reach a side that is not."""
    across = [s for s in group if s.horizontal]
    upright = [s for s in group if not s.horizontal]
    top = covered(across, box.top, box.x0, box.x1) >= SIDE_SHARE
    bottom = covered(across, box.bottom, box.x0, box.x1) >= SIDE_SHARE
    reach_top = sum(s.lo <= box.top + TOUCH_PT for s in upright) >= 3
    reach_bottom = sum(s.hi >= box.bottom - TOUCH_PT for s in upright) >= 3
    return (top and bottom) or (top and reach_bottom) or (bottom and reach_top)


__all__ = ["TableZone", "cut_at_tables", "find_table_zones", "side_gutters"]
