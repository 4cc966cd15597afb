"""From a record to all that leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

import builders
from natcom.config import default_directory
from natcom.errors import InputError
from natcom.output.schemas import load_schemas
from natcom.output.trace import Written, find_trace, trace
from natcom.output.write import write_output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    schemas = load_schemas(default_directory())
    return write_output(builders.full_extraction(), tmp_path, builders.run_record(), schemas)


def test_a_fact_has_its_section_findings_and_observations(folder: Path) -> None:
    fact = builders.fact()
    found = trace(Written(folder), fact.fact_id)
    assert found is not None
    assert (found.file, found.source, found.table) == ("facts", None, None)
    assert found.section is not None
    assert found.section["path"] == "8"
    assert [finding["rule"] for finding in found.findings] == ["total-differs"]
    assert found.uses == (builders.observation(fact).observation_id,)


def test_an_observation_leads_to_its_source_and_the_sources_table(folder: Path) -> None:
    value = builders.table_value()
    found = trace(Written(folder), builders.observation(value).observation_id)
    assert found is not None
    assert found.source is not None
    assert found.source[1]["value_id"] == value.value_id
    assert found.table is not None
    assert found.table["caption"] == "會談場次"
    assert len(found.findings) == 1


def test_a_finding_is_not_one_of_its_own(folder: Path) -> None:
    found = trace(Written(folder), builders.finding().finding_id)
    assert found is not None
    assert found.findings == ()


def test_it_is_found_in_one_of_several_folders(folder: Path) -> None:
    written, found = find_trace(folder.parent, builders.fact().fact_id)
    assert written.folder == folder
    assert found.file == "facts"


def test_an_unknown_id_or_folder_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no record nope"):
        find_trace(folder, "nope")
    with pytest.raises(InputError, match="not an output folder"):
        find_trace(tmp_path / "nowhere", "nope")
