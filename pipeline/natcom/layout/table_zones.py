"""Where the tables of a page stand, so that their lines are taken out of the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from natcom.config.language import LanguageConfig
from natcom.grid.fragments import Fragment, TextRow, cut_at_gaps, fragment, is_number, text_rows
from natcom.grid.lattice import build_lattice
from natcom.grid.strokes import TOUCH_PT, Stroke, bounds, components, covered, inside, is_white, page_strokes
from natcom.grid.textcolumns import text_columns
from natcom.model import BBox, Line, Page

MIN_WIDTH_PT, MIN_HEIGHT_PT = 60.0, 18.0  # smaller than two cells of the smallest print
SIDE_SHARE = 0.75  # of a grid's upper and lower side that strokes cover; a diagram's boxes leave them open
EXTENT_PT = 6.0  # rules of one table begin and end within this
CAPTION_REACH_PT = 46.0  # a caption stands at most this far from its table: a line of space and a unit note between
PROSE_CHARS = 14  # a line with as many characters is running text unless it stands in a cell
LEADER = re.compile(r"[.．·・‧…⋯_]{4,}|(?:[.·]\s){4,}")


@dataclass(frozen=True, slots=True)
class TableZone:
    """The box of one table's grid on its page, in the reading frame: caption, source, notes outside the rules left out.

    `method` says how it was found: grid, rules (horizontal ones only), shades, columns (text alone, under a caption).
    """

    bbox: BBox
    method: str

    def holds(self, line: Line) -> bool:
        """Whether the line's middle lies in the zone."""
        x, y = line.bbox.center
        box = self.bbox
        return box.x0 - 2 <= x <= box.x1 + 2 and box.top - 1 <= y <= box.bottom + 1


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the finders look at: a page, its strokes, and its caption lines."""

    page: Page
    strokes: tuple[Stroke, ...]
    tables: tuple[Line, ...]
    figures: tuple[Line, ...]
    marks: tuple[Line, ...]


def find_table_zones(page: Page, config: LanguageConfig) -> tuple[TableZone, ...]:
    """The tables' zones on a page from the top; they do not overlap. Text boxes, diagrams and columns of prose are none."""
    scene = _scene(page, config)
    if not scene.strokes and not scene.tables and not page.shades:
        return ()
    zones: list[TableZone] = []
    for find in (_grids, _ruled, _shaded, _captioned):
        for zone in find(scene, zones):
            if not any(_overlap(zone.bbox, other.bbox) for other in zones):
                zones.append(zone)
    return tuple(sorted(zones, key=lambda z: (z.bbox.top, z.bbox.x0)))


def _scene(page: Page, config: LanguageConfig) -> _Scene:
    words = config.captions
    plain = [line for line in page.lines if not LEADER.search(line.text)]
    contents = len(page.lines) - len(plain) >= 3
    tables = () if contents else tuple(line for line in plain if _is_caption(line, words.table.regex))
    figures = tuple(line for line in plain if words.figure.regex.match(line.text))
    patterns = (words.source.regex, words.note.regex, words.unit.regex)
    marks = tuple(line for line in plain if any(p.match(line.text) for p in patterns))
    return _Scene(page, page_strokes(page), tables, figures, marks)


def _is_caption(line: Line, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(line.text))


def _overlap(a: BBox, b: BBox) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.bottom, b.bottom) - max(a.top, b.top) > 2


def _lines_in(page: Page, box: BBox) -> list[Line]:
    zone = TableZone(box, "")
    return [line for line in page.lines if zone.holds(line)]


def _pieces(lines: Sequence[Line]) -> list[Fragment]:
    wholes = (fragment(line, 0, len(line.text)) for line in lines)
    return [part for whole in wholes if whole for part in cut_at_gaps(whole)]


# ---------------------------------------------------------------- what stands beside a zone


def _near(lines: Sequence[Line], box: BBox, page: Page) -> Line | None:
    """The caption among the lines that stands right above or below the box, with no running text between."""
    best: tuple[float, Line] | None = None
    for line in lines:
        if line.x1 < box.x0 - 20 or line.x0 > box.x1 + 20:
            continue
        gap = box.top - line.bottom if line.bottom <= box.top + 4 else line.top - box.bottom
        if -6 <= gap <= CAPTION_REACH_PT and (best is None or gap < best[0]) and not _text_between(line, box, page):
            best = (gap, line)
    return best[1] if best else None


