"""Whatever a report holds, it is read back as it was written, or as the CSV rules say."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from natcom.columns import written_number
from natcom.config import default_directory
from natcom.output.read import read
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from natcom.records import Extraction, Paragraph, TableValue

SCHEMAS = load_schemas(default_directory())
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
labels = st.lists(texts.filter(bool), max_size=3).map(tuple)
numbers = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))


def _round_trip(extraction: Extraction) -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    place = tempfile.TemporaryDirectory()
    return write_output(extraction, Path(place.name), builders.run_record(), SCHEMAS), place


def _as_csv_keeps_it(text: str) -> str:
    """Line ends become line feeds and the null character goes: no CSV reader agrees with another on them."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(texts.filter(bool), min_size=1, max_size=4))
def test_any_text_survives(texts: list[str]) -> None:
    paragraphs = tuple(builders.paragraph(text, seq=n, paragraph_id=f"p-{n}") for n, text in enumerate(texts, 1))
    folder, place = _round_trip(builders.extraction(paragraphs=paragraphs))
    with place:
        data = json.loads((folder / "paragraphs.json").read_text("utf-8"))["data"]
        assert [Paragraph.model_validate(row) for row in data] == list(paragraphs)
        assert read(folder).paragraphs["text"].tolist() == [_as_csv_keeps_it(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(value=numbers, high=numbers, rows=labels, key=st.sampled_from([None, "NA", "NE", "IE"]))
def test_any_value_survives(value: float | None, high: float | None, rows: tuple[str, ...], key: str | None) -> None:
    told = builders.table_value(value=value, value_high=high, row_labels=rows, notation_key=key)
    folder, place = _round_trip(builders.extraction(tables=(builders.table(),), table_values=(told,)))
    with place:
        (row,) = json.loads((folder / "table_values.json").read_text("utf-8"))["data"]
        assert TableValue.model_validate(row) == told
        frame = read(folder).table_values
        for column, number in (("value", value), ("value_high", high)):
            found = frame[column].tolist()[0]
            assert frame[column].isna().tolist() == [number is None]
            assert number is None or found == float(number)
        assert frame["notation_key"].isna().tolist() == [key is None]


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_as_itself(number: float) -> None:
    written = written_number(number)
    assert written == number
    assert isinstance(written, int) == (number == math.floor(number) and abs(number) <= 2**53)
    assert len(repr(written)) <= 25
    assert json.loads(json.dumps(written)) == number
