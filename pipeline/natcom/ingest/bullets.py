"""Bullets that are drawn, not set: browsers paint a list's discs and squares as paths."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from natcom.geometry import overlap
from natcom.ingest.content import DESCENT
from natcom.model import BBox, Glyph
from natcom.text.unicode import BULLET

LEAST, MOST = 0.15, 0.65  # of the size of the text behind it: how wide and high a bullet is
ROUND = 1.35  # a bullet is at most so many times as wide as high, or as high as wide
GAP = 2.2  # sizes between a bullet and its text, at most
LOW, HIGH = 0.02, 0.75  # of the size above the baseline: where the middle of a bullet lies


def drawn_bullets(glyphs: Sequence[Glyph], shapes: Iterable[BBox]) -> Iterator[Glyph]:
    """A bullet glyph, in the style of the text behind it, for each small drawn shape that opens a row of glyphs.

    `glyphs` and `shapes` are in page coordinates; turned glyphs have no bullets.
    """
    upright = sorted((g for g in glyphs if g.rotation == 0 and g.text.strip()), key=lambda g: g.bottom)
    if not upright:
        return
    bottoms = [g.bottom for g in upright]
    largest = max(g.size for g in upright)
    seen: set[tuple[int, int]] = set()
    for shape in shapes:
        place = (round(shape.x0), round(shape.top))
        if place in seen or shape.width > MOST * largest or not _is_bullet_shaped(shape):
            continue
        near = upright[bisect_left(bottoms, shape.top) : bisect_right(bottoms, shape.bottom + largest)]
        row = [g for g in near if _on_row(shape, g)]
        behind = min((g for g in row if g.x0 >= shape.x1), key=lambda g: g.x0, default=None)
        if behind is None or not LEAST <= shape.width / behind.size <= MOST or behind.x0 - shape.x1 > GAP * behind.size:
            continue
        if any(overlap(g.x0, g.x1, shape.x0 - GAP * g.size, shape.x1) > 0 for g in row):
            continue  # a point of a curve, or a mark within the text
        seen.add(place)
        yield behind._replace(text=BULLET, x0=shape.x0, x1=shape.x1)


def _is_bullet_shaped(shape: BBox) -> bool:
    return min(shape.width, shape.height) > 0 and max(shape.width, shape.height) <= ROUND * min(
        shape.width, shape.height
    )


def _on_row(shape: BBox, glyph: Glyph) -> bool:
    """Whether the middle of the shape lies where a bullet before this glyph would."""
    baseline = glyph.bottom - DESCENT * glyph.size
    return LOW * glyph.size <= baseline - shape.center[1] <= HIGH * glyph.size
