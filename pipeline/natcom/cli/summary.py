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
ALWAYS = ("pages", "tables", "facts")  # a newcomer asks for these even where there are none
SIDES = {"report": "in the report", "extraction": "in our reading"}  # whose fault a finding seems
MOST_CHARACTERS = 110  # of a finding that is quoted: a line of a wide terminal
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
    return {
        "files": files,
        "folder": outcome.folder,
        "seconds": round(outcome.seconds, 2),
        **told,
        "used": outcome.used,
    }


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

    manifest, folder = outcome.manifest, outcome.folder
    console = Console()
    lines = {
        "Found": found_text(manifest),
        "Looks wrong": wrong_text(manifest, outcome.worst),
        "Used": used_text(outcome.used),
        "Where to look": f"{folder}/observations.csv has all numbers, workbook.xlsx the same for Excel",
        "Next": next_text(manifest, folder),
    }
    partial = ", partial" if manifest["status"] == "partial" else ""
    console.print(Text(f"Written to {folder} in {outcome.seconds:.1f} s{partial}."), soft_wrap=True)
    for head, words in lines.items():
        console.print(Text(f"{head}: ", style="bold") + Text(words), soft_wrap=True)
    for sentence in outcome.used.get("unused", ()):
        console.print(Text(f"Note: {sentence}."), soft_wrap=True)
    if verbose:
        _show_times(folder)


def found_text(manifest: dict[str, Any]) -> str:
    """How much was read, in words."""
    counts = manifest["counts"]
    names = [name for name in SHOWN if counts[name] or name in ALWAYS]
    told = ", ".join(f"{counts[name]:,} {_noun(name, counts[name])}" for name in names)
    covered = coverage_text(manifest)
    return f"{manifest['document']}: {told}" + (f"; {covered} accounted for" if covered else "")


def _noun(name: str, count: int) -> str:
    words = name.replace("_", " ")
    return words.removesuffix("s") if count == 1 and words != "series" else words


def wrong_text(manifest: dict[str, Any], worst: dict[str, list[dict[str, Any]]]) -> str:
    """How many findings are open, then the worst of the report's own and the worst about the reading."""
    if not manifest["findings"]["severity"]:
        return "nothing"
    told = [f"{head}: {_finding_text(worst[about][0])}" for about, head in SIDES.items() if worst.get(about)]
    return " | ".join((f"{findings_text(manifest)} in findings.csv", *told))


def _finding_text(finding: dict[str, Any]) -> str:
    words = str(finding["message"])
    short = words if len(words) <= MOST_CHARACTERS else words[: MOST_CHARACTERS - 1] + "…"
    return (f"page {finding['page']}: " if finding["page"] else "") + short


def used_text(used: dict[str, Any]) -> str:
    """By what the report was read: language, edition, corrections, folders of the user."""
    detected = " (detected)" if used.get("detected") else ""
    edition = f"edition {used['edition']}" if used.get("edition") else "no edition file"
    files = ", ".join(used.get("corrections", ()))
    rows = used.get("rows", 0)
    corrections = f"{rows} {_noun('corrections', rows)} of {files}" if files else "no corrections"
    configs = "".join(f"; also {folder}" for folder in used.get("configs", ()))
    return f"language {used.get('language', 'unknown')}{detected}, {edition}, {corrections}{configs}"


def next_text(manifest: dict[str, Any], folder: str) -> str:
    """The one thing to do next."""
    review = f"natcom review {folder} makes a page where a click on a value shows it on its page"
    mend = "; what was misread is mended in a corrections file (docs/trust.md)"
    return review + (mend if manifest["findings"]["severity"] else "")


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
    for sentence in dict.fromkeys(s for outcome in written for s in outcome.used.get("unused", ())):
        console.print(Text(f"Note: {sentence}."), soft_wrap=True)
    out = written[0].job.out
    console.print(Text(f"{len(written)} of {planned} reports written to {out}."), soft_wrap=True)
    console.print(Text(f"Next: natcom review {out}"), soft_wrap=True)
