"""Pages set in columns from top to bottom, right to left: seen as pages whose text runs down, as turned ones are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from natcom.ingest.content import ASCENT, DESCENT, PageContent
from natcom.model import BBox, Glyph, Picture, Ruling, Shade
from natcom.text.unicode import is_han

FEWEST = 20  # Han characters by which a page shows how it is set
HAN_SHARE = 0.6  # of a page's characters: where Latin letters prevail nothing is set in columns
CLOSE = 1.34  # sizes from character to character along a column at most
APART = 0.12  # sizes by which the next column is further away than the next character
SAME_PLACE = 0.3  # sizes that the middles of characters in one column, or in one row, differ by


def read_down(content: PageContent) -> PageContent:
    """The page in a reading frame in which its columns are rows; a page set in rows as it is."""
    if content.turn or not _is_vertical(content.glyphs):
        return content
    width = content.width

    def turned(box: BBox) -> BBox:
        return BBox(box.top, width - box.x1, box.bottom, width - box.x0)

    return replace(
        content,
        width=content.height,
        height=width,
        turn=90,
        glyphs=tuple(_laid(glyph, width) for glyph in content.glyphs),
        rulings=tuple(Ruling(*turned(BBox(r.x0, r.top, r.x1, r.bottom)), r.width, r.color) for r in content.rulings),
        shades=tuple(Shade(turned(shade.bbox), shade.color) for shade in content.shades),
        pictures=tuple(Picture(turned(picture.bbox), picture.vector) for picture in content.pictures),
    )


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most Han characters have their nearest neighbour below them rather than beside them."""
    shown = [g for g in glyphs if g.text.strip() and g.rotation == 0]
    han = [g for g in shown if is_han(g.text[0])]
    if len(han) < FEWEST or len(han) < HAN_SHARE * len(shown):
        return False
    down = median([*_steps(han, down=True), 1e3])
    across = median([*_steps(han, down=False), 1e3])
    return down <= CLOSE and down + APART <= across


def _steps(glyphs: Sequence[Glyph], *, down: bool) -> Iterator[float]:
    """The distances, in sizes, from each character to the next of its column, or of its row."""
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        place = glyph.bbox.center[0] if down else glyph.bottom
        groups[round(place / (SAME_PLACE * glyph.size * 2))].append(glyph)
    for group in groups.values():
        ordered = sorted(group, key=lambda g: g.top if down else g.x0)
        for a, b in pairwise(ordered):
            step = (b.top - a.top if down else b.x0 - a.x0) / a.size
            if step > SAME_PLACE:
                yield step


def _laid(glyph: Glyph, width: float) -> Glyph:
    """The character in the turned frame, upright there: its column is its row's baseline."""
    if glyph.rotation:
        return glyph._replace(
            x0=glyph.top, x1=glyph.bottom, top=width - glyph.x1, bottom=width - glyph.x0, rotation=glyph.rotation - 90
        )
    middle = width - glyph.bbox.center[0]
    half = (ASCENT + DESCENT) * glyph.size / 2
    return glyph._replace(x0=glyph.top, x1=glyph.bottom, top=middle - half, bottom=middle + half)
