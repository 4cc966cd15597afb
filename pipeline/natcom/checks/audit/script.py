"""Simplified characters in Traditional text."""

from __future__ import annotations

from collections.abc import Iterator

from natcom.checks.audit.prose import prose
from natcom.checks.base import Side, cell_side, finding, side
from natcom.config import Config
from natcom.languages.simplified import simplified_only
from natcom.records import Extraction, Finding

AROUND = 6  # characters shown on either side


def simplified(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Running text, headings, captions and cells with characters that exist only in the other script."""
    words = config.language.audit.simplified
    if words is None:
        return
    wrong = {c: t for c, t in simplified_only().items() if c not in words.allowed} | dict(words.too)
    for text, where in _texts(extraction):
        odd = [place for place, char in enumerate(text) if char in wrong]
        if odd:
            chars = "".join(dict.fromkeys(text[place] for place in odd))
            right = "".join(wrong[char] for char in chars)
            shown = text[max(0, odd[0] - AROUND) : odd[0] + AROUND]
            yield finding(extraction, config, "simplified", [where], found=chars, expected=right, text=shown)


def _texts(extraction: Extraction) -> Iterator[tuple[str, Side]]:
    for one in prose(extraction):
        yield one.text, one.side()
    for section in extraction.sections:
        yield section.title, side(section)
    for table in extraction.tables:
        for cell in table.cells:
            yield cell.text, cell_side(table, [cell])
