"""natcom as a library: what the command line does, with the records in hand."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from natcom.errors import ConfigError
from natcom.ingest.wishes import Ocr
from natcom.job import Job, run_job

if TYPE_CHECKING:
    from natcom.comparison import Comparison
    from natcom.databases import LoadReport
    from natcom.records import Extraction


def extract(  # noqa: PLR0913  -- the keywords of a public call, each with a plain default
    report: str | PathLike[str] | Sequence[str | PathLike[str]],
    *,
    edition: str | PathLike[str] | None = None,
    language: str | None = None,
    configs: str | PathLike[str] | None = None,
    pages: Sequence[tuple[int, int]] = (),
    ocr: Ocr = "auto",
    password: str = "",
) -> Extraction:
    """Read a report, given as its PDF or its PDFs in order; nothing is written.

    `pages` are ranges (first, last) from 1, all of them where it is empty. The records of the extraction turn into
    frames: `extract("report.pdf").facts.to_frame()`.

    Raises:
        NatcomError: the configuration is wrong, or the report cannot be read; its text says what to do.
    """
    files = [report] if isinstance(report, str | PathLike) else list(report)
    if not files:
        raise ConfigError("There is nothing to read: give a PDF, or several.")
    job = Job(
        sources=tuple(fspath(file) for file in files),
        configs=fspath(configs) if configs else None,
        edition=fspath(edition) if edition else None,
        language=language,
        pages=tuple(pages),
        ocr=ocr,
        password=password,
    )
    answer = run_job(job, lambda stage, done, total: None)
    from natcom.records import Extraction

    return Extraction.model_validate_json(answer.payload)


def compare(
    old: str | PathLike[str] | Extraction,
    new: str | PathLike[str] | Extraction,
    *more: str | PathLike[str] | Extraction,
    tolerance: float = 0.0,
    configs: str | PathLike[str] | None = None,
) -> Comparison:
    """What changed from one edition of a report to the next, and why; of more than two, each with the one before.

    An edition is an output folder, an extraction, or a PDF, which is read first. Values that differ by no more than
    `tolerance`, a share of the larger one, count as equal.

    Raises:
        NatcomError: an edition or the configuration cannot be read; its text says what to do.
    """
    from natcom.comparison import compare as compare_read

    editions = [_edition(edition, configs) for edition in (old, new, *more)]
    return compare_read(*editions, tolerance=tolerance, configs=Path(configs) if configs else None)


def load(*outputs: str | PathLike[str], to: str = "duckdb:///natcom.duckdb", password: str | None = None) -> LoadReport:
    """Put output folders into a database (duckdb:///FILE, postgresql://…, parquet:FOLDER), in one transaction.

    Raises:
        NatcomError: a folder or the database is at fault; its text says what to do, and the database is as it was.
    """
    from natcom.databases import load as load_folders
    from natcom.databases import parse_target

    return load_folders([Path(output) for output in outputs], parse_target(to, password))


def _edition(edition: str | PathLike[str] | Extraction, configs: str | PathLike[str] | None) -> Path | Extraction:
    from natcom.records import Extraction

    if isinstance(edition, Extraction):
        return edition
    path = Path(edition)
    return extract(path, configs=configs) if path.suffix.lower() == ".pdf" else path
