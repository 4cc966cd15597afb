"""A document is read in a process of its own, so that whatever a hostile file does ends there.

The worker is a plain child interpreter, not one of multiprocessing's: that would import the caller's main module again,
and a two-line script of a user would start itself without end. Requests and messages are JSON, never pickles, so a
reader that a file has taken over cannot make its parent run anything. A message is a line on the worker's output:
`{"progress": [stage, done, of]}`, `{"error": class, "message": text}`, or `{"result": object, "bytes": n}`, after which
n bytes of payload follow. Before it touches the document, a worker may say once how long it may take,
`{"allowance": [seconds, seconds without progress]}`, so that its parent need not read the configuration too.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any, NamedTuple

from natcom import errors
from natcom.errors import NatcomError, UnreadablePdf

START = "import sys; sys.path[:] = sys.argv[2:]; __import__(sys.argv[1], fromlist=['main']).main()"
SECONDS_TO_END = 2.0  # for a worker that has closed its output
KILL_SIGNAL = 9  # what the system sends where memory runs out

Progress = Callable[[str, int, int], None]
_Message = dict[str, Any] | None


class Allowance(NamedTuple):
    """How long a worker may take in all, and how long without a message."""

    seconds: float
    seconds_per_step: float


class Answer(NamedTuple):
    """What a worker hands back."""

    result: dict[str, Any]
    payload: bytes
    process: int


class WorkerDied(UnreadablePdf):
    """The worker ended without an answer; `process` is its number, so that what it left can be cleared away."""

    def __init__(self, message: str, process: int) -> None:
        super().__init__(message)
        self.process = process


def run_guarded(
    module: str,
    request: Mapping[str, Any],
    name: str,
    allowance: Allowance,
    progress: Progress,
    *,
    verbose: bool = False,
) -> Answer:
    """Run `module.main()` in a process of its own, hand it `request`, and wait for its answer.

    `name` is what messages call the document. `verbose` lets the worker write to the standard error.

    Raises:
        NatcomError: as the worker raised it.
        WorkerDied: it crashed, or took longer than it may.
    """
    with _start(module, verbose=verbose) as worker:
        messages: queue.SimpleQueue[tuple[_Message, bytes]] = queue.SimpleQueue()
        assert worker.stdin is not None
        assert worker.stdout is not None
        threading.Thread(target=_pump, args=(worker.stdout, messages), daemon=True).start()
        try:
            try:
                worker.stdin.write(json.dumps(request).encode() + b"\n")
                worker.stdin.flush()
            except OSError:  # it died at once; the pump reports it
                pass
            return _await(worker, messages, name, allowance, progress)
        finally:
            _kill(worker)


def _start(module: str, *, verbose: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", START, module, *sys.path]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if verbose else subprocess.DEVNULL,
        start_new_session=os.name == "posix",  # so that its own children can be ended with it
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def _pump(stream: IO[bytes], messages: queue.SimpleQueue[tuple[_Message, bytes]]) -> None:
    try:
        for line in stream:
            message = json.loads(line)
            payload = stream.read(message.get("bytes", 0)) if "result" in message else b""
            messages.put((message, payload))
    except (OSError, ValueError, AttributeError):  # the stream was closed, or what came is no message
        pass
    messages.put((None, b""))


def _await(
    worker: subprocess.Popen[bytes],
    messages: queue.SimpleQueue[tuple[_Message, bytes]],
    name: str,
    allowance: Allowance,
    progress: Progress,
) -> Answer:
    started = time.monotonic()
    stage, told = "", False
    while True:
        deadline = started + allowance.seconds
        left = min(deadline - time.monotonic(), allowance.seconds_per_step)
        try:
            message, payload = messages.get(timeout=max(left, 0.001))
        except queue.Empty:
            raise WorkerDied(_too_slow(name, stage, allowance, deadline), worker.pid) from None
        if message is None:
            raise WorkerDied(_death(name, stage, worker), worker.pid)
        if "progress" in message:
            stage, done, total = message["progress"]
            progress(stage, done, total)
        elif "allowance" in message and not told and not stage:
            allowance, told = Allowance(*message["allowance"]), True
        elif "error" in message:
            raise _error(message)
        elif "result" in message:
            return Answer(message["result"], payload, worker.pid)


def _error(message: Mapping[str, Any]) -> NatcomError:
    found = getattr(errors, str(message["error"]), NatcomError)
    kind = found if isinstance(found, type) and issubclass(found, NatcomError) else NatcomError
    return kind(str(message["message"]))


def _too_slow(name: str, stage: str, allowance: Allowance, deadline: float) -> str:
    if time.monotonic() >= deadline:
        return f"{name} took longer than {allowance.seconds:g} seconds and was given up (limits.toml sets the limit)."
    where = f" in the stage '{stage}'" if stage else ""
    return f"{name} made no progress for {allowance.seconds_per_step:g} seconds{where} and was given up (limits.toml)."


def _death(name: str, stage: str, worker: subprocess.Popen[bytes]) -> str:
    where = f" in the stage '{stage}'" if stage else " at the start"
    try:
        code = worker.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        return f"{name} could not be read: its reader lost its way{where}."
    if code == -KILL_SIGNAL:
        return f"{name} could not be read: the system ended its reader{where}, most likely for want of memory."
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return f"{name} could not be read: it made its reader crash{where} ({how})."


def _kill(worker: subprocess.Popen[bytes]) -> None:
    try:
        if os.name == "posix":
            os.killpg(worker.pid, signal.SIGKILL)
        else:
            worker.kill()
    except OSError:  # it has ended
        pass
