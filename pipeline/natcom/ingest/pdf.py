"""Opens PDFs, and is the only module that does. PLAYA reads the pages: see the benchmark in `benchmarks/`."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from playa.content import ImageObject, PathObject, TextObject
from playa.document import Document as PdfDocument
from playa.exceptions import PDFEncryptionError, PDFPasswordIncorrect
from playa.pdftypes import resolve1

from natcom.errors import EncryptedPdf, InputError, UnreadablePdf
from natcom.ingest.bullets import drawn_bullets
from natcom.ingest.content import ASCENT, DESCENT, PageContent
from natcom.ingest.page_limits import SECONDS, PageUnreadable, TimeUp, page_limits
from natcom.ingest.page_list import set_pages
from natcom.ingest.paths import PathSorter
from natcom.ingest.tags import block_tags, table_cells
from natcom.ingest.visibility import SCANNED_SHARE, UNSEEN_MODES, share_covered, white_on_white
from natcom.model import BBox, Bookmark, CellTag, Glyph, PageFault, Picture, Ruling, Shade

BOLD_NAME = re.compile(  # TeX's fonts say BX for bold extended, Nimbus Medi; DemiLight is a light weight
    r"bold|black|heavy|demi(?!light)|[-_]W[6-9]\b|[-_](?:bd|[EDSU]?B)$|(?:^|\+)[A-Z]{2,4}BX\d|^nimbus.*-medi",
    re.IGNORECASE,
)
FORCE_BOLD = 1 << 18  # font descriptor flag 19 (ISO 32000-1, table 123)
FILL_AND_STROKE = 2  # text rendering mode used for fake bold (ISO 32000-1, table 106)
SIDEWAYS_SHARE = 0.6  # a page with more of its glyphs turned one way is read turned
SLOPE = 0.1  # 6 degrees: a scanned or slanted line leans less, a diagonal stamp more
GREY = 0x808080  # for patterns, whose colour is not one
MAX_PICTURE_SHARE = 0.98  # a picture that covers more of the page is its ground
EVIDENCE_SECONDS = 5.0  # of processor time for bookmarks, page labels, tags; a budget's 10,000 tags take one
MAX_BOOKMARKS = 20_000  # a law of 2,000 articles has some 2,500; an outline that loops has no end
MAX_GLYPHS_PER_PAGE = 200_000  # a dense page of print holds 10,000; a hostile one could hold millions

logging.getLogger("playa").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class PdfFile:
    """An open PDF: its pages are parsed when asked for, one at a time."""

    document: Any
    path: Path
    page_count: int
    _endless: list[int] = field(default_factory=list, repr=False)  # pages whose tags never ended

    def content(self, index: int, seconds: float = SECONDS) -> PageContent:
        """What is on the page `index` (from 0), which may take `seconds` of processor time.

        Raises:
            PageUnreadable: the page cannot be parsed, or goes beyond its limits.
        """
        where = f"{self.path.name}: page {index + 1}"
        label, cells = self._labels[index] if index < len(self._labels) else None, self._cells
        page = self.document.pages[index]
        tags = self._tags(page)
        try:
            with page_limits(seconds):
                return _page_content(page, label, cells, tags)
        except PageUnreadable:
            raise
        except (TimeUp, MemoryError) as error:
            slow = isinstance(error, TimeUp)
            what = "takes too long to be read" if slow else "needs too much memory to be read"
            raise PageUnreadable(f"{where} {what}.", PageFault.TOO_SLOW if slow else PageFault.TOO_LARGE) from None
        except RecursionError:
            raise PageUnreadable(f"{where} nests too deeply to be read.", PageFault.TOO_LARGE) from None
        except Exception as error:  # whatever a hostile file provokes in the parser costs this page only
            message = f"{where} cannot be read ({type(error).__name__})."
            raise PageUnreadable(message, PageFault.DAMAGED) from error

    @cached_property
    def _labels(self) -> tuple[str | None, ...]:
        """The labels that the file gives its pages; none where it gives none, or they are broken."""

        def read() -> tuple[str | None, ...]:
            return tuple(islice(self.document.page_labels or (), self.page_count))

        return _evidence(read, ())

    def _tags(self, page: Any) -> tuple[str | None, ...]:
        """The page's structure tags; of a file whose tags never end, none of its later pages are asked for either."""
        if self._endless:
            return ()
        tags = _evidence(lambda: block_tags(page), None)
        if tags is None:
            self._endless.append(page.page_idx)
        return tags or ()

    @cached_property
    def _cells(self) -> dict[tuple[int, int], CellTag]:
        """The tagged table cells; none where the file does not vouch for its structure (ISO 32000-1, table 321)."""

        def read() -> dict[tuple[int, int], CellTag]:
            marks = resolve1(self.document.catalog.get("MarkInfo"))
            vouched = isinstance(marks, dict) and resolve1(marks.get("Marked")) is True
            return table_cells(self.document.structure) if vouched else {}

        return _evidence(read, {})

    def size(self, index: int) -> tuple[float, float] | None:
        """Width and height of the page `index` (from 0) as displayed, in points; None where its boxes are broken."""
        return _evidence(lambda: _shown(self.document.pages[index]), None)

    def restrictions(self) -> tuple[str, ...]:
        """What the owner of a locked file asks its readers not to do; they are asked, nothing keeps them from it."""
        document = self.document
        if document.encryption is None:
            return ()
        asked = {"print": document.is_printable, "modify": document.is_modifiable, "copy": document.is_extractable}
        return ("encrypted", *(f"no {what}" for what, allowed in asked.items() if not allowed))

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The file's outline, depth first; empty where there is none or it is broken. `page` counts from 1."""
        return _evidence(lambda: tuple(islice(_walk(self.document.outline or (), 1), MAX_BOOKMARKS)), ())


