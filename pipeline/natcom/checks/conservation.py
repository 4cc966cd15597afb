"""Conservation: every number printed on every page, and what accounts for it. Nothing vanishes unseen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from natcom.checks.base import Side, finding, quote, side
from natcom.config import Config
from natcom.identity import Ids
from natcom.layout.enumerators import find_mark
from natcom.model import BBox, Block, BlockKind, Document, Line, Passage
from natcom.records import Box, CoverageItem, Extraction, Finding, Located
from natcom.text.squeeze import squeeze

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNCLAIMED = "unclaimed"
FURNITURE = frozenset(
    kind for kind in BlockKind if list(BlockKind).index(kind) >= list(BlockKind).index(BlockKind.HEADER)
)

# What a language's reading calls a number, and what accounts for it here. "number" is what it knows nothing of.
CLAIMS = {"number": UNCLAIMED, "name": "identifier", "article": "identifier", "address": "identifier"}
CENTER_SLACK = 1.0  # points by which a number's middle may lie outside its cell's box: boxes are rounded, cells padded


class NumberClaim(Protocol):
    """A number of a text as the language reads it: the characters [start, end), and what it is."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def claim(self) -> str: ...


Reader = Callable[[str], Iterable[NumberClaim]]


class _Printed(NamedTuple):
    """A number in a text, and what accounts for it."""

    start: int
    end: int
    claimed_by: str
    record_id: str | None


@dataclass(frozen=True)
class _Claimants:
    """The records that account for numbers, by where they stand."""

    extraction: Extraction

    @cached_property
    def facts(self) -> Mapping[str, list[tuple[int, int, str]]]:
        """(start, end, id) of the facts in each paragraph, caption or footnote."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for fact in self.extraction.facts:
            found[fact.paragraph_id or fact.context].append((fact.char_start, fact.char_end, fact.fact_id))
        return found

    @cached_property
    def cells(self) -> Mapping[int, list[tuple[BBox, str, str]]]:
        """(box, claim, id) of what stands in tables on each page: values first, then labels and other cells."""
        found: dict[int, list[tuple[BBox, str, str]]] = defaultdict(list)
        for value in self.extraction.table_values:
            for box in value.boxes:
                found[box.page].append((BBox(*box.bbox), "table value", value.value_id))
        for table in self.extraction.tables:
            for cell in table.cells:
                if cell.page is not None and cell.bbox is not None:
                    head = cell.row < table.header_rows or cell.col < table.header_cols
                    found[cell.page].append((BBox(*cell.bbox), "label" if head else "cell", table.table_id))
        return found

    @cached_property
    def written(self) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
        """(claim, id) of each number in the cells of tables read from text, by table and number, row by row."""
        values = {(v.table_id, v.row, v.col): v.value_id for v in self.extraction.table_values}
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for table in self.extraction.tables:
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
                value = values.get((table.table_id, cell.row, cell.col))
                head = cell.row < table.header_rows or cell.col < table.header_cols
                claim = ("table value", value) if value else ("label" if head else "cell", table.table_id)
                for match in NUMBER.finditer(cell.text):
                    found[table.table_id, match.group()].append(claim)
        return found

    @cached_property
    def repeated_heads(self) -> Mapping[tuple[int, str], str]:
        """(page, text) of heads that a table repeats on each page that it runs on to, with the table's id."""
        found: dict[tuple[int, str], str] = {}
        for table in self.extraction.tables:
            heads = [cell for cell in table.cells if cell.row < table.header_rows]
            for page in range((table.page_start or 0) + 1, (table.page_end or 0) + 1):
                found |= {(page, squeeze(part)): table.table_id for cell in heads for part in cell.text.splitlines()}
        return found


def cover_numbers(
    document: Document, passages: Sequence[Passage], extraction: Extraction, config: Config, read: Reader
) -> tuple[CoverageItem, ...]:
    """A record for each number printed, in the order of the document's blocks.

    Running text is read whole (`passages`), all else line by line. `read` is the language's reading of numbers.
    """
    book = _Book(document, Ids(document.id))
    claimants = _Claimants(extraction)
    order = {id(line): n for n, line in enumerate(line for block in document.blocks for line in block.lines)}
    items: list[tuple[tuple[int, int], CoverageItem]] = []
    for passage in passages:
        for start, item in _of_passage(book, passage, claimants, read):
            piece, at, _ = next(passage.places(start, len(passage.text)), (None, 0, 0))
            items.append(((order.get(id(piece.line), 0) if piece else 0, at), item))
    covered = _covered(passages)
    for block in document.blocks:
        for line in block.lines:
            gaps = covered.get(id(line), [])
            for printed in _of_line(line, block, config, read):
                if any(start <= printed.start < end for start, end in gaps):
                    continue
                item = book.item(line, block, _placed(book, printed, line, block, claimants))
                items.append(((order[id(line)], printed.start), item))
    return tuple(item for _, item in sorted(items, key=lambda placed: placed[0]))


