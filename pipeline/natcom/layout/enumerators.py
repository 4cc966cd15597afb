"""Enumerators and bullets at the start of a line."""

from __future__ import annotations

from typing import NamedTuple

from natcom.config.language import Enumerator, OutlineWords
from natcom.text.unicode import BULLET

UNMAPPED = "\ufffd"  # a glyph without a character: at the start of a line nearly always a bullet
PRIVATE_USE = range(0xE000, 0xF900)  # glyphs of dingbat fonts that have no meaning outside them


class Mark(NamedTuple):
    """An enumerator as printed: its kind, its numeral, the label, and where the text after it begins."""

    kind: Enumerator
    numeral: str
    label: str
    end: int


def find_mark(text: str, words: OutlineWords, *, chained: bool = False) -> Mark | None:
    """The enumerator at the start of `text`, or None. Of kinds that match, the first in the configuration wins.

    `chained`: plain numbers count too, which open sentences as well as headings.
    """
    for kind in words.enumerators:
        match = kind.regex.match(text) if chained or not kind.chained else None
        if match:
            end = match.end()
            while end < len(text) and text[end] in " \u3000":
                end += 1
            return Mark(kind, match.group("n") or "", match.group().strip(), end)
    return None


def bullet_end(text: str, words: OutlineWords) -> int:
    """Where the text after a bullet at the start of `text` begins; 0 where there is none."""
    if not text or not (text[0] in words.bullets or text[0] in (BULLET, UNMAPPED) or ord(text[0]) in PRIVATE_USE):
        return 0
    end = 1
    while end < len(text) and text[end] in " \u3000":
        end += 1
    return end
