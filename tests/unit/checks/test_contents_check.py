"""The report's contents page and lists against what was found."""

from __future__ import annotations

from typing import Any

import pytest

import builders
from natcom.checks.contents import check_contents
from natcom.config import load_config
from natcom.records import ContentsEntry, Extraction, Section

CONFIG = load_config()


def section(path: str, title: str, label: str, page: str) -> Section:
    return builders.section(path, title, label=label, page_label=page)


def sections() -> tuple[Section, ...]:
    return (
        section("3", "減緩政策與措施", "第三章", "3-1"),
        section("3/3.1", "目標與法制", "3.1", "3-1"),
        section("3/3.2", "部門減緩措施", "3.2", "3-4"),
        section("3/3.2/一", "能源部門", "一、", "3-4"),
    )


def entry(label: str, title: str, page: str | None, kind: str = "section", number: str | None = None) -> ContentsEntry:
    fields: dict[str, Any] = {"entry_id": f"entry-{label}-{title}", "kind": kind, "number": number}
    return builders.contents_entry(title, page or "", label=label, **fields).model_copy(update={"target_label": page})


def told(*entries: ContentsEntry, **members: Any) -> list[str]:
    extraction: Extraction = builders.extraction(**{"sections": sections(), "contents": entries, **members})
    return [f.rule for f in check_contents(extraction, CONFIG)]


CHAPTER = entry("第三章", "減緩政策與措施", "3-1")
FIRST, SECOND = entry("3.1", "目標與法制", "3-1"), entry("3.2", "部門減緩措施", "3-4")


def test_a_contents_page_that_agrees_has_no_findings() -> None:
    assert told(CHAPTER, FIRST, SECOND) == []
    assert told() == []


def test_an_entry_without_a_heading() -> None:
    assert told(CHAPTER, FIRST, SECOND, entry("3.3", "碳費制度", "3-9")) == ["contents-missing"]


def test_an_entry_with_another_page_names_both() -> None:
    extraction = builders.extraction(
        sections=sections(), contents=(CHAPTER, FIRST, entry("3.2", "部門減緩措施", "3-2"))
    )
    (one,) = check_contents(extraction, CONFIG)
    assert (one.rule, one.expected, one.found) == ("contents-page", "3-2", "3-4")
    assert len(one.record_ids) == 2


def test_a_heading_whose_sisters_are_listed() -> None:
    assert told(CHAPTER, FIRST) == ["contents-unlisted"]


def test_the_title_of_a_list_need_not_be_listed() -> None:
    assert told(CHAPTER, FIRST, SECOND, sections=(*sections(), section("3/0", "圖目錄", "", "ii"))) == []


def test_a_depth_that_the_contents_page_leaves_out_is_no_fault() -> None:
    assert told(CHAPTER) == []


@pytest.mark.parametrize("title", ["部門 減緩措施", "部門減緩措施與成效說明之彙整"])
def test_a_title_that_the_list_shortens_or_spaces_is_the_same(title: str) -> None:
    changed = (*sections()[:2], section("3/3.2", title, "3.2", "3-4"))
    assert told(CHAPTER, FIRST, SECOND, sections=changed) == []


def test_a_heading_of_another_label_and_the_same_title_is_found() -> None:
    changed = (*sections()[:2], section("3/3.3", "部門減緩措施", "3.3", "3-4"))
    assert told(CHAPTER, FIRST, SECOND, sections=changed) == []


def test_equal_titles_are_matched_in_order() -> None:
    twins = (section("3/a", "背景", "一、", "3-1"), section("4/a", "背景", "一、", "4-1"))
    assert told(entry("一、", "背景", "3-1"), entry("一、", "背景", "4-1"), sections=twins) == []


def test_pages_left_out_excuse_the_outline() -> None:
    assert told(entry("9.", "未讀之章", "99"), pages=(builders.page(1, kind="unread"),)) == []


def figure_entry(number: str, title: str, page: str) -> ContentsEntry:
    return entry(f"圖 {number}", title, page, "figure", number)


@pytest.mark.parametrize(
    ("entries", "rules"),
    [
        ([figure_entry("8-1", "合作架構", "1")], []),
        ([figure_entry("8-1", "合作架構", "9")], ["contents-page"]),
        ([figure_entry("8-1", "完全不同之圖名說明", "1")], ["contents-title"]),
        ([figure_entry("8-1", "合作架構", "1"), figure_entry("8-2", "培訓情形", "2")], ["contents-missing"]),
    ],
)
def test_the_list_of_figures(entries: list[ContentsEntry], rules: list[str]) -> None:
    assert told(*entries, figures=(builders.figure("8-1"),)) == rules


def test_a_figure_that_the_list_leaves_out() -> None:
    figures = builders.figure("8-1"), builders.figure("8-2", "培訓情形與成果")
    assert told(figure_entry("8-1", "合作架構", "1"), figures=figures) == ["contents-unlisted"]
    assert told(figures=figures) == []


def test_a_table_without_a_number_is_not_expected_in_the_list() -> None:
    numbered, bare = builders.table(), builders.table(number="8-9").model_copy(update={"number": None})
    listed = entry("表 8-1", "會談場次", "1", "table", "8-1")
    assert told(listed, tables=(numbered, bare)) == []


def many(*pages: str) -> tuple[Section, ...]:
    return tuple(section(f"3/{n}", f"第 {n} 項政策與措施", f"3.{n}", page) for n, page in enumerate(pages, 1))


def test_a_list_that_was_misread_is_one_finding() -> None:
    entries = [entry(f"9.{n}", f"誤讀之標題{n}甲乙丙丁", str(n)) for n in range(6)]
    assert told(CHAPTER, *entries) == ["contents-misread"]


def test_page_numbers_that_were_misread_are_one_finding() -> None:
    found = many(*"123456")
    entries = [entry(s.label, s.title, str(10 + n)) for n, s in enumerate(found)]
    assert told(*entries, sections=found) == ["contents-pages"]
    right = [entry(s.label, s.title, s.page_label) for s in found]
    assert told(entries[0], *right[1:], sections=found) == ["contents-page"]


def test_of_two_headings_of_one_title_the_one_on_the_page_is_meant() -> None:
    summary, chapter = section("摘要", "國情", "", "5"), section("2", "國情", "", "8")
    assert told(entry("", "國情", "8"), sections=(summary, chapter)) == ["contents-unlisted"]


def test_a_heading_whose_number_was_not_read_is_on_no_wrong_page() -> None:
    far, near = section("摘要", "氣候變遷之國情概況", "", "5"), section("2", "氣候變遷之國情概況", "", "8")
    listed = entry("第二章", "氣候變遷之國情概況", "7")
    assert told(listed, sections=(near,)) == []
    assert "contents-page" not in told(listed, sections=(far,))