@dataclass(frozen=True)
class _Book:
    """Makes the records of one document."""

    document: Document
    ids: Ids = field(repr=False)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)  # numbers of tables read from text

    def item(self, line: Line, block: Block, printed: _Printed) -> CoverageItem:
        """A number on one line, outside running text."""
        page = self.document.page(block.page) if block.page else None
        boxes = ((page.number, page.displayed(line.span(printed.start, printed.end))),) if page else ()
        return self.record(line.text[printed.start : printed.end], printed, boxes, line.number)

    def record(
        self, text: str, printed: _Printed, boxes: Sequence[tuple[int, BBox]], number: int | None = None
    ) -> CoverageItem:
        """The record of a number with its boxes as displayed, or its line in a Markdown source."""
        page = boxes[0][0] if boxes else None
        return CoverageItem(
            coverage_id=self.ids.make("number", page, text),
            text=text,
            claimed_by=printed.claimed_by,
            record_id=printed.record_id,
            page=page,
            page_label=self.document.page(page).label if page else None,
            boxes=tuple(Box(page=n, bbox=_rounded(box)) for n, box in boxes),
            line_start=number,
            line_end=number,
        )


def _rounded(box: BBox) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(float(side), 2) for side in box)
    return x0, top, x1, bottom


# ---------------------------------------------------------------- running text


def _of_passage(
    book: _Book, passage: Passage, claimants: _Claimants, read: Reader
) -> Iterator[tuple[int, CoverageItem]]:
    """The numbers of a passage, each with where it begins in it."""
    facts = claimants.facts.get(passage.record_id) or claimants.facts.get(passage.text) or []
    for printed in _numbers(passage.text, read):
        fact = next((f for start, end, f in facts if start < printed.end and printed.start < end), None)
        if fact is not None:
            told = printed._replace(claimed_by="fact", record_id=fact)
        elif printed.claimed_by in ("fact", UNCLAIMED):  # a fact that no record holds is not accounted for
            told = printed._replace(claimed_by=UNCLAIMED, record_id=passage.record_id)
        else:
            told = printed
        lines = passage.line_numbers(told.start, told.end)
        boxes = passage.boxes(told.start, told.end)
        text = passage.text[told.start : told.end]
        yield told.start, book.record(text, told, boxes, lines[0] if lines else None)


def _numbers(text: str, read: Reader) -> Iterator[_Printed]:
    """Each number of the text once: as the language reads it, and digits that it passes over.

    A Han numeral that is part of a word (`name`) is no number.
    """
    taken: set[int] = set()
    found: list[_Printed] = []
    for claim in read(text):
        taken.update(range(claim.start, claim.end))
        if claim.claim != "name" or NUMBER.search(text, claim.start, claim.end):
            found.append(_Printed(claim.start, claim.end, CLAIMS.get(claim.claim, claim.claim), None))
    for match in NUMBER.finditer(text):
        free = "".join(" " if at in taken else text[at] for at in range(match.start(), match.end()))
        for part in NUMBER.finditer(free):
            start = match.start() + part.start()
            found.append(_Printed(start, start + len(part.group()), UNCLAIMED, None))
    return iter(sorted(found))


def _covered(passages: Sequence[Passage]) -> dict[int, list[tuple[int, int]]]:
    """The stretches of each line (by identity) that stand in a passage."""
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        for piece in passage.pieces:
            covered[id(piece.line)].append((piece.offset, piece.offset + piece.end - piece.start))
    return covered


# ---------------------------------------------------------------- all else


def _of_line(line: Line, block: Block, config: Config, read: Reader) -> Iterator[_Printed]:
    """The numbers of a line outside running text; words tell what they are only where they are text to be read."""
    fixed = _claim_of_kind(block.kind)
    if fixed is not None:
        for match in NUMBER.finditer(line.text):
            yield _Printed(match.start(), match.end(), fixed, None)
        return
    mark = find_mark(line.text, config.language.outline) if block.kind in (BlockKind.HEADING, BlockKind.TEXT) else None
    for printed in _numbers(line.text, read):
        if mark is not None and printed.start < mark.end:
            yield printed._replace(claimed_by="enumerator")
        elif block.kind is not BlockKind.TEXT and printed.claimed_by in ("fact", UNCLAIMED):
            yield printed._replace(claimed_by="label")
        else:
            yield printed._replace(claimed_by=UNCLAIMED) if printed.claimed_by == "fact" else printed


