"""Jobs at work: several at a time, with a bar for each report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from natcom.errors import NatcomError
from natcom.job import Job, run_job

SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: with the folder written and its manifest, or with an error.

    `used` is what it went by (language, edition, corrections), `worst` the worst findings by whose fault they seem.
    """

    job: Job
    seconds: float
    folder: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)
    error: NatcomError | None = None
    used: dict[str, Any] = field(default_factory=dict)
    worst: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


class _StoppedError(Exception):
    """The user stopped; raised within a job so that its process ends."""


@dataclass
class _State:
    """How far a job is, as its process last said."""

    stage: str = "starting"
    done: int = 0
    total: int = 0
    stopped: bool = False

    def progress(self, stage: str, done: int, total: int) -> None:
        if self.stopped:
            raise _StoppedError
        self.stage, self.done, self.total = stage, done, total


def run_jobs(jobs: Sequence[Job], at_once: int, *, quiet: bool, verbose: bool) -> list[Outcome]:
    """Run the jobs, `at_once` of them at a time, and say how each ended, in their order; one's error ends no other."""
    states = [_State() for _ in jobs]
    with ThreadPoolExecutor(max_workers=min(at_once, len(jobs))) as pool:
        futures = [pool.submit(_run, job, state, verbose) for job, state in zip(jobs, states, strict=True)]
        try:
            with _bars(jobs, states, quiet=quiet) as look:
                pending: set[Future[Outcome]] = set(futures)
                while pending:
                    pending = wait(pending, timeout=SECONDS_BETWEEN_LOOKS).not_done
                    look(futures)
        except KeyboardInterrupt:
            for state in states:
                state.stopped = True
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [future.result() for future in futures]


def _run(job: Job, state: _State, verbose: bool) -> Outcome:
    started = time.monotonic()
    try:
        answer = run_job(job, state.progress, verbose=verbose)
    except NatcomError as error:
        return Outcome(job, time.monotonic() - started, error=error)
    result = answer.result
    seconds = time.monotonic() - started
    return Outcome(job, seconds, result["folder"], result["manifest"], used=result["used"], worst=result["worst"])


@contextmanager
def _bars(jobs: Sequence[Job], states: Sequence[_State], *, quiet: bool) -> Iterator[Any]:
    """A function that brings the bars up to date; without a terminal to show them it does nothing."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.text import Text

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[pages]}", style="cyan"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        shown: dict[int, Any] = {}

        def look(futures: Sequence[Future[Outcome]]) -> None:
            for index, (job, state, future) in enumerate(zip(jobs, states, futures, strict=True)):
                if future.done():
                    if index in shown:
                        bars.remove_task(shown.pop(index))
                elif future.running():
                    if index not in shown:
                        shown[index] = bars.add_task("", total=None, pages="")
                    text = Text(f"{job.name}: {state.stage}").markup
                    bars.update(shown[index], description=text)
                    if state.total:  # a stage that does not count leaves the bar as it is
                        pages = f"{state.done}/{state.total}"
                        bars.update(shown[index], completed=state.done, total=state.total, pages=pages)

        yield look
