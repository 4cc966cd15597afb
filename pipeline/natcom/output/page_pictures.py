"""Pictures of a report's pages for the review page: rendered in a process of its own, and small enough to send."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from natcom.config.limits import Limits
from natcom.errors import InputError
from natcom.ingest.guard import Allowance, run_guarded
from natcom.output.read import read_json
from natcom.output.trace import Row, Written

BUDGET_BYTES = 10_000_000  # of all pictures, so that the page stays under 15 MB; base64 adds a third
LADDER = ((110, 60), (100, 50), (90, 42), (80, 36), (72, 30), (60, 25))  # dots per inch, quality: the first that fits
SAMPLE = 6  # pages that are rendered to learn how large they are

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF, and its pages that are wanted: page of the file to page of the report."""

    path: Path
    pages: dict[int, int]


class _Bounds(NamedTuple):
    limits: Limits
    password: str
    progress: Progress


def find_sources(written: Written, given: Sequence[Path]) -> list[Source]:
    """The PDFs that the folder was read from: those `given`, else where `run.json` says that they were.

    Empty where the report was read from text, or a file has gone.

    Raises:
        InputError: a file given is missing, or is not the one that was read.
    """
    named = {Path(file["path"]).name: file for file in read_json(written.folder, "run")["files"]}
    by_file: dict[str, dict[int, int]] = defaultdict(dict)
    for page in written.rows("pages"):
        by_file[page["file"]][page["file_page"]] = page["page"]
    if not given:
        there = [Source(Path(named[file]["path"]), pages) for file, pages in by_file.items() if file in named]
        return [source for source in there if source.path.is_file() and _is(source.path, named[source.path.name])]
    by_hash = {file["sha256"]: name for name, file in named.items()}
    sources = []
    for path in given:
        if not path.is_file():
            raise InputError(f"There is no file {path}.")
        name = by_hash.get(_sha256(path))
        if name is None:
            raise InputError(f"{path} is not the PDF that {written.folder} was read from; its boxes would not fit.")
        sources.append(Source(path, by_file[name]))
    return sources


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is(path: Path, noted: Row) -> bool:
    return _sha256(path) == str(noted["sha256"])


def page_pictures(sources: Sequence[Source], limits: Limits, password: str, progress: Progress) -> dict[int, bytes]:
    """Page of the report to its picture as WebP, as sharp as the budget allows.

    Raises:
        UnreadablePdf: a file cannot be rendered.
    """
    total = sum(len(source.pages) for source in sources)
    dpi, quality = _fitting(sources, limits, password, total)
    pictures: dict[int, bytes] = {}
    for source in sources:
        bounds = _Bounds(limits, password, _counting_on(progress, len(pictures), total))
        for number, content in _rendered(source, sorted(source.pages), (dpi, quality), bounds):
            pictures[source.pages[number]] = content
    return pictures


def _counting_on(progress: Progress, before: int, total: int) -> Progress:
    """Progress over all files, of which `before` pages are done."""

    def counted(stage: str, done: int, _: int) -> None:
        progress(stage, before + done, total)

    return counted


def _fitting(sources: Sequence[Source], limits: Limits, password: str, total: int) -> tuple[int, int]:
    """The first step of the ladder at which a sample of pages says that all will fit; else the last."""
    if not total:
        return LADDER[0]
    source = max(sources, key=lambda source: len(source.pages))
    numbers = sorted(source.pages)
    sample = numbers[:: max(1, len(numbers) // SAMPLE)]
    for step in LADDER:
        bounds = _Bounds(limits, password, lambda *_: None)
        sizes = [len(content) for _, content in _rendered(source, sample, step, bounds)]
        if sizes and sum(sizes) / len(sizes) * total <= BUDGET_BYTES:
            return step
    return LADDER[-1]


def _rendered(
    source: Source, pages: Sequence[int], look: tuple[int, int], bounds: _Bounds
) -> Iterator[tuple[int, bytes]]:
    limits = bounds.limits
    request: dict[str, Any] = {
        "path": str(source.path),
        "pages": list(pages),
        "dpi": look[0],
        "quality": look[1],
        "password": bounds.password,
        "memory_mb": limits.memory_mb,
    }
    allowance = Allowance(limits.seconds, limits.seconds_per_step)
    answer = run_guarded("natcom.page_worker", request, source.path.name, allowance, bounds.progress)
    start = 0
    for page, _, _, size in answer.result["pages"]:
        yield page, answer.payload[start : start + size]
        start += size
