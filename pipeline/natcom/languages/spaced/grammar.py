"""The configured words of English and the units, compiled once into the patterns that number reading runs on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import Units
from natcom.languages.spaced.periods import Periods


@dataclass(frozen=True)
class Tongue:
    """What a language supplies besides its words: numerals and noun phrases.

    `numeral` is a regular expression of a numeral in digits or words, `digits` of one in digits; `parse` gives its
    number. `counted` gives, for the place where a numeral ends, the end and the head of the noun phrase that it
    counts, or None.
    """

    numeral: str
    digits: str
    parse: Callable[[str], float | int | None]
    counted: Callable[[str, int, Grammar], tuple[int, str] | None]


@dataclass(frozen=True, eq=False)
class Grammar:
    """Words, units and the patterns made from them."""

    tongue: Tongue
    words: FactWords
    units: Units
    number: re.Pattern[str]
    scale: re.Pattern[str]
    currency: re.Pattern[str]
    gas: re.Pattern[str]
    emissions: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    of_before: re.Pattern[str]
    by: re.Pattern[str]
    periods: Periods | None
    stops: frozenset[str]
    uncounted: frozenset[str]
    nouns: frozenset[str]

    def sign(self, name: str) -> re.Pattern[str]:
        """The configured pattern of this name."""
        return self.words.sign(name)

    def listed(self, name: str) -> frozenset[str]:
        """The configured words of this name."""
        return self.words.listed(name)


def any_word(words: Iterable[str]) -> str:
    """Any of the words, the longest that fits, as one group without a capture."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")" if ordered else "(?!)"


@lru_cache(maxsize=4)
def grammar(tongue: Tongue, words: FactWords, units: Units) -> Grammar:
    """The grammar of these words and units; made once for a configuration."""
    signs = [name for name in units.currency_before if name.isascii() or name in "€£¥"]
    ordered = sorted(signs, key=lambda sign: (-len(sign), sign))
    currency = "|".join(re.sub(r"(?<=[A-Z])\\\$", r"\\s?\\$", re.escape(sign)) for sign in ordered)  # US$ and US $
    behind = "|".join(rf"(?<={re.escape(sign)})" for sign in signs if sign[-1].isalpha())  # $NZ5, USD5
    before = [f"(?P<{name}_{i}>{any_word([word])})" for i, (word, name) in enumerate(words.qualifiers_before.pairs())]
    after = [f"(?P<{name}_{i}>{any_word([word])})" for i, (word, name) in enumerate(words.qualifiers_after.pairs())]
    lists = words.listed
    about = any_word(lists("about"))
    return Grammar(
        tongue=tongue,
        words=words,
        units=units,
        number=re.compile(rf"(?:(?<![\w.,/])|{behind}){tongue.numeral}"),
        scale=re.compile(rf"\s?{any_word(s for s in units.scales if s.isascii())}(?![\w-])"),
        currency=re.compile(rf"(?<![A-Za-z])(?:{currency})\s?$"),
        gas=re.compile(rf"(?i:(?<!\w){any_word(s for g in units.gases for s in g.spellings if s.isascii())}(?!\w))"),
        emissions=re.compile(rf"(?i:(?<!\w){any_word(words.emission_words)})"),
        before=re.compile(rf"(?i:(?<!\w)(?:{'|'.join(before)}))"),
        after=re.compile(rf"(?i:\s+(?:{'|'.join(after)})(?!\w))"),
        of_before=re.compile(rf"(?P<np>[^\W\d_⁰-⁹¹²³][\w'’ -]*?)\s+{any_word(lists('of'))}\s+(?:{about}\s+)*$"),
        by=re.compile(rf"\s+{any_word(lists('by'))}\s+(?:{about}\s+)*$"),
        periods=Periods(words.periods) if words.periods else None,
        stops=frozenset((*words.subjects.lead, *words.subjects.predicates)),
        uncounted=frozenset(words.subjects.generic),
        nouns=frozenset(words.counted_nouns),
    )
