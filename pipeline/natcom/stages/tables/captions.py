"""What stands beside a table: its caption with number and label, source, notes, unit note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from natcom.config.language import CaptionWords
from natcom.model import Block, BlockKind, Document
from natcom.text.joining import join_texts
from natcom.text.marks import behind_mark

REACH_PT = 64.0  # a caption, with a unit note or two below it, stands no farther from its table
BRACKETED = re.compile(r"\s*[(（\[][^()（）\[\]]{1,8}[)）\]]\s*$")
STOPS = (BlockKind.TEXT, BlockKind.HEADING, BlockKind.TABLE, BlockKind.CAPTION, BlockKind.FIGURE, BlockKind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's caption: the index of its block, number without blanks, label as printed, text behind it."""

    index: int
    number: str | None
    label: str | None
    text: str
    continued: bool


def block_text(block: Block) -> str:
    """The text of a block's lines, joined."""
    return join_texts(line.text for line in block.lines)


def read_caption(index: int, block: Block, words: CaptionWords) -> Caption:
    """The caption that a block is."""
    text = block_text(block)
    continued = bool(words.continued.regex.match(text))
    match = words.table.regex.match(text)
    if match is None:
        return Caption(index, None, None, text.strip(), continued)
    rest = text[match.end() :].lstrip(" \u3000:\uff1a\u3001.\uff0e\u2013\u2014-").strip()
    if continued and BRACKETED.search(rest):
        rest = BRACKETED.sub("", rest)
    return Caption(index, re.sub(r"\s", "", match.group("n")), match.group().strip(), rest, continued)


def assign_captions(document: Document, tables: Sequence[int], words: CaptionWords) -> dict[int, Caption]:
    """The caption of each table block that has one: right above it, on the page before, or right below it.

    Where a caption stands between two tables, the captions that stand at one only say on which side this report sets
    them.
    """
    captions = [
        read_caption(i, block, words)
        for i, block in enumerate(document.blocks)
        if block.kind is BlockKind.CAPTION and block.target == "table"
    ]
    free = list(captions)
    found: dict[int, Caption] = {}
    below = _set_below(document, captions, tables)
    for reach in (_below, _above, _before) if below else (_above, _before, _below):
        for index in tables:
            if index in found:
                continue
            mine = reach(document, index, free, tables)
            if mine is not None:
                found[index] = mine
                free = [c for c in free if c is not mine]
    return found


def _set_below(document: Document, captions: Sequence[Caption], tables: Sequence[int]) -> bool:
    """Whether more captions stand below their table than above, counting those with a table on one side only."""
    under, over = 0, 0
    for caption in captions:
        mine = [caption]
        has_below = any(_above(document, i, mine, tables) for i in tables)
        has_above = any(_below(document, i, mine, tables) for i in tables)
        under += has_above and not has_below
        over += has_below and not has_above
    return under > over


def _in_column(a: Block, b: Block) -> bool:
    common = min(a.bbox.x1, b.bbox.x1) - max(a.bbox.x0, b.bbox.x0)
    return common > 0.3 * min(a.bbox.width, b.bbox.width)


def _above(document: Document, index: int, free: Sequence[Caption], tables: Sequence[int]) -> Caption | None:
    table = document.blocks[index]
    near = []
    for caption in free:
        block = document.blocks[caption.index]
        gap = table.bbox.top - block.bbox.bottom
        if block.page == table.page and -6 <= gap <= REACH_PT and _in_column(block, table):
            others = [document.blocks[t] for t in tables if t != index and document.blocks[t].page == table.page]
            if not any(
                block.bbox.bottom - 4 <= o.bbox.top and o.bbox.bottom <= table.bbox.top + 4 and _in_column(o, table)
                for o in others
            ):
                near.append((gap, caption))
    return min(near, key=lambda item: item[0])[1] if near else None


