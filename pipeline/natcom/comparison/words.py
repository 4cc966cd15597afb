"""Texts as they are compared, and how two of them differ word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from natcom.comparison.records import Difference
from natcom.text.squeeze import squeeze as squeeze_text

NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
# A word, with the blanks after it: a number with its separators, a run of letters of a script that sets blanks, or else
# one character.
WORD = re.compile(r"(?:\d+(?:[,.]\d+)*|[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*|\S)\s*|^\s+")
ISLAND = 1  # as many equal characters between two differences read as part of them, not as something kept


@lru_cache(maxsize=65536)
def squeeze(text: str | None) -> str:
    """`text.squeeze.squeeze`, remembered: the same titles and labels are held against many others."""
    return squeeze_text(text)


@lru_cache(maxsize=65536)
def mask(text: str) -> str:
    """Squeezed text with each number as `#`: how a sentence reads apart from its figures.

    >>> mask("In 2019: 1,234.5 t")
    'In#:#t'
    """
    return NUMBER.sub("#", squeeze(text))


def same(a: str | None, b: str | None) -> bool:
    """Whether two texts are the same once squeezed."""
    return a == b or squeeze(a) == squeeze(b)


def likeness(a: str, b: str) -> float:
    """Twice the characters that both have in order over all characters, 0 to 1; two empty texts are alike."""
    return float(Indel.normalized_similarity(a, b))


def words(text: str) -> list[str]:
    """The words of a text, each with the blanks after it; joined they are the text."""
    return WORD.findall(text)


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """What to strike out of `old` and put in to get `new`, word by word; empty where the two are the same."""
    if same(old, new):
        return ()
    a, b = words(old), words(new)
    ops = LCSseq.opcodes([squeeze(w) for w in a], [squeeze(w) for w in b])
    spans = [(op.tag == "equal", a[op.src_start : op.src_end], b[op.dest_start : op.dest_end]) for op in ops]
    result: list[Difference] = []
    blank = ""  # after a difference, where both sides have one there
    for equal, out, put in _without_islands(spans):
        gone, come = "".join(out), "".join(put)
        if equal:
            result.append(Difference(op="=", text=blank + come))
            blank = ""
            continue
        if gone and come and gone != gone.rstrip() and come != come.rstrip():
            blank = " "
            gone, come = gone.rstrip(), come.rstrip()
        result += [Difference(op="-", text=gone)] if gone else []
        result += [Difference(op="+", text=come)] if come else []
    return tuple(result)


Span = tuple[bool, Sequence[str], Sequence[str]]


def _without_islands(spans: Sequence[Span]) -> list[Span]:
    """Differences that only a character or a blank parts become one, as a reader would mark them."""
    merged: list[Span] = []
    for i, (equal, out, put) in enumerate(spans):
        island = equal and 0 < i < len(spans) - 1 and len("".join(put).strip()) <= ISLAND
        if merged and not merged[-1][0] and (island or not equal):
            merged[-1] = (False, [*merged[-1][1], *out], [*merged[-1][2], *put])
        else:
            merged.append((equal, out, put))
    return merged
