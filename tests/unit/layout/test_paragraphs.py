"""Lines to blocks: where a paragraph begins, ends, and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.columns import Flow, Item
from natcom.layout.paragraphs import Segmenter, joined_over_breaks, last_mark, tags_agree
from natcom.layout.style import BodyStyle
from natcom.model import Block, BlockKind, Line, Page

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
LEFT, RIGHT = 70.0, 370.0  # thirty characters
FULL = "本報告說明國內推動減量政策之情形以及各部門執行成果與未來規劃方向"[:30]


def flow(lines: Sequence[Line], index: int = 0) -> Flow:
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, tuple(lines))
    return Flow(page, tuple(Item(each.bbox, each) for each in lines), LEFT, RIGHT, index)


def stacked(*texts: tuple[str, float]) -> list[Line]:
    return [line(text, LEFT + indent, 100 + 18 * n) for n, (text, indent) in enumerate(texts)]


def cut(*texts: tuple[str, float]) -> list[str]:
    blocks = Segmenter(WORDS, BODY).blocks(flow(stacked(*texts)))
    return ["".join(each.text for each in block.lines) for block in blocks]


def test_full_lines_go_on_and_a_short_one_ends_the_paragraph() -> None:
    assert cut((FULL[:28], 20), (FULL, 0), ("至此為止。", 0), (FULL[:28], 20)) == [
        FULL[:28] + FULL + "至此為止。",
        FULL[:28],
    ]


def test_a_first_line_set_in_begins_a_paragraph_even_after_a_full_line() -> None:
    ended = FULL[:29] + "。"
    assert len(cut((FULL[:28], 20), (ended, 0), (FULL[:28], 20))) == 2


def test_hanging_items_are_kept_apart_and_whole() -> None:
    found = cut(("1. " + FULL[:27], 0), ("繼續說明。", 15), ("2. " + FULL[:27], 0), ("再行說明。", 15))
    assert [text[:2] for text in found] == ["1.", "2."]


def test_a_number_at_the_start_of_a_wrapped_line_opens_no_item() -> None:
    assert len(cut((FULL[:28], 20), ("1. 5" + FULL[:26], 0), ("完畢。", 0))) == 1


def test_a_wider_step_begins_a_paragraph() -> None:
    lines = stacked((FULL, 0), (FULL, 0))
    lines[1] = line(FULL, LEFT, 100 + 30)
    assert len(list(Segmenter(WORDS, BODY).blocks(flow(lines)))) == 2


def test_captions_and_sources_are_announced() -> None:
    blocks = list(Segmenter(WORDS, BODY).blocks(flow(stacked(("圖 2.1-1 減量路徑", 40), ("資料來源：環境部", 40)))))
    assert [(b.kind, b.target) for b in blocks] == [(BlockKind.CAPTION, "figure"), (BlockKind.SOURCE, None)]


def text_block(text: str, index: int, indent: float = 0.0) -> Block:
    made = line(text, LEFT + indent)
    return Block(BlockKind.TEXT, 1 + index, made.bbox, (made,), flow=index)


def joined(*blocks: Block) -> list[bool]:
    edges = {block.page: (LEFT, RIGHT) for block in blocks}
    return [block.continues for block in joined_over_breaks(blocks, Segmenter(WORDS, BODY), edges)]


def test_an_unfinished_paragraph_goes_on_over_a_page() -> None:
    assert joined(text_block(FULL, 0), text_block("之成果。", 1)) == [False, True]


def test_a_finished_one_and_a_new_item_do_not() -> None:
    assert joined(text_block("至此為止。", 0), text_block(FULL, 1, 20)) == [False, False]
    assert joined(text_block(FULL, 0), text_block("(二) 其次", 1)) == [False, False]


def test_a_heading_between_ends_the_paragraph() -> None:
    heading = replace(text_block("二、展望", 1), kind=BlockKind.HEADING)
    assert joined(text_block(FULL, 0), heading, text_block("之成果。", 2))[-1] is False


def tagged(tags: Sequence[str]) -> Block:
    lines = tuple(replace(line(FULL, top=100 + 18 * n), tag=tag) for n, tag in enumerate(tags))
    return Block(BlockKind.TEXT, 1, lines[0].bbox, lines)


def test_tags_are_trusted_only_where_they_tell_the_pages_paragraphs() -> None:
    honest = [tagged([f"P:{n}"] * 4) for n in range(8)]
    assert tags_agree(honest)
    assert not tags_agree([tagged(["P:0"] * 4) for _ in range(8)])  # one element around everything
    assert not tags_agree([tagged([f"P:{n}.{i}" for i in range(4)]) for n in range(8)])  # one for each line


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    lines = stacked(("圖 2.1-1 顯示排放量逐年下降，降幅以工業部門最大，其次為運輸", 20), ("部門。", 0))
    (block,) = Segmenter(WORDS, BODY).blocks(flow(lines))
    assert block.kind is BlockKind.TEXT


def test_a_notes_marker_behind_the_full_stop_does_not_hide_the_sentences_end() -> None:
    for marker in ("\u00b9", "[2]", "[2, 3]\u00b9\u00b2"):
        assert last_mark("已達成目標。" + marker) == "。"
    assert last_mark("面積共 12") == "2"


def test_over_a_page_break_a_single_full_line_set_in_goes_on_in_a_line_at_the_margin() -> None:
    def over(first_indent: float, next_indent: float) -> bool:
        a = line(FULL[:27] + "。", LEFT + first_indent, 700)
        b = line(FULL, LEFT + next_indent, 100)
        before = Block(BlockKind.TEXT, 1, a.bbox, (a,), flow=0)
        after = Block(BlockKind.TEXT, 2, b.bbox, (b,), flow=1)
        edges = {1: (LEFT, RIGHT), 2: (LEFT, RIGHT)}
        return joined_over_breaks([before, after], Segmenter(WORDS, BODY), edges)[1].continues

    assert over(20, 0)
    assert not over(20, 20)
    assert not over(0, 20)


def test_an_item_set_in_under_a_full_title_begins_a_paragraph_where_its_second_line_goes_back() -> None:
    title, first = "二、" + FULL[:27], "(一) " + FULL[:22]
    assert cut((title, 0), (first, 20), (FULL, 0), ("至此為止。", 0))[0] == title
    assert cut(("二、" + FULL[:28], 0), ("(一) " + FULL[:22], 20), (FULL[:27], 20), ("至此為止。", 20))[0] != title


def test_text_below_a_caption_set_in_the_middle_is_no_part_of_it() -> None:
    caption = "圖 4 臺灣淨零轉型路徑規劃之階段里程碑"
    found = cut((caption, 45), (FULL[:28], 20), (FULL, 0))
    assert found == [caption, FULL[:28] + FULL]


def test_the_second_line_of_a_reference_hangs_behind_its_index() -> None:
    found = cut(("[1] " + FULL[:25], 0), ("繼續說明。", 15), ("[2] " + FULL[:25], 0), ("再行說明。", 15))
    assert [text[:3] for text in found] == ["[1]", "[2]"]
