"""The configured words of a language and the units, compiled once into the patterns that number reading runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import Units, alternation
from natcom.languages.zh_hant.numerals import ARABIC, HAN_DIGIT, HAN_UNIT, POWER
from natcom.languages.zh_hant.tokens import Segmenter

# Same-length folding of full-width signs, so that offsets stay those of the text.
FULL_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF21 + i: 0x41 + i for i in range(26)}
FULL_WIDTH |= {0xFF41 + i: 0x61 + i for i in range(26)}
FULL_WIDTH |= {
    0xFF05: ord("%"),
    0xFE6A: ord("%"),
    0xFF0E: ord("."),
    0xFF5E: ord("~"),
    0x301C: ord("~"),
    0x223C: ord("~"),
}
FULL_WIDTH |= {0xFF0D: ord("-"), 0x2212: ord("-"), 0x3000: ord(" "), 0xA0: ord(" "), 0xFF0F: ord("/"), 0x2215: ord("/")}


def fold(text: str) -> str:
    """The text with full-width digits, letters and signs folded, character for character."""
    return text.translate(FULL_WIDTH)


RANGE_JOINT = re.compile(r"\s*(?:~{1,2}|至|到|－|[-‐‑–—―]{1,2})\s*(?=[\d零〇一二兩三四五六七八九十百千萬]|[-]\d)")


@dataclass(frozen=True, eq=False)
class Grammar:
    """Words, units and the patterns made from them. All patterns are for text folded with `FULL_WIDTH`."""

    words: FactWords
    units: Units
    number: re.Pattern[str]
    classifier: re.Pattern[str]
    head: re.Pattern[str]
    noun: re.Pattern[str]
    money_before: re.Pattern[str]
    money_name: re.Pattern[str]
    identifier: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_approx: re.Pattern[str]
    segmenter: Segmenter

    def sign(self, name: str) -> re.Pattern[str]:
        """The configured pattern of this name."""
        return self.words.sign(name)


@lru_cache(maxsize=4)
def grammar(words: FactWords, units: Units) -> Grammar:
    """The grammar of these words and units; made once for a configuration."""
    blocked = [s for s in units.scaled_han if s[0] in HAN_UNIT]
    no_unit = f"(?!{'|'.join(map(re.escape, blocked))})"
    scale = rf"(?:{no_unit}[{HAN_UNIT.replace('廿', '').replace('卅', '')}])+"
    number = (
        rf"{POWER}|{ARABIC}(?:\s*[餘多]?\s*{scale}(?:\s*{ARABIC}\s*{scale})*(?:\s?\d{{1,3}},\d{{3}}(?![\d,])|\s?\d{{4}}(?![\d.,]|\s*年)|(?<=萬)\s\d{{3}}(?=\s?[人戶輛元株])|\d{{1,4}}(?![\d.,年]))?)?"
        rf"|(?:{no_unit}[{HAN_DIGIT}{HAN_UNIT}])+(?:[點.][{HAN_DIGIT}]+(?:{no_unit}[萬億兆])*)?"
    )
    before = [
        (word, f"(?P<{name}_{i}>{re.escape(word)})") for i, (word, name) in enumerate(words.qualifiers_before.pairs())
    ]
    after = [
        (word, f"(?P<{name}_{i}>{re.escape(word)})") for i, (word, name) in enumerate(words.qualifiers_after.pairs())
    ]
    return Grammar(
        words=words,
        units=units,
        number=re.compile(number),
        classifier=re.compile(alternation(_classifiers(words))),
        head=re.compile(alternation([(w, re.escape(w)) for w in words.heads])),
        noun=re.compile(alternation([(w, re.escape(w)) for w in words.counted_nouns])),
        money_before=re.compile(
            alternation([(w, re.escape(w)) for w in units.currency_before]) + r"\s*(?:約|近|逾|達|超過|至少)?\s*$"
        ),
        money_name=re.compile(alternation([(w, re.escape(w)) for w in units.currency_before if len(w) > 1]) + r"\s*$"),
        identifier=re.compile(
            r"(?<![A-Za-z])" + alternation([(w, re.escape(w)) for w in words.identifier_prefixes]) + r"[\s\-–.]?\s?$"
        ),
        before=re.compile("|".join(pattern for _, pattern in before)),
        after=re.compile("|".join(pattern for _, pattern in after)),
        not_approx=re.compile(alternation([(w, re.escape(w)) for w in words.not_approx])),
        segmenter=Segmenter(words.subjects.terms),
    )


def _classifiers(words: FactWords) -> list[tuple[str, str]]:
    found = []
    for group in words.classifiers:
        stop = f"(?!{'|'.join(group.not_before)})" if group.not_before else ""
        found += [(word, re.escape(word) + (stop if len(word) == 1 else "")) for word in group.words]
    return found
