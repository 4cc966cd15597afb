"""Columns told by text alone: fragments that stand over one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from natcom.tables.pieces import Fragment, TextRow, text_rows

BRIDGED = 2  # times as many fragments run over two columns as stand in either where the two are one
MIN_SUPPORT = 2  # fragments that a column needs; one alone is a head over two columns or a stray


@dataclass(frozen=True, slots=True)
class Column:
    """The x extent of a column's fragments, and how many there are."""

    x0: float
    x1: float
    support: int


def text_columns(rows: Sequence[TextRow], heads: Sequence[Fragment] = ()) -> list[Column]:
    """The columns of the text rows from left to right; they do not overlap.

    Narrow fragments are placed first; one that would bridge two columns which have their own fragments in one row spans
    them and widens neither. A fragment alone on its line makes no column of its own, one alone in its column does where
    one of the `heads` stands over it.
    """
    placed: list[list[tuple[int, Fragment]]] = []
    lonely: list[tuple[int, Fragment]] = []
    bridges: list[Fragment] = []
    several = any(len(row.fragments) > 1 for row in rows)
    numbered = [(i, piece) for i, row in enumerate(rows) for piece in row.fragments]
    alone = {i for i, row in enumerate(rows) if several and len(row.fragments) == 1}
    ordered = sorted(numbered, key=lambda item: (item[0] in alone, item[1].x1 - item[1].x0, item[0], item[1].x0))
    for index, piece in ordered:
        hits = [column for column in placed if _touches(column, piece)]
        if index in alone and len(hits) != 1:
            if not hits:
                lonely.append((index, piece))
            continue
        if not hits:
            placed.append([(index, piece)])
        elif len(hits) == 1:
            hits[0].append((index, piece))
        elif not _parted(hits):
            for other in hits[1:]:
                hits[0].extend(other)
                placed.remove(other)
            hits[0].append((index, piece))
        else:
            bridges.append(piece)
    placed = _without_chance(placed, bridges)
    left = min((f.x0 for column in placed for _, f in column), default=0.0)
    named = [item for item in lonely if item[1].x1 < left]
    if len(named) >= MIN_SUPPORT:
        placed.append(named)  # names of groups of rows, set between their lines
    kept = placed
    if len(rows) > MIN_SUPPORT:
        kept = [c for c in placed if len(c) >= MIN_SUPPORT or any(_touches(c, head) for head in heads)]
        most = max((len(row.fragments) for row in text_rows(heads) or rows[:1]), default=0)
        if len(kept) < most:
            kept += [c for c in placed if not any(c is k for k in kept)][: most - len(kept)]
    columns = [Column(min(f.x0 for _, f in column), max(f.x1 for _, f in column), len(column)) for column in kept]
    return sorted(columns, key=lambda c: c.x0)


def _without_chance(
    placed: list[list[tuple[int, Fragment]]], bridges: Sequence[Fragment]
) -> list[list[tuple[int, Fragment]]]:
    """The columns, those as one that more fragments run over than stand in either: a wide blank parted one of them."""
    result: list[list[tuple[int, Fragment]]] = []
    for column in sorted(placed, key=lambda c: min(f.x0 for _, f in c)):
        if result:
            over = sum(_touches(result[-1], piece) and _touches(column, piece) for piece in bridges)
            if over >= BRIDGED * max(len(result[-1]), len(column)):
                result[-1] = result[-1] + column
                continue
        result.append(column)
    return result


def _touches(column: list[tuple[int, Fragment]], piece: Fragment) -> bool:
    return any(min(f.x1, piece.x1) - max(f.x0, piece.x0) > 0 for _, f in column)


def _parted(columns: list[list[tuple[int, Fragment]]]) -> bool:
    """Whether two of the columns have fragments in one row: they are then columns of their own."""
    for i, one in enumerate(columns):
        rows = {index for index, _ in one}
        for other in columns[i + 1 :]:
            if rows & {index for index, _ in other}:
                return True
    return False
