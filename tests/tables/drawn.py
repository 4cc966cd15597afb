"""A table drawn line by line with ReportLab's canvas, on fonts that need no file: every choice of its look is ours."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from contents import Content
from fonts import make_boxes
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typesetters import positions, spans

WIDTH, HEIGHT = A4
MARGIN = 60.0
HAN = "Boxes"
FONTS = {("en", False): "Helvetica", ("en", True): "Times-Roman", ("zh-Hant", False): HAN}
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}
NEVER_FIRST = "，。；、）」%)"
MOST_SHARE = 0.42  # of the width that a column takes unless the table is widened


@dataclass(frozen=True)
class Look:
    """How a table is set: sizes in points, padding across and down, what is drawn, where text is set in its cell."""

    style: str
    language: str = "en"
    size: float = 9.0
    leading: float = 1.2
    padding: tuple[float, float] = (4.0, 2.5)
    serif: bool = False
    bold_head: bool = True
    head_align: str = "center"
    numbers: str = "right"
    upright: str = "middle"
    full_width: bool = True
    repeat_head: bool = True
    below: bool = False
    fold: bool = False
    prose: str = ""


class Mark(NamedTuple):
    """A line of text of a cell where it was drawn: its left end, the middle of its height, its cell's rows."""

    x0: float
    y: float
    row: int
    rowspan: int


@dataclass(frozen=True)
class _Placed:
    """A cell with its place in the grid, its lines of text and their font."""

    row: int
    col: int
    rowspan: int
    colspan: int
    lines: tuple[str, ...]
    font: str
    align: str


def _register_boxes() -> None:
    """Makes the font of boxes with every character of the files beside this one known to ReportLab."""
    here = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        path = make_boxes(Path(folder) / "boxes.ttf", "".join(p.read_text("utf-8") for p in sorted(here.glob("*.py"))))
        pdfmetrics.registerFont(TTFont(HAN, str(path)))


def drawn_pdf(content: Content, number: str, look: Look) -> bytes:
    """The PDF of the table between paragraphs, over as many pages as it needs."""
    return _Setter(content, number, look).pdf()


def drawn_marks(content: Content, number: str, look: Look) -> tuple[bytes, list[Mark]]:
    """The PDF, and where each line of each cell stands in it."""
    setter = _Setter(content, number, look)
    return setter.pdf(), setter.marks


