"""Rows that go on in a table's columns without a rule: below its head to its end, and on the page after."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from natcom.config.language import LanguageConfig
from natcom.geometry import union
from natcom.model import BBox, Page
from natcom.tables.evidence import PageEvidence, TableZone, evidence_of, lines_in, overlap, pieces_of_lines
from natcom.tables.find.tags import GOING_ON
from natcom.tables.pieces import Fragment, TextRow, is_number, text_rows
from natcom.tables.strokes import Stroke

ROW_GAP = 2.2  # line heights of white between two rows of a table at most
LINE_GAP = 0.9  # line heights of white between two lines of one cell at most
SAME_SIZE = 0.15  # of a row's type size that the next row's may differ by: a heading is larger
EDGE_PT = 2.0  # a fragment that begins this near to a column's edge may reach over the next: blanks may be narrow
MAX_WAITING = 2  # lines alone between two rows: titles of groups
LONG_TITLE = 0.5  # of the table's width: a longer line alone over several columns is running text
RULE_REACH_PT = 10.0  # a table's last rule stands this near under its last row
CELL_SHARE = 0.2  # of the page's height that a row between two rules has at most
SHORT_HEAD = 8  # text rows between two rules that may be a head alone
OPEN_METHODS = ("rules", "shades", "columns")  # how tables are found whose ends nothing closes
HEAD_REACH_PT = 50.0  # the rows of a head printed again end no farther above the first row in the file's structure
FURNITURE_ROWS = 3  # rows of running headers on top of a page at most


@dataclass(frozen=True, slots=True)
class _Columns:
    """The extents of a table's columns from left to right, and the type size of its rows."""

    extents: tuple[tuple[float, float], ...]
    size: float

    def hits(self, piece: Fragment) -> list[int]:
        return [i for i, (low, high) in enumerate(self.extents) if piece.x0 < high and piece.x1 > low]

    def fit(self, row: TextRow) -> bool:
        """Whether the row's fragments stand in columns of their own, in at least two and in half of them if many.

        A number set to the right may stand behind its head that is set to the left, each between two heads.
        """
        count = len(row.fragments)
        if count < max(2, len(self.extents) // 2) or not self.same_size(row):
            return False
        hits = [self.hits(piece) for piece in row.fragments]
        single: list[float] = [h[0] for h in hits if len(h) == 1]
        single += [self.behind(f) for f, h in zip(row.fragments, hits, strict=True) if not h and is_number(f.text)]
        starts = [low for low, _ in self.extents]
        bridging = sum(
            len(h) > 1 and not any(abs(f.x0 - x) <= EDGE_PT for x in starts)
            for f, h in zip(row.fragments, hits, strict=True)
        )
        return len(single) == len(set(single)) and 2 * len(single) >= count and bridging <= count // 3

    def behind(self, piece: Fragment) -> float:
        """The place of a fragment between two columns: half a column on from the one before it."""
        return sum(high <= piece.x0 for _, high in self.extents) - 0.5

    def moved(self, shift: float) -> _Columns:
        return replace(self, extents=tuple((low + shift, high + shift) for low, high in self.extents))

    def same_size(self, row: TextRow) -> bool:
        return abs(row.fragments[0].size - self.size) <= SAME_SIZE * self.size

    def with_row(self, row: TextRow) -> _Columns:
        """The columns widened by the row's fragments, as far as they stay apart, and new ones between them."""
        extents = list(self.extents)
        for piece in row.fragments:
            hits = [i for i, (low, high) in enumerate(extents) if piece.x0 < high and piece.x1 > low]
            if not hits:
                extents.append((piece.x0, piece.x1))
            elif len(hits) == 1:
                low, high = extents[hits[0]]
                wider = (min(low, piece.x0), max(high, piece.x1))
                others = [e for i, e in enumerate(extents) if i != hits[0]]
                if not any(wider[0] < e[1] and wider[1] > e[0] for e in others):
                    extents[hits[0]] = wider
        return replace(self, extents=tuple(sorted(extents)))


def columns_of(rows: Sequence[TextRow]) -> _Columns:
    """The columns of the rows, by narrow fragments first: one over several joins those that no row has side by side."""
    numbered = [(n, piece) for n, row in enumerate(rows) for piece in row.fragments]
    columns: list[list[tuple[int, Fragment]]] = []
    for n, piece in sorted(numbered, key=lambda item: (item[1].x1 - item[1].x0, item[1].x0)):
        hits = [c for c in columns if any(piece.x0 < f.x1 and piece.x1 > f.x0 for _, f in c)]
        together = [row for c in hits for row in {row for row, _ in c}]
        if len(hits) > 1 and len(together) > len(set(together)):
            continue
        columns = [c for c in columns if not any(c is h for h in hits)]
        columns.append([(n, piece), *(item for c in hits for item in c)])
    sizes = sorted(piece.size for _, piece in numbered)
    extents = sorted((min(f.x0 for _, f in c), max(f.x1 for _, f in c)) for c in columns)
    return _Columns(tuple(extents), sizes[len(sizes) // 2] if sizes else 0.0)


def may_be_head(seen: PageEvidence, box: BBox, rules: Sequence[Stroke]) -> bool:
    """Whether two rules may hold a head alone, so that the rows stand below them."""
    return len(rules) == 2 and len(text_rows(pieces_of_lines(lines_in(seen.page, box)))) <= SHORT_HEAD


def with_rows_below(seen: PageEvidence, box: BBox) -> BBox:
    """The box with all rows below it that go on in its columns, to a caption, a source, running text or wide white."""
    columns = columns_of(text_rows(pieces_of_lines(lines_in(seen.page, box))))
    room = BBox(box.x0, box.bottom, box.x1, seen.page.height)
    lines = [line for line in lines_in(seen.page, room) if line.bbox.center[1] > box.bottom]
    end = _run(seen, text_rows(pieces_of_lines(lines)), columns, box)
    return box if end is None else box._replace(bottom=_at_rule(seen, box, end))


def _run(seen: PageEvidence, rows: Sequence[TextRow], columns: _Columns, box: BBox) -> float | None:
    """The lower edge of the last of the rows that goes on in the columns; None where the first does not."""
    stops = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    edge, end = box.bottom, None
    waiting = 0
    for row in rows:
        height = row.bottom - row.top
        gap = row.top - edge
        if gap > ROW_GAP * height or any(id(f.line) in stops for f in row.fragments):
            break
        if columns.fit(row):
            columns = columns.with_row(row)
            end, waiting = row.bottom, 0
        elif _goes_on(row, columns) and (len(row.fragments) > 1 or (gap < LINE_GAP * height and waiting == 0)):
            end, waiting = row.bottom, 0
        elif len(row.fragments) == 1 and _may_be_title(row.fragments[0], columns, box) and waiting < MAX_WAITING:
            waiting += 1
        else:
            break
        edge = row.bottom
    return end


def _goes_on(row: TextRow, columns: _Columns) -> bool:
    """Whether the row is more lines of cells: each fragment in one column, no two in the same."""
    hits = [columns.hits(piece) for piece in row.fragments]
    return columns.same_size(row) and all(len(h) == 1 for h in hits) and len({h[0] for h in hits}) == len(hits)


def _may_be_title(piece: Fragment, columns: _Columns, box: BBox) -> bool:
    return abs(piece.size - columns.size) <= SAME_SIZE * columns.size and piece.x1 - piece.x0 < LONG_TITLE * box.width


def _rules_below(seen: PageEvidence, box: BBox, y: float) -> list[float]:
    """The heights of the rules over the box's width from a height on, from the top."""
    wide = [
        s for s in seen.strokes if s.horizontal and s.lo <= box.x0 + RULE_REACH_PT and s.hi >= box.x1 - RULE_REACH_PT
    ]
    return sorted(s.at for s in wide if s.at > y)


def _down_rules(seen: PageEvidence, box: BBox) -> BBox:
    """The box down to the last of its rules, as long as nothing but rows stands between one and the next."""
    stops = {id(line) for line in (*seen.tables, *seen.figures, *seen.marks)}
    for y in _rules_below(seen, box, box.bottom + 1):
        between = lines_in(seen.page, box._replace(top=box.bottom, bottom=y))
        beside = any(line.x0 < box.x0 - 2 or line.x1 > box.x1 + 2 or id(line) in stops for line in between)
        if beside or not between or y - box.bottom > CELL_SHARE * seen.page.height:
            break
        box = box._replace(bottom=y)
    return box


def _at_rule(seen: PageEvidence, box: BBox, end: float) -> float:
    """The height of the rule right under the last row, else a point below the row."""
    nearest = min(_rules_below(seen, box, end - 1), default=end + 2 * RULE_REACH_PT)
    return nearest if nearest <= end + RULE_REACH_PT else end + 1


# ---------------------------------------------------------------- the page after


def with_pages_after(
    pages: Sequence[Page],
    zones: Mapping[int, tuple[TableZone, ...]],
    furniture: Mapping[tuple[int, int], object],
    config: LanguageConfig,
) -> dict[int, tuple[TableZone, ...]]:
    """The zones of each page, with those rows on top of a page that go on with the last table of the page before.

    `furniture` has the lines (page, index) that look like running headers and footers.
    """
    result = dict(zones)
    for before, page in itertools.pairwise(pages):
        last = max(result[before.number], key=lambda z: z.bbox.bottom, default=None)
        if last is None or abs(before.width - page.width) > 1 or not _ends_page(before, last, furniture):
            continue
        seen = evidence_of(page, config)
        shift = _left_edge(page) - _left_edge(before)
        moves = (0.0,) if abs(shift) <= EDGE_PT else (0.0, shift)
        box = next((b for x in moves if (b := _rows_on_top(seen, before, last, x, furniture))), None)
        if box is None:
            continue
        result[page.number] = _united(result[page.number], TableZone(box, last.method))
    return result


def _left_edge(page: Page) -> float:
    """Where the page's text begins: facing pages may have margins of their own."""
    return min((line.x0 for line in page.lines if not line.turned), default=0.0)


def _united(zones: Sequence[TableZone], top: TableZone) -> tuple[TableZone, ...]:
    """The zones of a page with the one on its top, which takes in those it meets unless lines or tags bound them."""
    near = top.bbox._replace(bottom=top.bbox.bottom + HEAD_REACH_PT)
    bounded = [z for z in zones if z.method not in OPEN_METHODS and overlap(z.bbox, near)]
    if any(z.method != GOING_ON or z.bbox.top <= top.bbox.top + EDGE_PT for z in bounded):
        return tuple(zones)
    met = union(z.bbox for z in (top, *bounded, *(z for z in zones if overlap(z.bbox, top.bbox))))
    whole = TableZone(met._replace(top=top.bbox.top), GOING_ON if bounded else top.method)
    others = [z for z in zones if not overlap(z.bbox, whole.bbox)]
    return tuple(sorted((whole, *others), key=lambda z: (z.bbox.top, z.bbox.x0)))


def _ends_page(page: Page, zone: TableZone, furniture: Mapping[tuple[int, int], object]) -> bool:
    """Whether nothing but furniture stands below the table."""
    return not any(
        line.top > zone.bbox.bottom and (page.number, i) not in furniture and not line.turned
        for i, line in enumerate(page.lines)
    )


def _rows_on_top(
    seen: PageEvidence, before: Page, zone: TableZone, shift: float, furniture: Mapping[tuple[int, int], object]
) -> BBox | None:
    """The box of the rows on top of the page that go on in the zone's columns, all of them `shift` points to the right.

    None where other text comes first.
    """
    page = seen.page
    known = text_rows(pieces_of_lines(lines_in(before, zone.bbox)))
    columns = columns_of(known).moved(shift)
    box = zone.bbox._replace(x0=zone.bbox.x0 + shift, x1=zone.bbox.x1 + shift)
    texts = {f.text for row in known for f in row.fragments}
    labelled = {id(line) for i, line in enumerate(page.lines) if (page.number, i) in furniture}
    lines = [line for line in page.lines if not line.turned]
    top: float | None = None
    rows = text_rows(pieces_of_lines(lines))
    for n, row in enumerate(rows):
        again = _within(row, box) and all(f.text in texts for f in row.fragments)
        if columns.fit(row) and _within(row, box):
            start = BBox(box.x0, (row.top if top is None else top) - 1, box.x1, row.bottom)
            end = _run(seen, _until_other(rows[n + 1 :], box), columns, start)
            if end is None and len(row.fragments) < max(3, len(columns.extents) - 1):
                return None
            return _down_rules(seen, start._replace(bottom=_at_rule(seen, start, row.bottom if end is None else end)))
        if again:
            top = row.top if top is None else top
        elif n >= FURNITURE_ROWS or not _is_furniture(row, labelled):
            return None
    return None


def _within(row: TextRow, box: BBox) -> bool:
    return box.x0 - 2 <= row.fragments[0].x0 and row.fragments[-1].x1 <= box.x1 + 2


def _until_other(rows: Sequence[TextRow], box: BBox) -> list[TextRow]:
    """The rows up to the first that reaches out of the box."""
    kept: list[TextRow] = []
    for row in rows:
        if not _within(row, box):
            break
        kept.append(row)
    return kept


def _is_furniture(row: TextRow, labelled: set[int]) -> bool:
    return all(id(f.line) in labelled for f in row.fragments)


__all__ = ["columns_of", "may_be_head", "with_pages_after", "with_rows_below"]
