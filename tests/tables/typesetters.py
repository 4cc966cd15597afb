"""One table on a page between paragraphs, set by WeasyPrint, Typst, ReportLab or fpdf2 in one of several styles."""

from __future__ import annotations

import html
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from contents import Cell, Content

FONT = "Collection"
FONTS = Path(tempfile.gettempdir()) / "natcom-collection-fonts"
TRUETYPE = str(FONTS / "regular.ttf")
BOLD = str(FONTS / "bold.ttf")
PROSE = (
    "本節說明調查方法與資料範圍。各機關依權責填報，經彙整、查核後納入統計，若有修正將於次期一併更新。"
    "計算採用一致的係數與口徑，以利前後期比較，並依不確定性分析結果標示品質等級。"
)


@dataclass(frozen=True)
class Sheet:
    """A table to be set: its content, number, and how the page around it looks."""

    content: Content
    number: str | None
    style: str
    below: bool = False
    landscape: bool = False
    columns: int = 1
    beside: bool = False
    continued: bool = False


def spans(cell: Cell) -> tuple[str, int, int]:
    """Text, rowspan and colspan of a cell."""
    return cell if isinstance(cell, tuple) else (cell, 1, 1)


def caption_of(sheet: Sheet) -> str:
    """The caption as printed."""
    return f"表 {sheet.number} {sheet.content.caption}" if sheet.number else ""


# ---------------------------------------------------------------- WeasyPrint

STYLES = {
    "grid": "td,th{border:0.6pt solid #222}",
    "booktabs": (
        "table{border-top:1.2pt solid black;border-bottom:1.2pt solid black}"
        " tr.last th{border-bottom:0.6pt solid black}"
    ),
    "lines": "td,th{border-bottom:0.5pt solid #666} table{border-top:0.5pt solid #666}",
    "stripes": "tbody tr:nth-child(odd) td{background:#e6eef5} th{background:#1f4e79;color:white}",
    "plain": "",
    "uprights": (
        "td,th{border-left:0.5pt solid black;border-right:0.5pt solid black}"
        " table{border-bottom:0.5pt solid black;border-top:0.5pt solid black}"
        " tr.last th{border-bottom:0.5pt solid black}"
    ),
}
STYLES |= {
    "left": STYLES["booktabs"] + "th,td.n{text-align:left}",
    "spanners": STYLES["booktabs"] + "tr:not(.last) th.wide{border-bottom:0.5pt solid black}",
    "groups": STYLES["booktabs"] + "tr.group td{font-weight:bold}",
    "bands": STYLES["booktabs"] + "tbody th{background:#dbe5d0;text-align:left;font-weight:normal}",
    "cells": "th{background:#9db8cc} td{background:#e6eef5} td,th{border:1.5pt solid white}",
    "again": STYLES["lines"] + "tr.again td{border-bottom:none}",
    "justified": STYLES["booktabs"] + "td{text-align:justify;vertical-align:top}",
}


def weasyprint_pdf(sheet: Sheet) -> bytes:
    """The page as WeasyPrint sets it."""
    import weasyprint

    content = sheet.content
    rows = [_html_row(row, i, content) for i, row in enumerate(content.rows)]
    head, body = "".join(rows[: content.header_rows]), "".join(rows[content.header_rows :])
    widths = "".join(f'<col style="width:{w}%">' for w in content.widths)
    caption = f'<p class="cap">{html.escape(caption_of(sheet))}</p>' if sheet.number else ""
    unit = f'<p class="unit">單位：{content.unit}</p>' if content.unit else ""
    table = f"<table><colgroup>{widths}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"
    notes = "".join(f'<p class="note">註：{html.escape(n)}</p>' for n in content.notes)
    source = f'<p class="note">資料來源：{content.source}</p>' if content.source else ""
    whole = (unit + table + caption if sheet.below else caption + unit + table) + notes + source
    before, after = f"<p>{PROSE}</p>", f"<p>{PROSE}{PROSE}</p>"
    if sheet.beside:
        page = f'<div style="float:right;width:58%;margin-left:14pt">{whole}</div><p>{PROSE * 4}</p>'
    elif sheet.columns > 1:
        page = f'<div style="column-count:2;column-gap:24pt"><p>{PROSE * 4}</p>{whole}<p>{PROSE * 8}</p></div>'
    else:
        page = before + whole + after
    size = "A4 landscape" if sheet.landscape else "A4"
    css = (
        f"@font-face{{font-family:Collection;src:url('file://{TRUETYPE}')}} @font-face{{font-family:Collection;font-weight:bold;src:url('file://{BOLD}')}}"
        f"@page{{size:{size};margin:60pt 56pt}} body{{font-family:'{FONT}';font-size:10.5pt;line-height:1.5}}"
        "p{margin:6pt 0;text-align:justify} p.cap{text-align:center;font-weight:bold} p.unit{text-align:right;margin:0}"
        "p.note{font-size:9pt;margin:2pt 0} table{border-collapse:collapse;width:100%}"
        "td,th{padding:2.5pt 4pt;vertical-align:middle;line-height:1.3}"
        "td.n{text-align:right} th{font-weight:bold;text-align:center}" + STYLES[sheet.style]
    )
    return bytes(weasyprint.HTML(string=f"<style>{css}</style>{page}").write_pdf())