def _text_between(line: Line, box: BBox, page: Page) -> bool:
    """Whether three lines or more stand between the caption and the box: it then belongs to something else."""
    low, high = (line.bottom, box.top) if line.bottom <= box.top + 4 else (box.bottom, line.top)
    return sum(low <= other.bbox.center[1] <= high and other.x0 < box.x1 and other.x1 > box.x0 for other in page.lines) >= 3


def _belongs_to_figure(scene: _Scene, box: BBox) -> bool:
    """Whether a figure's caption stands next to the box and no table's does, or pictures fill it."""
    page = scene.page
    if _near(scene.tables, box, page) is not None:
        return False
    if _near(scene.figures, box, page) is not None:
        return True
    area = box.width * box.height
    for picture in page.pictures:
        b = picture.bbox
        common = max(0.0, min(b.x1, box.x1) - max(b.x0, box.x0)) * max(0.0, min(b.bottom, box.bottom) - max(b.top, box.top))
        if common > 0.3 * area:
            return True
    return False


# ---------------------------------------------------------------- full and partial grids


def _grids(scene: _Scene, _found: list[TableZone]) -> list[TableZone]:
    """Crossing strokes that bound a grid of cells with text."""
    zones = []
    for group in (part for whole in components(scene.strokes) for part in _unlike_parts(whole)):
        box = bounds(group)
        if box.width < MIN_WIDTH_PT or box.height < MIN_HEIGHT_PT:
            continue
        if _is_grid(scene, group, box) and not _belongs_to_figure(scene, box):
            zones.append(TableZone(box, "grid"))
    return _outermost(zones)


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
        if len(above) >= 2 and len(below) >= 2 and not through and not any(abs(a - b) <= 3 for a in above for b in below):
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
        if not any(_overlap(zone.bbox, other.bbox) for other in kept):
            kept.append(zone)
    return kept


def _is_grid(scene: _Scene, group: tuple[Stroke, ...], box: BBox) -> bool:
    if not _closed(group, box):
        return False
    captioned = _near(scene.tables, box, scene.page) is not None
    lattice = build_lattice(group, box)
    lines = _lines_in(scene.page, box)
    pieces = _pieces(lines)
    filled = 0
    rows: set[int] = set()
    cols: set[int] = set()
    several = 0
    for area in lattice.areas:
        cell = lattice.bbox(area)
        held = [p for p in pieces if cell.x0 <= p.center <= cell.x1 and cell.top <= p.middle <= cell.bottom]
        if held:
            filled += 1
            rows.add(area.row)
            cols.add(area.col)
            several = max(several, len(text_rows(held)))
    if len(cols) < 2:
        return captioned and len(rows) >= 2
    if filled < (3 if captioned else 4) or filled < 0.2 * len(lattice.areas):
        return False
    return len(rows) >= 2 or (several >= 3 and len(cols) >= 3) or (captioned and several >= 2)


def _closed(group: Sequence[Stroke], box: BBox) -> bool:
    """Whether the upper and the lower side are drawn, or at least three upright strokes reach a side that is not."""
    across = [s for s in group if s.horizontal]
    upright = [s for s in group if not s.horizontal]
    top = covered(across, box.top, box.x0, box.x1) >= SIDE_SHARE
    bottom = covered(across, box.bottom, box.x0, box.x1) >= SIDE_SHARE
    reach_top = sum(s.lo <= box.top + TOUCH_PT for s in upright) >= 3
    reach_bottom = sum(s.hi >= box.bottom - TOUCH_PT for s in upright) >= 3
    return (top and bottom) or (top and reach_bottom) or (bottom and reach_top)


# ---------------------------------------------------------------- horizontal rules only


