"""From files to an extraction: the order of the stages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from natcom.checks.conclude import conclude
from natcom.checks.conservation import NumberClaim, cover_numbers
from natcom.config import Config
from natcom.errors import InputError
from natcom.identity import slug
from natcom.ingest import ReadingOptions, read_report
from natcom.ingest.markdown import read_markdown, read_texts
from natcom.ingest.wishes import Ocr
from natcom.languages import language_module
from natcom.languages.detect import UNKNOWN, detect_language, passage_language
from natcom.layout import build_document
from natcom.layout.order import in_reading_order, reading_position
from natcom.model import BBox, Document, Passage
from natcom.output.manifest import SourceFile
from natcom.records import (
    Abbreviation,
    DocumentRecord,
    Extraction,
    Figure,
    Footnote,
    Located,
    PageRecord,
    Reference,
)
from natcom.stages.abbreviations import extract_abbreviations
from natcom.stages.contents import extract_contents
from natcom.stages.corrections import Corrected, apply_corrections
from natcom.stages.facts import extract_facts
from natcom.stages.figures import extract_figures
from natcom.stages.footnotes import extract_footnotes
from natcom.stages.indicators import IndicatorSources, extract_indicators
from natcom.stages.mentions import extract_mentions
from natcom.stages.observations import build_observations
from natcom.stages.passages import document_joiner
from natcom.stages.references import extract_references, with_references
from natcom.stages.report_time import ReportTime, report_time
from natcom.stages.sections import Outline, extract_sections
from natcom.stages.tables import extract_tables
from natcom.stages.tables.from_text import extract_text_tables
from natcom.stages.tables.values import with_outlooks
from natcom.stages.topics import with_topics

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


@dataclass(frozen=True, slots=True)
class TextResult:
    """What stands before any number is read: the document, its outline, figures, references and footnotes.

    `passages` are the texts that facts are read from; `images` the figures' pictures, rendered when asked for.
    """

    document: Document
    outline: Outline
    figures: tuple[Figure, ...]
    references: tuple[Reference, ...]
    footnotes: tuple[Footnote, ...]
    abbreviations: tuple[Abbreviation, ...]
    passages: tuple[Passage, ...]
    images: Iterable[tuple[str, bytes]] = ()


def read_text(sources: Sequence[Path], config: Config, options: RunOptions, progress: Progress) -> TextResult:
    """Read the text of one report from its files, in order.

    Raises:
        InputError: a file cannot be read, or none has a text layer.
    """
    document_id = config.document_id or slug(sources[0].stem)
    document = read_document(document_id, sources, config, options, progress)
    words = config.for_language(document.language).language
    document = with_references(document, words.outline)
    joiner = document_joiner(document, words.outline)
    outline = extract_sections(document, joiner, language_module(words.module))
    outline = replace(outline, sections=with_topics(outline.sections, config.topics, words.code))
    figures, captions = extract_figures(document, outline.section_of, joiner, words.captions)
    footnotes, notes = extract_footnotes(document, outline.section_of, joiner)
    passages = (*outline.passages, *captions, *notes)
    return TextResult(
        document,
        outline,
        figures,
        extract_references(document, joiner),
        footnotes,
        _labelled(extract_abbreviations(document_id, passages, words.abbreviations), document),
        passages,
        _figure_pictures(document, sources, figures, options) if options.pictures else (),
    )


def extract(sources: Sequence[Path], config: Config, options: RunOptions, progress: Progress) -> RunResult:
    """Read one report from its files, in order: the whole flow of the design, one plain call a stage.

    Raises:
        InputError: a file cannot be read, or none has a text layer.
    """
    files = read_sources(sources)
    clock = _Clock()
    text = read_text(sources, config, options, progress)
    document, outline = text.document, text.outline
    config = config.for_language(document.language).for_document(document.id)
    clock.lap("text")
    read_tables = extract_tables if document.pages else extract_text_tables
    tables = read_tables(document, outline.section_of, config)
    clock.lap("tables")
    passages = (*text.passages, *tables.passages)
    progress("facts", 0, 0)
    time = report_time(document, config)
    facts = tuple(
        fact
        for code, group in _by_language(passages, config).items()
        for fact in extract_facts(group, outline.sections, config.for_language(code), document.id, time)
    )
    mentions = extract_mentions(passages, config, document.id)
    clock.lap("facts")
    read = Extraction(
        document=_document_record(document, config, files, time),
        pages=_page_records(document),
        sections=outline.sections,
        paragraphs=outline.paragraphs,
        figures=text.figures,
        tables=tables.tables,
        table_values=with_outlooks(tables.table_values, time.last_year if time else None),
        facts=_labelled(facts, document),
        mentions=_labelled(mentions, document),
        references=text.references,
        abbreviations=text.abbreviations,
        footnotes=text.footnotes,
        contents=extract_contents(document, config.language),
    )
    corrected = _corrected(read, passages, config)
    counted = corrected.extraction.model_copy(
        update={"coverage": cover_numbers(document, passages, corrected.extraction, config, _number_reader(config))}
    )
    clock.lap("series, corrections, coverage")
    progress("checks", 0, 0)
    extraction = _ordered(conclude(counted, config, corrected.outcomes), document)
    clock.lap("checks")
    images = chain(text.images, _table_pictures(document, sources, extraction, options))
    return RunResult(extraction, _with_restrictions(files, document), images, clock.seconds)


def _with_restrictions(files: Sequence[SourceFile], document: Document) -> tuple[SourceFile, ...]:
    if not document.restrictions:
        return tuple(files)
    return tuple(replace(file, restrictions=asked) for file, asked in zip(files, document.restrictions, strict=True))


def _corrected(read: Extraction, passages: Sequence[Passage], config: Config) -> Corrected:
    """The extraction with its corrections: series are made from corrected records, and then corrected themselves."""
    ends = config.language.outline.sentence_ends
    of_series = [row for row in config.corrections if row.file == "indicators"]
    of_records = [row for row in config.corrections if row.file != "indicators"]
    records = apply_corrections(read, of_records, passages, ends)
    series = apply_corrections(_with_series(records.extraction, config), of_series, passages, ends)
    return Corrected(series.extraction, (*records.outcomes, *series.outcomes))


def _with_series(read: Extraction, config: Config) -> Extraction:
    """The extraction with the values of its named series, and with all its numbers in one long table."""
    sources = IndicatorSources(
        read.facts, read.table_values, read.tables, read.sections, read.paragraphs, read.mentions
    )
    indicators = extract_indicators(read.document.document_id, sources, config)
    named = read.model_copy(update={"indicators": indicators})
    return named.model_copy(update={"observations": build_observations(named, config.units)})


def read_document(
    document_id: str, sources: Sequence[Path], config: Config, options: RunOptions, progress: Progress
) -> Document:
    """The report after layout; several PDFs are one document, text files are read as Markdown.

    Raises:
        InputError: as `natcom.ingest.open_pdf`; NoTextLayer where all pages are pictures.
    """
    if sources[0].suffix.lower() in TEXT_SUFFIXES:
        texts = read_texts(sources)
        detected, config = _in_its_language(texts, config)
        return replace(read_markdown(document_id, sources, config.language), detected=detected)

    def reads_well(texts: Sequence[str]) -> bool:
        return detect_language(texts, config.detection).code != UNKNOWN

    reading = ReadingOptions(
        options.ocr,
        options.jobs,
        options.password,
        options.max_characters,
        options.wants,
        reads_well,
        max((last for _, last in options.pages), default=0),
    )
    pages, bookmarks, restrictions = read_report(sources, reading, progress)
    detected, config = _in_its_language(["\n".join(line.text for line in page.lines) for page in pages], config)
    document = build_document(
        document_id, pages, config.language, bookmarks, lambda n: progress("layout", n, len(pages))
    )
    return replace(document, files=tuple(path.name for path in sources), detected=detected, restrictions=restrictions)


def _in_its_language(texts: Sequence[str], config: Config) -> tuple[str | None, Config]:
    """The language that the texts are in, and the configuration for it where it is known; as given where it was."""
    if config.language_given:
        return None, config
    found = detect_language(texts, config.detection)
    known = found.read_as is not None and config.knows(found.read_as)
    return found.code, config.for_language(found.read_as) if found.read_as and known else config


def _by_language(passages: Sequence[Passage], config: Config) -> dict[str, list[Passage]]:
    """The passages by the language they are read in: the report's, or their own where that is another known one."""
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        code = _passage_code(passage.text, config)
        groups.setdefault(code, []).append(passage)
    return groups


