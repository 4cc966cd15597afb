"""The rows and columns of a table in two editions, matched by their labels and what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from natcom.comparison.assign import Pair, assign
from natcom.comparison.words import likeness, squeeze
from natcom.config.compare import CompareConfig, LabelWeights
from natcom.records import Cell, Table

FIGURES = re.compile(r"\d")
KNOWN_BY_VALUES = 2  # as many equal figures make a line known even where its label is another


@dataclass(frozen=True, eq=False)
class Grid:
    """A table as its grid: each position with the cell that covers it."""

    table: Table

    @cached_property
    def at(self) -> dict[Pair, Cell]:
        return {
            (row, col): cell
            for cell in self.table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }

    @property
    def body_rows(self) -> range:
        return range(self.table.header_rows, self.table.n_rows)

    @property
    def body_cols(self) -> range:
        return range(self.label_cols, self.table.n_cols)

    @cached_property
    def label_cols(self) -> int:
        """How many columns at the left it takes to tell the rows apart, within those that hold heads; at least one."""
        most = max(1, self.table.header_cols)
        for count in range(1, most):
            names = [tuple(squeeze(self.text(row, col)) for col in range(count)) for row in self.body_rows]
            if len(set(names)) == len(names) and not all(name[-1].isdigit() for name in names):
                return count
        return most

    def in_body(self, cell: Cell) -> bool:
        """Whether a cell is neither a head nor part of one that runs on into the body."""
        return cell.row in self.body_rows and cell.col in self.body_cols

    def text(self, row: int, col: int) -> str:
        """The text at a position; "" where no cell covers it."""
        cell = self.at.get((row, col))
        return cell.text if cell else ""

    @cached_property
    def row_labels(self) -> dict[int, tuple[str, ...]]:
        """The heads of each body row, from the left; one that spans several columns stands once."""
        return {row: self._labels([(row, col) for col in range(self.label_cols)]) for row in self.body_rows}

    @cached_property
    def row_keys(self) -> dict[int, tuple[str, ...]]:
        """All that the columns of heads say of each body row: more than its label where they describe it too."""
        return {row: self._labels([(row, col) for col in range(self.table.header_cols)]) for row in self.body_rows}

    @cached_property
    def col_labels(self) -> dict[int, tuple[str, ...]]:
        """The heads of each column, label columns included, from the top."""
        return {
            col: self._labels([(row, col) for row in range(self.table.header_rows)]) for col in range(self.table.n_cols)
        }

    def _labels(self, places: Sequence[Pair]) -> tuple[str, ...]:
        cells = dict.fromkeys(id(cell) for place in places if (cell := self.at.get(place)))
        by_id = {id(cell): cell for cell in self.table.cells}
        return tuple(by_id[i].text for i in cells if squeeze(by_id[i].text))


def years_in(text: str, config: CompareConfig) -> frozenset[int]:
    """The years of the common era that a label names."""
    return frozenset(int(m["y"]) + form.offset for form in config.years for m in form.regex.finditer(text))


def match_columns(old: Grid, new: Grid, config: CompareConfig) -> dict[int, int]:
    """Which column became which. A column headed by another year is another column."""
    left = {c: _Line(old.col_labels[c], Counter(_figures(old, c))) for c in old.body_cols}
    right = {c: _Line(new.col_labels[c], Counter(_figures(new, c))) for c in new.body_cols}
    scores: dict[Pair, float] = {}
    for a, one in left.items():
        for b, other in right.items():
            years = years_in(" ".join(one.labels), config), years_in(" ".join(other.labels), config)
            if years[0] != years[1] and years[0] and years[1]:
                continue
            place = _nearness((a, old.table.n_cols), (b, new.table.n_cols))
            scores[a, b] = _score(one, other, _shared(one.figures, other.figures), place, config.labels)
    body = assign(scores, config.labels.threshold)
    heads = {c: c for c in range(min(old.label_cols, new.label_cols))}
    return heads | body


def match_rows(old: Grid, new: Grid, columns: Mapping[int, int], config: CompareConfig) -> dict[int, int]:
    """Which body row became which, given which column became which. A row that is a year is no other year's."""
    scores: dict[Pair, float] = {}
    body = [(a, b) for a, b in columns.items() if a in old.body_cols and b in new.body_cols]
    for a in old.body_rows:
        for b in new.body_rows:
            one, other = _Line(old.row_keys[a], Counter()), _Line(new.row_keys[b], Counter())
            first = years_in(one.first, config), years_in(other.first, config)
            if first[0] != first[1] and first[0] and first[1]:
                continue
            pairs = [(squeeze(old.text(a, c)), squeeze(new.text(b, d))) for c, d in body]
            place = _nearness((a, old.table.n_rows), (b, new.table.n_rows))
            scores[a, b] = _score(one, other, _equal_figures(pairs), place, config.labels)
    return assign(scores, config.labels.threshold)