def _ruled(scene: _Scene, found: list[TableZone]) -> list[TableZone]:
    """Stacks of horizontal rules of one extent with columns of text between them."""
    free = [
        s
        for s in scene.strokes
        if s.horizontal and s.length >= MIN_WIDTH_PT and not any(_overlap(_thick(s), z.bbox) for z in found)
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
    return [zone for stack in stacks for zone in _stacked(scene, stack)]


def _thick(stroke: Stroke) -> BBox:
    return BBox(stroke.lo, stroke.at - 3, stroke.hi, stroke.at + 3)


def _stacked(scene: _Scene, stack: list[Stroke]) -> list[TableZone]:
    """The longest runs of rules, from the top, between each two of which stands tabular text."""
    zones: list[TableZone] = []
    start = 0
    while start < len(stack) - 1:
        end = start + 1
        best = None
        while end < len(stack):
            box = BBox(stack[start].lo, stack[start].at, stack[start].hi, stack[end].at)
            if _interrupted(scene, box):
                break
            if _is_ruled_table(scene, box, stack[start : end + 1]):
                best = end
            end += 1
        if best is None:
            start += 1
            continue
        box = BBox(stack[start].lo, stack[start].at, stack[start].hi, stack[best].at)
        zones.append(TableZone(_with_open_ends(scene, box), "rules"))
        start = best + 1
    return zones


def _with_open_ends(scene: _Scene, box: BBox) -> BBox:
    """The box with the rows right above its first rule and right below its last one, where they go on in its columns."""
    skip = {id(line) for line in (*scene.tables, *scene.figures, *scene.marks)}
    own = text_rows(_pieces(_lines_in(scene.page, box)))
    columns = text_columns(own)
    for upward in (True, False):
        low, high = (box.top - 40, box.top) if upward else (box.bottom, scene.page.height)
        lines = [k for k in _lines_in(scene.page, BBox(box.x0, low, box.x1, high)) if low <= k.bbox.center[1] <= high]
        rows = text_rows(_pieces(lines))
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
                break
            box = box._replace(top=edge - 1) if upward else box._replace(bottom=edge + 1)
    return box


def _fits_columns(row: TextRow, columns: list[tuple[float, float]]) -> bool:
    """Whether the row's fragments stand in columns of their own, most of the columns at least if there are many."""
    if len(row.fragments) < max(2, len(columns) // 2):
        return False
    hits = [[i for i, (low, high) in enumerate(columns) if f.x0 < high and f.x1 > low] for f in row.fragments]
    single = [h[0] for h in hits if len(h) == 1]
    return len(single) == len(set(single)) and len(single) >= 0.5 * len(hits)


def _interrupted(scene: _Scene, box: BBox) -> bool:
    """Whether a caption, or another mark that stands outside of tables, lies within the box."""
    zone = TableZone(BBox(box.x0, box.top + 1, box.x1, box.bottom - 1), "")
    return any(zone.holds(line) for line in (*scene.tables, *scene.figures))


def _is_ruled_table(scene: _Scene, box: BBox, rules: list[Stroke]) -> bool:
    if box.height < MIN_HEIGHT_PT:
        return False
    captioned = _near(scene.tables, box, scene.page) is not None
    if len(rules) < 3 and not captioned:
        return not _belongs_to_figure(scene, box) and _is_all_numbers(scene, box)
    if captioned and len(rules) >= 4 and _in_bands(scene, box, rules):
        return True
    if _belongs_to_figure(scene, box):
        return False
    rows = text_rows(_pieces(_lines_in(scene.page, box)))
    return _tabular(rows, box, strict=not captioned)


def _is_all_numbers(scene: _Scene, box: BBox) -> bool:
    """Whether nearly every line between two rules shows several columns, mostly of numbers: a table that goes on."""
    rows = text_rows(_pieces(_lines_in(scene.page, box)))
    pieces = [f for row in rows for f in row.fragments]
    several = sum(len(row.fragments) >= 3 for row in rows)
    numbers = sum(is_number(f.text) for f in pieces)
    return several >= 4 and several >= 0.9 * len(rows) and numbers >= 0.5 * len(pieces)


def _in_bands(scene: _Scene, box: BBox, rules: list[Stroke]) -> bool:
    """Whether most bands between the rules hold text in several columns, however many lines their cells have."""
    pieces = _pieces(_lines_in(scene.page, box))
    several = 0
    for above, below in zip(rules, rules[1:], strict=False):
        held = sorted((p.x0, p.x1) for p in pieces if above.at <= p.middle <= below.at)
        reach = held[0][1] if held else 0.0
        for low, high in held:
            if low > reach + 3:
                several += 1
                break
            reach = max(reach, high)
    return several >= 2 and several >= 0.6 * (len(rules) - 1)


def _tabular(rows: list[TextRow], box: BBox, strict: bool) -> bool:
    """Whether the text rows form columns. Strict: as must be without a caption, prose in columns is none."""
    several = [row for row in rows if len(row.fragments) >= 2]
    if len(several) < 2 or len(several) < 0.34 * len(rows):
        return False
    columns = text_columns(rows)
    if len(columns) < 2:
        return False
    if not strict:
        return True
    pieces = [f for row in rows for f in row.fragments]
    numbers = sum(is_number(f.text) for f in pieces)
    prose = sum(len(f.text) >= PROSE_CHARS for f in pieces)
    return len(several) >= 0.5 * len(rows) and (numbers >= 0.25 * len(pieces) or prose <= 0.2 * len(pieces))


# ---------------------------------------------------------------- shaded rows


def _shaded(scene: _Scene, found: list[TableZone]) -> list[TableZone]:
    """Filled rows of one extent, every row or every other one, with columns of text on and between them."""
    zones = []
    for stack in _stacks(_bands(scene.page)):
        box = _with_rows_around(scene, stack)
        wide = [b for b in stack if b.width > 0.9 * box.width]
        if len(wide) < 2 or any(_overlap(box, z.bbox) for z in found) or _belongs_to_figure(scene, box):
            continue
        captioned = _near(scene.tables, box, scene.page) is not None
        if (captioned or len(wide) >= 3) and _tabular(text_rows(_pieces(_lines_in(scene.page, box))), box, not captioned):
            zones.append(TableZone(box, "shades"))
    return zones


def _stacks(bands: list[BBox]) -> list[list[BBox]]:
    """Bands over one another, no farther apart than a few rows, in groups from the top down."""
    stacks: list[list[BBox]] = []
    for band in sorted(bands, key=lambda b: (b.top, b.x0)):
        home = None
        for stack in stacks:
            x0, x1 = min(b.x0 for b in stack), max(b.x1 for b in stack)
            bottom, height = max(b.bottom for b in stack), max(b.height for b in stack)
            common = min(x1, band.x1) - max(x0, band.x0)
            inside = common >= 0.95 * min(band.width, x1 - x0)
            if inside and band.top - bottom <= 3.5 * max(band.height, min(height, 40.0)):
                home = stack
                break
        if home is None:
            stacks.append([band])
        else:
            home.append(band)
    return stacks


def _bands(page: Page) -> list[BBox]:
    """Filled rectangles side by side as one band each; as high as one row or a few, no ground of a page or box."""
    shades = [s.bbox for s in page.shades if not is_white(s.color) and s.bbox.height <= 0.12 * page.height]
    bands: list[BBox] = []
    for box in sorted(shades, key=lambda b: (round(b.top), b.x0)):
        last = bands[-1] if bands else None
        if last and abs(last.top - box.top) <= 1.5 and abs(last.bottom - box.bottom) <= 1.5 and box.x0 - last.x1 <= TOUCH_PT:
            bands[-1] = BBox(last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom))
        else:
            bands.append(box)
    return [b for b in bands if b.width >= MIN_WIDTH_PT and b.height >= 6]


def _with_rows_around(scene: _Scene, stack: list[BBox]) -> BBox:
    """The stack's box with the unshaded row above and below it, where one stands there in several columns."""
    x0, x1 = min(b.x0 for b in stack), max(b.x1 for b in stack)
    top, bottom = min(b.top for b in stack), max(b.bottom for b in stack)
    height = min(b.height for b in stack)
    skip = {id(line) for line in (*scene.tables, *scene.figures, *scene.marks)}
    for _ in range(2):
        for low, high, upward in ((top - 1.3 * height, top, True), (bottom, bottom + 1.3 * height, False)):
            box = BBox(x0, low, x1, high)
            lines = [line for line in _lines_in(scene.page, box) if low <= line.bbox.center[1] <= high]
            rows = text_rows(_pieces([line for line in lines if id(line) not in skip]))
            if len(rows) == 1 and len(rows[0].fragments) >= 2 and not any(id(line) in skip for line in lines):
                if upward:
                    top = min(top, rows[0].top - 1)
                else:
                    bottom = max(bottom, rows[0].bottom + 1)
        if len(stack) < 2:
            break
    return BBox(x0, top, x1, bottom)


# ---------------------------------------------------------------- columns of text under or over a caption


def _captioned(scene: _Scene, found: list[TableZone]) -> list[TableZone]:
    """For each table caption without a zone: the rows of text in columns below it, else above it."""
    zones: list[TableZone] = []
    for caption in scene.tables:
        if any(_near([caption], z.bbox, scene.page) for z in (*found, *zones)):
            continue
        box = _columns_beside(scene, caption, [*found, *zones])
        if box is not None and not any(_overlap(box, z.bbox) for z in (*found, *zones)):
            zones.append(TableZone(box, "columns"))
    return zones


def _columns_beside(scene: _Scene, caption: Line, found: list[TableZone]) -> BBox | None:
    x0, x1 = _page_column(scene, caption)
    stops = {id(line) for line in (*scene.tables, *scene.figures, *scene.marks)}
    lines = [
        line
        for line in scene.page.lines
        if x0 - 2 <= line.x0 and line.x1 <= x1 + 2 and line is not caption and not any(z.holds(line) for z in found)
    ]
    for downward in (True, False):
        side = [k for k in lines if (k.top >= caption.bottom - 2 if downward else k.bottom <= caption.top + 2)]
        rows = text_rows(_pieces(side))
        rows = _block(rows if downward else rows[::-1], caption, stops, scene.page)
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
        if gap > max(2.2 * height, 2.5 * usual if len(pitches) > 2 else 0.0, 14.0) and (taken or gap > CAPTION_REACH_PT):
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
    return taken + _last_lines(taken, waiting)


def _head_lines(waiting: list[TextRow], first: TextRow, caption: Line) -> list[TextRow]:
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
        short = caption.x1 - caption.x0 < 0.6 * width and inside
        if not near or piece.x1 - piece.x0 > 0.4 * width or not (short or piece.x0 > first.fragments[0].x1):
            break
        kept.insert(0, row)
        below = row
    return kept


def _is_prose(row: TextRow, page: Page) -> bool:
    piece = row.fragments[0]
    return piece.x1 - piece.x0 > 0.6 * page.width or (len(piece.text) >= 4 * PROSE_CHARS)


def _last_lines(taken: list[TextRow], waiting: list[TextRow]) -> list[TextRow]:
    """Single lines after the last row that go on in one of its cells: beside no first column, as close as lines stand."""
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


def _page_column(scene: _Scene, caption: Line) -> tuple[float, float]:
    """The x extent of the column of text that the caption stands in; the whole page where its text is in one column."""
    page = scene.page
    y = caption.bbox.center[1]
    walls = [g.x for g in page.gutters if g.top - 30 <= y <= g.bottom + 30]
    walls += [s.at for s in scene.strokes if not s.horizontal and s.length > 0.4 * page.height and s.lo <= y <= s.hi]
    long_lines = [line for line in page.lines if len(line.text) >= PROSE_CHARS and line.x1 - line.x0 > 0.25 * page.width]
    left = [line for line in long_lines if line.x1 < 0.56 * page.width]
    right = [line for line in long_lines if line.x0 > 0.44 * page.width]
    if min(len(left), len(right)) >= 5 and len(left) + len(right) >= 0.8 * len(long_lines):
        walls.append((max(line.x1 for line in left) + min(line.x0 for line in right)) / 2)
    low = max((x for x in walls if x <= caption.x0 + 4), default=0.0)
    high = min((x for x in walls if x >= caption.x1 - 4), default=page.width)
    return low, high
