"""Reading order, figures' zones, footnotes."""

from __future__ import annotations

from dataclasses import replace

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.columns import flows, page_items, with_usual_gutters
from natcom.layout.figure_zones import find_figures
from natcom.layout.footnotes import split_footnotes
from natcom.layout.style import BodyStyle
from natcom.model import BBox, BlockKind, Gutter, Line, Page, Picture, Ruling

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
TEXT = "本章說明國內推動減量政策之情形"


def page(
    *lines: Line, gutters: tuple[Gutter, ...] = (), pictures: tuple[Picture, ...] = (), rulings: tuple[Ruling, ...] = ()
) -> Page:
    return Page(1, 0, 1, None, WIDTH, HEIGHT, tuple(lines), rulings, (), pictures, gutters)


def order(made: Page, zones: tuple[tuple[BlockKind, BBox], ...] = ()) -> list[str]:
    items = page_items(made, zones, set(), set())
    return [i.line.text if i.line else str(i.kind) for flow in flows(made, items, BODY, (70, 530)) for i in flow.items]


def column(letter: str, x0: float, count: int, top: float = 200) -> list[Line]:
    return [line(f"{letter}{n}{TEXT}", x0, top + 18 * n) for n in range(count)]


def test_the_left_column_is_read_before_the_right_one() -> None:
    made = page(*column("甲", 70, 6), *column("乙", 320, 6, 207), gutters=(Gutter(300, 200, 330),))
    assert [text[0] for text in order(made)] == ["甲"] * 6 + ["乙"] * 6


def test_a_line_over_both_columns_parts_them() -> None:
    wide = line("橫跨兩欄之一行文字" * 5, 70, 260)
    made = page(
        *column("甲", 70, 3),
        *column("乙", 320, 3),
        wide,
        *column("丙", 70, 3, 300),
        *column("丁", 320, 3, 300),
        gutters=(Gutter(300, 200, 380),),
    )
    assert [text[0] for text in order(made)] == ["甲"] * 3 + ["乙"] * 3 + ["橫"] + ["丙"] * 3 + ["丁"] * 3


def test_a_short_title_over_both_columns_parts_them_too() -> None:
    title = line("第三章 政策", 70, 262, size=20)
    made = page(
        *column("甲", 70, 3),
        *column("乙", 320, 3),
        title,
        *column("丙", 70, 3, 300),
        *column("丁", 320, 3, 300),
        gutters=(Gutter(300, 200, 380),),
    )
    assert [text[0] for text in order(made)] == ["甲"] * 3 + ["乙"] * 3 + ["第"] + ["丙"] * 3 + ["丁"] * 3


def test_a_caption_is_never_held_by_a_figure() -> None:
    made = page(line("圖 1 路徑", 100, 310))
    zone = ((BlockKind.FIGURE, BBox(80, 200, 400, 330)),)
    assert [i.line is not None for i in page_items(made, zone, set(), {0})] == [True, False]
    assert [i.line is not None for i in page_items(made, zone, set(), set())] == [False]


def figures(*lines: Line, picture: BBox, vector: bool = False) -> tuple[BBox, ...]:
    return find_figures(page(*lines, pictures=(Picture(picture, vector),)), (), BODY, set())


def test_an_image_is_a_figure_and_an_icon_is_not() -> None:
    assert figures(picture=BBox(100, 100, 300, 250)) == (BBox(100, 100, 300, 250),)
    assert figures(picture=BBox(100, 100, 112, 112)) == ()


def test_labels_at_its_edge_belong_to_a_figure() -> None:
    label = line("2020 年", 150, 252, size=7)
    (box,) = figures(label, picture=BBox(100, 100, 300, 250), vector=True)
    assert box.bottom > 258


def test_a_label_of_an_axis_beside_a_figure_belongs_to_it() -> None:
    (box,) = figures(line("1,000", 68, 120, size=6), picture=BBox(100, 100, 300, 250), vector=True)
    assert box.x0 < 69


def test_a_rounded_box_around_little_text_is_no_figure() -> None:
    rows = (("專欄：離島的水", 110), (TEXT + TEXT, 128), (TEXT + TEXT[:9], 146), ("至此。", 164))
    box = BBox(100, 100, 390, 185)
    assert figures(*(line(text, 110, top, size=9) for text, top in rows), picture=box, vector=True) == ()
    assert figures(line("中央", 110, 128, size=9), line("地方。", 250, 128, size=9), picture=box, vector=True) != ()


def test_a_ground_under_running_text_is_no_figure() -> None:
    lines = [line(TEXT * 2, 110, 110 + 18 * n) for n in range(5)]
    assert figures(*lines, picture=BBox(100, 100, 450, 220), vector=True) == ()


def split(*lines: Line, rulings: tuple[Ruling, ...] = ()) -> tuple[int, list[str]]:
    made = page(*lines, rulings=rulings)
    (flow,) = flows(made, page_items(made, (), set(), set()), BODY, (70, 530))
    count, blocks = split_footnotes(flow, WORDS, BODY)
    return count, ["".join(each.text for each in block.lines) for block in blocks]