class _Setter:
    """Sets one table; `y` is how far down the current page is filled."""

    def __init__(self, content: Content, number: str, look: Look) -> None:
        self.content, self.number, self.look = content, number, look
        self.font = FONTS.get((look.language, look.serif), HAN)
        if self.font == HAN and HAN not in pdfmetrics.getRegisteredFontNames():
            _register_boxes()
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)
        self.y = MARGIN
        self.marks: list[Mark] = []

    def pdf(self) -> bytes:
        english = self.look.language == "en"
        word, source = ("Table", "Source: ") if english else ("表", "資料來源：")
        unit = ("Unit: " if english else "單位：") + (self.content.unit or "")
        caption = f"{word} {self.number} {self.content.caption}"
        self._paragraph(self.look.prose * 2)
        if not self.look.below:
            self._line(caption, 11, "center")
        if self.content.unit:
            self._line(unit, 9, "right")
        n = 1 + max(c + spans(cell)[2] - 1 for places, row in self._rows() for c, cell in zip(places, row, strict=True))
        if self.look.fold:
            half = (n + 1) // 2
            top = self.y
            self._table(0, half)
            end = self.y
            self.canvas.showPage()
            self.y = top
            self._table(half, n)
            self.y = end
        else:
            self._table(0, n)
        if self.look.below:
            self.y += 4
            self._line(caption, 11, "center")
        if self.content.source:
            self._line(source + self.content.source, 9, "left")
        self.y += 10
        if self.y < HEIGHT - 160:
            self._paragraph(self.look.prose * 2)
        self.canvas.save()
        return self.out.getvalue()

    def _rows(self) -> list[tuple[list[int], list[object]]]:
        return list(zip(positions(self.content), self.content.rows, strict=True))  # type: ignore[arg-type]

    def _bold(self) -> str:
        return BOLD.get(self.font, self.font)

    # ------------------------------------------------------------ text around

    def _line(self, text: str, size: float, align: str) -> None:
        width = pdfmetrics.stringWidth(text, self.font, size)
        x = {"left": MARGIN, "center": (WIDTH - width) / 2, "right": WIDTH - MARGIN - width}[align]
        self.y += 1.5 * size
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, HEIGHT - self.y, text)
        self.y += 0.4 * size

    def _paragraph(self, text: str, size: float = 10.5) -> None:
        for line in wrapped(text, WIDTH - 2 * MARGIN, self.font, size):
            self.y += 1.45 * size
            self.canvas.setFont(self.font, size)
            self.canvas.drawString(MARGIN, HEIGHT - self.y, line)
        self.y += size

    # ------------------------------------------------------------ the table

    def _table(self, first: int, last: int) -> None:
        """Draws the columns [first, last)."""
        look, head = self.look, self.content.header_rows
        cells = self._cells(first, last)
        widths = self._widths(cells, last - first)
        cells = [self._wrapped(cell, widths) for cell in cells]
        n_rows = len(self.content.rows)
        heights = self._heights(cells, n_rows)
        xs = [MARGIN + (WIDTH - 2 * MARGIN - sum(widths)) / 2]
        for width in widths:
            xs.append(xs[-1] + width)
        self.y += 4
        page_rows: list[int] = []
        y = self.y
        blocks = _unbroken(cells, n_rows, head)
        for block in blocks:
            tall = sum(heights[r] for r in block)
            if y + tall > HEIGHT - MARGIN and page_rows:
                self._draw(cells, page_rows, heights, xs)
                self.canvas.showPage()
                self.y = y = MARGIN
                page_rows = list(range(head)) if look.repeat_head else []
                y += sum(heights[r] for r in page_rows)
            page_rows += block
            y += tall
        self._draw(cells, page_rows, heights, xs)

    def _cells(self, first: int, last: int) -> list[_Placed]:
        result = []
        head = self.content.header_rows
        for r, (places, row) in enumerate(self._rows()):
            for c, cell in zip(places, row, strict=True):
                text, rowspan, colspan = spans(cell)  # type: ignore[arg-type]
                if not first <= c < last:
                    continue
                numeric = c in self.content.numeric and colspan == 1
                align = self.look.numbers if numeric else "left"
                if r < head:
                    align = "center" if self.look.head_align == "center" or colspan > 1 else align
                bold = (r < head and self.look.bold_head) or (self.look.style == "groups" and len(row) == 1)
                font = self._bold() if bold else self.font
                result.append(_Placed(r, c - first, rowspan, colspan, (text,), font, align))
        return result

    def _widths(self, cells: Sequence[_Placed], n: int) -> list[float]:
        size, (pad, _) = self.look.size, self.look.padding
        room = WIDTH - 2 * MARGIN
        widths = [18.0 + 2 * pad] * n
        least = [12.0 + 2 * pad] * n
        for cell in cells:
            if cell.colspan == 1:
                natural = pdfmetrics.stringWidth(max(cell.lines[0].split("\n"), key=len), cell.font, size) + 2 * pad + 1
                words = cell.lines[0].split() if self.look.language == "en" else [cell.lines[0][:3]]
                longest = max((pdfmetrics.stringWidth(w, cell.font, size) for w in words), default=0) + 2 * pad + 1
                numeric = cell.col in self.content.numeric and cell.row >= self.content.header_rows
                least[cell.col] = max(least[cell.col], natural if numeric else longest)
                widths[cell.col] = max(widths[cell.col], min(natural, MOST_SHARE * room))
        widths = [max(w, low) for w, low in zip(widths, least, strict=True)]
        if sum(widths) > room:
            spare = [w - low for w, low in zip(widths, least, strict=True)]
            cut = min(1.0, (sum(widths) - room) / sum(spare)) if sum(spare) else 0.0
            widths = [w - cut * s for w, s in zip(widths, spare, strict=True)]
        elif self.look.full_width:
            widths = [w * room / sum(widths) for w in widths]
        return widths

    def _wrapped(self, cell: _Placed, widths: Sequence[float]) -> _Placed:
        room = sum(widths[cell.col : cell.col + cell.colspan]) - 2 * self.look.padding[0]
        return replace(cell, lines=tuple(wrapped(cell.lines[0], room, cell.font, self.look.size)))

    def _heights(self, cells: Sequence[_Placed], n_rows: int) -> list[float]:
        leading, (_, pad) = self.look.size * self.look.leading, self.look.padding
        heights = [leading + 2 * pad] * n_rows
        for cell in sorted(cells, key=lambda c: c.rowspan):
            need = len(cell.lines) * leading + 2 * pad
            missing = need - sum(heights[cell.row : cell.row + cell.rowspan])
            if missing > 0:
                heights[cell.row + cell.rowspan - 1] += missing
        return heights

    def _draw(
        self, cells: Sequence[_Placed], rows: Sequence[int], heights: Sequence[float], xs: Sequence[float]
    ) -> None:
        """Draws the rows from `y` on and moves it below them."""
        tops: dict[int, float] = {}
        y = self.y
        for row in rows:
            tops[row] = y
            y += heights[row]
        shown = [cell for cell in cells if cell.row in tops]
        self._rules(shown, rows, {**tops, -1: y}, heights, xs)
        leading, (padx, pady) = self.look.size * self.look.leading, self.look.padding
        for cell in shown:
            low = tops[cell.row]
            tall = sum(heights[cell.row : cell.row + cell.rowspan])
            x0, x1 = xs[cell.col] + padx, xs[cell.col + cell.colspan] - padx
            spare = tall - len(cell.lines) * leading
            top = low + {"top": pady, "middle": spare / 2, "bottom": spare - pady}[self.look.upright]
            self.canvas.setFont(cell.font, self.look.size)
            for i, text in enumerate(cell.lines):
                width = pdfmetrics.stringWidth(text, cell.font, self.look.size)
                x = {"left": x0, "right": x1 - width, "center": (x0 + x1 - width) / 2}[cell.align]
                base = top + i * leading + 0.8 * self.look.size
                self.canvas.drawString(x, HEIGHT - base, text)
                self.marks.append(Mark(x, base - 0.3 * self.look.size, cell.row, cell.rowspan))
        self.y = y

    def _rules(
        self,
        cells: Sequence[_Placed],
        rows: Sequence[int],
        tops: dict[int, float],
        heights: Sequence[float],
        xs: Sequence[float],
    ) -> None:
        style, head = self.look.style, self.content.header_rows
        left, right, bottom = xs[0], xs[-1], tops[-1]
        canvas = self.canvas

        def across(y: float, x0: float = left, x1: float = right, thick: float = 0.5) -> None:
            canvas.setLineWidth(thick)
            canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

        if style in ("booktabs", "spanners", "groups", "uprights", "lines"):
            across(tops[rows[0]], thick=1.0)
            across(bottom, thick=1.0)
            if head - 1 in tops:
                across(tops[head - 1] + heights[head - 1])
        if style == "stripes":
            for row in rows:
                if row < head or (row - head) % 2 == 0:
                    canvas.setFillGray(0.8 if row < head else 0.92)
                    canvas.rect(left, HEIGHT - tops[row] - heights[row], right - left, heights[row], 0, 1)
            canvas.setFillGray(0)
        for cell in cells:
            y0, y1 = tops[cell.row], tops[cell.row] + sum(heights[cell.row : cell.row + cell.rowspan])
            x0, x1 = xs[cell.col], xs[cell.col + cell.colspan]
            if style == "grid":
                canvas.setLineWidth(0.5)
                canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, 1, 0)
            elif style == "lines":
                across(y1, x0, x1, 0.4)
            elif style == "uprights" and cell.col > 0:
                canvas.line(x0, HEIGHT - y0, x0, HEIGHT - y1)
            elif style == "spanners" and cell.row < head - 1 and cell.colspan > 1:
                across(y1, x0 + 2, x1 - 2, 0.4)


def _unbroken(cells: Sequence[_Placed], n_rows: int, head: int) -> list[list[int]]:
    """The rows in runs that no page break parts: the head with the first row, cells over several rows."""
    joined = {row for cell in cells for row in range(cell.row, cell.row + cell.rowspan - 1)}
    joined |= set(range(head))
    blocks: list[list[int]] = [[]]
    for row in range(n_rows):
        blocks[-1].append(row)
        if row not in joined:
            blocks.append([])
    return [block for block in blocks if block]


def wrapped(text: str, room: float, font: str, size: float) -> list[str]:
    """The text in lines no wider than the room: broken at blanks, between Han characters, and where it says so."""
    if "\n" in text:
        return [line for part in text.split("\n") for line in wrapped(part, room, font, size)]
    parts: list[str] = []
    for char in text:
        word = bool(parts) and char <= "\u2e80" and parts[-1][-1] != " " and parts[-1][-1] < "\u2e80"
        if parts and (word or char in NEVER_FIRST or char == " "):
            parts[-1] += char
        else:
            parts.append(char)
    lines = [""]
    for part in parts:
        if lines[-1] and pdfmetrics.stringWidth((lines[-1] + part).rstrip(), font, size) > room:
            lines.append(part)
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]
