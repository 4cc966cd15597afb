"""Whatever a worker does, its parent goes on and says in one sentence what happened."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import pytest

from natcom.errors import ConfigError, EncryptedPdf, NatcomError, UnreadablePdf
from natcom.ingest.guard import Allowance, Answer, WorkerDied, run_guarded

PATIENT = Allowance(60, 60)


def _run(do: str, allowance: Allowance = PATIENT, **request: Any) -> tuple[Answer, list[tuple[str, int, int]]]:
    seen: list[tuple[str, int, int]] = []
    answer = run_guarded("misbehaving", {"do": do, **request}, "report.pdf", allowance, lambda *step: seen.append(step))
    return answer, seen


def test_an_answer_comes_back_with_progress_before_it() -> None:
    answer, seen = _run("answer", text="氣候")
    assert answer.result == {"echo": "氣候"}
    assert answer.payload == b"12345"
    assert seen == [("ingest", 1, 3)]


def test_the_worker_is_another_process_with_the_same_path() -> None:
    answer, _ = _run("where")
    assert answer.result["pid"] == answer.process != os.getpid()
    assert answer.result["path"] == sys.path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("EncryptedPdf", EncryptedPdf),
        ("ConfigError", ConfigError),
        ("UnreadablePdf", UnreadablePdf),
        ("annotations", NatcomError),
        ("NoSuchError", NatcomError),
    ],
)
def test_an_error_of_the_worker_is_raised_again(name: str, kind: type[NatcomError]) -> None:
    with pytest.raises(NatcomError, match="as told") as raised:
        _run("raise", error=name)
    assert type(raised.value) is kind


@pytest.mark.parametrize(("do", "how"), [("abort", "crash.*'ingest'"), ("exit", "code 7"), ("nothing", "code 0")])
def test_a_crash_is_told(do: str, how: str) -> None:
    with pytest.raises(WorkerDied, match=f"report.pdf.*{how}"):
        _run(do)


def test_a_worker_that_cannot_start_is_told() -> None:
    with pytest.raises(WorkerDied, match="at the start"):
        run_guarded("no_such_module", {}, "report.pdf", PATIENT, lambda *_: None)


def test_a_worker_that_hangs_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadablePdf, match=r"no progress for 0\.5 seconds in the stage 'ingest'"):
        _run("hang", Allowance(60, 0.5))
    assert time.monotonic() - started < 10


def test_a_worker_that_never_ends_is_ended() -> None:
    with pytest.raises(UnreadablePdf, match=r"took longer than 0\.5 seconds"):
        _run("dawdle", Allowance(0.5, 60))


def test_a_worker_says_once_how_long_it_may_take() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadablePdf, match=r"no progress for 0\.5 seconds"):
        _run("promise")
    assert time.monotonic() - started < 10


def test_babble_is_no_answer() -> None:
    started = time.monotonic()
    with pytest.raises(WorkerDied, match="lost its way"):
        _run("babble", Allowance(60, 20))
    assert time.monotonic() - started < 15


def test_a_caller_that_stops_ends_the_worker() -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_guarded("misbehaving", {"do": "hang"}, "report.pdf", PATIENT, stop)
    assert time.monotonic() - started < 10