def _html_row(row: list[Cell], index: int, content: Content) -> str:
    tag = "th" if index < content.header_rows or spans(row[0])[2] == n_columns(content) else "td"
    parts = []
    for col, cell in zip(positions(content)[index], row, strict=True):
        text, rowspan, colspan = spans(cell)
        kind = ' class="n"' if tag == "td" and col in content.numeric and colspan == 1 else ""
        kind = ' class="wide"' if tag == "th" and colspan > 1 else kind
        parts.append(f'<{tag} rowspan="{rowspan}" colspan="{colspan}"{kind}>{html.escape(text)}</{tag}>')
    others = [spans(cell)[0] for cell in row[1:]]
    look = "last" if index == content.header_rows - 1 else "group" if others and not any(others) else ""
    if not look and others and all(text.isdecimal() and len(text) == 4 for text in others):
        look = "again"
    return f"<tr{f' class={look}' if look else ''}>{''.join(parts)}</tr>"


def positions(content: Content) -> list[list[int]]:
    """The column that each cell of each row begins in."""
    taken: set[tuple[int, int]] = set()
    result: list[list[int]] = []
    for r, row in enumerate(content.rows):
        col, places = 0, []
        for cell in row:
            while (r, col) in taken:
                col += 1
            _, rowspan, colspan = spans(cell)
            taken |= {(r + i, col + j) for i in range(rowspan) for j in range(colspan)}
            places.append(col)
            col += colspan
        result.append(places)
    return result


def n_columns(content: Content) -> int:
    """The number of columns."""
    return max(
        c + spans(cell)[2]
        for places, row in zip(positions(content), content.rows, strict=True)
        for c, cell in zip(places, row, strict=True)
    )


# ---------------------------------------------------------------- Typst


