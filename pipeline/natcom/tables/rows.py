"""Rows of a band that no rule parts: told by the baselines of numbers and labels, by gaps, and by wrapped lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from natcom.tables.bands import Band, BandRows, Merge, numeric_columns
from natcom.tables.pieces import Fragment, is_number
from natcom.tables.wordcells import KnownRows, centered_blocks, column_cells, row_at
from natcom.tables.wordrows import row_under_title, rows_by_baselines, rows_by_gaps
from natcom.tables.wraps import MIDDLE, continues, gap, is_code, starts_item, tight

PROSE_CHARS = 12  # a column whose lines are longer on average holds sentences, no labels
LABELLED_SHARE = 0.7  # of the lines of numbers between two rules have a name where they are rows
NUMERAL_CHARS = 4  # in front of a name and set apart from it: 01, (12), 1.2
SHORT_EMS = 5.5  # a label narrower than this is seldom broken, unless rules make its column narrow


def split_band(band: Band, ruled: bool) -> BandRows | None:
    """The rows of a band, or None where it is one row. `ruled`: rules part the table's other rows."""
    if len(band.lines) < 2:
        return None
    numeric = numeric_columns(band)
    anchors = _number_lines(band, numeric)
    label = _label_column(band, numeric, anchors)
    if ruled and not _rows_in_spite_of_rules(band, numeric, anchors, label):
        titled = row_under_title(band)
        return _finish(band, titled, 0, numeric) if titled else None
    owner: dict[int, int] | None
    if len(anchors) >= 2:
        owner = _rows_by_numbers(band, anchors, label)
    elif anchors:
        return None if label is None else _finish(band, _rows_by_numbers(band, anchors, label), label, numeric)
    else:
        owner = _rows_by_labels(band, label)
    if owner is None or max(owner.values(), default=0) < 1:
        return None
    return _finish(band, owner, label, numeric)


def _number_lines(band: Band, numeric: list[int]) -> list[int]:
    """The baselines that numbers stand on."""
    lines = {band.line_of[i] for c in numeric for i in band.column(c) if is_number(band.placed[i].piece.text)}
    width = len(band.limits)
    lines |= {band.line_of[i] for i, p in enumerate(band.placed) if p.span == width > 1}
    titles = [i for i, p in enumerate(band.placed) if p.title]
    lines |= {band.line_of[i] for i in titles}
    for a, b in pairwise(titles):
        above, below = band.placed[a].piece, band.placed[b].piece
        if band.line_of[b] == band.line_of[a] + 1 and continues(above, below, band.limits[0], band.leading):
            lines.discard(band.line_of[b])
    return sorted(lines)


def _label_column(band: Band, numeric: list[int], anchors: list[int]) -> int | None:
    """The column that names the rows: of those with words and no sentences the one with most lines beside numbers."""
    best: tuple[int, int, int] | None = None
    for col in range(len(band.limits)):
        members = band.column(col)
        if col in numeric or not members or (numeric and col > max(numeric)):
            continue
        texts = [band.placed[i].piece.text for i in members]
        if not anchors and (sum(map(len, texts)) > PROSE_CHARS * len(texts) or _is_list(band, col)):
            continue
        beside = len({band.line_of[i] for i in members} & set(anchors)) if anchors else len(_cells(band, col))
        if not anchors and best is not None and beside < 1.5 * best[0]:
            continue
        if best is None or (beside, -col) > best[:2]:
            best = (beside, -col, col)
    return best[2] if best else None


def _is_list(band: Band, col: int) -> bool:
    """Whether a column holds the items of one list: beside those after the first no cell begins in another column."""
    starts = [i for i in band.column(col) if starts_item(band.placed[i].piece.text)]
    if col == 0 or len(starts) < 2 or starts[0] != band.column(col)[0]:
        return False
    lines = {band.line_of[i] for i in starts[1:]}
    return all(_goes_on(band, i) for i, p in enumerate(band.placed) if band.line_of[i] in lines and p.col != col)


def _cells(band: Band, col: int) -> list[list[int]]:
    """The fragments of a column gathered into cells by their wraps alone."""
    cells: list[list[int]] = []
    for i in band.column(col):
        if cells:
            last = band.placed[cells[-1][-1]].piece
            this = band.placed[i].piece
            same_line = band.line_of[i] == band.line_of[cells[-1][-1]]
            if same_line or (
                continues(last, this, band.limits[col], band.leading) and _all_go_on(band, band.line_of[i])
            ):
                cells[-1].append(i)
                continue
        cells.append([i])
    return cells


def _all_go_on(band: Band, line: int) -> bool:
    """Whether every fragment on a baseline goes on with one right above it: else a cell, and so a row, begins there."""
    beside = [i for i in range(len(band.placed)) if band.line_of[i] == line]
    return all(_goes_on(band, i) or _is_list(band, band.placed[i].col) for i in beside)


