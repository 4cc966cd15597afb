"""What people made in an output folder (review pages, exports, notes) goes on when a new run replaces the folder."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SIGNATURE = "manifest.json"
OURS = frozenset({"tables", "figures", "debug"})  # folders that a run writes whole
PAGES = frozenset({".html", ".htm"})
_START = re.compile(rb"<body[^>]*>(?:\s*<header[^>]*>)?", re.IGNORECASE)  # a header is a row of the page already
_NOTICE = (
    b'<p role="alert" id="out-of-date"><strong>Out of date: the report was read again after this page was made. '
    b"Make the page again with the command that made it.</strong></p>"
)
_MARK = b'id="out-of-date"'


def keep_made(old: Path, fresh: Path) -> tuple[str, ...]:
    """Copy into `fresh` what `old` holds and a run does not write; the names of what is out of date from now on.

    A page is marked as out of date, once, where the two folders do not hold the same extraction.
    """
    if not (old / SIGNATURE).is_file():
        return ()
    written = {path.name for path in fresh.iterdir()} | OURS
    same = (old / SIGNATURE).read_bytes() == (fresh / SIGNATURE).read_bytes()
    kept = [path for path in sorted(old.iterdir()) if path.name not in written]
    for path in kept:
        _copy(path, fresh / path.name, mark=not same)
    return () if same else tuple(path.name for path in kept)


def _copy(path: Path, target: Path, *, mark: bool) -> None:
    if path.is_dir():
        shutil.copytree(path, target, symlinks=True)
        return
    shutil.copy2(path, target, follow_symlinks=False)
    if mark and path.suffix.lower() in PAGES and not path.is_symlink():
        content = path.read_bytes()
        start = _START.search(content)
        if start and _MARK not in content:
            target.write_bytes(content[: start.end()] + _NOTICE + content[start.end() :])
