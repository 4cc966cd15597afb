"""Reports that another converter has turned into Markdown or text."""

from __future__ import annotations

from pathlib import Path

import pytest

from natcom.config import load_config
from natcom.errors import InputError
from natcom.ingest.markdown import read_markdown
from natcom.run import RunOptions, extract

CONFIG = load_config()
REPORT = """## 第三章 減緩政策

#### 3.1 目標與法制

我國訂定長期目標，並依各部門之減量潛力、成本與技術發展情形分階段檢討，以兼顧經濟發展與環境

保護。各期目標每五年檢討一次。

**圖 3.1- 1 減量路徑**

資料來源：環境部。

1. 能源部門推動再生能源，2025 年占比達 20%。
2. 運輸部門推動運具電動化。

表 3.1- 1 各部門目標

部門	2025 年	2030 年
能源	34	30
製造	50	NE

資料來源：環境部

## 3.2 碳<sub>2</sub>費制度

規劃徵收碳費，詳見 [https://example.org/a\\_b](https://example.org/a_b)。

## 參考文獻

1. 環境部，國家溫室氣體清冊：<https://example.org/inventory>
2. 經濟部，能源統計：<https://example.org/energy>
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, "utf-8")
    return path


def test_the_same_stages_read_it_with_line_numbers_in_place_of_boxes(report: Path) -> None:
    x = extract([report], CONFIG, RunOptions(), lambda *_: None).extraction
    assert [(s.path, s.level) for s in x.sections] == [("3", 1), ("3/3.1", 2), ("3/3.2", 2), ("3/參考文獻", 2)]
    assert [p.text[:4] for p in x.paragraphs] == ["我國訂定", "1. 能", "2. 運", "規劃徵收"]
    assert "經濟發展與環境保護。" in x.paragraphs[0].text
    assert (x.paragraphs[0].line_start, x.paragraphs[0].line_end) == (5, 7)
    assert not x.paragraphs[0].boxes
    assert [(f.number, f.caption, f.source) for f in x.figures] == [("3.1-1", "減量路徑", "環境部")]
    assert [(r.index, r.url) for r in x.references] == [
        (1, "https://example.org/inventory"),
        (2, "https://example.org/energy"),
    ]
    assert [(f.quote, f.value, f.period) for f in x.facts if f.unit == "%"] == [("20%", 20, "2025")]


def test_rows_set_apart_by_tabs_are_a_table(report: Path) -> None:
    x = extract([report], CONFIG, RunOptions(), lambda *_: None).extraction
    (table,) = x.tables
    assert (table.number, table.caption, table.source, table.header_rows) == ("3.1-1", "各部門目標", "環境部", 1)
    assert [c.text for c in table.cells if c.row == 1] == ["能源", "34", "30"]
    assert [v.notation_key for v in x.table_values if v.row == 2] == [None, "NE"]


def test_marks_are_taken_away_and_addresses_come_from_their_targets(report: Path) -> None:
    document = read_markdown("demo", [report], CONFIG.language)
    texts = [line.text for block in document.blocks for line in block.lines]
    assert "3.2 碳2費制度" in texts
    assert "規劃徵收碳費，詳見 https://example.org/a_b。" in texts


@pytest.mark.parametrize(("content", "said"), [(b"", "is empty"), (b"\xff\xfe\x00", "not text in UTF-8")])
def test_what_is_no_text_is_said_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_markdown("demo", [path], CONFIG.language)
