"""What is written, in which order, and that it is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import builders
from natcom.config import default_directory
from natcom.errors import OutputError
from natcom.output import write as writing
from natcom.output.files import RECORD_CLASSES
from natcom.output.schemas import Schema, load_schemas
from natcom.output.swap import STALE_SECONDS, clear_after, fresh_folder
from natcom.output.write import write_output
from natcom.records import Extraction


@pytest.fixture
def schemas() -> Mapping[str, Schema]:
    return load_schemas(default_directory())


def _write(root: Path, extraction: Extraction | None = None, **run: object) -> Path:
    files = [("figures/fig-1.png", b"\x89PNG")]
    chosen = extraction or builders.full_extraction()
    return write_output(chosen, root, builders.run_record(**run), load_schemas(default_directory()), files)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))


def test_the_folder_holds_every_file(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    expected = {f"{name}.csv" for name in RECORD_CLASSES} | {
        f"{name}.json" for name in RECORD_CLASSES if name != "cells"
    }
    table = builders.table().table_id
    expected |= {"manifest.json", "run.json", "datapackage.json", "figures/fig-1.png", f"tables/{table}.csv"}
    assert folder == tmp_path / builders.DOCUMENT
    assert set(_bytes(folder)) == expected
    assert [path.name for path in tmp_path.iterdir()] == [builders.DOCUMENT]


def test_json_names_its_schema_and_document(tmp_path: Path, schemas: Mapping[str, Schema]) -> None:
    folder = _write(tmp_path)
    for name in RECORD_CLASSES:
        if name == "cells":
            continue
        content = json.loads((folder / f"{name}.json").read_text("utf-8"))
        assert list(content) == ["schema", "document", "data"]
        assert content["schema"] == f"{name}/{schemas[name].version}"
        assert content["document"] == builders.DOCUMENT
        assert content["data"]


def test_json_and_csv_hold_the_same_records(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    for name in RECORD_CLASSES:
        if name == "cells":
            continue
        data = json.loads((folder / f"{name}.json").read_text("utf-8"))["data"]
        rows = _rows(folder, name)
        key = next(iter(rows[0]))
        assert [str(record[key]) for record in data] == [row[key] for row in rows]


def test_json_keeps_what_csv_leaves_out(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    sections = json.loads((folder / "sections.json").read_text("utf-8"))["data"]
    assert sections[0]["paragraphs"] == ["辦理37 場雙邊會談。"]
    tables = json.loads((folder / "tables.json").read_text("utf-8"))["data"]
    assert tables[0]["cells"][0] == {
        "row": 0,
        "col": 0,
        "rowspan": 1,
        "colspan": 1,
        "text": "年度",
        "page": 1,
        "bbox": [72, 400, 132, 414],
    }


def test_values_are_numbers_or_null(tmp_path: Path) -> None:
    told = (("8,000 萬", 80_000_000.0), ("2.5", 2.5), ("未知", None))
    facts = tuple(builders.fact(quote, value, **builders.place(top=n)) for n, (quote, value) in enumerate(told))
    text = (_write(tmp_path, builders.extraction(facts=facts)) / "facts.json").read_text("utf-8")
    assert [fact["value"] for fact in json.loads(text)["data"]] == [80_000_000, 2.5, None]
    assert '"value": 80000000,' in text


def test_csv_is_utf8_with_line_feeds(tmp_path: Path) -> None:
    content = (_write(tmp_path) / "facts.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert "雙邊會談".encode() in content


def test_hostile_text_stays_in_its_cell(tmp_path: Path) -> None:
    text = '一,"二"\r\n三\x00\r四'
    folder = _write(tmp_path, builders.extraction(paragraphs=(builders.paragraph(text),)))
    assert _rows(folder, "paragraphs")[0]["text"] == '一,"二"\n三\n四'


def test_records_keep_the_order_of_the_extraction(tmp_path: Path) -> None:
    placed = [(1, 300.0, 400.0), (1, 72.0, 72.0), (2, 50.0, 72.0)]  # the second column's first, as a reader meets them
    facts = tuple(builders.fact(str(n), n, **builders.place(*where)) for n, where in enumerate(placed))
    rows = _rows(_write(tmp_path, builders.extraction(facts=facts)), "facts")
    assert [row["quote"] for row in rows] == ["0", "1", "2"]


def test_records_from_text_have_lines_in_place_of_boxes(tmp_path: Path) -> None:
    where = {"page": None, "page_label": None, "boxes": (), "line_start": 30, "line_end": 31}
    rows = _rows(_write(tmp_path, builders.extraction(facts=(builders.fact("3", 3, **where),))), "facts")
    assert (rows[0]["line_start"], rows[0]["page"], rows[0]["x0"]) == ("30", "", "")


def test_a_table_is_written_as_its_grid(tmp_path: Path) -> None:
    table = builders.table((("年度", "場次"), ("2023", "37")))
    merged = table.model_copy(update={"cells": (table.cells[0].model_copy(update={"colspan": 2}), *table.cells[2:])})
    folder = _write(tmp_path, builders.extraction(tables=(merged,)))
    assert (folder / "tables" / f"{table.table_id}.csv").read_text("utf-8") == "年度,\n2023,37\n"
    assert [(row["row"], row["col"], row["colspan"], row["text"]) for row in _rows(folder, "cells")] == [
        ("0", "0", "2", "年度"),
        ("1", "0", "1", "2023"),
        ("1", "1", "1", "37"),
    ]


def test_two_runs_give_identical_bytes_but_for_the_run(tmp_path: Path) -> None:
    first = _bytes(_write(tmp_path / "a"))
    second = _bytes(_write(tmp_path / "b", started=datetime(2025, 5, 5, tzinfo=UTC), seconds={"ingest": 2.0}))
    different = {name for name in first if first[name] != second[name]}
    assert set(first) == set(second)
    assert different == {"run.json"}


def test_a_new_run_replaces_all_of_the_old_one(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    (folder / "tables" / "old.csv").write_text("of the old run")
    _write(tmp_path, builders.extraction())
    assert not (folder / "tables" / "old.csv").exists()
    assert _rows(folder, "facts") == []


def _failing() -> Iterator[tuple[str, bytes]]:
    yield "figures/a.png", b"a"
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_last_output(tmp_path: Path, schemas: Mapping[str, Schema]) -> None:
    before = _bytes(_write(tmp_path))
    with pytest.raises(OutputError, match="No space left"):
        write_output(builders.extraction(), tmp_path, builders.run_record(), schemas, _failing())
    assert _bytes(tmp_path / builders.DOCUMENT) == before
    assert [path.name for path in tmp_path.iterdir()] == [builders.DOCUMENT]


def test_a_run_that_is_killed_leaves_the_last_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _bytes(_write(tmp_path))

    def killed(fresh: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "swap_in", killed)
    with pytest.raises(KeyboardInterrupt):
        _write(tmp_path, builders.extraction())
    assert _bytes(tmp_path / builders.DOCUMENT) == before


def test_a_run_killed_between_the_renames_is_mended_by_the_next(tmp_path: Path, schemas: Mapping[str, Schema]) -> None:
    folder = _write(tmp_path)
    before = _bytes(folder)
    folder.rename(tmp_path / f".{builders.DOCUMENT}.77.old")
    with pytest.raises(OutputError):
        write_output(builders.extraction(), tmp_path, builders.run_record(), schemas, _failing())
    assert _bytes(folder) == before


def test_what_a_killed_run_left_is_cleared_by_a_later_one(tmp_path: Path) -> None:
    old, young = (fresh_folder(tmp_path / builders.DOCUMENT, process) for process in (11, 12))
    for left in (old, young):
        left.mkdir()
    other = fresh_folder(tmp_path / f"{builders.DOCUMENT}.v2", 11)
    other.mkdir()
    long_ago = time.time() - 2 * STALE_SECONDS
    for left in (old, other):
        os.utime(left, (long_ago, long_ago))
    _write(tmp_path)
    _write(tmp_path)
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def test_what_a_dead_process_was_at_is_cleared_at_once(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    before = _bytes(folder)
    folder.rename(tmp_path / f".{builders.DOCUMENT}.77.old")
    fresh_folder(folder, 77).mkdir()
    fresh_folder(folder, 78).mkdir()
    clear_after(tmp_path, 77)
    assert _bytes(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, fresh_folder(folder, 78).name}


WRITE_MANY = """
import sys
from pathlib import Path
import builders
from natcom.config import default_directory
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
schemas = load_schemas(default_directory())
for _ in range(10):
    write_output(builders.full_extraction(), Path(sys.argv[1]), builders.run_record(), schemas)
