"""Named series and observations of whole reports: the samples of the repository, and the corpus where it is at hand."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import natcom
from natcom.records import Extraction

RAW = Path(__file__).parents[2] / "raw"
CORPUS = os.environ.get("NATCOM_CORPUS")
needs_corpus = pytest.mark.skipif(CORPUS is None, reason="NATCOM_CORPUS is not set")

Series = dict[tuple[str, str | None, str | None], float | None]


@cache
def read(path: Path, language: str) -> Extraction:
    return natcom.extract(path, language=language)


def series(report: Extraction) -> Series:
    return {(v.indicator, v.dim_value, v.period): v.value for v in report.indicators}


def test_series_of_one_edition() -> None:
    found = series(read(RAW / "sample-nc-2024.pdf", "zh-Hant"))
    expected: Series = {
        ("ghg_total", None, "2022"): 283_330_000,
        ("ghg_total", None, "2005"): 292_020_000,
        ("ghg_total_net", None, "2022"): 261_510_000,
        ("ghg_removals", None, "2019"): 21_520_000,
        ("ghg_share_by_gas", "CH4", "2022"): 1.68,
        ("renewable_capacity", "solar", "../2023"): 12.42,
        ("renewable_capacity_target", "geothermal", "2030"): 0.056,
        ("cop_bilateral_meetings", "28", "2023"): 51,
        ("cop_bilateral_meetings", "25", "2019"): 38,
        ("gdp", None, "2022"): 22_680_000_000_000,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert len({name for name, _, _ in found}) >= 60


def test_one_series_in_two_units_meets() -> None:
    old, new = (series(read(RAW / f"sample-nc-{year}.pdf", "zh-Hant")) for year in (2021, 2024))
    key = "renewable_capacity", "solar", "../2020"
    assert old[key] == new[key] == 5.817


def test_facts_of_two_editions_share_series() -> None:
    old, new = (read(RAW / f"sample-nc-{year}.pdf", "zh-Hant") for year in (2021, 2024))
    shared = {o.series_id for o in old.observations} & {o.series_id for o in new.observations}
    assert len([o for o in new.observations if o.quote and o.subject and o.series_id in shared]) >= 100


def test_every_number_is_an_observation() -> None:
    report = read(RAW / "sample-nc-2024.pdf", "zh-Hant")
    records = {o.record_id for o in report.observations}
    assert {f.fact_id for f in report.facts} | {v.value_id for v in report.table_values} <= records


def test_series_of_a_report_in_english() -> None:
    found = series(read(RAW / "sample-nc-en.pdf", "en"))
    expected: Series = {
        ("ghg_total", None, "2020"): 2_310_000,
        ("ghg_share_by_sector", "energy", "2020"): 64.1,
        ("ndc_reduction_target", "2005", "../2030"): 30,
        ("population", None, "2020"): 612_400,
        ("electricity_generation", None, "2020"): 1_046_000_000,
        ("finance_received", None, "2018/2021"): 47_300_000,
    }
    assert {key: found.get(key) for key in expected} == expected


@needs_corpus
@pytest.mark.parametrize("name", ["word", "xelatex", "chromium", "kangxi"])
def test_series_of_the_chapter(name: str) -> None:
    found = {(n, key): value for (n, key, _), value in series(_corpus(f"chapter8/chapter8-{name}.pdf")).items()}
    expected = {
        ("cop_bilateral_meetings", "29"): 37,
        ("cop_bilateral_meetings", "28"): 46,
        ("cop_bilateral_meetings", "27"): 40,
        ("cop_supporting_allies", "29"): 10,
        ("cop_side_events", "28"): 5,
        ("re100_members_hq", None): 33,
        ("sbti_companies_domestic", None): 145,
        ("tcfd_supporters_domestic", None): 133,
        ("iclei_members_domestic", None): 12,
        ("citynet_members_domestic", None): 4,
        ("training_participants", "綠色供應鏈研習班"): 13,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert len({name for name, _ in found}) >= 55


@needs_corpus
def test_series_of_the_net_zero_report() -> None:
    found = series(_corpus("netzero2050/netzero2050.pdf"))
    expected: Series = {
        ("ghg_total", None, "2019"): 287_060_000,
        ("ghg_total_net", None, "2019"): 265_620_000,
        ("ghg_share_by_gas", "NF3", "2019"): 0.16,
        ("renewable_capacity_target", "offshore_wind", "2025"): 5.6,
        ("electric_car_share_target", None, "2035"): 60,
        ("net_zero_budget", None, "2022/2030"): 900_000_000_000,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert len({name for name, _, _ in found}) >= 28


def _corpus(name: str) -> Extraction:
    assert CORPUS is not None
    return read(Path(CORPUS) / name, "zh-Hant")
