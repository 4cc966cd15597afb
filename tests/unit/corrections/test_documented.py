"""The corrections and expectations that the documentation shows can be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from natcom.config.corrections import CORRECTABLE, read_corrections
from natcom.config.expectations import Expectations

PAGE = (Path(__file__).parents[3] / "docs" / "trust.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_corrections_shown_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "shown.corrections.csv"
    path.write_text(block("csv"), "utf-8")
    rows = read_corrections(path)
    assert {row.action for row in rows} == {"fix", "reject", "add", "waive"}
    assert len(rows) == 11


def test_the_expectations_shown_are_understood() -> None:
    expect = Expectations.model_validate(tomllib.loads(block("toml"))["expect"])
    assert (len(expect.headings), len(expect.counts), len(expect.indicators)) == (2, 2, 1)


def test_every_file_that_can_be_corrected_is_named() -> None:
    for name in CORRECTABLE:
        assert name in PAGE
