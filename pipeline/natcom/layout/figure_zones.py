"""Where figures stand: images and drawings with the labels in and around them, told from text boxes and grounds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from natcom.geometry import contains, merge_near, near, overlap, union
from natcom.layout.style import SAME_SIZE, BodyStyle
from natcom.model import BBox, Line, Page

MIN_SIDE_PT = 24.0  # smaller pictures are bullets, icons and logos in the text
MIN_PARTS = 6  # shades and rulings alone make a drawing (a bar chart) from so many on
GAP_PT = 8.0  # parts of one figure are seldom further apart
BRIDGE_PT = 2.0  # a stroke between two boxes of a diagram ends no further from them
PROSE_LINES = 3  # lines of running text inside: a text box or a page's ground, not a figure
PROSE_CHARACTERS = 14
SENTENCE_ENDS = "\u3002\uff1b;."
SMALL_TEXT = 0.75  # of the body size: text in a box is no smaller, labels of a drawing often are
TEXT_INDENT = 3.0  # sizes that a line in a box may be set in: paragraphs and items of lists
MIN_KEPT = 0.4  # of a drawing that lies partly under text, what must be left of it beside the text
LABEL_GAP, TURNED_GAP = 0.6, 2.5  # sizes between a figure and a label; the name of an axis stands beyond its figures
LABEL_CHARACTERS = 14  # a longer line of body size beside a figure is text, not a label


def find_figures(page: Page, tables: Sequence[BBox], body: BodyStyle, texts: set[int]) -> tuple[BBox, ...]:
    """The boxes of the page's figures, labels included.

    `tables` are zones that are no figures; `texts` are the indexes of lines known to be text whatever they stand on
    (captions, sources, furniture).
    """
    pictures = [p.bbox for p in page.pictures if not _inside_any(p.bbox, tables)]
    parts = [s.bbox for s in page.shades] + [BBox(r.x0, r.top, r.x1, r.bottom) for r in page.rulings]
    parts = [box for box in parts if _is_seen(box, page) and not _inside_any(box, tables) and not _is_edge(box, page)]
    lines = [line for i, line in enumerate(page.lines) if i not in texts]
    cores = [box for box in merge_near(pictures, GAP_PT) if min(box.width, box.height) >= MIN_SIDE_PT]
    cores = [box for box in cores if not _holds_text_only(box, lines, body)]
    cores = [clear for box in cores if (clear := _clear_of_text(box, lines, body)) is not None]
    drawn = [box for box in merge_near(parts, GAP_PT) if min(box.width, box.height) >= MIN_SIDE_PT]
    for box in drawn:
        count = sum(contains(box, *part.center) for part in parts)
        meets = any(near(box, core, 0) for core in cores)
        if (count >= MIN_PARTS or meets) and not _is_ground(box, lines, body):
            cores.append(box)
    bridges = [part for part in parts if sum(near(part, core, BRIDGE_PT) for core in cores) > 1]  # arrows of a diagram
    zones = [_with_labels(box, lines, body) for box in merge_near([*cores, *bridges], GAP_PT)]
    return tuple(merge_near(zones, 0))


def _inside_any(box: BBox, zones: Sequence[BBox]) -> bool:
    return any(contains(zone, *box.center, margin=2) for zone in zones)


def _is_seen(box: BBox, page: Page) -> bool:
    """Whether a drawing's middle lies on the page: a spread may be drawn whole on each of its pages, half of it off."""
    return contains(BBox(0, 0, page.width, page.height), *box.center)


def _is_edge(box: BBox, page: Page) -> bool:
    """A rule under a running header, a border around the page, a page's ground."""
    wide, tall = box.width > 0.6 * page.width, box.height > 0.6 * page.height
    return (wide and tall) or (wide and box.height < 3 and not 0.12 * page.height < box.top < 0.88 * page.height)


def _is_prose(line: Line, body: BodyStyle) -> bool:
    return (
        len(line.text) >= PROSE_CHARACTERS
        and abs(line.size - body.size) <= 2 * SAME_SIZE * body.size
        and not line.turned
    )


