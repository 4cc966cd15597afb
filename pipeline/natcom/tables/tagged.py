"""Tables as the file's own structure has them: the cells from its tags, their places from the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from natcom.geometry import union
from natcom.model import BBox, Block, Document, Page, TableTag, TaggedCell
from natcom.tables.parts import MAX_HEAD, Part, TableCell, head_rows
from natcom.tables.pieces import Fragment, fragment, is_number, text_rows
from natcom.tables.strokes import Stroke, covered, inside, page_strokes
from natcom.tables.tags import in_order, merged_down, settled, width
from natcom.text.joining import join_texts

STRAY_SHARE = 0.05  # of a table's characters may stand in none of its tagged cells: a mark set by hand, a repeated head
HEAD_AGAIN_SHARE = 0.7  # of the characters of a head printed again that the head has: the rest is a page's own mark
ROW_PT = 6.0  # a row or column without text is one where rules stand this far apart: less is a double rule or a gap
FULL_SHARE = 0.9  # of a table's width that a rule covers to part its head from its body

Placed = tuple[int, Fragment]  # the number of the table's block, and a text in it


@dataclass(frozen=True, slots=True)
class _Place:
    """The table's part in one block: the boundaries of its columns and of the rows in it, and the rules."""

    page: Page
    box: BBox
    strokes: tuple[Stroke, ...]
    xs: tuple[float, ...]
    ys: Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table's kept rows and columns, and their texts, both by their position in the structure."""

    cells: Mapping[int, TaggedCell]
    lines: Mapping[int, Sequence[Placed]]

    @property
    def n_rows(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells.values())

    @property
    def n_cols(self) -> int:
        return width(self.cells.values())


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
    """The table of one or more blocks, in reading order; each of their characters stands in exactly one cell.

    Rows that stand outside the blocks (a caption set as a row) are left out, and so are rows and columns that hold no
    text and have no room; a head repeated on later pages counts once.
    """
    lines = _lines_of_cells(blocks, table)
    lines, again = _without_repeats(lines, table)
    table = settled(table, _extents(blocks, lines))
    outer = _outside(document, blocks, table)
    held = _kept(document, blocks, _Cells(dict(enumerate(table.cells)), lines), outer)
    places = [_place(document.page(b.page), b, held, n) for n, b in enumerate(blocks)]
    held = _Cells(_merged(held, places[0]), held.lines)
    cells = []
    for index, cell in held.cells.items():
        own = held.lines.get(index, [])
        page, bbox = _box(cell, own, places)
        text = join_texts(f.text for f in _reading_order(own))
        cells.append(TableCell(cell.row, cell.col, cell.rowspan, cell.colspan, text, page, bbox))
    part = Part(
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        held.n_rows,
        held.n_cols,
        0,
        places[0].xs,
        tuple(_edges(row, places)[0] for row in range(held.n_rows)),
        _heights(held),
        tuple((p.page, p.box) for p in places),
        "tags",
        ("the file's own structure",),
    )
    if head is None:
        head = _marked_head(held) or min(again, part.n_rows - 1) or head_rows(part, _ruled_head(places[0]))
    return replace(part, head=head)


# ---------------------------------------------------------------- which text stands in which cell


def _lines_of_cells(blocks: Sequence[Block], table: TableTag) -> dict[int, list[Placed]]:
    """The blocks' lines by cell, block by block.

    One in no cell goes to that of the nearest line, or, where it repeats a head, nowhere.
    """
    found: dict[int, list[Placed]] = {}
    strays: list[Placed] = []
    for number, block in enumerate(blocks):
        for line in block.lines:
            whole = fragment(line, 0, len(line.text))
            if whole is None:
                continue
            if line.cell is not None and line.cell.table.key == table.key:
                found.setdefault(line.cell.position, []).append((number, whole))
            else:
                strays.append((number, whole))
    again = _heads_again(found, strays, table)
    for number, stray in strays:
        if id(stray.line) in again:
            continue
        near = min(
            ((_distance(stray, f), i) for i, own in found.items() for n, f in own if n == number), default=(0.0, None)
        )[1]
        if near is not None:
            found[near].append((number, stray))
    return found


