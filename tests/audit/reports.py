"""Reports for the audit's tests: from a small Markdown of our own, and from gold files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from natcom.config import Config
from natcom.model import Passage
from natcom.records import Cell, DocumentRecord, Extraction, Fact, Figure, Mention, Paragraph, Section, Table
from natcom.stages.facts import extract_facts
from natcom.stages.mentions import extract_mentions
from natcom.stages.tables.values import table_values

HEADING = re.compile(r"(#+)\s+(\S+)\s+\{(\S+)\}\s*(.*)")
CAPTION = re.compile(r"(圖|表)\s*(\d\S*)\s+(.*)")
SOURCE = re.compile(r"資料來源：(.*?)。?")
MARK = re.compile(r"\s*\{([!=])([a-z-]+)\}")


class Mark(NamedTuple):
    """What a line of a test report is there for: a planted fault of a rule, or its look-alike."""

    record_id: str
    fault: bool
    rule: str


class Built(NamedTuple):
    """An extraction made from Markdown, and the marks that its lines carried."""

    extraction: Extraction
    marks: tuple[Mark, ...]


@dataclass
class Writer:
    """The records of a report as its lines come in."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    above: list[Section] = field(default_factory=list)
    last: list[Figure] | list[Table] = field(default_factory=list)

    def line(self, line: str) -> str | None:
        """Take in a line; the id of the record that it opens, None where it opens none."""
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                self.rows.append([cell.strip() for cell in line.strip("|").split("|")])
            return None
        self.end_table()
        if heading := HEADING.fullmatch(line):
            return self.heading(len(heading[1]), heading[2], heading[3], heading[4])
        if caption := CAPTION.fullmatch(line):
            return self.caption(caption[1] == "圖", caption[2], caption[3])
        if source := SOURCE.fullmatch(line):
            self.last[-1] = self.last[-1].model_copy(update={"source": source[1]})  # type: ignore[call-overload]
            return None
        return self.paragraph(line) if line else None

    def heading(self, level: int, label: str, number: str, title: str) -> str:
        """A heading: `## 1.2 {1.2} Title`."""
        self.above = self.above[: level - 1]
        section = Section(
            section_id=f"s{len(self.sections) + 1}",
            parent_id=self.above[-1].section_id if self.above else None,
            level=level,
            label=label,
            number=number,
            title=title,
            path="/".join([*(s.number for s in self.above), number]),
            page=1,
        )
        self.sections.append(section)
        self.above.append(section)
        return section.section_id

    def paragraph(self, text: str) -> str:
        """A paragraph of the last heading."""
        owner = self.sections[-1]
        seq = sum(p.section_id == owner.section_id for p in self.paragraphs) + 1
        paragraph = Paragraph(
            paragraph_id=f"p{len(self.paragraphs) + 1}",
            section_id=owner.section_id,
            section_path=owner.path,
            seq=seq,
            text=text,
            page=1,
        )
        self.paragraphs.append(paragraph)
        return paragraph.paragraph_id

    def caption(self, figure: bool, number: str, caption: str) -> str:
        """A figure, or a table whose rows follow."""
        if figure:
            self.figures.append(Figure(figure_id=f"f{len(self.figures) + 1}", number=number, caption=caption, page=1))
            self.last = self.figures
            return self.figures[-1].figure_id
        table_id = f"t{len(self.tables) + 1}"
        about = {"number": number, "caption": caption, "page": 1, "n_rows": 0, "n_cols": 0}
        self.tables.append(Table(table_id=table_id, header_rows=1, header_cols=1, **about))
        self.last = self.tables
        return table_id

    def end_table(self) -> None:
        """The rows so far are the last table's."""
        if self.rows:
            self.tables[-1] = _grid(self.tables[-1], self.rows)
            self.rows = []


