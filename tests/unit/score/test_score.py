"""The figures of the score on small sheets whose figures can be told by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from natcom.errors import InputError
from natcom.score import Score, Sheet, read_sheet, score
from natcom.score.measure import f1
from natcom.score.sheet import make_sheet
from natcom.text.squeeze import squeeze

Data = dict[str, Any]

SECTIONS = [
    {
        "id": "s1",
        "level": 1,
        "label": "第三章",
        "number": "3",
        "title": "能源",
        "path": "3",
        "paragraphs": ["能源部門的概況。"],
    },
    {"id": "s2", "level": 2, "label": "3.1", "number": "3.1", "title": "再生能源", "path": "3/3.1", "paragraphs": []},
    {
        "id": "s3",
        "level": 2,
        "label": "3.2",
        "number": "3.2",
        "title": "節約能源",
        "path": "3/3.2",
        "paragraphs": ["2020 年節電 5 億度，約占 2%。", "另有 12 家業者參加。"],
    },
]
TABLE = {
    "number": "3-1",
    "caption": "歷年發電量",
    "source": "能源署",
    "section": "s2",
    "header_rows": 1,
    "cells": [
        {"row": 0, "col": 0, "rowspan": 1, "colspan": 2, "text": "年度"},
        {"row": 1, "col": 0, "text": "2020"},
        {"row": 1, "col": 1, "text": "31"},
    ],
}
FACT = {
    "quote": "5 億度",
    "context": "2020 年節電 5 億度，約占 2%。",
    "occurrence": 1,
    "section": "s3",
    "kind": "energy",
    "value": 5e8,
    "value_high": None,
    "unit": "kWh",
    "qualifier": None,
    "measure": "decrease",
    "period": "2020",
    "subject": "節電",
}
SHARE = {
    **FACT,
    "quote": "2%",
    "kind": "percentage",
    "value": 2,
    "unit": "%",
    "measure": "level",
    "qualifier": "approx",
}


def gold() -> Data:
    return copy.deepcopy(
        {
            "sections": SECTIONS,
            "figures": [{"number": "3-1", "caption": "裝置容量", "source": None, "section": "s2"}],
            "tables": [TABLE],
            "references": [{"index": 1, "text": "能源署（2021）。能源統計。", "url": "https://example.org/a"}],
            "facts": [FACT, SHARE],
        }
    )


def measure(given: Data, wanted: Data | None = None, cover: tuple[str, ...] = ()) -> Score:
    return score(make_sheet(wanted or gold()), make_sheet(given), cover)


def test_the_same_sheet_scores_one_everywhere() -> None:
    result = measure(gold())
    assert set(result.figures.values()) == {1.0}
    assert len(result.figures) == 5 + 4 + 4 + 3 + 2 + 11
    assert result.misses == ()


def test_an_empty_prediction_scores_nothing_and_lists_every_record() -> None:
    result = measure({})
    zero = {name: value for name, value in result.figures.items() if value}
    assert zero == {}
    assert len(result.misses) == 3 + 3 + 1 + 1 + 1 + 2


def test_f1_of_nothing_wanted_and_nothing_given_is_one() -> None:
    assert f1(0, 0, 0) == 1.0
    assert f1(1, 2, 1) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("a", "b"), [("３．１", "3.1"), ("a – b", "a-b"), ("“甲”", '"甲"'), ("5～10", "5~10"), ("’", "'"), (None, "")]
)
def test_squeeze_unifies(a: str | None, b: str) -> None:
    assert squeeze(a) == squeeze(b)


def test_a_missed_and_an_invented_heading() -> None:
    given = gold()
    given["sections"][1]["title"] = "完全不同"
    result = measure(given)
    assert result.figures["headings_f1"] == pytest.approx(2 / 3)
    assert [(m.what, m.fault) for m in result.misses] == [("section", "missed"), ("section", "invented")]


def test_a_heading_at_another_path_is_found_but_misplaced() -> None:
    given = gold()
    given["sections"][1] |= {"path": "3.1", "level": 1}
    result = measure(given)
    assert result.figures["headings_f1"] == 1
    assert result.figures["outline"] == pytest.approx(2 / 3)
    assert result.figures["levels"] == pytest.approx(2 / 3)


def test_of_two_headings_alike_the_one_at_the_same_path_is_taken() -> None:
    wanted, given = gold(), gold()
    twin = {"id": "s9", "level": 3, "number": "3.1", "title": "再生能源", "path": "4/3.1", "paragraphs": []}
    given["sections"].insert(1, twin)
    result = measure(given, wanted)
    assert result.figures["outline"] == pytest.approx(6 / 7)
    assert [m.message for m in result.misses] == ["4/3.1 再生能源"]


def test_a_paragraph_counts_only_under_its_path() -> None:
    given = gold()
    moved = given["sections"][2]["paragraphs"].pop()
    given["sections"][1]["paragraphs"].append(moved)
    result = measure(given)
    assert result.figures["paragraphs_f1"] == pytest.approx(2 / 3)
    assert result.figures["text"] < 1


def test_paragraphs_may_be_objects_with_text() -> None:
    given = gold()
    for section in given["sections"]:
        section["paragraphs"] = [{"text": text} for text in section["paragraphs"]]
    assert measure(given).figures["paragraphs_f1"] == 1


def test_a_figure_with_another_caption_and_source() -> None:
    given = gold()
    given["figures"][0] |= {"caption": "別的圖", "source": "他處"}
    figures = measure(given).figures
    assert (figures["figures_f1"], figures["figure_captions"], figures["figure_sources"]) == (1, 0, 0)


def test_a_table_cell_read_wrong_and_a_span_missed() -> None:
    given = gold()
    given["tables"][0]["cells"] = [
        {"row": 0, "col": 0, "text": "年度"},
        {"row": 1, "col": 0, "text": "2020"},
        {"row": 1, "col": 1, "text": "37"},
    ]
    result = measure(given)
    assert result.figures["table_cells"] == pytest.approx(2 * 2 / (4 + 3))
    assert result.figures["table_spans"] == 0
    assert "(0, 1) '年度' ≠ None" in result.misses[0].message


def test_a_numberless_table_is_paired_by_its_cells() -> None:
    wanted, given = gold(), gold()
    wanted["tables"][0]["number"] = ""
    given["tables"] = [
        {"number": None, "caption": None, "section": "s2", "cells": [{"row": 0, "col": 0, "text": "無關"}]},
        {**given["tables"][0], "number": ""},
    ]
    figures = measure(given, wanted).figures
    assert figures["tables_f1"] == 1
    assert figures["table_cells"] == 1


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"value": 4e8}, {"value", "strict", "full"}),
        ({"value": "500000000"}, {"value", "strict", "full"}),
        ({"value": None}, {"value", "strict", "full"}),
        ({"value_high": 6e8}, {"value", "strict", "full"}),
        ({"unit": "MWh"}, {"unit", "strict", "full"}),
        ({"unit": "kwh"}, set()),
        ({"qualifier": "approx"}, {"qualifier", "full"}),
        ({"measure": "level"}, {"measure", "full"}),
        ({"period": None}, {"period", "full"}),
        ({"kind": "other"}, {"kind"}),
        ({"subject": "完全不同的東西"}, {"subject"}),
        ({"subject": None}, {"subject"}),
        ({"section": "s1"}, {"section"}),
        ({"occurrence": 2}, set()),
    ],
)
def test_one_wrong_field_costs_its_own_figures(change: Data, lost: set[str]) -> None:
    given = gold()
    given["facts"][0] |= change
    figures = measure(given).figures
    assert {n.removeprefix("facts_") for n, v in figures.items() if n.startswith("facts_") and v < 1} == lost


def test_a_fact_of_another_sentence_is_missed_and_invented() -> None:
    given = gold()
    given["facts"][0]["context"] = "這是一個毫不相干的句子。"
    result = measure(given)
    assert result.figures["facts_found"] == pytest.approx(0.5)
    assert [(m.what, m.fault) for m in result.misses] == [("fact", "missed"), ("fact", "invented")]


def test_facts_in_footnotes_do_not_count() -> None:
    given = gold()
    given["facts"] += [{**FACT, "origin": "footnote"}, {**SHARE, "origin": "footnote"}]
    assert measure(given).figures["facts_found"] == 1


@pytest.mark.parametrize(("cover", "found"), [(("3",), 1), (("3=",), 1), (("3/3.2=",), 2 / 3), (("3/3.2",), 2 / 3)])
def test_cover_counts_only_facts_of_those_sections(cover: tuple[str, ...], found: float) -> None:
    given = gold()
    given["facts"] = given["facts"][1:]
    if found == 1:
        given["facts"] = gold()["facts"]
    assert measure(given, cover=cover).figures["facts_found"] == pytest.approx(found)


def test_what_the_gold_says_it_covers_holds_without_being_asked() -> None:
    wanted, given = gold() | {"facts_cover": ["3/3.2"]}, gold()
    given["facts"].append({**FACT, "section": "s1", "context": "別的句子，不在範圍內。"})
    assert measure(given, wanted).figures["facts_found"] == 1


def test_a_miss_names_the_record_and_page_and_links_to_the_review_page() -> None:
    given = gold()
    given["sections"] = [{**s, "section_id": f"sec-{i}", "page": i + 4} for i, s in enumerate(SECTIONS)]
    given["facts"] = [{**FACT, "fact_id": "fact-1", "value": 1, "page": 6, "section": "3/3.2"}]
    wrong, missed = measure(given).misses
    assert (wrong.fault, wrong.record_id, wrong.page, wrong.link) == ("wrong", "fact-1", 6, "review.html#fact-1")
    assert (missed.fault, missed.record_id, missed.page, missed.link) == ("missed", None, 6, "review.html#page-6")


def test_an_output_folder_reads_like_a_sheet(tmp_path: Path) -> None:
    for name, rows in gold().items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"schema": f"{name}/1", "data": rows}), "utf-8")
    assert score(make_sheet(gold()), read_sheet(tmp_path)).misses == ()


def test_only_records_that_begin_on_the_asked_pages_count(tmp_path: Path) -> None:
    data = gold()
    data["facts"] = [{**FACT, "page": 3}, {**SHARE, "page": 4}]
    path = tmp_path / "prediction.json"
    path.write_text(json.dumps(data), "utf-8")
    assert [f["quote"] for f in read_sheet(path, {4}).facts] == ["2%"]


def test_what_is_no_sheet_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.json").write_text("{", "utf-8")
    (tmp_path / "list.json").write_text("[]", "utf-8")
    (tmp_path / "odd.json").write_text('{"facts": [1]}', "utf-8")
    for name in ("empty", "broken.json", "list.json", "odd.json", "nowhere.json"):
        with pytest.raises(InputError):
            read_sheet(tmp_path / name)


def test_a_sheet_starts_empty() -> None:
    assert Sheet().facts == ()