def _heads_again(found: Mapping[int, Sequence[Placed]], strays: Sequence[Placed], table: TableTag) -> set[int]:
    """The strays above a part that goes on whose text is in pieces what the table's first rows hold."""
    heads = [_squeezed(f.text for _, f in own) for i, own in found.items() if table.cells[i].row < MAX_HEAD]
    result: set[int] = set()
    for number in sorted({n for n, _ in strays if n}):
        top = min((f.top for own in found.values() for n, f in own if n == number), default=0.0)
        above = [f for n, f in strays if n == number and f.bottom <= top + 1]
        told = [(f, _known(text, heads), len(text)) for f in above if (text := _squeezed([f.text]))]
        first = min((f.top for f, known, size in told if known == size), default=None)
        if first is None:
            continue
        below = [(known, size) for f, known, size in told if f.bottom > first]  # above it a title may stand again
        if sum(known for known, _ in below) >= HEAD_AGAIN_SHARE * sum(size for _, size in below):
            result |= {id(f.line) for f in above}
    return result


def _known(text: str, heads: Sequence[str]) -> int:
    """How many of a text's characters stand in pieces of the heads: two at least together, or a whole head."""
    at = count = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and any(text[at : end + 1] in head for head in heads):
            end += 1
        if end - at > 1 or text[at] in heads:
            count += end - at
        at = end
    return count


def _squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _distance(a: Fragment, b: Fragment) -> float:
    across = max(0.0, a.x0 - b.x1, b.x0 - a.x1)
    return across + max(0.0, a.top - b.bottom, b.top - a.bottom)


def _without_repeats(lines: Mapping[int, Sequence[Placed]], table: TableTag) -> tuple[dict[int, list[Placed]], int]:
    """The texts without those that a row has again in a later block, and how many rows on top are so repeated.

    Some writers give a head the same tags on each page.
    """
    rows: dict[int, list[int]] = {}
    for index in lines:
        rows.setdefault(table.cells[index].row, []).append(index)
    result = {index: list(own) for index, own in lines.items()}
    again = 0
    for count, row in enumerate(sorted(rows)):
        texts: dict[int, dict[int, str]] = {}
        for i in rows[row]:
            for n in sorted({n for n, _ in lines[i]}):
                texts.setdefault(n, {})[i] = _squeezed(f.text for m, f in lines[i] if m == n)
        first = min(texts)
        repeats = {n for n in texts if n != first and texts[n] == texts[first]}
        for i in rows[row]:
            result[i] = [(n, f) for n, f in result[i] if n not in repeats]
        again += bool(repeats) and count == again < MAX_HEAD
    return result, again


def _extents(blocks: Sequence[Block], lines: Mapping[int, Sequence[Placed]]) -> dict[int, tuple[float, float]]:
    """From where to where each cell's text stands, from the left side of its block."""
    return {
        i: (min(f.x0 - blocks[n].bbox.x0 for n, f in own), max(f.x1 - blocks[n].bbox.x0 for n, f in own))
        for i, own in lines.items()
        if own
    }


def _outside(document: Document, blocks: Sequence[Block], table: TableTag) -> set[int]:
    """The rows whose text stands outside the table's blocks: a caption, a source or notes set as a row."""
    inner = {id(line) for block in blocks for line in block.lines}
    own = {line.cell.place.row for block in blocks for line in block.lines if line.cell is not None}
    return {
        line.cell.place.row
        for number in sorted({block.page for block in blocks})
        for line in document.page(number).lines
        if line.cell is not None and line.cell.table.key == table.key and id(line) not in inner
    } - own


def _reading_order(own: Sequence[Placed]) -> list[Fragment]:
    numbers = sorted({n for n, _ in own})
    return [f for number in numbers for row in text_rows(f for n, f in own if n == number) for f in row.fragments]


# ---------------------------------------------------------------- rows and columns


