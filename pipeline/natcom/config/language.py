"""What belongs to a language: enumerators, caption words, markers. One TOML file per language, `configs/languages/`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from natcom.config._toml import Settings, read_settings
from natcom.config.audit import AuditWords
from natcom.config.facts import FactWords
from natcom.config.pattern import NamedPattern, SearchPattern


class Enumerator(NamedPattern):
    """A kind of enumerator at the start of a heading or list item.

    The group `n` of the pattern is its numeral; the whole match, stripped, is the label. `number` is a template for the
    plain form (`{n}`, `({n})`). `rank` orders the kinds from the outermost (chapters) in; a kind whose numerals are
    dotted (8.2.1) has the depth of its number of parts instead and rank 0. `list_item`: it also opens items of a list.
    `inset`: it names a box set into the text, which ends with the next heading. `chained`: it opens sentences too, so
    it counts only where the document's headings count on by it.
    """

    number: str = "{n}"
    rank: int
    dotted: bool = False
    list_item: bool = False
    inset: bool = False
    chained: bool = False


class OutlineWords(Settings):
    """How headings look: kinds of enumerators, titles without one, and signs that a line is running text."""

    enumerators: tuple[Enumerator, ...]
    bullets: str
    sentence_ends: str
    title_end: str
    clause_marks: str
    references: tuple[str, ...]
    unnumbered: tuple[str, ...] = ()


class CaptionWords(Settings):
    """Captions and the lines that go with them. Each pattern is matched at a line's start.

    `figure` and `table` capture the number in group `n`; `continued` marks a table that goes on.
    """

    figure: NamedPattern
    table: NamedPattern
    continued: NamedPattern
    source: NamedPattern
    note: NamedPattern
    unit: NamedPattern


class FurnitureWords(Settings):
    """Titles of contents pages, and the forms of printed page numbers (group `n` is the number)."""

    contents: tuple[str, ...]
    page_numbers: tuple[NamedPattern, ...]


class AbbreviationWords(Settings):
    """How an abbreviation is introduced: groups `name` (in the report's language), `expansion`, `short`.

    `expansion_language` is the language of the expansions.
    """

    expansion_language: str
    patterns: tuple[NamedPattern, ...]


class YearPattern(NamedPattern):
    """A year in a table's head or labels: group `y` is its number, `offset` what makes it a western year."""

    offset: int = 0


class TableWords(Settings):
    """Words in tables: labels of totals, heads of a column of units, years (the first that fits a label).

    `scales` are signs of scale in heads ('000), `percent` words for it, `unit_joints` words before a unit (`in`),
    `emissions` what a head calls an amount of a gas; `share` is the form of `% of GDP`, `marks` that of a note behind a
    number; each of `counts` finds in its group `n` the noun that a table counts.
    """

    totals: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[YearPattern, ...] = ()
    scales: dict[str, float] = Field(default_factory=dict)
    percent: tuple[str, ...] = ()
    unit_joints: tuple[str, ...] = ()
    emissions: tuple[str, ...] = ()
    share: NamedPattern | None = None
    marks: NamedPattern | None = None
    counts: tuple[SearchPattern, ...] = ()

    @property
    def share_of(self) -> re.Pattern[str] | None:
        """The form of a share's unit (`% of GDP`)."""
        return self.share.regex if self.share else None


class LanguageConfig(Settings):
    """All of one language file. `also` are further codes that users write for it."""

    code: str
    also: tuple[str, ...] = ()
    name: str
    module: str
    joins_without_blank: Literal["han", "none"]
    outline: OutlineWords
    captions: CaptionWords
    furniture: FurnitureWords
    abbreviations: AbbreviationWords
    audit: AuditWords = AuditWords()
    facts: FactWords | None = None
    tables: TableWords = TableWords()


def read_language(path: Path) -> LanguageConfig:
    """The language file at `path`."""
    return read_settings(path, LanguageConfig)
