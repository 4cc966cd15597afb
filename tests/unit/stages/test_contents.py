"""Contents pages and lists of figures and tables, entry by entry."""

from __future__ import annotations

import pytest

from document_builders import block, document, line
from natcom.config import load_config
from natcom.model import BlockKind
from natcom.records import ContentsEntry
from natcom.stages.contents import extract_contents

WORDS = load_config().language


def entries(*rows: str) -> list[tuple[str, str, str | None, str, str | None]]:
    report = document(block(BlockKind.CONTENTS, *rows), labels=["i"])
    return [_plain(e) for e in extract_contents(report, WORDS)]


def _plain(e: ContentsEntry) -> tuple[str, str, str | None, str, str | None]:
    return e.kind, e.label, e.number, e.title, e.target_label


@pytest.mark.parametrize(
    ("row", "entry"),
    [
        ("第三章 能源 ............ 3-1", ("section", "第三章", None, "能源", "3-1")),
        ("3.2.1 運輸………………12", ("section", "3.2.1", None, "運輸", "12")),
        ("一、背景 . . . . . . . . iv", ("section", "一、", None, "背景", "iv")),
        ("參考文獻 ············ R-1", ("section", "", None, "參考文獻", "R-1")),
        ("圖 3.2- 1 發電量，2020 年 ........ 3-4", ("figure", "圖 3.2- 1", "3.2-1", "發電量，2020 年", "3-4")),
        ("表 4：排放量 ................ 9", ("table", "表 4", "4", "排放量", "9")),
        ("四、推動參與國際公約之成果8-2", ("section", "四、", None, "推動參與國際公約之成果", "8-2")),
        ("能源轉型 .. 50", ("section", "", None, "能源轉型", "50")),
    ],
)
def test_an_entry_in_one_row(row: str, entry: tuple[str, str, str | None, str, str | None]) -> None:
    assert entries(row) == [entry]


def test_the_title_of_the_list_is_no_entry() -> None:
    assert entries("目 錄", "一、背景 ........ 1") == [("section", "一、", None, "背景", "1")]


def test_an_entry_over_several_rows_is_joined() -> None:
    rows = ("圖 1 友邦參訪團於示範農場", "觀摩灌溉設備 ............ 7", "圖 2 其他 ........ 8")
    assert [e[3:] for e in entries(*rows)] == [("友邦參訪團於示範農場觀摩灌溉設備", "7"), ("其他", "8")]


def test_a_row_of_text_before_a_list_of_figures_is_an_entry_of_its_own() -> None:
    assert [e[3] for e in entries("未註頁碼之附錄", "圖 2 其他 ........ 8")] == ["未註頁碼之附錄", "其他"]


def test_an_entry_without_a_page_does_not_run_on_into_the_next() -> None:
    assert [e[1:4:2] for e in entries("一、背景", "二、目標 ........ 8")] == [("一、", "背景"), ("二、", "目標")]


def test_a_page_number_set_apart_without_leaders() -> None:
    report = document(block(BlockKind.CONTENTS, line("一、背景"), line("12", x0=500.0)))
    assert [_plain(e) for e in extract_contents(report, WORDS)] == [("section", "一、", None, "背景", "12")]


def test_a_list_in_two_columns_is_read_column_by_column() -> None:
    lines = [line("CONTENTS", x0=250, top=80, size=12)]
    for n in range(1, 6):
        top = 100.0 + 20 * n
        lines += [line(f"{n}. First part", top=top, size=6), line(str(n), x0=260, top=top, size=6)]
        lines += [line(f"{n + 5}. Second part", x0=305, top=top + 2, size=6), line(str(n + 5), x0=530, top=top, size=6)]
    report = document(block(BlockKind.CONTENTS, *lines), language="en")
    found = [(e.label, e.target_label) for e in extract_contents(report, load_config(language="en").language)]
    assert [pair for pair in found if pair[1]] == [(f"{n}.", str(n)) for n in range(1, 11)]


def test_an_entry_knows_its_place() -> None:
    report = document(
        block(BlockKind.TEXT, "封面"), block(BlockKind.CONTENTS, "一、背景 ........ 1", page=2), labels=[None, "i"]
    )
    (entry,) = extract_contents(report, WORDS)
    assert (entry.page, entry.page_label, entry.boxes[0].page) == (2, "i", 2)


def test_only_contents_blocks_are_read() -> None:
    assert extract_contents(document(block(BlockKind.TEXT, "一、背景 ........ 1")), WORDS) == ()


def test_equal_entries_have_ids_of_their_own() -> None:
    report = document(block(BlockKind.CONTENTS, "一、背景 ........ 1", "一、背景 ........ 5"))
    assert len({e.entry_id for e in extract_contents(report, WORDS)}) == 2