def report(markdown: str, config: Config) -> Built:
    """An extraction from Markdown of the tests' own: headings, paragraphs, captions with sources, pipe tables.

    A line may end on marks: `{!rule}` for a planted fault, `{=rule}` for its look-alike.
    """
    writer = Writer()
    marks: list[Mark] = []
    for raw in [*markdown.splitlines(), ""]:
        record_id = writer.line(MARK.sub("", raw).strip())
        for sign, rule in MARK.findall(raw):
            assert record_id is not None, raw
            marks.append(Mark(record_id, sign == "!", rule))
    paragraphs = tuple(writer.paragraphs)
    texts = {s.section_id: tuple(p.text for p in paragraphs if p.section_id == s.section_id) for s in writer.sections}
    sections = tuple(s.model_copy(update={"paragraphs": texts[s.section_id]}) for s in writer.sections)
    extraction = Extraction(
        document=DocumentRecord(document_id="test", language=config.language.code, sha256="0" * 64, page_count=1),
        sections=sections,
        paragraphs=paragraphs,
        figures=tuple(writer.figures),
        tables=tuple(writer.tables),
        facts=facts_of(paragraphs, sections, config),
        mentions=mentions_of(paragraphs, config),
        table_values=table_values(writer.tables, config, "test"),
    )
    return Built(extraction, tuple(marks))


def facts_of(paragraphs: tuple[Paragraph, ...], sections: tuple[Section, ...], config: Config) -> tuple[Fact, ...]:
    """The facts of the paragraphs, as the stage reads them."""
    passages = [Passage(p.text, "paragraph", p.paragraph_id, p.section_id, p.section_path) for p in paragraphs]
    return tuple(fact.model_copy(update={"page": 1}) for fact in extract_facts(passages, sections, config, "test"))


def mentions_of(paragraphs: tuple[Paragraph, ...], config: Config) -> tuple[Mention, ...]:
    """The names of the vocabulary in the paragraphs, as the stage finds them."""
    passages = [Passage(p.text, "paragraph", p.paragraph_id, p.section_id, p.section_path) for p in paragraphs]
    return extract_mentions(passages, config, "test")


def _grid(table: Table, rows: list[list[str]]) -> Table:
    cells = tuple(
        Cell(row=r, col=c, text=text.replace("<br>", "\n"), page=1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return table.model_copy(update={"cells": cells, "n_rows": len(rows), "n_cols": max(map(len, rows))})


def gold(path: Path, config: Config) -> Extraction:
    """A gold file as an extraction; its facts and values are read from its texts by the stages."""
    data = json.loads(path.read_text("utf-8"))
    paths = {s["id"]: s["path"] for s in data["sections"]}
    paragraphs = tuple(
        Paragraph(paragraph_id=f"{s['id']}.{n}", section_id=s["id"], section_path=s["path"], seq=n, text=text)
        for s in data["sections"]
        for n, text in enumerate(s["paragraphs"], 1)
    )
    sections = tuple(
        Section(
            section_id=s["id"],
            parent_id=s["parent"],
            level=s["level"],
            label=s["label"],
            number=s["number"],
            title=s["title"],
            path=s["path"],
            paragraphs=tuple(s["paragraphs"]),
        )
        for s in data["sections"]
    )
    return Extraction(
        document=DocumentRecord(
            document_id=data["document"]["id"], language=config.language.code, sha256="0" * 64, page_count=1
        ),
        sections=sections,
        paragraphs=paragraphs,
        figures=tuple(
            Figure(
                figure_id=f"figure {f['number']}",
                number=f["number"],
                caption=f["caption"],
                source=f["source"],
                section_id=f["section"],
                section_path=paths[f["section"]],
            )
            for f in data["figures"]
        ),
        tables=(tables := tuple(_gold_table(t, paths) for t in data["tables"])),
        table_values=table_values(tables, config, "test"),
        facts=facts_of(paragraphs, sections, config),
        mentions=mentions_of(paragraphs, config),
    )


def _gold_table(data: dict[str, object], paths: dict[str, str]) -> Table:
    cells = tuple(Cell.model_validate(cell) for cell in data["cells"])  # type: ignore[attr-defined]
    return Table(
        table_id=f"table {data['number']}",
        number=str(data["number"]),
        caption=str(data["caption"]),
        source=str(data["source"]) if data["source"] else None,
        section_id=str(data["section"]),
        section_path=paths[str(data["section"])],
        n_rows=max(c.row + c.rowspan for c in cells),
        n_cols=max(c.col + c.colspan for c in cells),
        header_rows=int(str(data["header_rows"])),
        header_cols=1,
        cells=cells,
    )
