"""Figures, references, footnotes, abbreviations, and the way back from joined text."""

from __future__ import annotations

from dataclasses import replace

from document_builders import block, document, line
from natcom.config import load_config
from natcom.model import Block, BlockKind, Document, Run
from natcom.stages.abbreviations import extract_abbreviations
from natcom.stages.figures import extract_figures
from natcom.stages.footnotes import extract_footnotes
from natcom.stages.passages import document_joiner
from natcom.stages.references import extract_references, with_references
from natcom.stages.tables.captions import assign_captions, notes_of, source_of

WORDS = load_config().language
CAPTION, SOURCE, FIGURE, TEXT = BlockKind.CAPTION, BlockKind.SOURCE, BlockKind.FIGURE, BlockKind.TEXT


def figures(report: Document) -> list[tuple[str | None, str | None, str | None, int]]:
    found, _ = extract_figures(
        report, [None] * len(report.blocks), document_joiner(report, WORDS.outline), WORDS.captions
    )
    return [(f.number, f.caption, f.source, len(f.boxes)) for f in found]


def picture(page: int, top: float, x0: float = 100.0):  # type: ignore[no-untyped-def]
    empty = block(FIGURE, line("軸", x0, top), page=page)
    return replace(empty, bbox=empty.bbox._replace(x0=x0, top=top, x1=x0 + 150, bottom=top + 100))


def test_a_caption_below_its_picture_with_odd_blanks_and_two_lines() -> None:
    caption = block(
        CAPTION, line("圖 3.1.1- 1 再生能源裝置容量", 100, 310), line("之歷年變化", 100, 326), target="figure"
    )
    report = document(picture(1, 200), caption, block(SOURCE, line("資料來源：經濟部。", 100, 345), target="figure"))
    assert figures(report) == [("3.1.1-1", "再生能源裝置容量之歷年變化", "經濟部", 1)]


def test_a_caption_above_its_picture() -> None:
    report = document(block(CAPTION, line("圖 2 路徑", 100, 180), target="figure"), picture(1, 200))
    assert figures(report) == [("2", "路徑", None, 1)]


def test_one_caption_for_two_pictures_side_by_side() -> None:
    caption = block(CAPTION, line("圖 3 兩處廠址之空照圖與周邊環境示意", 120, 310), target="figure")
    report = document(picture(1, 200, 100), picture(1, 200, 260), caption)
    assert figures(report)[0][3] == 2


def test_a_picture_split_from_its_caption_by_a_page_break() -> None:
    report = document(picture(1, 650), block(CAPTION, line("圖 4 流程", 100, 90), page=2, target="figure"))
    found, _ = extract_figures(report, [None, None], document_joiner(report, WORDS.outline), WORDS.captions)
    assert found[0].page == 1
    assert found[0].image is not None


def test_references_are_cut_at_their_indexes_and_addresses_joined() -> None:
    heading = block(BlockKind.HEADING, "參考文獻")
    entries = block(
        TEXT,
        line("1. 環境部，清冊：https://example.org/in-", 70, 120),
        line("ventory.pdf。", 85, 140),
        line("2. 經濟部，能源統計", 70, 160),
        top=120,
    )
    report = with_references(document(heading, entries), WORDS.outline)
    found = extract_references(report, document_joiner(report, WORDS.outline))
    assert [(r.index, r.url) for r in found] == [(1, "https://example.org/in-ventory.pdf"), (2, None)]
    assert found[1].text == "經濟部，能源統計"


def marked(text: str, at: int):  # type: ignore[no-untyped-def]
    made = line(text)
    runs = (
        Run(0, at, 10, False, 0, "Body", 0),
        Run(at, at + 1, 6, False, 1, "Body", 0),
        Run(at + 1, len(text), 10, False, 0, "Body", 0),
    )
    return replace(made, runs=runs)


def test_a_footnotes_marker_leaves_the_text_and_keeps_its_place() -> None:
    text = block(TEXT, marked("排放量為¹285百萬公噸", 4))
    report = document(text, block(BlockKind.FOOTNOTE, line("¹依最新清冊", top=700, size=8)))
    joiner = document_joiner(report, WORDS.outline)
    joined = joiner.join([text])
    assert joined.text == "排放量為285百萬公噸"
    assert [(p.start, p.end, p.offset) for p in joined.pieces] == [(0, 4, 0), (4, 11, 5)]
    notes, passages = extract_footnotes(report, [None, None], joiner)
    assert [(n.marker, n.text) for n in notes] == [("1", "依最新清冊")]
    assert passages[0].text == "依最新清冊"


def test_an_exponent_without_a_footnote_stays() -> None:
    text = block(TEXT, marked("10⁶公噸", 2))
    report = document(text)
    assert document_joiner(report, WORDS.outline).join([text]).text == "10⁶公噸"


