"""English: numerals and noun phrases; all else is shared with the languages whose words stand apart."""

from __future__ import annotations

from natcom.languages.en.nouns import counted_phrase
from natcom.languages.en.numerals import DIGITS, NUMERAL, ordinal, parse_number
from natcom.languages.spaced import Tongue, language

grammar, sentences, read_times, read_numbers, read_facts, read_cell = language(
    Tongue(NUMERAL, DIGITS, parse_number, counted_phrase)
)

__all__ = ["grammar", "ordinal", "read_cell", "read_facts", "read_numbers", "read_times", "sentences"]
