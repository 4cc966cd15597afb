"""Lines that announce themselves: captions of figures and tables, sources, notes, unit notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from natcom.config.language import LanguageConfig
from natcom.model import Block, BlockKind

FIGURE, TABLE = "figure", "table"


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


def target_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Sources and notes told apart by what stands nearest before (or, at a page's top, after) them."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if block.kind in (BlockKind.SOURCE, BlockKind.NOTE) and block.target is None:
            result.append(replace(block, target=_target(blocks, i)))
        else:
            result.append(block)
    return tuple(result)


def _target(blocks: Sequence[Block], index: int) -> str | None:
    for block in reversed(blocks[max(0, index - 6) : index]):
        if block.kind is BlockKind.TABLE or (block.kind is BlockKind.CAPTION and block.target == TABLE):
            return TABLE
        if block.kind is BlockKind.FIGURE or (block.kind is BlockKind.CAPTION and block.target == FIGURE):
            return FIGURE
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING):
            return None
    return None
