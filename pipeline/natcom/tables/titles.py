"""Titles of groups of rows: lines with one fragment that stands over all columns, or alone in the first."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.model import BBox, Page
from natcom.tables.bands import NUMERIC_SHARE, Placed
from natcom.tables.pieces import Fragment, TextRow, is_number, text_rows
from natcom.tables.spans import CROSSING_PT
from natcom.tables.strokes import Stroke, is_white
from natcom.tables.wraps import MIDDLE, continues, edge, tight

BOLD_SHARE = 0.5  # of a table's texts are bold where a bold line alone tells no title
OFF_CENTRE_EMS = 0.75  # a title in the table's middle lies no farther from it
SET_IN_EMS = 4  # and begins at least this far from the left side, where names of rows stand
LONG_SHARE = 0.7  # of the width: a longer line is a text in the middle by chance
FAR_EMS, FAR_FROM_HEAD_EMS = 0.8, 0.3  # a title stands this far below the row before it, or below the head
INDENT_EMS = 1.5  # a bold title at the left is set in no farther than a name of a row is
BAND_SHARE = 0.95  # of the table's width that the ground of a title over all columns covers


def with_titles(
    placed: tuple[Placed, ...], head: float, page: Page, box: BBox, xs: Sequence[float]
) -> tuple[Placed, ...]:
    """The fragments with titles of groups of rows marked: alone on their line, in the table's middle, bold or shaded.

    One in the middle, on a band of its own, or longer than the first column stands over all columns; another bold one
    at the left in the first. `head` is the lower edge of the table's head.
    """
    bands = _title_bands(page, box, placed, head)
    body = [p for p in placed if p.piece.middle > head]
    lines = text_rows(p.piece for p in body)
    bold = [f.line.bold for line in lines for f in line.fragments if len(line.fragments) > 1]
    plain = not bold or sum(bold) < BOLD_SHARE * len(bold)
    labels = [p.piece for p in body if p.col == 0]
    limit = edge(labels, xs[1])
    titles: dict[int, bool] = {}
    for line in lines:
        piece = line.fragments[0]
        if len(line.fragments) > 1 or is_number(piece.text):
            continue
        if any(band.top <= piece.middle <= band.bottom for band in bands):
            titles[id(piece)] = True
        elif _is_centred(piece, box):
            above = _above(piece, line, lines)
            gap = line.top - (above.bottom if above else head)
            far = gap > (FAR_EMS if above else FAR_FROM_HEAD_EMS) * piece.size
            if (plain and piece.line.bold) or far or _over_numbers(piece, body, xs):
                titles[id(piece)] = True
        elif plain and piece.line.bold and piece.x0 - box.x0 < INDENT_EMS * piece.size:
            before = [label for label in labels if label.bottom <= line.top + 2]
            after = [label for label in labels if label.top >= line.bottom - 2]
            if before and id(before[-1]) not in titles and continues(before[-1], piece, limit):
                continue  # the rest of a row's name
            if any(_are_halves(a, b, lines) for a, b in ((before[-1:], [piece]), ([piece], after[:1]))):
                continue  # a name of two lines with its numbers set in their middle
            if after and after[0].line.bold and _has_neighbours(after[0], lines) and continues(piece, after[0], limit):
                continue  # the first line of one
            titles[id(piece)] = piece.x1 > xs[1] + CROSSING_PT
    n = len(xs) - 1
    return tuple(
        Placed(p.piece, 0, n if titles[id(p.piece)] else 1, title=True) if id(p.piece) in titles else p for p in placed
    )


def _title_bands(page: Page, box: BBox, placed: Sequence[Placed], head: float) -> list[BBox]:
    """The shaded bands over the whole width, of a colour that lies under single fragments alone: no stripes."""
    by_color: dict[int, list[tuple[BBox, int]]] = {}
    lines = text_rows(p.piece for p in placed if p.piece.middle > head)
    for shade in page.shades:
        band = shade.bbox
        if is_white(shade.color) or band.width < BAND_SHARE * box.width or band.height > 0.5 * box.height:
            continue
        for line in lines:
            if band.top <= line.middle <= band.bottom:
                by_color.setdefault(shade.color, []).append((band, len(line.fragments)))
    return [band for found in by_color.values() if all(n == 1 for _, n in found) for band, _ in found]


def _is_centred(piece: Fragment, box: BBox) -> bool:
    off = abs(piece.center - (box.x0 + box.x1) / 2)
    set_in = piece.x0 - box.x0 > SET_IN_EMS * piece.size
    return off <= OFF_CENTRE_EMS * piece.size and set_in and piece.x1 - piece.x0 <= LONG_SHARE * box.width


def _above(piece: Fragment, line: TextRow, lines: Sequence[TextRow]) -> Fragment | None:
    """The lowest fragment above the piece that stands over it."""
    over = [
        f
        for other in lines
        for f in other.fragments
        if f.bottom <= line.top + 2 and f.x0 < piece.x1 and f.x1 > piece.x0
    ]
    return max(over, key=lambda f: f.bottom, default=None)


def _are_halves(upper: Sequence[Fragment], lower: Sequence[Fragment], lines: Sequence[TextRow]) -> bool:
    """Whether a line of several texts stands in the middle of two lines of a name."""
    if not upper or not lower or not tight(upper[0], lower[0]):
        return False
    middle = (upper[0].middle + lower[0].middle) / 2
    return any(len(line.fragments) > 1 and abs(line.middle - middle) <= MIDDLE * upper[0].size for line in lines)


def _has_neighbours(piece: Fragment, lines: Sequence[TextRow]) -> bool:
    return any(len(line.fragments) > 1 and any(f is piece for f in line.fragments) for line in lines)


def _over_numbers(piece: Fragment, body: Sequence[Placed], xs: Sequence[float]) -> bool:
    """Whether the words stand among the numbers of a column of them."""
    col = sum(x <= piece.center for x in xs) - 1
    texts = [p.piece.text for p in body if p.col == col and p.span == 1 and p.piece is not piece]
    return len(texts) > 1 and sum(map(is_number, texts)) >= NUMERIC_SHARE * len(texts)


def with_gaps(
    placed: tuple[Placed, ...], head: float, upright: Sequence[Stroke], xs: Sequence[float]
) -> tuple[Placed, ...]:
    """Titles of groups of rows in a ruled table: alone on a line that all inner upright rules leave out."""
    solos = set()
    for line in text_rows(p.piece for p in placed if p.piece.middle > head):
        inner = [s for s in upright if xs[0] + 4 < s.at < xs[-1] - 4 and s.lo < line.middle < s.hi]
        if len(line.fragments) == 1 and not inner:
            solos.add(id(line.fragments[0]))
    return tuple(Placed(p.piece, 0, len(xs) - 1) if id(p.piece) in solos else p for p in placed)
