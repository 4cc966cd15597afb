"""Reading what is compared: a gold file, a prediction in that format, or an output folder of natcom."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from natcom.errors import InputError
from natcom.score.measure import Row
from natcom.text.squeeze import squeeze

PARTS = ("sections", "figures", "tables", "references", "facts")


@dataclass(frozen=True)
class Sheet:
    """The records that count. Each figure, table and fact has its section's path under `_section`.

    `cover` names the section paths whose facts are listed (`8/8.1` with all below it, `8=` that section alone); empty
    means all. `pages` gives the page of each section's path.
    """

    sections: tuple[Row, ...] = ()
    figures: tuple[Row, ...] = ()
    tables: tuple[Row, ...] = ()
    references: tuple[Row, ...] = ()
    facts: tuple[Row, ...] = ()
    cover: tuple[str, ...] = ()
    pages: dict[str, int] = field(default_factory=dict)


def read_sheet(path: Path, pages: Container[int] | None = None) -> Sheet:
    """The gold file or prediction at `path`, or the output folder; of one with pages, those that begin on `pages`.

    Raises:
        InputError: there is no such file or folder, or it is not JSON of that form.
    """
    if path.is_dir():
        data: dict[str, Any] = {
            part: _read(path / f"{part}.json") for part in PARTS if (path / f"{part}.json").exists()
        }
        if not data:
            raise InputError(f"{path} holds no output of natcom: there is no sections.json or facts.json in it.")
    else:
        data = _read(path)
    if not isinstance(data, dict):
        raise InputError(f"{path} is not in the gold format: a JSON object with sections, figures, tables, facts.")
    try:
        return make_sheet(data, pages)
    except (AttributeError, TypeError) as error:
        raise InputError(f"{path} is not in the gold format: {error}.") from None


def make_sheet(data: dict[str, Any], pages: Container[int] | None = None) -> Sheet:
    """The sheet of one JSON object; each part is a list of records, or an object with the list under `data`."""
    parts = {part: _rows(data.get(part)) for part in PARTS}
    paths = {row.get("id") or row.get("section_id"): row.get("path") for row in parts["sections"]}
    page_of = {squeeze(row.get("path")): row["page"] for row in parts["sections"] if row.get("page")}
    if pages is not None:
        parts = {
            part: [row for row in rows if row.get("page") is None or row["page"] in pages]
            for part, rows in parts.items()
        }
    sections = tuple({**row, "paragraphs": _paragraphs(row)} for row in parts["sections"])
    facts = (row for row in parts["facts"] if _counts(row))
    return Sheet(
        sections,
        tuple(_with_section(row, paths) for row in parts["figures"]),
        tuple(_with_section(row, paths) for row in parts["tables"]),
        tuple(parts["references"]),
        tuple(_with_section(row, paths) for row in facts),
        tuple(data.get("facts_cover") or ()),
        page_of,
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no file or folder {path}.") from None
    except (ValueError, OSError) as error:
        raise InputError(f"{path} cannot be read as JSON: {error}.") from None


def _rows(part: Any) -> list[Row]:
    rows = part["data"] if isinstance(part, dict) and "data" in part else part
    return [dict(row) for row in rows or ()]


def _paragraphs(row: Row) -> list[str]:
    return [p["text"] if isinstance(p, dict) else p for p in row.get("paragraphs") or ()]


def _counts(fact: Row) -> bool:
    """Footnotes' facts are left out; gold files do not list them."""
    origin = fact.get("origin") or "paragraph"
    return origin == "paragraph" or "caption" in origin


def _with_section(row: Row, paths: dict[Any, Any]) -> Row:
    where = row.get("section_path") or row.get("section") or row.get("section_id")
    return {**row, "_section": paths.get(where, where)}
