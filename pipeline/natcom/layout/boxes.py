"""Text boxes: grounds and frames set into the page, whose text keeps to edges of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from natcom.geometry import contains
from natcom.model import BBox, Line, Page, Ruling

LONG = 12  # characters of a line that shows the edges of a box's text
FEWEST = 2  # lines of that length that make a ground a text box
FRAME_PT = 1.5  # the sides of a frame meet within this
MAX_RULINGS = 400  # on a page; more are the grid of a table or a drawing
MAX_SHARE = 0.9  # of the page's height: what is higher is the page's ground


class TextBox(NamedTuple):
    """A ground or frame, and the edges its text keeps to."""

    bbox: BBox
    left: float
    right: float


def text_boxes(page: Page, lines: Sequence[Line]) -> tuple[TextBox, ...]:
    """The text boxes that hold some of the lines, small ones first: of boxes in boxes the inner one has the text."""
    shades = _whole_grounds(page)
    grounds = [*shades, *(picture.bbox for picture in page.pictures), *_frames(page)]
    found: list[TextBox] = []
    for ground in sorted(set(grounds), key=lambda b: (b.width * b.height, b)):
        if ground.height > MAX_SHARE * page.height or any(_same(ground, other.bbox) for other in found):
            continue
        inside = [line for line in lines if contains(ground, *line.bbox.center)]
        long = [line for line in inside if len(line.text) >= LONG]
        if len(long) < FEWEST:
            continue
        left, right = min(line.x0 for line in inside), max(line.x1 for line in inside)
        if left < ground.x0 or right > ground.x1 + FRAME_PT:
            continue
        found.append(TextBox(ground, left, max(right, ground.x1 - (left - ground.x0))))
    return tuple(found)


def _whole_grounds(page: Page) -> list[BBox]:
    """The page's shades, those that lie on each other from one left edge to one right edge as one ground.

    Some typesetters draw the ground of a box paragraph by paragraph.
    """
    grounds: list[BBox] = []
    for box in sorted({shade.bbox for shade in page.shades}, key=lambda b: (round(b.x0), round(b.x1), b.top)):
        last = grounds[-1] if grounds else None
        alike = last is not None and abs(last.x0 - box.x0) <= FRAME_PT and abs(last.x1 - box.x1) <= FRAME_PT
        if last is not None and alike and last.top < box.top < last.bottom:
            grounds[-1] = BBox(last.x0, last.top, last.x1, max(last.bottom, box.bottom))
        else:
            grounds.append(box)
    return grounds


def box_of(line: Line, boxes: Sequence[TextBox]) -> TextBox | None:
    """The innermost box that the line stands in."""
    return next((box for box in boxes if contains(box.bbox, *line.bbox.center)), None)


def _same(a: BBox, b: BBox) -> bool:
    return all(abs(p - q) <= FRAME_PT for p, q in zip(a, b, strict=True))


def _frames(page: Page) -> Iterator[BBox]:
    """Rectangles of four rulings that no other ruling meets: those of forms and tables are cells."""
    level = sorted((r for r in page.rulings if r.horizontal), key=lambda r: r.top)
    upright = [r for r in page.rulings if not r.horizontal]
    if len(page.rulings) > MAX_RULINGS:
        return
    for n, top in enumerate(level):
        bottom = next((r for r in level[n + 1 :] if _spans(r, top)), None)
        if bottom is None:
            continue
        box = BBox(top.x0, top.top, top.x1, bottom.top)
        sides = [r for r in upright if min(abs(r.x0 - box.x0), abs(r.x0 - box.x1)) < FRAME_PT and _reaches(r, box)]
        if {round(abs(r.x0 - box.x0)) > FRAME_PT for r in sides} != {True, False}:
            continue
        own = [
            *sides,
            *(r for r in level if _spans(r, top) and min(abs(r.top - box.top), abs(r.top - box.bottom)) < FRAME_PT),
        ]
        if not any(_meets(r, box) and r not in own for r in page.rulings):
            yield box


def _spans(a: Ruling, b: Ruling) -> bool:
    return abs(a.x0 - b.x0) < FRAME_PT and abs(a.x1 - b.x1) < FRAME_PT


def _reaches(side: Ruling, box: BBox) -> bool:
    return abs(side.top - box.top) < FRAME_PT and abs(side.bottom - box.bottom) < FRAME_PT


def _meets(ruling: Ruling, box: BBox) -> bool:
    """Whether the ruling touches one of the box's sides or crosses it."""
    across = ruling.x0 <= box.x1 + FRAME_PT and ruling.x1 >= box.x0 - FRAME_PT
    down = ruling.top <= box.bottom + FRAME_PT and ruling.bottom >= box.top - FRAME_PT
    inside = (
        ruling.x0 > box.x0 + FRAME_PT
        and ruling.x1 < box.x1 - FRAME_PT
        and ruling.top > box.top + FRAME_PT
        and ruling.bottom < box.bottom - FRAME_PT
    )
    return across and down and not inside
