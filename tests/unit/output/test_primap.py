"""PRIMAP2 interchange: what is certain is in the data set, all else beside it with the reason, nothing is guessed."""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import builders
from natcom.config import default_directory
from natcom.config.primap import read_primap
from natcom.errors import InputError
from natcom.output.primap import NO_CATEGORY, NO_MASS, NO_YEAR, RANGE, REPEATED, interchange
from natcom.records import Extraction, TableValue

CONFIG = read_primap(default_directory())


def value(text: str, rows: tuple[str, ...], columns: tuple[str, ...], **fields: Any) -> TableValue:
    """An amount of CO2 equivalents in thousand tonnes, as tables state it."""
    number = float(text.replace(",", "")) * 1000 if text[0].isdigit() or text[0] == "-" else None
    period = next((label[:4] for label in (*columns, *rows) if label[:4].isdigit()), None)
    defaults = {
        "value_id": f"v-{rows}-{columns}-{text}",
        "row_labels": rows,
        "col_labels": columns,
        "value": number,
        "notation_key": None if number is not None else text,
        "unit": "tCO2e",
        "unit_code": "t CO2",
        "gas": "CO2e",
        "period": period,
    }
    return builders.table_value(text, **{**defaults, **fields})


def edition(*values: TableValue, **document: Any) -> Extraction:
    return builders.extraction(
        document=builders.document(document_id="nc", **document), tables=(builders.table(),), table_values=values
    )


def parts(extraction: Extraction, gwp: str | None = None) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The rows of the data set and those beside it."""
    made = interchange(extraction, CONFIG, "nc", gwp)
    data, beside = (list(csv.DictReader(io.StringIO(part.decode()))) for part in (made.data, made.beside))
    return data, beside


def test_a_table_of_sectors_becomes_rows_with_years_in_columns() -> None:
    data, beside = parts(
        edition(
            value("668", ("Energy", "Energy industries"), ("Emissions", "2005")),
            value("731.5", ("Energy", "Energy industries"), ("Emissions", "2015")),
            value("12", ("Waste",), ("Emissions", "2005")),
        )
    )
    assert [row["category (IPCC2006_PRIMAP)"] for row in data] == ["1.A.1", "4"]
    assert (data[0]["2005"], data[0]["2015"]) == ("668", "731.5")
    assert (data[1]["2005"], data[1]["2015"]) == ("12", "")
    assert {(row["area (ISO3)"], row["entity"], row["unit"], row["source"]) for row in data} == {
        ("TWN", "KYOTOGHG", "Gg CO2 / yr", "nc")
    }
    assert beside == []


def test_notation_keys_stand_beside_and_never_become_a_number() -> None:
    data, beside = parts(
        edition(value("5", ("Transport",), ("2005",)), value("NE", ("Transport",), ("2015",), value=None))
    )
    assert [name for name in data[0] if name.isdigit()] == ["2005"]
    (key,) = beside
    assert (key["reason"], key["notation_key"], key["year"], key["category"], key["value"]) == (
        "notation key NE",
        "NE",
        "2015",
        "1.A.3",
        "",
    )


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"rows": ("能源", "太陽光電推動計畫")}, NO_CATEGORY),
        ({"rows": ("能源",), "columns": ("運輸", "2005")}, NO_CATEGORY),
        ({"period": "2005/2010"}, NO_YEAR),
        ({"period": None}, NO_YEAR),
        ({"value_high": 9000.0}, RANGE),
        ({"unit_code": "kt HFCs", "gas": "HFCs"}, NO_MASS),
    ],
)
def test_what_is_not_certain_stands_beside_with_the_reason(odd: dict[str, Any], reason: str) -> None:
    fields = {key: item for key, item in odd.items() if key not in {"rows", "columns"}}
    rows, columns = odd.get("rows", ("能源",)), odd.get("columns", ("2005",))
    data, beside = parts(edition(value("1", ("Waste",), ("2005",)), value("7", rows, columns, **fields)))
    assert len(data) == 1
    assert [row["reason"] for row in beside] == [reason]


def test_a_second_value_for_the_same_stands_beside() -> None:
    twice = [value(text, ("Waste",), ("2005",), value_id=f"v-{text}-{n}") for n, text in enumerate(("1", "1", "2"))]
    data, beside = parts(edition(*twice))
    assert data[0]["2005"] == "1"
    assert [(row["reason"], row["value"]) for row in beside] == [(REPEATED, "2000.0")]


def test_gases_in_their_own_mass_and_in_equivalents() -> None:
    data, _ = parts(
        edition(
            value("2", ("Waste", "甲烷(CH4)"), ("2005",), unit_code="kt CH4", gas="CH4", value=2),
            value("50", ("Waste", "甲烷(CH4)"), ("2005",), gas="CH4", table_id="t-other"),
            value("3", ("Waste", "氫氟碳化物(HFCs)"), ("2005",)),
        ),
        "AR5GWP100",
    )
    assert {(row["entity"], row["unit"], row["2005"]) for row in data} == {
        ("CH4", "Gg CH4 / yr", "2"),
        ("CH4 (AR5GWP100)", "Gg CO2 / yr", "50"),
        ("HFCS (AR5GWP100)", "Gg CO2 / yr", "3"),
    }


def test_rows_of_gases_belong_to_the_total_that_their_table_states() -> None:
    gases = value("5", ("二氧化碳(CO2)",), ("2005 年",), gas="CO2"), value("6", ("排放總量",), ("2005 年",))
    assert [row["category (IPCC2006_PRIMAP)"] for row in parts(edition(*gases))[0]] == ["M.0.EL", "M.0.EL"]
    alone = value("1", ("Waste",), ("2005",), table_id="t-waste")
    assert [row["reason"] for row in parts(edition(gases[0], alone))[1]] == [NO_CATEGORY]


def test_the_report_names_the_warming_potentials() -> None:
    one = edition(value("5", ("Waste",), ("2005",))).model_copy(update={"facts": (builders.fact(gwp="AR4GWP100"),)})
    assert parts(one)[0][0]["entity"] == "KYOTOGHG (AR4GWP100)"
    both = (builders.fact(gwp="AR4GWP100"), builders.fact("5 場", gwp="AR5GWP100"))
    assert parts(one.model_copy(update={"facts": both}))[0][0]["entity"] == "KYOTOGHG"


def test_targets_and_projections_are_scenarios_of_their_own() -> None:
    planned = value("5", ("Waste",), ("2030",))
    observed = builders.observation(planned, document_id="nc", value_type="target")
    extraction = edition(value("6", ("Waste",), ("2005",)), planned).model_copy(update={"observations": (observed,)})
    assert {row["scenario (natcom)"] for row in parts(extraction)[0]} == {"reported", "target"}


def test_an_edition_without_a_party_or_without_emissions_says_so() -> None:
    with pytest.raises(InputError, match="which party"):
        interchange(edition(value("5", ("Waste",), ("2005",)), party=None), CONFIG, "nc")
    with pytest.raises(InputError, match="no emission table"):
        interchange(edition(), CONFIG, "nc")


@pytest.mark.parametrize("pattern", [CONFIG.periods, CONFIG.enumerators], ids=lambda pattern: pattern.name)
def test_pattern_examples(pattern: Any) -> None:
    assert all(pattern.regex.match(example) for example in pattern.match)
    assert not any(pattern.regex.match(example) for example in pattern.no_match)


READ_BACK = """
import sys, warnings
import climate_categories, primap2.pm2io as pm2io
from openscm_units import unit_registry
data = pm2io.read_interchange_format(sys.argv[1])
assert all(unit_registry.Unit(unit) for unit in data["unit"])
category = next(name for name in data.columns if name.startswith("category"))
terminology = climate_categories.cats[category.removeprefix("category (").removesuffix(")")]
assert all(code in terminology for code in data[category]), sorted(data[category])
read = pm2io.from_interchange_format(data)
read.pr.ensure_valid()
for name in sorted(map(str, read.data_vars)):
    amounts = read[name].pint.dequantify().to_series().dropna()
    print(name, read[name].pint.units, sorted(amounts))
