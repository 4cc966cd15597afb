"""Whether the text layer of a page can be believed: it is there, and its characters mean something."""

from __future__ import annotations

import unicodedata

from natcom.ingest.content import PageContent
from natcom.ingest.visibility import SCANNED_SHARE
from natcom.model import Glyph, PageFault
from natcom.text.unicode import normal_form

MAX_UNMAPPED = 0.1  # of a page's characters; an ordinary page has a stray symbol or two
MIN_GLYPHS = 20  # by which a share is told; of fewer (a page of one formula) all must be unmapped


def layer_fault(content: PageContent) -> PageFault | None:
    """Why the page should be read from its picture; None where its text layer serves, or there is nothing to read."""
    seen = [glyph for glyph in content.glyphs if glyph.text.strip()]
    if not seen:
        return PageFault.NO_TEXT if content.pictured >= SCANNED_SHARE else None
    unmapped = sum(is_unmapped(glyph) for glyph in seen)
    most = MAX_UNMAPPED * len(seen) if len(seen) >= MIN_GLYPHS else len(seen) - 1
    return PageFault.UNREADABLE_TEXT if unmapped > most else None


def is_unmapped(glyph: Glyph) -> bool:
    """Whether the file does not say what the glyph is: no Unicode, a private-use or a control character."""
    text = normal_form(glyph.text, glyph.font) or glyph.text
    return any(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cc", "Cn") for c in text)
