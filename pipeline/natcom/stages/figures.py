"""Figures: captions with their number and source, tied to the picture they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from natcom.config.language import CaptionWords
from natcom.geometry import overlap
from natcom.identity import Ids
from natcom.layout.captions import FIGURE
from natcom.model import Block, BlockKind, Document, Passage
from natcom.records import Box, Figure, Section
from natcom.stages.passages import JoinedText, Joiner, block_boxes, rounded
from natcom.stages.sections import line_range
from natcom.text.marks import behind_mark

CAPTION_REACH_PT = 90.0  # a caption stands no further from its picture, other captions and sources between them aside


@dataclass(frozen=True)
class _Captioned:
    index: int
    block: Block
    joined: JoinedText
    number: str
    label: str
    start: int


def extract_figures(
    document: Document, section_of: Sequence[Section | None], joiner: Joiner, words: CaptionWords
) -> tuple[tuple[Figure, ...], tuple[Passage, ...]]:
    """The figures in reading order, and the passages of their captions; `section_of` is parallel to the blocks."""
    captioned = [c for i, block in enumerate(document.blocks) if (c := _captioned(i, block, joiner, words))]
    pictures = _assign(document, captioned)
    sources = _sources(document, captioned, joiner, words)
    ids = Ids(document.id)
    figures: list[Figure] = []
    passages: list[Passage] = []
    for caption in captioned:
        section = section_of[caption.index]
        text = caption.joined.text[caption.start :].strip()
        figure_id = ids.make("fig", caption.number, text)
        boxes = tuple(_box(document, block) for block in pictures.get(caption.index, ())) or block_boxes(
            document, [caption.block]
        )
        figures.append(
            Figure(
                figure_id=figure_id,
                number=caption.number,
                label=caption.label,
                caption=text,
                source=sources.get(caption.index),
                section_id=section.section_id if section else None,
                section_path=section.path if section else None,
                image=f"figures/{figure_id}.png" if caption.index in pictures else None,
                page=boxes[0].page if boxes else None,
                page_label=document.page(boxes[0].page).label if boxes else None,
                boxes=boxes,
                **line_range([caption.block]),
            )
        )
        start = len(caption.joined.text) - len(caption.joined.text[caption.start :].lstrip())
        pieces = tuple(
            p._replace(start=max(p.start, start) - start, end=p.end - start, offset=p.offset + max(0, start - p.start))
            for p in caption.joined.pieces
            if p.end > start
        )
        section_id, path = (section.section_id, section.path) if section else (None, None)
        passages.append(Passage(text, "figure caption", figure_id, section_id, path, pieces))
    return tuple(figures), tuple(passages)


def _captioned(index: int, block: Block, joiner: Joiner, words: CaptionWords) -> _Captioned | None:
    if block.kind is not BlockKind.CAPTION or block.target != FIGURE:
        return None
    joined = joiner.join([block])
    match = words.figure.regex.match(joined.text)
    if match is None:
        return None
    number = re.sub(r"\s", "", match.group("n"))
    start = match.end()
    while start < len(joined.text) and (
        joined.text[start] in " \u3000:\uff1a\u3001.\uff0e" or joined.text[start] in "\u2013\u2014"
    ):
        start += 1
    return _Captioned(index, block, joined, number, match.group().strip(), start)


def _box(document: Document, block: Block) -> Box:
    return Box(page=block.page, bbox=rounded(document.page(block.page).displayed(block.bbox)))


def _assign(document: Document, captioned: Sequence[_Captioned]) -> dict[int, list[Block]]:
    """The pictures of each caption: the nearest above it, else below, else on the page before or after.

    Pictures side by side over one caption all belong to it.
    """
    figures = [block for block in document.blocks if block.kind is BlockKind.FIGURE]
    free = list(figures)
    chosen: dict[int, list[Block]] = {}
    for reach in (_above, _below, _on_facing_page):
        for caption in captioned:
            if caption.index in chosen or not caption.block.page:
                continue
            mine = reach(caption.block, free, captioned)
            if mine:
                chosen[caption.index] = mine
                free = [block for block in free if not any(block is other for other in mine)]
    return chosen


def _in_column(caption: Block, picture: Block) -> bool:
    a, b = caption.bbox, picture.bbox
    return overlap(a.x0, a.x1, b.x0, b.x1) > 0.3 * min(a.width, b.width)


def _blocked(caption: Block, picture: Block, captioned: Sequence[_Captioned]) -> bool:
    """Whether another caption stands between the two."""
    low, high = sorted((caption.bbox.center[1], picture.bbox.center[1]))
    return any(
        other.block is not caption
        and other.block.page == caption.page
        and low < other.block.bbox.center[1] < high
        and _in_column(other.block, picture)
        for other in captioned
    )


def _above(caption: Block, free: Sequence[Block], captioned: Sequence[_Captioned]) -> list[Block]:
    near = [
        p
        for p in free
        if p.page == caption.page
        and -4 <= caption.bbox.top - p.bbox.bottom <= CAPTION_REACH_PT
        and _in_column(caption, p)
        and not _blocked(caption, p, captioned)
    ]
    if not near:
        return []
    bottom = max(p.bbox.bottom for p in near)
    return [p for p in near if overlap(p.bbox.top, p.bbox.bottom, bottom - 30, bottom) > 10 or p.bbox.bottom == bottom]


def _below(caption: Block, free: Sequence[Block], captioned: Sequence[_Captioned]) -> list[Block]:
    near = [
        p
        for p in free
        if p.page == caption.page
        and -4 <= p.bbox.top - caption.bbox.bottom <= CAPTION_REACH_PT
        and _in_column(caption, p)
        and not _blocked(caption, p, captioned)
    ]
    return [min(near, key=lambda p: p.bbox.top)] if near else []


def _on_facing_page(caption: Block, free: Sequence[Block], captioned: Sequence[_Captioned]) -> list[Block]:
    """A picture that a page break has split from its caption: the last one of the page before."""
    before = [p for p in free if p.page == caption.page - 1]
    first = min((c.block.bbox.top for c in captioned if c.block.page == caption.page), default=caption.bbox.top)
    if before and caption.bbox.top == first:
        return [max(before, key=lambda p: p.bbox.bottom)]
    return []


def _sources(
    document: Document, captioned: Sequence[_Captioned], joiner: Joiner, words: CaptionWords
) -> dict[int, str]:
    """The text of each caption's source line: the next one after the caption, or right before it under the picture."""
    found: dict[int, str] = {}
    by_index = {c.index for c in captioned}
    used: set[int] = set()
    for caption in captioned:
        for i, forward in _beside(document.blocks, caption.index):
            if i in used:
                continue
            block = document.blocks[i]
            between = document.blocks[min(i, caption.index) + 1 : max(i, caption.index)]
            if any(b.kind in (BlockKind.TEXT, BlockKind.HEADING, BlockKind.TABLE, BlockKind.CAPTION) for b in between):
                continue
            if not forward and (
                any(j in by_index for j in range(max(0, i - 2), i)) or any(b.kind is BlockKind.FIGURE for b in between)
            ):
                continue
            if block.kind is BlockKind.SOURCE and block.target != "table":
                found[caption.index] = source_text(joiner.join([block]).text, words)
                used.add(i)
                break
    return found


def _beside(blocks: Sequence[Block], index: int) -> Iterator[tuple[int, bool]]:
    """The places of the three blocks after this one, and of the two before it, pictures' parts not counted."""
    after = (i for i in range(index + 1, len(blocks)) if blocks[i].kind is not BlockKind.FIGURE)
    before = (i for i in range(index - 1, -1, -1) if blocks[i].kind is not BlockKind.FIGURE)
    yield from ((i, True) for i in islice(after, 3))
    yield from ((i, False) for i in islice(before, 2))


def source_text(text: str, words: CaptionWords) -> str:
    """What stands behind the source marker, without a final full stop."""
    return behind_mark(text, words.source.regex)
