"""`natcom`: its commands, and how errors reach the user: one sentence, and an exit code."""

from __future__ import annotations

import importlib
import inspect
import io
import os
import sys
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperGroup

from natcom._version import __version__
from natcom.errors import NatcomError


class Command(NamedTuple):
    """Where a command stands: its module is imported when the command, or the list of all, is asked for."""

    name: str
    module: str
    function: str


COMMANDS = (
    Command("run", "natcom.cli.run", "run_command"),
    Command("check", "natcom.cli.check", "check_command"),
    Command("compare", "natcom.cli.compare", "compare_command"),
    Command("load", "natcom.cli.load", "load_command"),
    Command("export", "natcom.cli.export", "export_command"),
    Command("explain", "natcom.cli.explain", "explain_command"),
    Command("review", "natcom.cli.review", "review_command"),
    Command("init", "natcom.cli.init", "init_command"),
    Command("schema", "natcom.cli.schema", "schema_command"),
    Command("score", "natcom.cli.score", "score_command"),
)
CONTEXT = {"help_option_names": ["-h", "--help"]}
ABOUT = "Turn national climate reports from PDF into data to be traced to its page, checked, compared and loaded."
UNEXPECTED = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells count


def load_command(command: Command) -> Any:
    """The command as Typer runs it; the examples in its docstring keep their lines."""
    function = getattr(importlib.import_module(command.module), command.function)
    text = (inspect.getdoc(function) or "").replace("Examples:\n", "\b\nExamples:\n")
    single = typer.Typer(add_completion=False, rich_markup_mode="rich")
    single.command(command.name, help=text, context_settings=CONTEXT)(function)
    loaded = typer.main.get_command(single)
    loaded.name = command.name
    return loaded


class LazyGroup(TyperGroup):
    """Imports the module of a command only when it is needed, and turns errors into one sentence and an exit code.

    Typer brings click with it or under its own name, by version, hence no types of click here.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, in the order of use."""
        return [command.name for command in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        return next((load_command(command) for command in COMMANDS if command.name == cmd_name), None)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was chosen."""
        try:
            return super().invoke(ctx)
        except NatcomError as error:
            typer.secho(f"Error: {error}", err=True, fg=typer.colors.RED)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            typer.secho("Stopped; what was written before is as it was.", err=True)
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    cls=LazyGroup,
    name="natcom",
    help=ABOUT,
    epilog="Start with: natcom run report.pdf",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich",
    context_settings=CONTEXT,
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"natcom {__version__}")
        raise typer.Exit


@app.callback()
def _natcom(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """The options of `natcom` itself; its help is `ABOUT`."""


def main() -> NoReturn:
    """Run the command line and end the process with its exit code; no traceback ever reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Chinese must not fail in a terminal set to another encoding
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        if os.environ.get("NATCOM_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        message = f"Error: natcom met something that it did not expect ({what}); NATCOM_DEBUG=1 shows where."
        typer.secho(message, err=True, fg=typer.colors.RED)
        sys.exit(UNEXPECTED)
    sys.exit(0)