def test_a_bullet_is_dropped_and_an_enumerator_kept() -> None:
    report = document(block(TEXT, "• 推動節能"), block(TEXT, "(1) 推動節能"))
    joiner = document_joiner(report, WORDS.outline)
    assert [joiner.join([b]).text for b in report.blocks] == ["推動節能", "(1) 推動節能"]


def test_abbreviations_are_kept_where_they_are_first_introduced() -> None:
    from natcom.model import Passage

    text = "依「綠色氣候基金」(Green Climate Fund, GCF)之規範，「綠色氣候基金」(Green Climate Fund, GCF)將擴大。"
    (found,) = extract_abbreviations("demo", [Passage(text, "paragraph", "p-1")], WORDS.abbreviations)
    assert (found.short, found.expansion, found.name, found.language) == (
        "GCF",
        "Green Climate Fund",
        "綠色氣候基金",
        "en",
    )


def test_a_source_stands_behind_all_parts_of_a_picture_in_pieces() -> None:
    caption = block(CAPTION, line("圖 5 流程", 100, 180), target="figure")
    parts = [picture(1, 200, 60.0 + 40 * n) for n in range(4)]
    report = document(caption, *parts, block(SOURCE, line("資料來源：環境部。", 100, 345), target="figure"))
    assert figures(report)[0][2] == "環境部"


def tables_with(*blocks: Block) -> tuple[Document, list[int]]:
    report = document(*blocks)
    return report, [i for i, b in enumerate(report.blocks) if b.kind is BlockKind.TABLE]


def grid_at(top: float, page: int = 1) -> Block:
    return block(BlockKind.TABLE, line("能源", 100, top), line("1,250", 200, top), page=page)


def caption_at(text: str, top: float, page: int = 1) -> Block:
    return block(CAPTION, line(text, 100, top), page=page, target="table")


def test_a_caption_between_two_tables_goes_where_the_reports_others_stand() -> None:
    first, second, last = grid_at(100), grid_at(160), grid_at(100, page=2)
    between, after = caption_at("表 1 排放", 130), caption_at("表 2 人口", 190)
    below, tables = tables_with(first, between, second, after, last, caption_at("表 3 面積", 130, page=2))
    assert {i: c.number for i, c in assign_captions(below, tables, WORDS.captions).items()} == {0: "1", 2: "2", 4: "3"}
    above, tables = tables_with(caption_at("表 1 排放", 70), first, caption_at("表 2 人口", 130), second)
    assert {i: c.number for i, c in assign_captions(above, tables, WORDS.captions).items()} == {1: "1", 3: "2"}


def test_a_page_number_beside_a_turned_table_does_not_part_it_from_its_source() -> None:
    number = block(TEXT, line("- 2 -", 500, 105))
    report, (index,) = tables_with(grid_at(100), number, block(SOURCE, line("資料來源：環境部。", 100, 125)))
    assert source_of(report, index, WORDS.captions) == "環境部"
    text = block(TEXT, line("以下說明各部門之情形", 100, 118))
    report, (index,) = tables_with(grid_at(100), text, block(SOURCE, line("資料來源：環境部。", 100, 140)))
    assert source_of(report, index, WORDS.captions) is None


def test_a_source_in_brackets_is_read_without_them() -> None:
    report, (index,) = tables_with(grid_at(100), block(SOURCE, line("（資料來源：環境部（2024）。）", 100, 125)))
    assert source_of(report, index, WORDS.captions) == "環境部（2024）"


def test_the_words_for_sources_and_notes_may_have_lines_of_their_own() -> None:
    words = load_config(language="en").language.captions
    notes = [
        block(BlockKind.NOTE, line(text, 100, top), target="table") for text, top in (("Notes:", 125), ("a Low", 137))
    ]
    source = block(SOURCE, line("Sources", 100, 150), line("Census Office", 100, 162), target="table")
    report, (index,) = tables_with(grid_at(100), *notes, source)
    assert source_of(report, index, words) == "Census Office"
    assert notes_of(report, index, words) == ("a Low",)


def test_references_that_count_on_are_told_among_many_loose_lines() -> None:
    lines = ["[1] 環境部，國家清冊報告。", "臺北：環境部。", "2024 年。", "[2] 交通部，調查報告。", "臺北：交通部。"]
    report = document(
        block(BlockKind.HEADING, "參考文獻"), *(block(TEXT, text, top=100 + 20 * n) for n, text in enumerate(lines))
    )
    report = with_references(report, WORDS.outline)
    found = extract_references(report, document_joiner(report, WORDS.outline))
    assert [reference.index for reference in found] == [1, 2]