"""


def test_runs_at_once_leave_one_whole_output(tmp_path: Path) -> None:
    tests = Path(builders.__file__).parent
    command = [sys.executable, "-c", WRITE_MANY, str(tmp_path)]
    runs = [subprocess.Popen(command, cwd=tests, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    content = json.loads((tmp_path / builders.DOCUMENT / "facts.json").read_text("utf-8"))
    assert len(content["data"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == [builders.DOCUMENT]


def test_a_folder_of_the_users_own_is_never_replaced(tmp_path: Path) -> None:
    own = tmp_path / builders.DOCUMENT
    own.mkdir()
    (own / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="not written by natcom"):
        _write(tmp_path)
    assert (own / "notes.txt").read_text() == "mine"


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        _write(tmp_path / "out")


def test_a_folder_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    with pytest.raises(OutputError, match="--out"):
        _write(tmp_path / "out")


@pytest.mark.parametrize("path", ["../evil.png", "/etc/evil.png", "a/../../evil.png", "c:evil.png", "..\\evil.png"])
def test_a_picture_cannot_leave_the_folder(tmp_path: Path, schemas: Mapping[str, Schema], path: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        write_output(builders.extraction(), tmp_path, builders.run_record(), schemas, [(path, b"x")])
    assert not list(tmp_path.iterdir())
