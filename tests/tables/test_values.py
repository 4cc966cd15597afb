"""Values of the collection in long form: units, periods, keys, marks, totals."""

from __future__ import annotations

from natcom.records import TableValue
from tables_reader import COLLECTION, read_tables


def values_of(name: str) -> dict[tuple[str, str], TableValue]:
    _, result = read_tables(COLLECTION / f"{name}.pdf")
    return {(v.row_labels[-1], v.col_labels[-1]): v for v in result.table_values}


def test_a_unit_note_holds_for_all_values() -> None:
    value = values_of("01-full-grid-weasyprint")["能源", "2005"]
    assert (value.value, value.unit, value.period) == (251_203_000, "tCO2e", "2005")


def test_totals_are_marked() -> None:
    values = values_of("01-full-grid-weasyprint")
    assert values["總排放量", "2022"].is_total
    assert not values["能源", "2022"].is_total


def test_notation_keys_stay_keys() -> None:
    values = values_of("02-full-grid-typst")
    key = values["焚燒殘體", "2010"]
    assert (key.notation_key, key.value) == ("NO, NE", None)
    assert values["水稻種植", "2010"].notation_key == "NE"


def test_footnote_marks_are_split_from_numbers() -> None:
    values = values_of("02-full-grid-typst")
    assert (values["腸道發酵", "2022"].value, values["腸道發酵", "2022"].footnotes) == (455_300, ("註：a 初步估計。",))
    assert (values["焚燒殘體", "1990"].value, values["焚燒殘體", "1990"].footnotes) == (45_100, ("註：* 僅含甘蔗。",))


def test_parentheses_and_triangles_mean_less_than_zero() -> None:
    values = values_of("03-full-grid-fpdf2")
    assert values["罰款收入", "增減"].value == -314_000
    assert values["財產收入", "增減"].value == -1_373_000


def test_a_dash_and_an_empty_cell_give_no_value() -> None:
    values = values_of("03-full-grid-fpdf2")
    assert ("其他收入", "本年度") not in values


def test_units_stand_in_heads() -> None:
    values = values_of("04-full-grid-reportlab")
    transport = values["Transport", "CO2 (Gg)"]
    assert (transport.value, transport.unit, transport.gas) == (24_620, "tCO2", "CO2")