@dataclass(frozen=True, eq=False)
class GridPair:
    """One table in two editions, its rows and columns matched."""

    old: Grid
    new: Grid
    config: CompareConfig

    @cached_property
    def columns(self) -> dict[int, int]:
        return match_columns(self.old, self.new, self.config)

    @cached_property
    def rows(self) -> dict[int, int]:
        return match_rows(self.old, self.new, self.columns, self.config)

    @cached_property
    def cells(self) -> list[tuple[Cell, Cell]]:
        """The cells of the bodies that correspond, each pair once however many places it spans."""
        rows, columns = self.rows.items(), self.columns.items()
        return _pairs(self, [((row, col), (other, there)) for row, other in rows for col, there in columns], body=True)

    @cached_property
    def labels(self) -> list[tuple[Cell, Cell]]:
        """The heads of columns, and then of rows, that correspond: each head whose counterpart is one head too."""
        depth = range(min(self.old.table.header_rows, self.new.table.header_rows))
        heads = [((level, col), (level, there)) for col, there in self.columns.items() for level in depth]
        levels = range(min(self.old.label_cols, self.new.label_cols))
        names = [((row, level), (other, level)) for row, other in self.rows.items() for level in levels]
        return [*_one_to_one(_pairs(self, heads)), *_one_to_one(_pairs(self, names))]

    def only_old(self) -> list[tuple[Cell, bool]]:
        """The cells of rows and columns that are in the old edition only; whether a year is what sets them apart."""
        return _alone(self.old, set(self.rows), set(self.columns), self.config)

    def only_new(self) -> list[tuple[Cell, bool]]:
        """The same of the new edition."""
        return _alone(self.new, set(self.rows.values()), set(self.columns.values()), self.config)

    @property
    def reordered(self) -> bool:
        """Whether rows or columns that are in both stand in another order."""
        return any(list(pairs.values()) != sorted(pairs.values()) for pairs in (self.rows, self.columns))


def _pairs(tables: GridPair, places: Sequence[tuple[Pair, Pair]], body: bool = False) -> list[tuple[Cell, Cell]]:
    pairs: dict[Pair, tuple[Cell, Cell]] = {}
    for (row, col), (other, there) in places:
        a, b = tables.old.at.get((row, col)), tables.new.at.get((other, there))
        if a is None or b is None or (body and not (tables.old.in_body(a) and tables.new.in_body(b))):
            continue
        pairs.setdefault((id(a), id(b)), (a, b))
    return list(pairs.values())


def _one_to_one(pairs: Sequence[tuple[Cell, Cell]]) -> list[tuple[Cell, Cell]]:
    left, right = Counter(id(a) for a, _ in pairs), Counter(id(b) for _, b in pairs)
    return [(a, b) for a, b in pairs if left[id(a)] == right[id(b)] == 1]


def _alone(grid: Grid, rows: set[int], columns: set[int], config: CompareConfig) -> list[tuple[Cell, bool]]:
    found: dict[int, tuple[Cell, bool]] = {}
    for row in grid.body_rows:
        for col in grid.body_cols:
            cell = grid.at.get((row, col))
            if cell is None or not grid.in_body(cell) or (row in rows and col in columns) or not squeeze(cell.text):
                continue
            label = " ".join(grid.row_keys[row][:1] if row not in rows else grid.col_labels[col])
            found.setdefault(id(cell), (cell, bool(years_in(label, config))))
    return list(found.values())


@dataclass(frozen=True)
class _Line:
    labels: tuple[str, ...]
    figures: Counter[str]

    @property
    def first(self) -> str:
        return self.labels[0] if self.labels else ""


Likeness = tuple[float, int]  # share of figures that both have, and how many those are


def _figures(grid: Grid, col: int) -> list[str]:
    return [text for row in grid.body_rows if FIGURES.search(text := squeeze(grid.text(row, col)))]


def _shared(a: Counter[str], b: Counter[str]) -> Likeness | None:
    shorter = min(a.total(), b.total())
    return ((a & b).total() / shorter, (a & b).total()) if shorter else None


def _equal_figures(pairs: Sequence[tuple[str, str]]) -> Likeness | None:
    """The share of equal cells among those that hold a figure on both sides."""
    figures = [a == b for a, b in pairs if FIGURES.search(a) and FIGURES.search(b)]
    return (sum(figures) / len(figures), sum(figures)) if figures else None


def _nearness(a: Pair, b: Pair) -> float:
    """1 where both stand at the same share of their table's rows or columns, 0 at opposite ends."""
    return 1 - abs(a[0] / max(a[1], 1) - b[0] / max(b[1], 1))


def _score(one: _Line, other: _Line, figures: Likeness | None, place: float, weights: LabelWeights) -> float:
    label = likeness(squeeze("|".join(one.labels)), squeeze("|".join(other.labels)))
    total, full = weights.label * label + weights.position * place, weights.label + weights.position
    if figures is not None:
        total, full = total + weights.values * figures[0], full + weights.values
        if figures[1] >= KNOWN_BY_VALUES:
            return max(total / full, weights.values_alone * figures[0])
    return total / full
