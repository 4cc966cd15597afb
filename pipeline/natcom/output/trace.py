"""A record, and what leads to it and from it: found by its id in an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from natcom.errors import InputError
from natcom.output.files import CELLS, RECORD_CLASSES, key_field
from natcom.output.read import read_json, read_manifest

Row = dict[str, Any]
SOURCES = ("documents", "pages", CELLS)  # what has no record of its own to explain


@dataclass(frozen=True)
class Written:
    """An output folder's JSON files; each is read when it is first asked for, once."""

    folder: Path

    @cached_property
    def manifest(self) -> Row:
        """The content of `manifest.json`."""
        return read_manifest(self.folder)

    @cached_property
    def _files(self) -> dict[str, list[Row]]:
        return {}

    def rows(self, name: str) -> list[Row]:
        """The records of the file `name`; none where an older natcom did not write it.

        Raises:
            InputError: the file is damaged.
        """
        if name not in self._files:
            there = (self.folder / f"{name}.json").is_file()
            self._files[name] = read_json(self.folder, name)["data"] if there else []
        return self._files[name]

    @cached_property
    def places(self) -> dict[str, tuple[str, Row]]:
        """Every record that has an id, as (file, record)."""
        return {
            str(row[key_field(model)]): (name, row)
            for name, model in RECORD_CLASSES.items()
            if name not in SOURCES
            for row in self.rows(name)
        }

    def findings_of(self, record_ids: set[str]) -> list[Row]:
        """The findings that name one of the records."""
        return [finding for finding in self.rows("findings") if record_ids & set(finding["record_ids"])]

    def section(self, row: Row) -> Row | None:
        """The section that the record stands in."""
        path = row.get("section_path")
        return next((section for section in self.rows("sections") if section["path"] == path), None) if path else None


@dataclass(frozen=True)
class Trace:
    """A record with its surroundings. `source` is the record it was made from, where it is not its own source."""

    file: str
    row: Row
    source: tuple[str, Row] | None
    section: Row | None
    table: Row | None
    findings: tuple[Row, ...]
    uses: tuple[str, ...]


def trace(written: Written, record_id: str) -> Trace | None:
    """The record with this id and all that leads to it, or None where the folder has none."""
    found = written.places.get(record_id)
    if found is None:
        return None
    name, row = found
    source = written.places.get(row.get("record_id") or "")
    behind = source[1] if source else row
    known = {record_id} | ({row["record_id"]} if source else set())
    uses = tuple(r["observation_id"] for r in written.rows("observations") if r["record_id"] in known)
    table = written.places.get(behind.get("table_id") or "")
    return Trace(
        file=name,
        row=row,
        source=source,
        section=written.section(behind),
        table=table[1] if table and table[1] is not behind else None,
        findings=tuple(written.findings_of({*known, *uses} - ({record_id} if name == "findings" else set()))),
        uses=tuple(use for use in uses if use != record_id),
    )


def output_folders(place: Path) -> Iterator[Path]:
    """The output folders at the place: itself, or those right within it."""
    if (place / "manifest.json").is_file():
        yield place
    elif place.is_dir():
        yield from sorted(path.parent for path in place.glob("*/manifest.json"))


def find_trace(place: Path, record_id: str) -> tuple[Written, Trace]:
    """The record with this id in the output folder at the place, or in one of those within it.

    Raises:
        InputError: there is no output folder, or none has the record.
    """
    folders = list(output_folders(place))
    if not folders:
        raise InputError(f"{place} is not an output folder of natcom and holds none; give it after the id.")
    for folder in folders:
        written = Written(folder)
        if found := trace(written, record_id):
            return written, found
    where = folders[0] if len(folders) == 1 else place
    raise InputError(f"There is no record {record_id} in {where}; ids are the first column of each file.")
