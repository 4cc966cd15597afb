"""A report's files to pages: each from its text layer, or from its picture where that layer is missing or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from natcom.errors import ConfigError, InputError, NoTextLayer, UnreadablePdf
from natcom.ingest import ocr
from natcom.ingest.content import PageContent
from natcom.ingest.lines import page_lines
from natcom.ingest.page_limits import LEAST_SECONDS, SECONDS, SECONDS_WASTED, PageUnreadable
from natcom.ingest.pdf import PdfFile, open_pdf
from natcom.ingest.text_layer import layer_fault
from natcom.ingest.vertical import read_down
from natcom.ingest.wishes import Ocr
from natcom.model import Bookmark, Page, PageFault, TextFrom

Progress = Callable[[str, int, int], None]

READING, RECOGNISING = "reading pages", "recognising scans"  # the stages as people see them
FAULTS_OF_SCANS = frozenset({PageFault.NO_TEXT, PageFault.UNREADABLE_TEXT, PageFault.DIFFERENT_TEXT})
UNREAD_SIZE = (595.0, 842.0)  # A4, of a page whose own size cannot be read


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Which pages are wanted (numbers from 1 over all files), whether pictures are recognised, and how.

    `jobs` pages are recognised at a time. More than `max_characters` (0: any number) end the report. `reads_well` says
    of the texts of all pages whether they are in any language. `last_wanted` is the last page asked for (0: no one).
    """

    ocr: Ocr = "auto"
    jobs: int = 1
    password: str = field(default="", repr=False)
    max_characters: int = 0
    wants: Callable[[int], bool] = lambda page: True
    reads_well: Callable[[Sequence[str]], bool] = lambda texts: True
    last_wanted: int = 0


