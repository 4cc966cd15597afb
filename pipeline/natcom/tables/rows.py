"""Rows of a band that no rule parts: told by the baselines of numbers and labels, by gaps, and by wrapped lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from natcom.tables.bands import Band, BandRows, Merge, numeric_columns
from natcom.tables.pieces import is_number
from natcom.tables.rowmodel import best_rows, fitted, lines_of
from natcom.tables.wordcells import KnownRows, centered_blocks, column_cells, row_at
from natcom.tables.wordrows import row_under_title
from natcom.tables.wraps import continues

LABELLED_SHARE = 0.7  # of the lines of numbers between two rules have a name where they are rows

LEFT_OUT = 1.0  # misfit that leaving a column out must spare


def split_band(band: Band, ruled: bool) -> BandRows | None:
    """The rows of a band, or None where it is one row. `ruled`: rules part the table's other rows."""
    if len(band.lines) < 2:
        return None
    numeric = numeric_columns(band)
    if ruled:
        anchors = _number_lines(band, numeric)
        label = _label_column(band, numeric, anchors)
        if not _rows_in_spite_of_rules(band, numeric, anchors, label):
            titled = row_under_title(band)
            return _finish(band, titled, [0, *numeric], numeric) if titled else None
    columns, owner = _rows_by_model(band, numeric)
    return _finish(band, owner, columns, numeric) if max(owner.values(), default=0) > 0 else None


def _rows_by_model(band: Band, numeric: Sequence[int]) -> tuple[list[int], dict[int, int]]:
    """The columns that part the rows, and the row of each of their baselines.

    Names of groups on the left, and remarks that run on beside several rows, may take no part in it.
    """
    best: tuple[float, list[int], dict[int, int]] | None = None
    for columns in choices(band, numeric):
        names = next((c for c in columns if c not in numeric), columns[0])
        lines = lines_of(band, columns, names)
        rows = best_rows(lines, fitted())
        cost = rows.misfit + LEFT_OUT * sum(bool(band.column(c)) for c in range(len(band.limits)) if c not in columns)
        if best is None or cost < best[0]:
            owner = {line: sum(k >= start for start in rows.starts) - 1 for k, line in enumerate(lines.numbers)}
            best = (cost, columns, owner)
    assert best is not None  # all columns are always a choice
    return best[1], best[2]


def choices(band: Band, numeric: Sequence[int]) -> list[list[int]]:
    """The sets of columns that may part the rows: all; without the first ones of words; without words after numbers."""
    every = [c for c in range(len(band.limits)) if band.column(c) or any(p.col == c for p in band.placed)]
    words = [c for c in every if c not in numeric]
    result = [every]
    for count in (1, 2):
        leading = every[:count]
        if len(every) > count + 1 and all(c in words for c in leading) and _is_sparse(band, leading, every):
            result.append(every[count:])
    notes = [c for c in words[1:] if numeric and c > min(numeric)]
    if notes:
        result += [[c for c in columns if c not in notes] for columns in result if set(columns) - set(notes)]
    return result


def _is_sparse(band: Band, leading: Sequence[int], every: Sequence[int]) -> bool:
    """Whether the columns have texts on fewer lines than the next one."""
    following = len({band.line_of[i] for i in band.column(every[len(leading)])})
    return all(len({band.line_of[i] for i in band.column(c)}) < following for c in leading)


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
    """The column that names the rows: of those with words before the last number, the one with most lines beside it."""
    words = [c for c in range(len(band.limits)) if c not in numeric and band.column(c) and c < max(numeric, default=0)]
    beside = {c: len({band.line_of[i] for i in band.column(c)} & set(anchors)) for c in words}
    return max(words, key=lambda c: (beside[c], -c), default=None)


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


def _finish(band: Band, owner: dict[int, int], taken: Sequence[int], numeric: list[int]) -> BandRows | None:
    """Every fragment in its row: numbers and labels by baseline, other lines by where their cell begins."""
    n_rows = max(owner.values()) + 1
    firsts = [min(line for line, row in owner.items() if row == r) for r in range(n_rows)]
    heads = dict(owner.items())
    tops = [band.lines[line].top for line in firsts]
    tops[0] = min(tops[0], band.lines[0].top)
    row_of = [-1] * len(band.placed)
    for i, p in enumerate(band.placed):
        if p.span > 1 or p.col in taken or p.col in numeric:
            line = band.line_of[i]
            row_of[i] = owner.get(line, row_at(tops, p.piece))
    words = [c for c in range(len(band.limits)) if c not in taken and c not in numeric]
    blocks = {i: row for c in words for i, row in centered_blocks(band, c, owner).items()}
    for i, row in blocks.items():
        tops[row] = min(tops[row], band.placed[i].piece.top)
    merges = _names_over_lines(band, taken, numeric, row_of)
    known = KnownRows(heads, tuple(tops), bool(numeric), blocks, tuple(words))
    for col in words:
        for members, first, last in column_cells(band, col, known):
            for i in members:
                row_of[i] = first
            if last > first:
                merges.append(Merge(col, first, last))
    return BandRows(tuple(tops), tuple(row_of), tuple(merges))


def _names_over_lines(band: Band, taken: Sequence[int], numeric: list[int], row_of: list[int]) -> list[Merge]:
    """The cells of a column of names behind numbers that go on beside rows with nothing in front of the name.

    Such rows give several values for one name; `row_of` is set to the name's row for the rest of it.
    """
    merges: list[Merge] = []
    names = next((c for c in taken if c not in numeric), None)
    if names is None or not numeric or min(numeric) > names:
        return merges
    begun = {row_of[i] for i, p in enumerate(band.placed) if p.col < names}
    for above, i in pairwise(band.column(names)):
        first, last = row_of[above], row_of[i]
        if last == first or last in begun:
            continue
        if continues(band.placed[above].piece, band.placed[i].piece, band.limits[names], band.leading):
            row_of[i] = first
            merges = [m for m in merges if m.first != first] + [Merge(names, first, last)]
    return merges
