"""Footnotes: their marker, their text, and the section they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.identity import Ids
from natcom.layout.footnotes import footnote_marker, marker_end
from natcom.model import BlockKind, Document, Passage
from natcom.records import Footnote, Section
from natcom.stages.passages import Joiner, block_boxes
from natcom.stages.sections import line_range


def extract_footnotes(
    document: Document, section_of: Sequence[Section | None], joiner: Joiner
) -> tuple[tuple[Footnote, ...], tuple[Passage, ...]]:
    """The footnotes in reading order, and the passages of their texts (markers left out)."""
    ids = Ids(document.id)
    footnotes: list[Footnote] = []
    passages: list[Passage] = []
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.FOOTNOTE:
            continue
        first = block.lines[0]
        marker = footnote_marker(first.text)
        start = marker_end(first.text)
        joined = joiner.join_from(block, start) if marker else joiner.join([block])
        section = section_of[index]
        footnote_id = ids.make("fn", marker, joined.text)
        section_id, path = (section.section_id, section.path) if section else (None, None)
        footnotes.append(
            Footnote(
                footnote_id=footnote_id,
                marker=marker or None,
                text=joined.text,
                section_path=path,
                page=block.page or None,
                page_label=document.page(block.page).label if block.page else None,
                boxes=block_boxes(document, [block]),
                **line_range([block]),
            )
        )
        passages.append(Passage(joined.text, "footnote", footnote_id, section_id, path, joined.pieces))
    return tuple(footnotes), tuple(passages)
