"""Whether the reading behind a finding is sound: an error is laid to the report only where it is.

Signs that a paragraph or table was read badly are weak one by one, so they are weighed together here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, wraps

from natcom.checks.base import Check, Side, finding
from natcom.config import Config
from natcom.records import Extraction, Finding, Paragraph, Table, TableValue

DOUBTFUL = 2  # weight of signs from which a reading is not to be relied on
INNER_START = 2  # a text that begins in the middle of a sentence was torn from what is before it
NO_END = 1  # a text without a sentence's end may be torn, a list's item, or the report's own slip
TORN_REPORT = 1  # in a report whose texts often end without one, boundaries of paragraphs are not read well
UNSURE_TABLE = 2  # columns or rows were read with little confidence
UNREAD_CELL = 2  # a cell with digits beside those that were added up is no number
TORN_SHARE = 0.1  # of long paragraphs without an end; well-read reports have up to 0.04, torn ones 0.15 and more
LONG = 20  # characters of a text that should end like a sentence
FEWEST = 20  # long paragraphs that such a share is told from
LIST_ENDS = ";\uff1b"  # a sentence may end on one, a paragraph does so only in a list
CLOSERS = " )\uff09]\u300d\u300f\u201d\u2019\"'}"  # what may stand behind a sentence's end
INNER = ",\uff0c\u3001;\uff1b:\uff1a.\u3002)\uff09]\u300d\u300f"  # what no sentence begins with


def doubting(check: Check) -> Check:
    """The check, with what it lays to the report at severity error made a doubt of the reading where that is weak."""

    @wraps(check)
    def checked(extraction: Extraction, config: Config) -> Iterator[Finding]:
        reading = Reading(extraction, config)
        for one in check(extraction, config):
            accuses = one.severity == "error" and one.about == "report"
            yield _doubt(one, reading) if accuses and reading.doubtful(one) else one

    return checked


def _doubt(one: Finding, reading: Reading) -> Finding:
    sides = [Side(i, one.page, one.page_label, one.boxes, one.line_start, one.line_end) for i in one.record_ids]
    made = finding(reading.extraction, reading.config, "reading-doubtful", sides, doubted=one.rule, text=one.message)
    chinese = reading.config.checks.rules["reading-doubtful"].zh.format(doubted=one.rule, text=one.message_zh)
    return made.model_copy(update={"message_zh": chinese, "expected": one.expected, "found": one.found})


class Reading:
    """An extraction, asked how well the places that a finding names were read."""

    def __init__(self, extraction: Extraction, config: Config) -> None:
        self.extraction = extraction
        self.config = config

    def doubtful(self, one: Finding) -> bool:
        """Whether what the finding rests on was not read well enough to accuse the report."""
        paragraphs = {self._owners.get(i, i) for i in one.record_ids}
        texts = (self.paragraph_doubt(self._paragraphs[i]) for i in paragraphs if i in self._paragraphs)
        values = [self._values[i] for i in one.record_ids if i in self._values]
        tables = [self._tables[i] for i in {*one.record_ids, *(v.table_id for v in values)} if i in self._tables]
        sheets = (self.table_doubt(t, [v for v in values if v.table_id == t.table_id]) for t in tables)
        return max((*texts, *sheets), default=0) >= DOUBTFUL

    def paragraph_doubt(self, paragraph: Paragraph) -> int:
        """The weight of the signs that the paragraph is no whole one."""
        text = paragraph.text.strip()
        ended = self._ended(text)
        first = text[:1]
        inner = first in INNER or (first.islower() and first.isascii() and text[1:2].isalpha())
        signs = (
            (inner, INNER_START),
            (not ended, NO_END),
            (not ended and self._torn, TORN_REPORT),
        )
        return sum(weight for sign, weight in signs if sign)

    def table_doubt(self, table: Table, values: list[TableValue]) -> int:
        """The weight of the signs that the table, above all the rows and columns of the values, was not read well."""
        unsure = table.confidence is not None and table.confidence < self.config.checks.doubtful_table
        return UNSURE_TABLE * unsure + UNREAD_CELL * self._unread_beside(table, values)

    def _unread_beside(self, table: Table, values: list[TableValue]) -> bool:
        """Whether a cell in the line of the values, between them or at its end, has digits and is no number."""
        if len(values) < 2:
            return False
        rows, columns = {v.row for v in values}, {v.col for v in values}
        known = self._places.get(table.table_id, set())
        return any(
            ((len(columns) == 1 and cell.col in columns) or (len(rows) == 1 and cell.row in rows))
            and cell.row >= table.header_rows
            and cell.col >= table.header_cols
            and any(c.isdigit() for c in cell.text)
            and (cell.row, cell.col) not in known
            for cell in table.cells
        )

    def _ended(self, text: str) -> bool:
        ends = [end for end in self.config.language.outline.sentence_ends if end not in LIST_ENDS]
        return text.rstrip(CLOSERS)[-1:] in (*ends, ":", "\uff1a")

    @cached_property
    def _torn(self) -> bool:
        """Whether the report's paragraphs were torn often: many long ones end without a sentence's end."""
        long = [p.text for p in self.extraction.paragraphs if len(p.text) >= LONG]
        return len(long) >= FEWEST and sum(not self._ended(text) for text in long) > TORN_SHARE * len(long)

    @cached_property
    def _paragraphs(self) -> dict[str, Paragraph]:
        return {p.paragraph_id: p for p in self.extraction.paragraphs}

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {f.fact_id: f.paragraph_id for f in self.extraction.facts if f.paragraph_id is not None}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {t.table_id: t for t in self.extraction.tables}

    @cached_property
    def _values(self) -> dict[str, TableValue]:
        return {v.value_id: v for v in self.extraction.table_values}

    @cached_property
    def _places(self) -> dict[str, set[tuple[int, int]]]:
        places: dict[str, set[tuple[int, int]]] = {}
        for value in self.extraction.table_values:
            places.setdefault(value.table_id, set()).add((value.row, value.col))
        return places
