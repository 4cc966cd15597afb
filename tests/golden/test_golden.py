"""What is written for three pages of a sample, byte for byte: a change of any column shows here first.

    pytest tests/golden --update-golden

writes the files anew after a change that is meant; CI refuses the flag.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from natcom.config import load_config
from natcom.output.manifest import RunRecord
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from natcom.run import RunOptions, extract

SAMPLE = Path(__file__).parents[2] / "raw" / "sample-nc-2024.pdf"
GOLDEN = Path(__file__).parent / "sample-nc-2024-pages-6-8"
PAGES = (6, 8)  # an outline, footnotes, unit notes, a table over pages, all kinds of facts
FILES = ("sections", "paragraphs", "figures", "tables", "cells", "table_values", "facts", "footnotes", "coverage")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = load_config()
    result = extract([SAMPLE], config, RunOptions(pages=(PAGES,), pictures=False), lambda *_: None)
    run = RunRecord(config.digest, result.sources, datetime(2024, 1, 1, tzinfo=UTC), {}, result.seconds, result.inputs)
    return write_output(result.extraction, tmp_path_factory.mktemp("golden"), run, load_schemas(config.directory))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_written_as_before(name: str, written: Path, update_golden: bool) -> None:
    content = (written / f"{name}.csv").read_bytes()
    kept = GOLDEN / f"{name}.csv"
    if update_golden:
        assert not os.environ.get("CI"), "golden files are not rewritten on CI"
        GOLDEN.mkdir(exist_ok=True)
        kept.write_bytes(content)
    assert content.decode().splitlines() == kept.read_text("utf-8").splitlines()
