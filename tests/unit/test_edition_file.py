"""An edition written as TOML and read again is the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from natcom.config import default_directory
from natcom.config.edition import Edition, read_edition
from natcom.config.edition_file import edition_text
from natcom.config.editions import config_of_document, edition_file

EDITIONS = sorted((default_directory() / "editions").glob("*.toml"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_every_edition_survives_writing(path: Path, tmp_path: Path) -> None:
    edition = read_edition(path)
    copy = tmp_path / "copy.toml"
    copy.write_text(edition_text(edition, ("written by a test",)), "utf-8")
    assert read_edition(copy) == edition


@given(TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3), st.floats(0, 1e6))
def test_any_text_survives_writing(title: str, publisher: str, headings: list[tuple[str, str]], least: float) -> None:
    edition = Edition.model_validate(
        {
            "id": "demo",
            "language": "en",
            "title": title,
            "publisher": publisher,
            "expect": {
                "headings": [{"title": a, "number": b} for a, b in headings],
                "counts": {"facts": {"least": least}},
            },
        }
    )
    assert Edition.model_validate(tomllib.loads(edition_text(edition))) == edition


def test_the_edition_of_a_document_is_found_by_its_id(tmp_path: Path) -> None:
    assert len(EDITIONS) >= 3
    for path in EDITIONS:
        assert edition_file(read_edition(path).id) == path
    folder = tmp_path / "editions"
    folder.mkdir()
    (folder / "broken.toml").write_text("id = ", "utf-8")
    (folder / "other.toml").write_text('id = "demo"\nlanguage = "en"\n', "utf-8")
    assert edition_file("demo", tmp_path) == folder / "other.toml"
    assert edition_file("nowhere", tmp_path) is None


def test_the_configuration_of_a_document_read_before() -> None:
    config = config_of_document("tw-sample-nc-2021", "en")
    assert config.edition is not None
    assert config.language.code == "zh-Hant"
    assert config_of_document("nowhere", "zh-Hant").edition is None


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_every_file_that_a_shipped_edition_names_is_there(path: Path) -> None:
    for file in read_edition(path).files:
        assert (path.parent / file).is_file()
