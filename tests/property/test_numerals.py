"""Numerals there and back, and number reading that loses nothing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from natcom.config import load_config
from natcom.languages.zh_hant import grammar, read_facts, read_numbers
from natcom.languages.zh_hant.numerals import han_numeral, parse_number
from natcom.text.iso_periods import bounds

CONFIG = load_config(language="zh-Hant")
assert CONFIG.language.facts is not None
GRAMMAR = grammar(CONFIG.language.facts, CONFIG.units)
TEXT = st.text(alphabet="共計約投入減少 2030年5,1.7萬億元公噸%場家（）。，；至~三十第條COP「」二氧化碳", max_size=60)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_han_numeral_reads_back(number: int) -> None:
    assert parse_number(han_numeral(number)) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_arabic_numeral_with_separators_reads_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(str(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("萬", 10**4), ("億", 10**8), ("兆", 10**12)]))
def test_scale_words_multiply(number: int, scale: tuple[str, int]) -> None:
    assert parse_number(f"{number:,} {scale[0]}") == number * scale[1]


@settings(deadline=None)  # the first call loads the dictionary
@given(TEXT)
def test_no_number_is_claimed_twice_and_no_digit_is_lost(text: str) -> None:
    claims = read_numbers(text, GRAMMAR).claims
    covered = [at for claim in claims for at in range(claim.start, claim.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, char in enumerate(text) if char.isdecimal()} <= set(covered)


@settings(deadline=None)  # the first call loads the dictionary
@given(TEXT)
def test_facts_lie_within_their_sentence_and_in_order(text: str) -> None:
    facts = read_facts(text, GRAMMAR)
    assert all(0 <= f.sentence_start <= f.start < f.end <= f.sentence_end <= len(text) for f in facts)
    assert all(a.end <= b.start for a, b in pairwise(facts))


@given(st.dates())
def test_a_day_is_its_own_bounds(day: object) -> None:
    iso = str(day)
    assert bounds(iso) == (iso, iso)
