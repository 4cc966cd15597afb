"""A number that stands alone, as in a table's cell: its value, range, qualifier and unit, or nothing."""

from __future__ import annotations

import re

from natcom.languages.base import CellNumber
from natcom.languages.zh_hant.claims import read_numbers
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.numerals import ARABIC, parse_number
from natcom.languages.zh_hant.quantities import fold

_PLAIN = re.compile(
    rf"(?P<open>[(（]?)\s*(?P<sign>[-+−▲△]?)\s*(?P<number>{ARABIC})(?:[eE](?P<exponent>[-+−]?\d{{1,2}}))?\s*[)）]?"
)
_RANGE = re.compile(rf"(?P<sign>[-−]?)(?P<low>{ARABIC})\s*(?:~|至|–|—|-)\s*(?P<high>{ARABIC})")
_MARKS = re.compile(r"(?:\s*[*＊†‡#]+|\s*[(（]?(?:註|注)\s*\d*[)）]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")


def read_cell(text: str, grammar: Grammar) -> CellNumber | None:
    """The number that a cell holds and nothing else does beside (`1,234.5`, `(3.2)`, `約 5 萬公噸`, `10~20%`), or None.

    Parentheses, −, ▲ and △ mean less than zero. Footnote marks at the end are left aside. A notation key, a dash or a
    text with a number in it gives None: nothing is guessed.
    """
    folded = _MARKS.sub("", fold(text).strip()).strip()
    qualifier, folded = _qualifier(folded, grammar)
    plain = _PLAIN.fullmatch(folded)
    if plain:
        value = parse_number(plain["number"])
        if value is None:
            return None
        if plain["exponent"]:
            value = float(f"{value}e{plain['exponent'].replace('−', '-')}")
        negative = bool(plain["open"] or plain["sign"] in {"-", "−", "▲", "△"})
        return CellNumber(-value if negative and value else value, None, qualifier, None)
    span = _RANGE.fullmatch(folded)
    if span:
        low, high = parse_number(span["low"]), parse_number(span["high"])
        if low is not None and high is not None:
            return CellNumber(-low if span["sign"] else low, high, qualifier, None)
    return _with_unit(folded, qualifier, grammar)


def _qualifier(text: str, grammar: Grammar) -> tuple[str | None, str]:
    before = grammar.before.match(text)
    if before and before.lastgroup:
        return before.lastgroup.split("_")[0], text[before.end() :].strip()
    after = re.search(rf"(?:{grammar.after.pattern})$", text)
    if after and after.lastgroup and after.start():
        return after.lastgroup.split("_")[0], text[: after.start()].strip()
    return None, text


def _with_unit(text: str, qualifier: str | None, grammar: Grammar) -> CellNumber | None:
    money = re.match("|".join(map(re.escape, sorted(grammar.units.currency_before, key=len, reverse=True))), text)
    bare = text[money.end() :].strip() if money else text
    claims = read_numbers(text, grammar).claims
    facts = [claim for claim in claims if claim.quantity]
    if len(facts) != 1 or text[facts[0].start : facts[0].end].strip() != bare:
        number = (
            parse_number(text)
            if re.fullmatch(r"[\d,.\s十百千萬億兆]+", text) and re.search(r"[萬億兆千百]", text)
            else None
        )
        return CellNumber(number, None, qualifier, None) if number is not None else None
    quantity = facts[0].quantity
    assert quantity is not None
    qualifier = qualifier or ("gt" if quantity.more else None)
    return CellNumber(quantity.value, quantity.value_high, qualifier, quantity.reading)
