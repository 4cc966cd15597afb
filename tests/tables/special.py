"""Pages drawn by hand: tables no typesetter's table command makes, and look-alikes that are no tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from contents import Content
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typesetters import PROSE, TRUETYPE

Page = tuple[str, str, str, bytes, list[tuple[Content, str | None]]]
WIDTH, HEIGHT = A4

ACCOUNTS = [
    ("0401000000", "賠償收入", "1,786", "1,950", "係廠商逾期違約之賠款收入，依契約條款計算，較上年度減少。"),
    ("0401010100", "一般賠償", "1,786", "1,950", ""),
    (
        "0502000000",
        "規費收入",
        "59,097",
        "58,715",
        "係審查費、證照費與資料使用費，按收費標準及前三年平均件數估列，並反映線上申辦比率提高之影響。",
    ),
    ("0502010100", "審查費", "41,882", "41,337", ""),
    ("0502010200", "證照費", "17,215", "17,378", "換發週期屆滿，件數略減。"),
    ("0703000000", "財產收入", "-", "240", ""),
    ("0703010100", "廢舊物資", "-", "240", "無預計變賣項目。"),
]
BUDGET = Content(
    caption="歲入來源別預算",
    rows=[
        ["名稱及編號", "本年度", "上年度", "說明"],
        *[[f"{code}{name}", a, b, note] for code, name, a, b, note in ACCOUNTS],
    ],
    unit="新臺幣千元",
)
FACING = Content(
    caption="各機關經費",
    rows=[
        ["機關", "人事費", "業務費", "設備費", "獎補助", "合計"],
        ["總務處", "10,215", "3,810", "455", "-", "14,480"],
        ["資訊處", "8,340", "12,007", "9,630", "-", "29,977"],
        ["綜合規劃處", "7,122", "6,054", "210", "1,500", "14,886"],
        ["測量中心", "20,871", "9,903", "14,300", "7,965", "53,039"],
        ["訓練所", "5,004", "2,218", "-", "105", "7,327"],
    ],
)
PLAIN = Content(
    caption="測站數量",
    rows=[
        ["類別", "北區", "中區", "南區"],
        ["氣象", "31", "28", "35"],
        ["水文", "44", "39", "52"],
        ["空品", "18", "15", "21"],
        ["合計", "93", "82", "108"],
    ],
)
LONGER = Content(
    caption="測站數量",
    rows=[
        ["類別", "北區", "中區", "南區"],
        *[[f"第{n}類", str(30 + i), str(28 + 2 * i), str(35 + 3 * i)] for i, n in enumerate("甲乙丙丁戊己庚辛")],
    ],
)


def canvas_pdf(*draw: Callable[[Canvas], None]) -> bytes:
    """A PDF with one page for each function."""
    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", TRUETYPE))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text(canvas: Canvas, x: float, y: float, string: str, size: float = 10, align: str = "left") -> None:
    """A string at (x, y from the page's top)."""
    canvas.setFont("Plain", size)
    {"left": canvas.drawString, "right": canvas.drawRightString, "center": canvas.drawCentredString}[align](
        x, HEIGHT - y, string
    )


def wrapped(string: str, chars: int) -> list[str]:
    """The string in lines of so many characters."""
    return [string[i : i + chars] for i in range(0, len(string), chars)]


def prose(canvas: Canvas, top: float, lines: int = 4, x: float = 60, chars: int = 45) -> None:
    """Running text in lines of full width."""
    for i, line in enumerate(wrapped(PROSE * 8, chars)[:lines]):
        text(canvas, x, top + 17 * i, line, 10.5)


def hline(canvas: Canvas, y: float, x0: float = 60, x1: float = 535, width: float = 0.5) -> None:
    """A horizontal rule."""
    canvas.setLineWidth(width)
    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def vline(canvas: Canvas, x: float, y0: float, y1: float) -> None:
    """An upright rule."""
    canvas.setLineWidth(0.5)
    canvas.line(x, HEIGHT - y0, x, HEIGHT - y1)


def grid(canvas: Canvas, rows: list[list[Any]], xs: list[float], top: float, height: float = 20) -> float:
    """A fully ruled table; returns its lower edge."""
    for r in range(len(rows) + 1):
        hline(canvas, top + r * height, xs[0], xs[-1])
    for x in xs:
        vline(canvas, x, top, top + len(rows) * height)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            text(canvas, xs[c] + 5, top + r * height + 14, cell)
    return top + len(rows) * height


def budget(canvas: Canvas) -> None:
    """Upright rules, none between the rows; a code over each name, a long note beside."""
    text(canvas, WIDTH / 2, 60, "表 4.1-1 歲入來源別預算", 12, "center")
    text(canvas, 535, 78, "單位：新臺幣千元", 9, "right")
    xs = [60, 170, 240, 310, 535]
    hline(canvas, 84)
    hline(canvas, 104)
    for x, name in zip(xs, ("名稱及編號", "本年度", "上年度", "說明"), strict=False):
        text(canvas, x + 8, 98, name)
    y = 124.0
    for code, name, a, b, note in ACCOUNTS:
        text(canvas, 78, y - 12, code, 9)
        text(canvas, 64, y, name)
        text(canvas, 236, y + 1, a, 10, "right")
        text(canvas, 306, y + 1, b, 10, "right")
        lines = wrapped(note, 21)
        for i, line in enumerate(lines):
            text(canvas, 313, y + 1 + 13 * i, line)
        y += max(32, 13 * len(lines) + 22)
    for x in xs[1:-1]:
        vline(canvas, x, 84, y)
    hline(canvas, y)


def _half(canvas: Canvas, first: int, last: int, xs: list[float]) -> None:
    hline(canvas, 90, xs[0], xs[-1])
    hline(canvas, 112, xs[0], xs[-1])
    for x in xs[1:-1]:
        vline(canvas, x, 90, 500)
    hline(canvas, 500, xs[0], xs[-1])
    for r, row in enumerate(FACING.rows):
        for c in range(first, last):
            y = 106 if r == 0 else 112 + 24 * r
            x0, x1 = xs[c - first], xs[c - first + 1]
            if r and c:
                text(canvas, x1 - 4, y, str(row[c]), 10, "right")
            else:
                text(canvas, x0 + 6, y, str(row[c]))


def facing_left(canvas: Canvas) -> None:
    """The left page: names and the first columns."""
    text(canvas, 535, 70, "表 4.2-1 各機關經費", 12, "right")
    _half(canvas, 0, 3, [60, 260, 400, 535])


def facing_right(canvas: Canvas) -> None:
    """The right page: the other columns of the same rows."""
    _half(canvas, 3, 6, [60, 220, 380, 535])


def printed_twice(canvas: Canvas) -> None:
    """Every text is drawn twice, a hair apart, to look bold."""
    for shift in (0.0, 0.3):
        canvas.saveState()
        canvas.translate(shift, 0)
        text(canvas, WIDTH / 2, 100, "表 4.3-1 測站數量", 12, "center")
        grid(canvas, PLAIN.rows, [100, 220, 320, 420, 500], 120)
        canvas.restoreState()
    prose(canvas, 300)


def sideways(canvas: Canvas) -> None:
    """A table turned on an upright page."""
    canvas.rotate(90)
    canvas.translate(0, -WIDTH)
    shift = HEIGHT - WIDTH
    canvas.translate(0, -shift)
    text(canvas, 400, shift + 90 - shift, "表 4.4-1 測站數量", 12, "center")
    grid(canvas, PLAIN.rows, [150, 320, 450, 580, 700], 110)
    prose(canvas, 300, 6, 120, 50)


def turned(canvas: Canvas) -> None:
    """A page with the key Rotate: displayed upright, drawn sideways."""
    canvas.setPageSize((HEIGHT, WIDTH))  # reportlab swaps the sides of a page that it turns
    sideways(canvas)
    canvas.setPageRotation(90)


def continued_first(canvas: Canvas) -> None:
    """The first page of a table with a caption on each page."""
    prose(canvas, 80, 30)
    text(canvas, WIDTH / 2, 640, "表 4.6-1 測站數量", 12, "center")
    grid(canvas, LONGER.rows[:6], [100, 220, 320, 420, 500], 655)


def continued_second(canvas: Canvas) -> None:
    """The second page: the caption says that it goes on, the head is repeated."""
    text(canvas, WIDTH / 2, 70, "續表 4.6-1 測站數量", 12, "center")
    bottom = grid(canvas, [LONGER.rows[0], *LONGER.rows[6:]], [100, 220, 320, 420, 500], 85)
    prose(canvas, bottom + 40, 20)


def caption_at_foot(canvas: Canvas) -> None:
    """A caption that the page break parts from its table."""
    prose(canvas, 80, 40)
    text(canvas, WIDTH / 2, 775, "表 4.7-1 測站數量", 12, "center")


def table_at_head(canvas: Canvas) -> None:
    """The table whose caption stands on the page before."""
    bottom = grid(canvas, PLAIN.rows, [100, 220, 320, 420, 500], 70)
    prose(canvas, bottom + 40, 30)


def uncaptioned(canvas: Canvas) -> None:
    """A ruled table without a caption."""
    prose(canvas, 80, 8)
    bottom = grid(canvas, PLAIN.rows, [100, 220, 320, 420, 500], 240)
    prose(canvas, bottom + 40, 20)


# ---------------------------------------------------------------- look-alikes


def text_box(canvas: Canvas) -> None:
    """A bordered box with prose, and one with a title bar."""
    prose(canvas, 80, 6)
    canvas.rect(60, HEIGHT - 320, 475, 110)
    prose(canvas, 232, 5, 75, 42)
    canvas.rect(60, HEIGHT - 480, 475, 130)
    hline(canvas, 374)
    text(canvas, 75, 367, "專欄：社區行動")
    prose(canvas, 394, 5, 75, 42)
    prose(canvas, 520, 10)


def diagram(canvas: Canvas) -> None:
    """Boxes joined by lines, over a figure's caption."""
    prose(canvas, 80, 6)
    for x in (80, 250, 420):
        for y in (220, 300):
            canvas.rect(x, HEIGHT - y - 40, 100, 40)
            text(canvas, x + 50, y + 24, "工作小組", 10, "center")
        vline(canvas, x + 50, 260, 300)
    hline(canvas, 200, 130, 470)
    for x in (130, 300, 470):
        vline(canvas, x, 200, 220)
    text(canvas, WIDTH / 2, 365, "圖 5.2-1 推動架構", 11, "center")
    prose(canvas, 400, 12)


def framed_figure(canvas: Canvas) -> None:
    """A frame of four cells with labels, over a figure's caption: a diagram, no table."""
    prose(canvas, 80, 6)
    grid(canvas, [["規劃", "執行"], ["改善", "檢核"]], [150, 300, 450], 220, 50)
    text(canvas, WIDTH / 2, 345, "圖 5.3-1 管理循環", 11, "center")
    prose(canvas, 380, 12)


def chart(canvas: Canvas) -> None:
    """A bar chart with grid lines and scales, over a figure's caption."""
    prose(canvas, 80, 6)
    for i in range(6):
        y = 220 + 30 * i
        hline(canvas, y, 110, 500)
        text(canvas, 100, y + 4, str(500 - 100 * i), 8, "right")
    for i, year in enumerate(range(2016, 2023)):
        x = 130 + 54 * i
        canvas.rect(x, HEIGHT - 370, 20, 20 + 15 * (i * 3 % 7), fill=1)
        text(canvas, x + 10, 384, str(year), 8, "center")
    text(canvas, WIDTH / 2, 405, "圖 5.4-1 歷年排放量", 11, "center")
    prose(canvas, 440, 12)


def two_columns(canvas: Canvas) -> None:
    """Running text in two columns between rules at head and foot."""
    hline(canvas, 60)
    text(canvas, 60, 52, "國家報告摘要", 9)
    prose(canvas, 90, 38, 60, 21)
    prose(canvas, 90, 38, 310, 21)
    hline(canvas, 780)
    text(canvas, WIDTH / 2, 795, "12", 9, "center")


def contents_page(canvas: Canvas) -> None:
    """Contents and a list of tables with leaders."""
    text(canvas, WIDTH / 2, 80, "目錄", 16, "center")
    for i, name in enumerate(("總論", "排放清冊", "減緩政策", "調適行動", "財務需求", "能力建構")):
        text(canvas, 60, 120 + 22 * i, f"第{'一二三四五六'[i]}章 {name}" + "." * 70, 11)
        text(canvas, 535, 120 + 22 * i, str(3 + 14 * i), 11, "right")
    text(canvas, WIDTH / 2, 300, "表目錄", 14, "center")
    for i in range(8):
        text(canvas, 60, 330 + 20 * i, f"表 2.{i + 1} 各類別統計" + "." * 60, 10.5)
        text(canvas, 535, 330 + 20 * i, str(5 + 6 * i), 10.5, "right")


def pages() -> Iterator[Page]:
    """All pages drawn by hand: name, kind, typesetter, PDF, and what tables it holds."""

    def page(
        name: str, kind: str, draw: tuple[Callable[[Canvas], None], ...], *tables: tuple[Content, str | None]
    ) -> Page:
        return name, kind, "reportlab", canvas_pdf(*draw), list(tables)

    yield page("61-budget", "upright rules", (budget,), (BUDGET, "4.1-1"))
    yield page("62-facing", "facing pages", (facing_left, facing_right), (FACING, "4.2-1"))
    yield page("63-twice", "printed twice", (printed_twice,), (PLAIN, "4.3-1"))
    yield page("64-sideways", "rotated", (sideways,), (PLAIN, "4.4-1"))
    yield page("65-turned", "rotated", (turned,), (PLAIN, "4.4-1"))
    yield page("66-continued", "over pages", (continued_first, continued_second), (LONGER, "4.6-1"))
    yield page("67-caption-before", "over pages", (caption_at_foot, table_at_head), (PLAIN, "4.7-1"))
    yield page("68-uncaptioned", "no caption", (uncaptioned,), (PLAIN, None))
    yield page("71-text-box", "look-alike", (text_box,))
    yield page("72-diagram", "look-alike", (diagram,))
    yield page("73-frame", "look-alike", (framed_figure,))
    yield page("74-chart", "look-alike", (chart,))
    yield page("75-two-columns", "look-alike", (two_columns,))
    yield page("76-contents", "look-alike", (contents_page,))
