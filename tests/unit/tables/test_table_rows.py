"""Rows of a ruled table that no rule parts: names, notes and lists of several lines beside numbers."""

from __future__ import annotations

from collections.abc import Sequence

from document_builders import HEIGHT, WIDTH, line
from natcom.model import BBox, Line, Page, Ruling
from natcom.tables.parts import part_of
from natcom.tables.read import build_grid

TOP, BOTTOM, PITCH = 100.0, 500.0, 14.0


def cells_of(xs: Sequence[float], head: Sequence[str], lines: Sequence[Line]) -> list[list[tuple[str, int]]]:
    """The texts and heights (in rows) of the body's cells by row, empty ones left out; upright rules at the xs."""
    rulings = [Ruling(x, TOP, x, BOTTOM, 0.5, 0) for x in xs]
    rulings += [Ruling(xs[0], y, xs[-1], y, 0.5, 0) for y in (TOP, TOP + 20, BOTTOM)]
    heads = [line(text, x0=x + 3, top=TOP + 4) for x, text in zip(xs, head, strict=False)]
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, (*heads, *lines), tuple(rulings))
    part = part_of(build_grid(page, BBox(xs[0], TOP, xs[-1], BOTTOM), page.lines))
    rows = [[c for c in part.starts(r) if c.text] for r in range(1, part.n_rows)]
    return [[(c.text, c.rowspan) for c in row] for row in rows]


def at(x: float, n: float, text: str) -> Line:
    """A line at x on the n-th baseline under the head."""
    return line(text, x0=x, top=TOP + 24 + PITCH * n)


def test_a_numeral_set_apart_belongs_to_the_names_first_line() -> None:
    xs = [50.0, 183, 300, 400]
    lines = [
        *(at(53, 0, "01"), at(83, 0, "考察地方議員支給相關"), at(360, 0, "5"), at(260, 0, "77")),
        *(at(83, 1, "制度及市町村合併經驗"), at(83, 2, "八三")),
        *(at(53, 9, "02"), at(83, 9, "考察選舉制度與參政權"), at(360, 9, "8"), at(260, 9, "74")),
        at(83, 10, "保障實施情形"),
    ]
    joined = [line_of(lines[0], lines[1]), *lines[2:6], line_of(lines[6], lines[7]), *lines[8:]]
    rows = cells_of(xs, ("計畫", "交通費", "天數"), joined)
    assert [[text for text, _ in row] for row in rows] == [
        ["01考察地方議員支給相關制度及市町村合併經驗八三", "77", "5"],
        ["02考察選舉制度與參政權保障實施情形", "74", "8"],
    ]


def line_of(numeral: Line, name: Line) -> Line:
    """The numeral and the name behind it as one line with a wide blank."""
    blank = line(" ", x0=numeral.x1, top=numeral.top)
    return Line(
        numeral.text + " " + name.text,
        numeral.top,
        numeral.bottom,
        numeral.x0s + blank.x0s + name.x0s,
        numeral.x1s + blank.x1s + name.x1s,
        (name.runs[0]._replace(end=len(numeral.text) + 1 + len(name.text)),),
    )


GRANTS = [50.0, 190, 250, 350, 480, 550]
GRANT_HEADS = ("捐助計畫", "期間", "對象", "內容", "人事費")


def test_a_row_that_begins_in_several_columns_begins_a_cell_in_each() -> None:
    """The words of two rows fill their narrow column: the column beside tells that a row begins."""
    lines = [
        *(at(53, 0, "健全職業團體組織"), at(193, 0, "經常性"), at(253, 0, "績優職業團體等類")),
        *(at(353, 0, "獎勵績優團體。"), at(540, 0, "-")),
        *(at(53, 1, "合作事業振興計畫"), at(193, 1, "經常性"), at(253, 1, "優良合作社團體類")),
        *(at(353, 1, "獎勵優良合作社。"), at(540, 1, "-")),
        *(at(53, 2, "社會福利津貼"), at(193, 2, "經常性"), at(253, 2, "役男及其家屬"), at(353, 2, "慰問金。")),
        at(540, 2, "-"),
    ]
    rows = cells_of(GRANTS, GRANT_HEADS, lines)
    assert [[text for text, _ in row][2] for row in rows] == ["績優職業團體等類", "優良合作社團體類", "役男及其家屬"]
    assert all(height == 1 for row in rows for _, height in row)


