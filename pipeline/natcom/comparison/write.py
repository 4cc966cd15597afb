"""A comparison becomes a folder: changes, restatements and series as JSON and CSV, and the page for readers."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from natcom._version import __version__
from natcom.columns import written_number
from natcom.comparison.flat import (
    CHANGE_COLUMNS,
    RESTATEMENT_COLUMNS,
    SERIES_COLUMNS,
    Row,
    change_rows,
    restatement_rows,
    series_rows,
)
from natcom.comparison.records import Comparison
from natcom.errors import OutputError
from natcom.records import Record

SCHEMA_VERSIONS = {"changes": "changes/2", "restatements": "restatements/2", "series": "series/1"}
SIGNATURE = "comparison.json"  # a folder that holds one is ours to replace


def folder_name(comparison: Comparison) -> str:
    """What the folder of a comparison is called: by its first and its last edition."""
    ids = [note.document_id for note in comparison.editions]
    return f"compare-{ids[0]}..{ids[-1]}"


def files_of(comparison: Comparison) -> dict[str, bytes]:
    """All files but the page, by name; equal comparisons give equal bytes."""
    document = "..".join(note.document_id for note in comparison.editions)
    parts: tuple[tuple[str, Sequence[Record], Sequence[str], list[Row]], ...] = (
        ("changes", comparison.changes, CHANGE_COLUMNS, change_rows(comparison.changes)),
        ("restatements", comparison.restatements, RESTATEMENT_COLUMNS, restatement_rows(comparison.restatements)),
        ("series", comparison.series, SERIES_COLUMNS, series_rows(comparison.series)),
    )
    files: dict[str, bytes] = {}
    for name, records, columns, rows in parts:
        files[f"{name}.json"] = _json_bytes(records, SCHEMA_VERSIONS[name], document)
        files[f"{name}.csv"] = _csv_bytes(columns, rows)
    files[SIGNATURE] = (json.dumps(summary(comparison), ensure_ascii=False, indent=1) + "\n").encode()
    return files


def summary(comparison: Comparison) -> dict[str, Any]:
    """What was compared, and how many changes of which kind and class there are."""
    kinds = Counter(f"{change.what} {change.change}" for change in comparison.changes)
    return {
        "schema": "comparison/1",
        "code_version": __version__,
        "editions": [note.model_dump() for note in comparison.editions],
        "changes": len(comparison.changes),
        "restatements": len(comparison.restatements),
        "series": len({value.series for value in comparison.series}),
        "by_class": dict(sorted(Counter(change.class_ for change in comparison.changes).items())),
        "by_kind": dict(sorted(kinds.items())),
        "by_origin": dict(sorted(Counter(change.origin for change in comparison.changes).items())),
    }


def write_comparison(files: Mapping[str, bytes], target: Path) -> Path:
    """Write the files as the folder `target`, in the place of an earlier comparison, and return it.

    The folder changes in one step: a run that is stopped leaves the old one as it was.

    Raises:
        OutputError: it cannot be written, or something is there that is no comparison of natcom.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        if target.exists() and not _is_ours(target):
            raise OutputError(f"{target} is there and was not written by natcom compare; choose another --out.")
        fresh.mkdir(parents=True)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        raise OutputError(f"{target} cannot be written: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return target


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / SIGNATURE).is_file() or not any(folder.iterdir()))


def _json_bytes(records: Iterable[Record], schema: str, document: str) -> bytes:
    head = json.dumps({"schema": schema, "document": document}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(_plain(record), ensure_ascii=False, allow_nan=False) for record in records)
    return "".join((head[:-1], ', "data": [\n', lines, "\n" if lines else "", "]}\n")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return {name.rstrip("_"): _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return written_number(value) if isinstance(value, float) else value


def _csv_bytes(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
