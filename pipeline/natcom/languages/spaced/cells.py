"""How numbers stand in the cells of tables."""

from __future__ import annotations

import re
from typing import Any

from natcom.languages.reader import CellForms

_SIGNS = (("≤", "lte"), ("≥", "gte"), ("<", "lt"), (">", "gt"), ("~", "approx"), ("c.", "approx"), ("ca.", "approx"))


def _qualifier(text: str, grammar: Any) -> tuple[str | None, str]:
    """The qualifier of a cell, and the cell without its sign."""
    found = next((name for sign, name in _SIGNS if text.startswith(sign)), None)
    return found, re.sub(r"^\D+", "", text) if found else text


def cells(digits: str) -> CellForms:
    """The forms of cells, for a language whose numerals in digits are these."""
    return CellForms(
        digits=digits,
        signs="-+−–",
        minus=frozenset("-−–"),
        joints="to|–|—|-",
        marks=re.compile(r"(?:\s*[*†‡#]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$"),
        qualifier=_qualifier,
        bare=lambda text, _: text,
    )
