"""Blocks to passages: joined text that leads back, character by character, to the lines it stands in."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from natcom.config.language import OutlineWords
from natcom.layout.enumerators import bullet_end
from natcom.layout.footnotes import footnote_marker
from natcom.model import Block, BlockKind, Document, Line, Piece
from natcom.records import Box
from natcom.text.joining import joint
from natcom.text.unicode import SUPERSCRIPTS

PLAIN_FIGURES = {high: low for low, high in SUPERSCRIPTS.items()}


@dataclass(frozen=True)
class JoinedText:
    """Text put together from lines, with the pieces that lead back to them."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Joiner:
    """Joins the lines of a document's blocks: drops bullets and footnote markers, mends hyphens and line ends."""

    document: Document
    words: OutlineWords
    known_words: Container[str]
    markers: Mapping[int, frozenset[str]]

    def join(self, blocks: Sequence[Block]) -> JoinedText:
        """The text of blocks that belong together, in order."""
        joined = JoinedText("", ())
        for number, block in enumerate(blocks):
            page = self.document.page(block.page) if block.page else None
            for index, line in enumerate(block.lines):
                start = bullet_end(line.text, self.words) if number == 0 and index == 0 else 0
                for begin, end in self._kept(line, start, block.page):
                    joined = self._with(joined, Piece(begin, end, page, line, begin))
        return joined

    def _with(self, joined: JoinedText, part: Piece) -> JoinedText:
        """The text with a part of a line added; `part` has its bounds within the line."""
        text, pieces = joined.text, joined.pieces
        added = part.line.text[part.start : part.end]
        same_line = bool(pieces) and pieces[-1].line is part.line
        drop, between = (0, "") if same_line else joint(text, added, self.known_words)
        if drop:
            text = text[:-drop]
            pieces = (*pieces[:-1], pieces[-1]._replace(end=pieces[-1].end - drop))
        start = len(text) + len(between)
        placed = part._replace(start=start, end=start + len(added))
        return JoinedText(text + between + added, (*pieces, placed))

    def join_from(self, block: Block, start: int) -> JoinedText:
        """The text of one block without the first `start` characters of its first line."""
        return self.join(
            [replace(block, lines=(block.lines[0].part(start, len(block.lines[0].text)), *block.lines[1:]))]
        )

    def _kept(self, line: Line, start: int, page: int) -> Iterator[tuple[int, int]]:
        """The stretches of the line that are text: all but raised markers of footnotes."""
        here = start
        markers = self.markers.get(page, frozenset())
        for run in line.runs:
            shown = line.text[run.start : run.end].strip()
            plain = "".join(PLAIN_FIGURES.get(c, c) for c in shown)
            raised = run.rise > 0 or (bool(shown) and all(c in PLAIN_FIGURES for c in shown))
            if raised and plain.strip("(),[] ") in markers and run.start >= start:
                if here < run.start:
                    yield here, run.start
                here = run.end
        if here < len(line.text):
            yield here, len(line.text)


def document_joiner(document: Document, words: OutlineWords) -> Joiner:
    """The joiner of a document: its words (for hyphens) and the footnote markers of each page are looked up once."""
    known: set[str] = set()
    for block in document.blocks:
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING, BlockKind.CAPTION):
            for line in block.lines:
                known.update(word.lower() for word in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)?(?=[^A-Za-z-])", line.text))
    markers: dict[int, set[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.FOOTNOTE:
            marker = footnote_marker(block.lines[0].text)
            if marker:
                markers.setdefault(block.page, set()).add(marker)
    return Joiner(document, words, known, {page: frozenset(values) for page, values in markers.items()})


def block_boxes(document: Document, blocks: Sequence[Block]) -> tuple[Box, ...]:
    """One box a block, as displayed, rounded to hundredths of a point."""
    return tuple(
        Box(page=block.page, bbox=rounded(document.page(block.page).displayed(block.bbox)))
        for block in blocks
        if block.page
    )


def rounded(bbox: Sequence[float]) -> tuple[float, float, float, float]:
    """(x0, top, x1, bottom) to hundredths of a point: finer is noise, and would not be the same on every machine."""
    x0, top, x1, bottom = (round(float(v), 2) for v in bbox)
    return x0, top, x1, bottom
