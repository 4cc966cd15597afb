"""What an extraction must reach against gold; floors only rise. The corpus is read where NATCOM_CORPUS names it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from natcom.config import load_config
from natcom.run import RunOptions, extract
from natcom.score import read_sheet, score
from natcom.score.sheet import make_sheet

RAW = Path(__file__).parents[2] / "raw"
CORPUS = Path(os.environ["NATCOM_CORPUS"]) if "NATCOM_CORPUS" in os.environ else None

TEXT = {"headings_f1": 0.99, "outline": 0.99, "text": 0.998, "paragraphs_f1": 0.98}
FIGURES = dict.fromkeys(("figures_f1", "figure_captions", "figure_sources", "figure_sections"), 1.0)
REFERENCES = {"references_f1": 0.99, "reference_urls": 0.99}
FACTS = {"facts_found": 0.97, "facts_strict": 0.96, "facts_full": 0.92, "facts_subject": 0.80}
TABLES = dict.fromkeys(("tables_f1", "table_captions", "table_sources", "table_sections", "table_heads"), 1.0)
GRIDS = {"table_cells": 0.99, "table_spans": 0.95}
SAMPLE_GRIDS = {"table_cells": 0.99, "table_spans": 0.85}

SAMPLES = {
    "sample-nc-2021": {**TEXT, **FIGURES, **REFERENCES, **TABLES, **SAMPLE_GRIDS, **FACTS, "facts_subject": 0.75},
    "sample-nc-2024": {**TEXT, **FIGURES, **REFERENCES, **TABLES, **SAMPLE_GRIDS, **FACTS, "facts_subject": 0.75},
    "sample-nc-en": {**TEXT, **FIGURES, **REFERENCES},
}
CHAPTER = {**TEXT, **FIGURES, **REFERENCES, **TABLES, **GRIDS, **FACTS}
REPORTS = {
    "chapter8/chapter8-word.pdf": CHAPTER,
    "chapter8/chapter8-chromium.pdf": CHAPTER,
    "chapter8/chapter8-xelatex.pdf": CHAPTER,
    "chapter8/chapter8-kangxi.pdf": CHAPTER,
    "chapter8/chapter8.md": CHAPTER,
    "netzero2050/netzero2050.pdf": {
        **TEXT,
        "paragraphs_f1": 0.95,
        **FIGURES,
        "facts_found": 0.95,
        "facts_strict": 0.94,
        "facts_full": 0.88,
        "facts_subject": 0.70,
    },
}


@lru_cache(maxsize=2)
def figures_of(report: Path, gold: Path, language: str) -> dict[str, float]:
    result = extract([report], load_config(language=language), RunOptions(pictures=False), lambda *_: None)
    given = result.extraction.model_dump(mode="json")
    return dict(score(read_sheet(gold), make_sheet(given)).figures)


def held(figures: dict[str, float], floors: dict[str, float]) -> None:
    below = {name: round(figures[name], 4) for name, floor in floors.items() if figures[name] < floor - 1e-9}
    assert not below, f"below their floors: {below}"


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_hold_their_floors(name: str) -> None:
    language = "en" if name.endswith("-en") else "zh-Hant"
    held(figures_of(RAW / f"{name}.pdf", RAW / f"{name}.gold.json", language), SAMPLES[name])


@pytest.mark.skipif(CORPUS is None, reason="NATCOM_CORPUS does not name the corpus")
@pytest.mark.parametrize("name", REPORTS)
def test_reports_hold_their_floors(name: str) -> None:
    assert CORPUS is not None
    report = CORPUS / name
    gold = report.with_name(report.parent.name + ".gold.json")
    held(figures_of(report, gold, "zh-Hant"), REPORTS[name])
