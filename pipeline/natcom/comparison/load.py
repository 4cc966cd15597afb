"""Where an edition to compare comes from: an output folder, a gold file, or an extraction in memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from natcom.comparison.records import EditionNote
from natcom.errors import InputError
from natcom.identity import Ids
from natcom.records import (
    Cell,
    Extraction,
    Fact,
    Figure,
    Footnote,
    IndicatorValue,
    PageRecord,
    Paragraph,
    Record,
    Section,
    Table,
    TableValue,
)

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class SourceFile:
    """A PDF of the edition as its run found it; `sha256` is None where the run did not note it."""

    path: Path
    sha256: str | None


@dataclass(frozen=True)
class EditionView:
    """What the comparison looks at in one edition. `files` are its PDFs in order, as far as they are known."""

    note: EditionNote
    pages: tuple[PageRecord, ...] = ()
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    table_values: tuple[TableValue, ...] = ()
    facts: tuple[Fact, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    files: tuple[SourceFile, ...] = ()

    @cached_property
    def digest(self) -> str:
        """sha256 of all its records: two editions with the same one do not differ."""
        total = hashlib.sha256(self.note.document_id.encode())
        parts = (self.sections, self.figures, self.tables, self.table_values, self.facts, self.indicators)
        for records in parts:
            for record in records:
                total.update(record.model_dump_json().encode())
        return total.hexdigest()

    @cached_property
    def paragraph_at(self) -> dict[tuple[str, int], Paragraph]:
        """The paragraphs by their section's id and their number in it."""
        return {(p.section_id, p.seq): p for p in self.paragraphs}

    @cached_property
    def label_of_page(self) -> dict[int, str | None]:
        """The printed label of each page."""
        return {p.page: p.page_label for p in self.pages}

    @cached_property
    def value_at(self) -> dict[tuple[str, int, int], TableValue]:
        """The values of tables by table, row and column."""
        return {(v.table_id, v.row, v.col): v for v in self.table_values}

    @cached_property
    def section_of(self) -> dict[str, str | None]:
        """The path of the section that a fact or table value stands in, by the record's id."""
        tables = {t.table_id: t.section_path for t in self.tables}
        values = {v.value_id: tables.get(v.table_id) for v in self.table_values}
        return {f.fact_id: f.section_path for f in self.facts} | values

    @cached_property
    def fact_of(self) -> dict[str, Fact]:
        """The facts by id."""
        return {f.fact_id: f for f in self.facts}

    @cached_property
    def quotes_in(self) -> dict[str, frozenset[str]]:
        """The quotes of all facts of each sentence."""
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            found.setdefault(fact.context, set()).add(fact.quote)
        return {context: frozenset(quotes) for context, quotes in found.items()}

    @cached_property
    def quotes(self) -> dict[str, str]:
        """What is printed where the value of a record stands, by the record's id."""
        return {f.fact_id: f.quote for f in self.facts} | {v.value_id: v.text for v in self.table_values}


def view_of(extraction: Extraction, code_version: str | None = None, config_hash: str | None = None) -> EditionView:
    """The view of an extraction in memory, with the version and the configuration's hash of the run that made it."""
    about = extraction.document
    note = EditionNote(
        document_id=about.document_id,
        edition=about.edition,
        year=about.year or year_of(about.edition, about.document_id),
        reports_on=last_year(about.reporting_period),
        title=about.title,
        sha256=about.sha256,
        code_version=code_version,
        config_hash=config_hash,
    )
    return EditionView(
        note,
        pages=extraction.pages,
        sections=extraction.sections,
        paragraphs=extraction.paragraphs,
        figures=extraction.figures,
        tables=extraction.tables,
        table_values=extraction.table_values,
        facts=extraction.facts,
        footnotes=extraction.footnotes,
        indicators=extraction.indicators,
    )


def year_of(*names: str | None) -> int | None:
    """The year of an edition, where its name or its id holds one."""
    return next((int(found[0]) for name in names if (found := YEAR.search(name or ""))), None)


def last_year(period: str | None) -> int | None:
    """The last year of a period."""
    years = YEAR.findall(period or "")
    return int(years[-1]) if years else None


def read_edition(path: Path) -> EditionView:
    """The edition at `path`: an output folder of natcom, or a gold file (its records then have neither page nor box).

    Raises:
        InputError: there is nothing there, or it is not of that form.
    """
    try:
        return _read_folder(path) if path.is_dir() else _read_gold(path)
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path} is neither an output folder of natcom nor a gold file: {reason}.") from None


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no file or folder {path}.") from None
    except (ValueError, OSError) as error:
        raise InputError(f"{path} cannot be read as JSON: {error}.") from None


def _read_optional(path: Path) -> Any:
    return _read_json(path) if path.is_file() else {}


def _records(folder: Path, name: str, model: type[RecordT]) -> tuple[RecordT, ...]:
    """The records of one output file; fields that this version does not know are left out."""
    content = _read_optional(folder / f"{name}.json")
    known = model.model_fields.keys()
    rows = content.get("data", ()) if isinstance(content, dict) else content
    return tuple(model.model_validate({k: v for k, v in row.items() if k in known}) for row in rows)