class ReportPages(NamedTuple):
    """The pages of all files in order, their bookmarks, and for each file what its owner asks of readers."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    restrictions: tuple[tuple[str, ...], ...]


def read_report(paths: Sequence[Path], options: ReadingOptions, progress: Progress) -> ReportPages:
    """All that is read from the files before layout. A page that cannot be read is empty, with its fault.

    Raises:
        ConfigError: pages are wanted that the report does not have.
        InputError: as `open_pdf`; NoTextLayer where there is no text and none could be recognised.
    """
    if options.ocr == "always" and not ocr.available():
        raise InputError(f"--ocr always needs the OCR extra: {ocr.INSTALL}")
    pages: list[Page] = []
    bookmarks: list[Bookmark] = []
    restrictions: list[tuple[str, ...]] = []
    for number, path in enumerate(paths):
        offset = len(pages)
        with open_pdf(path, options.password) as pdf:
            bookmarks += (mark._replace(page=mark.page + offset if mark.page else None) for mark in pdf.bookmarks())
            restrictions.append(pdf.restrictions())
            pages += _layer_pages(pdf, number, offset, options, progress)
        pages[offset:] = _recognised(path, pages[offset:], options, progress)
    if options.last_wanted > len(pages):
        raise ConfigError(
            f"{paths[0].name} has {len(pages)} pages, so that page {options.last_wanted} cannot be read; "
            f"give --pages within 1-{len(pages)}."
        )
    _refuse_without_text(paths, pages, options)
    return ReportPages(tuple(pages), tuple(bookmarks), tuple(restrictions))


def _layer_pages(pdf: PdfFile, file: int, offset: int, options: ReadingOptions, progress: Progress) -> Iterator[Page]:
    characters, wasted = 0, 0.0
    for index in range(pdf.page_count):
        if options.wants(offset + index + 1):
            allowed = max(LEAST_SECONDS, min(SECONDS, SECONDS_WASTED - wasted))
            page = _layer_page(pdf, index, (file, offset), options.ocr, allowed)
            wasted += allowed if page.fault is PageFault.TOO_SLOW else 0.0
            characters += sum(len(line.text) for line in page.lines)
        else:
            page = empty_page(pdf, index, file, offset)
        if options.max_characters and characters > options.max_characters:
            raise UnreadablePdf(
                f"{pdf.path.name} has more than {options.max_characters:,} characters, the limit in limits.toml."
            )
        yield page
        progress(READING, index + 1, pdf.page_count)


def _layer_page(pdf: PdfFile, index: int, where: tuple[int, int], wish: Ocr, seconds: float) -> Page:
    file, offset = where
    try:
        content = pdf.content(index, seconds)
    except PageUnreadable as error:
        return replace(empty_page(pdf, index, file, offset), fault=error.fault, text_from=TextFrom.NOTHING)
    fault = layer_fault(content)
    page = content_page(content, file, index, offset)
    if wish == "always" and fault is None and content.glyphs:
        return replace(page, fault=PageFault.DIFFERENT_TEXT)
    if fault is not None and wish != "never":
        return replace(page, fault=fault)
    return page


def content_page(content: PageContent, file: int, index: int, offset: int) -> Page:
    """The page with this content, page `index` (from 0) of file number `file`, over all files `offset + index + 1`."""
    content = read_down(content)
    lines, gutters = page_lines(content)
    return Page(
        number=offset + index + 1,
        file=file,
        file_page=index + 1,
        label=content.label,
        width=content.width,
        height=content.height,
        lines=lines,
        rulings=content.rulings,
        shades=content.shades,
        pictures=content.pictures,
        gutters=gutters,
        turn=content.turn,
        text_from=TextFrom.LAYER if content.glyphs else TextFrom.NOTHING,
        hidden=content.hidden,
        layer_hidden=content.layer_hidden,
    )


def empty_page(pdf: PdfFile, index: int, file: int = 0, offset: int = 0) -> Page:
    """The page `index` as one that is not read: its size, and nothing on it."""
    width, height = pdf.size(index) or UNREAD_SIZE
    return Page(offset + index + 1, file, index + 1, None, width, height, (), kind="unread")


def page_text(page: Page) -> str:
    """The text of the page, line by line."""
    return "\n".join(line.text for line in page.lines)


def _recognised(path: Path, pages: Sequence[Page], options: ReadingOptions, progress: Progress) -> tuple[Page, ...]:
    """The pages with those that need it read from their pictures, several at a time, in order."""
    if options.ocr == "never" or not ocr.available():
        return tuple(pages)
    from natcom.ingest.ocr.report import lying_pages, recognise_pages

    texts = [page_text(page) for page in pages if page.lines]
    doubted = [p for p in pages if p.layer_hidden] if options.reads_well(texts) else [p for p in pages if p.lines]
    lying = lying_pages(path, [page for page in doubted if page.fault is None], options.password, options.jobs)
    pages = [replace(p, fault=PageFault.DIFFERENT_TEXT) if p.number in lying else p for p in pages]
    wanted = [page for page in pages if page.fault in FAULTS_OF_SCANS]
    read = {}
    for done, page in enumerate(recognise_pages(path, wanted, options.password, options.jobs), 1):
        read[page.number] = page
        progress(RECOGNISING, done, len(wanted))
    return tuple(read.get(page.number, page) for page in pages)


def _refuse_without_text(paths: Sequence[Path], pages: Sequence[Page], options: ReadingOptions) -> None:
    if any(page.lines for page in pages):
        return
    name = paths[0].name
    asked = [page for page in pages if options.wants(page.number)]
    faults = {page.fault for page in asked}
    if faults and faults <= {PageFault.DAMAGED, PageFault.TOO_SLOW, PageFault.TOO_LARGE}:
        raise UnreadablePdf(f"{name}: none of its pages can be read ({', '.join(sorted(str(f) for f in faults))}).")
    if options.ocr == "never":
        raise NoTextLayer(f"{name} has no text layer: its pages are pictures. Leave out --ocr never to recognise them.")
    if not ocr.available():
        raise NoTextLayer(f"{name} has no text layer: its pages are pictures. To read scans: {ocr.INSTALL}")
    raise NoTextLayer(f"{name} has no text layer, and no text was found in the pictures of its pages.")