def test_small_lines_with_a_raised_marker_at_the_foot_are_footnotes() -> None:
    note = line("¹依最新清冊", top=700, size=8)
    second = line("²初步估計值", top=712, size=8)
    assert split(line(TEXT), note, second) == (1, ["¹依最新清冊", "²初步估計值"])


def test_under_a_short_rule_a_plain_marker_will_do() -> None:
    note = line("3依最新清冊", top=700, size=8)
    rule = Ruling(70, 694, 170, 694, 0.5, 0)
    assert split(line(TEXT), note, rulings=(rule,)) == (1, ["3依最新清冊"])
    assert split(line(TEXT), note)[0] == 2


def test_small_sources_are_no_footnotes() -> None:
    source = replace(line("資料來源：環境部", top=700, size=8))
    assert split(line(TEXT), source)[1] == []


def test_a_footnote_is_told_by_its_marker_raised_in_the_text_above_it() -> None:
    notes = [line("2. 依最新清冊。", top=700, size=8), line("續前行之說明。", top=712, size=8)]
    assert split(line("排放量已連續五年下降\u00b2，其中能源最多。"), *notes) == (1, ["2. 依最新清冊。續前行之說明。"])
    assert split(line("各區之面積共有 25 km\u00b2，其中能源最多。"), *notes)[0] == 3
    listed = [line(f"{n}. 環境部，國家清冊報告。", top=640 + 20 * n, size=8) for n in (1, 2, 3)]
    assert split(line("排放量已連續五年下降\u00b2，其中能源最多。"), *listed)[0] == 4
    cited = line("排放量已連續五年下降\u00b9，其中能源最多。")
    assert split(cited, line("參考文獻", top=600), line("1. 環境部，國家清冊報告。", top=640, size=8))[0] == 3


def test_text_that_runs_around_a_figure_is_read_before_it_and_apart_from_its_caption() -> None:
    full, narrow = TEXT * 2, TEXT[:10]
    lines = [line(full, 70, 100)]
    lines += [line(narrow, 70, 120 + 18 * n) for n in range(6)]
    lines += [line(full, 70, 240), line("圖 1 趨勢", 220, 214)]
    figure = (BlockKind.FIGURE, BBox(220, 118, 370, 208))
    made = page(*lines)
    found = list(flows(made, page_items(made, (figure,), set(), {8}), BODY, (70, 370)))
    assert [[item.line.text[:3] if item.line else "figure" for item in flow.items] for flow in found] == [
        [TEXT[:3]],
        [TEXT[:3]] * 6,
        ["figure", "圖 1"],
        [TEXT[:3]],
    ]
    assert found[1].right == 170


def test_boxes_of_a_diagram_joined_by_strokes_are_one_figure() -> None:
    boxes = tuple(Picture(BBox(x, 100, x + 60, 140), True) for x in (100, 180, 260))
    strokes = tuple(Ruling(x, 120, x + 20, 120, 1, 0) for x in (160, 240))
    assert find_figures(page(pictures=boxes, rulings=strokes), (), BODY, set()) == (BBox(100, 100, 320, 140),)
    assert len(find_figures(page(pictures=boxes), (), BODY, set())) == 3


def test_a_page_with_a_few_lines_in_each_column_has_the_gutter_of_the_others() -> None:
    full = page(*(line(TEXT, x, 100 + 18 * n) for n in range(20) for x in (70, 320)), gutters=(Gutter(270, 90, 480),))
    last = page(line("參考文獻", 70, 100), line(TEXT[:8], 320, 101), line(TEXT[:9], 70, 120))
    cover = page(line("國家通訊編撰小組之歷年成果報告總集", 190, 300))
    found = with_usual_gutters([full, full, last, cover])
    assert [bool(p.gutters) for p in found] == [True, True, True, False]
    assert not with_usual_gutters([full, last, last])[1].gutters


def test_what_is_drawn_off_the_page_is_no_figure() -> None:
    """A spread drawn whole on each of its pages, the other page's half beside the paper."""
    shift = WIDTH + 40
    strokes = tuple(Ruling(100 + 40 * n, 100, 100 + 40 * n, 300, 0.5, 0) for n in range(8))
    beside = tuple(r._replace(x0=r.x0 + shift, x1=r.x1 + shift) for r in strokes)
    across = (Ruling(100, 100, 380, 100, 0.5, 0), Ruling(100, 300, 380, 300, 0.5, 0))
    off = tuple(r._replace(x0=r.x0 + shift, x1=r.x1 + shift) for r in across)
    assert len(find_figures(page(rulings=(*strokes, *across)), (), BODY, set())) == 1
    assert find_figures(page(rulings=(*beside, *off)), (), BODY, set()) == ()


def test_a_raised_marker_on_a_row_of_its_own_begins_a_footnote() -> None:
    marker, note = line("1", 70, 700, size=6), line("依最新清冊所列之數值。", 77, 702, size=6)
    assert split(line(TEXT), marker, note)[0] == 1
