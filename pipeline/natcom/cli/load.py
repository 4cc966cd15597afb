"""`natcom load`: output folders into DuckDB, PostgreSQL or Parquet."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from natcom.errors import ConfigError

if TYPE_CHECKING:
    from natcom.databases import LoadReport
    from natcom.databases.loading import Progress

PASSWORD_VARIABLE = "NATCOM_PASSWORD"


def load_command(
    outputs: Annotated[
        list[Path],
        typer.Argument(metavar="OUTPUT...", help="Folders of natcom run or natcom compare, or a folder of such."),
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="URL", help="duckdb:///FILE, postgresql://USER@HOST/DATABASE or parquet:FOLDER."),
    ] = "duckdb:///natcom.duckdb",
    password_file: Annotated[
        Path | None, typer.Option(help="A file whose first line is the password; else NATCOM_PASSWORD, else a prompt.")
    ] = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait while another load holds the database.")] = 60,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing when all went well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came, went and changed as JSON.")] = False,
) -> None:
    """Put any number of editions into one database.

    The same folder twice changes nothing; an edition's new run replaces its old rows. A load is one transaction: if it
    fails or is cut off, the database is as it was. What it prints: rows +added -removed ~changed.

    Examples:
        natcom load output/tw-nc-2024
        natcom load output --to duckdb:///editions.duckdb
        natcom load output/tw-nc-2024 --to postgresql://analyst@db.example.org/climate
        natcom load output --to parquet:lake
    """
    from natcom.databases import load, parse_target

    target = parse_target(to, _password(password_file), wait, _ask if sys.stdin.isatty() else None)
    with _progress(quiet or as_json) as show:
        report = load(outputs, target, show)
    if as_json:
        typer.echo(json.dumps(_plain(report), ensure_ascii=False, indent=1))
    elif not quiet:
        _print(report)


@contextmanager
def _progress(silent: bool) -> Iterator[Progress]:
    """A bar that counts editions, where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if silent or not console.is_terminal:
        yield lambda *_: None
        return
    with Bar(console=console, transient=True) as bar:
        task = bar.add_task("Loading", total=None)
        yield lambda _, done, of: bar.update(task, completed=done, total=of)


def _password(file: Path | None) -> str | None:
    """The password from the file, else from the environment; None where neither gives one.

    Raises:
        ConfigError: the file cannot be read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE) or None
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"The password file {file} cannot be read.") from None
    return lines[0] if lines else ""


def _ask() -> str:
    return str(typer.prompt("Password", hide_input=True, err=True))


def _plain(report: LoadReport) -> dict[str, object]:
    return {
        "target": report.target,
        "notes": list(report.notes),
        "total": asdict(report.total),
        "tables": {name: asdict(counts) for name, counts in report.counts.items() if counts},
        "history": report.history,
    }


def _print(report: LoadReport) -> None:
    for note in report.notes:
        typer.echo(note)
    for name, counts in report.counts.items():
        if counts:
            typer.echo(f"{name}: +{counts.added:,} -{counts.removed:,} ~{counts.changed:,}")
    total = report.total
    if not total:
        typer.echo(f"{report.target} already holds just this; nothing changed.")
        return
    typer.echo(f"{report.target}: +{total.added:,} -{total.removed:,} ~{total.changed:,} rows")
    if report.history:
        typer.echo(f"{report.history:,} changes of observations were noted in observation_history.")
