"""Which set of global warming potentials a value rests on, as the report says nearest to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from natcom.comparison.load import EditionView
from natcom.config.compare import CompareConfig
from natcom.records import Fact, Table


@dataclass(frozen=True, eq=False)
class Potentials:
    """What one edition says of its sets of global warming potentials, section by section."""

    view: EditionView
    config: CompareConfig

    def named(self, texts: Iterable[str | None]) -> str | None:
        """The set that is named first in the texts, or None."""
        for text in texts:
            found = [(m.start(), s.name) for s in self.config.gwp if text and (m := s.regex.search(text))]
            if found:
                return min(found)[1]
        return None

    def of_fact(self, fact: Fact) -> str | None:
        """The set of a fact: its own, that of its sentence, or of the nearest section around it that names one."""
        return fact.gwp or self.named([fact.context]) or self._around(fact.section_path)

    def of_notes(self, table: Table) -> str | None:
        """The set that a table names in its caption or notes."""
        return self.named([table.caption, table.unit_note, *table.notes])

    def of_table(self, table: Table) -> str | None:
        """The set of a table: its own, or that of the nearest section around it that names one."""
        return self.of_notes(table) or self._around(table.section_path)

    def _around(self, path: str | None) -> str | None:
        while path:
            if path in self._by_branch:
                return self._by_branch[path]
            path = path.rpartition("/")[0]
        return None

    @cached_property
    def _by_branch(self) -> dict[str, str]:
        """The set named first in each section or below it; the section's own text goes before what is below."""
        notes: dict[str | None, list[str | None]] = {}
        for table in self.view.tables:
            notes.setdefault(table.section_path, []).extend([table.caption, *table.notes])
        result: dict[str, str] = {}
        for section in self.view.sections:
            name = self.named([*section.paragraphs, *notes.get(section.path, ())])
            path = section.path if name else ""
            while name and path:
                result.setdefault(path, name)
                path = path.rpartition("/")[0]
        return result
