"""Every natcom command that the README shows does what it says, on the samples."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from commands import Shell

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^natcom .*$", re.MULTILINE)


def shown() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return [shlex.split(line, comments=True)[1:] for block in blocks for line in COMMAND.findall(block)]


@pytest.fixture(scope="module")
def natcom(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "raw", folder / "raw", ignore=shutil.ignore_patterns("source", "sampling", "__pycache__"))
    shutil.copytree(ROOT / "configs", folder / "configs")
    return Shell(folder)


def test_the_commands_of_the_readme_run_in_their_order(natcom: Shell) -> None:
    commands = shown()
    assert {command[0] for command in commands} >= {
        "run",
        "review",
        "explain",
        "check",
        "compare",
        "load",
        "export",
        "init",
        "score",
        "schema",
    }
    for command in commands:
        done = natcom(*command)
        expected = 1 if "--fail-on" in command else 0  # the sample's own mistakes are found
        assert done.returncode == expected, f"natcom {' '.join(command)}: {done.stdout}{done.stderr}"