def typst_pdf(sheet: Sheet) -> bytes:
    """The page as Typst sets it."""
    import typst

    content = sheet.content
    n, h = n_columns(content), content.header_rows
    stroke = {
        "grid": "stroke: 0.5pt,",
        "booktabs": f"stroke: (x, y) => if y == 0 {{ (top: 1pt) }} else if y == {h} {{ (top: 0.5pt) }},",
        "lines": "stroke: (x, y) => if y == 0 { (top: 0.5pt, bottom: 0.5pt) } else { (bottom: 0.5pt) },",
        "stripes": (
            f'stroke: none, fill: (x, y) => if y < {h} {{ rgb("#c9d9e8") }} else if calc.odd(y) {{ rgb("#f0f3f7") }},'
        ),
        "plain": "stroke: none,",
        "uprights": (
            f"stroke: (x, y) => (left: if x > 0 {{ 0.5pt }}, top: if y == 0 or y == {h} {{ 0.5pt }}, bottom: 0pt),"
        ),
    }[sheet.style]
    widths = ", ".join(f"{w}fr" for w in content.widths) or ", ".join(["1.6fr"] + ["1fr"] * (n - 1))
    aligns = ", ".join("right" if c in content.numeric else "left" for c in range(n))
    bottom = "table.hline(stroke: 1pt)," if sheet.style in ("booktabs", "uprights") else ""
    cells = [_typst_cell(cell) for row in content.rows for cell in row]
    n_head = sum(len(row) for row in content.rows[:h])
    table = (
        f"#table(columns: ({widths}), align: (x, y) => if y < {h} {{ center + horizon }}"
        f" else {{ ({aligns}).at(x) + horizon }}, {stroke}"
        f"table.header({', '.join(cells[:n_head])}), {', '.join(cells[n_head:])}, {bottom})\n\n"
    )
    caption = f"#align(center)[*{_typst(caption_of(sheet))}*]\n\n" if sheet.number else ""
    unit = f"#align(right)[單位：{_typst(content.unit)}]\n\n" if content.unit else ""
    tail = "".join(f"#text(size: 8.5pt)[註：{_typst(note)}]\n\n" for note in content.notes)
    tail += f"#text(size: 8.5pt)[資料來源：{_typst(content.source)}]\n\n" if content.source else ""
    whole = (unit + table + caption if sheet.below else caption + unit + table) + tail
    body = f"{PROSE}\n\n{whole}{PROSE}{PROSE}\n"
    if sheet.columns > 1:
        body = f"#columns(2, gutter: 22pt)[{PROSE * 4}\n\n{whole}{PROSE * 8}]"
    elif sheet.beside:
        body = f"#grid(columns: (1fr, 1.7fr), gutter: 16pt, [{PROSE * 3}], [{whole}])"
    flipped = "true" if sheet.landscape else "false"
    page = f'#set page(paper: "a4", margin: 60pt, flipped: {flipped})'
    font = f'#set text(font: "{FONT}", size: 10pt, lang: "zh", region: "tw")'
    source = f"{page}\n{font}\n#set par(justify: true)\n{body}"
    return bytes(typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))


def _typst(text: str | None) -> str:
    return "".join(f"\\{c}" if c in "#*_$@<>[]\\`~-=+/" else c for c in text or "")


def _typst_cell(cell: Cell) -> str:
    text, rowspan, colspan = spans(cell)
    if rowspan * colspan == 1:
        return f"[{_typst(text)}]"
    return f"table.cell(rowspan: {rowspan}, colspan: {colspan}, align: center + horizon)[{_typst(text)}]"


# ---------------------------------------------------------------- ReportLab


