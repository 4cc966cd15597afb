"""The time line of each series over all editions, each value with the edition that it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from natcom.comparison.grids import Grid, years_in
from natcom.comparison.ledger import name_of, quote_of
from natcom.comparison.load import EditionView
from natcom.comparison.pairing import Pairing
from natcom.comparison.records import SeriesValue, ValueSide, What
from natcom.comparison.sides import cell_side, fact_side, indicator_side
from natcom.comparison.tables import period_of, plain_number
from natcom.comparison.values import series_key
from natcom.comparison.words import mask
from natcom.config.compare import CompareConfig
from natcom.identity import Ids

Node = tuple[int, str]  # edition, and the record's key in it
Member = tuple[What, ValueSide]


class Groups:
    """Nodes joined into groups (a disjoint-set forest)."""

    def __init__(self) -> None:
        self._parent: dict[Node, Node] = {}

    def find(self, node: Node) -> Node:
        """The node that stands for the group of `node`."""
        root = node
        while self._parent.setdefault(root, root) != root:
            root = self._parent[root]
        while node != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def join(self, a: Node, b: Node) -> None:
        """Make the groups of two nodes one."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first


def time_lines(
    editions: Sequence[EditionView], pairings: Sequence[Pairing], config: CompareConfig
) -> tuple[SeriesValue, ...]:
    """The values of all series, series by series in order of their first value, each by period and edition.

    `pairings` are those of each edition with the next. A value is in a series with the values that it was matched with
    in the editions before and after it; a table's row is one series over the columns that differ in the year alone.
    """
    members: dict[Node, Member] = {}
    groups = Groups()
    for at, view in enumerate(editions):
        for key, kin, member in _members(view, config):
            members[at, key] = member
            groups.join((at, key), (at, kin))
    for at, pairing in enumerate(pairings):
        sides = (at + 1, at) if pairing.turned else (at, at + 1)
        for a, b in _matched(pairing):
            groups.join((sides[0], a), (sides[1], b))
    lines: dict[Node, list[Node]] = defaultdict(list)
    for node in members:
        lines[groups.find(node)].append(node)
    ids = Ids("series")
    return tuple(value for nodes in lines.values() for value in _line(nodes, members, editions, ids))


def _members(view: EditionView, config: CompareConfig) -> Iterator[tuple[str, str, Member]]:
    """Each value of an edition: its key, the key of the series that it has within the edition, and its side."""
    for fact in view.facts:
        yield fact.fact_id, fact.fact_id, ("fact", fact_side(fact))
    for item in view.indicators:
        kin = f"indicator {series_key(item)}"
        yield item.indicator_value_id, kin, ("indicator", indicator_side(view, item))
    for table in view.tables:
        grid = Grid(table)
        for cell in table.cells:
            value = view.value_at.get((table.table_id, cell.row, cell.col))
            number = value.value if value else plain_number(cell.text)
            if number is None or cell.row not in grid.body_rows or cell.col not in grid.body_cols:
                continue
            period = (value.period if value else None) or period_of(grid, cell, config)
            side = cell_side(view, grid, cell, number, period)
            key = _cell_key(table.table_id, cell.row, cell.col)
            labels = " ".join(grid.col_labels[cell.col])
            kin = f"{table.table_id} {cell.row} {mask(labels)}" if years_in(labels, config) else key
            yield key, kin, ("cell", side)


def _cell_key(table_id: str, row: int, col: int) -> str:
    return f"{table_id} r{row} c{col}"


def _matched(pairing: Pairing) -> Iterator[tuple[str, str]]:
    """The keys of the values that are of one series in the two editions."""
    old, new = pairing.old, pairing.new
    match = pairing.facts
    pairs = [*match.pairs.items(), *match.kin_of_old.items(), *((a, b) for b, a in match.kin_of_new.items())]
    for a, b in pairs:
        yield old.facts[a].fact_id, new.facts[b].fact_id
    series = {series_key(item): item.indicator_value_id for item in old.indicators}
    for item in new.indicators:
        known = series.get(series_key(item))
        if known:
            yield known, item.indicator_value_id
    for grids in pairing.grids:
        for one, other in grids.cells:
            yield (
                _cell_key(grids.old.table.table_id, one.row, one.col),
                _cell_key(grids.new.table.table_id, other.row, other.col),
            )


def _line(
    nodes: Iterable[Node], members: dict[Node, Member], editions: Sequence[EditionView], ids: Ids
) -> Iterator[SeriesValue]:
    ordered = sorted(nodes, key=lambda node: (members[node][1].period or "", node[0]))
    what, latest = members[max(ordered, key=lambda node: node[0])]
    name = ids.make("series", what, name_of(latest), latest.unit)
    for node in ordered:
        kind, side = members[node]
        note = editions[node[0]].note
        yield SeriesValue(
            series=name,
            what=kind,
            subject=name_of(latest),
            unit=side.unit,
            period=side.period,
            value=side.value,
            value_high=getattr(side, "value_high", None),
            document_id=note.document_id,
            edition=note.edition,
            quote=quote_of(side),
            section=side.section,
            page=side.page,
            record_id=side.id,
        )
