"""Lines that announce themselves: captions of figures and tables, sources, notes, unit notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from natcom.config.language import LanguageConfig
from natcom.geometry import union
from natcom.model import Block, BlockKind, Line
from natcom.text.unicode import SUPERSCRIPTS

FIGURE, TABLE = "figure", "table"
NOTE_STEP = 1.8  # sizes from one point of a note to the next
SOURCE_STEP = 1.5  # sizes from one line of a source to the next
SMALL_PRINT = 0.96  # of the body size: notes are set smaller than text
POINT = re.compile(
    r"(?:[*\u2020\u2021\u00a7#\uff0a\u203b]{1,3}|["
    + "".join(sorted(set(SUPERSCRIPTS.values())))
    + r"\u2460-\u2473]|[(\uff08]?(?:[a-h]|\d{1,2})\s?[)\uff09]|\d{1,2}[.\uff0e\u3001](?!\d)"
    + r"|[a-h](?!\s?[a-z\d.]))\s*\S"
)  # a point of a table's notes begins with a mark; a line of text that goes on with `a` has a small letter behind it
RAISED = re.compile("[" + "".join(sorted(set(SUPERSCRIPTS.values()))) + "]")  # marks a note whatever its size
BARE = re.compile("[^:\uff1a]{2,12}[:\uff1a]?$")  # a mark with nothing behind it
BRACKETED_NOTE = re.compile(r"[(\uff08\[][^()\uff08\uff09]{1,40}[)\uff09\]]$")  # a unit alone over a table
UNIT_GAP = 1.5  # sizes of a unit's line that it stands above its table at most


class Announcement(NamedTuple):
    """What a line's beginning says it is; `target` is figure, table or None where only its place can tell."""

    kind: BlockKind
    target: str | None


def announcement(text: str, words: LanguageConfig) -> Announcement | None:
    """What the line begins as, by the language's patterns; None for anything else."""
    captions = words.captions
    if captions.figure.regex.match(text):
        return Announcement(BlockKind.CAPTION, FIGURE)
    if captions.table.regex.match(text) or captions.continued.regex.match(text):
        return Announcement(BlockKind.CAPTION, TABLE)
    if captions.source.regex.match(text):
        return Announcement(BlockKind.SOURCE, None)
    if captions.note.regex.match(text):
        return Announcement(BlockKind.NOTE, None)
    if captions.unit.regex.match(text):
        return Announcement(BlockKind.NOTE, TABLE)
    return None


def target_blocks(blocks: Sequence[Block], body_size: float = 0.0) -> tuple[Block, ...]:
    """Sources and notes told apart by what stands nearest before (or, at a page's top, after) them."""
    blocks = [part for block in blocks for part in _points(block)]
    result: list[Block] = []
    for i, block in enumerate(blocks):
        before = result[-1] if result else None
        if block.kind in (BlockKind.SOURCE, BlockKind.NOTE) and block.target is None:
            result.append(replace(block, target=_target(result, len(result))))
        elif block.kind is BlockKind.TEXT and before is not None and _is_source_under_its_word(before, block):
            lines = (*before.lines, *block.lines)
            result[-1] = replace(before, lines=lines, bbox=union(line.bbox for line in lines))
        elif block.kind is BlockKind.TEXT and before is not None and _goes_on_with_note(before, block, body_size):
            result += _points(replace(block, kind=BlockKind.NOTE, target=before.target))
        elif block.kind is BlockKind.TEXT and _is_table_note(blocks, i, before, body_size):
            result += _points(replace(block, kind=BlockKind.NOTE, target=TABLE))
        else:
            result.append(block)
    return tuple(result)


def _is_source_under_its_word(before: Block, block: Block) -> bool:
    """Whether the text stands right under a line with nothing but the word for sources, in its size."""
    if before.kind is not BlockKind.SOURCE or not block.lines or not BARE.match(before.lines[0].text.strip()):
        return False
    last, first = before.lines[-1], block.lines[0]
    close = 0 < first.bottom - last.bottom < SOURCE_STEP * last.size
    return close and before.page == block.page and abs(first.size - last.size) < 0.3


