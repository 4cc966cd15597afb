"""Where editions come from, and what their manifests say of who changed: the report or the extractor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import builders
from comparing import GOLD, edition, fact
from natcom.comparison import compare, read_edition, view_of
from natcom.comparison.load import year_of
from natcom.config import default_directory
from natcom.errors import ConfigError, InputError
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output


def test_an_output_folder_holds_what_the_extraction_held(tmp_path: Path) -> None:
    extraction = builders.full_extraction()
    folder = write_output(extraction, tmp_path, builders.run_record(), load_schemas(default_directory()))
    read, held = read_edition(folder), view_of(extraction)
    assert read.note.document_id == held.note.document_id
    for part in ("sections", "figures", "tables", "facts", "table_values", "indicators", "pages"):
        assert len(getattr(read, part)) == len(getattr(held, part)), part
    assert read.note.code_version is not None
    assert read.files
    assert compare(read, folder).changes == ()


def test_fields_of_another_version_are_passed_over(tmp_path: Path) -> None:
    extraction = builders.full_extraction()
    folder = write_output(extraction, tmp_path, builders.run_record(), load_schemas(default_directory()))
    content = json.loads((folder / "facts.json").read_text("utf-8"))
    content["data"] = [{**row, "of_tomorrow": 1} for row in content["data"]]
    (folder / "facts.json").write_text(json.dumps(content), "utf-8")
    assert len(read_edition(folder).facts) == len(extraction.facts)


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.json", "[]"), ("other.json", '{"a": 1}'), ("broken.json", "{"), ("number.json", "3")],
)
def test_what_is_no_edition_is_said_so(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=name):
        read_edition(tmp_path / name)


def test_an_empty_folder_or_nothing_at_all_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no output of natcom"):
        read_edition(tmp_path)
    with pytest.raises(InputError, match="no file or folder"):
        read_edition(tmp_path / "nowhere")


def test_one_edition_cannot_be_compared() -> None:
    with pytest.raises(ConfigError, match="two"):
        compare(GOLD[0])


@pytest.mark.parametrize("tolerance", [-0.1, 1.0, 20.0])
def test_a_tolerance_is_a_share(tolerance: float) -> None:
    with pytest.raises(ConfigError, match="share"):
        compare(*GOLD, tolerance=tolerance)


@pytest.mark.parametrize(
    ("names", "year"), [(("2024", "x"), 2024), ((None, "sample-nc-2021"), 2021), (("NC4", "a-20215"), None)]
)
def test_the_year_of_an_edition_may_stand_in_its_name(names: tuple[str | None, ...], year: int | None) -> None:
    assert year_of(*names) == year


def origin(code: tuple[str, str], sha: tuple[str, str], quotes: tuple[str, str]) -> set[str]:
    """Where the change of a value comes from, by versions of the code, the files' sha256 and what is printed."""
    views = []
    for at, year in enumerate((2021, 2024)):
        value = (288, 287)[at]
        told = fact(
            quotes[at], value, "tCO2e", f"In 2019 emissions were {quotes[at]}.", subject="emissions", period="2019"
        )
        view = edition(year, facts=[told])
        note = view.note.model_copy(update={"code_version": code[at], "config_hash": "c", "sha256": sha[at]})
        views.append(type(view)(note, sections=view.sections, facts=view.facts))
    return {change.origin for change in compare(*views).changes}


def test_the_manifests_tell_the_report_from_its_reader() -> None:
    same, differ = ("288 t", "288 t"), ("288 t", "287 t")
    assert origin(("1", "1"), ("a", "b"), differ) == {"source"}
    assert origin(("1", "2"), ("a", "a"), differ) == {"extractor"}
    assert origin(("1", "2"), ("a", "b"), differ) == {"source"}
    assert origin(("1", "2"), ("a", "b"), same) == {"extractor"}