def _clear_of_text(box: BBox, lines: Sequence[Line], body: BodyStyle) -> BBox | None:
    """The box, or the larger part of it beside or below running text it reaches under; None where it is a ground."""
    if not _is_ground(box, lines, body):
        return box
    prose = union(line.bbox for line in lines if contains(box, *line.bbox.center) and _is_prose(line, body))
    sides = (
        BBox(prose.x1 + 1, box.top, box.x1, box.bottom),
        BBox(box.x0, box.top, prose.x0 - 1, box.bottom),
        BBox(box.x0, prose.bottom + 1, box.x1, box.bottom),
        BBox(box.x0, box.top, box.x1, prose.top - 1),
    )
    best = max(sides, key=lambda b: max(0.0, b.width) * max(0.0, b.height))
    kept = max(0.0, best.width) * max(0.0, best.height)
    return best if kept >= MIN_KEPT * box.width * box.height and not _is_ground(best, lines, body) else None


def _is_ground(box: BBox, lines: Sequence[Line], body: BodyStyle) -> bool:
    """Whether running text stands on it: lines of body size, one under the other, that fill its width."""
    prose = [line for line in lines if contains(box, *line.bbox.center) and _is_prose(line, body)]
    wide = [line for line in prose if line.x1 - line.x0 > 0.45 * box.width]
    pairs = sum(
        0 < b.bottom - a.bottom < 2 * body.size and overlap(a.x0, a.x1, b.x0, b.x1) > 0.5 * (a.x1 - a.x0)
        for a, b in itertools.pairwise(wide)
    )
    return pairs >= PROSE_LINES - 1


def _above_or_below(line: Line, box: BBox, body: BodyStyle) -> bool:
    return overlap(line.x0, line.x1, box.x0 - body.size, box.x1 + body.size) > 0.6 * (line.x1 - line.x0)


def _beside(line: Line, box: BBox, body: BodyStyle) -> bool:
    """Whether it is a small short label at one side, such as those of an axis."""
    small = line.size < 0.9 * body.size and len(line.text) <= LABEL_CHARACTERS
    return small and box.top <= line.bbox.center[1] <= box.bottom


def _holds_text_only(box: BBox, lines: Sequence[Line], body: BodyStyle) -> bool:
    """Whether what is drawn is a box around text, of whatever size: rows of one line each from one left edge, ended."""
    inside = [line for line in lines if contains(box, *line.bbox.center)]
    if len(inside) < 2 or any(line.turned or line.size < SMALL_TEXT * body.size for line in inside):
        return False
    left = min(line.x0 for line in inside)
    one_column = all(b.bottom - a.bottom > 0.6 * a.size for a, b in itertools.pairwise(inside))
    aligned = all(line.x0 - left <= TEXT_INDENT * line.size for line in inside)
    wide = [line for line in inside if len(line.text) >= PROSE_CHARACTERS and line.x1 - line.x0 > 0.6 * box.width]
    ended = any(line.text[-1] in SENTENCE_ENDS for line in inside)
    return one_column and aligned and ended and 2 * len(wide) >= len(inside)


def _with_labels(box: BBox, lines: Sequence[Line], body: BodyStyle) -> BBox:
    """The figure with the labels at its edge: short or small lines that touch it, or turned ones beside it."""
    grown = box
    for _ in range(3):
        labels = [
            line.bbox
            for line in lines
            if not contains(grown, *line.bbox.center)
            and (line.turned or line.size < 0.9 * body.size or len(line.text) <= LABEL_CHARACTERS)
            and line.size < 1.1 * body.size
            and near(line.bbox, grown, (TURNED_GAP if line.turned else LABEL_GAP) * line.size)
            and not (line.size >= 0.95 * body.size and line.text[-1:] in SENTENCE_ENDS)
            and (_above_or_below(line, grown, body) or _beside(line, grown, body))
            and not line.bold
        ]
        if not labels:
            break
        grown = union((grown, *labels))
    return grown
