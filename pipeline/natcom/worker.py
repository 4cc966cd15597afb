"""The process that reads one report: it takes a job, obeys its limits, and tells how far it is."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from natcom.errors import NatcomError, UnreadablePdf
from natcom.job import Job

if TYPE_CHECKING:
    from natcom.config import Config
    from natcom.output.schemas import Schema
    from natcom.records import Extraction
    from natcom.run import RunResult

MIN_SECONDS_BETWEEN_MESSAGES = 0.05  # what an eye can follow
MEGABYTE = 1 << 20
READING = "reading pages"  # the stage that counts a report's pages


class Channel:
    """The worker's end of the line; what libraries print must not get into it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._last = ("", 0.0)
        self.stage = "start"

    def send(self, message: Mapping[str, Any], payload: bytes = b"") -> None:
        """Send a message, and the payload after it."""
        self._stream.write(json.dumps(message).encode() + b"\n" + payload)
        self._stream.flush()

    def progress(self, stage: str, done: int, total: int) -> None:
        """Say how far the stage is; most calls in quick succession are left out."""
        self.stage = stage
        now = time.monotonic()
        if stage != self._last[0] or now - self._last[1] >= MIN_SECONDS_BETWEEN_MESSAGES:
            self._last = (stage, now)
            self.send({"progress": [stage, done, total]})


def main() -> None:
    """Read a job from the standard input and answer it on the standard output."""
    line = sys.stdin.buffer.readline()
    channel = Channel(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    name = "The document"
    try:
        job = Job.from_json(json.loads(line))
        name = job.name
        channel.send(*_answer(job, channel))
    except BrokenPipeError:  # nobody waits for the answer any more
        pass
    except NatcomError as error:
        channel.send({"error": type(error).__name__, "message": str(error)})
    except MemoryError:
        channel.send({"error": "UnreadablePdf", "message": f"{name} needs more memory than limits.toml allows."})
    except Exception as error:
        traceback.print_exc()
        message = f"{name}: an unexpected {type(error).__name__} in the stage '{channel.stage}'; -v shows where."
        channel.send({"error": "NatcomError", "message": message})
    sys.stderr.flush()
    os._exit(0)  # what the process holds need not be taken apart


def _answer(job: Job, channel: Channel) -> tuple[dict[str, Any], bytes]:
    from natcom.config.limits import read_limits
    from natcom.run import RunOptions, extract

    started = datetime.now(UTC)
    config = _config(job)
    limits = read_limits(config.where)
    channel.send({"allowance": [limits.seconds, limits.seconds_per_step]})
    limit_memory(limits.memory_mb)
    options = RunOptions(
        pages=job.pages,
        ocr=job.ocr,
        jobs=job.jobs,
        password=job.password,
        pictures=job.out is not None,
        debug_tables=job.debug_tables,
        max_characters=limits.characters,
    )

    def progress(stage: str, done: int, total: int) -> None:
        if stage == READING and total > limits.pages:
            raise UnreadablePdf(f"{job.name} has more than {limits.pages:,} pages, the limit in limits.toml.")
        channel.progress(stage, done, total)

    result = extract([Path(source) for source in job.sources], config, options, progress)
    channel.progress("writing", 0, 0)
    if job.out is None:
        payload = result.extraction.model_dump_json().encode()
        return {"result": {}, "bytes": len(payload)}, payload
    return {"result": _publish(job, config, result, started), "bytes": 0}, b""


def _config(job: Job) -> Config:
    """The configuration for the job; a report of several files, or with an edition named, is not looked up by name."""
    from natcom.config import config_of_report
    from natcom.identity import slug
    from natcom.run import read_sources, sources_digest

    sources = [Path(source) for source in job.sources]
    return config_of_report(
        sources[0],
        slug(sources[0].stem),
        "" if job.edition else sources_digest(read_sources(sources)),
        Path(job.configs) if job.configs else None,
        Path(job.edition) if job.edition else None,
        job.language,
    )


def _publish(job: Job, config: Config, result: RunResult, started: datetime) -> dict[str, Any]:
    from natcom.output.manifest import RunRecord, manifest, worst_findings
    from natcom.output.schemas import load_schemas
    from natcom.output.write import write_output

    chosen = {"language": config.language.code, "ocr": job.ocr, "pages": [list(span) for span in job.pages]}
    run = RunRecord(config.digest, result.sources, started, chosen, result.seconds, result.inputs)
    schemas = load_schemas(config.directory)
    files = chain(result.images, _workbook(result.extraction, schemas))
    folder = write_output(result.extraction, Path(job.out or "."), run, schemas, files)
    return {
        "folder": str(folder),
        "manifest": manifest(result.extraction, run, schemas),
        "used": _used(config, result.extraction),
        "worst": worst_findings(result.extraction),
    }


def _used(config: Config, extraction: Extraction) -> dict[str, Any]:
    """What the run went by: language, edition, corrections and folders of the user; and what it left out, and why."""
    found = config.corrections_from
    return {
        "language": extraction.document.language,
        "detected": not config.language_given,
        "edition": str(config.edition_path) if config.edition_path else None,
        "corrections": [str(path) for path in found.files],
        "rows": len(found.rows),
        "configs": [str(folder) for folder in config.where.of_user()],
        "unused": list(found.unused),
    }


def _workbook(extraction: Extraction, schemas: Mapping[str, Schema]) -> Iterator[tuple[str, bytes]]:
    from natcom.output.workbook import workbook

    yield "workbook.xlsx", workbook(extraction, schemas, extraction.document.language)


def limit_memory(megabytes: int) -> None:
    """Bound the memory that may be written to, where the system can (Linux does, macOS and Windows do not)."""
    try:
        import resource
    except ImportError:
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * MEGABYTE
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return
