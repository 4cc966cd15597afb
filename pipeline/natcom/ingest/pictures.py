"""Pictures of pages and of parts of them, rendered by PDFium."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image

from natcom.errors import UnreadablePdf
from natcom.model import BBox

DPI = 144  # twice the page's own scale: labels of 6 pt stay readable, files stay small
MAX_PIXELS = 16_000_000  # a page of A0 at this resolution; a larger one is rendered coarser
MARGIN_PT = 2.0


class Cutting(NamedTuple):
    """A part of a page to be cut out: the file (an index), its page from 1, boxes as displayed, and a name."""

    file: int
    file_page: int
    boxes: tuple[BBox, ...]
    name: str


def cut_out(paths: Sequence[Path], cuttings: Sequence[Cutting], password: str = "") -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of each cutting, the boxes of one of them within one picture; each page is rendered once.

    Raises:
        UnreadablePdf: PDFium cannot open a file or render a page.
    """
    by_file: dict[int, list[Cutting]] = {}
    for cutting in sorted(cuttings):
        by_file.setdefault(cutting.file, []).append(cutting)
    for file, group in by_file.items():
        with opened(paths[file], password) as document:
            last = 0
            picture: Image.Image | None = None
            for cutting in group:
                if picture is None or cutting.file_page != last:
                    picture, scale = render(document, cutting.file_page)
                    last = cutting.file_page
                yield cutting.name, _png(_crop(picture, cutting.boxes, scale))


@contextmanager
def opened(path: Path, password: str = "") -> Iterator[pdfium.PdfDocument]:
    """The file as PDFium has it, closed again at the end.

    Raises:
        UnreadablePdf: PDFium cannot open it.
    """
    try:
        document = pdfium.PdfDocument(path, password=password or None)
    except (pdfium.PdfiumError, FileNotFoundError) as error:
        raise UnreadablePdf(f"{path.name} cannot be rendered ({error}).") from None
    try:
        yield document
    finally:
        document.close()


def render(document: pdfium.PdfDocument, file_page: int, dpi: float = DPI) -> tuple[Image.Image, float]:
    """The page (from 1) as displayed, and its pixels per point."""
    page = document[file_page - 1]
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return picture, scale
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"Page {file_page} cannot be rendered ({error}).") from None
    finally:
        page.close()


def _crop(picture: Image.Image, boxes: Sequence[BBox], scale: float) -> Image.Image:
    x0, top = min(b.x0 for b in boxes) - MARGIN_PT, min(b.top for b in boxes) - MARGIN_PT
    x1, bottom = max(b.x1 for b in boxes) + MARGIN_PT, max(b.bottom for b in boxes) + MARGIN_PT
    area = (
        max(0, int(x0 * scale)),
        max(0, int(top * scale)),
        min(picture.width, max(1, int(x1 * scale))),
        min(picture.height, max(1, int(bottom * scale))),
    )
    return picture.crop(area) if area[2] > area[0] and area[3] > area[1] else picture


def _png(picture: Image.Image) -> bytes:
    """PNG bytes; compression 4 is a third of the time of 6 for a tenth more bytes."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()
