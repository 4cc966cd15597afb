"""Tables of a document: zones become grids, grids of several pages one table, with caption, source, notes and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from natcom.config import Config
from natcom.config.language import CaptionWords
from natcom.identity import Ids
from natcom.model import BBox, Block, BlockKind, Document, Line, Page, Passage, Piece, TableTag
from natcom.records import Box, Cell, Section, Table, TableValue
from natcom.stages.tables.captions import BRACKETED, Caption, assign_captions, notes_of, source_of, unit_note_of
from natcom.stages.tables.values import table_values
from natcom.tables.facing import beside, faces, one_title
from natcom.tables.join import goes_on, repeats, stack
from natcom.tables.parts import Part, head_columns, part_of
from natcom.tables.pieces import fragment, text_rows
from natcom.tables.read import build_grid
from natcom.tables.tagged import tag_of, tagged_part

METHOD_CONFIDENCE = {
    "tags": 0.99,
    "grid": 0.98,
    "rules": 0.9,
    "columns": 0.7,
}  # the share of cells read right in 387 tables by six typesetters, with tags and without: 1.00, 0.99, 0.91, 0.70
SAME_PLACE_PT = 4.0  # a form's strip, a line that counts the pages stand at one place on each page
NUMBERS = re.compile(r"\d+")
TITLE_SIZE = 1.2  # times a table's usual size: a title is set as large, a running head seldom
SIDE_PT = 4.0  # tables side by side begin at one height; one that goes on in the next column begins higher there
EMPTY_SHARE = 0.7  # a table with more empty cells than this may have been read with a false grid


@dataclass(frozen=True, slots=True)
class TablesResult:
    """The tables in reading order, their values in long form, and the passages of their captions."""

    tables: tuple[Table, ...]
    table_values: tuple[TableValue, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A table before it becomes a record: the indices of its blocks, its caption, its grid."""

    blocks: tuple[int, ...]
    caption: Caption | None
    part: Part


def extract_tables(document: Document, sections: Sequence[Section | None], config: Config) -> TablesResult:
    """All tables of the document; `sections` are parallel to its blocks: the section that each stands in."""
    words = config.language.captions
    indices = [i for i, b in enumerate(document.blocks) if b.kind is BlockKind.TABLE and b.lines and b.page]
    captions = assign_captions(document, indices, words)
    hints = {hint.number: hint for hint in config.edition.tables} if config.edition else {}
    found = []
    for group, tag in _grouped(document, indices):
        caption = next((captions[i] for i in group if i in captions), None)
        hint = hints.get(caption.number) if caption and caption.number else None
        blocks = [document.blocks[i] for i in group]
        head = hint.header_rows if hint else None
        if tag is not None and not (hint and hint.columns):
            part = tagged_part(document, blocks, tag, head)
        else:
            columns = hint.columns if hint else ()
            part = part_of(build_grid(document.page(blocks[0].page), blocks[0].bbox, blocks[0].lines, columns), head)
        found.append(_Found(group, caption, part))
    joined = _over_pages(document, _facing(document, found))
    ids = Ids(document.id)
    tables: list[Table] = []
    passages: list[Passage] = []
    for item in joined:
        table = _record(document, item, sections, words, ids)
        tables.append(_with_unit(table, tables))
        passages += _passage(document, table, item.caption)
    values = table_values(tables, config, document.id)
    return TablesResult(tuple(tables), values, tuple(passages))


def _grouped(document: Document, indices: Sequence[int]) -> list[tuple[tuple[int, ...], TableTag | None]]:
    """The table blocks, those together that the file's structure has as one table over several pages."""
    groups: list[tuple[tuple[int, ...], TableTag | None]] = []
    for index in indices:
        tag = tag_of(document.blocks[index])
        if groups and tag is not None and (last := groups[-1][1]) is not None and last.key == tag.key:
            groups[-1] = ((*groups[-1][0], index), tag)
        else:
            groups.append(((index,), tag))
    return groups


# ---------------------------------------------------------------- over pages


def _facing(document: Document, found: Sequence[_Found]) -> list[_Found]:
    """Tables spread over two facing pages put together side by side."""
    result: list[_Found] = []
    for item in found:
        before = result[-1] if result else None
        if before is not None and item.caption is None and _faces(document, before, item):
            result[-1] = _Found(before.blocks + item.blocks, before.caption, beside(before.part, item.part))
        else:
            result.append(item)
    return result


def _faces(document: Document, before: _Found, item: _Found) -> bool:
    """Whether a table is the right half of the one before: a title over both pages tells, else what stands between."""
    last, first = document.blocks[before.blocks[-1]], document.blocks[item.blocks[0]]
    if first.page != last.page + 1:
        return False
    titled = one_title((document.page(last.page), last.bbox), (document.page(first.page), first.bbox))
    if not titled:
        return _next_page(document, before, item) and faces(before.part, item.part)
    between = document.blocks[before.blocks[-1] + 1 : item.blocks[0]]
    others = any(b.kind is BlockKind.TABLE or (b.kind is BlockKind.CAPTION and b.target == "table") for b in between)
    return not others and faces(before.part, item.part, titled=True)