def _before(document: Document, index: int, free: Sequence[Caption], _tables: Sequence[int]) -> Caption | None:
    """A caption at the foot of the page before, with nothing but notes of units between."""
    table = document.blocks[index]
    for i in range(index - 1, max(-1, index - 12), -1):
        block = document.blocks[i]
        if block.kind is BlockKind.CAPTION:
            mine = next((c for c in free if c.index == i), None)
            return mine if mine is not None and block.page == table.page - 1 else None
        if block.kind in STOPS:
            return None
    return None


def _below(document: Document, index: int, free: Sequence[Caption], tables: Sequence[int]) -> Caption | None:
    table = document.blocks[index]
    near = []
    for caption in free:
        block = document.blocks[caption.index]
        gap = block.bbox.top - table.bbox.bottom
        if block.page == table.page and -6 <= gap <= REACH_PT and _in_column(block, table):
            near.append((gap, caption))
    return min(near, key=lambda item: item[0])[1] if near else None


def beside(document: Document, index: int, kind: BlockKind, after: bool = True) -> list[Block]:
    """The blocks of a kind that follow (or precede) a table, up to the next text, heading, table or caption."""
    found: list[Block] = []
    table = document.blocks[index]
    step = 1 if after else -1
    i = index + step
    captions_passed = 0
    while 0 <= i < len(document.blocks) and abs(i - index) < 14:
        block = document.blocks[i]
        if block.kind is BlockKind.CAPTION and captions_passed == 0 and block.page == table.page:
            captions_passed += 1
        elif block.kind in STOPS and not _aside(block, table):
            break
        if block.kind is kind and block.target != "figure" and abs(block.page - table.page) <= 1:
            found.append(block)
        i += step
    return found


def _aside(block: Block, table: Block) -> bool:
    """Whether a text stands left or right of the table's columns, as a page's number does on a turned page."""
    return (
        block.kind is BlockKind.TEXT
        and block.page == table.page
        and (block.bbox.x1 <= table.bbox.x0 or block.bbox.x0 >= table.bbox.x1)
    )


def source_of(document: Document, index: int, words: CaptionWords) -> str | None:
    """The text behind the source marker under a table, without a final full stop; None where there is none."""
    for block in beside(document, index, BlockKind.SOURCE):
        return _behind_word(block, words.source.regex) or None
    return None


def _behind_word(block: Block, word: re.Pattern[str]) -> str:
    """The block's text behind the word that begins it, which may have a line of its own."""
    first = block.lines[0].text.strip()
    match = word.match(first)
    if match and match.end() == len(first) and len(block.lines) > 1:
        return join_texts(line.text for line in block.lines[1:]).strip().rstrip("\u3002.").strip()
    return behind_mark(block_text(block), word)


def notes_of(document: Document, index: int, words: CaptionWords) -> tuple[str, ...]:
    """The notes under a table as printed, without notes of units."""
    texts = (block_text(block).strip() for block in beside(document, index, BlockKind.NOTE))
    return tuple(t for t in texts if t and not words.unit.regex.match(t) and not _is_word(t, words.note.regex))


def _is_word(text: str, word: re.Pattern[str]) -> bool:
    """Whether the text is the word for notes and nothing behind it."""
    match = word.match(text)
    return match is not None and match.end() == len(text)


def unit_note_of(document: Document, index: int, caption: Caption | None, words: CaptionWords) -> str | None:
    """The unit that a note beside the table, or its caption, states for all its values."""
    blocks = beside(document, index, BlockKind.NOTE, after=False) + beside(document, index, BlockKind.NOTE)
    for text in (block_text(block) for block in blocks):
        match = words.unit.regex.match(text)
        if match:
            return _unit(match)
    if caption is not None:
        match = words.unit.regex.search(caption.text)
        if match:
            return _unit(match)
    table = document.blocks[index]
    for line in document.page(table.page).lines:
        if -4 <= table.bbox.top - line.bottom <= 40 and line.x1 > table.bbox.x0 and line.x0 < table.bbox.x1 + 20:
            match = words.unit.regex.match(line.text)
            if match:
                return _unit(match)
    return None


def _unit(match: re.Match[str]) -> str:
    """The unit that a note's pattern has captured, in whichever of its groups."""
    return next(group for group in match.groups() if group).strip(" \u3000)\uff09\uff1a:\u3002")
