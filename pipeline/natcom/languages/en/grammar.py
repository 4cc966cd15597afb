"""The configured words of English and the units, compiled once into the patterns that number reading runs on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import Units
from natcom.languages.en.numerals import NUMERAL


@dataclass(frozen=True, eq=False)
class Grammar:
    """Words, units and the patterns made from them."""

    words: FactWords
    units: Units
    number: re.Pattern[str]
    scale: re.Pattern[str]
    currency: re.Pattern[str]
    gas: re.Pattern[str]
    emissions: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    stops: frozenset[str]
    uncounted: frozenset[str]
    nouns: frozenset[str]

    def sign(self, name: str) -> re.Pattern[str]:
        """The configured pattern of this name."""
        return self.words.sign(name)


def any_word(words: Iterable[str]) -> str:
    """Any of the words, the longest that fits, as one group without a capture."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")" if ordered else "(?!)"


@lru_cache(maxsize=4)
def grammar(words: FactWords, units: Units) -> Grammar:
    """The grammar of these words and units; made once for a configuration."""
    signs = [name for name in units.currency_before if name.isascii() or name in "€£¥"]
    ordered = sorted(signs, key=lambda sign: (-len(sign), sign))
    currency = "|".join(re.sub(r"(?<=[A-Z])\\\$", r"\\s?\\$", re.escape(sign)) for sign in ordered)  # US$ and US $
    behind = "|".join(rf"(?<={re.escape(sign)})" for sign in signs if sign[-1].isalpha())  # $NZ5, USD5
    before = [f"(?P<{name}_{i}>{any_word([word])})" for i, (word, name) in enumerate(words.qualifiers_before.pairs())]
    after = [f"(?P<{name}_{i}>{any_word([word])})" for i, (word, name) in enumerate(words.qualifiers_after.pairs())]
    return Grammar(
        words=words,
        units=units,
        number=re.compile(rf"(?:(?<![\w.,/])|{behind}){NUMERAL}"),
        scale=re.compile(rf"\s?{any_word(s for s in units.scales if s.isascii())}(?![\w-])"),
        currency=re.compile(rf"(?<![A-Za-z])(?:{currency})\s?$"),
        gas=re.compile(rf"(?i:(?<!\w){any_word(s for g in units.gases for s in g.spellings if s.isascii())}(?!\w))"),
        emissions=re.compile(rf"(?i:(?<!\w){any_word(words.emission_words)})"),
        before=re.compile(rf"(?i:(?<!\w)(?:{'|'.join(before)}))"),
        after=re.compile(rf"(?i:\s+(?:{'|'.join(after)})(?!\w))"),
        stops=frozenset((*words.subjects.lead, *words.subjects.predicates)),
        uncounted=frozenset(words.subjects.generic),
        nouns=frozenset(words.counted_nouns),
    )
