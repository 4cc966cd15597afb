"""Lines that announce themselves: captions of figures and tables, sources, notes, unit notes."""

from __future__ import annotations

from typing import NamedTuple

from natcom.config.language import LanguageConfig
from natcom.model import BlockKind

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
