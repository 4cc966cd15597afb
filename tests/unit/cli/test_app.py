"""The list of commands, and what they all have in common."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from natcom._version import __version__
from natcom.cli.app import COMMANDS, app, load_command
from natcom.errors import ConfigError

DESIGNED = ("run", "check", "compare", "load", "export", "explain", "review", "init", "schema", "score")


def test_every_command_of_the_design_is_there() -> None:
    assert tuple(command.name for command in COMMANDS) == DESIGNED


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_says_what_it_does_and_gives_examples(command: object) -> None:
    shown = CliRunner().invoke(app, [command.name, "--help"], env={"COLUMNS": "200"})  # type: ignore[attr-defined]
    assert shown.exit_code == 0
    assert f"natcom {command.name}" in shown.stdout  # type: ignore[attr-defined]
    assert "Examples:" in shown.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_is_explained(command: object) -> None:
    for parameter in load_command(command).params:  # type: ignore[arg-type]
        assert getattr(parameter, "help", ""), parameter.name


def test_help_lists_all_commands_in_the_order_of_use() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    places = [shown.index(f"│ {name} ") for name in DESIGNED]
    assert places == sorted(places)


def test_without_arguments_help_is_shown() -> None:
    assert "Usage" in CliRunner().invoke(app, []).output


def test_the_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"natcom {__version__}\n"


def test_an_unknown_command_is_a_usage_error() -> None:
    assert CliRunner().invoke(app, ["colour"]).exit_code == 2


def test_an_error_becomes_a_sentence_and_a_code() -> None:
    done = CliRunner().invoke(app, ["schema", "nope"])
    assert done.exit_code == ConfigError.exit_code == 2
    assert done.output.startswith("Error: There is no file nope")


def test_what_nobody_expected_is_told_without_a_traceback(tmp_path: object) -> None:
    code = (
        "import natcom.cli.app as a, natcom.output.schemas as s\n"
        "def broken(*_): raise KeyError('colour')\n"
        "s.load_schemas = broken\n"
        "import sys; sys.argv = ['natcom', 'schema']\n"
        "a.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "did not expect (KeyError: 'colour')" in done.stderr
    assert "Traceback" not in done.stderr


def test_listing_all_commands_imports_nothing_heavy() -> None:
    code = (
        "import sys; from natcom.cli.app import COMMANDS, load_command; [load_command(c) for c in COMMANDS]\n"
        "heavy = {'pandas', 'pydantic', 'spacy', 'playa', 'jieba', 'duckdb', 'openpyxl', 'sqlalchemy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr
