"""What one page may cost: processor time and memory. A page beyond it is given up, the others are still read."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from natcom.errors import UnreadablePdf
from natcom.model import PageFault

SECONDS = 10.0  # of processor time; the slowest page of our samples and of the corpus takes 2
SECONDS_WASTED = 14.0  # by all pages of a file that were given up; after that a page has one second
LEAST_SECONDS = 1.0
MEGABYTES = 450  # beyond what the process holds when the page begins; a dense page takes 30
MEGABYTE = 1 << 20
AGAIN_SECONDS = 0.5  # the signal is sent again, since a parser may swallow what it raises


class PageUnreadable(UnreadablePdf):
    """One page cannot be read; `fault` says why."""

    def __init__(self, message: str, fault: PageFault) -> None:
        super().__init__(message)
        self.fault = fault


class TimeUp(BaseException):
    """Raised in the page that took too long; no plain Exception, so that a parser's own handlers let it pass."""


@contextmanager
def page_limits(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Bound what the block may use, where the system can (Linux and macOS; memory on Linux only).

    Raises:
        TimeUp: the block took more than `seconds` of processor time.
        MemoryError: it asked for more than `megabytes` beyond what the process held.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _time_up)
    limit = _limit_memory(megabytes)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if limit is not None:
            _set_memory(limit)


def _time_up(number: int, frame: FrameType | None) -> None:
    raise TimeUp


def _limit_memory(megabytes: int) -> int | None:
    """Lower the soft limit on data to what is held now and `megabytes` more; the limit before, None where it stays."""
    held = _data_held()
    if held is None:
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held + megabytes * MEGABYTE
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        return None
    _set_memory(wanted)
    return soft


def _set_memory(limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _data_held() -> int | None:
    """Bytes of data and stack of this process, as Linux tells; None elsewhere."""
    try:
        words = Path("/proc/self/statm").read_text("ascii").split()
    except OSError:
        return None
    import resource

    return int(words[5]) * resource.getpagesize()
