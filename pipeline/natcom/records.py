"""The records that natcom writes: one class per output file, its fields in the order of the columns.

`boxes` are in points from the top left of the page as displayed. A record read from Markdown has `line_start` and
`line_end` (from 1) instead of pages and boxes. What the source does not say is null, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from natcom.columns import Records


class Record(BaseModel):
    """A frozen record; unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(Record):
    """A rectangle on page `page` (from 1): `bbox` is (x0, top, x1, bottom) in points from the page's top left."""

    page: int
    bbox: tuple[float, float, float, float]


class Located(Record):
    """A record with its place: the physical page of its first box, that page's printed label, and all its boxes."""

    page: int | None = None
    page_label: str | None = None
    boxes: tuple[Box, ...] = ()
    line_start: int | None = None
    line_end: int | None = None


class DocumentRecord(Record):
    """The edition as a whole."""

    document_id: str
    party: str | None = None
    doc_type: str | None = None
    edition: str | None = None
    year: int | None = None
    language: str
    language_detected: str | None = None
    reporting_period: str | None = None
    reporting_period_source: str | None = None
    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    licence: str | None = None
    sha256: str
    page_count: int


class PageRecord(Record):
    """A page: `page` counts from 1 over all files of the edition, `file_page` from 1 within `file`.

    `text_from` is text layer, ocr or nothing; `fault` says why the text layer was not used or the page not read,
    `confidence` how sure its recognised characters are on average, `hidden_characters` how many were left out unseen.
    """

    page: int
    page_label: str | None = None
    file: str
    file_page: int
    width: float
    height: float
    kind: str
    text_layer: bool
    text_from: str = "text layer"
    fault: str | None = None
    confidence: float | None = None
    hidden_characters: int = 0


class Section(Located):
    """A heading and the running text under it, above the next heading."""

    section_id: str
    parent_id: str | None = None
    level: int
    label: str
    number: str
    title: str
    path: str
    page_start: int | None = None
    page_end: int | None = None
    topic: str | None = None
    topic_confidence: float | None = None
    paragraphs: tuple[str, ...] = ()
    corrected_from: str | None = None


class Paragraph(Located):
    """A paragraph of running text; `seq` counts from 1 within its section.

    `char_boxes` (not written) holds for each character of `text` the index into `spans`; see `model.TextSpan`.
    """

    paragraph_id: str
    section_id: str
    section_path: str
    seq: int
    text: str


class Figure(Located):
    """A captioned figure; `image` is the path of its picture within the output folder."""

    figure_id: str
    number: str | None = None
    label: str | None = None
    caption: str | None = None
    source: str | None = None
    section_id: str | None = None
    section_path: str | None = None
    image: str | None = None
    corrected_from: str | None = None


class Cell(Record):
    """A cell of a table's grid; rows and columns count from 0."""

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    text: str
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None


class Table(Located):
    """A table, however many pages it runs over, with `header_rows` rows on top and `header_cols` columns of heads."""

    table_id: str
    number: str | None = None
    label: str | None = None
    caption: str | None = None
    source: str | None = None
    notes: tuple[str, ...] = ()
    unit_note: str | None = None
    section_id: str | None = None
    section_path: str | None = None
    page_start: int | None = None
    page_end: int | None = None
    n_rows: int
    n_cols: int
    header_rows: int
    header_cols: int
    method: str | None = None
    confidence: float | None = None
    cells: tuple[Cell, ...] = ()
    corrected_from: str | None = None


class TableValue(Located):
    """One numeric or keyed cell of a table in long form. A notation key is kept as a key and never becomes zero."""

    value_id: str
    table_id: str
    row: int
    col: int
    row_labels: tuple[str, ...] = ()
    col_labels: tuple[str, ...] = ()
    text: str
    value: float | int | None = None
    value_high: float | int | None = None
    uncertainty: float | int | None = None
    unit: str | None = None
    unit_code: str | None = None
    gas: str | None = None
    per: str | None = None
    value_type: str | None = None
    period: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    notation_key: str | None = None
    footnotes: tuple[str, ...] = ()
    is_total: bool = False
    series_id: str
    corrected_from: str | None = None


class Step(Record):
    """One step from the raw glyphs to the value: what was done, from what, to what."""

    step: str
    before: str
    after: str


