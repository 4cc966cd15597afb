"""Units as tables name them: in brackets, behind a comma, with a scale (`NZ$ 000's`, `'000 kg`), for counts a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from natcom.config.language import TableWords
from natcom.config.units import UnitReading, Units

BRACKETS = re.compile(r"[(（\[]\s*([^()（）\[\]]{1,40})\s*[)）\]]")
QUOTES = str.maketrans("’‘`´＇", "'''''")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
EDGE_MARKS = " ()（）[]：:\u3002,;"
MIN_TRAILING = 2  # letters: a single one behind a label is a mark or a name
MAX_TRAILING_WORDS = 3  # of a label's end that may spell a unit (`million US$`, `kg CO2 eq`)


@dataclass(frozen=True, slots=True)
class UnitPhrase:
    """What a phrase says of the numbers it applies to: their unit (None where it names a scale alone), and a scale."""

    reading: UnitReading | None
    scale: float = 1.0

    def with_scale(self, scale: float) -> UnitPhrase:
        """The phrase with a further scale, as a head of units under a caption `in thousands`."""
        return replace(self, scale=self.scale * scale)


def read_phrase(text: str, units: Units, words: TableWords) -> UnitPhrase | None:
    """What the whole of `text` says as a unit, or None where it is no unit.

    A count's unit that the configuration does not know (persons, households) is none here: see `counted_noun`.
    """
    plain = text.translate(QUOTES).strip(EDGE_MARKS)
    if not plain or plain.isdecimal():
        return None
    if plain in ("%", "％") or plain.casefold() in words.percent:
        return UnitPhrase(units.lookup("%"))
    found = units.lookup(plain) or units.lookup(plain.translate(RAISED))
    if found:
        return UnitPhrase(found)
    bare, scale = _without_scale(plain, units, words)
    if scale != 1 and not bare:
        return UnitPhrase(None, scale)
    if scale != 1 and (found := units.lookup(bare)):
        return UnitPhrase(found, scale)
    share = words.share_of.match(plain) if words.share_of else None
    return UnitPhrase(units.lookup("%")) if share else None


def _without_scale(text: str, units: Units, words: TableWords) -> tuple[str, float]:
    """The phrase without words and signs of scale at its ends, and what they multiply by."""
    scale = 1.0
    known = {**{name: factor for name, factor in units.scales.items() if name.isascii()}, **words.scales}
    while True:
        for name in sorted(known, key=len, reverse=True):
            rest = re.sub(_at_an_end(name), "", text, count=1).strip(EDGE_MARKS)
            if rest != text and (not rest or units.lookup(rest) or len(rest) < len(text)):
                text, scale = rest, scale * known[name]
                break
        else:
            return text, scale
        if not text:
            return text, scale


@lru_cache(maxsize=256)
def _at_an_end(name: str) -> re.Pattern[str]:
    """The word or sign at the beginning or the end of a phrase, a word only whole."""
    after = "(?![a-z])" if name[-1].isalpha() else "(?![0-9])"
    before = "(?<![a-z])" if name[0].isalpha() else "(?<![0-9])" if name[0].isdigit() else ""
    return re.compile(rf"(?i:^{re.escape(name)}{after}|{before}{re.escape(name)}$)")


def phrase_in(label: str, units: Units, words: TableWords) -> UnitPhrase | None:
    """What a head, a row's label or a caption says of the unit of its numbers; None where it says nothing.

    What is in brackets counts most, then what is behind a comma or a word like `in`, the whole, and its last words.
    """
    scale: UnitPhrase | None = None
    for candidate in _candidates(label, words):
        found = read_phrase(candidate, units, words)
        if found is not None and found.reading is not None:
            return found.with_scale(scale.scale) if scale else found
        scale = scale or found
    return scale


def _candidates(label: str, words: TableWords) -> Iterator[str]:
    plain = label.translate(QUOTES)
    for inner in reversed(BRACKETS.findall(plain)):
        yield inner
        yield re.split(r"[：:,，;]", inner)[-1]
    outside = BRACKETS.sub(" ", plain).strip()
    yield outside
    if "," in outside:
        yield outside.rsplit(",", 1)[1]
    for joint in words.unit_joints:
        if f" {joint} " in outside:
            yield outside.rsplit(f" {joint} ", 1)[1]
    parts = outside.split()
    for count in range(min(MAX_TRAILING_WORDS, len(parts) - 1), 0, -1):
        tail = " ".join(parts[-count:])
        if len(tail) >= MIN_TRAILING and not tail.isdecimal():
            yield tail


def counted_noun(labels: Sequence[str], words: TableWords) -> str | None:
    """The noun that the table counts, by the first of its labels that says so (`Number of boats`), or None."""
    for label in labels:
        for pattern in words.counts:
            match = pattern.regex.search(label)
            if match:
                return _head_noun(match["n"])
    return None


def _head_noun(phrase: str) -> str:
    """The last word of a noun phrase in Latin letters, the whole of any other."""
    parts = phrase.split()
    return parts[-1] if phrase.isascii() and parts else phrase
