"""Which glyphs a reader of the page can see: those drawn without ink or white on white are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.model import BBox, Glyph, Shade

UNSEEN_MODES = frozenset({3, 7})  # text rendering modes without ink (ISO 32000-1, table 106)
WHITE = 0xFFFFFF
SCANNED_SHARE = 0.5  # of the page: a picture this large is the page itself, and unseen text over it its layer


def white_on_white(glyphs: Sequence[Glyph], shades: Sequence[Shade], grounds: Sequence[BBox]) -> frozenset[int]:
    """The indices of white glyphs that neither a shade nor a picture or drawing (`grounds`) lies under."""
    white = [i for i, glyph in enumerate(glyphs) if glyph.color == WHITE and glyph.text.strip()]
    if not white:
        return frozenset()
    under = [*(shade.bbox for shade in shades if shade.color != WHITE), *grounds]
    return frozenset(i for i in white if not any(_covers(box, glyphs[i]) for box in under))


def _covers(box: BBox, glyph: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def share_covered(boxes: Sequence[BBox], width: float, height: float) -> float:
    """The share of the page that the largest of the boxes covers."""
    areas = [
        max(0.0, min(width, b.x1) - max(0.0, b.x0)) * max(0.0, min(height, b.bottom) - max(0.0, b.top)) for b in boxes
    ]
    return max(areas, default=0.0) / max(1.0, width * height)
