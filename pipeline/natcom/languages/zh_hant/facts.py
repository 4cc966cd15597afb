"""The quantities of a passage with all that their sentence says about them."""

from __future__ import annotations

import re

from natcom.languages.base import FoundFact, Quantity, Reading, TimeExpression
from natcom.languages.zh_hant.attributes import inherits, measure, qualifier, spread
from natcom.languages.zh_hant.claims import read_numbers
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.dating import Dating
from natcom.languages.zh_hant.fronts import Context
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.phrases import Phrases
from natcom.languages.zh_hant.quantities import fold
from natcom.languages.zh_hant.sentences import sentences, stretches
from natcom.languages.zh_hant.subjects import subject
from natcom.languages.zh_hant.topics import share_of


def read_facts(text: str, grammar: Grammar) -> tuple[FoundFact, ...]:
    """All quantities of a passage in order, each with what its own sentence states."""
    reading = read_numbers(text, grammar)
    folded = fold(text)
    whole = sentences(text)
    found: list[FoundFact] = []
    topic: str | None = None
    for start, end in stretches(text):
        quantities = [c.quantity for c in reading.claims if c.quantity and start <= c.start < end]
        if quantities:
            first, last = next((a, b) for a, b in whole if a <= start < b)
            facts = _sentence_facts(Sentence(folded, start, end), quantities, reading, grammar)
            found += [f._replace(sentence_start=first, sentence_end=last, subject=f.subject or topic) for f in facts]
            topic = next((f.subject for f in facts if f.subject), topic)
        else:
            topic = Phrases(grammar).topic(folded[start:end])
    return tuple(found)


def _sentence_facts(
    sentence: Sentence, quantities: list[Quantity], reading: Reading, grammar: Grammar
) -> list[FoundFact]:
    dating = Dating(sentence, reading.times, grammar)
    inside = tuple(t for t in reading.times if sentence.start <= t.core < sentence.end)
    context = Context(inside, Phrases(grammar))
    found: list[FoundFact] = []
    for i, quantity in enumerate(quantities):
        previous = found[-1] if found else None
        before = max(
            (q.end for q in quantities[:i] if sentence.group(q.start) == sentence.group(quantity.start)), default=0
        )
        listed = previous is not None and inherits(sentence, previous.quantity, quantity)
        period = dating.period(quantity, quantities)
        base = dating.base(quantity, period)
        how = qualifier(sentence, quantity, before, grammar)
        if how is None and listed and previous is not None and spread(sentence, previous.quantity):
            how = previous.qualifier
        change = measure(sentence, quantity, before, grammar)
        if change == "level" and listed and previous is not None:
            change = previous.measure
        low, high = sentence.clause(quantity.start)
        clause = sentence.text[low:high]
        what = _as_printed(subject(sentence, quantity, context, grammar))
        context.found.append((quantity, what))
        found.append(
            FoundFact(
                start=quantity.start,
                end=quantity.end,
                sentence_start=sentence.start,
                sentence_end=sentence.end,
                quantity=quantity,
                qualifier=how,
                measure=change,
                period=_iso(period),
                base_period=_iso(base),
                subject=what,
                share_of=share_of(sentence, quantity, before),
                per=quantity.reading.per or _per(sentence.text[max(low, before) : quantity.start], grammar),
                value_type=_value_type(clause, grammar),
                clause_start=low,
            )
        )
    return found


def _iso(time: TimeExpression | None) -> str | None:
    return time.iso if time else None


def _as_printed(text: str | None) -> str | None:
    if not text:
        return None
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", text)).strip() or None


def _per(before: str, grammar: Grammar) -> str | None:
    """每人, 每平方公里, 人均, 年均 in front of the number."""
    found = re.findall(r"(?:每單?位?|平均每)\s*([A-Z]{3}|[\u4e00-\u9fff]{1,4})", before)
    if found:
        for size in range(len(found[-1]), 0, -1):
            word = found[-1][:size]
            for name in (word, f"單位{word}"):
                if name in grammar.units.per:
                    return grammar.units.per[name]
    if re.search("人均", before):
        return "person"
    return "year" if re.search("年均|每年|逐年", before) else None


def _value_type(clause: str, grammar: Grammar) -> str | None:
    words = grammar.words.value_types
    for name in ("limit", "projection", "target", "actual"):
        if any(word in clause for word in getattr(words, name)):
            return name
    return None