def _passage_code(text: str, config: Config) -> str:
    code = passage_language(text, config.language.code, config.detection)
    return code if config.knows(code) else config.language.code


LocatedT = TypeVar("LocatedT", bound=Located)


def _labelled(records: Sequence[LocatedT], document: Document) -> tuple[LocatedT, ...]:
    """The records with the page of their first box, and that page's printed label."""
    return tuple(
        record.model_copy(
            update={"page": record.boxes[0].page, "page_label": document.page(record.boxes[0].page).label}
        )
        if record.boxes
        else record
        for record in records
    )


def _ordered(extraction: Extraction, document: Document) -> Extraction:
    """All located records in reading order; sections and paragraphs stand in it as they were read."""
    position = reading_position(document)
    names = [
        name
        for name in Extraction.model_fields
        if name not in ("document", "pages", "sections", "paragraphs", "contents")
    ]
    return extraction.model_copy(update={name: in_reading_order(getattr(extraction, name), position) for name in names})


def _number_reader(config: Config) -> Callable[[str], Iterable[NumberClaim]]:
    """The reading of the numbers in a text, by the language that the text is in."""

    @cache
    def reader(code: str) -> Callable[[str], Iterable[NumberClaim]]:
        words = config.for_language(code).language
        language = language_module(words.module)
        if words.facts is None:
            return lambda text: ()
        grammar = language.grammar(words.facts, config.units)
        return lambda text: language.read_numbers(text, grammar).claims

    return lambda text: reader(_passage_code(text, config))(text)


