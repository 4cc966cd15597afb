"""Pictures of the pages that changed, from the PDFs that the editions were read from."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from natcom.comparison.load import EditionView
from natcom.comparison.records import Comparison, Side
from natcom.config import default_directory
from natcom.config.limits import read_limits
from natcom.errors import NatcomError
from natcom.ingest.guard import Allowance, run_guarded

DPI = 96  # what a page is read at on a screen
MOST_PAGES = 400  # of one edition: some 20 MB in the page


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as displayed: its size in points, and its picture as WebP."""

    width: float
    height: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures by document and page; `missing` says in a sentence each what could not be shown, and why."""

    pages: dict[tuple[str, int], Picture]
    missing: tuple[str, ...] = ()


def page_pictures(
    comparison: Comparison, views: Sequence[EditionView], pdfs: Sequence[Path] = (), configs: Path | None = None
) -> Pictures:
    """The pictures of all pages on which something changed; `pdfs` go before the paths that the runs noted.

    An edition whose PDF is not there, or cannot be rendered, has none, and `missing` says so.
    """
    pages: dict[tuple[str, int], Picture] = {}
    missing: list[str] = []
    wanted = _wanted(comparison)
    for at, view in enumerate(views):
        name = view.note.document_id
        numbers = sorted(wanted[name])
        if not numbers:
            continue
        try:
            pages |= _of_edition(view, numbers[:MOST_PAGES], pdfs[at] if pdfs else None, configs, missing)
        except NatcomError as error:
            missing.append(f"{name}: there are no pictures of pages. {error}")
        if len(numbers) > MOST_PAGES:
            missing.append(f"{name}: only the first {MOST_PAGES} of the {len(numbers)} pages with changes are shown.")
    silent = [view.note.document_id for view in views if not wanted[view.note.document_id] and not view.pages]
    missing += [f"{name}: its records do not say on which pages they stand." for name in silent]
    return Pictures(pages, tuple(missing))


def _wanted(comparison: Comparison) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for change in comparison.changes:
        for document, side in ((change.old_document, change.old), (change.new_document, change.new)):
            wanted[document].update(pages_of(side))
    return wanted


def pages_of(side: Side | None) -> Iterable[int]:
    """The pages that a side's boxes stand on, else the page it begins on."""
    if side is None:
        return ()
    return {box.page for box in side.boxes} or ({side.page} if side.page else set())


def _of_edition(
    view: EditionView, numbers: Sequence[int], pdf: Path | None, configs: Path | None, missing: list[str]
) -> dict[tuple[str, int], Picture]:
    places = {page.page: (page.file, page.file_page) for page in view.pages}
    by_file: dict[Path, dict[int, int]] = defaultdict(dict)
    for number in numbers:
        file, file_page = places.get(number, ("", number))
        by_file[_path_of(view, file, pdf)][file_page] = number
    found: dict[tuple[str, int], Picture] = {}
    for path, pages in by_file.items():
        _check(path, view, missing)
        for file_page, picture in _rendered(path, sorted(pages), configs).items():
            found[view.note.document_id, pages[file_page]] = picture
    return found


def _path_of(view: EditionView, file: str, pdf: Path | None) -> Path:
    """Where the file of this name is: beside or at `pdf` where one is given, else where the run found it."""
    if pdf is not None:
        return pdf.with_name(file) if len(view.files) > 1 and file else pdf
    for source in view.files:
        if source.path.name == file or not file or len(view.files) == 1:
            return source.path
    raise NatcomError("Its run.json does not say which PDF it was read from; name it with --pdf.")


def _check(path: Path, view: EditionView, missing: list[str]) -> None:
    """Note a file that is not the one that was read: its boxes may not fit.

    Raises:
        NatcomError: there is no such file.
    """
    if not path.is_file():
        raise NatcomError(f"{path} is not there any more; name the PDF with --pdf.")
    known = {source.sha256 for source in view.files if source.sha256}
    if known and hashlib.sha256(path.read_bytes()).hexdigest() not in known:
        missing.append(f"{view.note.document_id}: {path} is not the file that was read; boxes may not fit its pages.")


def _rendered(path: Path, pages: Sequence[int], configs: Path | None) -> dict[int, Picture]:
    limits = read_limits(configs or default_directory())
    request = {"path": str(path), "pages": list(pages), "dpi": DPI, "memory_mb": limits.memory_mb}
    allowance = Allowance(limits.seconds, limits.seconds_per_step)
    answer = run_guarded("natcom.page_worker", request, path.name, allowance, lambda stage, done, of: None)
    pictures: dict[int, Picture] = {}
    start = 0
    for page, width, height, size in answer.result["pages"]:
        pictures[page] = Picture(width, height, answer.payload[start : start + size])
        start += size
    return pictures
