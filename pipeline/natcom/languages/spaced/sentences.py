"""Sentences of a paragraph: they end at . ! ? where these end one, at every semicolon, and at the paragraph's end."""

from __future__ import annotations

import re

from natcom.languages.spaced.grammar import Grammar

LONGEST = 1500  # characters of a piece; few paragraphs are longer
_END = re.compile(r"[;]|[.!?]+[\"'”’)\]]*(?=\s|$)|[.!?]+[\"'”’)\]]*(?=[A-Z][a-z]+\s)")
_WORD = re.compile(r"[\w.&-]+$")
_INITIAL = re.compile(r"(?:^|[\s(\"'“‘])(?:[A-Z]\.)*[A-Z]$")
_FOLLOWS = re.compile(r"\s*[\"'“‘(\[]?([A-Z0-9])")


def sentences(text: str, grammar: Grammar) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as [start, end), end marks included, blanks around them left out."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if match[0] != ";" and not _ends(text, match, grammar):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(span for low, high in found if (span := _trimmed(text, low, high))[0] < span[1])


def _ends(text: str, match: re.Match[str], grammar: Grammar) -> bool:
    """Whether a full stop, exclamation or question mark ends a sentence here."""
    follows = _FOLLOWS.match(text, match.end())
    if match.end() < len(text.rstrip()) and not follows:
        return not match[0].startswith(".") and not text[match.end() :].lstrip()[:1].islower()
    if not match[0].startswith(".") or len(match[0]) > 1:
        return True
    word = _WORD.search(text, 0, match.start())
    head = text[: match.start()]
    if word is None or not text[match.end() :].strip():
        return True
    if word[0] in grammar.listed("never last in a sentence"):
        return word[0] == "no" and bool(follows and follows[1].isalpha())
    if word[0] in grammar.listed("seldom last in a sentence"):
        return bool(follows and follows[1].isalpha()) and word[0] not in grammar.listed("states in letters")
    if _opens_item(head):
        return False
    return not _INITIAL.search(head)


def _opens_item(head: str) -> bool:
    """Whether the full stop belongs to an enumerator at the paragraph's start (1. The office collects …)."""
    return bool(re.fullmatch(r"\s*(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})", head))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def stretches(text: str, grammar: Grammar) -> tuple[tuple[int, int], ...]:
    """The text in pieces that end with a sentence where one ends, none longer than `LONGEST`.

    Reading a piece takes time by the square of its length.
    """
    found: list[tuple[int, int]] = []
    for start, end in sentences(text, grammar):
        if found and end - found[-1][0] <= LONGEST:
            found[-1] = (found[-1][0], end)
            continue
        at = start
        while end - at > LONGEST:
            blank = text.rfind(" ", at + LONGEST // 2, at + LONGEST)
            cut = blank + 1 if blank >= 0 else at + LONGEST
            found.append((at, cut))
            at = cut
        found.append((at, end))
    return tuple(found)
