"""The document as it stands on the page: glyphs, lines, blocks, passages. After layout none of it changes.

Coordinates are points from the top left of the page, x to the right and y downwards, in the page's reading frame: the
page as displayed, or turned by `Page.turn` degrees where its text runs sideways (`Page.displayed` turns a box back).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class BBox(NamedTuple):
    """A rectangle; `top` < `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class TaggedCell(NamedTuple):
    """A cell of a table in the file's own structure: its place in the grid, and whether it is marked as a head."""

    row: int
    col: int
    rowspan: int
    colspan: int
    head: bool


class TableTag(NamedTuple):
    """A table of the file's own structure: its cells overlap nowhere. The key is the same on all its pages.

    Empty ones may be missing, and those after them in their row then stand too far to the left.
    """

    key: str
    cells: tuple[TaggedCell, ...]


class CellTag(NamedTuple):
    """The cell `table.cells[position]`."""

    table: TableTag
    position: int

    @property
    def place(self) -> TaggedCell:
        return self.table.cells[self.position]


class Glyph(NamedTuple):
    """A character as the PDF draws it. `text` is raw, as the file maps it.

    `rotation` is 0, 90, 180 or 270 degrees clockwise, 45 for any slope.

    `tag` names the paragraph-level element of the file's own structure that it belongs to, as `role:key`; `cell` is the
    table cell of that structure.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    font: str
    size: float
    color: int
    rotation: int
    bold: bool
    tag: str | None = None
    cell: CellTag | None = None

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)


class Ruling(NamedTuple):
    """A straight horizontal or vertical stroke (a drawn line, a thin filled rectangle, or the side of a stroked one).

    For a horizontal one top == bottom is its middle; for a vertical one x0 == x1. `width` is its thickness in points,
    `color` is 0xRRGGBB.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    width: float
    color: int

    @property
    def horizontal(self) -> bool:
        return self.top == self.bottom

    @property
    def length(self) -> float:
        return self.x1 - self.x0 if self.horizontal else self.bottom - self.top


class Shade(NamedTuple):
    """A filled rectangle that is too thick for a ruling: a striped row, a text box's ground. `color` 0xRRGGBB."""

    bbox: BBox
    color: int


class Picture(NamedTuple):
    """An image, or a connected drawing of paths (`vector`) that is neither ruling nor shade alone."""

    bbox: BBox
    vector: bool


class Gutter(NamedTuple):
    """A vertical strip around `x`, free of text from `top` to `bottom`, with columns of text on both sides."""

    x: float
    top: float
    bottom: float


class Run(NamedTuple):
    """A stretch [start, end) of a line's text in one style. `rise` is 1 for superscript, -1 for subscript, 0 else."""

    start: int
    end: int
    size: float
    bold: bool
    rise: int
    font: str
    color: int


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A horizontal run of characters without a wide gap: a line of a paragraph, or the line of one table cell.

    `text` is normalised; `x0s[i]`, `x1s[i]` bound its i-th character (an inserted blank has the gap's bounds).
    `raw` holds each character as the file has it where that differs anywhere, else None; an entry is "" for a
    character that shares a raw one with its neighbour. From Markdown: `number` is the line's number, bounds are empty.
    `turned`: its text runs against the reading frame (a label up a figure's side); all bounds are those of the whole.
    `tag`: the structure element, as for a glyph, that most of its characters belong to; `cell`: the table cell of the
    file's own structure that all of them stand in. `size` is the font size of its
    longest run, `bold` whether most of its characters are.
    """

    text: str
    top: float
    bottom: float
    x0s: array[float]
    x1s: array[float]
    runs: tuple[Run, ...]
    raw: tuple[str, ...] | None = None
    number: int | None = None
    turned: bool = False
    tag: str | None = None
    cell: CellTag | None = None
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        size = max(self.runs, key=lambda run: run.end - run.start).size if self.runs else 0.0
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "bold", sum(r.end - r.start for r in self.runs if r.bold) * 2 > len(self.text))

    @property
    def x0(self) -> float:
        return self.x0s[0] if self.x0s else 0.0

    @property
    def x1(self) -> float:
        return self.x1s[-1] if self.x1s else 0.0

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)

    def part(self, start: int, end: int) -> Line:
        """The line of the characters [start, end) alone, without blanks at its ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        runs = tuple(
            run._replace(start=max(run.start, start) - start, end=min(run.end, end) - start)
            for run in self.runs
            if run.start < end and run.end > start
        )
        raw = self.raw[start:end] if self.raw is not None else None
        return Line(
            self.text[start:end],
            self.top,
            self.bottom,
            self.x0s[start:end],
            self.x1s[start:end],
            runs,
            raw,
            self.number,
            self.turned,
            self.tag,
            self.cell,
        )

    def span(self, start: int, end: int) -> BBox:
        """The box of the characters [start, end)."""
        return BBox(min(self.x0s[start:end]), self.top, max(self.x1s[start:end]), self.bottom)

    def raw_text(self, start: int, end: int) -> str:
        """The characters [start, end) as the file has them."""
        return "".join(self.raw[start:end]) if self.raw is not None else self.text[start:end]


class BlockKind(StrEnum):
    """What a block is. Everything from `HEADER` on is set apart from the text."""

    HEADING = "heading"
    TEXT = "text"
    CAPTION = "caption"
    SOURCE = "source"
    NOTE = "note"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page number"
    WATERMARK = "watermark"
    LINE_NUMBER = "line number"
    CONTENTS = "contents"
    COVER = "cover"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines that belong together on one page. `continues`: the text of the block before it goes on here.

    `flow` counts the columns' stretches of text over the document: a text that ends in one may go on in the next.
    `target` says for a caption, source or note whether it speaks of a `figure` or a `table`, and for a heading that
    opens with a plain number that this is its enumerator (`chained`).
    """

    kind: BlockKind
    page: int
    bbox: BBox
    lines: tuple[Line, ...]
    continues: bool = False
    target: str | None = None
    flow: int = 0


class TextFrom(StrEnum):
    """Where the text of a page comes from."""

    LAYER = "text layer"
    OCR = "ocr"
    NOTHING = "nothing"


class PageFault(StrEnum):
    """Why a page was read from its picture, or not at all."""

    NO_TEXT = "no text layer"  # it is a picture
    UNREADABLE_TEXT = "unreadable text layer"  # its characters are not mapped to Unicode
    DIFFERENT_TEXT = "different text layer"  # its hidden text is not what the picture shows
    DAMAGED = "damaged"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page: `number` counts from 1 over all files, `file_page` within `file` (an index into the edition's files).

    `fault` says why its text layer was not used, or why it was not read; `confidence` is the mean confidence of
    recognised characters (None with a text layer), `skew` by how many degrees its picture was levelled, `hidden` the
    number of characters that a reader of the page cannot see and that were left out. `layer_hidden`: its text is drawn
    unseen over a picture of the page.
    """

    number: int
    file: int
    file_page: int
    label: str | None
    width: float
    height: float
    lines: tuple[Line, ...]
    rulings: tuple[Ruling, ...] = ()
    shades: tuple[Shade, ...] = ()
    pictures: tuple[Picture, ...] = ()
    gutters: tuple[Gutter, ...] = ()
    turn: int = 0
    kind: str = "body"
    text_from: TextFrom = TextFrom.LAYER
    fault: PageFault | None = None
    confidence: float | None = None
    skew: float = 0.0
    hidden: int = 0
    layer_hidden: bool = False

    @property
    def text_layer(self) -> bool:
        """Whether its text is the file's own."""
        return self.text_from is TextFrom.LAYER

    def displayed(self, box: BBox) -> BBox:
        """The box on the page as displayed. `turn` is by how much the reading frame is turned clockwise from it."""
        if self.skew:
            box = self._askew(box)
        if self.turn == 90:  # text runs down the displayed page
            return BBox(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
        if self.turn == 270:
            return BBox(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        if self.turn == 180:
            return BBox(self.width - box.x1, self.height - box.bottom, self.width - box.x0, self.height - box.top)
        return box

    def _askew(self, box: BBox) -> BBox:
        """The box of a levelled page, moved (not turned) to where its middle is on the page as scanned."""
        angle = math.radians(self.skew)
        x, y = box.center[0] - self.width / 2, box.center[1] - self.height / 2
        dx = x * math.cos(angle) - y * math.sin(angle) - x
        dy = x * math.sin(angle) + y * math.cos(angle) - y
        return BBox(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


class Bookmark(NamedTuple):
    """An entry of the file's own outline: depth from 1, title, and page (None where it points nowhere)."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A report after layout: its pages, and all its blocks in reading order.

    `language` is the one it is read in; `detected` the one that its text seems to be in, None where it was given.
    `restrictions` are for each file what its owner asks of readers (empty where it is not locked).
    """

    id: str
    language: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    files: tuple[str, ...] = ()
    detected: str | None = None
    restrictions: tuple[tuple[str, ...], ...] = ()

    def page(self, number: int) -> Page:
        """The page with this number (from 1)."""
        return self.pages[number - 1]


class Piece(NamedTuple):
    """The characters [start, end) of a passage: those of `line` from `offset` on. `page` is None in Markdown."""

    start: int
    end: int
    page: Page | None
    line: Line
    offset: int


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Joined running text, each character of which leads back to a line; blanks put in at joints belong to no piece.

    `origin` is paragraph, figure caption, table caption or footnote; `record_id` names the record it is the text of.
    """

    text: str
    origin: str
    record_id: str
    section_id: str | None = None
    section_path: str | None = None
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    def places(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """The parts of lines that the characters [start, end) stand in: piece, and [from, to) within its line."""
        for piece in self.pieces:
            lo, hi = max(start, piece.start), min(end, piece.end)
            if lo < hi:
                yield piece, piece.offset + lo - piece.start, piece.offset + hi - piece.start

    def boxes(self, start: int, end: int) -> tuple[tuple[int, BBox], ...]:
        """(page number, box as displayed) of each part of a line that [start, end) covers; empty from Markdown."""
        return tuple(
            (piece.page.number, piece.page.displayed(piece.line.span(lo, hi)))
            for piece, lo, hi in self.places(start, end)
            if piece.page is not None
        )

    def raw(self, start: int, end: int) -> str:
        """The characters [start, end) as the file has them, without what joining put in."""
        return "".join(piece.line.raw_text(lo, hi) for piece, lo, hi in self.places(start, end))

    def line_numbers(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last line number (from 1) of [start, end) in a Markdown source, else None."""
        numbers = [piece.line.number for piece, _, _ in self.places(start, end) if piece.line.number is not None]
        return (min(numbers), max(numbers)) if numbers else None
