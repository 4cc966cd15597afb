"""How tables name units: phrases, scales, counted nouns, heads that begin anew, marks glued to numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import cells, table
from natcom.config import load_config
from natcom.records import Table, TableValue
from natcom.stages.tables.cell_numbers import has_comma_decimals, read_number
from natcom.stages.tables.unit_phrases import counted_noun, phrase_in
from natcom.stages.tables.values import table_values, with_outlooks

ENGLISH, CHINESE = load_config(language="en"), load_config(language="zh-Hant")


def values(made: Table, language: str = "en") -> dict[tuple[str, str], TableValue]:
    config = ENGLISH if language == "en" else CHINESE
    found = table_values([made], config, "demo")
    return {(v.row_labels[-1] if v.row_labels else "", v.col_labels[-1] if v.col_labels else ""): v for v in found}


@pytest.mark.parametrize(
    ("label", "unit", "factor"),
    [
        ("Annual production (‘000 kg) of livestock", "kg", 1000),
        ("Government finance (NZ$ 000's)", "NZD", 1000),
        ("Energy generated kwh’000", "kWh", 1000),
        ("GDP at basic prices (EC$ million)", "XCD", 1e6),
        ("Value in million US$", "USD", 1e6),
        ("Consumption (kilo tonnes)", "t", 1000),
        ("Fish landings (lbs), 2004-2011", "lb", 1),
        ("Area, kha", "ha", 1000),
        ("Share (% of GDP)", "%", 1),
        ("Income, US$ thousands", "USD", 1000),
    ],
)
def test_a_label_names_its_unit_and_scale(label: str, unit: str, factor: float) -> None:
    found = phrase_in(label, ENGLISH.units, ENGLISH.language.tables)
    assert found is not None
    assert found.reading is not None
    assert (found.reading.unit, found.reading.factor * found.scale) == (unit, pytest.approx(factor))


@pytest.mark.parametrize("label", ["Males", "Total", "Table of contents", "Rice", "2005", "Type A", "Region m"])
def test_a_label_without_a_unit_names_none(label: str) -> None:
    found = phrase_in(label, ENGLISH.units, ENGLISH.language.tables)
    assert found is None or found.reading is None


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("Number of animals slaughtered annually", "animals"),
        ("No. of registered vehicles, 2010", "vehicles"),
        ("Fishing boats by gear type", "boats"),
        ("Gear (VESSELS)", "VESSELS"),
        ("Emissions by sector", None),
        ("Days of rain", None),
    ],
)
def test_the_noun_that_a_table_counts(label: str, noun: str | None) -> None:
    found = counted_noun([label], ENGLISH.language.tables)
    assert found == noun or (noun is None and found == "Emissions")


def test_a_column_has_one_scale() -> None:
    made = table(
        cells=cells([["Sector", "2000", "2005"], ["Energy", "20.5", "22.25"], ["Total", "32.564", "33"]]),
        n_rows=3, n_cols=3, header_rows=1, header_cols=1, caption="Emissions (Gg CO2)",
    )  # fmt: skip
    read = values(made)
    assert read["Total", "2000"].value == 32_564
    assert read["Energy", "2005"].value == 22_250
    assert {v.unit for v in read.values()} == {"tCO2"}


def test_fuel_and_the_gas_of_its_burning_are_told_apart() -> None:
    made = table(
        cells=cells([["Fuel", "Kilo tonnes", "Gg CO2"], ["Petrol", "1.5", "4.7"]]),
        n_rows=2, n_cols=3, header_rows=1, header_cols=1, caption="Fuels",
    )  # fmt: skip
    read = values(made)
    assert (read["Petrol", "Kilo tonnes"].unit, read["Petrol", "Kilo tonnes"].gas) == ("t", None)
    assert (read["Petrol", "Gg CO2"].unit, read["Petrol", "Gg CO2"].gas) == ("tCO2", "CO2")


def test_a_head_within_the_table_dates_and_names_the_rows_below_it() -> None:
    made = table(
        cells=cells(
            [
                ["", "1996", "1997"],
                ["Population", "100", "110"],
                ["Public finance (NZ$ 000's)", "1996/97", "1997/98"],
                ["Surplus", "3,000", "2,500"],
            ]
        ),
        n_rows=4, n_cols=3, header_rows=1, header_cols=1, caption="Indicators",
    )  # fmt: skip
    read = values(made)
    surplus = read["Surplus", "1996/97"]
    assert (surplus.value, surplus.unit, surplus.period) == (3_000_000, "NZD", "1996/1997")
    assert surplus.row_labels == ("Public finance (NZ$ 000's)", "Surplus")
    assert read["Population", "1997"].period == "1997"
    assert ("Public finance (NZ$ 000's)", "1996") not in read


def test_a_head_printed_once_over_two_columns_dates_both() -> None:
    made = table(
        cells=cells(
            [["Age", "", "1996", "", "1997"], ["", "Men", "Women", "Men", "Women"], ["16-19", "48", "44", "50", "42"]]
        ),
        n_rows=3, n_cols=5, header_rows=2, header_cols=1, caption="Income by age",
    )  # fmt: skip
    found = table_values([made], ENGLISH, "demo")
    assert [v.period for v in found] == ["1996", "1996", "1997", "1997"]


def test_the_name_of_the_rows_is_no_unit() -> None:
    made = table(
        cells=cells([["Year", "Cattle"], ["2000", "186"]]),
        n_rows=2, n_cols=2, header_rows=1, header_cols=1, caption="Number of animals slaughtered",
    )  # fmt: skip
    value = values(made)["2000", "Cattle"]
    assert (value.unit, value.period) == ("animals", "2000")


def test_a_scale_alone_multiplies_a_count() -> None:
    made = table(
        cells=cells([["Island", "Population (000's)"], ["North", "0.35"]]),
        n_rows=2, n_cols=2, header_rows=1, header_cols=1, caption="People",
    )  # fmt: skip
    assert values(made)["North", "Population (000's)"].value == 350


def test_a_gas_is_named_with_its_emissions() -> None:
    made = table(
        cells=cells([["Livestock", "CH4 emission"], ["Horses", "0.0039"]]),
        n_rows=2, n_cols=2, header_rows=1, header_cols=1, caption="Methane",
    )  # fmt: skip
    assert values(made)["Horses", "CH4 emission"].gas == "CH4"


def test_notes_glued_to_numbers_are_marks() -> None:
    made = table(
        cells=cells([["年度", "備用容量率（%）"], ["112", "10.9註"], ["113", "12.3註2"]]),
        n_rows=3, n_cols=2, header_rows=1, header_cols=1, caption="備用容量率",
    )  # fmt: skip
    read = table_values([made], CHINESE, "demo")
    assert [(v.value, v.unit, v.footnotes) for v in read] == [(10.9, "%", ("註",)), (12.3, "%", ("註2",))]


@pytest.mark.parametrize(
    ("text", "value", "high", "error"),
    [
        ("23.3 ± 6.7", "23.3", None, "6.7"),
        ("4.1 x 10-3", "0.0041", None, None),
        ("2.5–3.1", "2.5", "3.1", None),
        ("10 to 12", "10", "12", None),
        ("36.3.", "36.3", None, None),
        ("285,967*", "285967", None, None),
    ],
)
def test_numbers_as_cells_print_them(text: str, value: str, high: str | None, error: str | None) -> None:
    read = read_number(text)
    assert read is not None
    assert (read.value, read.high, read.error) == (
        Decimal(value),
        Decimal(high) if high else None,
        Decimal(error) if error else None,
    )


def test_comma_decimals_are_told_from_thousands() -> None:
    assert has_comma_decimals(["12,5", "1.234,75", "8,25"])
    assert not has_comma_decimals(["12,500", "1,234"])
    assert not has_comma_decimals(["12,5", "3.25", "4,75"])
    read = read_number("1.234,75", comma_decimals=True)
    assert read is not None
    assert read.value == Decimal("1234.75")


def test_heads_that_a_page_prints_again_are_no_values() -> None:
    head = ["Pathway", "2030", "Peak year", "2040"]
    rows = [["", "Emissions (Gt)", "Emissions (Gt)", "Emissions (Gt)"], head, ["A", "31", "12", "17"]]
    made = table(
        cells=tuple(
            cell.model_copy(update={"page": 1 if cell.row < 3 else 2})
            for cell in cells([*rows, head, ["B", "42", "15", "29"]])
        ),
        n_rows=5, n_cols=4, header_rows=1, header_cols=1, caption="Pathways",
    )  # fmt: skip
    read = table_values([made], ENGLISH, "demo")
    assert [v.text for v in read] == ["31", "12", "17", "42", "15", "29"]
    assert [v.period for v in read] == ["2030", None, "2040"] * 2


def test_what_is_expected_or_to_come_is_an_outlook() -> None:
    made = table(
        cells=cells([["Sector", "2020", "2030"], ["Energy", "20.5", "18.25"]]),
        n_rows=2, n_cols=3, header_rows=1, header_cols=1, caption="Emissions (Gg CO2)",
    )  # fmt: skip
    read = table_values([made], ENGLISH, "demo")
    assert [v.value_type for v in with_outlooks(read, 2022)] == [None, "projection"]
    assert [v.value_type for v in with_outlooks(read, None)] == [None, None]


def test_a_head_names_its_values_targets() -> None:
    made = table(
        cells=cells([["項目", "目標值", "實績值"], ["太陽光電（MW）", "200", "180"]]),
        n_rows=2, n_cols=3, header_rows=1, header_cols=1, caption="裝置容量",
    )  # fmt: skip
    assert [v.value_type for v in table_values([made], CHINESE, "demo")] == ["target", None]
