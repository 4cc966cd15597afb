"""Numerals of English: digits with thousands separators, Roman numerals, letters, number words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from natcom.languages.reader import whole

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def ordinal(numeral: str) -> int | None:
    """The number of an enumerator's numeral: Arabic, Roman, or a letter counted from A; None for anything else.

    A single I, V or X is Roman, every other single letter is counted.

    >>> ordinal("12"), ordinal("VIII"), ordinal("iv"), ordinal("B"), ordinal("c"), ordinal("2.1")
    (12, 8, 4, 2, 3, None)
    """
    numeral = numeral.strip()
    if numeral.isdecimal():
        return int(numeral)
    low = numeral.lower()
    if not low or not low.isascii() or not low.isalpha() or (not numeral.isupper() and not numeral.islower()):
        return None
    if len(low) == 1 and low not in "ivx":
        return ord(low) - ord("a") + 1
    if not all(c in ROMAN for c in low):
        return None
    values = [ROMAN[c] for c in low]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if total > 0 and roman(total) == low else None


def roman(number: int) -> str:
    """The number as a small Roman numeral, from 1 to 399.

    >>> roman(8), roman(14), roman(90)
    ('viii', 'xiv', 'xc')
    """
    text = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            text += sign
            number -= value
    return text


UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
POWERS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

VULGAR = {c: unicodedata.numeric(c) for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
ROUND = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(list(UNITS)[:9])})(?!\w))?|(?:{'|'.join(reversed(UNITS))})(?!\w))"
)
_HUNDREDS = rf"(?:{_SMALL}(?:\s+hundred(?:\s+(?:and\s+)?{_SMALL})?)?)"
_ROUND = rf"(?:half\s+)?an?\s+(?:{'|'.join(ROUND)})(?!\w|-\w|\s+(?:or|and)\s)"
WORDS = rf"(?i:(?<![\w-])(?:{_ROUND}|{_HUNDREDS}(?:\s+thousand(?:\s+(?:and\s+)?{_HUNDREDS})?|\s+dozen)?)(?![\w]))"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?![\d,]\d)|[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,/-])|\d+)(?:\.\d+)?"
_EXPONENT = r"(?:\s*[×x·]\s*10(?:\^?[-−–]?\d{1,2}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|[eE][-+−]?\d{1,2}(?![\w.]))"
_SLASHED = r"(?:\d+[\s-])?[1-9]\d?/[1-9]\d?(?![\d/])"
NUMERAL = (
    rf"(?:{_SLASHED}|\d*\s?[{''.join(VULGAR)}]|10(?:\^[-−]?\d{{1,2}}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|{DIGITS}{_EXPONENT}?|{WORDS})"
)

_POWER = re.compile(rf"(?:({DIGITS})\s*[×x·]\s*)?10\^?([-−–]?\d{{1,2}}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_TO_TEN = re.compile(rf"({DIGITS})[eE]([-+−]?\d{{1,2}})")
_FRACTION = re.compile(rf"(?:(\d+)[\s-])?(\d{{1,2}})/(\d{{1,2}})|(\d*)\s?([{''.join(VULGAR)}])")
_EXPONENT_DIGITS = str.maketrans("⁻−–⁰¹²³⁴⁵⁶⁷⁸⁹", "---0123456789")


def parse_number(text: str) -> int | float | None:
    """The number that a numeral in digits or words stands for, or None.

    >>> parse_number("1,159.5"), parse_number("twenty-two"), parse_number("Two hundred and six"), parse_number("many")
    (1159.5, 22, 206, None)
    >>> parse_number("4 1/2"), parse_number("2½"), parse_number("3 × 10⁻²"), parse_number("half a million")
    (4.5, 2.5, 0.03, 500000)
    """
    text = text.strip()
    if re.fullmatch(DIGITS, text):
        plain = re.sub(r"[, \u00a0\u202f\u2009]", "", text)
        return float(plain) if "." in plain else int(plain)
    power = _POWER.fullmatch(text) or _TO_TEN.fullmatch(text)
    if power:
        base = parse_number(power[1]) if power[1] else 1
        exponent = int(power[2].translate(_EXPONENT_DIGITS))
        return None if base is None else whole(Decimal(str(base)).scaleb(exponent))
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        part = VULGAR[fraction[5]] if fraction[5] else int(fraction[2]) / int(fraction[3])
        return int(fraction[1] or fraction[4] or 0) + part
    return _spelled(re.split(r"[-\s]+", text.lower()))


def _spelled(words: list[str]) -> int | float | None:
    if words[-1] in ROUND and set(words[:-1]) <= {"a", "an", "half"} and len(words) > 1:
        return ROUND[words[-1]] // (2 if words[0] == "half" else 1)
    total, current = 0, 0
    for word in words:
        if word in UNITS or word in TENS:
            current += UNITS.get(word, 0) or TENS[word]
        elif word in {"hundred", "dozen"}:
            current *= ROUND[word]
        elif word in POWERS:
            total, current = total + current * POWERS[word], 0
        elif word != "and":
            return None
    return total + current or None
