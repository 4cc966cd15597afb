"""Parquet folders: partitioned by document, only what changed is written, and a load cut off is finished or dropped."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from loading import Place, edition, write
from natcom.databases import parquet as module
from natcom.errors import OutputError


def files(place: Place) -> dict[str, int]:
    """Every Parquet file with the time it was written."""
    assert place.path is not None
    return {str(file.relative_to(place.path)): file.stat().st_mtime_ns for file in place.path.rglob("*.parquet")}


def test_each_table_has_a_folder_for_each_document(parquet: Place, outputs: Path) -> None:
    parquet.load(write(edition("a"), outputs), write(edition("b", figures=()), outputs))
    assert {"figures/document_id=a/data.parquet", "figures/document_id=b/data.parquet"} <= set(files(parquet))


def test_pandas_reads_a_table(parquet: Place, outputs: Path) -> None:
    pytest.importorskip("pyarrow", reason="pandas reads Parquet with pyarrow")
    parquet.load(write(edition("a"), outputs), write(edition("b"), outputs))
    frame = pd.read_parquet(f"{parquet.path}/observations")
    assert sorted(frame["document_id"]) == ["a", "a", "a", "b", "b", "b"]
    assert frame["value"].sum() == 4 * 37


def test_only_what_changed_is_written(parquet: Place, outputs: Path) -> None:
    folders = write(edition("a"), outputs), write(edition("b"), outputs)
    parquet.load(*folders)
    before = files(parquet)
    parquet.load(*folders)
    assert files(parquet) == before
    parquet.load(write(edition("a", findings=()), outputs))
    after = files(parquet)
    assert {name for name in after if after[name] != before.get(name)} == {
        "documents/document_id=a/data.parquet",
        "findings/document_id=a/data.parquet",
        "runs/document_id=a/data.parquet",
        "loads/data.parquet",
    }


def test_a_load_cut_off_while_it_replaces_files_is_finished_by_the_next(
    parquet: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet.load(write(edition("a"), outputs))
    real, done = os.replace, []

    def replace_two(source: Path, place: Path) -> None:
        if len(done) == 2:
            raise OSError(5, "Input/output error")
        done.append(place)
        real(source, place)

    monkeypatch.setattr(module.os, "replace", replace_two)
    with pytest.raises(OutputError, match="could not be written"):
        parquet.load(write(edition("a", findings=(), mentions=()), outputs), write(edition("b"), outputs))
    monkeypatch.undo()
    parquet.load(write(edition("c"), outputs))
    assert parquet.rows("SELECT document_id, count(*) FROM observations GROUP BY 1 ORDER BY 1") == [
        ("a", 3),
        ("b", 3),
        ("c", 3),
    ]
    assert parquet.rows("SELECT document_id FROM findings ORDER BY 1") == [("b",), ("c",)]
    assert parquet.path is not None
    assert not (parquet.path / ".committed").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, outputs: Path) -> None:
    (tmp_path / "file").write_text("")
    place = Place("parquet", f"parquet:{tmp_path}/file/lake", tmp_path / "file" / "lake")
    with pytest.raises(OutputError, match="could not be written"):
        place.load(write(edition(), outputs))


def test_the_name_of_the_folder_may_look_like_a_pattern(tmp_path: Path, outputs: Path) -> None:
    place = Place("parquet", f"parquet:{tmp_path}/l[a]k*e?", tmp_path / "l[a]k*e?")
    folder = write(edition(), outputs)
    place.load(folder)
    assert not place.load(folder).total