def _kept(document: Document, blocks: Sequence[Block], held: _Cells, outside: set[int]) -> _Cells:
    """The cells without rows that stand outside, and without rows and columns that hold nothing and have no room."""
    with_text = [cell for i, cell in held.cells.items() if held.lines.get(i)]
    rows = {cell.row for cell in with_text if cell.rowspan == 1} | _last_resort(with_text, across=False)
    cols = {cell.col for cell in with_text if cell.colspan == 1} | _last_resort(with_text, across=True)
    strokes = [inside(page_strokes(document.page(b.page)), b.bbox) for b in blocks]
    for row in set(range(held.n_rows)) - rows - outside:
        if any(_has_room(row, n, held, block.bbox, strokes[n]) for n, block in enumerate(blocks)):
            rows.add(row)
    upright = [s for s in strokes[0] if not s.horizontal]
    for col in set(range(held.n_cols)) - cols:
        if _is_drawn(_gap(held, 0, col, blocks[0].bbox), upright):
            cols.add(col)
    at_row = {row: n for n, row in enumerate(sorted(rows - outside))}
    at_col = {col: n for n, col in enumerate(sorted(cols))}
    cells = {}
    for i, cell in held.cells.items():
        down = [at_row[r] for r in range(cell.row, cell.row + cell.rowspan) if r in at_row]
        over = [at_col[c] for c in range(cell.col, cell.col + cell.colspan) if c in at_col]
        if down and over:
            cells[i] = TaggedCell(down[0], over[0], len(down), len(over), cell.head)
    return _Cells(cells, held.lines)


def _last_resort(with_text: Sequence[TaggedCell], across: bool) -> set[int]:
    """The first row or column of each cell over several that has text, where none of them has text of its own."""
    ranges = [(c.col, c.colspan) if across else (c.row, c.rowspan) for c in with_text]
    own = {start for start, span in ranges if span == 1}
    return {start for start, span in ranges if not own.intersection(range(start, start + span))}


def _has_room(row: int, number: int, held: _Cells, box: BBox, strokes: Sequence[Stroke]) -> bool:
    """Whether rules leave room in a block for a row without text, under the last row above it that has text."""
    above = [held.cells[i].row for i, own in held.lines.items() if own and held.cells[i].row < row]
    before = [n for i, own in held.lines.items() if own and held.cells[i].row == max(above, default=-1) for n, _ in own]
    if number != max(before, default=0):
        return False
    return _is_drawn(_gap(held, number, row, box, across=False), [s for s in strokes if s.horizontal])


def _gap(held: _Cells, number: int, at: int, box: BBox, across: bool = True) -> tuple[float, float]:
    """The room in a block between the texts on both sides of a row, or of a column."""
    low, high = (box.x0, box.x1) if across else (box.top, box.bottom)
    for i, own in held.lines.items():
        cell = held.cells[i]
        start, span = (cell.col, cell.colspan) if across else (cell.row, cell.rowspan)
        for _, f in (placed for placed in own if placed[0] == number):
            if start + span <= at:
                low = max(low, f.x1 if across else f.bottom)
            elif start > at:
                high = min(high, f.x0 if across else f.top)
    return low, high


def _is_drawn(gap: tuple[float, float], rules: Sequence[Stroke]) -> bool:
    between = [s.at for s in rules if gap[0] - 1 <= s.at <= gap[1] + 1]
    return bool(between) and max(between) - min(between) >= ROW_PT


def _marked_head(held: _Cells) -> int:
    """The number of rows on top whose cells are all marked as heads; 0 where the marks tell none.

    A head over the whole width under others is the title of a group of rows. Cells that reach down into a row below,
    beside its own, make that a row of heads too.
    """
    n_cols = held.n_cols
    count = 0
    for row in range(held.n_rows):
        cells = [cell for i, cell in held.cells.items() if cell.row == row and (cell.head or held.lines.get(i))]
        if not all(cell.head for cell in cells) or not cells:
            break
        if count and len(cells) == 1 and cells[0].colspan == n_cols:
            break
        count += 1
    reach = max((c.row + c.rowspan for c in held.cells.values() if c.row < count), default=0)
    count = max(count, reach) if count else 0
    return count if count <= MAX_HEAD and count < held.n_rows else 0