def reportlab_pdf(sheet: Sheet) -> bytes:
    """The page as ReportLab sets it."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plain", TRUETYPE))
    plain = ParagraphStyle("plain", fontName="Plain", fontSize=10.5, leading=17, wordWrap="CJK")
    small = ParagraphStyle("small", parent=plain, fontSize=9.5, leading=12)
    centred = ParagraphStyle("centred", parent=plain, alignment=TA_CENTER, fontSize=11)
    content = sheet.content
    n = n_columns(content)
    data: list[list[object]] = [[""] * n for _ in content.rows]
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), "Plain", 9.5),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for r, (row, places) in enumerate(zip(content.rows, positions(content), strict=True)):
        for c, cell in zip(places, row, strict=True):
            text, rowspan, colspan = spans(cell)
            data[r][c] = Paragraph(html.escape(text), small) if len(text) > 14 else text
            if rowspan * colspan > 1:
                commands.append(("SPAN", (c, r), (c + colspan - 1, r + rowspan - 1)))
                commands.append(("ALIGN", (c, r), (c, r), "CENTER"))
            elif c in content.numeric and r >= content.header_rows:
                commands.append(("ALIGN", (c, r), (c, r), "RIGHT"))
    h = content.header_rows
    commands += {
        "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        "booktabs": [
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, h - 1), (-1, h - 1), 0.5, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
        ],
        "lines": [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 0.4, colors.grey)],
        "stripes": [
            ("ROWBACKGROUNDS", (0, h), (-1, -1), [colors.white, colors.HexColor("#dde6ee")]),
            ("BACKGROUND", (0, 0), (-1, h - 1), colors.HexColor("#b5c7d8")),
        ],
        "plain": [],
        "uprights": [
            ("LINEBEFORE", (1, 0), (-1, -1), 0.5, colors.black),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black),
            ("LINEBELOW", (0, h - 1), (-1, h - 1), 0.5, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
        ],
    }[sheet.style]
    size = landscape(A4) if sheet.landscape else A4
    width = size[0] - 120
    widths = [width * w / 100 for w in content.widths] or [width * 1.6 / (n + 0.6)] + [width / (n + 0.6)] * (n - 1)
    table = Table(data, colWidths=widths, repeatRows=h, style=commands)
    head = [Paragraph(caption_of(sheet), centred)] if sheet.number else []
    unit = (
        [Paragraph(f"單位：{content.unit}", ParagraphStyle("unit", parent=small, alignment=2))] if content.unit else []
    )
    tail = [Paragraph(f"註：{note}", small) for note in content.notes]
    tail += [Paragraph(f"資料來源：{content.source}", small)] if content.source else []
    whole = [*unit, table, *head] if sheet.below else [*head, *unit, table]
    out = BytesIO()
    flow = [Paragraph(PROSE, plain), Spacer(1, 6), *whole, *tail, Spacer(1, 10), Paragraph(PROSE * 2, plain)]
    SimpleDocTemplate(
        out, pagesize=size, leftMargin=60, rightMargin=60, topMargin=60, bottomMargin=60, invariant=1
    ).build(flow)
    return out.getvalue()


# ---------------------------------------------------------------- fpdf2


def fpdf_pdf(sheet: Sheet) -> bytes:
    """The page as fpdf2 sets it; its tables know grids and horizontal lines."""
    from fpdf import FPDF
    from fpdf.enums import TableBordersLayout, TableCellFillMode
    from fpdf.fonts import FontFace

    content = sheet.content
    pdf = FPDF(orientation="L" if sheet.landscape else "P", unit="pt", format="A4")
    pdf.set_margin(60)
    pdf.add_font("Plain", fname=Path(TRUETYPE))
    pdf.add_page()
    pdf.set_font("Plain", size=10)
    pdf.multi_cell(0, 16, PROSE, new_x="LMARGIN", new_y="NEXT")
    if sheet.number and not sheet.below:
        pdf.cell(0, 20, caption_of(sheet), align="C", new_x="LMARGIN", new_y="NEXT")
    if content.unit:
        pdf.cell(0, 14, f"單位：{content.unit}", align="R", new_x="LMARGIN", new_y="NEXT")
    layout = {
        "grid": TableBordersLayout.ALL,
        "lines": TableBordersLayout.HORIZONTAL_LINES,
        "booktabs": TableBordersLayout.SINGLE_TOP_LINE,
        "plain": TableBordersLayout.NONE,
        "uprights": TableBordersLayout.INTERNAL,
    }[sheet.style]
    n = n_columns(content)
    aligns = ["RIGHT" if c in content.numeric else "LEFT" for c in range(n)]
    widths = content.widths or (16, *([10] * (n - 1)))
    with pdf.table(
        borders_layout=layout,
        text_align=aligns,
        col_widths=widths,
        line_height=15,
        headings_style=FontFace(emphasis="", fill_color=None),
        num_heading_rows=content.header_rows,
        cell_fill_mode=TableCellFillMode.NONE,
    ) as table:
        for row in content.rows:
            line = table.row()
            for cell in row:
                text, rowspan, colspan = spans(cell)
                line.cell(text, rowspan=rowspan, colspan=colspan)
    if sheet.number and sheet.below:
        pdf.cell(0, 20, caption_of(sheet), align="C", new_x="LMARGIN", new_y="NEXT")
    for note in content.notes:
        pdf.cell(0, 14, f"註：{note}", new_x="LMARGIN", new_y="NEXT")
    if content.source:
        pdf.cell(0, 14, f"資料來源：{content.source}", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(10)
    pdf.multi_cell(0, 16, PROSE * 2)
    return bytes(pdf.output())


SETTERS = {"weasyprint": weasyprint_pdf, "typst": typst_pdf, "reportlab": reportlab_pdf, "fpdf2": fpdf_pdf}
