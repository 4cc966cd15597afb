"""What a run did, told at its end: a table, or JSON; and the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer

from natcom.cli.progress import Outcome
from natcom.errors import ConfigError

SHOWN = ("pages", "sections", "paragraphs", "figures", "tables", "table_values", "facts", "indicators", "references")
UNCLAIMED = "unclaimed"
FOUND = 1


@dataclass(frozen=True, slots=True)
class Show:
    """How much to say."""

    quiet: bool
    as_json: bool
    verbose: bool


def exit_code(outcomes: Sequence[Outcome], failing: frozenset[str]) -> int:
    """2 or 3 where a report could not be read (a wrong configuration first), 1 where `failing` was found, else 0."""
    errors = [outcome.error for outcome in outcomes if outcome.error]
    if errors:
        return min(error.exit_code for error in errors)
    found = {name for o in outcomes for kind in ("severity", "rule") for name in o.manifest["findings"][kind]}
    return FOUND if found & failing else 0


def show(outcomes: Sequence[Outcome], how: Show) -> None:
    """Tell how each report ended; errors go to the standard error."""
    if how.as_json:
        typer.echo(json.dumps([_plain(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
        return
    said: set[str] = set()
    for outcome in outcomes:
        message = str(outcome.error or "")
        if outcome.error and not (isinstance(outcome.error, ConfigError) and message in said):
            said.add(message)
            typer.secho(f"Error: {message}", err=True, fg=typer.colors.RED)
    written = [outcome for outcome in outcomes if not outcome.error]
    if how.quiet or not written:
        return
    if len(written) == 1:
        _show_one(written[0], verbose=how.verbose)
    else:
        _show_many(written, len(outcomes))


def _plain(outcome: Outcome) -> dict[str, Any]:
    files = list(outcome.job.sources)
    if outcome.error:
        kind = type(outcome.error).__name__
        return {"files": files, "error": kind, "message": str(outcome.error), "exit_code": outcome.error.exit_code}
    manifest = outcome.manifest
    told = {name: manifest[name] for name in ("document", "status", "counts", "findings", "coverage")}
    return {"files": files, "folder": outcome.folder, "seconds": round(outcome.seconds, 2), **told}


def coverage_text(manifest: dict[str, Any]) -> str:
    """The share of printed numbers that something accounts for."""
    numbers = manifest["coverage"]["numbers"]
    if not numbers:
        return ""
    return f"{1 - manifest['coverage']['shares'].get(UNCLAIMED, 0):.1%} of {numbers:,} numbers"


def findings_text(manifest: dict[str, Any]) -> str:
    """Open findings by severity, the worst first."""
    counts = manifest["findings"]["severity"]
    return ", ".join(f"{counts[name]} {name}" for name in ("error", "warning", "info") if name in counts) or "none"


def _show_one(outcome: Outcome, *, verbose: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from natcom.cli.tables import plain_table

    manifest, folder = outcome.manifest, outcome.folder
    table = plain_table(manifest["document"], "")
    table.columns[1].justify = "right"
    for name in SHOWN:
        if manifest["counts"][name]:
            table.add_row(name.replace("_", " "), f"{manifest['counts'][name]:,}")
    table.add_row("findings", findings_text(manifest))
    if covered := coverage_text(manifest):
        table.add_row("accounted for", covered)
    console = Console()
    console.print(table)
    partial = " (partial: see findings.csv)" if manifest["status"] == "partial" else ""
    console.print(Text(f"Written to {folder} in {outcome.seconds:.1f} s{partial}."), soft_wrap=True)
    console.print(Text(f"Next: open {folder}/observations.csv, or natcom review {folder}"), soft_wrap=True)
    if verbose:
        _show_times(folder)


def _show_times(folder: str) -> None:
    from pathlib import Path

    from natcom.output.read import read_json

    for stage, seconds in read_json(Path(folder), "run")["seconds"].items():
        typer.echo(f"  {stage:<14}{seconds:8.2f} s")


def _show_many(written: Sequence[Outcome], planned: int) -> None:
    from rich.console import Console
    from rich.text import Text

    from natcom.cli.tables import plain_table

    table = plain_table("report", "pages", "sections", "tables", "facts", "findings", "accounted for")
    for outcome in written:
        counts = outcome.manifest["counts"]
        numbers = [f"{counts[name]:,}" for name in ("pages", "sections", "tables", "facts")]
        told = (findings_text(outcome.manifest), coverage_text(outcome.manifest))
        table.add_row(*map(Text, (outcome.manifest["document"], *numbers, *told)))
    console = Console()
    console.print(table)
    out = written[0].job.out
    console.print(Text(f"{len(written)} of {planned} reports written to {out}."), soft_wrap=True)
    console.print(Text(f"Next: natcom review {out}"), soft_wrap=True)
