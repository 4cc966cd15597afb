"""Numerals of English: digits with thousands separators, Roman numerals, letters, number words."""

from __future__ import annotations

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
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text += sign
            number -= value
    return text
