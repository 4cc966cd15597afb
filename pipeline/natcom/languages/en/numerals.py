"""Numerals of English: digits with thousands separators, Roman numerals, letters, number words."""

from __future__ import annotations

import re
from decimal import Decimal

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

_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(list(UNITS)[:9])})(?!\w))?|(?:{'|'.join(reversed(UNITS))})(?!\w))"
)
_HUNDREDS = rf"(?:{_SMALL}(?:\s+hundred(?:\s+and\s+{_SMALL})?)?)"
WORDS = rf"(?i:(?<![\w-]){_HUNDREDS}(?:\s+thousand(?:\s+(?:and\s+)?{_HUNDREDS})?)?(?![\w]))"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?![\d,]\d)|[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,/-])|\d+)(?:\.\d+)?"

_POWER = re.compile(rf"({DIGITS})\s*[×x]\s*10\^?([-−]?\d{{1,2}})")


def parse_number(text: str) -> int | float | None:
    """The number that a numeral in digits or words stands for, or None.

    >>> parse_number("1,159.5"), parse_number("twenty-two"), parse_number("Two hundred and six"), parse_number("many")
    (1159.5, 22, 206, None)
    """
    text = text.strip()
    if re.fullmatch(DIGITS, text):
        plain = re.sub(r"[, \u00a0\u202f\u2009]", "", text)
        return float(plain) if "." in plain else int(plain)
    power = _POWER.fullmatch(text)
    if power:
        base, exponent = parse_number(power[1]), int(power[2].replace("−", "-"))
        return None if base is None else whole(Decimal(str(base)).scaleb(exponent))
    return _spelled(re.split(r"[-\s]+", text.lower()))


def _spelled(words: list[str]) -> int | None:
    total, current = 0, 0
    for word in words:
        if word in UNITS or word in TENS:
            current += UNITS.get(word, 0) or TENS[word]
        elif word == "hundred":
            current *= 100
        elif word in POWERS:
            total, current = total + current * POWERS[word], 0
        elif word != "and":
            return None
    return total + current or None


def whole(value: Decimal) -> int | float:
    """The number as an int where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)