def _read_folder(folder: Path) -> EditionView:
    if not (folder / "sections.json").is_file():
        raise InputError(f"{folder} holds no output of natcom: there is no sections.json in it.")
    documents = _read_optional(folder / "documents.json").get("data") or [{}]
    about, manifest, run = documents[0], _read_optional(folder / "manifest.json"), _read_optional(folder / "run.json")
    note = EditionNote(
        document_id=about.get("document_id") or folder.name,
        edition=about.get("edition"),
        year=about.get("year") or year_of(about.get("edition"), about.get("document_id") or folder.name),
        reports_on=last_year(about.get("reporting_period")),
        title=about.get("title"),
        sha256=about.get("sha256") or "",
        code_version=_code_version(manifest.get("code") or {}),
        config_hash=(manifest.get("configuration") or {}).get("sha256"),
    )
    return EditionView(
        note,
        pages=_records(folder, "pages", PageRecord),
        sections=_records(folder, "sections", Section),
        paragraphs=_records(folder, "paragraphs", Paragraph),
        figures=_records(folder, "figures", Figure),
        tables=_records(folder, "tables", Table),
        table_values=_records(folder, "table_values", TableValue),
        facts=_records(folder, "facts", Fact),
        footnotes=_records(folder, "footnotes", Footnote),
        indicators=_records(folder, "indicators", IndicatorValue),
        files=tuple(_source_files(run, folder)),
    )


def _code_version(code: dict[str, Any]) -> str | None:
    """Version and the first digits of the code's hash, as it tells two builds of one version apart."""
    parts = [code.get("version"), (code.get("sha256") or "")[:12]]
    return "+".join(part for part in parts if part) or None


def _source_files(run: dict[str, Any], folder: Path) -> Iterable[SourceFile]:
    """The PDFs that run.json names; a path that is not absolute is taken from the output folder."""
    for entry in run.get("files") or ():
        path = Path(entry["path"])
        yield SourceFile(path if path.is_absolute() else folder / path, entry.get("sha256"))


def _read_gold(path: Path) -> EditionView:
    return view_of_gold(_read_json(path), hashlib.sha256(path.read_bytes()).hexdigest())


def view_of_gold(data: dict[str, Any], sha256: str = "") -> EditionView:
    """The view of what a gold file holds; records have ids of their own and neither page nor box."""
    about = data["document"]
    ids = Ids(about["id"])
    paths = {row["id"]: row["path"] for row in data["sections"]}
    note = EditionNote(
        document_id=about["id"],
        edition=about.get("edition"),
        year=about.get("year") or year_of(about.get("edition"), about["id"]),
        title=about.get("title"),
        sha256=sha256,
    )
    return EditionView(
        note,
        sections=tuple(_gold_section(row) for row in data["sections"]),
        figures=tuple(
            Figure(figure_id=ids.make("fig", row["number"], row["caption"]), **_captioned(row, paths))
            for row in data.get("figures", ())
        ),
        tables=tuple(_gold_table(row, ids, paths) for row in data.get("tables", ())),
        facts=tuple(_gold_fact(row, ids, paths) for row in data.get("facts", ())),
    )


def _gold_section(row: dict[str, Any]) -> Section:
    plain = {key: row[key] for key in ("level", "label", "number", "title", "path")}
    return Section(section_id=row["id"], parent_id=row["parent"], paragraphs=tuple(row["paragraphs"]), **plain)


def _captioned(row: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    where = row.get("section")
    plain = {key: row.get(key) for key in ("number", "caption", "source")}
    return {**plain, "section_id": where, "section_path": paths.get(where or "")}


def _gold_table(row: dict[str, Any], ids: Ids, paths: dict[str, str]) -> Table:
    cells = tuple(
        Cell(**{key: cell[key] for key in ("row", "col", "rowspan", "colspan", "text") if key in cell})
        for cell in row["cells"]
    )
    n_cols = max((c.col + c.colspan for c in cells), default=0)
    return Table(
        table_id=ids.make("tab", row["number"], row["caption"]),
        **_captioned(row, paths),
        notes=tuple(row.get("notes") or ()),
        unit_note=row.get("unit_note"),
        n_rows=max((c.row + c.rowspan for c in cells), default=0),
        n_cols=n_cols,
        header_rows=row["header_rows"],
        header_cols=row["header_cols"] if "header_cols" in row else _label_columns(cells, row["header_rows"], n_cols),
        cells=cells,
    )


def _label_columns(cells: tuple[Cell, ...], header_rows: int, n_cols: int) -> int:
    """How many columns at the left hold no cell that begins with a digit below the heads; at least one."""
    digits = {c.col for c in cells if c.row >= header_rows and c.text[:1].isdigit()}
    return max(1, min(digits, default=n_cols if n_cols == 1 else 1))


def _gold_fact(row: dict[str, Any], ids: Ids, paths: dict[str, str]) -> Fact:
    plain = {key: value for key, value in row.items() if key in Fact.model_fields}
    where = row.get("section")
    made = {
        "fact_id": ids.make("fact", row["context"], row["quote"], row["occurrence"]),
        "section_id": where,
        "section_path": paths.get(where or ""),
        "origin": row.get("origin") or "paragraph",
        "series_id": "",
        "char_start": 0,
        "char_end": len(row["quote"]),
        "rule": "gold",
    }
    return Fact.model_validate({**plain, **made})
