"""Two editions with their sections matched: what all comparing of figures, tables and facts starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from natcom.comparison.captioned import match_captioned
from natcom.comparison.classify import Quantity
from natcom.comparison.facts import FactList, FactMatch, match_facts
from natcom.comparison.grids import Grid, GridPair
from natcom.comparison.gwp import Potentials
from natcom.comparison.load import EditionView
from natcom.comparison.records import MIRRORED, Difference, SectionSide, Side, What
from natcom.comparison.sections import Outline, SectionMatch, match_sections
from natcom.config.compare import CompareConfig

GONE = ""  # the path of a section that is in one edition only


class Draft(NamedTuple):
    """A change before it has an id and an origin."""

    what: What
    change: str
    cause: str
    old: Side | None
    new: Side | None
    values: tuple[Quantity, Quantity] | None = None
    differences: tuple[Difference, ...] = ()
    parts: tuple[SectionSide, ...] = ()

    def mirrored(self) -> Draft:
        """The same change with the sides swapped."""
        turned = {"-": "+", "+": "-", "=": "="}
        return self._replace(
            change=MIRRORED.get(self.change, self.change),
            cause=MIRRORED.get(self.cause, self.cause),
            old=self.new,
            new=self.old,
            values=self.values and (self.values[1], self.values[0]),
            differences=_out_first(Difference(op=turned[d.op], text=d.text) for d in self.differences),
        )


def _out_first(differences: Iterator[Difference]) -> tuple[Difference, ...]:
    """What is struck out before what is put in at the same place, whichever way the two texts are read."""
    result: list[Difference] = []
    for item in differences:
        if result and item.op == "-" and result[-1].op == "+":
            result.insert(-1, item)
        else:
            result.append(item)
    return tuple(result)


@dataclass(frozen=True, eq=False)
class Pairing:
    """Two editions side by side; `turned` says that `old` is the later one, and all that is found must be mirrored."""

    old: EditionView
    new: EditionView
    config: CompareConfig
    turned: bool = False

    @property
    def later(self) -> bool:
        """Whether they are two editions, not two readings of one."""
        a, b = self.old.note, self.new.note
        return (a.document_id, a.edition, a.year) != (b.document_id, b.edition, b.year) and a.sha256 != b.sha256

    def is_ahead(self, edition: int, period: str | None) -> bool:
        """Whether the period ends after the time that the edition (0 old, 1 new) reports on, where both are known."""
        years = re.findall(r"\d{4}", period or "")
        now = (self.old, self.new)[edition].note.reports_on
        return bool(years) and now is not None and int(years[-1]) > now

    @cached_property
    def outlines(self) -> tuple[Outline, Outline]:
        return Outline(self.old.sections), Outline(self.new.sections)

    @cached_property
    def sections(self) -> SectionMatch:
        """Which section, and which paragraph, became which."""
        return match_sections(*self.outlines, self.config.sections, self.config.paragraph_threshold)

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of each old section that is still there, and its path in the new edition."""
        old, new = self.outlines
        return {old.sections[a].path: new.sections[b].path for a, b in self.sections.pairs.items()}

    def belongs(self, old: str | None, new: str | None) -> bool:
        """Whether what stood in the old section and now stands in the new one stayed where it was."""
        left, right = (outline.by_path.get(path or "") for outline, path in zip(self.outlines, (old, new), strict=True))
        if left is None or right is None:
            return left is right
        return self.sections.belongs(left, right)

    @cached_property
    def tables(self) -> dict[int, int]:
        """Which table became which."""
        return match_captioned(self.old.tables, self.new.tables, self.paths, self.config.captions)

    @cached_property
    def grids(self) -> tuple[GridPair, ...]:
        """The tables that are in both editions, their rows and columns matched."""
        old, new = self.old.tables, self.new.tables
        return tuple(GridPair(Grid(old[a]), Grid(new[b]), self.config) for a, b in self.tables.items())

    @cached_property
    def facts(self) -> FactMatch:
        """Which fact became which."""
        old, new = self.old.facts, self.new.facts
        moved = tuple(f.section_path and self.paths.get(f.section_path, GONE) for f in old)
        there = tuple(f.section_path for f in new)
        return match_facts(FactList(old, moved, self.config), FactList(new, there, self.config))

    @cached_property
    def potentials(self) -> tuple[Potentials, Potentials]:
        return Potentials(self.old, self.config), Potentials(self.new, self.config)
