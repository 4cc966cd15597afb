"""A corrections file is read whole, or not at all: each bad row is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from natcom.config import default_directory, load_config
from natcom.config.corrections import COLUMNS, Correction, read_corrections
from natcom.config.places import Places, find_corrections
from natcom.errors import ConfigError


def write(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "demo.corrections.csv"
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", encoding)
    return path


def test_rows_are_read_with_their_defaults(tmp_path: Path) -> None:
    path = write(tmp_path, "fix,,fact-1,3,37 名,,value,38,misread,AB,2026-01-02", "", "waive,,finding-1,,,,,,,,")
    fix, waive = read_corrections(path)
    assert (fix.file, fix.page, fix.occurrence, fix.line) == ("facts", 3, 1, 2)
    assert fix.parsed() == 38
    assert isinstance(fix.parsed(), int)
    assert (waive.action, waive.record_id) == ("waive", "finding-1")


def test_the_mark_that_spreadsheets_write_first_is_skipped(tmp_path: Path) -> None:
    assert len(read_corrections(write(tmp_path, "reject,,fact-1,,,,,,,,", encoding="utf-8-sig"))) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("mend,,fact-1,,,,value,1,,,", "action"),
        ("fix,,,,,,value,1,,,", "neither a record_id nor a page and a text"),
        ("fix,,,3,,,value,1,,,", "neither a record_id nor a page and a text"),
        ("fix,observations,obs-1,,,,value,1,,,", "not a file that can be corrected"),
        ("fix,,fact-1,,,,fact_id,x,,,", "not a field of facts that can be set"),
        ("fix,,fact-1,,,,boxes,x,,,", "not a field of facts that can be set"),
        ("fix,,fact-1,,,,colour,x,,,", "colour is not a field"),
        ("fix,,fact-1,,,,,x,,,", "an empty field"),
        ("fix,,fact-1,,,,value,many,,,", "'many' is no value for value"),
        ("fix,,fact-1,,,,period,last year,,,", "is no period"),
        ("fix,,fact-1,,,,period,2022-13,,,", "is no period"),
        ("fix,,fact-1,,,,unit,,,,", ""),
        ("fix,,fact-1,zero,,,value,1,,,", "page"),
        ("fix,,fact-1,0,,,value,1,,,", "page"),
        ("fix,,fact-1,1,x,0,value,1,,,", "occurrence"),
        ("reject,sections,sec-1,,,,,,,,", "cannot be rejected"),
        ("add,tables,,3,x,,number,1,,,", "can be added"),
        ("add,facts,fact-1,,,,value,1,,,", "can be added"),
        ("waive,,finding-1,,,,,closed,,,", "waived or accepted"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(tmp_path: Path, row: str, said: str) -> None:
    path = write(tmp_path, row)
    if not said:  # an empty unit is a text like any other
        assert read_corrections(path)[0].parsed() == ""
        return
    with pytest.raises(ConfigError, match="line 2") as error:
        read_corrections(path)
    assert said in str(error.value)


def test_an_unknown_column_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("action,colour\nfix,red\n", "utf-8")
    with pytest.raises(ConfigError, match="colour is not a column"):
        read_corrections(path)


@pytest.mark.parametrize(
    ("file", "field", "text", "value"),
    [
        ("facts", "value", "1.5", 1.5),
        ("facts", "value", "", None),
        ("facts", "period", "", None),
        ("facts", "period", "2022", "2022"),
        ("facts", "structural", "true", True),
        ("table_values", "row", "3", 3),
        ("table_values", "row_labels", "甲 | 乙", ("甲", "乙")),
        ("table_values", "footnotes", "", ()),
        ("tables", "cell 2,3", "12", "12"),
    ],
)
def test_a_value_is_read_in_its_fields_type(file: str, field: str, text: str, value: object) -> None:
    row = Correction(line=2, action="fix", file=file, record_id="x", field=field, value=text)
    assert row.parsed() == value


def test_corrections_stand_beside_their_edition_or_by_the_documents_id(tmp_path: Path) -> None:
    edition = tmp_path / "demo.toml"
    edition.write_text('id = "tw-demo"\nlanguage = "zh-Hant"\n', "utf-8")
    where = Places((tmp_path,))
    assert find_corrections(where, "x", None, edition).files == ()
    beside = write(tmp_path)
    assert find_corrections(where, "x", None, edition).files == (beside,)
    (tmp_path / "editions").mkdir()
    own = tmp_path / "editions" / "other.corrections.csv"
    own.write_text(",".join(COLUMNS) + "\n", "utf-8")
    assert find_corrections(where, "other").files == (own,)


def test_the_configuration_holds_them_and_its_digest_tells_them(tmp_path: Path) -> None:
    edition = tmp_path / "demo.toml"
    edition.write_text('id = "demo"\nlanguage = "zh-Hant"\n', "utf-8")
    bare = load_config(default_directory(), edition)
    write(tmp_path, "reject,,fact-1,,,,,,,,")
    config = load_config(default_directory(), edition)
    assert bare.corrections == ()
    assert [c.record_id for c in config.corrections] == ["fact-1"]
    assert config.digest != bare.digest
