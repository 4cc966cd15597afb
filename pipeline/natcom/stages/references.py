"""References: the numbered entries of the list at the end of a report or chapter, each with its URL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from natcom.config.language import OutlineWords
from natcom.identity import Ids
from natcom.layout.enumerators import find_mark
from natcom.model import Block, BlockKind, Document
from natcom.records import Reference
from natcom.stages.passages import Joiner, block_boxes
from natcom.stages.sections import line_range

URL = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef<>\"\u201c\u201d]+", re.IGNORECASE)
INDEX = re.compile(r"[\[(\uff08]?(\d{1,3})(?:[\])\uff09]|\s*[.\u3001\uff0e])\s*")


def is_reference_title(text: str, words: OutlineWords) -> bool:
    """Whether a heading is that of a list of references."""
    squeezed = re.sub(r"\s", "", text).casefold()
    return any(
        squeezed.endswith(re.sub(r"\s", "", title).casefold()) and len(squeezed) <= len(title) + 6
        for title in words.references
    )


def with_references(document: Document, words: OutlineWords) -> Document:
    """The document with the text under headings of reference lists labelled as such, up to the next heading."""
    inside = False
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            text = "".join(line.text for line in block.lines)
            mark = find_mark(text, words)
            inside = is_reference_title(text[mark.end :] if mark else text, words)
        blocks.append(replace(block, kind=BlockKind.REFERENCE) if inside and block.kind is BlockKind.TEXT else block)
    return replace(document, blocks=tuple(blocks))


def extract_references(document: Document, joiner: Joiner) -> tuple[Reference, ...]:
    """The entries of all reference lists; an entry begins with its index; in lists without any each block is one."""
    groups = _entries([block for block in document.blocks if block.kind is BlockKind.REFERENCE])
    ids = Ids(document.id)
    references: list[Reference] = []
    for number, blocks in enumerate(groups, 1):
        text = joiner.join(blocks).text
        match = INDEX.match(text)
        index = int(match.group(1)) if match else number
        body = text[match.end() :] if match else text
        url = URL.search(body)
        page = blocks[0].page or None
        references.append(
            Reference(
                reference_id=ids.make("ref", body),
                index=index,
                text=body,
                url=url.group().rstrip(".,;)\u3002\uff09") if url else None,
                page=page,
                page_label=document.page(page).label if page else None,
                boxes=block_boxes(document, blocks),
                **line_range(blocks),
            )
        )
    return tuple(references)


def _entries(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks put together to entries: lines are cut at each index that follows the one before."""
    cut = [part for block in blocks for part in _cut(block)]
    indexes = [int(match.group(1)) for block in cut if (match := INDEX.match(block.lines[0].text))]
    counted = len(indexes) > 1 and indexes == list(range(indexes[0], indexes[0] + len(indexes)))
    numbered = counted or len(indexes) >= len(cut) / 2
    groups: list[list[Block]] = []
    for block in cut:
        opens = INDEX.match(block.lines[0].text) is not None if numbered else not block.continues
        if groups and not opens:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _cut(block: Block) -> list[Block]:
    """The block cut before each line that begins with an index further left than, or level with, the first line."""
    parts: list[list[int]] = [[0]]
    for i, line in enumerate(block.lines[1:], 1):
        if INDEX.match(line.text) and line.x0 <= block.lines[0].x0 + 2 and line.bottom > block.lines[i - 1].bottom + 1:
            parts.append([i])
        else:
            parts[-1].append(i)
    return [replace(block, lines=tuple(block.lines[i] for i in part)) for part in parts]
