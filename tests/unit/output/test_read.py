"""Written and read back, frames are what they were."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

import builders
import natcom
from natcom.config import default_directory
from natcom.errors import InputError
from natcom.output.files import RECORD_CLASSES
from natcom.output.read import Frames, read
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    schemas = load_schemas(default_directory())
    return write_output(builders.full_extraction(), tmp_path, builders.run_record(), schemas)


def test_frames_read_are_the_frames_of_the_extraction(folder: Path) -> None:
    frames, extraction = read(folder), builders.full_extraction()
    for name in RECORD_CLASSES:
        if name not in {"documents", "cells"}:
            read_back = getattr(frames, name).sort_values(getattr(frames, name).columns[0], ignore_index=True)
            made = getattr(extraction, name).to_frame()
            pd.testing.assert_frame_equal(read_back, made.sort_values(made.columns[0], ignore_index=True))


def test_the_notation_key_na_is_not_missing(folder: Path) -> None:
    values = natcom.read(folder).table_values
    assert values["notation_key"].isna().tolist() == [True, False]
    assert values.loc[values["notation_key"] == "NA", "value"].isna().all()


def test_an_empty_label_is_a_text_and_an_empty_parent_is_missing(tmp_path: Path) -> None:
    extraction = builders.extraction(sections=(builders.section("結語", label="", number=""),))
    folder = write_output(extraction, tmp_path, builders.run_record(), load_schemas(default_directory()))
    sections = read(folder).sections
    assert sections["label"].tolist() == [""]
    assert sections["parent_id"].isna().tolist() == [True]


def test_each_file_is_an_attribute() -> None:
    assert {field.name for field in fields(Frames)} == {"folder", "manifest", *RECORD_CLASSES}


def test_the_manifest_comes_along(folder: Path) -> None:
    assert read(str(folder)).manifest["document"] == builders.DOCUMENT


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not an output folder"):
        read(tmp_path)


def test_columns_of_another_version_are_refused(folder: Path) -> None:
    (folder / "references.csv").write_text("reference_id,text\nr-1,一\n", encoding="utf-8")
    with pytest.raises(InputError, match="another version"):
        read(folder)


def test_a_damaged_manifest_is_refused(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="not valid JSON"):
        read(folder)
