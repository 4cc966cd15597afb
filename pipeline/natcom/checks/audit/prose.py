"""Running text as the audit reads it: each text with its own facts, brackets masked, cut into sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from natcom.checks.base import Side, side
from natcom.config.language import OutlineWords
from natcom.records import Extraction, Fact, Located

MASK = "\0"  # stands for a character within brackets; no text layer holds it after normalisation


class Prose(NamedTuple):
    """A paragraph, caption or footnote, the facts read from it in order, and where it begins after its enumerator."""

    record: Located
    text: str
    facts: tuple[Fact, ...]
    body: int = 0

    def side(self) -> Side:
        """The whole text as a side of a finding."""
        return side(self.record)


class Span(NamedTuple):
    """The characters [start, end) of a text."""

    start: int
    end: int


def prose(extraction: Extraction, outline: OutlineWords | None = None) -> Iterator[Prose]:
    """All running text of a report: paragraphs, then captions, then footnotes; `outline` tells their enumerators."""
    own: dict[str, list[Fact]] = defaultdict(list)
    others: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(extraction.facts, key=_place):
        if fact.paragraph_id is not None:
            own[fact.paragraph_id].append(fact)
        else:
            others[fact.origin].append(fact)
    for paragraph in extraction.paragraphs:
        yield Prose(
            paragraph, paragraph.text, tuple(own.get(paragraph.paragraph_id, ())), body(paragraph.text, outline)
        )
    for figure in extraction.figures:
        if figure.caption:
            yield Prose(figure, figure.caption, _facts_of(figure, figure.caption, others["figure caption"]))
    for table in extraction.tables:
        if table.caption:
            yield Prose(table, table.caption, _facts_of(table, table.caption, others["table caption"]))
    for footnote in extraction.footnotes:
        yield Prose(footnote, footnote.text, _facts_of(footnote, footnote.text, others["footnote"]))


def body(text: str, outline: OutlineWords | None) -> int:
    """Where a text begins after its enumerator; an ideograph and a list mark would else be a list's first member."""
    for kind in outline.enumerators if outline else ():
        found = kind.regex.match(text)
        if found and kind.list_item:
            return found.end()
    return 0


def _place(fact: Fact) -> tuple[int, int]:
    return fact.char_start, fact.char_end


def _facts_of(record: Located, text: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """The facts of a caption or footnote, which name no paragraph: those that stand on its page and in its text."""
    return tuple(
        f for f in facts if f.page == record.page and f.context in text and text[f.char_start : f.char_end] == f.quote
    )


def masked(text: str, pairs: tuple[str, ...]) -> str:
    """`text`, each character within brackets replaced, the outermost brackets kept; an unclosed bracket masks nothing.

    >>> masked("a(b, c)d", ("()",)).replace(MASK, "_")
    'a(____)d'
    """
    closing = {pair[0]: pair[1] for pair in pairs}
    out = list(text)
    stack: list[tuple[int, str]] = []
    for place, char in enumerate(text):
        if stack and char == stack[-1][1]:
            opened, _ = stack.pop()
            if not stack:
                out[opened + 1 : place] = MASK * (place - opened - 1)
        elif char in closing:
            stack.append((place, closing[char]))
    return "".join(out)


def sentences(text: str, ends: str) -> tuple[Span, ...]:
    """The stretches of `text` up to and with each of the characters `ends`, without blanks around them."""
    spans: list[Span] = []
    start = 0
    for place, char in enumerate(text):
        if char in ends or place == len(text) - 1:
            stretch = text[start : place + 1]
            lead = len(stretch) - len(stretch.lstrip())
            if stretch.strip():
                spans.append(Span(start + lead, start + len(stretch.rstrip())))
            start = place + 1
    return tuple(spans)


def around(text: str, place: int, pairs: tuple[str, ...]) -> Span:
    """The innermost brackets' content that holds the character at `place`, else the whole text.

    >>> around("a(b, c)d", 3, ("()",))
    Span(start=2, end=6)
    """
    closing = {pair[0]: pair[1] for pair in pairs}
    stack: list[tuple[int, str]] = []
    for here, char in enumerate(text):
        if stack and char == stack[-1][1]:
            opened, _ = stack.pop()
            if opened < place < here:
                return Span(opened + 1, here)
        elif char in closing:
            stack.append((here, closing[char]))
    return Span(0, len(text))


def within(facts: tuple[Fact, ...], span: Span) -> tuple[Fact, ...]:
    """The facts that stand wholly in the span."""
    return tuple(f for f in facts if span.start <= f.char_start and f.char_end <= span.end)
