"""What stands on one page of a PDF before anything is understood: glyphs, rulings, shades, pictures."""

from __future__ import annotations

from dataclasses import dataclass

from natcom.model import Glyph, Picture, Ruling, Shade

# the em box of CJK fonts above and below the baseline (OpenType ideo-romn); one rule for all fonts
ASCENT, DESCENT = 0.88, 0.12
# the font name of glyphs that were recognised on a picture: their widths are those of the ink, not a font's
RECOGNISED_FONT = "recognised"


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of a page in its reading frame (see `model`); `turn` is how far that is turned from the display.

    `pictured` is the share of the page that images cover; `hidden` the number of characters left out because nobody can
    see them; `layer_hidden` says that its glyphs are drawn unseen over a picture of the page: the layer of a scan.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    shades: tuple[Shade, ...]
    pictures: tuple[Picture, ...]
    turn: int = 0
    label: str | None = None
    pictured: float = 0.0
    hidden: int = 0
    layer_hidden: bool = False