def _claim_of_kind(kind: BlockKind) -> str | None:
    """What accounts for all numbers of a block by its kind alone."""
    if kind in FURNITURE:
        return "furniture"
    return {BlockKind.REFERENCE: "reference", BlockKind.FIGURE: "figure", BlockKind.TABLE: UNCLAIMED}.get(kind)


def _placed(book: _Book, printed: _Printed, line: Line, block: Block, claimants: _Claimants) -> _Printed:
    """A number in a table with the value, head or cell that it stands in; others as they are."""
    if block.kind is not BlockKind.TABLE:
        return printed
    if not block.page:
        return _placed_in_text(book, printed, line, claimants)
    x, y = book.document.page(block.page).displayed(line.span(printed.start, printed.end)).center
    for box, claim, record in claimants.cells.get(block.page, []):
        inside = box.x0 - CENTER_SLACK <= x <= box.x1 + CENTER_SLACK
        if inside and box.top - CENTER_SLACK <= y <= box.bottom + CENTER_SLACK:
            return printed._replace(claimed_by=claim, record_id=record)
    table = claimants.repeated_heads.get((block.page, squeeze(line.text)))
    return printed._replace(claimed_by="label", record_id=table) if table else printed


def _placed_in_text(book: _Book, printed: _Printed, line: Line, claimants: _Claimants) -> _Printed:
    """In a text source cells have no boxes: the nth 37 of a table's lines is the nth 37 of its cells, row by row."""
    text = line.text[printed.start : printed.end]
    for table in claimants.extraction.tables:
        if table.line_start is None or not table.line_start <= (line.number or 0) <= (table.line_end or 0):
            continue
        nth = book.seen[table.table_id, text]
        book.seen[table.table_id, text] += 1
        claims = claimants.written.get((table.table_id, text), [])
        if nth < len(claims):
            claim, record = claims[nth]
            return printed._replace(claimed_by=claim, record_id=record)
    return printed


# ---------------------------------------------------------------- findings


def check_conservation(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A finding for each number in running text that nothing accounts for, and one a page for those outside it."""
    texts = {record_id: (record, text) for record_id, record, text in _running_texts(extraction)}
    seen: Counter[tuple[str, str]] = Counter()
    for item in extraction.coverage:
        if item.claimed_by != UNCLAIMED or item.record_id not in texts:
            continue
        record, text = texts[item.record_id]
        seen[item.record_id, item.text] += 1
        shown = _around(text, item.text, seen[item.record_id, item.text])
        place = Side(side(record).record_id, item.page, item.page_label, item.boxes, item.line_start, item.line_end)
        yield finding(extraction, config, "number-unclaimed", [place], found=item.text, context=quote(shown, config))
    lost: dict[int | None, list[CoverageItem]] = defaultdict(list)
    for item in extraction.coverage:
        if item.claimed_by == UNCLAIMED and item.record_id not in texts:
            lost[item.page].append(item)
    for page, items in lost.items():
        boxes = tuple(box for item in items for box in item.boxes)
        place = Side("", page, items[0].page_label, boxes, items[0].line_start, items[-1].line_end)
        shown = quote(", ".join(item.text for item in items), config)
        yield finding(extraction, config, "numbers-unplaced", [place], found=len(items), numbers=shown)


def _running_texts(extraction: Extraction) -> Iterator[tuple[str, Located, str]]:
    for paragraph in extraction.paragraphs:
        yield paragraph.paragraph_id, paragraph, paragraph.text
    for figure in extraction.figures:
        yield figure.figure_id, figure, figure.caption or ""
    for table in extraction.tables:
        yield table.table_id, table, table.caption or ""
    for footnote in extraction.footnotes:
        yield footnote.footnote_id, footnote, footnote.text


CONTEXT = 25  # characters shown on either side of an unclaimed number


def _around(text: str, number: str, nth: int) -> str:
    """The text around the nth place of a number in it."""
    places = [m.start() for m in re.finditer(rf"(?<![\d.,]){re.escape(number)}(?!\d)", text)]
    at = places[min(nth, len(places)) - 1] if places else 0
    return text[max(0, at - CONTEXT) : at + len(number) + CONTEXT]