"""


@pytest.fixture
def python() -> str:
    """A Python that has primap2, which holds numpy back and so may have an environment of its own."""
    if named := os.environ.get("NATCOM_PRIMAP_PYTHON"):
        return named
    if importlib.util.find_spec("primap2"):
        return sys.executable
    pytest.skip("primap2 is not installed here, and NATCOM_PRIMAP_PYTHON names no Python that has it")


def test_primap2_reads_it_back(tmp_path: Path, python: str) -> None:
    extraction = edition(
        value("668", ("Energy", "Energy industries"), ("Emissions", "2005")),
        value("731.5", ("Energy", "Energy industries"), ("Emissions", "2015")),
        value("2", ("Waste", "甲烷(CH4)"), ("2005",), unit_code="kt CH4", gas="CH4", value=2),
        value("NE", ("Waste",), ("2015",), value=None),
        title='國家通訊: "樣本" #1',
        licence="CC-BY-4.0",
        source_url="https://example.org/nc.pdf",
        publisher="環境部",
    )
    made = interchange(extraction, CONFIG, "nc", "AR5GWP100")
    for ending, content in (("csv", made.data), ("yaml", made.description)):
        (tmp_path / f"nc.{ending}").write_bytes(content)
    done = subprocess.run(
        [python, "-W", "ignore", "-c", READ_BACK, str(tmp_path / "nc.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "CH4 CH4 * gigagram / yr [2.0]",
        "KYOTOGHG (AR5GWP100) CO2 * gigagram / yr [668.0, 731.5]",
    ]


def test_every_category_is_one_of_the_terminology(python: str) -> None:
    code = (
        "import climate_categories as c, sys; t = c.cats[sys.argv[1]]; print([x for x in sys.argv[2:] if x not in t])"
    )
    codes = [category.code for category in CONFIG.categories]
    done = subprocess.run(
        [python, "-W", "ignore", "-c", code, CONFIG.terminology, *codes], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
