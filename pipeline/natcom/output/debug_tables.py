"""Page pictures with what was read of the tables: the lines found, the cells, and their spans."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw

from natcom.ingest.pictures import opened, render
from natcom.model import Document, Page
from natcom.records import Cell, Table
from natcom.tables.strokes import page_strokes

STROKE, CELL, HEAD = (30, 110, 220), (210, 30, 30), (20, 140, 60)
SPAN = (255, 170, 0, 70)  # the fill of cells over several rows or columns, see-through
LABEL_PT = 5.0
DPI = 110.0


def table_pictures(
    paths: Sequence[Path], document: Document, tables: Sequence[Table], password: str = ""
) -> Iterator[tuple[str, bytes]]:
    """(`debug/tables/page-0014.png`, PNG) of each page with a table, one at a time, from the first page on.

    Blue: lines found on the page. Red: cells, with their row and column; green: cells of the head. Orange: spans.

    Raises:
        UnreadablePdf: a file cannot be rendered.
    """
    cells: dict[int, list[tuple[Cell, bool]]] = {}
    for table in tables:
        for cell in table.cells:
            if cell.page is not None and cell.bbox is not None:
                cells.setdefault(cell.page, []).append((cell, cell.row < table.header_rows))
    pages = [document.page(number) for number in sorted(cells)]
    for file, group in groupby(pages, key=lambda page: page.file):
        with opened(paths[file], password) as pdf:
            for page in group:
                picture, scale = render(pdf, page.file_page, DPI)
                drawn = _drawn(picture, scale, page, cells[page.number])
                buffer = io.BytesIO()
                drawn.save(buffer, "PNG", compress_level=4)
                yield f"debug/tables/page-{page.number:04d}.png", buffer.getvalue()


def _drawn(picture: Image.Image, scale: float, page: Page, cells: Sequence[tuple[Cell, bool]]) -> Image.Image:
    """The picture with strokes, cells and spans upon it."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for stroke in page_strokes(page):
        x0, top, x1, bottom = (v * scale for v in page.displayed(stroke.bbox))
        draw.line((x0, top, x1, bottom), fill=(*STROKE, 220), width=3)
    for cell, head in cells:
        assert cell.bbox is not None
        x0, top, x1, bottom = (v * scale for v in cell.bbox)
        box = (min(x0, x1) + 1, min(top, bottom) + 1, max(x0, x1, x0 + 3) - 1, max(top, bottom, top + 3) - 1)
        color = (*(HEAD if head else CELL), 255)
        draw.rectangle(box, outline=color, fill=SPAN if cell.rowspan * cell.colspan > 1 else None)
        draw.text((box[0] + 2, box[1] + 1), f"{cell.row},{cell.col}", fill=color, font_size=LABEL_PT * scale)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
