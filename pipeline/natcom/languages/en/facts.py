"""The quantities of a passage with all that their sentence says about them."""

from __future__ import annotations

import re

from natcom.languages.base import FoundFact, Quantity, Reading
from natcom.languages.en.attributes import measure, qualifier
from natcom.languages.en.claims import read_numbers
from natcom.languages.en.clauses import Sentence
from natcom.languages.en.dating import Dating
from natcom.languages.en.grammar import Grammar
from natcom.languages.en.sentences import sentences
from natcom.languages.en.subjects import share_of, subject

_PER = re.compile(
    r"(?i:\s+(?:per|a|an|each|every)\s+(?P<word>year|annum|person|capita|head|day|month|week|household|hour|hectare|km2|km|kWh)(?!\w))"
)
_OR = re.compile(
    r"\s*(?P<or>or|i\.e\.|that\s+is|equal\s+to|equivalent\s+to)?\s*(?:by\s+)?(?:(?:about|nearly|over|almost|approximately)\s+)?"
)
_PER_NAMES = {"annum": "year", "capita": "person", "head": "person", "hectare": "ha"}
_YEARLY = re.compile(r"(?i:(?<!\w)(?:annual(?:ly)?|yearly|per\s+year|per\s+annum|every\s+year|each\s+year)(?!\w))")
_CAPITA = re.compile(r"(?i:(?<!\w)per[\s-](?:capita|person))")


def read_facts(text: str, grammar: Grammar) -> tuple[FoundFact, ...]:
    """All quantities of a passage in order, each with what its own sentence states."""
    reading = read_numbers(text, grammar)
    found: list[FoundFact] = []
    for start, end in sentences(text):
        quantities = [c.quantity for c in reading.claims if c.quantity and start <= c.start < end]
        if quantities:
            found += _sentence_facts(Sentence(text, start, end), quantities, reading, grammar)
    return tuple(found)


def _sentence_facts(
    sentence: Sentence, quantities: list[Quantity], reading: Reading, grammar: Grammar
) -> list[FoundFact]:
    dating = Dating(sentence, reading.times, grammar)
    inside = tuple(t for t in reading.times if sentence.start <= t.core < sentence.end)
    found: list[FoundFact] = []
    for i, quantity in enumerate(quantities):
        before = max((q.end for q in quantities[:i]), default=sentence.start)
        low, high = sentence.clause(quantity.start)
        same = found and quantity.reading.kind != "count" and _says_again(sentence, quantity, low, before)
        what = None if same else subject(sentence, quantity, before, inside, grammar)
        if what is None and found:
            what = found[-1].subject
        found.append(
            FoundFact(
                start=quantity.start,
                end=quantity.end,
                sentence_start=sentence.start,
                sentence_end=sentence.end,
                quantity=quantity,
                qualifier=qualifier(sentence, quantity, before, grammar),
                measure=measure(sentence, quantity, before, grammar),
                period=dating.period(quantity, quantities),
                base_period=dating.base(quantity),
                subject=what,
                share_of=share_of(sentence, quantity, grammar),
                per=quantity.reading.per or _per(sentence, quantity, max(low, before)),
                value_type=_value_type(sentence.text[low:high], grammar),
                clause_start=low,
            )
        )
    return found


def _says_again(sentence: Sentence, quantity: Quantity, low: int, before: int) -> bool:
    """Whether a quantity gives the one before it in other terms: it is 5 km, or 3 per cent; 88 km (50 miles)."""
    match = _OR.fullmatch(sentence.text, low, quantity.start)
    if match is None:
        return False
    return bool(match["or"]) or not sentence.in_brackets(quantity.start) or not sentence.text[before : low - 1].strip()


def _per(sentence: Sentence, quantity: Quantity, low: int) -> str | None:
    """a year, per person behind the number; annual, per capita in front of it."""
    behind = _PER.match(sentence.text, quantity.end, sentence.end)
    if behind:
        word = behind["word"].lower()
        return _PER_NAMES.get(word, "kWh" if word == "kwh" else word)
    head = sentence.text[low : quantity.start]
    if _CAPITA.search(head):
        return "person"
    return "year" if _YEARLY.search(head) and quantity.reading.kind not in {"percentage", "duration"} else None


def _value_type(clause: str, grammar: Grammar) -> str | None:
    words = grammar.words.value_types
    for name in ("limit", "projection", "target", "actual"):
        if any(re.search(rf"(?i:(?<!\w){re.escape(word)}(?!\w))", clause) for word in getattr(words, name)):
            return name
    return None
