"""A folder that changes in one step: a new one is made beside it and put in its place.

Beside `name`, `.name.PROCESS.new` is being written and `.name.PROCESS.old` has just been replaced; both carry the
number of the process at work, so that runs at once do not meet.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

ATTEMPTS = 40  # to swap while other runs swap the same folder
SECONDS_BETWEEN_ATTEMPTS = 0.05
STALE_SECONDS = 24 * 3600  # well above the time that limits.toml gives one document


def fresh_folder(target: Path, process: int | None = None) -> Path:
    """Where the process (by default this one) makes the new folder."""
    return target.with_name(f".{target.name}.{process or os.getpid()}.new")


def recover(target: Path) -> None:
    """Put the old folder back where a run was killed between the two renames, and clear what killed runs have left.

    What is younger than a day may be another run's at work and is let be.
    """
    if not target.exists() and (kept := list(_left(target, "old"))):
        _try_rename(max(kept, key=_age_rank), target)
    for left in (*_left(target, "new"), *_left(target, "old")):
        if target.exists() and time.time() - _age_rank(left) > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def clear_after(root: Path, process: int) -> None:
    """Clear away in `root` what a process that has died was at: its new folders go, an old one goes back."""
    for left in root.glob(f".*.{process}.*") if root.is_dir() else ():
        if left.suffix == ".new":
            shutil.rmtree(left, ignore_errors=True)
        elif left.suffix == ".old":
            recover(root / left.name[1:].rsplit(".", 2)[0])


def swap_in(fresh: Path, target: Path) -> None:
    """Put `fresh` where `target` is; a folder cannot be renamed over another, so the old one steps aside first.

    Raises:
        OSError: it cannot be put there; `target` is as it was.
    """
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    for attempt in range(ATTEMPTS):
        try:
            if target.exists():
                os.utime(target)  # from now on its age is that of the swap
                target.rename(old)
            fresh.rename(target)
            break
        except OSError:  # another run of the same document came between
            if attempt + 1 == ATTEMPTS or not fresh.exists():
                _try_rename(old, target)
                raise
            if target.exists():  # the other's, so that what stepped aside for us is needed no more
                shutil.rmtree(old, ignore_errors=True)
            time.sleep(SECONDS_BETWEEN_ATTEMPTS)
    shutil.rmtree(old, ignore_errors=True)


def _left(target: Path, kind: str) -> Iterator[Path]:
    """The folders of that kind that belong to the target, and to no other whose name begins as its does."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.\d+\.{kind}")
    return (path for path in target.parent.iterdir() if pattern.fullmatch(path.name))


def _age_rank(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # it has gone meanwhile
        return time.time()


def _try_rename(old: Path, target: Path) -> None:
    try:
        if old.exists() and not target.exists():
            old.rename(target)
    except OSError:  # another run was first
        return
