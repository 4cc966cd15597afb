"""Clauses that break off, words and marks set twice, brackets left open, sentences printed twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from natcom.checks.audit.announced import item_of
from natcom.checks.audit.prose import Prose, masked, prose
from natcom.checks.base import finding, quote
from natcom.config import Config
from natcom.records import Extraction, Finding, Paragraph

VARIED = 8  # times that a character comes back on average, at most; in running text it stays below 4
FORMULA = 3  # times that a clause is printed from which it is meant to be
BRACKETS = ("()", "[]", "{}", "\uff08\uff09")
LIST_MARKS = ";\uff1b "  # what ends a list's item before the last
AROUND = 12  # characters shown on either side of a slip


def broken_clauses(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Clauses that end on a conjunction or comma, and paragraphs that end on one.

    A semicolon at the end of a paragraph is right where a list's next item follows.
    """
    texts = list(prose(extraction))
    for one, following in zip_longest(texts, texts[1:]):
        listed = following is not None and item_of(following.text, config) is not None
        for pattern in config.language.audit.wording.broken:
            for slip in pattern.regex.finditer(one.text):
                closes = not slip.group().strip(LIST_MARKS) and slip.end() == len(one.text)
                if not (closes and listed):
                    yield _slip(extraction, config, "clause-broken", one, slip)


def doubled_words(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Marks and words set twice in a row; a text of few characters over and over is a drawing's labels."""
    for one in prose(extraction):
        if len(set(one.text)) * VARIED < len(one.text):
            continue
        for pattern in config.language.audit.wording.doubled:
            for slip in pattern.regex.finditer(one.text):
                yield _slip(extraction, config, "word-doubled", one, slip)


def _slip(extraction: Extraction, config: Config, rule: str, one: Prose, slip: re.Match[str]) -> Finding:
    shown = one.text[max(0, slip.start() - AROUND) : slip.end() + AROUND]
    return finding(extraction, config, rule, [one.side()], found=slip.group(), text=shown)


def open_brackets(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Brackets and quotes of a paragraph that are opened and never closed, or closed and never opened."""
    pairs = config.language.audit.lists.brackets
    closing = {pair[1]: pair[0] for pair in pairs}
    for one in prose(extraction):
        stack: list[tuple[str, int]] = []
        odd: list[tuple[str, int]] = []
        for place, char in enumerate(one.text):
            if char in closing.values():
                stack.append((char, place))
            elif char in closing:
                if stack and stack[-1][0] == closing[char]:
                    stack.pop()
                elif not char.isascii():  # `1)` and `a)` open nothing
                    odd.append((char, place))
        for char, place in [*odd, *stack]:
            shown = one.text[max(0, place - AROUND) : place + AROUND]
            yield finding(extraction, config, "bracket-open", [one.side()], found=char, text=shown)


class Clause(NamedTuple):
    """A clause: which text it stands in, where, and what it says without blanks."""

    text: int
    start: int
    end: int
    said: str


def sentences_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Runs of clauses that stand in the report twice; near each other they are a slip, else a note.

    What is said over and over (a box, a head, a formula) is no slip, nor what is in brackets or of digits alone.
    """
    texts = [one for one in prose(extraction) if isinstance(one.record, Paragraph)]
    clauses = [clause for number, one in enumerate(texts) for clause in _clauses(number, one.text, config)]
    often = {said for said, times in Counter(clause.said for clause in clauses).items() if times >= FORMULA}
    first: dict[str, int] = {}
    place = 0
    while place < len(clauses):
        earlier = first.get(clauses[place].said)
        length = 0
        if earlier is not None:
            length = _common(clauses, earlier, place)
            run = clauses[place : place + length]
            first_run = clauses[earlier : earlier + length]
            whole = _sentence(run, texts, config) and _sentence(first_run, texts, config)
            if sum(len(c.said) for c in run if c.said not in often) >= _least(
                texts[run[0].text], texts[first_run[0].text], whole, config
            ):
                yield _twice(extraction, config, texts, (clauses[earlier], run[0], run[-1]))
            else:
                length = 0
        for step in range(place, place + max(1, length)):
            first.setdefault(clauses[step].said, step)
        place += max(1, length)


def _near(one: Prose, other: Prose) -> bool:
    """Whether two paragraphs are of one section."""
    a, b = one.record, other.record
    return isinstance(a, Paragraph) and isinstance(b, Paragraph) and a.section_id == b.section_id


def _least(one: Prose, other: Prose, whole: bool, config: Config) -> int:
    settings = config.checks.audit
    if whole:
        return settings.whole_sentence_length
    return settings.near_sentence_length if _near(one, other) else settings.sentence_length


def _sentence(run: list[Clause], texts: list[Prose], config: Config) -> bool:
    """Whether the run of clauses begins and ends with a sentence."""
    text = texts[run[0].text].text
    ends = config.language.outline.sentence_ends
    before, after = text[: run[0].start].rstrip(), text[run[-1].end :].lstrip()
    return (not before or before[-1] in ends) and (not after or after[0] in ends)


def _clauses(number: int, text: str, config: Config) -> Iterator[Clause]:
    ends = "".join(c for c in config.language.outline.clause_marks if c not in config.language.audit.lists.marks)
    bare = masked(text, BRACKETS)
    for match in re.finditer(f"[^{re.escape(ends)}]+", bare):
        said = "".join(c for c in match.group() if c.isalnum())
        if said and not said.isdecimal():
            yield Clause(number, match.start(), match.end(), said)


def _common(clauses: list[Clause], earlier: int, later: int) -> int:
    """How many clauses from the two places on are the same, each within one text and without overlap."""
    length = 0
    while later + length < len(clauses) and earlier + length < later:
        a, b = clauses[earlier + length], clauses[later + length]
        if a.said != b.said or a.text != clauses[earlier].text or b.text != clauses[later].text:
            break
        length += 1
    return length


def _twice(extraction: Extraction, config: Config, texts: list[Prose], run: tuple[Clause, Clause, Clause]) -> Finding:
    earlier, begin, end = run
    one, other = texts[begin.text], texts[earlier.text]
    return finding(
        extraction,
        config,
        "sentence-twice" if _near(one, other) else "passage-repeated",
        [one.side(), other.side()],
        found=quote(one.text[begin.start : end.end], config),
    )
