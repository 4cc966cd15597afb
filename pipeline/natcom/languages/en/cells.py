"""A number that stands alone, as in a table's cell: its value, range, qualifier and unit, or nothing."""

from __future__ import annotations

import re

from natcom.languages.base import CellNumber
from natcom.languages.en.claims import read_numbers
from natcom.languages.en.grammar import Grammar
from natcom.languages.en.numerals import DIGITS, parse_number

_PLAIN = re.compile(
    rf"(?P<open>\(?)\s*(?P<sign>[-+−–]?)\s*(?P<number>{DIGITS})(?:[eE](?P<exponent>[-+−]?\d{{1,2}}))?\s*\)?"
)
_RANGE = re.compile(rf"(?P<low>{DIGITS})\s*(?:to|–|—|-)\s*(?P<high>{DIGITS})")
_MARKS = re.compile(r"(?:\s*[*†‡#]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")
_SIGNS = (("≤", "lte"), ("≥", "gte"), ("<", "lt"), (">", "gt"), ("~", "approx"), ("c.", "approx"), ("ca.", "approx"))


def read_cell(text: str, grammar: Grammar) -> CellNumber | None:
    """The number that a cell holds and nothing else does beside (`1,234.5`, `(3.2)`, `< 5 Gg`), or None.

    Parentheses and − mean less than zero. Footnote marks at the end are left aside. A notation key, a dash or a text
    with a number in it gives None: nothing is guessed.
    """
    bare = _MARKS.sub("", text.strip()).strip()
    qualifier = next((name for sign, name in _SIGNS if bare.startswith(sign)), None)
    if qualifier:
        bare = re.sub(r"^\D+", "", bare)
    plain = _PLAIN.fullmatch(bare)
    if plain and (value := parse_number(plain["number"])) is not None:
        if plain["exponent"]:
            value = float(f"{value}e{plain['exponent'].replace('−', '-')}")
        negative = bool(plain["open"] or plain["sign"] in {"-", "−", "–"})
        return CellNumber(-value if negative and value else value, None, qualifier, None)
    span = _RANGE.fullmatch(bare)
    if span:
        low, high = parse_number(span["low"]), parse_number(span["high"])
        return CellNumber(low, high, qualifier, None) if low is not None and high is not None else None
    facts = [claim for claim in read_numbers(bare, grammar).claims if claim.quantity]
    if len(facts) != 1 or facts[0].quantity is None or (facts[0].start, facts[0].end) != (0, len(bare)):
        return None
    quantity = facts[0].quantity
    return CellNumber(quantity.value, quantity.value_high, qualifier, quantity.reading)
