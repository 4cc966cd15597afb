"""Lines that announce themselves: captions of figures and tables, sources, notes, unit notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from natcom.config.language import LanguageConfig
from natcom.model import Block, BlockKind

FIGURE, TABLE = "figure", "table"
NOTE_STEP = 1.8  # sizes from one point of a note to the next
SMALL_PRINT = 0.96  # of the body size: notes are set smaller than text


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
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if block.kind in (BlockKind.SOURCE, BlockKind.NOTE) and block.target is None:
            result.append(replace(block, target=_target(blocks, i)))
        elif block.kind is BlockKind.TEXT and result and _goes_on_with_note(result[-1], block, body_size):
            result.append(replace(block, kind=BlockKind.NOTE, target=result[-1].target))
        else:
            result.append(block)
    return tuple(result)


def _goes_on_with_note(before: Block, block: Block, body_size: float) -> bool:
    """Whether a text right under a note, in its size and not further in, is the note's next point."""
    if before.kind is not BlockKind.NOTE or before.page != block.page or not block.lines or not before.lines:
        return False
    last, first = before.lines[-1], block.lines[0]
    close = 0 < first.bottom - last.bottom < NOTE_STEP * max(last.size, 1.0)
    return (
        close and abs(first.size - last.size) < 0.3 and first.size < SMALL_PRINT * body_size and first.bold == last.bold
    )


def _target(blocks: Sequence[Block], index: int) -> str | None:
    for block in reversed(blocks[max(0, index - 6) : index]):
        if block.kind is BlockKind.TABLE or (block.kind is BlockKind.CAPTION and block.target == TABLE):
            return TABLE
        if block.kind is BlockKind.FIGURE or (block.kind is BlockKind.CAPTION and block.target == FIGURE):
            return FIGURE
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING):
            return None
    return None
