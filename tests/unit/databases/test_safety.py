"""Nothing is lost, doubled or executed: loads killed, repeated, concurrent, without room, or full of hostile text."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import builders
import servers
from loading import Place, edition, run_python, write
from natcom.errors import OutputError
from natcom.records import Extraction

LOAD = """
import sys
from pathlib import Path
from natcom.databases import load, loading, parse_target
from natcom.errors import NatcomError
{before}
url, password, *folders = sys.argv[1:]
try:
    load([Path(folder) for folder in folders], parse_target(url, password or None, {wait}))
except NatcomError as error:
    print(error)
    sys.exit(3)
"""


def arguments(place: Place, *folders: Path) -> list[str]:
    return [place.url, servers.PASSWORD if place.server else "", *map(str, folders)]


def code(before: str = "", wait: float = 60) -> str:
    return LOAD.format(before=before, wait=wait)


def many(count: int, document_id: str = builders.DOCUMENT) -> Extraction:
    """An edition with this many observations, each behind a fact of its own."""
    facts = tuple(builders.fact(f"{number} 場", number, context=f"第 {number} 句") for number in range(count))
    return edition(
        document_id, facts=facts, indicators=(), findings=(), observations=tuple(map(builders.observation, facts))
    )


class TestKilled:
    KILL = """
