"""natcom as a library: what the command line does, with the records in hand."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike, fspath

from natcom.errors import ConfigError
from natcom.job import Job, Ocr, run_job
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
    return Extraction.model_validate_json(answer.payload)
