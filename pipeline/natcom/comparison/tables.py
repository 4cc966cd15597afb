"""What happened to figures and tables: their captions and places, tables' rows and columns, every cell."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from natcom.comparison.captioned import Captioned, match_captioned
from natcom.comparison.classify import Quantity, Verdict, judge
from natcom.comparison.grids import Grid, GridPair, years_in
from natcom.comparison.pairing import Draft, Pairing
from natcom.comparison.records import CellSide, What
from natcom.comparison.sides import captioned_side, cell_side
from natcom.comparison.words import differences, mask, same, squeeze
from natcom.config.compare import CompareConfig
from natcom.records import Cell, Table, TableValue

PLAIN_NUMBER = re.compile(r"\(?([-+]?\d+(?:,\d{3})*(?:\.\d+)?)\)?%?[A-Za-z*#]?")
NOTATION_KEY = re.compile(r"[A-Z]{1,2}(?:[,/][A-Z]{1,2})*")  # NE, NO, IE, "NO,NE": no number, but no text either
YEARS_ALONE = re.compile(r"[\d\W]+")
LEAST = 2  # figures of a line below which nothing is made of their ratios
MOST = 0.5  # share of a table's figures that must be the same power of ten apart for its unit to have changed


def figure_changes(pairing: Pairing) -> Iterator[Draft]:
    """Figures recaptioned, renumbered, moved, added and removed."""
    old, new = pairing.old.figures, pairing.new.figures
    yield from _captioned_changes(
        "figure", pairing, old, new, match_captioned(old, new, pairing.paths, pairing.config.captions)
    )


def table_changes(pairing: Pairing) -> Iterator[Draft]:
    """The same for tables, and what happened to the labels and cells of those that are in both editions."""
    yield from _captioned_changes("table", pairing, pairing.old.tables, pairing.new.tables, pairing.tables)
    for match in pairing.grids:
        yield from TablePair(pairing, match).changes()


def _captioned_changes(
    what: What, pairing: Pairing, old: Sequence[Captioned], new: Sequence[Captioned], pairs: dict[int, int]
) -> Iterator[Draft]:
    for a, item in enumerate(old):
        if a not in pairs:
            yield Draft(what, "removed", "dropped", captioned_side(item), None)
            continue
        other = new[pairs[a]]
        sides = captioned_side(item), captioned_side(other)
        if not same(item.caption, other.caption):
            words = differences(item.caption or "", other.caption or "")
            cause = "new_period" if mask(item.caption or "") == mask(other.caption or "") else "wording"
            yield Draft(what, "renamed", cause, *sides, differences=words)
        if not same(item.number, other.number):
            yield Draft(what, "renumbered", "structure", *sides)
        if not pairing.belongs(item.section_path, other.section_path):
            yield Draft(what, "moved", "structure", *sides)
    kept = set(pairs.values())
    for b, other in enumerate(new):
        if b not in kept:
            yield Draft(what, "added", "added", None, captioned_side(other))


@dataclass(frozen=True, eq=False)
class TablePair:
    """One table in two editions."""

    pairing: Pairing
    match: GridPair

    @property
    def old(self) -> Table:
        return self.match.old.table

    @property
    def new(self) -> Table:
        return self.match.new.table

    @property
    def grids(self) -> tuple[Grid, Grid]:
        return self.match.old, self.match.new

    def changes(self) -> Iterator[Draft]:
        """Another unit or order of rows, labels renamed, and every cell that changed or is in one edition only."""
        sides = captioned_side(self.old), captioned_side(self.new)
        notes = self.old.unit_note, self.new.unit_note
        if not same(*notes) if all(notes) else self._all_rescaled:
            yield Draft("table", "unit", "unit", *sides)
        if self.match.reordered:
            yield Draft("table", "reordered", "structure", *sides)
        for a, b in self.match.labels:
            if not same(a.text, b.text):
                words = differences(a.text, b.text)
                yield Draft("cell", "renamed", "wording", self._side(0, a), self._side(1, b), differences=words)
        for a, b in self.match.cells:
            yield from self._of_cell(a, b)
        for cell, year in self.match.only_old():
            yield Draft("cell", "removed", "new_period" if year else "dropped", self._side(0, cell), None)
        for cell, year in self.match.only_new():
            yield Draft("cell", "added", "new_period" if year else "added", None, self._side(1, cell))

    def _of_cell(self, a: Cell, b: Cell) -> Iterator[Draft]:
        values = self._quantity(0, a), self._quantity(1, b)
        if same(a.text, b.text) and values[0].value == values[1].value:
            return
        verdict = self._judge(*values)
        if verdict:
            numbers = values if values[0].value is not None and values[1].value is not None else None
            words = () if numbers else differences(a.text, b.text)
            yield Draft("cell", *verdict, self._side(0, a), self._side(1, b), numbers, words)

    def _side(self, edition: int, cell: Cell) -> CellSide:
        grid, view = self.grids[edition], (self.pairing.old, self.pairing.new)[edition]
        value = self._value(edition, cell)
        period = (value.period if value else None) or period_of(grid, cell, self.pairing.config)
        return cell_side(view, grid, cell, self._number(edition, cell), period)

    @property
    def _all_rescaled(self) -> bool:
        """Whether so many figures are a power of ten apart that the whole table's unit must be another."""
        figures = [(a, b) for a, b in self.match.cells if self._number(0, a) and self._number(1, b)]
        return bool(figures) and sum(id(a) in self.rescaled or id(b) in self.rescaled for a, b in figures) > MOST * len(
            figures
        )

    def _judge(self, old: Quantity, new: Quantity) -> Verdict | None:
        if old.value is None and new.value is None and not (_is_key(old.quote) or _is_key(new.quote)):
            return Verdict("wording", "wording")
        return judge(old, new, self.pairing.config, later=False)

    def _value(self, edition: int, cell: Cell) -> TableValue | None:
        view, table = ((self.pairing.old, self.old), (self.pairing.new, self.new))[edition]
        return view.value_at.get((table.table_id, cell.row, cell.col))

    def _number(self, edition: int, cell: Cell) -> float | int | None:
        """The cell's value as the edition has it, else the plain number it holds, else None; years are no value."""
        if is_period(cell.text, self.pairing.config):
            return None
        value = self._value(edition, cell)
        return value.value if value else plain_number(cell.text)

    def _quantity(self, edition: int, cell: Cell) -> Quantity:
        value, grid, config = self._value(edition, cell), self.grids[edition], self.pairing.config
        labels = [*grid.row_labels.get(cell.row, ()), *grid.col_labels.get(cell.col, ())]
        unit = value.unit if value else None
        known = config.units.get(unit or "")
        number = self._number(edition, cell)
        if number is not None and id(cell) in self.rescaled:
            number = number * self.rescaled[id(cell)]
        return Quantity(
            value=number,
            value_high=value.value_high if value and number is not None else None,
            unit=unit,
            dimension=known.dimension if known else None,
            period=(value.period if value else None) or period_of(grid, cell, config),
            quote=cell.text,
            words="",
            gwp=self.gwp_sets[edition],
            free=bool(config.gwp_free.regex.search(" ".join(labels))),
            ahead=self.pairing.is_ahead(edition, (value.period if value else None) or period_of(grid, cell, config)),
        )

    @cached_property
    def gwp_sets(self) -> tuple[str | None, str | None]:
        """Both sides' sets of global warming potentials, where the table is about emissions at all."""
        old, new = self.pairing.potentials
        units = {v.unit for t, e in ((self.old, 0), (self.new, 1)) for c in t.cells if (v := self._value(e, c))}
        config = self.pairing.config
        about = any(u in config.units and config.units[u].dimension in config.gwp_dimensions for u in units if u)
        if not (about or old.of_notes(self.old) or new.of_notes(self.new)):
            return None, None
        return old.of_table(self.old), new.of_table(self.new)

    @cached_property
    def rescaled(self) -> dict[int, float]:
        """By how much to multiply a cell (by id()) to have both sides in the smaller of a row's or column's two units.

        A line most of whose figures are one power of ten apart has another unit, be it that of the whole table, and
        is known by it even where the unit stands in no head. Values that an edition has in full do not differ so.
        """
        lines: dict[tuple[str, int], list[tuple[Cell, Cell, float]]] = defaultdict(list)
        for a, b in self.match.cells:
            old, new = self._number(0, a), self._number(1, b)
            if old and new:
                lines["column", b.col].append((a, b, new / old))
                lines["row", b.row].append((a, b, new / old))
        result: dict[int, float] = {}
        done: set[int] = set()
        for cells in lines.values():
            powers = Counter(power for *_, ratio in cells if (power := _power_of_ten(ratio)) is not None)
            power, count = max(powers.items(), key=lambda item: item[1], default=(0, 0))
            if power and count >= LEAST and count > MOST * len(cells):
                smaller = 0 if power > 0 else 1
                result.update({id(pair[smaller]): 10.0 ** abs(power) for pair in cells if id(pair[0]) not in done})
                done.update(id(pair[0]) for pair in cells)
        return result


