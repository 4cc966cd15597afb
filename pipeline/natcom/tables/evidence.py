"""What the finders of tables look at: a page with its strokes and captions, and what stands beside a box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from natcom.config.language import LanguageConfig
from natcom.model import BBox, Line, Page
from natcom.tables.pieces import Fragment, TextRow, cut_at_gaps, fragment, is_number, text_rows
from natcom.tables.strokes import Stroke, is_white, page_strokes
from natcom.tables.textcolumns import text_columns

MIN_WIDTH_PT, MIN_HEIGHT_PT = 60.0, 18.0  # smaller than two cells of the smallest print
CAPTION_REACH_PT = 46.0  # a caption stands at most this far from its table: a line of space and a unit note between
TEXT_BETWEEN = 3  # lines of text between a caption and a box: it then belongs to something else
PROSE_CHARS = 14  # a line with as many characters is running text unless it stands in a cell
LEADER = re.compile(r"[.．·\u30fb‧…⋯_]{4,}|(?:[.·]\s){4,}")


@dataclass(frozen=True, slots=True)
class TableZone:
    """The box of one table's grid on its page, in the reading frame: caption, source, notes outside the rules left out.

    `method` says how it was found: tags (the file's own structure), grid, rules (horizontal ones only), shades,
    columns (text alone, under a caption).
    """

    bbox: BBox
    method: str

    def holds(self, line: Line) -> bool:
        """Whether the line's middle lies in the zone."""
        x, y = line.bbox.center
        box = self.bbox
        return box.x0 - 2 <= x <= box.x1 + 2 and box.top - 1 <= y <= box.bottom + 1


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What the finders look at: a page, its strokes, and its lines that announce themselves.

    `marks` are sources, notes and units; `closing` the sources and notes among them, `units` the units.
    """

    page: Page
    strokes: tuple[Stroke, ...]
    tables: tuple[Line, ...]
    figures: tuple[Line, ...]
    marks: tuple[Line, ...]
    closing: tuple[Line, ...] = ()
    units: tuple[Line, ...] = ()


def evidence_of(page: Page, config: LanguageConfig) -> PageEvidence:
    words = config.captions
    plain = [line for line in page.lines if not LEADER.search(line.text)]
    contents = len(page.lines) - len(plain) >= 3
    tables = () if contents else tuple(line for line in plain if _is_caption(line, words.table.regex))
    figures = tuple(line for line in plain if words.figure.regex.match(line.text))
    closing = tuple(line for line in plain if words.source.regex.match(line.text) or words.note.regex.match(line.text))
    units = tuple(line for line in plain if words.unit.regex.match(line.text))
    return PageEvidence(page, page_strokes(page), tables, figures, (*closing, *units), closing, units)


def _is_caption(line: Line, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(line.text))


def overlap(a: BBox, b: BBox) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.bottom, b.bottom) - max(a.top, b.top) > 2


def lines_in(page: Page, box: BBox) -> list[Line]:
    zone = TableZone(box, "")
    return [line for line in page.lines if zone.holds(line)]


def pieces_of_lines(lines: Sequence[Line]) -> list[Fragment]:
    wholes = (fragment(line, 0, len(line.text)) for line in lines)
    return [part for whole in wholes if whole for part in cut_at_gaps(whole)]


def near(lines: Sequence[Line], box: BBox, seen: PageEvidence) -> Line | None:
    """The caption among the lines that stands right above or below the box, with no running text between."""
    found = _nearest(lines, box, seen)
    return found[1] if found else None


def is_captioned(seen: PageEvidence, box: BBox) -> bool:
    """Whether a table's caption stands next to the box, and no figure's stands nearer."""
    table, figure = _nearest(seen.tables, box, seen), _nearest(seen.figures, box, seen)
    return table is not None and (figure is None or table[0] <= figure[0])


def _nearest(lines: Sequence[Line], box: BBox, seen: PageEvidence) -> tuple[float, Line] | None:
    """The nearest caption and its distance; sources, notes and units between the two do not count."""
    best: tuple[float, Line] | None = None
    for line in lines:
        if line.x1 < box.x0 - 20 or line.x0 > box.x1 + 20:
            continue
        between = _between(line, box, seen)
        gap = box.top - line.bottom if line.bottom <= box.top + 4 else line.top - box.bottom
        gap -= sum(other.bottom - other.top for other in between if _is_mark(other, seen))
        if len([other for other in between if not _is_mark(other, seen)]) >= TEXT_BETWEEN:
            continue
        if -6 <= gap <= CAPTION_REACH_PT and (best is None or gap < best[0]):
            best = (gap, line)
    return best


def _between(line: Line, box: BBox, seen: PageEvidence) -> list[Line]:
    """The lines between the caption and the box, in the box's columns."""
    low, high = (line.bottom, box.top) if line.bottom <= box.top + 4 else (box.bottom, line.top)
    if high - low > 3 * CAPTION_REACH_PT:
        return [line] * TEXT_BETWEEN  # too far, whatever stands there
    return [k for k in seen.page.lines if low <= k.bbox.center[1] <= high and k.x0 < box.x1 and k.x1 > box.x0]


def _is_mark(line: Line, seen: PageEvidence) -> bool:
    return any(line is mark for mark in seen.marks)


def belongs_to_figure(seen: PageEvidence, box: BBox) -> bool:
    """Whether a figure's caption stands next to the box and no table's does, or pictures fill it."""
    page = seen.page
    if is_captioned(seen, box):
        return False
    if near(seen.figures, box, seen) is not None:
        return True
    area = box.width * box.height
    for picture in page.pictures:
        b = picture.bbox
        common = max(0.0, min(b.x1, box.x1) - max(b.x0, box.x0)) * max(
            0.0, min(b.bottom, box.bottom) - max(b.top, box.top)
        )
        if common > 0.3 * area:
            return True
    return False


def is_tabular(rows: list[TextRow], box: BBox, strict: bool) -> bool:
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
    if numbers == len(pieces) and len(several) < len(rows):
        return False  # values strewn over a chart; a table names its rows, or has them whole
    prose = sum(len(f.text) >= PROSE_CHARS for f in pieces)
    return len(several) >= 0.5 * len(rows) and (numbers >= 0.25 * len(pieces) or prose <= 0.2 * len(pieces))


def is_chart(seen: PageEvidence, box: BBox, rules: Sequence[Stroke]) -> bool:
    """Whether rules are a chart's: scale values stand at their height, or bars of different heights among them."""
    rows = text_rows(pieces_of_lines(lines_in(seen.page, box)))
    through = sum(any(abs(row.middle - s.at) <= 0.25 * (row.bottom - row.top) for s in rules) for row in rows)
    if through >= 3 or (rows and through >= 0.3 * len(rows)):
        return True
    bars = [
        shade.bbox
        for shade in seen.page.shades
        if not is_white(shade.color) and overlap(shade.bbox, box) and shade.bbox.width < 0.25 * box.width
    ]
    tops = {round(b.top / 3) for b in bars}
    tall = [b for b in bars if b.height > 0.8 * b.width]
    return len(tall) >= 4 and len(tops) >= 4
