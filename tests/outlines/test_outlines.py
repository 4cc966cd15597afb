"""Outlines of reports in house styles never used for fitting, and of real reports without bookmarks and tags."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from house_styles import draw_report, typeset
from natcom.config import load_config
from outline_measuring import compare, nested, outline_of, read_gold

GOLD = Path(__file__).parent / "gold"
CORPUS = Path(os.environ["NATCOM_CORPUS"]) if "NATCOM_CORPUS" in os.environ else None
HELD_BACK = (1002, 1003, 1005, 1007)  # seeds; fitting uses those below 1000
REPORTS = {  # language, found, nested, precision
    "real/en-wg2-ccp2": ("en", 0.95, 0.80, 0.85),
    "real/en-wg3-spm": ("en", 0.95, 0.90, 0.70),
    "real/en-nutrition-policy": ("en", 0.95, 0.85, 0.85),
    "real/tw-power-113": ("zh-Hant", 0.95, 0.90, 0.85),
    "real/tw-ifrs-s1b": ("zh-Hant", 0.95, 0.90, 0.85),
    "cook-islands-nc1": ("en", 0.95, 0.90, 0.85),
}


@pytest.mark.parametrize("seed", HELD_BACK)
def test_a_report_in_a_style_never_seen_keeps_its_outline(seed: int, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    report = draw_report(seed)
    path = tmp_path / "report.pdf"
    path.write_bytes(typeset(report))
    measured = compare(nested(report.outline), outline_of(path, load_config(language=report.language)))
    assert measured.found >= 0.9, measured
    assert measured.nested >= 0.8, measured
    assert measured.precision >= 0.8, measured


@pytest.mark.skipif(CORPUS is None, reason="NATCOM_CORPUS does not name the corpus")
@pytest.mark.parametrize("name", REPORTS)
def test_a_real_report_keeps_its_outline_without_bookmarks_and_tags(name: str) -> None:
    assert CORPUS is not None
    language, found, placed, precision = REPORTS[name]
    measured = compare(
        read_gold(GOLD / f"{Path(name).name}.txt"),
        outline_of(CORPUS / f"{name}.pdf", load_config(language=language)),
    )
    assert (measured.found >= found, measured.nested >= placed, measured.precision >= precision) == (True,) * 3, (
        measured
    )