class Fact(Located):
    """One number in running text, a caption or a footnote that measures or counts something.

    `char_start` and `char_end` count characters in the text of the paragraph, caption or footnote it stands in.
    """

    fact_id: str
    paragraph_id: str | None = None
    section_id: str | None = None
    section_path: str | None = None
    origin: str
    quote: str
    context: str
    occurrence: int
    kind: str
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str
    unit_code: str | None = None
    gas: str | None = None
    gwp: str | None = None
    qualifier: str | None = None
    measure: str
    per: str | None = None
    period: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    period_source: str | None = None
    base_period: str | None = None
    value_type: str | None = None
    subject: str | None = None
    share_of: str | None = None
    area: str | None = None
    structural: bool = False
    series_id: str
    char_start: int
    char_end: int
    rule: str
    steps: tuple[Step, ...] = ()
    corrected_from: str | None = None


class Mention(Located):
    """A name of the vocabulary found in the text: `code` is null where the thing has none."""

    mention_id: str
    kind: str
    code: str | None = None
    name: str
    text: str
    section_path: str | None = None
    corrected_from: str | None = None


class IndicatorValue(Located):
    """One value of a named series; `record_id` is the fact or table value it came from."""

    indicator_value_id: str
    indicator: str
    dim_name: str | None = None
    dim_value: str | None = None
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str | None = None
    period: str | None = None
    record_id: str
    corrected_from: str | None = None


class Observation(Located):
    """Facts, table values and indicators in one long table."""

    observation_id: str
    document_id: str
    party: str | None = None
    area: str | None = None
    series_id: str
    indicator: str | None = None
    subject: str | None = None
    row_labels: tuple[str, ...] = ()
    col_labels: tuple[str, ...] = ()
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str | None = None
    unit_code: str | None = None
    canonical_value: float | None = None
    per: str | None = None
    qualifier: str | None = None
    measure: str | None = None
    share_of: str | None = None
    value_type: str | None = None
    structural: bool | None = None
    period_start: str | None = None
    period_end: str | None = None
    base_period: str | None = None
    gas: str | None = None
    notation_key: str | None = None
    section_path: str | None = None
    section_title: str | None = None
    table_caption: str | None = None
    quote: str | None = None
    record_id: str


class Reference(Located):
    """An entry of the list of references; `index` counts from 1."""

    reference_id: str
    index: int
    text: str
    url: str | None = None
    corrected_from: str | None = None


class Abbreviation(Located):
    """An abbreviation and what the text says it stands for."""

    abbreviation_id: str
    short: str
    expansion: str
    name: str | None = None
    language: str | None = None
    section_path: str | None = None
    corrected_from: str | None = None


class Footnote(Located):
    """A footnote, with the marker that ties it to the text; null where it has none."""

    footnote_id: str
    marker: str | None = None
    text: str
    section_path: str | None = None
    corrected_from: str | None = None


class ContentsEntry(Located):
    """An entry of the report's own contents page, or of its list of figures or tables.

    `target_label` is the page number that it prints; `label` the enumerator or caption word with number as printed.
    """

    entry_id: str
    kind: str
    label: str
    number: str | None = None
    title: str
    target_label: str | None = None


class Finding(Located):
    """Something that looks wrong, and whose fault it is. `record_ids` names all sides."""

    finding_id: str
    rule: str
    severity: str
    about: str
    status: str = "open"
    message: str
    message_zh: str
    record_ids: tuple[str, ...] = ()
    expected: str | None = None
    found: str | None = None


class CoverageItem(Located):
    """One number as printed, and what accounts for it."""

    coverage_id: str
    text: str
    claimed_by: str
    record_id: str | None = None


class Extraction(BaseModel):
    """All that was read from one edition: the content of one output folder, in reading order."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    document: DocumentRecord
    pages: Records[PageRecord] = Records()
    sections: Records[Section] = Records()
    paragraphs: Records[Paragraph] = Records()
    figures: Records[Figure] = Records()
    tables: Records[Table] = Records()
    table_values: Records[TableValue] = Records()
    facts: Records[Fact] = Records()
    mentions: Records[Mention] = Records()
    indicators: Records[IndicatorValue] = Records()
    observations: Records[Observation] = Records()
    references: Records[Reference] = Records()
    abbreviations: Records[Abbreviation] = Records()
    footnotes: Records[Footnote] = Records()
    contents: Records[ContentsEntry] = Records()
    findings: Records[Finding] = Records()
    coverage: Records[CoverageItem] = Records()

    def __repr__(self) -> str:
        """One short line: the document, and how many records of each kind there are."""
        counts = {name: len(getattr(self, name)) for name in type(self).model_fields if name != "document"}
        told = ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)
        return f"<Extraction {self.document.document_id}: {told or 'empty'}>"

    __str__ = __repr__

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Extraction:
        """A copy with the members in `update` in place of its own; unlike pydantic's, it checks them."""
        members = {name: getattr(self, name) for name in type(self).model_fields}
        return Extraction.model_validate({**members, **(update or {})})