def _document_record(
    document: Document, config: Config, files: Sequence[SourceFile], time: ReportTime | None
) -> DocumentRecord:
    about = config.edition
    return DocumentRecord(
        document_id=document.id,
        party=about.party if about else None,
        doc_type=about.doc_type if about else None,
        edition=about.edition if about else None,
        year=about.year if about else None,
        language=config.language.code,
        language_detected=document.detected,
        reporting_period=time.period if time else None,
        reporting_period_source=time.source if time else None,
        title=about.title if about else None,
        publisher=about.publisher if about else None,
        source_url=about.source_url if about else None,
        licence=about.licence if about else None,
        sha256=sources_digest(files),
        page_count=len(document.pages),
    )


def _page_records(document: Document) -> tuple[PageRecord, ...]:
    return tuple(
        PageRecord(
            page=page.number,
            page_label=page.label,
            file=document.files[page.file] if document.files else "",
            file_page=page.file_page,
            width=round(page.height if page.turn in (90, 270) else page.width, 2),
            height=round(page.width if page.turn in (90, 270) else page.height, 2),
            kind=page.kind,
            text_layer=page.text_layer,
            text_from=page.text_from,
            fault=page.fault,
            confidence=page.confidence,
            hidden_characters=page.hidden,
        )
        for page in document.pages
    )


def _figure_pictures(
    document: Document, sources: Sequence[Path], figures: Sequence[Figure], options: RunOptions
) -> Iterator[tuple[str, bytes]]:
    """The figures' pictures, rendered one by one when they are asked for."""
    from natcom.ingest.pictures import Cutting, cut_out  # PDFium and Pillow cost a fifth of a second: only where needed

    cuttings = []
    for figure in figures:
        if figure.image is not None:
            page = document.page(figure.boxes[0].page)
            boxes = tuple(BBox(*box.bbox) for box in figure.boxes if box.page == page.number)
            cuttings.append(Cutting(page.file, page.file_page, boxes, figure.image))
    yield from cut_out(sources, cuttings, options.password)


def _table_pictures(
    document: Document, sources: Sequence[Path], extraction: Extraction, options: RunOptions
) -> Iterator[tuple[str, bytes]]:
    """On demand, each page with a table and what was read of it."""
    if options.debug_tables and options.pictures:
        from natcom.output.debug_tables import table_pictures

        yield from table_pictures(sources, document, extraction.tables, options.password)


@dataclass
class _Clock:
    """Seconds by stage, for run.json."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def lap(self, name: str) -> None:
        """Give the time since the last lap to `name`."""
        now = perf_counter()
        self.seconds[name] = round(now - self.last, 3)
        self.last = now
