"""Tables told by shaded rows: filled bands, every row or every other one, with columns of text on them."""

from __future__ import annotations

from natcom.model import BBox, Page
from natcom.tables.evidence import (
    MIN_WIDTH_PT,
    PageEvidence,
    TableZone,
    belongs_to_figure,
    is_captioned,
    is_tabular,
    lines_in,
    overlap,
    pieces_of_lines,
)
from natcom.tables.find.rules import with_open_ends
from natcom.tables.pieces import text_rows
from natcom.tables.strokes import TOUCH_PT, is_white


def shaded_zones(seen: PageEvidence, found: list[TableZone]) -> list[TableZone]:
    """Filled rows of one extent, every row or every other one, with columns of text on and between them."""
    zones = []
    for stack in _stacks(_bands(seen.page)):
        box = _with_rows_around(seen, stack)
        wide = [b for b in stack if b.width > 0.9 * box.width]
        if len(wide) < 2 or any(overlap(box, z.bbox) for z in found) or belongs_to_figure(seen, box):
            continue
        captioned = is_captioned(seen, box)
        if (captioned or len(wide) >= 3) and is_tabular(
            text_rows(pieces_of_lines(lines_in(seen.page, box))), box, not captioned
        ):
            zones.append(TableZone(box, "shades"))
    return zones


def _stacks(bands: list[BBox]) -> list[list[BBox]]:
    """Bands over one another, no farther apart than a few rows, in groups from the top down."""
    stacks: list[list[BBox]] = []
    for band in sorted(bands, key=lambda b: (b.top, b.x0)):
        home = None
        for stack in stacks:
            x0, x1 = min(b.x0 for b in stack), max(b.x1 for b in stack)
            bottom, height = max(b.bottom for b in stack), max(b.height for b in stack)
            common = min(x1, band.x1) - max(x0, band.x0)
            inside = common >= 0.95 * min(band.width, x1 - x0)
            if inside and band.top - bottom <= 3.5 * max(band.height, min(height, 40.0)):
                home = stack
                break
        if home is None:
            stacks.append([band])
        else:
            home.append(band)
    return stacks


def _bands(page: Page) -> list[BBox]:
    """Filled rectangles side by side as one band each; as high as one row or a few, no ground of a page or box."""
    shades = [s.bbox for s in page.shades if not is_white(s.color) and s.bbox.height <= 0.12 * page.height]
    bands: list[BBox] = []
    for box in sorted(shades, key=lambda b: (round(b.top), b.x0)):
        last = bands[-1] if bands else None
        if (
            last
            and abs(last.top - box.top) <= 1.5
            and abs(last.bottom - box.bottom) <= 1.5
            and box.x0 - last.x1 <= TOUCH_PT
        ):
            bands[-1] = BBox(last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom))
        else:
            bands.append(box)
    return [b for b in bands if b.width >= MIN_WIDTH_PT and b.height >= 6]


def _with_rows_around(seen: PageEvidence, stack: list[BBox]) -> BBox:
    """The stack's box with the unshaded rows above and below it that go on in its columns."""
    box = BBox(
        min(b.x0 for b in stack),
        min(b.top for b in stack),
        max(b.x1 for b in stack),
        max(b.bottom for b in stack),
    )
    return with_open_ends(seen, box)