Evidence = TypeVar("Evidence")


def _evidence(read: Callable[[], Evidence], missing: Evidence) -> Evidence:
    """What `read` gives, or `missing` where the file is broken or the reading never ends: the report has its text."""
    try:
        with page_limits(EVIDENCE_SECONDS):
            return read()
    except (Exception, TimeUp):
        return missing


@contextmanager
def open_pdf(path: Path, password: str = "") -> Iterator[PdfFile]:
    """The PDF at `path`.

    Raises:
        InputError: there is no such file.
        EncryptedPdf: it needs a password, or this one is wrong.
        UnreadablePdf: it is not a PDF, is damaged, or has no pages.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    if path.stat().st_size == 0:
        raise UnreadablePdf(f"{path.name} is empty.")
    with path.open("rb") as file:  # opened here, since the parser leaves its file open where it fails
        if b"%PDF-" not in file.read(1024):
            raise UnreadablePdf(f"{path.name} is not a PDF.")
        file.seek(0)
        with _parsed(file, path, password) as document:
            try:
                with page_limits():
                    count = set_pages(document)
            except (Exception, TimeUp) as error:
                raise UnreadablePdf(f"{path.name} is damaged: its pages cannot be found.") from error
            if count == 0:
                raise UnreadablePdf(f"{path.name} has no pages.")
            yield PdfFile(document, path, count)


def _parsed(file: BinaryIO, path: Path, password: str) -> PdfDocument:
    try:
        return PdfDocument(file, password=password, space="screen")
    except PDFPasswordIncorrect:
        need = "it needs a password (--password-file, or NATCOM_PASSWORD)"
        hint = "the password given is wrong" if password else need
        raise EncryptedPdf(f"{path.name} is encrypted: {hint}.") from None
    except PDFEncryptionError:
        raise EncryptedPdf(f"{path.name} is encrypted in a way that cannot be read.") from None
    except Exception as error:
        raise UnreadablePdf(f"{path.name} is damaged and cannot be opened ({type(error).__name__}).") from error


def _walk(items: Any, depth: int) -> Iterator[Bookmark]:
    for item in items:
        page = None
        destination = item.destination
        if destination is not None and getattr(destination, "page_idx", None) is not None:
            page = destination.page_idx + 1
        yield Bookmark(depth, (item.title or "").strip(), page)
        if depth < 20:  # an outline may point at itself
            yield from _walk(item, depth + 1)


def _shown(page: Any) -> tuple[float, float]:
    """Width and height of the page as displayed: its crop box, turned. All its coordinates are set to that frame."""
    x0, y0, x1, y1 = page.mediabox
    a0, b0, a1, b1 = page.cropbox
    box = max(x0, a0), max(y0, b0), min(x1, a1), min(y1, b1)
    if box[0] < box[2] and box[1] < box[3]:
        page.mediabox = box
    turn = page.rotate % 360
    page.set_initial_ctm("screen", turn)
    width, height = page.mediabox[2] - page.mediabox[0], page.mediabox[3] - page.mediabox[1]
    return (height, width) if turn in (90, 270) else (width, height)


def _page_content(
    page: Any, label: str | None, cells: Mapping[tuple[int, int], CellTag], tags: tuple[str | None, ...]
) -> PageContent:
    width, height = _shown(page)
    glyphs: list[Glyph] = []
    unseen: list[Glyph] = []
    paths = PathSorter()
    images: list[BBox] = []
    styles: dict[int, tuple[str, bool, Any]] = {}
    for item in page.flatten():
        if isinstance(item, TextObject):
            into = unseen if item.gstate.render_mode in UNSEEN_MODES else glyphs
            _read_glyphs(item, into, styles, (_tag_of(item, tags), _cell_of(item, page.page_idx, cells)))
            if len(glyphs) + len(unseen) > MAX_GLYPHS_PER_PAGE:
                message = f"A page holds more than {MAX_GLYPHS_PER_PAGE:,} characters."
                raise PageUnreadable(message, PageFault.TOO_LARGE)
        elif isinstance(item, PathObject):
            _read_path(item, paths)
        elif isinstance(item, ImageObject):
            box = item.bbox
            if box is not None:
                images.append(BBox(*box))
    pictured = share_covered(images, width, height)
    layer_hidden = pictured >= SCANNED_SHARE and len(unseen) > len(glyphs)
    if layer_hidden:
        glyphs, unseen = [*unseen, *glyphs], []
    white = white_on_white(glyphs, paths.shades, [*images, *paths.drawings])
    glyphs = [glyph for i, glyph in enumerate(glyphs) if i not in white] if white else glyphs
    glyphs += drawn_bullets(glyphs, [*paths.drawings, *(shade.bbox for shade in paths.shades)])
    inside = [g for g in glyphs if -1 <= (g.x0 + g.x1) / 2 <= width + 1 and -1 <= (g.top + g.bottom) / 2 <= height + 1]
    pictures = [Picture(box, vector=False) for box in images] + list(paths.pictures())
    content = PageContent(
        width,
        height,
        tuple(inside),
        (*paths.rulings, *paths.dotted()),
        tuple(paths.shades),
        tuple(_seen(pictures, width, height)),
        0,
        label,
        pictured,
        sum(bool(glyph.text.strip()) for glyph in unseen) + len(white),
        layer_hidden,
    )
    return _turned(content)


def _seen(pictures: list[Picture], width: float, height: float) -> Iterator[Picture]:
    """The pictures' visible parts; what covers the whole page is its ground, what is outside cannot be seen."""
    for picture in pictures:
        box = BBox(
            max(0, picture.bbox.x0),
            max(0, picture.bbox.top),
            min(width, picture.bbox.x1),
            min(height, picture.bbox.bottom),
        )
        if box.width > 0 and box.height > 0 and box.width * box.height < MAX_PICTURE_SHARE * width * height:
            yield Picture(box, picture.vector)


