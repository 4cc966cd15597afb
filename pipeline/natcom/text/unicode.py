"""Single characters as Unicode means them: radicals, compatibility forms, symbol fonts' private-use characters.

`equivalent_ideographs.csv` is Unicode's property Equivalent_Unified_Ideograph (UAX #38; Unicode 13), code points in
hexadecimal: what each character of the blocks Kangxi Radicals, CJK Radicals Supplement and CJK Strokes stands for.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

BULLET = "\u2022"
BLANKS = frozenset(
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0000")
SUPERSCRIPTS = dict(
    zip(
        "0123456789+-\u2212()n",
        "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b\u207d\u207e\u207f",
        strict=True,
    )
)
SUBSCRIPTS = {chr(0x2080 + i): str(i) for i in range(10)}
SHARED_GLYPHS = {  # CJK fonts draw each pair with one glyph, and typesetters map it back to the rarer character
    "\u2012": "\u2013",  # figure dash, en dash
    "\u2215": "\uff0f",  # division slash, full-width solidus
    "\u22ef": "\u2026",  # midline ellipsis, ellipsis
}
PICTURE_FONT = re.compile(r"wingding|webding|dingbat", re.IGNORECASE)
DINGBAT_FONT = re.compile(r"wingding|webding|dingbat|symbol", re.IGNORECASE)
FOLDED_BLOCKS = (  # compatibility characters that stand for one ordinary character or ligatures of Latin letters
    (0xF900, 0xFAFF),  # CJK Compatibility Ideographs
    (0x2F800, 0x2FA1F),
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF10, 0xFF19),  # full-width digits and letters; full-width punctuation is the ordinary one in Chinese
    (0xFF21, 0xFF3A),
    (0xFF41, 0xFF5A),
)


@lru_cache(maxsize=1)
def _equivalent_ideographs() -> dict[str, str]:
    path = Path(__file__).with_name("equivalent_ideographs.csv")
    with path.open(encoding="ascii", newline="") as file:
        return {chr(int(r["radical"], 16)): chr(int(r["ideograph"], 16)) for r in csv.DictReader(file)}


@lru_cache(maxsize=65536)
def normal_form(raw: str, font: str = "") -> str:
    """What a glyph's raw text stands for: one character, several (a ligature), or "" (nothing that is seen).

    `font` tells a dingbat font's private-use characters (bullets) from a symbol-encoded text font's (digits, letters).

    >>> ascii(normal_form("\\u2f08")), normal_form("\\uf032"), normal_form("\\ufb01"), normal_form("\\uff15")
    ("'\\\\u4eba'", '2', 'fi', '5')
    >>> ascii(normal_form("\\u2012"))
    "'\\\\u2013'"
    """
    return "".join(_normal_character(c, font) for c in raw)


def _normal_character(c: str, font: str) -> str:
    code = ord(c)
    if code < 0x100 and c not in BLANKS and PICTURE_FONT.search(font):
        return BULLET  # mapped to the letter at the same place: its bullets are l, n, u, q and the like
    if code < 0x80:
        return " " if c in BLANKS else c if c.isprintable() else ""
    if c in BLANKS:
        return " "
    if c in INVISIBLE:
        return ""
    if 0x2E80 <= code <= 0x2FDF or 0x31C0 <= code <= 0x31EF:
        return _equivalent_ideographs().get(c, c)
    if 0xF020 <= code <= 0xF0FF:
        return _private_use(code, font)
    if code == 0xAD:  # a soft hyphen that is drawn is a hyphen
        return "-"
    if c in SUBSCRIPTS:
        return SUBSCRIPTS[c]
    if c in SHARED_GLYPHS:
        return SHARED_GLYPHS[c]
    if any(low <= code <= high for low, high in FOLDED_BLOCKS):
        return unicodedata.normalize("NFKC", c)
    return c


def _private_use(code: int, font: str) -> str:
    """A symbol-encoded font keeps its 8-bit codes at U+F000 + code: letters in text fonts, bullets in others."""
    latin = chr(code - 0xF000)
    if latin.isdigit() and "ding" not in font.lower():
        return latin
    if latin.isascii() and not DINGBAT_FONT.search(font):
        return latin
    return BULLET


@lru_cache(maxsize=4096)
def is_closing(c: str) -> bool:
    """Whether the character is a closing bracket or quote, or a full-width mark that never begins a line.

    >>> is_closing(")"), is_closing("\u3002"), is_closing("a"), is_closing(",")
    (True, True, False, False)
    """
    category = unicodedata.category(c)
    return category in ("Pe", "Pf") or (category == "Po" and unicodedata.east_asian_width(c) in ("W", "F"))


def is_han(c: str) -> bool:
    """Whether the character is an ideograph, a kana or one of the marks and full-width forms set solid with them.

    >>> is_han("\\u4e2d"), is_han("\\u3002"), is_han("A")
    (True, True, False)
    """
    code = ord(c)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )
