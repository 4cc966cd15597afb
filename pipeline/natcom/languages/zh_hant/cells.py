"""How numbers stand in the cells of tables."""

from __future__ import annotations

import re

from natcom.languages.reader import CellForms
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.numerals import ARABIC


def cell_qualifier(text: str, grammar: Grammar) -> tuple[str | None, str]:
    """The qualifier of a cell, and the cell without its words."""
    before = grammar.before.match(text)
    if before and before.lastgroup:
        return before.lastgroup.split("_")[0], text[before.end() :].strip()
    after = re.search(rf"(?:{grammar.after.pattern})$", text)
    if after and after.lastgroup and after.start():
        return after.lastgroup.split("_")[0], text[: after.start()].strip()
    return None, text


def _bare(text: str, grammar: Grammar) -> str:
    """The cell without a currency's name in front of its number."""
    names = sorted(grammar.units.currency_before, key=len, reverse=True)
    money = re.match("|".join(map(re.escape, names)), text)
    return text[money.end() :].strip() if money else text


CELLS = CellForms(
    digits=ARABIC,
    signs="-+−▲△",
    minus=frozenset("-−▲△"),
    joints="~|至|–|—|-",
    marks=re.compile(r"(?:\s*[*＊†‡#]+|\s*[(（]?(?:註|注)\s*\d*[)）]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$"),
    qualifier=cell_qualifier,
    bare=_bare,
)
