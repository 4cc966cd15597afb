"""An output folder back as records, and its findings written anew; what was changed by hand since is told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from natcom.errors import InputError, OutputError
from natcom.output.datapackage import resource
from natcom.output.files import CELLS, RECORD_CLASSES, records_of
from natcom.output.manifest import findings_counts, status_of
from natcom.output.read import read_json, read_manifest
from natcom.output.schemas import Schema
from natcom.output.write import csv_bytes, json_bytes
from natcom.records import Extraction, Record

FINDINGS = "findings"
WORKBOOK = "workbook.xlsx"


class Fault(NamedTuple):
    """A row (from 1) of a JSON file that is no record any more: the field, what is wrong, and what is there."""

    file: str
    row: int
    field: str
    message: str
    value: str


class Restored(NamedTuple):
    """The records of a folder, the rows that could not be read, and the CSV files that differ from their JSON file."""

    extraction: Extraction
    faults: tuple[Fault, ...]
    changed: tuple[str, ...]


def read_extraction(folder: Path) -> Restored:
    """The records in the JSON files of an output folder.

    Raises:
        InputError: it is not an output folder, or a file of it is missing or no JSON.
    """
    read_manifest(folder)
    members: dict[str, tuple[Record, ...]] = {}
    faults: list[Fault] = []
    for name, model in RECORD_CLASSES.items():
        if name != CELLS:
            members[name], wrong = _records(name, model, read_json(folder, name).get("data"))
            faults += wrong
    documents = members.pop("documents")
    if len(documents) != 1:
        raise InputError(f"{folder / 'documents.json'} must hold one record; write it again with natcom run.")
    extraction = Extraction.model_validate({"document": documents[0], **members})
    bad = {fault.file for fault in faults}
    changed = tuple(
        name
        for name, model in RECORD_CLASSES.items()
        if name not in bad and not _same(folder / f"{name}.csv", csv_bytes(records_of(extraction, name), model))
    )
    return Restored(extraction, tuple(faults), changed)


def _records(name: str, model: type[Record], rows: Any) -> tuple[tuple[Record, ...], list[Fault]]:
    if not isinstance(rows, list):
        raise InputError(f"{name}.json holds no list of records; write it again with natcom run.")
    records: list[Record] = []
    faults: list[Fault] = []
    for index, row in enumerate(rows):
        try:
            records.append(model.model_validate(row))
        except ValidationError as error:
            faults += _faults(name, index + 1, error)
    return tuple(records), faults


def _faults(name: str, row: int, error: ValidationError) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        yield Fault(name, row, ".".join(map(str, one["loc"])), one["msg"], str(one["input"]))


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def write_findings(folder: Path, extraction: Extraction, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """Write findings.json and findings.csv anew, and what manifest, data package and workbook say of them.

    Each file is replaced in one step; the workbook only where there is one. The manifest as it is then comes back.

    Raises:
        OutputError: a file cannot be written.
    """
    records = records_of(extraction, FINDINGS)
    content = csv_bytes(records, RECORD_CLASSES[FINDINGS])
    manifest = read_manifest(folder)
    manifest["status"] = status_of(extraction, manifest.get("options") or {})
    manifest["findings"] = findings_counts(extraction)
    manifest["counts"][FINDINGS] = len(records)
    package = read_json_plain(folder / "datapackage.json")
    package["resources"] = [
        resource(schemas[FINDINGS], content) if each.get("name") == FINDINGS else each
        for each in package.get("resources", ())
    ]
    _replace(folder / f"{FINDINGS}.json", json_bytes(records, schemas[FINDINGS].tag, extraction.document.document_id))
    _replace(folder / f"{FINDINGS}.csv", content)
    _replace(folder / "datapackage.json", _indented(package))
    if (folder / WORKBOOK).is_file():
        from natcom.output.workbook import workbook

        _replace(folder / WORKBOOK, workbook(extraction, schemas, extraction.document.language))
    _replace(folder / "manifest.json", _indented(manifest))
    return manifest


def read_json_plain(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        InputError: there is none at `path`.
    """
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON: {error}.") from None
    if not isinstance(content, dict):
        raise InputError(f"{path} was not written by natcom.")
    return content


def _indented(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from None
