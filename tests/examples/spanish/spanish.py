"""Spanish, as far as an example needs it: numerals and noun phrases. All else stands in es.toml."""

from __future__ import annotations

import re

from natcom.languages.spaced import Tongue, language
from natcom.languages.spaced.grammar import Grammar

WORDS = {
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "doce": 12,
    "quince": 15,
    "veinte": 20,
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "cien": 100,
    "mil": 1000,
}
DIGITS = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:,\d+)?"
NUMERAL = rf"(?:{DIGITS}|(?i:(?<!\w)(?:{'|'.join(WORDS)})(?!\w)))"
_NOUN = re.compile(r"\s+([^\W\d_]+)")
MOST_WORDS = 4  # of a counted phrase: 12 pequeñas centrales hidroeléctricas


def parse_number(text: str) -> float | int | None:
    """The number that a numeral stands for: 1.234,5 has a decimal comma; a word is looked up."""
    if re.fullmatch(DIGITS, text):
        plain = text.replace(".", "").replace(" ", "").replace(",", ".")
        return float(plain) if "." in plain else int(plain)
    return WORDS.get(text.lower())


def counted_phrase(text: str, at: int, grammar: Grammar) -> tuple[int, str] | None:
    """(end, head) of the plural noun that a numeral counts: the first word in -s that is no verb or preposition."""
    for _ in range(MOST_WORDS):
        match = _NOUN.match(text, at)
        word = match[1].lower() if match else ""
        if match is None or word in grammar.stops or word in grammar.listed("prepositions"):
            return None
        at = match.end()
        if word.endswith("s") or word in grammar.nouns:
            return (at, match[1]) if word not in grammar.uncounted else None
    return None


SPANISH = language(Tongue(NUMERAL, DIGITS, parse_number, counted_phrase))
