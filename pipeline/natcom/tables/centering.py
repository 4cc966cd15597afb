"""Cells over several rows where no rule tells: labels that stand in the middle of their group of rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from natcom.tables.bands import BandRows, Merge, Placed
from natcom.tables.pieces import is_number, is_year

SAME_LINE = 0.15  # of a line's height: texts on one baseline differ by less, whatever their fonts
OFF_CENTRE = 0.85  # of a line's height: the middle of a cell lies no farther from that of its rows


class _Entry(NamedTuple):
    """A cell of a sparse column: its edges, its lines' height, and the row it begins in."""

    top: float
    bottom: float
    height: float
    row: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class _Row(NamedTuple):
    """A row: the edges of its text, where it begins, and the lower edges of its lines."""

    top: float
    bottom: float
    start: float
    lines: tuple[float, ...]


def centered_merges(placed: Sequence[Placed], split: BandRows, n_cols: int) -> list[Merge]:
    """The cells of columns whose fewer entries each stand in the middle of a group of rows, group after group.

    A column tells of groups where its first entry stands below the first row; groups found hold for each column that
    has one entry in each of them.
    """
    if len(split.tops) < 2:
        return []
    rows = _text_extents(placed, split)
    sparse = {col: _entries(placed, split, col) for col in range(n_cols) if _is_grouping(placed, col)}
    sparse = {col: entries for col, entries in sparse.items() if 1 < len(entries) < len(rows)}
    dense = [c for c in range(n_cols) if len(_entries(placed, split, c)) == len(rows)]
    for told, entries in sparse.items():
        if not dense or told > min(dense):
            continue  # groups of rows are named left of the rows' own labels
        if entries[0].row == 0 and _on_a_line(placed, split, entries[0]):
            continue
        alike = [other for other in sparse.values() if len(other) == len(entries)]
        groups = _groups(alike, rows) or _groups([entries], rows)
        if groups is not None:
            return [
                Merge(col, a, b)
                for col, other in sparse.items()
                if col == told or _one_each(other, groups)
                for a, b in groups
            ]
    return []


def _is_grouping(placed: Sequence[Placed], col: int) -> bool:
    """Whether a column holds words or years: numbers, dashes and bare ordinals group no rows."""
    texts = [p.piece.text for p in placed if p.col == col and p.span == 1]
    return bool(texts) and all(is_year(t) or not is_number(t) for t in texts)


def _on_a_line(placed: Sequence[Placed], split: BandRows, entry: _Entry) -> bool:
    """Whether an entry stands on the baseline of another cell of the first row."""
    others = [p.piece for p, r in zip(placed, split.row_of, strict=True) if r == 0 and abs(p.piece.top - entry.top) < 2]
    return len(others) > 1


def _one_each(entries: Sequence[_Entry], groups: Sequence[tuple[int, int]]) -> bool:
    return len(entries) == len(groups) and all(a <= e.row <= b for e, (a, b) in zip(entries, groups, strict=True))


def _text_extents(placed: Sequence[Placed], split: BandRows) -> list[_Row]:
    """The rows by their text in the columns that most rows have."""
    merged = {m.col for m in split.merges}
    counts: dict[int, set[int]] = {}
    for p, row in zip(placed, split.row_of, strict=True):
        counts.setdefault(p.col, set()).add(row)
    dense = {c for c, rows in counts.items() if c not in merged and 3 * len(rows) > 2 * len(split.tops)} or set(counts)
    result = []
    for row, start in enumerate(split.tops):
        own = [p.piece for p, r in zip(placed, split.row_of, strict=True) if r == row and p.col in dense]
        result.append(
            _Row(
                min((f.top for f in own), default=start),
                max((f.bottom for f in own), default=start),
                start,
                tuple(f.bottom for f in own),
            )
        )
    return result


def _entries(placed: Sequence[Placed], split: BandRows, col: int) -> list[_Entry]:
    """The cells of a column from the top."""
    rows: dict[int, list[Placed]] = {}
    for p, row in zip(placed, split.row_of, strict=True):
        if p.col == col and p.span == 1:
            rows.setdefault(row, []).append(p)
    return [
        _Entry(
            min(p.piece.top for p in ps),
            max(p.piece.bottom for p in ps),
            ps[0].piece.bottom - ps[0].piece.top,
            row,
        )
        for row, ps in sorted(rows.items())
    ]


def _groups(columns: Sequence[Sequence[_Entry]], rows: Sequence[_Row]) -> list[tuple[int, int]] | None:
    """The rows parted into one group an entry, so that each column's entries stand in the middle of theirs."""
    starts = [*(r.start for r in rows), max(*(r.bottom for r in rows), *(e[-1].bottom for e in columns))]
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    for k in range(len(columns[0])):
        level: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for end in range(start + 1, len(rows) + 1):
                offs = [_off(column[k], rows[start:end], starts[start], starts[end]) for column in columns]
                total = cost + sum(offs)
                if total < level.get(end, (float("inf"), 0))[0]:
                    level[end] = (total, start)
        best.append(level)
    if len(rows) not in best[-1]:
        return None
    ends = [len(rows)]
    for level in reversed(best[1:]):
        ends.append(level[ends[-1]][1])
    return [(a, b - 1) for a, b in pairwise(ends[::-1])]


def _off(entry: _Entry, rows: Sequence[_Row], start: float, end: float) -> float:
    """How far the entry is from the middle of the rows, in lines; infinite where it cannot be theirs."""
    if not rows[0].start - 2 <= entry.top or entry.bottom > end + 4:
        return float("inf")
    tall = entry.bottom - entry.top > 1.8 * entry.height
    foot = entry.top + entry.height
    aligned = [any(abs(foot - bottom) < SAME_LINE * entry.height for bottom in r.lines) for r in rows]
    if any(aligned[1:]) and (tall or len(rows) % 2 == 0):
        return float(
            "inf"
        )  # it begins with a row that is not the first; the middle of two rows lies between their lines
    if aligned[0] and not tall and len(rows) > 1:
        return float("inf")
    text = abs(entry.middle - (rows[0].top + rows[-1].bottom) / 2)
    off = min(text, abs(entry.middle - (start + end) / 2)) / entry.height
    fills = tall and abs(entry.top - rows[0].start) <= 4
    return off if off <= OFF_CENTRE else (OFF_CENTRE if fills else float("inf"))
