"""An extraction becomes `output/<document id>/`: written beside it first, then put in its place."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from natcom.columns import BOX_FIELDS, POINT_DECIMALS, POINT_FIELDS, flat_columns, flat_row, ordered_fields
from natcom.columns import written_number as number
from natcom.errors import OutputError
from natcom.output.datapackage import datapackage
from natcom.output.files import CELLS, RECORD_CLASSES, records_of
from natcom.output.keeping import keep_made
from natcom.output.manifest import RunRecord, manifest, run_report
from natcom.output.schemas import Schema
from natcom.output.swap import fresh_folder, recover, swap_in
from natcom.records import Extraction, Record, Table

SIGNATURE = "manifest.json"  # a folder that holds one is ours to replace


def write_output(
    extraction: Extraction,
    root: Path,
    run: RunRecord,
    schemas: Mapping[str, Schema],
    files: Iterable[tuple[str, bytes]] = (),
) -> Path:
    """Write the folder `root/<document id>` with all its files and return it.

    `files` (path, bytes) go in with them. The folder of a partial run is called `<document id>-pages-6-8`.

    What people made in the folder (a review page, exports) is kept, and marked where it is out of date.
    The folder changes in one step: whoever looks, or is interrupted, sees the old output or the new one whole.

    Raises:
        OutputError: it cannot be written, or a folder of that name is there that natcom did not write.
    """
    target = root / folder_name(extraction.document.document_id, run.options.get("pages", ()))
    fresh = fresh_folder(target)
    try:
        root.mkdir(parents=True, exist_ok=True)
        recover(target)
        _refuse_foreign(target)
        fresh.mkdir()
        _fill(fresh, extraction, run, schemas, files)
        keep_made(target, fresh)
        swap_in(fresh, target)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}. {_advice(error)}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def folder_name(document_id: str, pages: Sequence[Sequence[int]]) -> str:
    """The name of an output folder; one of some pages only has a name of its own, so that it replaces no full one.

    >>> folder_name("report", [(6, 8), (10, 10)])
    'report-pages-6-8-10'
    """
    spans = "-".join(str(first) if first == last else f"{first}-{last}" for first, last in pages)
    return f"{document_id}-pages-{spans}" if spans else document_id


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Close its files where another program has them open, or choose another folder with --out."
    return "The last output, if there was one, is as it was."


def _refuse_foreign(target: Path) -> None:
    try:
        foreign = any(target.iterdir()) and not (target / SIGNATURE).is_file() and target.exists()
    except FileNotFoundError:
        return
    if foreign:
        raise OutputError(f"{target} is there and was not written by natcom; choose another folder with --out.")


def _fill(
    folder: Path,
    extraction: Extraction,
    run: RunRecord,
    schemas: Mapping[str, Schema],
    files: Iterable[tuple[str, bytes]],
) -> None:
    document = extraction.document.document_id
    (folder / "tables").mkdir()
    written: dict[str, bytes] = {}
    for name, model in RECORD_CLASSES.items():
        records = records_of(extraction, name)
        written[name] = csv_bytes(records, model)
        (folder / f"{name}.csv").write_bytes(written[name])
        if name != CELLS:
            (folder / f"{name}.json").write_bytes(json_bytes(records, schemas[name].tag, document))
    for table in extraction.tables:
        (folder / "tables" / f"{table.table_id}.csv").write_bytes(grid_bytes(table))
    for path, content in files:
        place = folder / _safe(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    _write_json(folder / "datapackage.json", datapackage(extraction.document, run.sources, schemas, written))
    _write_json(folder / SIGNATURE, manifest(extraction, run, schemas))
    _write_json(folder / "run.json", run_report(extraction, run, datetime.now(UTC)))


def _safe(path: str) -> PurePosixPath:
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts or "\\" in path or ":" in path:
        raise ValueError(f"{path!r} leads out of the output folder")
    return place


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_bytes(text.encode() + b"\n")


# ---------------------------------------------------------------- the two formats


def json_bytes(records: Iterable[Record], schema: str, document: str) -> bytes:
    """The records as `{"schema", "document", "data"}`, one record a line."""
    head = json.dumps({"schema": schema, "document": document}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(plain(r), ensure_ascii=False, allow_nan=False) for r in records)
    return "".join((head[:-1], ', "data": [\n', lines, "\n" if lines else "", "]}\n")).encode()


def plain(value: Any, field: str = "") -> Any:
    """A record, or a part of one, in the types of JSON; numbers are rounded as they are written."""
    if isinstance(value, Record):
        return {name: plain(getattr(value, name), name) for name in ordered_fields(type(value))}
    if isinstance(value, tuple):
        return [plain(item, field) for item in value]
    if isinstance(value, float):
        return number(value, POINT_DECIMALS if field in BOX_FIELDS or field in POINT_FIELDS else None)
    return value


def csv_bytes(records: Iterable[Record], model: type[Record]) -> bytes:
    """The records flat, under a header row: UTF-8, LF; null is an empty cell."""
    rows: Iterator[tuple[Any, ...]] = map(flat_row, records)
    return _csv([[column.name for column in flat_columns(model)], *rows])


def grid_bytes(table: Table) -> bytes:
    """The table's grid as CSV without a header row of our own: each cell's text at its top left, the rest empty."""
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return _csv(grid)


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return text.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return value
