"""Tables as the file's own structure has them: the cells from its tags, their places from the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from natcom.geometry import union
from natcom.grid.fragments import Fragment, fragment, is_number, text_rows
from natcom.grid.strokes import Stroke, inside, page_strokes
from natcom.grid.tags import in_order
from natcom.model import BBox, Block, Document, Page, TableTag, TaggedCell
from natcom.stages.tables.parts import MAX_HEAD, Part, TableCell, head_rows
from natcom.text.joining import join_texts

STRAY_SHARE = 0.05  # of a table's characters may stand in none of its tagged cells: a mark set by hand, a repeated head


@dataclass(frozen=True, slots=True)
class _Place:
    """The table's part on one page: its box and lines, and the boundaries of its columns and of the rows on it."""

    page: Page
    box: BBox
    xs: tuple[float, ...]
    ys: Mapping[int, tuple[float, float]]


def tag_of(block: Block) -> TableTag | None:
    """The table of the file's structure that a table block is, or None where it is none, or not borne out."""
    tags = Counter(line.cell.table.key for line in block.lines if line.cell is not None)
    if not tags:
        return None
    key = tags.most_common(1)[0][0]
    own = [line for line in block.lines if line.cell is not None and line.cell.table.key == key]
    top = min(line.top for line in own)  # what stands above is a head printed again
    strays = sum(len(line.text) for line in block.lines if line.cell is None and line.top > top - 1)
    strays += sum(len(line.text) for line in block.lines if line.cell is not None and line.cell.table.key != key)
    if strays > STRAY_SHARE * sum(len(line.text) for line in own) or not in_order(own):
        return None
    return own[0].cell.table if own[0].cell else None


def tagged_part(document: Document, blocks: Sequence[Block], table: TableTag, head: int | None = None) -> Part:
    """The table of one or more blocks on following pages; each of their characters stands in exactly one cell.

    Rows that stand outside the blocks (a caption set as a row) are left out; a head repeated on later pages counts
    once.
    """
    lines = _lines_of_cells(document, blocks, table)
    kept = _kept_rows(document, blocks, table)
    number = {row: i for i, row in enumerate(kept)}
    places = [_place(document.page(b.page), b, lines, table) for b in blocks]
    marked = _marked_head(table, kept)
    cells = []
    for index, cell in enumerate(table.cells):
        if cell.row not in number:
            continue
        own = lines.get(index, [])
        if cell.row in kept[:marked]:
            own = _once(own)
        rows = [r for r in range(cell.row, cell.row + cell.rowspan) if r in number]
        page, bbox = _box(cell, own, places)
        text = join_texts(f.text for f in _reading_order(own))
        cells.append(TableCell(number[cell.row], cell.col, len(rows), cell.colspan, text, page, bbox))
    n_cols = max(c.col + c.colspan for c in cells)
    rows_on = [_edges(row, places) for row in kept]
    part = Part(
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        len(kept),
        n_cols,
        0,
        places[0].xs,
        tuple(top for top, _ in rows_on),
        _heights(table, kept, lines),
        tuple((p.page, p.box) for p in places),
        "tags",
        ("the file's own structure",),
    )
    if head is None:
        head = marked or head_rows(part, 0)
    return replace(part, head=head)


def _lines_of_cells(
    document: Document, blocks: Sequence[Block], table: TableTag
) -> dict[int, list[tuple[Page, Fragment]]]:
    """The blocks' lines by cell, page by page.

    One in no cell goes to that of the nearest line, or, where it repeats a head, nowhere.
    """
    found: dict[int, list[tuple[Page, Fragment]]] = {}
    strays: list[tuple[Page, Fragment]] = []
    for block in blocks:
        page = document.page(block.page)
        for line in block.lines:
            whole = fragment(line, 0, len(line.text))
            if whole is None:
                continue
            if line.cell is not None and line.cell.table.key == table.key:
                found.setdefault(line.cell.position, []).append((page, whole))
            else:
                strays.append((page, whole))
    heads = {f.text for i, own in found.items() if table.cells[i].head for _, f in own}
    for page, stray in strays:
        if page.number > blocks[0].page and stray.text in heads:
            continue
        near = min(
            ((_distance(stray, f), i) for i, own in found.items() for p, f in own if p is page), default=(0.0, None)
        )[1]
        if near is not None:
            found[near].append((page, stray))
    return found


def _distance(a: Fragment, b: Fragment) -> float:
    across = max(0.0, a.x0 - b.x1, b.x0 - a.x1)
    return across + max(0.0, a.top - b.bottom, b.top - a.bottom)


def _kept_rows(document: Document, blocks: Sequence[Block], table: TableTag) -> list[int]:
    """The rows of the structure but for those whose text stands outside the table's blocks."""
    inner = {id(line) for block in blocks for line in block.lines}
    outside = {
        line.cell.place.row
        for number in sorted({block.page for block in blocks})
        for line in document.page(number).lines
        if line.cell is not None and line.cell.table.key == table.key and id(line) not in inner
    }
    inside_rows = {line.cell.place.row for block in blocks for line in block.lines if line.cell is not None}
    n_rows = max(cell.row + cell.rowspan for cell in table.cells)
    return [row for row in range(n_rows) if row not in outside or row in inside_rows]


