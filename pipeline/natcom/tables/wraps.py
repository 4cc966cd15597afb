"""Whether a line of a cell goes on in the next one: told by how much room was left, by indents and by codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from natcom.tables.pieces import Fragment

CODE = re.compile(r"(?:[(（\[]?\w{1,3}[)）\].\u3001]\s*)?\d{6,}$")  # an account code alone on its line
ENUMERATOR = re.compile(r"[(（\[]\s*(\w{1,3})\s*[)）\]]|(\w{1,3})[.．\u3001](?!\d)|(\d{2,6})\s+\S|[•●◆■▪◦○–-]\s")
ROMAN = re.compile(r"[ivx]{1,4}$|[IVX]{1,4}$|[A-Za-z]$")
CLOSING = {"Po", "Pe", "Pf"}  # marks that never begin a line
NEAR_EMS = 0.7  # lines end within this of the column's edge where a word did not fit
FILLED = 0.55  # of the column's width: a broken line is as wide, whether set flush or centred
MAX_LEADING = 1.2  # of a line's height: cells set with double line spacing reach it
MIDDLE = 0.2  # of the size: numbers set in the middle of a label of two lines lie no farther from it
TIGHT = 0.75  # two lines of one cell stand closer than this share of their height


def is_code(text: str) -> bool:
    """Whether the text is a code alone, with its enumerator.

    >>> is_code("3708011000"), is_code("1.3708011000"), is_code("1,234,567"), is_code("2072 travel")
    (True, True, False, False)
    """
    return bool(CODE.match(text.strip()))


def starts_item(text: str) -> bool:
    """Whether the text begins with an enumerator, a bullet or a short code: it then begins something.

    >>> starts_item("(2) grants"), starts_item("2072 travel"), starts_item("1.5 months"), starts_item("IPCC")
    (True, True, False, False)
    """
    match = ENUMERATOR.match(text.strip())
    if match is None:
        return False
    numeral = match.group(1) or match.group(2)
    return (
        numeral is None or bool(ROMAN.match(numeral)) or all(unicodedata.numeric(c, None) is not None for c in numeral)
    )


def edge(pieces: Sequence[Fragment], bound: float) -> float:
    """Where the lines of a column end at the latest: where two lines do, else shortly before the column's bound."""
    ends = sorted((f.x1 for f in pieces), reverse=True)
    if not ends:
        return bound
    size = pieces[0].size
    if len(ends) > 1 and ends[0] - ends[1] <= NEAR_EMS * size:
        return ends[0]
    return max(ends[0], bound - 0.5 * size)


def is_full(piece: Fragment, following: Fragment, limit: float) -> bool:
    """Whether the first word of the line that follows would not have fitted behind this one, which fills its column."""
    if piece.x1 - piece.x0 < FILLED * (limit - min(piece.x0, following.x0)):
        return False
    return limit - piece.x1 < _first_word(following) + 0.25 * piece.size


def _first_word(piece: Fragment) -> float:
    """The width of the piece up to where a line may break."""
    line, start = piece.line, piece.start
    at = start
    while at < piece.end and _sticks(line.text[at]):
        at += 1
    at = max(at, start + 1)
    while at < piece.end and unicodedata.category(line.text[at]) in CLOSING:
        at += 1
    return line.x1s[at - 1] - line.x0s[start]


def _sticks(char: str) -> bool:
    """Whether a line breaks neither before nor after the character: Latin letters, digits and their marks."""
    return char < "\u2e80" and not char.isspace()


def gap(above: Fragment, below: Fragment) -> float:
    """The white between two lines; negative where their boxes overlap."""
    return below.top - above.bottom


def tight(above: Fragment, below: Fragment, leading: float = 0.0) -> bool:
    """Whether the lines stand as close as lines of one cell do; `leading` is the white between such lines here."""
    height = min(above.bottom - above.top, below.bottom - below.top)
    usual = 1.2 * leading if leading <= MAX_LEADING * height else 0.0
    return gap(above, below) <= max(TIGHT * height, usual)


def continues(above: Fragment, below: Fragment, limit: float, leading: float = 0.0) -> bool:
    """Whether `below` is the rest of the sentence or name in `above`."""
    return tight(above, below, leading) and is_full(above, below, limit) and not starts_item(below.text)