def _points(block: Block) -> list[Block]:
    """A source or a note cut where a point of notes begins, each a note of its own."""
    if block.kind not in (BlockKind.SOURCE, BlockKind.NOTE):
        return [block]
    starts = [0, *(i for i, line in enumerate(block.lines) if i and POINT.match(line.text))]
    if len(starts) == 1:
        return [block]
    parts = [block.lines[a:b] for a, b in zip(starts, [*starts[1:], len(block.lines)], strict=True)]
    first = replace(block, lines=parts[0], bbox=union(line.bbox for line in parts[0]))
    rest = [
        replace(block, kind=BlockKind.NOTE, lines=lines, bbox=union(line.bbox for line in lines)) for lines in parts[1:]
    ]
    return [first, *rest]


def _is_table_note(blocks: Sequence[Block], index: int, before: Block | None, body_size: float) -> bool:
    """Whether a text is a table's: small print right under it with a mark, or above its source; a unit right above it.

    Lines side by side are rows that no table holds, not notes.
    """
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if not block.lines or _side_by_side(block.lines):
        return False
    size = block.lines[0].size
    if after is not None and after.kind is BlockKind.TABLE and len(block.lines) == 1:
        gap = after.bbox.top - block.bbox.bottom
        return _same_column(block, after) and -2 <= gap <= UNIT_GAP * size and bool(_bracketed(block.lines[0].text))
    if before is None or before.page != block.page or size >= SMALL_PRINT * body_size:
        return False
    captioned_below = before.kind is BlockKind.CAPTION and index > 1 and blocks[index - 2].kind is BlockKind.TABLE
    under = before.kind is BlockKind.TABLE or (
        before.target == TABLE and (captioned_below or before.kind in (BlockKind.NOTE, BlockKind.SOURCE))
    )
    gap = block.bbox.top - before.bbox.bottom
    table = blocks[index - 2] if captioned_below else before
    if not under or not _same_column(block, table) or not -2 <= gap < NOTE_STEP * size:
        return False
    return bool(POINT.match(block.lines[0].text)) or _leads_to_source(blocks, index)


def _bracketed(text: str) -> re.Match[str] | None:
    return BRACKETED_NOTE.match(text.strip())


def _leads_to_source(blocks: Sequence[Block], index: int) -> bool:
    """Whether a source or a note in the same small print follows right under the block."""
    if index + 1 >= len(blocks):
        return False
    block, after = blocks[index], blocks[index + 1]
    return (
        after.kind in (BlockKind.SOURCE, BlockKind.NOTE)
        and after.page == block.page
        and abs(after.lines[0].size - block.lines[0].size) < 0.3
        and -2 <= after.bbox.top - block.bbox.bottom < block.lines[0].size
        and len(block.lines) <= 3
    )


def _side_by_side(lines: Sequence[Line]) -> bool:
    return any(abs(a.bottom - b.bottom) < 0.3 * a.size for a, b in itertools.pairwise(lines))


def _same_column(block: Block, other: Block) -> bool:
    return block.page == other.page and min(block.bbox.x1, other.bbox.x1) - max(block.bbox.x0, other.bbox.x0) > 0


def _goes_on_with_note(before: Block, block: Block, body_size: float) -> bool:
    """Whether a text right under a note, in its size and not further in, is the note's next point."""
    if before.kind is not BlockKind.NOTE or before.page != block.page or not block.lines or not before.lines:
        return False
    last, first = before.lines[-1], block.lines[0]
    close = 0 < first.bottom - last.bottom < NOTE_STEP * max(last.size, 1.0)
    if not close or abs(first.size - last.size) >= 0.3:
        return False
    if before.target == TABLE and RAISED.match(first.text):
        return True
    return first.size < SMALL_PRINT * body_size and first.bold == last.bold


def _target(blocks: Sequence[Block], index: int) -> str | None:
    for block in reversed(blocks[max(0, index - 6) : index]):
        if block.kind is BlockKind.TABLE or (block.kind is BlockKind.CAPTION and block.target == TABLE):
            return TABLE
        if block.kind is BlockKind.FIGURE or (block.kind is BlockKind.CAPTION and block.target == FIGURE):
            return FIGURE
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING):
            return None
    return None
