"""What the words around a quantity make of it: about, at least, more than; an amount or a change."""

from __future__ import annotations

import re
from functools import lru_cache

from natcom.languages.base import Quantity
from natcom.languages.reader import first
from natcom.languages.spaced.clauses import Sentence
from natcom.languages.spaced.grammar import Grammar, any_word

SPENT = {"count", "currency", "duration", "area"}  # kinds that rise and cut take as their object, not as their extent
MAX_OBJECT = 40  # characters between a noun of change and its of: a reduction in total emissions of 5 per cent


def qualifier(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    """approx, gt, gte, lt, lte or None. `before` is where the words in front may begin (the end of the fact before)."""
    after = grammar.after.match(sentence.text, quantity.end, sentence.end)
    if after and after.lastgroup:
        return after.lastgroup.split("_")[0]
    low = max(sentence.start, before, quantity.start - 40)
    segment = sentence.text[low : quantity.start]
    found: str | None = None
    for match in grammar.before.finditer(segment):
        if not match.lastgroup or not grammar.sign("gap").fullmatch(segment, match.end()):
            continue
        if quantity.reading.kind == "duration" and match[0].lower() in grammar.listed("span words"):
            continue
        if quantity.reading.kind == "length" and match[0].lower() in grammar.listed("place words"):
            continue
        if grammar.sign("no qualifier").search(segment[: match.end()]):
            continue
        found = match.lastgroup.split("_")[0]
        break  # the first of a run: "not more than" before "more than"
    return found


class _Changes:
    """The words of change, compiled."""

    def __init__(self, grammar: Grammar) -> None:
        changes, listed = grammar.words.changes, grammar.listed
        adverb = rf"(?:\s+{any_word(listed('adverbs'))})*\s*"
        by, of = any_word(listed("by")), any_word(listed("of"))
        up, down = any_word(changes.increase_verbs), any_word(changes.decrease_verbs)
        up_nouns, down_nouns = any_word(changes.increase_nouns), any_word(changes.decrease_nouns)
        direct_up, direct_down = any_word(changes.increase_compounds), any_word(changes.decrease_compounds)
        self.by = re.compile(rf"(?i:(?<!\w)(?:(?P<up>{up}|{up_nouns})|(?P<down>{down}|{down_nouns}))(?!\w))")
        self.nouns = re.compile(rf"(?i:(?<!\w)(?:(?P<up>{up_nouns})|(?P<down>{down_nouns}))(?!\w))")
        self.plain = re.compile(rf"(?i:(?<!\w)(?:(?P<up>{up})|(?P<down>{down})){adverb}$)")
        self.by_end = re.compile(rf"(?i:\s(?:(?P<by>{by})|{of}){adverb}$)")
        self.direct = re.compile(rf"(?i:(?<!\w)(?:(?P<up>{direct_up})|(?P<down>{direct_down})){adverb}$)")
        self.rates = re.compile(rf"(?i:{any_word(changes.rates)})")
        self.after = re.compile(rf"(?i:\s+(?:\w+\s+)?(?:(?P<up>{up_nouns})|(?P<down>{down_nouns}))(?<!ses)(?!\w))")


@lru_cache(maxsize=4)
def _changes(grammar: Grammar) -> _Changes:
    return _Changes(grammar)


def measure(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str:
    """level, increase or decrease, as explicit words of change in the clause say."""
    changes = _changes(grammar)
    low, high = sentence.clause(quantity.start)
    segment = sentence.text[max(low, before) : quantity.start]
    way = _before(changes, segment, quantity, grammar)
    if way:
        return way
    following = changes.after.match(sentence.text, quantity.end, high)
    if following and grammar.sign("goal of change").match(sentence.text, following.end()):
        following = None
    if following and quantity.reading.kind not in {"count", "duration"}:
        return "increase" if following["up"] else "decrease"
    more = grammar.sign("more than before").match(sentence.text, quantity.end)
    if more and quantity.reading.kind not in {"count", "duration", "length", "currency", "multiple"}:
        return "increase" if more["up"] else "decrease"
    beside = grammar.sign("below").match(sentence.text, quantity.end)
    if beside and quantity.reading.kind == "percentage":
        return "increase" if beside["way"] == "above" else "decrease"
    return "level"


def _before(changes: _Changes, segment: str, quantity: Quantity, grammar: Grammar) -> str | None:
    if grammar.sign("to").search(segment) or changes.rates.search(segment):
        return None
    direct = changes.direct.search(segment)
    if direct:
        return "increase" if direct["up"] else "decrease"
    if quantity.reading.kind not in SPENT and (plain := changes.plain.search(segment)):
        return "increase" if plain["up"] else "decrease"
    end = changes.by_end.search(segment)
    if end is None:
        return None
    words = changes.by if end["by"] else changes.nouns
    found = next(reversed([*words.finditer(segment, 0, end.start() + 1)]), None)
    if found is None or (not end["by"] and end.start() - found.end() > MAX_OBJECT):
        return None
    return "increase" if found["up"] else "decrease"


def inherits(sentence: Sentence, previous: Quantity, quantity: Quantity, grammar: Grammar) -> tuple[bool, bool]:
    """Whether a quantity shares the words of change of the one before it: in a list, or as the same in other terms."""
    between = sentence.text[previous.end : quantity.start]
    same = previous.reading.unit == quantity.reading.unit and grammar.sign("list of amounts").fullmatch(between)
    again = quantity.reading.kind == "percentage" and between.strip() in {"(", ", or", "or", "(or", "(about"}
    return bool(same or again), False


def per(sentence: Sentence, quantity: Quantity, low: int, grammar: Grammar) -> str | None:
    """a year, per person behind the number; annual, per capita in front of it."""
    behind = grammar.sign("per").match(sentence.text, quantity.end, sentence.end)
    if behind:
        word = behind["word"]
        return grammar.units.per.get(word) or grammar.units.per.get(word.lower(), word.lower())
    rule = first(grammar.words.per, sentence.text[low : quantity.start])
    yearly = rule is not None and rule.effect == "year" and quantity.reading.kind in {"percentage", "duration"}
    return rule.effect if rule and not yearly else None
