"""A band of a table: fragments on their baselines, with the columns they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from natcom.tables.pieces import Fragment, TextRow, is_number, is_year, text_rows
from natcom.tables.wraps import edge, gap, is_code

NUMERIC_SHARE = 0.6  # of a column's lines are numbers, dashes or keys in a column of numbers (the rest: units, words)


class Placed(NamedTuple):
    """A fragment and the columns [col, col + span) that it stands in; `title`: it names a group of rows."""

    piece: Fragment
    col: int
    span: int = 1
    title: bool = False


class Merge(NamedTuple):
    """The cells of one column in rows [first, last] are one."""

    col: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BandRows:
    """The rows of a band: upper edges from the top down, the row of each placed fragment, cells over several rows."""

    tops: tuple[float, ...]
    row_of: tuple[int, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A band's fragments on their baselines: `line_of[i]` is that of the i-th, `limits` are the columns' right edges.

    `rights` are the columns' right bounds, which text seldom reaches; `leading` is the white between two lines of a
    cell; `drawn`: rules part the columns.
    """

    placed: tuple[Placed, ...]
    lines: tuple[TextRow, ...]
    line_of: tuple[int, ...]
    limits: tuple[float, ...]
    rights: tuple[float, ...]
    leading: float
    drawn: bool

    def column(self, col: int) -> list[int]:
        """The fragments of a column from the top, and from left to right on one baseline."""
        return [i for i, p in enumerate(self.placed) if p.col == col and p.span == 1]


def read_band(placed: Sequence[Placed], bounds: Sequence[float], drawn: bool) -> Band:
    """The fragments of a band ready to be split; `bounds` are the columns' boundaries, drawn as rules or not."""
    ordered = sorted(placed, key=lambda p: (p.piece.middle, p.piece.x0))
    lines = text_rows(p.piece for p in ordered)
    where = {id(f): i for i, row in enumerate(lines) for f in row.fragments}
    ordered.sort(key=lambda p: (where[id(p.piece)], p.piece.x0))
    limits = [
        edge(_first_pieces(ordered, [where[id(p.piece)] for p in ordered], c), bounds[c + 1])
        for c in range(len(bounds) - 1)
    ]
    line_of = tuple(where[id(p.piece)] for p in ordered)
    return Band(
        tuple(ordered), tuple(lines), line_of, tuple(limits), tuple(bounds[1:]), _leading(ordered, line_of), drawn
    )


def _leading(ordered: Sequence[Placed], lines: Sequence[int]) -> float:
    """The usual white between two lines of one cell: the lower quartile of that between a column's words."""
    last: dict[int, tuple[int, Fragment]] = {}
    gaps = []
    for p, line in zip(ordered, lines, strict=True):
        if is_number(p.piece.text):
            continue  # numbers stand a row apart
        before = last.get(p.col)
        if before is not None and before[0] != line:
            gaps.append(gap(before[1], p.piece))
        last[p.col] = (line, p.piece)
    return max(0.0, sorted(gaps)[len(gaps) // 4]) if gaps else 0.0


def _first_pieces(ordered: Sequence[Placed], lines: Sequence[int], col: int) -> list[Fragment]:
    """The first fragment of each of the column's lines: what stands apart behind it does not wrap."""
    first: dict[int, Fragment] = {}
    for p, line in zip(ordered, lines, strict=True):
        if p.col == col and p.span == 1:
            first.setdefault(line, p.piece)
    return list(first.values())


def numeric_columns(band: Band) -> list[int]:
    """The columns most of whose lines are numbers, dashes or keys (a code over a name, a year is none)."""
    result = []
    for col in range(len(band.limits)):
        texts = [band.placed[i].piece.text for i in band.column(col)]
        numbers = sum(is_number(t) and not is_code(t) and not is_year(t) for t in texts)
        if numbers and numbers >= NUMERIC_SHARE * len(texts):
            result.append(col)
    return result
