"""Records lie flat in one way, whichever door they leave by."""

from __future__ import annotations

import pytest

import builders
from natcom.columns import Records, flat_columns, flat_row, written_number
from natcom.output.files import RECORD_CLASSES
from natcom.records import Extraction, Fact, Section, TableValue


def _flat(record: object) -> dict[str, object]:
    names = [column.name for column in flat_columns(type(record))]  # type: ignore[arg-type]
    return dict(zip(names, flat_row(record), strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (80_000_000.0, "80000000"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (37, "37"),
        (-0.0, "0"),
    ],
)
def test_whole_numbers_have_no_fraction(number: float, written: str) -> None:
    assert repr(written_number(number)) == written


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_not_finite_cannot_be_written(number: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        written_number(number)


def test_the_first_box_is_rounded_to_a_hundredth_of_a_point() -> None:
    row = _flat(builders.fact(boxes=(builders.box(2, 1.005, 2.3456, 100.0, 4.999), builders.box(3))))
    assert [row[side] for side in ("x0", "top", "x1", "bottom")] == [1, 2.35, 100, 5]


def test_a_tuple_of_texts_is_joined_and_its_bars_are_escaped() -> None:
    assert _flat(builders.table_value(row_labels=("能源 | 電力", "合計")))["row_labels"] == "能源 \\| 電力 | 合計"
    assert _flat(builders.table_value(row_labels=()))["row_labels"] is None


def test_an_empty_text_is_null_only_where_null_may_stand() -> None:
    row = _flat(builders.section(label="", parent_id=""))
    assert row["label"] == ""
    assert row["parent_id"] is None


def test_own_columns_come_first_and_the_place_last() -> None:
    names = [column.name for column in flat_columns(Fact)]
    assert names[0] == "fact_id"
    assert names[-8:] == ["page", "page_label", "x0", "top", "x1", "bottom", "line_start", "line_end"]
    assert "steps" not in names
    assert "paragraphs" not in {column.name for column in flat_columns(Section)}


def test_a_frame_is_typed_even_when_it_is_empty() -> None:
    frame = builders.extraction(facts=()).facts.to_frame()
    assert len(frame) == 0
    assert {"fact_id": "string", "value": "Float64", "page": "Int64", "structural": "boolean"}.items() <= {
        name: str(dtype) for name, dtype in frame.dtypes.items()
    }.items()


def test_a_frame_keeps_the_notation_key_na() -> None:
    frame = builders.extraction(
        table_values=(builders.table_value("NA"), builders.table_value("37"))
    ).table_values.to_frame()
    assert frame["notation_key"].tolist()[0] == "NA"
    assert frame["notation_key"].isna().tolist() == [False, True]
    assert frame["value"].isna().tolist() == [True, False]


def test_records_outside_an_extraction_make_a_frame_too() -> None:
    assert Records((builders.fact(),)).to_frame()["quote"].tolist() == ["37 場"]


def test_a_copy_of_an_extraction_has_records_that_make_frames() -> None:
    copy = builders.full_extraction().model_copy(update={"facts": ()})
    assert isinstance(copy.facts, Records)
    assert copy.facts.to_frame().columns[0] == "fact_id"
    assert copy.table_values == builders.full_extraction().table_values


def test_every_member_of_an_extraction_is_a_file() -> None:
    members = {name for name in Extraction.model_fields if name != "document"}
    assert members | {"documents", "cells"} == set(RECORD_CLASSES)
    assert RECORD_CLASSES["table_values"] is TableValue
