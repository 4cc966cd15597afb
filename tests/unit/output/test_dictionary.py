"""The data dictionary in the documentation is the one that the schemas give."""

from __future__ import annotations

from pathlib import Path

import pytest

from natcom.config import default_directory
from natcom.config.review import read_review_words
from natcom.output.dictionary import constraints_text, data_dictionary
from natcom.output.schemas import load_schemas

SCHEMAS = load_schemas(default_directory())
WRITTEN = Path(__file__).parents[3] / "docs" / "data-dictionary.md"


def test_the_written_dictionary_is_in_step() -> None:
    made = data_dictionary(SCHEMAS.values(), read_review_words(default_directory()))
    assert WRITTEN.read_text("utf-8") == made, "run: natcom schema --markdown > docs/data-dictionary.md"


def test_every_column_is_in_it() -> None:
    text = WRITTEN.read_text("utf-8")
    for schema in SCHEMAS.values():
        part = text.split(f"## `{schema.name}`")[1].split("\n## ")[0]
        assert all(f"| `{field['name']}` |" in part for field in schema.fields)


@pytest.mark.parametrize(
    ("constraints", "text"),
    [
        ({}, ""),
        ({"required": True, "unique": True}, "required; unique"),
        ({"enum": ["a", "b"], "minimum": 0}, "one of a, b; minimum 0"),
    ],
)
def test_constraints_in_words(constraints: dict[str, object], text: str) -> None:
    assert constraints_text(constraints) == text
