"""Sentences of a paragraph: they end at 。！？； wherever these stand, and at the paragraph's end."""

from __future__ import annotations

import re

LONGEST = 1500  # characters; the longest sentence of the reports we know has 600
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+|[^。！？；]+")


def sentences(text: str, _: object = None) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as [start, end), end marks included, blanks around them left out.

    >>> [("甲。乙；丙")[a:b] for a, b in sentences("甲。乙；丙")]
    ['甲。', '乙；', '丙']
    """
    found = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found)


def stretches(text: str, _: object = None) -> tuple[tuple[int, int], ...]:
    """The sentences as [start, end), none longer than `LONGEST`: what is longer is cut, at a comma where there is one.

    Reading a stretch takes time by the square of its length; no sentence of a report is that long, but a broken text
    layer may be.
    """
    found = []
    for start, end in sentences(text):
        at = start
        while end - at > LONGEST:
            comma = text.rfind("，", at + LONGEST // 2, at + LONGEST)
            cut = comma + 1 if comma >= 0 else at + LONGEST
            found.append((at, cut))
            at = cut
        found.append((at, end))
    return tuple(found)