def _goes_on(band: Band, index: int) -> bool:
    """Whether a fragment goes on with the one right above it in its column."""
    p, line = band.placed[index], band.line_of[index]
    above = [q.piece for j, q in enumerate(band.placed) if q.col == p.col and band.line_of[j] < line]
    return bool(above) and continues(above[-1], p.piece, band.limits[p.col], band.leading)


def _rows_in_spite_of_rules(band: Band, numeric: list[int], anchors: list[int], label: int | None) -> bool:
    """Whether a band between rules holds several rows all the same: numbers stand under one another in two columns."""
    if len(anchors) < 2 or not numeric:
        return False
    several = [c for c in numeric if len({band.line_of[i] for i in band.column(c)} & set(anchors)) >= 2]
    if len(several) < 2 and not (len(several) == 1 and len(anchors) >= 4):
        return False
    if label is None:
        return True
    beside = {band.line_of[i] for i in band.column(label)}
    titles = {band.line_of[i] for i, p in enumerate(band.placed) if p.title}
    rows = [a for a in anchors if a not in titles]
    return sum(a in beside for a in rows) >= LABELLED_SHARE * len(rows)


def _rows_by_numbers(band: Band, anchors: list[int], label: int | None) -> dict[int, int]:
    """The row of each baseline that bears a number or a label."""
    groups: list[list[int]] = []
    labelled = sorted({band.line_of[i] for i in band.column(label)}) if label is not None else []
    between: dict[int, list[int]] = {}
    for line in labelled:
        if line not in anchors:
            between.setdefault(sum(a < line for a in anchors), []).append(line)
    groups += _grouped(band, label, [None, *between.get(0, []), anchors[0]])
    for k, anchor in enumerate(anchors):
        following = anchors[k + 1] if k + 1 < len(anchors) else None
        chain = _grouped(band, label, [anchor, *between.get(k + 1, []), following])
        groups[-1] += chain[0][1:]
        groups += chain[1:]
    return {line: row for row, group in enumerate(g for g in groups if g) for line in group}


def _grouped(band: Band, label: int | None, chain: Sequence[int | None]) -> list[list[int]]:
    """Baselines from one anchor to the next (None: no anchor) in groups, one per row; the ends never share a group."""
    lines = [line for line in chain if line is not None]
    if label is None or not lines:
        return [[line] for line in lines]
    pieces = {line: _label_piece(band, label, line) for line in lines}
    links = [_link(band, label, pieces, lines, k) for k in range(len(lines) - 1)]
    if chain[0] is not None and chain[-1] is not None and all(links):
        gaps = [band.lines[b].top - band.lines[a].bottom for a, b in pairwise(lines)]
        links[len(gaps) - 1 - gaps[::-1].index(max(gaps))] = False
    groups = [[lines[0]]]
    for line, linked in zip(lines[1:], links, strict=True):
        if linked:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _label_piece(band: Band, label: int, line: int) -> Fragment | None:
    """The first fragment of the label column on a baseline, with the name behind it where it is the name's numeral."""
    pieces = [band.placed[i].piece for i in band.column(label) if band.line_of[i] == line]
    if not pieces:
        return None
    first, name = pieces[0], pieces[min(1, len(pieces) - 1)]
    numeral = len(first.text) <= NUMERAL_CHARS and (is_number(first.text) or starts_item(first.text))
    if name is first or name.line is not first.line or not numeral or is_number(name.text):
        return first
    return first._replace(end=name.end, x1=name.x1)


def _link(band: Band, label: int, pieces: dict[int, Fragment | None], lines: list[int], k: int) -> bool:
    """Whether the label on the k-th line goes on in the next one."""
    above, below = pieces[lines[k]], pieces[lines[k + 1]]
    if above is None or below is None:
        return _bridged(band, label, lines[k] if above is None else lines[k + 1])
    code_above, code_below = is_code(above.text), is_code(below.text)
    if code_above and not code_below:
        return k == 0 or _nearer(pieces, lines, k)
    if code_below:
        following = pieces[lines[k + 2]] if k + 2 < len(lines) else None
        return following is not None and not code_above and gap(above, below) < 0.8 * gap(below, following)
    if starts_item(below.text):
        return False
    if _is_remnant(band, below, lines[k + 1]):
        return tight(above, below, band.leading)
    if continues(above, below, band.limits[label], band.leading):
        narrow = band.drawn and band.rights[label] - above.x1 < SHORT_EMS * above.size
        return narrow or above.x1 - above.x0 >= SHORT_EMS * above.size
    return _hangs(band, label, pieces, lines, k) or _much_nearer(pieces, lines, k)


def _is_remnant(band: Band, piece: Fragment, line: int) -> bool:
    """Whether a label is one Han character, alone on its baseline: a name's end, wherever the line above was broken."""
    alone = sum(at == line for at in band.line_of) == 1
    return alone and len(piece.text) == 1 and piece.text.isalpha() and piece.text > "\u2e80"


