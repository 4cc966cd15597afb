"""What `natcom compare` does: read the editions, compare them, write the folder, tell what was found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from natcom.errors import ConfigError

if TYPE_CHECKING:
    from natcom.comparison import Comparison, EditionView

LARGEST = 10  # restatements that are told at the end
KINDS = ("removed", "renamed", "renumbered", "moved", "reordered", "split", "merged", "value", "period", "unchanged")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `natcom compare`."""

    editions: tuple[Path, ...]
    out: Path
    pdfs: tuple[Path, ...]
    fail_on: tuple[str, ...]
    tolerance: float
    lang: str | None
    configs: Path | None
    html: bool


def compare_asked(asked: Asked, *, quiet: bool) -> tuple[Comparison, Path]:
    """Compare the editions and write the folder; PDFs among them are run first, into `out`.

    Raises:
        NatcomError: an option does not fit, an edition cannot be read, or nothing can be written.
    """
    _check(asked)
    from natcom.comparison import compare, read_edition
    from natcom.comparison.write import files_of, folder_name, write_comparison

    folders = _run_first(asked, quiet=quiet)
    views = [read_edition(folder) for folder in folders]
    comparison = compare(*views, tolerance=asked.tolerance, configs=asked.configs)
    files = files_of(comparison)
    if asked.html:
        files["compare.html"] = _page(comparison, views, asked, quiet=quiet)
    return comparison, write_comparison(files, asked.out / folder_name(comparison))


def _check(asked: Asked) -> None:
    from natcom.comparison.records import CLASSES

    if len(asked.editions) < 2:
        raise ConfigError("Name at least two editions to compare, the oldest first.")
    unknown = [name for name in asked.fail_on if name not in {*CLASSES, *KINDS}]
    if unknown:
        raise ConfigError(f"--fail-on {unknown[0]} is not known; it is one of {', '.join((*CLASSES, *KINDS))}.")
    if asked.pdfs and len(asked.pdfs) != len(asked.editions):
        raise ConfigError(f"Give --pdf once for each of the {len(asked.editions)} editions, in their order.")
    missing = [pdf for pdf in asked.pdfs if not pdf.is_file()]
    if missing:
        raise ConfigError(f"There is no file {missing[0]} for --pdf.")


def _run_first(asked: Asked, *, quiet: bool) -> list[Path]:
    """The editions' folders; what is a PDF is run, one after the other."""
    from natcom.cli.jobs import Asked as Run
    from natcom.cli.jobs import plan, read_password
    from natcom.cli.progress import run_jobs

    folders: list[Path] = []
    for edition in asked.editions:
        if edition.suffix.lower() != ".pdf":
            folders.append(edition)
            continue
        run = Run((edition,), None, asked.out, None, "auto", 1, asked.lang, asked.configs)
        outcome = run_jobs(plan(run, read_password(None), debug_tables=False), 1, quiet=quiet, verbose=False)[0]
        if outcome.error:
            raise outcome.error
        folders.append(Path(outcome.folder))
    return folders


def _page(comparison: Comparison, views: list[EditionView], asked: Asked, *, quiet: bool) -> bytes:
    from natcom.comparison.page import render_page
    from natcom.comparison.pictures import page_pictures
    from natcom.config import default_directory
    from natcom.config.compare import read_compare

    pictures = page_pictures(comparison, views, asked.pdfs, asked.configs)
    if not quiet:
        for reason in pictures.missing:
            typer.secho(f"Note: {reason}", err=True, fg=typer.colors.YELLOW)
    config = read_compare(asked.configs or default_directory())
    return render_page(comparison, views, pictures, config).encode()


def found(comparison: Comparison, wanted: tuple[str, ...]) -> bool:
    """Whether there is a change of one of these classes or kinds."""
    return any(change.class_ in wanted or change.change in wanted for change in comparison.changes)


def show(comparison: Comparison, folder: Path, *, as_json: bool) -> None:
    """Tell what was found: counts by kind and class, and the largest restatements."""
    from natcom.comparison.records import CLASSES
    from natcom.comparison.write import summary

    if as_json:
        typer.echo(json.dumps({**summary(comparison), "folder": str(folder)}, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from natcom.comparison.ledger import largest

    console = Console()
    names = " → ".join(note.document_id for note in comparison.editions)
    counts: dict[str, dict[str, int]] = {}
    for change in comparison.changes:
        row = counts.setdefault(change.what, {})
        row[change.class_] = row.get(change.class_, 0) + 1
    if not counts:
        console.print(f"{names}: no changes. Written to {folder}", markup=False)
        return
    table = Table("", *(Column(what, justify="right") for what in counts), title=names)
    for name in (name for name in CLASSES if any(name in row for row in counts.values())):
        table.add_row(name.replace("_", " "), *(str(row.get(name, "")) for row in counts.values()))
    console.print(table)
    top = largest(comparison.restatements, LARGEST)
    if top:
        ledger = Table("what", "period", "old", "new", "change", "class", title="Largest restatements")
        for entry in top:
            share = "" if entry.relative is None else f"{100 * entry.relative:+.2f} %"
            cells = (entry.subject, entry.period, entry.old_quote, entry.new_quote, share, entry.class_)
            ledger.add_row(*(Text(cell or "") for cell in cells))
        console.print(ledger)
    console.print(f"Written to {folder}", markup=False)