def _marked_head(table: TableTag, kept: Sequence[int]) -> int:
    """The number of rows on top whose cells are all marked as heads; 0 where the marks tell none.

    A head over the whole width under others is the title of a group of rows.
    """
    count = 0
    width = max(cell.col + cell.colspan for cell in table.cells)
    for row in kept:
        cells = [cell for cell in table.cells if cell.row == row]
        if not all(cell.head for cell in cells):
            break
        if count and len(cells) == 1 and cells[0].colspan == width:
            break
        count += 1
    return count if count <= MAX_HEAD and count < len(kept) else 0


def _once(own: Sequence[tuple[Page, Fragment]]) -> list[tuple[Page, Fragment]]:
    """What stands on the first page alone: a head is printed again on each page."""
    return [(page, f) for page, f in own if page is own[0][0]]


def _reading_order(own: Sequence[tuple[Page, Fragment]]) -> list[Fragment]:
    pages = sorted({page.number for page, _ in own})
    return [f for number in pages for row in text_rows(f for p, f in own if p.number == number) for f in row.fragments]


# ---------------------------------------------------------------- places on the page


def _place(page: Page, block: Block, lines: Mapping[int, Sequence[tuple[Page, Fragment]]], table: TableTag) -> _Place:
    box = block.bbox
    strokes = inside(page_strokes(page), box)
    boxes = {
        i: union(f.bbox for p, f in own if p is page) for i, own in lines.items() if any(p is page for p, _ in own)
    }
    n_cols = max(cell.col + cell.colspan for cell in table.cells)
    columns = [
        [b for i, b in boxes.items() if table.cells[i].col == c and table.cells[i].colspan == 1] for c in range(n_cols)
    ]
    xs = [box.x0]
    for c in range(1, n_cols):
        low = max([xs[-1], *(b.x1 for col in columns[:c] for b in col)])
        high = min([box.x1, *(b.x0 for col in columns[c:] for b in col)])
        xs.append(_boundary(low, high, [s for s in strokes if not s.horizontal]))
    across = [s for s in strokes if s.horizontal]
    ordered = sorted({table.cells[i].row for i in boxes})
    edges = [box.top]
    for upper, lower in pairwise(ordered):
        low = max((b.bottom for i, b in boxes.items() if _single(table.cells[i], upper)), default=edges[-1])
        high = min((b.top for i, b in boxes.items() if _single(table.cells[i], lower)), default=low)
        edges.append(max(edges[-1], _boundary(low, high, across)))
    edges.append(box.bottom)
    ys = {row: (edges[k], edges[k + 1]) for k, row in enumerate(ordered)}
    return _Place(page, box, (*xs, box.x1), ys)


def _single(cell: TaggedCell, row: int) -> bool:
    return cell.row == row and cell.rowspan == 1


def _boundary(low: float, high: float, strokes: Iterable[Stroke]) -> float:
    """Between two rows or columns: where a rule stands, else in the middle."""
    middle = (low + high) / 2
    reach = max((high - low) / 2, 0.0) + 2
    return min((s.at for s in strokes if abs(s.at - middle) <= reach), key=lambda at: abs(at - middle), default=middle)


def _box(cell: TaggedCell, own: Sequence[tuple[Page, Fragment]], places: Sequence[_Place]) -> tuple[Page, BBox]:
    """The page that a cell begins on, and its rectangle there; it holds the cell's text."""
    rows = range(cell.row, cell.row + cell.rowspan)
    first = own[0][0] if own else None
    place = next((p for p in places if (p.page is first if first else cell.row in p.ys)), places[0])
    on = [place.ys[r] for r in rows if r in place.ys]
    x0, x1 = place.xs[cell.col], place.xs[min(cell.col + cell.colspan, len(place.xs) - 1)]
    text = [f.bbox for page, f in own if page is place.page]
    if not on:
        return place.page, union(text) if text else BBox(x0, place.box.top, x1, place.box.top)
    return place.page, union([BBox(x0, on[0][0], x1, on[-1][1]), *text])


def _edges(row: int, places: Sequence[_Place]) -> tuple[float, float]:
    return next((p.ys[row] for p in places if row in p.ys), (places[0].box.top, places[0].box.top))


def _heights(
    table: TableTag, kept: Sequence[int], lines: Mapping[int, Sequence[tuple[Page, Fragment]]]
) -> tuple[tuple[float, ...], ...]:
    """The middles of the lines of each row's numbers, or of all its lines where it has none."""
    result = []
    for row in kept:
        pieces = [f for i, own in lines.items() if table.cells[i].row == row for _, f in own]
        numbers = [f.middle for f in pieces if is_number(f.text)]
        result.append(tuple(sorted(numbers or [f.middle for f in pieces])))
    return tuple(result)


__all__ = ["tag_of", "tagged_part"]
