"""What a comparison yields: changes, restatements, and the time line of each series over the editions.

`old` and `new` are the two sides of a change; a side is null where the thing is missing in that edition. Boxes are in
points from the top left of the page as displayed, as in the records of an extraction.
"""

from __future__ import annotations

from typing import Literal

from pydantic import SerializeAsAny

from natcom.records import Box, Record

What = Literal["section", "paragraph", "figure", "table", "cell", "fact", "indicator"]
Origin = Literal["source", "extractor", "unclear"]

# The causes of changes, those that matter most first.
CLASSES = (
    "restated",
    "gwp",
    "unit",
    "rounding",
    "estimate_to_actual",
    "revised_projection",
    "revised_target",
    "new_period",
    "unresolved",
    "added",
    "dropped",
    "stale",
    "wording",
    "structure",
)

# Which word a change or class becomes when the two sides trade places; all others keep theirs.
MIRRORED = {"added": "removed", "removed": "added", "split": "merged", "merged": "split", "dropped": "added"}


class Side(Record):
    """One edition's side of a change: where it stands there. `id` is the record's id in that edition's output."""

    id: str | None = None
    page: int | None = None
    page_label: str | None = None
    boxes: tuple[Box, ...] = ()


class SectionSide(Side):
    """A section."""

    path: str
    label: str
    title: str


class ParagraphSide(Side):
    """A paragraph: `section` is its section's path, `seq` counts from 1 within it."""

    section: str
    seq: int
    text: str


class CaptionedSide(Side):
    """A figure or a table; `section` is the path of the section it stands in."""

    number: str | None = None
    caption: str | None = None
    source: str | None = None
    section: str | None = None
    unit_note: str | None = None


class CellSide(Side):
    """A cell: its table's number, row and column from 0 with their labels, its text, its value if it has one."""

    table: str | None = None
    table_id: str
    row: int
    col: int
    row_labels: tuple[str, ...] = ()
    col_labels: tuple[str, ...] = ()
    text: str
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str | None = None
    period: str | None = None
    section: str | None = None


class FactSide(Side):
    """A fact, by its main fields; `section` is the path of the section it stands in."""

    quote: str
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str
    period: str | None = None
    subject: str | None = None
    context: str
    section: str | None = None


class IndicatorSide(Side):
    """A value of a named series; `quote` is what is printed in the record that it came from, `record_id`."""

    indicator: str
    dim_name: str | None = None
    dim_value: str | None = None
    value: float | int | None = None
    unit: str | None = None
    period: str | None = None
    quote: str | None = None
    section: str | None = None
    record_id: str | None = None


ValueSide = CellSide | FactSide | IndicatorSide


class Difference(Record):
    """A stretch of words: `op` is `=` in both, `-` in the old one only, `+` in the new one only."""

    op: Literal["=", "-", "+"]
    text: str


class Change(Record):
    """One way in which one thing differs between two editions.

    `class_` (written as `class`) is the cause. `delta` is new minus old in `unit` (the smaller one where the two sides
    have two); `relative` is that over the old value's magnitude. `origin` tells whether the report changed or the
    extractor that read it. `parts` lists all sections that a split one became, or that a merged one was made of.
    """

    change_id: str
    what: What
    change: str
    class_: str
    origin: Origin
    old_document: str
    new_document: str
    old: SerializeAsAny[Side] | None = None
    new: SerializeAsAny[Side] | None = None
    delta: float | None = None
    relative: float | None = None
    unit: str | None = None
    differences: tuple[Difference, ...] = ()
    parts: tuple[SectionSide, ...] = ()


class Restatement(Record):
    """A value of a past period that differs between two editions. `subject` names the series in words.

    `old_value` and `new_value` are in their own units, `old_common` and `new_common` in `unit`, as `delta` is.
    """

    restatement_id: str
    change_id: str
    what: What
    class_: str
    origin: Origin
    subject: str | None = None
    period: str | None = None
    unit: str | None = None
    old_document: str
    new_document: str
    old_value: float | int | None = None
    old_unit: str | None = None
    new_value: float | int | None = None
    new_unit: str | None = None
    old_common: float | int | None = None
    new_common: float | int | None = None
    delta: float | None = None
    relative: float | None = None
    old_quote: str
    new_quote: str
    old_section: str | None = None
    new_section: str | None = None
    old_id: str | None = None
    new_id: str | None = None
    old_page: int | None = None
    old_boxes: tuple[Box, ...] = ()
    new_page: int | None = None
    new_boxes: tuple[Box, ...] = ()


class SeriesValue(Record):
    """One value of a series in one edition; `series` is the same for all values that follow one thing."""

    series: str
    what: What
    subject: str | None = None
    unit: str | None = None
    period: str | None = None
    value: float | int | None = None
    value_high: float | int | None = None
    document_id: str
    edition: str | None = None
    quote: str
    section: str | None = None
    page: int | None = None
    record_id: str | None = None


class EditionNote(Record):
    """What is known of one edition that was compared, and of the run that read it.

    `year` is that of its publication, `reports_on` the last year that it reports on.
    """

    document_id: str
    edition: str | None = None
    year: int | None = None
    reports_on: int | None = None
    title: str | None = None
    sha256: str
    code_version: str | None = None
    config_hash: str | None = None


class Comparison(Record):
    """All that comparing two or more editions, in order, yields; more than two are compared each with the next."""

    editions: tuple[EditionNote, ...]
    changes: tuple[Change, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    series: tuple[SeriesValue, ...] = ()