def test_notes_run_on_beside_rows_of_a_line_each() -> None:
    xs = [50.0, 190, 280, 500]
    names = ["人事費", "加班費", "退休金", "保險費", "業務費", "教育訓練費"]
    notes = [
        *("職員薪資係依編制員額計列包含駐警及工友等人員待遇", "並含加班費及退休離職儲金暨全民健康保險費等各項經"),
        *("費合計如左列各科目之數額。", "", "辦理訓練所需之講師鐘點費等。", ""),
    ]
    lines = [at(53, n, name) for n, name in enumerate(names)] + [at(250, n, f"{20 + n}") for n in range(6)]
    lines += [line(text, x0=283, top=TOP + 24 + PITCH * n, size=8.5) for n, text in enumerate(notes) if text]
    rows = cells_of(xs, ("科目", "金額", "說明"), lines)
    assert rows[0][2] == ("".join(notes[:3]), 3)
    assert rows[4][2] == (notes[4], 1)


def test_lines_of_a_cell_stand_closer_than_rows_of_many_numbers() -> None:
    """Names of two lines beside seven columns of numbers: the rows' white is not that between two lines."""
    xs = [50.0, 130, *(130.0 + 45 * n for n in range(1, 8)), 515]
    lines: list[Line] = []
    for k in range(4):
        lines += [at(53, 2.5 * k, "小客車及貨用"), at(53, 2.5 * k + 1, "車")]
        lines += [at(130 + 45 * n - 15, 2.5 * k, str(k + n % 3)) for n in range(1, 8)]
        lines += [at(450, 2.5 * k, "九九零三號。"), at(450, 2.5 * k + 1, "（工程用途）")]
    rows = cells_of(xs, ("車種",), lines)
    assert [row[0] for row in rows] == [("小客車及貨用車", 1)] * 4
    assert [row[-1] for row in rows] == [("九九零三號。（工程用途）", 1)] * 4


def test_one_character_alone_is_the_end_of_a_name() -> None:
    xs = [50.0, 250, 350, 450]
    lines = [
        *(at(53, 0, "社會福利津貼及濟"), at(330, 0, "7"), at(430, 0, "9"), at(53, 1, "助")),
        *(at(53, 2, "損失及賠償"), at(330, 2, "5"), at(430, 2, "6")),
        *(at(53, 3, "獎勵及慰問"), at(330, 3, "4"), at(430, 3, "8")),
    ]
    rows = cells_of(xs, ("科目", "本年度", "上年度"), lines)
    assert [row[0][0] for row in rows] == ["社會福利津貼及濟助", "損失及賠償", "獎勵及慰問"]


def test_a_name_behind_numbers_goes_on_beside_further_values_of_its_row() -> None:
    xs = [50.0, 120, 190, 270, 350, 450]
    lines = [
        *(at(90, 0, "36"), at(160, 0, "137"), at(193, 0, "地籍及不動產"), at(330, 0, "2"), at(420, 0, "317")),
        *(at(193, 1, "業務管理"), at(330, 1, "-"), at(430, 1, "-"), at(330, 2, "-"), at(430, 2, "-")),
        *(at(90, 8, "26"), at(160, 8, "124"), at(193, 8, "土地測量"), at(330, 8, "1"), at(420, 8, "122")),
    ]
    rows = cells_of([*xs[:3], 260, 350, 450], ("辦公費", "合計", "科目", "人數", "旅費"), lines)
    assert [[text for text, _ in row] for row in rows] == [
        ["36", "137", "地籍及不動產業務管理", "2", "317"],
        ["-", "-"],
        ["-", "-"],
        ["26", "124", "土地測量", "1", "122"],
    ]
    assert rows[0][2][1] == 2


def test_the_items_of_a_list_in_one_row_are_no_rows() -> None:
    xs = [50.0, 130, 230, 500]
    items = ["一、建立協作平臺。", "二、推廣制度理念。", "三、厚植事業人才。", "四、促進國際交流。"]
    lines = [at(53, 0, "八、社會行政"), at(53, 1, "業務"), at(133, 0, "合作事業之振興與其"), at(133, 1, "發展計畫")]
    lines += [at(233, n, text) for n, text in enumerate(items)]
    rows = cells_of(xs, ("業務", "項目", "內容"), lines)
    assert [[text for text, _ in row] for row in rows] == [
        ["八、社會行政業務", "合作事業之振興與其發展計畫", "".join(items)]
    ]
