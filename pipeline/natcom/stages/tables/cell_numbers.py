"""What a table's cell holds: a number with its sign, range or uncertainty, its marks, and what is printed behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.．]\d+)?|[.．]\d+"
NUMBER = re.compile(
    rf"(?P<open>[(（])?\s*(?P<sign>[-−–▲△▼+])?\s*(?P<money>[$€£¥]|[A-Z]{{0,3}}\$)?\s*(?P<low>{DIGITS})"
    rf"(?:[eE](?P<exp>[-+−]?\d{{1,2}})|\s*[x×·]\s*10(?P<power>[-−⁻]?[\d⁰¹²³⁴-⁹]{{1,3}}))?"
    rf"(?:\s*(?:±|\+/-)\s*(?P<error>{DIGITS})|\s*(?:[-—~～–]|\bto\b)\s*(?P<high>{DIGITS}))?"
    rf"\s*(?P<close>[)）])?\s*(?P<rest>.*)$"
)
MARKS = re.compile(r"(?P<marks>[*†‡§#＊]+|[¹²³⁴-⁹⁰]+|[\[(（]?[a-h][\])）]?(?:,[a-h])*)$")
NEGATIVE = "-−–▲△▼"
PLAIN_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
COMMA_DECIMAL = re.compile(r"[-−–]?\s*(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})\s*%?$")
POINT_DECIMAL = re.compile(r"\d\.(?:\d{1,2}|\d{4,})(?!\d)")


class ReadNumber(NamedTuple):
    """A cell's number as printed: value, upper end or uncertainty, footnote marks, and what is behind it (a unit)."""

    value: Decimal
    high: Decimal | None
    marks: str
    rest: str
    error: Decimal | None = None


def read_number(text: str, marks: re.Pattern[str] | None = None, *, comma_decimals: bool = False) -> ReadNumber | None:
    """The number that a cell holds, or None where it holds something else.

    `marks` are a language's own words for a note behind a number; with `comma_decimals` a comma is the decimal sign.

    >>> [str(n.value) for t in ("1,234.5", "(12)", "▲3", "12.3a", "-0.6 %", "36.3.") if (n := read_number(t))]
    ['1234.5', '-12', '-3', '12.3', '-0.6', '36.3']
    >>> [str(n.value) for t in ("4.5 x 10-3", "2e3") if (n := read_number(t))], str(read_number("23.3 ± 6.7").error)
    (['0.0045', '2E+3'], '6.7')
    >>> read_number("NO"), read_number("-"), read_number("CO2")
    (None, None, None)
    """
    plain = text.strip()
    if comma_decimals:
        plain = re.sub(r"(?<=\d)[.,](?=\d)", lambda sign: "." if sign[0] == "," else "", plain)
    match = NUMBER.match(plain)
    if match is None:
        return None
    rest, found = match["rest"].strip().rstrip("."), ""
    if rest and (mark := (marks and marks.match(rest)) or MARKS.match(rest)):
        found, rest = mark[0].strip("[]()（）"), rest[mark.end() :].strip()
    bracketed = bool(match["open"] and match["close"])
    if match["open"] and not match["close"]:
        return None
    low, high = _decimal(match["low"]), _decimal(match["high"]) if match["high"] else None
    power = match["exp"] or match["power"]
    if power:
        low = low.scaleb(int(power.translate(PLAIN_POWER)))
    negative = bracketed or (match["sign"] or "+") in NEGATIVE
    error = _decimal(match["error"]) if match["error"] else None
    return ReadNumber(-low if negative and low else low, high, found, (match["money"] or "") + rest, error)


def has_comma_decimals(texts: Iterable[str]) -> bool:
    """Whether a table writes `12,5` for twelve and a half: some of its cells can be read in no other way."""
    comma = point = 0
    for text in texts:
        comma += COMMA_DECIMAL.match(text.strip()) is not None
        point += POINT_DECIMAL.search(text) is not None
    return comma > 1 and not point


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[,，\s\u00a0\u202f]", "", text).replace("．", "."))