def _bridged(band: Band, label: int, line: int) -> bool:
    """Whether a baseline with numbers alone stands in the middle of a label of two lines."""
    members = band.column(label)
    above = next((i for i in reversed(members) if band.line_of[i] < line), None)
    below = next((i for i in members if band.line_of[i] > line), None)
    if above is None or below is None:
        return False
    upper, lower = band.placed[above].piece, band.placed[below].piece
    alone = all(band.line_of.count(band.line_of[i]) == 1 for i in (above, below))
    off = abs(band.lines[line].middle - (upper.middle + lower.middle) / 2)
    if alone and off <= MIDDLE * upper.size and tight(upper, lower):
        return True
    return continues(upper, lower, band.limits[label], band.leading)


def _nearer(pieces: dict[int, Fragment | None], lines: list[int], k: int) -> bool:
    """Whether the code on line k stands no farther from the line below than from the one above."""
    before, above, below = pieces[lines[k - 1]], pieces[lines[k]], pieces[lines[k + 1]]
    if before is None or above is None or below is None:
        return True
    return gap(above, below) <= 1.25 * max(gap(before, above), 0.5)


def _hangs(band: Band, label: int, pieces: dict[int, Fragment | None], lines: list[int], k: int) -> bool:
    """Whether line k is the rest of a label itself and the next one stands right under it."""
    if k == 0:
        return False
    first, above, below = pieces[lines[k - 1]], pieces[lines[k]], pieces[lines[k + 1]]
    if first is None or above is None or below is None or not continues(first, above, band.limits[label], band.leading):
        return False
    return abs(above.x0 - below.x0) <= 1 and above.x0 > first.x0 + 1 and gap(above, below) <= 1.2 * gap(first, above)


def _much_nearer(pieces: dict[int, Fragment | None], lines: list[int], k: int) -> bool:
    """Whether lines k and k + 1 stand clearly closer to one another than to their other neighbours."""
    above, below = pieces[lines[k]], pieces[lines[k + 1]]
    if above is None or below is None:
        return False
    others = []
    if k > 0 and (before := pieces[lines[k - 1]]) is not None:
        others.append(gap(before, above))
    if k + 2 < len(lines) and (after := pieces[lines[k + 2]]) is not None:
        others.append(gap(below, after))
    height = above.bottom - above.top
    return (
        bool(others) and max(gap(above, below), 0.0) + 0.2 * height < min(others) and gap(above, below) < 0.5 * height
    )


def _rows_by_labels(band: Band, label: int | None) -> dict[int, int] | None:
    """The row of each baseline in a band without numbers: by shared baselines, by gaps, else by the label column."""
    by_lines = rows_by_baselines(band) or rows_by_gaps(band)
    if by_lines is not None:
        return by_lines
    if label is None:
        return None
    cells = _cells(band, label)
    owner: dict[int, int] = {}
    first = band.line_of[cells[0][0]]
    row = 0
    if first > 0:
        owner.update(dict.fromkeys(range(first), 0))
        row = 1
    for number, cell in enumerate(cells, row):
        for i in cell:
            owner[band.line_of[i]] = number
    return owner


def _finish(band: Band, owner: dict[int, int], label: int | None, numeric: list[int]) -> BandRows | None:
    """Every fragment in its row: numbers and labels by baseline, other lines by where their cell begins."""
    n_rows = max(owner.values()) + 1
    firsts = [min(line for line, row in owner.items() if row == r) for r in range(n_rows)]
    heads = dict(owner.items())
    tops = [band.lines[line].top for line in firsts]
    tops[0] = min(tops[0], band.lines[0].top)
    row_of = [-1] * len(band.placed)
    for i, p in enumerate(band.placed):
        if p.span > 1 or p.col == label or p.col in numeric:
            line = band.line_of[i]
            row_of[i] = owner.get(line, row_at(tops, p.piece))
    words = [c for c in range(len(band.limits)) if c != label and c not in numeric]
    blocks = {i: row for c in words for i, row in centered_blocks(band, c, owner).items()}
    for i, row in blocks.items():
        tops[row] = min(tops[row], band.placed[i].piece.top)
    merges = _names_over_lines(band, label, numeric, row_of)
    known = KnownRows(heads, tuple(tops), bool(numeric), blocks, tuple(words))
    for col in words:
        for members, first, last in column_cells(band, col, known):
            for i in members:
                row_of[i] = first
            if last > first:
                merges.append(Merge(col, first, last))
    return BandRows(tuple(tops), tuple(row_of), tuple(merges))


def _names_over_lines(band: Band, label: int | None, numeric: list[int], row_of: list[int]) -> list[Merge]:
    """The cells of a column of names behind numbers that go on beside rows with nothing in front of the name.

    Such rows give several values for one name; `row_of` is set to the name's row for the rest of it.
    """
    merges: list[Merge] = []
    if label is None or not numeric or min(numeric) > label:
        return merges
    begun = {row_of[i] for i, p in enumerate(band.placed) if p.col < label}
    for above, i in pairwise(band.column(label)):
        first, last = row_of[above], row_of[i]
        if last == first or last in begun:
            continue
        if continues(band.placed[above].piece, band.placed[i].piece, band.limits[label], band.leading):
            row_of[i] = first
            merges = [m for m in merges if m.first != first] + [Merge(label, first, last)]
    return merges
