"""From files to an extraction: the order of the stages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from natcom.config import Config
from natcom.errors import InputError
from natcom.identity import slug
from natcom.output.manifest import SourceFile
from natcom.records import DocumentRecord, Extraction, PageRecord

Ocr = Literal["auto", "always", "never"]
Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many (0: unknown)

TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt"})
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the user asked for. `pages` are ranges (first, last) from 1 over all files; empty means every page."""

    pages: tuple[tuple[int, int], ...] = ()
    ocr: Ocr = "auto"
    jobs: int = 1
    password: str = field(default="", repr=False)
    pictures: bool = True
    debug_tables: bool = False
    max_pages: int = 0
    max_characters: int = 0

    def wants(self, page: int) -> bool:
        """Whether the page with this number is to be read."""
        return not self.pages or any(first <= page <= last for first, last in self.pages)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run gives: the records, the files read, pictures (path in the output folder, content), and times."""

    extraction: Extraction
    sources: tuple[SourceFile, ...]
    images: Iterable[tuple[str, bytes]] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)


def read_sources(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The files with their sha256 and size.

    Raises:
        InputError: one is missing, or cannot be read.
    """
    return tuple(_source(path) for path in paths)


def _source(path: Path) -> SourceFile:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
            return SourceFile(path, digest.hexdigest(), file.tell())
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def sources_digest(sources: Sequence[SourceFile]) -> str:
    """The sha256 of the one file; of several, the sha256 of their digests, one a line."""
    if len(sources) == 1:
        return sources[0].sha256
    return hashlib.sha256("".join(f"{source.sha256}\n" for source in sources).encode()).hexdigest()


def extract(sources: Sequence[Path], config: Config, options: RunOptions, progress: Progress) -> RunResult:
    """Read one report from its files, in order.

    Raises:
        InputError: a file cannot be read.
    """
    from natcom.ingest import read_pages

    files = read_sources(sources)
    pages: list[PageRecord] = []
    for path in sources:
        for page in read_pages(path, options.password):
            number = len(pages) + 1
            progress("ingest", number, 0)
            pages.append(
                PageRecord(
                    page=number,
                    page_label=page.label,
                    file=path.name,
                    file_page=page.file_page,
                    width=page.width,
                    height=page.height,
                    kind=page.kind,
                    text_layer=page.text_layer,
                )
            )
    edition = config.edition
    document = DocumentRecord(
        document_id=edition.id if edition else slug(sources[0].stem),
        party=edition.party if edition else None,
        doc_type=edition.doc_type if edition else None,
        edition=edition.edition if edition else None,
        year=edition.year if edition else None,
        language=config.language.code,
        title=edition.title if edition else None,
        publisher=edition.publisher if edition else None,
        source_url=edition.source_url if edition else None,
        licence=edition.licence if edition else None,
        sha256=sources_digest(files),
        page_count=len(pages),
    )
    return RunResult(Extraction(document=document, pages=tuple(pages)), files)