def _over_pages(document: Document, found: Sequence[_Found]) -> list[_Found]:
    """Tables that go on on the next page put together."""
    result: list[_Found] = []
    again: set[int] = set()
    for item in found:
        strip = _repeated_strip(document, result, item)
        if strip is not None:
            again.update(item.blocks)
            form = result[strip]
            result[strip] = _Found(form.blocks + item.blocks, form.caption, stack(form.part, item.part))
            continue
        before = result[-1] if result else None
        if before is not None and _continues(document, before, item, again):
            caption = before.caption or item.caption
            result[-1] = _Found(before.blocks + item.blocks, caption, stack(before.part, item.part))
        else:
            result.append(item)
    return result


def _repeated_strip(document: Document, found: Sequence[_Found], item: _Found) -> int | None:
    """Which of the tables found the strip on top of a form is, printed again over the rest of the form's table."""
    page, box = item.part.boxes[0]
    if item.caption is not None:
        return None
    for i in range(len(found) - 2, -1, -1):  # the form's table, the last one found, stands between
        last, place = found[i].part.boxes[-1]
        if last.number < page.number - 1:
            break
        same = abs(place.top - box.top) <= SAME_PLACE_PT and abs(place.x0 - box.x0) <= SAME_PLACE_PT
        if last.number == page.number - 1 and same and repeats(found[i].part, item.part):
            return i
    return None


def _continues(document: Document, before: _Found, item: _Found, again: Set[int]) -> bool:
    if item.caption is not None and before.caption is not None:
        same = item.caption.number == before.caption.number and item.caption.number is not None
        later = document.blocks[item.blocks[0]].page > document.blocks[before.blocks[-1]].page
        return same and (item.caption.continued or later) and before.part.n_cols == item.part.n_cols
    if item.caption is not None and item.caption.index < item.blocks[0]:
        return False
    if before.caption is not None and before.caption.index > before.blocks[-1]:
        return False  # a caption below ends a table
    return (
        _next_page(document, before, item, again)
        and goes_on(before.part, item.part)
        and not _titled_anew(before.part, item.part)
    )


def _titled_anew(before: Part, item: Part) -> bool:
    """Whether another title is printed over the table than over the page before; of a spread, over its first page."""
    if len(before.boxes) < len(item.boxes):
        return False
    page, box = before.boxes[-len(item.boxes)]
    ours, theirs = _title(page, box), _title(*item.boxes[0])
    if ours is None or theirs is None:
        return False
    printed = {_without_mark(row) for row in _printed_rows(_lines_over(page, box))}
    return not set(theirs) <= printed  # a chapter's heading may stand over the title, larger than it


