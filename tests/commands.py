"""The command line as a user's shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class Shell:
    """Runs `natcom` in a folder, each time as a process of its own, without a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "natcom", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "120", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The error that a run ended with, one line, `Error:` before it, a full stop behind, and nothing else."""
    message = done.stderr.strip()
    assert message.startswith("Error: "), done.stdout + done.stderr
    assert message.endswith(".")
    assert len(message.splitlines()) == 1
    assert "Traceback" not in done.stdout + done.stderr
    return message
