"""Reports for the audit's tests: from a small Markdown of our own, and from gold files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from natcom.config import Config
from natcom.records import Cell, DocumentRecord, Extraction, Fact, Figure, Paragraph, Section, Table, TableValue

FactReader = Callable[[tuple[Paragraph, ...], Config], tuple[Fact, ...]]

HEADING = re.compile(r"(#+)\s+(\S+)\s+\{(\S+)\}\s*(.*)")
CAPTION = re.compile(r"(圖|表)\s*(\S+)\s+(.*)")
SOURCE = re.compile(r"資料來源：(.*?)。?$")


def sections_of(lines: Iterable[str]) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """The outline and paragraphs of a report in Markdown: `## 1.2 {1.2} Title`, other lines are paragraphs."""
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    above: list[Section] = []
    for line in lines:
        heading = HEADING.fullmatch(line)
        if heading:
            level = len(heading[1])
            above = above[: level - 1]
            path = "/".join([*(s.number for s in above), heading[3]])
            parent = above[-1].section_id if above else None
            section = Section(
                section_id=f"s{len(sections) + 1}",
                parent_id=parent,
                level=level,
                label=heading[2],
                number=heading[3],
                title=heading[4],
                path=path,
                page=1,
            )
            sections.append(section)
            above.append(section)
        elif line:
            owner = sections[-1]
            seq = sum(p.section_id == owner.section_id for p in paragraphs) + 1
            paragraphs.append(
                Paragraph(
                    paragraph_id=f"p{len(paragraphs) + 1}",
                    section_id=owner.section_id,
                    section_path=owner.path,
                    seq=seq,
                    text=line,
                    page=1,
                )
            )
    texts = {s.section_id: tuple(p.text for p in paragraphs if p.section_id == s.section_id) for s in sections}
    return tuple(s.model_copy(update={"paragraphs": texts[s.section_id]}) for s in sections), tuple(paragraphs)


def report(markdown: str, config: Config, read_facts: FactReader) -> Extraction:
    """An extraction from Markdown of the tests' own: headings, paragraphs, captions with sources, pipe tables."""
    text: list[str] = []
    figures: list[Figure] = []
    tables: list[Table] = []
    rows: list[list[str]] = []
    for line in [*(raw.strip() for raw in markdown.splitlines()), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            tables[-1] = _grid(tables[-1], rows)
            rows = []
        caption, source = CAPTION.fullmatch(line), SOURCE.fullmatch(line)
        if caption and caption[1] == "圖":
            figures.append(Figure(figure_id=f"f{len(figures) + 1}", number=caption[2], caption=caption[3], page=1))
        elif caption:
            tables.append(_table(f"t{len(tables) + 1}", caption[2], caption[3]))
        elif source and line:
            last: list[Figure] | list[Table] = tables if text[-1:] == ["table"] else figures
            last[-1] = last[-1].model_copy(update={"source": source[1]})  # type: ignore[call-overload]
        if caption:
            text.append("figure" if caption[1] == "圖" else "table")
        elif not source:
            text.append(line)
    sections, paragraphs = sections_of(line for line in text if line not in {"figure", "table"})
    return Extraction(
        document=DocumentRecord(document_id="test", language=config.language.code, sha256="0", page_count=1),
        sections=sections,
        paragraphs=paragraphs,
        figures=tuple(figures),
        tables=tuple(tables),
        facts=read_facts(paragraphs, config),
        table_values=tuple(value for table in tables for value in figures_of(table)),
    )


def figures_of(table: Table) -> Iterator[TableValue]:
    """The cells of a table that hold nothing but a number, as the tables stage gives them, without units."""
    texts = {(cell.row, cell.col): cell for cell in table.cells}
    for (row, col), cell in texts.items():
        printed = re.fullmatch(r"(-?)(\d[\d,]*(?:\.\d+)?)\s*([%％]?)", cell.text)
        if row < table.header_rows or not printed:
            continue
        number = float(printed[2].replace(",", "")) * (-1 if printed[1] else 1)
        yield TableValue(
            value_id=f"{table.table_id}.{row}.{col}",
            table_id=table.table_id,
            row=row,
            col=col,
            row_labels=(texts[row, 0].text,),
            col_labels=(texts[0, col].text,),
            text=cell.text,
            value=number,
            unit="%" if printed[3] else None,
            series_id="",
        )


def _table(table_id: str, number: str, caption: str) -> Table:
    return Table(
        table_id=table_id, number=number, caption=caption, page=1, n_rows=0, n_cols=0, header_rows=1, header_cols=1
    )


def _grid(table: Table, rows: list[list[str]]) -> Table:
    cells = tuple(
        Cell(row=r, col=c, text=text.replace("<br>", "\n"), page=1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return table.model_copy(update={"cells": cells, "n_rows": len(rows), "n_cols": max(map(len, rows))})


def gold(path: Path, config: Config, read_facts: FactReader) -> Extraction:
    """A gold file as an extraction; its facts are read from the paragraphs by `read_facts`."""
    data = json.loads(path.read_text("utf-8"))
    paths = {s["id"]: s["path"] for s in data["sections"]}
    paragraphs = tuple(
        Paragraph(paragraph_id=f"{s['id']}.{n}", section_id=s["id"], section_path=s["path"], seq=n, text=text)
        for s in data["sections"]
        for n, text in enumerate(s["paragraphs"], 1)
    )
    return Extraction(
        document=DocumentRecord(
            document_id=data["document"]["id"], language=config.language.code, sha256="0", page_count=1
        ),
        sections=tuple(
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
        ),
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
        table_values=tuple(value for table in tables for value in figures_of(table)),
        facts=read_facts(paragraphs, config),
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