def _ruled_head(place: _Place) -> int:
    """How many rows stand above the first rule over the whole width that parts rows; 0 where there is none."""
    box = place.box
    across = [s for s in place.strokes if s.horizontal]
    for row, (_, bottom) in sorted(place.ys.items()):
        if bottom < box.bottom - ROW_PT and covered(across, bottom, box.x0, box.x1) >= FULL_SHARE:
            return row + 1
    return 0


# ---------------------------------------------------------------- places on the page


def _place(page: Page, block: Block, held: _Cells, number: int) -> _Place:
    box = block.bbox
    strokes = inside(page_strokes(page), box)
    here = {i: [f.bbox for n, f in own if n == number] for i, own in held.lines.items() if i in held.cells}
    boxes = {i: union(own) for i, own in here.items() if own}
    cells = held.cells
    columns = [[b for i, b in boxes.items() if cells[i].col == c and cells[i].colspan == 1] for c in range(held.n_cols)]
    xs = [box.x0]
    for c in range(1, held.n_cols):
        low = max([xs[-1], *(b.x1 for col in columns[:c] for b in col)])
        high = min([box.x1, *(b.x0 for col in columns[c:] for b in col)])
        xs.append(_boundary(low, high, [s for s in strokes if not s.horizontal]))
    across = [s for s in strokes if s.horizontal]
    ordered = sorted({cells[i].row for i in boxes})
    edges = [box.top]
    for upper, lower in pairwise(ordered):
        low = max((b.bottom for i, b in boxes.items() if _single(cells[i], upper)), default=edges[-1])
        high = min((b.top for i, b in boxes.items() if _single(cells[i], lower)), default=low)
        edges.append(max(edges[-1], _boundary(low, high, across)))
    edges.append(box.bottom)
    ys = {row: (edges[k], edges[k + 1]) for k, row in enumerate(ordered)}
    return _Place(page, box, strokes, (*xs, box.x1), ys)


def _merged(held: _Cells, place: _Place) -> Mapping[int, TaggedCell]:
    edges = {row: top for row, (top, _) in place.ys.items() if row - 1 in place.ys}
    filled = [i for i, own in held.lines.items() if own]
    return merged_down(held.cells, filled, edges, place.xs, place.strokes)


def _single(cell: TaggedCell, row: int) -> bool:
    return cell.row == row and cell.rowspan == 1


def _boundary(low: float, high: float, strokes: Iterable[Stroke]) -> float:
    """Between two rows or columns: where a rule stands, else in the middle."""
    middle = (low + high) / 2
    reach = max((high - low) / 2, 0.0) + 2
    return min((s.at for s in strokes if abs(s.at - middle) <= reach), key=lambda at: abs(at - middle), default=middle)


def _box(cell: TaggedCell, own: Sequence[Placed], places: Sequence[_Place]) -> tuple[Page, BBox]:
    """The page that a cell begins on, and its rectangle there; it holds the cell's text."""
    rows = range(cell.row, cell.row + cell.rowspan)
    number = own[0][0] if own else next((n for n, p in enumerate(places) if cell.row in p.ys), 0)
    place = places[number]
    on = [place.ys[r] for r in rows if r in place.ys]
    x0, x1 = place.xs[cell.col], place.xs[min(cell.col + cell.colspan, len(place.xs) - 1)]
    text = [f.bbox for n, f in own if n == number]
    if not on:
        return place.page, union(text) if text else BBox(x0, place.box.top, x1, place.box.top)
    return place.page, union([BBox(x0, on[0][0], x1, on[-1][1]), *text])


def _edges(row: int, places: Sequence[_Place]) -> tuple[float, float]:
    return next((p.ys[row] for p in places if row in p.ys), (places[0].box.top, places[0].box.top))


def _heights(held: _Cells) -> tuple[tuple[float, ...], ...]:
    """The middles of the lines of each row's numbers, or of all its lines where it has none."""
    result = []
    for row in range(held.n_rows):
        pieces = [f for i, own in held.lines.items() if i in held.cells and held.cells[i].row == row for _, f in own]
        numbers = [f.middle for f in pieces if is_number(f.text)]
        result.append(tuple(sorted(numbers or [f.middle for f in pieces])))
    return tuple(result)


__all__ = ["tag_of", "tagged_part"]
