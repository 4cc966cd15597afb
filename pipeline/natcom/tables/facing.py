"""One table over two facing pages: the right page's columns put beside those of the left page, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from natcom.model import BBox, Line, Page
from natcom.tables.join import completed, repeated_head
from natcom.tables.lattice import cluster
from natcom.tables.parts import Part, TableCell, numeric_columns

SAME_Y_PT = 3.5  # rows of a table over facing pages stand at the same heights
SAME_TOP_PT = 20.0  # the halves begin this near to one height: one of them may lack the top row of the head
FOLD_PT = 6.0  # a title over both pages ends and goes on as near to the tables' inner sides
FOLD_LINES = 2  # so many lines go on over the fold: one may stand there by chance


def one_title(left: tuple[Page, BBox], right: tuple[Page, BBox]) -> bool:
    """Whether the lines over two tables go on from page to page: flush right on the left one, flush left on the right.

    Halves of lines of one size stand at one height; a line that stands on both pages runs over each, not over the fold.
    """
    before = [k for k in _over(*left) if abs(k.x1 - left[1].x1) <= FOLD_PT and k.x0 > left[1].center[0]]
    after = [k for k in _over(*right) if abs(k.x0 - right[1].x0) <= FOLD_PT and k.x1 < right[1].center[0]]
    crossing = [
        (a, b) for a in before for b in after if abs(a.top - b.top) <= SAME_Y_PT and round(a.size) == round(b.size)
    ]
    texts = {k.text for k in _over(*left)} & {k.text for k in _over(*right)}
    return sum(a.text not in texts and b.text not in texts for a, b in crossing) >= FOLD_LINES


def _over(page: Page, box: BBox) -> list[Line]:
    return [line for line in page.lines if not line.turned and line.bottom <= box.top + 4]


def faces(left: Part, right: Part, titled: bool = False) -> bool:
    """Whether `right` stands on the page facing `left` and gives more columns of the same rows.

    `titled`: a title runs over both pages, so that the halves need not prove by their rows that they are one.
    """
    if len(left.boxes) != 1 or len(right.boxes) != 1:
        return False
    (_, a), (page, b) = left.boxes[0], right.boxes[0]
    if abs(a.bottom - b.bottom) > SAME_Y_PT or abs(a.top - b.top) > SAME_TOP_PT or b.x0 > 0.3 * page.width:
        return False
    if titled:
        return True
    ours, theirs = left.tops[left.head :], right.tops[right.head :]
    if len(ours) < 2 or not theirs or len(theirs) > len(ours) + 1:
        return False
    if repeated_head(left, right) or 0 in numeric_columns(left, left.head):
        return False
    matched = len(_pairs(left, right))
    if 0 in numeric_columns(right, right.head):
        return matched >= 0.8 * len(theirs)
    first = [c.text for c in right.cells if c.col == 0 and c.row >= right.head and c.text]
    short = all(len(t) <= 8 for t in first) and bool(numeric_columns(right, right.head))
    return short and len(theirs) == len(ours) == matched and len(theirs) >= 3


def _pairs(left: Part, right: Part) -> dict[int, int]:
    """The row of `left` that each row of `right` stands beside: the one whose numbers are at its height."""
    pairs: dict[int, int] = {}
    free = set(range(left.head, left.n_rows))
    for row in range(right.head, right.n_rows):
        best = min(
            ((abs(a - b), k) for k in free for a in left.heights[k] for b in right.heights[row]),
            default=(float("inf"), -1),
        )
        if best[0] <= SAME_Y_PT:
            pairs[row] = best[1]
            free.discard(best[1])
    return pairs


class _Beside(NamedTuple):
    """A row of the joined table: its upper edge, the rows of the halves in it; `inner`: within the left row above."""

    top: float
    left: int | None
    right: int | None
    inner: bool = False


def _rows(left: Part, right: Part) -> list[_Beside]:
    """The rows of both halves from the top: pairs, rows of one half alone, lines within the height of a left row."""
    pairs = _pairs(left, right)
    inner: dict[int, list[int]] = {}
    alone: list[int] = []
    for row in range(right.head, right.n_rows):
        if row in pairs:
            continue
        middle = min(right.heights[row], default=right.tops[row])
        over = [k for k in range(left.head, left.n_rows) if left.tops[k] - SAME_Y_PT <= middle]
        own = over[-1] if over else None
        paired = next((r for r, k in pairs.items() if k == own), None)
        if own is None or (paired is not None and paired > row):
            alone.append(row)
        elif paired is None:
            pairs[row] = own
        else:
            inner.setdefault(own, []).append(row)
    partner = {k: r for r, k in pairs.items()}
    rows = [_Beside(right.tops[r], None, r) for r in alone]
    rows += [_Beside(left.tops[k], k, partner.get(k)) for k in range(left.head, left.n_rows)]
    rows.sort(key=lambda row: row.top)
    result: list[_Beside] = []
    for item in rows:
        within = inner.get(item.left, []) if item.left is not None else []
        result += [item, *(_Beside(right.tops[r], None, r, True) for r in within)]
    return result


def beside(left: Part, right: Part) -> Part:
    """The columns of `right` behind those of `left`, row by row.

    A row that `left` lacks is put in by its height; lines within the height of a row of `left` become rows that its
    cells reach over.
    """
    rows = _rows(left, right)
    bounds = _head_bounds(left, right)
    head = len(bounds) - 1
    place_left, place_right = _places(rows, head)
    offset = left.n_cols
    cells = [_moved(c, _head_rows(left, bounds), place_left, 0) for c in left.cells]
    cells += [_moved(c, _head_rows(right, bounds), place_right, offset) for c in right.cells]
    cells = completed(cells, head + len(rows), offset + right.n_cols)
    shift = left.xs[-1] - right.xs[0]
    heights = tuple(left.heights[row.left] if row.left is not None else right.heights[row.right or 0] for row in rows)
    return Part(
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        head + len(rows),
        offset + right.n_cols,
        head,
        left.xs + tuple(x + shift for x in right.xs[1:]),
        (*bounds[:-1], *(row.top for row in rows)),
        ((),) * head + heights,
        left.boxes + right.boxes,
        left.method,
        (*left.evidence, "facing pages"),
    )


def _places(rows: list[_Beside], head: int) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
    """The first and the last row of the joined table that each body row of the left and of the right half takes."""
    lefts: dict[int, tuple[int, int]] = {}
    rights: dict[int, tuple[int, int]] = {}
    above: int | None = None
    for i, row in enumerate(rows, head):
        if row.left is not None:
            above = row.left
            lefts[above] = (i, i)
        elif row.inner and above is not None:
            lefts[above] = (lefts[above][0], i)
        if row.right is not None:
            rights[row.right] = (i, i)
    return lefts, rights


def _head_bounds(left: Part, right: Part) -> list[float]:
    """The heights that part the rows of both heads, those under the last one included.

    Where the boundaries of one half stand between those of the other, the higher head's alone count.
    """
    if not left.head or not right.head:
        return _bounds(left) if left.head >= right.head else _bounds(right)
    both = cluster([*_bounds(left)[1:-1], *_bounds(right)[1:-1]], SAME_Y_PT)
    most = max(left, right, key=lambda part: part.head)
    if len(both) + 1 > most.head:
        return _bounds(most)
    return [min(left.tops[0], right.tops[0]), *both, _bounds(most)[-1]]


def _bounds(part: Part) -> list[float]:
    """The heights that part the rows of a head."""
    under = part.tops[part.head] if part.head < part.n_rows else part.boxes[0][1].bottom
    return [*part.tops[: part.head], under]


def _head_rows(part: Part, bounds: list[float]) -> dict[int, tuple[int, int]]:
    """The first and the last row between the bounds that each head row of a half takes."""
    own = _bounds(part)
    edges = [min(range(len(bounds)), key=lambda i: abs(bounds[i] - y)) for y in own]
    edges[0], edges[-1] = 0, len(bounds) - 1
    if any(b <= a for a, b in pairwise(edges)):  # no two rows may fall into one: the first takes what is too much
        extra = len(bounds) - 1 - part.head
        edges = [0, *(i + extra for i in range(1, part.head + 1))]
    return {row: (edges[row], edges[row + 1] - 1) for row in range(part.head)}


def _moved(
    cell: TableCell, heads: Mapping[int, tuple[int, int]], body: Mapping[int, tuple[int, int]], offset: int
) -> TableCell:
    place = {**heads, **body}
    first = place[cell.row][0]
    last = place[cell.row + cell.rowspan - 1][1]
    return replace(cell, row=first, rowspan=last - first + 1, col=cell.col + offset)