import os, signal
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
loading.history.record_load = die
"""

    def test_before_the_end_leaves_the_database_as_it_was(self, place: Place, outputs: Path) -> None:
        place.load(write(edition(), outputs))
        before = place.content()
        new = [write(many(300), outputs), write(many(300, "other"), outputs)]
        done = run_python(code(self.KILL), *arguments(place, *new))
        assert done.returncode == -9
        assert place.content() == before
        place.load(*new)
        assert place.rows("SELECT document_id, count(*) FROM observations GROUP BY 1 ORDER BY 1") == [
            ("other", 300),
            (builders.DOCUMENT, 300),
        ]

    def test_in_the_first_load_leaves_nothing_behind(self, place: Place, outputs: Path) -> None:
        folder = write(edition(), outputs)
        assert run_python(code(self.KILL), *arguments(place, folder)).returncode == -9
        report = place.load(folder)
        assert report.notes[0].startswith("Created")
        assert place.rows("SELECT count(*) FROM observations") == [(3,)]

    def test_an_error_on_the_way_leaves_the_database_as_it_was(
        self, place: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place.load(write(edition(), outputs))
        before = place.content()

        def fail(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("natcom.databases.loading.history.record_load", fail)
        with pytest.raises(KeyboardInterrupt):
            place.load(write(many(50), outputs))
        monkeypatch.undo()
        assert place.content() == before
        assert place.load(write(many(50), outputs)).counts["observations"].added == 50


class TestConcurrent:
    def test_loads_at_once_all_arrive_once(self, place: Place, outputs: Path) -> None:
        shared = write(edition("shared"), outputs)
        mine = [write(many(100, f"e{number}"), outputs) for number in range(3)]
        loads = [
            subprocess.Popen([sys.executable, "-c", code(), *arguments(place, folder, shared)], stdout=subprocess.PIPE)
            for folder in mine
        ]
        said = [load.communicate(timeout=120)[0] for load in loads]
        assert [load.returncode for load in loads] == [0, 0, 0], said
        assert place.rows("SELECT document_id, count(*) FROM observations GROUP BY 1 ORDER BY 1") == [
            *((f"e{number}", 100) for number in range(3)),
            ("shared", 3),
        ]
        assert place.rows("SELECT count(*), count(DISTINCT load_id) FROM loads") == [(3, 3)]

    @contextmanager
    def held(self, place: Place, seconds: float) -> Iterator[None]:
        """Another process has the database for a while."""
        if place.server is not None:
            from natcom.databases.postgresql import ADVISORY_LOCK

            with place.server.connect(place.url.rsplit("/", 1)[1]) as connection:
                connection.execute(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
                yield
            return
        assert place.path is not None
        file = place.path if place.kind == "duckdb" else place.path / ".lock.duckdb"
        file.parent.mkdir(exist_ok=True)
        hold = (
            f"import duckdb, time; c = duckdb.connect({str(file)!r}); print('held', flush=True); time.sleep({seconds})"
        )
        with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            try:
                yield
            finally:
                holder.kill()

    def test_a_load_waits_for_the_other_up_to_a_limit(self, place: Place, outputs: Path) -> None:
        folder = write(edition(), outputs)
        patient = Place(place.kind, place.url, place.path, place.server, wait=0.5)
        with self.held(place, 60):
            began = time.monotonic()
            with pytest.raises(OutputError, match=r"0\.5 seconds") as caught:
                patient.load(folder)
            assert 0.5 <= time.monotonic() - began < 15
        assert "--wait" in str(caught.value)
        assert "\n" not in str(caught.value)
        place.load(folder)

    def test_a_load_goes_on_when_the_other_is_done(self, duckdb_file: Place, outputs: Path) -> None:
        with self.held(duckdb_file, 1.0):
            assert duckdb_file.load(write(edition(), outputs)).total


class TestFullDisk:
    FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""

    @pytest.mark.parametrize("kind", ["duckdb_file", "parquet"])
    def test_leaves_the_files_as_they_were(self, request: pytest.FixtureRequest, outputs: Path, kind: str) -> None:
        pytest.importorskip("resource", reason="limits on the size of files are Unix's")
        place: Place = request.getfixturevalue(kind)
        place.load(write(edition(), outputs))
        before = place.content()
        folder = write(many(4_000), outputs)
        full = self.FULL.format(size=1_000_000 if kind == "duckdb_file" else 30_000)
        done = run_python(code(full), *arguments(place, folder))
        assert done.returncode == 3, done.stderr
        assert "could not be written" in done.stdout
        assert place.content() == before
        assert place.load(folder).counts["observations"].added == 4_000

    def test_of_the_server_leaves_the_database_as_it_was(self, outputs: Path) -> None:
        if reason := servers.why_no_postgresql():
            pytest.skip(reason)
        with servers.postgresql(largest_file_kb=1_500) as small:
            place = Place("postgresql", small.url(small.new_database()), server=small)
            place.load(write(edition(), outputs))
            before = place.content()
            with pytest.raises(OutputError, match="is as it was"):
                place.load(write(many(6_000), outputs))
            assert place.content() == before


HOSTILE = (
    "'; DROP TABLE observations; --",
    '"; DROP TABLE observations; --',
    "\\'); DELETE FROM facts; --",
    "\\N",
    "\\.",
    "NULL",
    "{a,b}",
    "a\tb\nc\r\nd",
    ",\"'`$1 :name %s %(x)s ?",
    "$$;SELECT pg_sleep(10);$$",
    "../../etc/passwd",
    "=1+1",
    "\u202eRTL\u202c \U00020000 é e\u0301 \ufeff",
    "x" * 100_000,
)


def poisoned(text: str, document_id: str) -> Extraction:
    """The full extraction with the text in every field that can hold any; ids stay distinct and keep their ties."""
    full = edition(document_id)
    members: dict[str, Any] = {}
    for name in type(full).model_fields:
        if name == "document":
            continue
        members[name] = tuple(poison(record, text) for record in getattr(full, name))
    return full.model_copy(update=members)


_KEPT = ("document_id", "section_id", "parent_id", "paragraph_id", "table_id", "record_id", "page")


def poison(record: Any, text: str) -> Any:
    changes: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name.endswith("_id") or name in _KEPT:
            continue
        if "str" in str(info.annotation) and "tuple" in str(info.annotation):
            changes[name] = (text, text) if value or "labels" in name else value
        elif str in (info.annotation, *getattr(info.annotation, "__args__", ())):
            long_key = len(text) > 1000 and name in {
                "kind",
                "code",
                "indicator",
                "period",
                "period_start",
                "area",
                "rule",
            }
            changes[name] = "long" if long_key else text
    if "cells" in changes or hasattr(record, "cells"):
        changes["cells"] = tuple(cell.model_copy(update={"text": text}) for cell in record.cells)
    return record.model_copy(update=changes)


def test_hostile_text_in_every_column_is_only_text(place: Place, outputs: Path) -> None:
    folders = [write(poisoned(text, f"hostile-{number:02}"), outputs) for number, text in enumerate(HOSTILE)]
    place.load(*folders)
    for question in ("quote FROM facts", "subject FROM observations", "text FROM cells"):
        found = place.rows(f"SELECT DISTINCT document_id, {question} ORDER BY 1")
        assert [text for _, text in found] == list(HOSTILE)
    assert place.rows("SELECT count(*) FROM observations") == [(3 * len(HOSTILE),)]
    assert not place.load(*folders).total


def test_hostile_ids_of_editions(place: Place, outputs: Path) -> None:
    ids = ["a'b", 'a"b', "../up", "a=b", "..", "a b%20", "2024", "NULL", "臺灣"]
    folders = [write(edition(f"plain-{number}"), outputs) for number in range(len(ids))]
    for folder, document_id in zip(folders, ids, strict=True):
        for file in folder.glob("*.json"):
            named = file.read_text("utf-8").replace(f'"{folder.name}"', json.dumps(document_id))
            file.write_text(named, "utf-8")
    place.load(*folders)
    found = place.rows("SELECT document_id, count(*) FROM observations GROUP BY 1")
    assert sorted(found) == sorted((each, 3) for each in ids)
    assert not place.load(*folders).total
    if place.path is not None and place.kind == "parquet":
        assert {each.name for each in place.path.parent.iterdir()} == {"lake", "output"}


def test_a_nul_character_stays_or_becomes_a_replacement(place: Place, outputs: Path) -> None:
    folder = write(poisoned("a\x00b", "hostile"), outputs)
    place.load(folder)
    expected = "a\ufffdb" if place.kind == "postgresql" else "a\x00b"
    assert place.rows("SELECT DISTINCT quote FROM facts") == [(expected,)]
    assert not place.load(folder).total
