"""The language of a text, from its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from natcom.config.detection import DetectionSettings, KnownLanguage, Script
from natcom.languages.simplified import simplified_only

UNKNOWN = "und"  # BCP 47: undetermined

_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x3040, 0x30FF, "Kana"),
    (0x3400, 0x9FFF, "Han"),
    (0xAC00, 0xD7AF, "Hangul"),
)
_WORD = re.compile(r"[^\W\d_]+")
HAN_WEIGHT = 2.5  # letters that one ideograph is worth: a Chinese text has 0.4 of the characters of its English version
KANA_SHARE = 0.05  # of the ideographs and kana: Japanese has 0.4 and more, a Chinese text a name or two
FOREIGN_SHARE = 0.9  # of a passage's letters: names in brackets leave a Chinese passage Chinese
SIMPLIFIED_SHARE = 0.02  # of the ideographs: Simplified text has 0.2 and more, Traditional text a quotation


class Detected(NamedTuple):
    """The BCP 47 tag of a text's language, and that of the language by whose rules it is best read.

    `code` is `UNKNOWN` for a language that is not listed, None where there is too little text to tell.
    """

    code: str | None
    read_as: str | None


def detect_language(texts: Iterable[str], settings: DetectionSettings) -> Detected:
    """The language that most of the texts are in.

    Names of people and places do not count for a language: what counts are its commonest words.
    """
    text = _sample(texts, settings.sample_characters)
    counts: Counter[Script] = Counter()
    for character, number in Counter(text).items():
        written = _script(character)
        if written:
            counts[written] += number
    if not counts:
        return Detected(None, None)
    script = max(counts, key=lambda name: counts[name] * (HAN_WEIGHT if name == "Han" else 1.0))
    known = [language for language in settings.languages if language.script == script]
    if sum(counts.values()) + (HAN_WEIGHT - 1) * counts["Han"] < settings.min_characters:
        code = None
    elif script in ("Han", "Kana"):
        code = _east_asian(text, counts["Han"], counts["Kana"], settings)
    elif script == "Latin":
        code = _by_words(text, known, settings)
    else:
        code = known[0].code if known else UNKNOWN
    own = next((language for language in settings.languages if language.code == code), None)
    read_as = (own.read_as if own else None) or next((one.read_as for one in known if one.read_as), None)
    return Detected(code, read_as or code)


def _by_words(text: str, known: Sequence[KnownLanguage], settings: DetectionSettings) -> str | None:
    words = Counter(word.casefold() for word in _WORD.findall(text))
    total = sum(number for word, number in words.items() if _script(word[0]) == "Latin")
    shares = {language.code: sum(words[word] for word in language.words) / max(1, total) for language in known}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= settings.min_share:
        return best
    return UNKNOWN if total >= settings.min_words else None


def passage_language(text: str, code: str, settings: DetectionSettings) -> str:
    """The language of one passage of a report in the language `code`: another one only where that is plain.

    A passage is in another language where its script is another (an abstract in English in a Chinese report).
    """
    han, latin = 0, 0
    for character in text:
        script = _script(character)
        han += script == "Han"
        latin += script == "Latin"
    other = latin if code.startswith("zh") else han * HAN_WEIGHT
    own = han * HAN_WEIGHT if code.startswith("zh") else latin
    if other < settings.passage_letters or other < FOREIGN_SHARE * (other + own):
        return code
    found = detect_language([text], settings).code
    return found if found and found != UNKNOWN else code


def _east_asian(text: str, han: int, kana: int, settings: DetectionSettings) -> str:
    if kana > KANA_SHARE * (han + kana):
        return "ja"
    common = {word for language in settings.languages if language.code == "zh-Hant" for word in language.words}
    simplified = simplified_only()
    if sum(c in simplified for c in text) > SIMPLIFIED_SHARE * han:
        return "zh-Hans"
    return "zh-Hant" if sum(c in common for c in text) > settings.min_han_share * han else UNKNOWN


def _sample(texts: Iterable[str], most: int) -> str:
    """So many characters of the texts, taken evenly over them."""
    every = list(texts)
    total = sum(len(text) for text in every)
    if total <= most:
        return "\n".join(every)
    return "\n".join(text[: max(1, round(len(text) * most / total))] for text in every)


def _script(character: str) -> Script | None:
    code = ord(character)
    if not character.isalpha():
        return None
    return next((script for low, high, script in _BLOCKS if low <= code <= high), None)