def _tag_of(item: Any, tags: Sequence[str | None]) -> str | None:
    mcid = item.mcid if tags else None
    return tags[mcid] if mcid is not None and 0 <= mcid < len(tags) else None


def _cell_of(item: Any, page: int, cells: Mapping[tuple[int, int], CellTag]) -> CellTag | None:
    return cells.get((page, item.mcid)) if cells and item.mcid is not None else None


def _read_glyphs(
    item: Any,
    glyphs: list[Glyph],
    styles: dict[int, tuple[str, bool, Any]],
    tags: tuple[str | None, CellTag | None],
) -> None:
    state = item.gstate
    font = state.font
    if font is None:
        return
    style = styles.get(id(font))
    if style is None:  # the font object is kept beside its style, so that its id cannot be given to another one
        name = str(font.fontname).partition("+")[2] or str(font.fontname)
        style = styles[id(font)] = (name, bool(BOLD_NAME.search(name)) or bool(font.flags & FORCE_BOLD), font)
    name, bold, _ = style
    bold = bold or state.render_mode == FILL_AND_STROKE
    color = _rgb(state.ncolor)
    vertical = bool(getattr(font, "vertical", False))
    spacing = (
        max(0.0, float(state.charspace or 0)) / float(state.fontsize) if state.fontsize else 0.0
    )  # ems behind each glyph
    for glyph in item:
        text = glyph.text
        a, b, c, d, e, f = glyph.matrix
        if vertical:
            x0, top, x1, bottom = glyph.bbox
            glyphs.append(Glyph(text or "\ufffd", x0, top, x1, bottom, name, x1 - x0, color, 0, bold, *tags))
            continue
        dx, dy = glyph.displacement
        if b == 0 and c == 0 and a > 0:  # upright: nearly always
            size = abs(d)
            dx -= spacing * a  # the white that sets letters apart is no part of them
            box = BBox(e, f - ASCENT * size, e + dx, f + DESCENT * size)
            glyphs.append(Glyph(text or "\ufffd", *box, name, size, color, 0, bold, *tags))
            continue
        size = (c * c + d * d) ** 0.5
        if size == 0:
            continue
        ux, uy = c / size, d / size  # unit vector towards the glyph's top
        corners = [(e + t * dx + h * size * ux, f + t * dy + h * size * uy) for t in (0, 1) for h in (ASCENT, -DESCENT)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        rotation = _rotation(a, b)
        glyphs.append(
            Glyph(text or "\ufffd", min(xs), min(ys), max(xs), max(ys), name, size, color, rotation, bold, *tags)
        )


def _rotation(a: float, b: float) -> int:
    """Degrees clockwise of a baseline along (a, b): 0, 90, 180 or 270, or 45 for any slope (a watermark)."""
    along, across = max(abs(a), abs(b)), min(abs(a), abs(b))
    if across > SLOPE * along:
        return 45
    return (0 if a > 0 else 180) if abs(a) >= abs(b) else (90 if b > 0 else 270)


def _read_path(item: Any, paths: PathSorter) -> None:
    if not (item.stroke or item.fill):
        return
    state = item.gstate
    segments = [(s.operator, s.points) for s in item.segments]
    a, b, c, d, _, _ = item.ctm
    width = float(state.linewidth or 0) * abs(a * d - b * c) ** 0.5
    paths.add(segments, _rgb(state.scolor) if item.stroke else None, _rgb(state.ncolor) if item.fill else None, width)


def _rgb(color: Any) -> int:
    """0xRRGGBB of a PLAYA colour, by its number of components (1 grey, 3 RGB, 4 CMYK)."""
    if color.pattern is not None:
        return GREY
    values = [min(1.0, max(0.0, float(v))) for v in color.values]
    if len(values) == 1:
        red = green = blue = values[0]
    elif len(values) == 3:
        red, green, blue = values
    elif len(values) == 4:
        cyan, magenta, yellow, black = values
        red, green, blue = ((1 - v) * (1 - black) for v in (cyan, magenta, yellow))
    else:
        return GREY
    return round(red * 255) << 16 | round(green * 255) << 8 | round(blue * 255)


def _turned(content: PageContent) -> PageContent:
    """The page in the frame in which most of its text is upright."""
    counts = {r: sum(g.rotation == r for g in content.glyphs) for r in (90, 180, 270)}
    turn = max(counts, key=lambda r: counts[r])
    if counts[turn] <= SIDEWAYS_SHARE * len(content.glyphs) or not content.glyphs:
        return content
    width, height = content.width, content.height

    def box(b: BBox) -> BBox:
        if turn == 90:  # text runs down: its x is the page's y
            return BBox(b.top, width - b.x1, b.bottom, width - b.x0)
        if turn == 270:
            return BBox(height - b.bottom, b.x0, height - b.top, b.x1)
        return BBox(width - b.x1, height - b.bottom, width - b.x0, height - b.top)

    glyphs = tuple(
        Glyph(g.text, *box(g.bbox), g.font, g.size, g.color, (g.rotation - turn) % 360, g.bold, g.tag, g.cell)
        for g in content.glyphs
    )
    rulings = tuple(Ruling(*box(BBox(r.x0, r.top, r.x1, r.bottom)), r.width, r.color) for r in content.rulings)
    shades = tuple(Shade(box(s.bbox), s.color) for s in content.shades)
    pictures = tuple(Picture(box(p.bbox), p.vector) for p in content.pictures)
    size = (width, height) if turn == 180 else (height, width)
    return replace(
        content,
        width=size[0],
        height=size[1],
        glyphs=glyphs,
        rulings=rulings,
        shades=shades,
        pictures=pictures,
        turn=turn,
    )
