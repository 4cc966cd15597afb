"""A report to be read, as it is handed to the process that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from natcom.ingest.guard import Allowance, Answer, Progress, WorkerDied, run_guarded
from natcom.ingest.wishes import Ocr
from natcom.output.swap import clear_after

TO_START = Allowance(120, 120)  # until the process has read in its configuration how long it may take


@dataclass(frozen=True, slots=True)
class Job:
    """One report: its files in order, and what is to be done with them. Paths are strings, since a job travels as JSON.

    `pages` are ranges (first, last) from 1 over all files; empty means all. Without `out` nothing is written and the
    extraction comes back itself.
    """

    sources: tuple[str, ...]
    configs: str | None = None
    edition: str | None = None
    language: str | None = None
    out: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    ocr: Ocr = "auto"
    jobs: int = 1
    password: str = field(default="", repr=False)
    debug_tables: bool = False

    @property
    def name(self) -> str:
        """What messages call the report: its (first) file."""
        return Path(self.sources[0]).name

    def as_json(self) -> dict[str, Any]:
        """The job in the types of JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Job:
        """The job that `as_json` gave."""
        lists = {"sources": tuple(content["sources"]), "pages": tuple((a, b) for a, b in content["pages"])}
        return cls(**{**content, **lists})


def run_job(job: Job, progress: Progress, *, verbose: bool = False) -> Answer:
    """Read the report in a process of its own.

    The answer's result is `{"folder", "manifest"}` where the job names an output, else its payload is the extraction
    as JSON. `verbose` lets the process write to the standard error.

    Raises:
        NatcomError: the configuration, the input or the output is at fault, or the report went beyond its limits.
    """
    try:
        return run_guarded("natcom.worker", job.as_json(), job.name, TO_START, progress, verbose=verbose)
    except WorkerDied as death:
        if job.out:
            clear_after(Path(job.out), death.process)
        raise
