"""Every question of the cookbook, in SQL and in pandas, on editions whose answers are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import builders
import servers
from loading import Place, edition, write
from natcom.comparison import compare
from natcom.comparison.write import files_of, write_comparison
from natcom.records import Extraction

COOKBOOK = Path(__file__).parents[2] / "docs" / "cookbook.md"
_QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>.+?)$.*?^```sql\n(?P<sql>.*?)^```$.*?^```python\n(?P<python>.*?)^```$",
    re.M | re.S,
)
QUESTIONS = {int(found["number"]): found for found in _QUESTION.finditer(COOKBOOK.read_text("utf-8"))}

ANSWERS: dict[int, list[tuple[Any, ...]]] = {
    1: [(27, 40), (28, 51)],
    2: [("2021", "2021", 15), ("2024", "2024", 31)],
    3: [("雙邊會談", "2021", 37, 38, 1 / 37), ("排放總量", "2019", 288050, 287481, -569 / 288050)],
    4: [("nc-2021", "表 8-1", "total-differs", 1), ("nc-2024", "表 8-1", "total-differs", 1)],
    5: [("nc-2021", 1, "2 公頃", 2, "公頃", "2020-01-01"), ("nc-2024", 1, "3 公頃", 3, "公頃", "2020-01-01")],
    6: [("2021", "2019-01-01", 288050, "t CO2"), ("2024", "2019-01-01", 287481, "t CO2")],
    7: [("nc-2021", "淨零目標", 20, "%", "2030-12-31"), ("nc-2024", "淨零目標", 24, "%", "2030-12-31")],
    8: [
        ("40 場", "report.pdf", 1, "國際合作", 72, 120, 192, 132),
        ("51 場", "report.pdf", 1, "國際合作", 72, 120, 192, 132),
    ],
    9: [("edition", "restated", "source", 3), ("run", "changed", "configuration", 1)],
    10: [("nc-2021", 1, 3, 1), ("nc-2024", 1, 3, 1)],
}


def one_edition(year: int, figures: dict[str, Any]) -> Extraction:
    """An edition with a value for every question."""
    meetings = builders.fact(f"{figures['meetings']} 場", figures["meetings"], context="COP 會談。")
    talks = builders.fact(
        f"{figures['talks']} 場", figures["talks"], context=f"2021 年辦理{figures['talks']} 場雙邊會談。", period="2021"
    )
    area = builders.fact(f"{figures['area']} 公頃", figures["area"], subject="造林", unit="公頃", area="PLW")
    target = builders.fact(
        f"{figures['target']}%", figures["target"], subject="淨零目標", unit="%", value_type="target"
    )
    grid = builders.table((("項目", "2019"), ("排放總量", "1"), ("其他", "NE")))
    total = builders.table_value(
        f"{figures['total']:,}",
        row_labels=("排放總量",),
        value=figures["total"],
        notation_key=None,
        gas="CO2e",
        unit_code="t CO2",
        series_id="series-total",
    )
    missing = builders.table_value("NE", row=2, row_labels=("其他",), series_id="series-other")
    in_2019 = {
        "period_start": "2019-01-01",
        "period_end": "2019-12-31",
        "party": "TWN",
        "gas": "CO2e",
        "unit_code": "t CO2",
    }
    return edition(
        f"nc-{year}",
        year,
        paragraphs=(builders.paragraph(f"2021 年辦理{figures['talks']} 場雙邊會談。"),),
        facts=(meetings, talks, area, target),
        tables=(grid,),
        table_values=(total, missing),
        findings=(builders.finding(record_ids=(total.value_id,)), builders.finding(message="2", record_ids=("f-x",))),
        indicators=(
            builders.indicator(
                value=figures["meetings"], dim_name="cop", dim_value=figures["cop"], record_id=meetings.fact_id
            ),
            builders.indicator("re100_members_hq", figures["members"], period=str(year), record_id=meetings.fact_id),
        ),
        observations=(
            builders.observation(meetings, indicator="cop_bilateral_meetings", section_path="8"),
            builders.observation(area, area="PLW", period_start="2020-01-01"),
            builders.observation(target, value_type="target", period_start="2030-01-01", period_end="2030-12-31"),
            builders.observation(total, **in_2019),
            builders.observation(missing),
        ),
    )


EDITIONS = {
    2021: {"meetings": 40, "talks": 37, "area": 2, "target": 20, "total": 288050, "cop": "27", "members": 15},
    2024: {"meetings": 51, "talks": 38, "area": 3, "target": 24, "total": 287481, "cop": "28", "members": 31},
}


def fill(place: Place, outputs: Path) -> None:
    """Load both editions and their comparison; the last load brings the later one anew, read otherwise."""
    old, new = (one_edition(year, figures) for year, figures in EDITIONS.items())
    first = new.observations[1]
    misread = new.model_copy(
        update={"observations": (new.observations[0], first.model_copy(update={"value": 9}), *new.observations[2:])}
    )
    place.load(write(misread, outputs))
    folders = write(old, outputs), write(new, outputs, config_digest="d" * 64)
    comparison = compare(*folders)
    place.load(*folders, write_comparison(files_of(comparison), outputs / "compared"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("cookbook")
    place = Place("duckdb", f"duckdb:///{folder}/natcom.duckdb", folder / "natcom.duckdb")
    fill(place, folder / "output")
    return place


@pytest.fixture(scope="module")
def on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if reason := servers.why_no_postgresql():
        pytest.skip(reason)
    with servers.postgresql() as server:
        place = Place("postgresql", server.url(server.new_database()), server=server)
        fill(place, tmp_path_factory.mktemp("cookbook") / "output")
        yield place


def same(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> bool:
    return len(found) == len(expected) and all(
        value == (pytest.approx(wanted) if isinstance(wanted, float) else wanted)
        for row, wanted_row in zip(found, expected, strict=True)
        for value, wanted in zip(row, wanted_row, strict=True)
    )


def test_there_are_ten_questions() -> None:
    assert sorted(QUESTIONS) == sorted(ANSWERS) == list(range(1, 11))


@pytest.mark.parametrize("number", QUESTIONS)
def test_the_sql_answers_in_duckdb(filled: Place, number: int) -> None:
    found = filled.rows(QUESTIONS[number]["sql"])
    assert same(found, ANSWERS[number]), found


@pytest.mark.parametrize("number", QUESTIONS)
def test_the_sql_answers_in_postgresql(on_server: Place, number: int) -> None:
    found = on_server.rows(QUESTIONS[number]["sql"])
    assert same(found, ANSWERS[number]), found


@pytest.mark.parametrize("number", QUESTIONS)
def test_pandas_gives_the_same_answer(filled: Place, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled.path is not None
    monkeypatch.chdir(filled.path.parent)
    setup = re.search(r"^```python setup\n(.*?)^```$", COOKBOOK.read_text("utf-8"), re.M | re.S)
    assert setup is not None
    names: dict[str, Any] = {}
    try:
        exec(setup[1] + QUESTIONS[number]["python"], names)
    finally:
        database: duckdb.DuckDBPyConnection = names["database"]
        database.close()
    found = [tuple(row) for row in names["answer"].itertuples(index=False)]
    assert same(found, ANSWERS[number]), found
