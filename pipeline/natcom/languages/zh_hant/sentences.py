"""Sentences of a paragraph: they end at 。！？； wherever these stand, and at the paragraph's end."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+|[^。！？；]+")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
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