def _title(page: Page, box: BBox) -> tuple[str, ...] | None:
    """The largest lines over a table, without marks of continuation; None where none is larger than its text."""
    own = sorted(line.size for line in page.lines if box.top <= line.bbox.center[1] <= box.bottom)
    above = _lines_over(page, box)
    largest = max((_largest(line) for line in above), default=0.0)
    if not own or largest < TITLE_SIZE * own[len(own) // 2]:
        return None
    return tuple(_without_mark(row) for row in _printed_rows([k for k in above if _largest(k) > largest - 0.5]))


def _lines_over(page: Page, box: BBox) -> list[Line]:
    return [line for line in page.lines if not line.turned and line.bottom <= box.top + 4]


def _largest(line: Line) -> float:
    """The size of a line's largest characters: a date set close under a title may be read as one line with it."""
    return max((run.size for run in line.runs), default=line.size)


def _without_mark(title: str) -> str:
    return BRACKETED.sub("", title)


def _next_page(document: Document, before: _Found, item: _Found, again: Set[int] = frozenset()) -> bool:
    """Whether the table is the first thing on the page after, or in its next column, and no text stands between.

    `again` are blocks of strips that a form prints on each of its pages.
    """
    last, first = before.blocks[-1], item.blocks[0]
    upper, lower = document.blocks[last], document.blocks[first]
    column = lower.page == upper.page and lower.bbox.x0 >= upper.bbox.x1 and lower.bbox.top < upper.bbox.top - SIDE_PT
    if lower.page != upper.page + 1 and not column:
        return False
    between = [document.blocks[i] for i in range(last + 1, first) if i not in again]
    return not any(_parts(document, block, upper, lower) for block in between)


def _parts(document: Document, block: Block, last: Block, first: Block) -> bool:
    """Whether a block between two tables parts them: text does, a short title over each page of a table does not."""
    if block.kind in (BlockKind.TABLE, BlockKind.CAPTION, BlockKind.SOURCE):
        return True
    if block.kind in (BlockKind.TEXT, BlockKind.HEADING):
        rows = _printed_rows(block.lines)
        title = sum(map(len, rows)) <= 40 and len(rows) <= 2
        over = block.page == first.page and block.bbox.bottom <= first.bbox.top + 4
        return not (title and over and _repeated(document, block, rows, last))
    return False


def _repeated(document: Document, block: Block, rows: Sequence[str], last: Block) -> bool:
    """Whether the page before has the same title over its table, lower down where more text stands above it.

    At the same height its numbers may differ: it counts the pages.
    """
    above = [k for k in document.page(last.page).lines if not k.turned and k.bottom <= last.bbox.top + 4]
    printed = {_without_mark(row) for row in (*_printed_rows(above), *("".join(k.text.split()) for k in above))}
    level = {NUMBERS.sub("#", "".join(k.text.split())) for k in above if abs(k.top - block.bbox.top) <= SAME_PLACE_PT}
    return all(_without_mark(row) in printed or NUMBERS.sub("#", row) in level for row in rows)


def _printed_rows(lines: Sequence[Line]) -> list[str]:
    """The text on each baseline without blanks: a title may be set with wide ones between its characters."""
    pieces = (fragment(line, 0, len(line.text)) for line in lines)
    return ["".join("".join(f.text.split()) for f in row.fragments) for row in text_rows(p for p in pieces if p)]


# ---------------------------------------------------------------- records


def _record(
    document: Document, item: _Found, sections: Sequence[Section | None], words: CaptionWords, ids: Ids
) -> Table:
    caption, part = item.caption, item.part
    place = caption.index if caption else item.blocks[0]
    section = sections[place] if place < len(sections) else None
    boxes = tuple(Box(page=page.number, bbox=_rounded(page, box)) for page, box in part.boxes)
    first, last = item.blocks[0], item.blocks[-1]
    number = caption.number if caption else None
    cells = tuple(
        Cell(
            row=c.row,
            col=c.col,
            rowspan=c.rowspan,
            colspan=c.colspan,
            text=c.text,
            page=c.page.number,
            bbox=_rounded(c.page, c.bbox),
        )
        for c in part.cells
    )
    content = number or (caption.text if caption else None) or "".join(c.text for c in part.cells[:40])
    return Table(
        table_id=ids.make("tab", content),
        number=number,
        label=caption.label if caption else None,
        caption=caption.text if caption else None,
        source=source_of(document, last, words) or (source_of(document, first, words) if first != last else None),
        notes=notes_of(document, last, words),
        unit_note=_unit_note(document, item, words),
        section_id=section.section_id if section else None,
        section_path=section.path if section else None,
        page=boxes[0].page,
        page_label=document.page(boxes[0].page).label,
        boxes=boxes,
        page_start=boxes[0].page,
        page_end=boxes[-1].page,
        n_rows=part.n_rows,
        n_cols=part.n_cols,
        header_rows=part.head,
        header_cols=head_columns(part),
        method=f"{part.method}: {', '.join(part.evidence)}",
        confidence=_confidence(part),
        cells=cells,
    )


def _unit_note(document: Document, item: _Found, words: CaptionWords) -> str | None:
    """The unit that stands beside the table, on whichever of its pages: a spread has it over its right half."""
    notes = (unit_note_of(document, block, item.caption, words) for block in item.blocks)
    return next((note for note in notes if note), None)


def _with_unit(table: Table, before: Sequence[Table]) -> Table:
    """The table with the unit of the one over it on its first page, where both stand under one title on a form."""
    over = before[-1] if before else None
    if over is None or table.unit_note or table.caption or over.caption or over.page != table.page:
        return table
    return table.model_copy(update={"unit_note": over.unit_note})


def _rounded(page: Page, box: BBox) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = page.displayed(box)
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _confidence(part: Part) -> float:
    """How far the structure can be trusted: by how it was found, less where most is empty or a row stands alone."""
    trust = METHOD_CONFIDENCE.get(part.method, 0.8)
    places = part.n_rows * part.n_cols
    empty = sum(c.rowspan * c.colspan for c in part.cells if not c.text)
    if empty > EMPTY_SHARE * places:
        trust -= 0.25
    if part.n_rows < 2 or part.n_cols < 2:
        trust -= 0.3
    return round(max(trust, 0.0), 2)


def _passage(document: Document, table: Table, caption: Caption | None) -> list[Passage]:
    """The caption's passage, each character of which leads back to its line."""
    if caption is None or not table.caption:
        return []
    block = document.blocks[caption.index]
    page = document.page(block.page)
    pieces: list[Piece] = []
    at = 0
    for line in block.lines:
        starts = (n for n in range(len(line.text)) if table.caption.startswith(line.text[n:].rstrip(), at))
        start = next(starts, None)
        if start is not None:
            end = at + len(line.text[start:].rstrip())
            pieces.append(Piece(at, end, page, line, start))
            at = end + (table.caption[end : end + 1] == " ")
    return [
        Passage(table.caption, "table caption", table.table_id, table.section_id, table.section_path, tuple(pieces))
    ]
