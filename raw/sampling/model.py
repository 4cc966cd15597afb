"""What a marked-up sample report holds: blocks in reading order, with facts at their place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Style = Literal["plain", "sub", "sup", "note"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the running text; the fields are those of the gold format, `key` names its series."""

    quote: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str | None
    measure: str
    period: str | None
    subject: str
    key: str
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A term with its expansion and short form, as introduced in the text."""

    short: str
    expansion: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a `note` run is a footnote's text, called at this place."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Rich:
    """Text with its runs, and the facts with the offset of their quotes in `plain`."""

    runs: tuple[Run, ...]
    facts: tuple[tuple[int, Fact], ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()

    @property
    def plain(self) -> str:
        """The text as read, without footnotes."""
        return "".join(run.text for run in self.runs if run.style != "note")

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes called in this text, in order."""
        return tuple(run.text for run in self.runs if run.style == "note")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; `key` is the same in every edition, whatever its number or title."""

    level: int
    label: str
    title: str
    key: str
    came_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text or a list item."""

    text: Rich


@dataclass(frozen=True, slots=True)
class Chart:
    """The data of a vector drawing."""

    unit: str
    x: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A captioned figure: a chart, or a picture by name."""

    number: str
    key: str
    drawing: str
    caption: Rich
    source: str | None
    chart: Chart


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with its place and spans, counted from 0."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: Rich


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; `row_keys` are the same in every edition, None for header rows and unnamed ones."""

    number: str
    key: str
    caption: Rich
    source: str | None
    notes: tuple[str, ...]
    unit_note: str | None
    header_rows: int
    label_cols: int
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    row_keys: tuple[str | None, ...]
    options: dict[str, str] = field(default_factory=dict)

    def text_at(self, row: int, col: int) -> str:
        """The text of the cell that covers a place of the grid."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.col <= col < cell.col + cell.colspan:
                return cell.text.plain
        raise KeyError((row, col))


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered entry of the list of references."""

    index: int
    text: str
    url: str | None


Block = Heading | Paragraph | Figure | Table | Reference


@dataclass(frozen=True, slots=True)
class Report:
    """A whole sample: the head fields and the blocks in reading order."""

    meta: dict[str, str]
    blocks: tuple[Block, ...]
