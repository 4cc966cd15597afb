"""Noun phrases by the shape of their words: without a tagger, words that are no nouns stand in the configuration."""

from __future__ import annotations

import re

from natcom.languages.spaced.grammar import Grammar

_WORD = re.compile(r"\s+([A-Za-z][\w'’-]*(?:\.(?=\s*[a-z]))?)")
_NOT_PLURAL = re.compile(r"(?:ss|us|is|ous|'s|’s)$")
MAX_WORDS = 5  # of a counted phrase: 1,250 small electric delivery scooters


def counted_phrase(text: str, at: int, grammar: Grammar) -> tuple[int, str] | None:
    """(end, head noun) of the counted nouns behind a numeral that ends at `at`: the words up to the first plural."""
    words: list[str] = []
    while len(words) < MAX_WORDS and (match := _WORD.match(text, at)):
        word = match[1]
        if word.lower() in grammar.stops or (word[0].isupper() and not words and word.lower() in grammar.uncounted):
            return None
        words.append(word)
        at = match.end()
        if is_plural(word, grammar):
            return (at, word) if word.lower() not in grammar.uncounted else None
    return None


def is_plural(word: str, grammar: Grammar) -> bool:
    """Whether a word is a plural noun by its ending, or one of the configured nouns that show none (people, staff)."""
    low = word.lower()
    if low in grammar.nouns:
        return True
    return len(low) > 3 and low.endswith("s") and not _NOT_PLURAL.search(low) and low not in grammar.stops