def plain_number(text: str) -> float | int | None:
    """The number that a cell holds and nothing else but a sign, a percent sign or a footnote's mark.

    >>> plain_number("-21,930"), plain_number("12 a"), plain_number("2016-2025")
    (-21930, 12, None)
    """
    found = PLAIN_NUMBER.fullmatch(squeeze(text))
    if not found:
        return None
    number = float(found[1].replace(",", ""))
    return int(number) if number.is_integer() else number


def is_period(text: str, config: CompareConfig) -> bool:
    """Whether a cell holds a span of years and nothing else."""
    plain = squeeze(text)
    return len(years_in(plain, config)) > 1 and YEARS_ALONE.fullmatch(plain) is not None


def period_of(grid: Grid, cell: Cell, config: CompareConfig) -> str | None:
    """The one year that the heads of the cell name: those of its column first, then those of its row."""
    for labels in (grid.col_labels.get(cell.col, ()), grid.row_labels.get(cell.row, ())):
        years = years_in(" ".join(labels), config)
        if len(years) == 1:
            return str(min(years))
    return None


def _is_key(text: str) -> bool:
    return NOTATION_KEY.fullmatch(squeeze(text)) is not None


def _power_of_ten(ratio: float) -> int | None:
    """The exponent where the ratio is a power of ten."""
    if ratio <= 0:
        return None
    power = round(math.log10(ratio))
    return power if math.isclose(ratio, 10.0**power, rel_tol=1e-9) else None
