"""`natcom run`: reports in, output folders out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from natcom.errors import EncryptedPdf


def run_command(
    report: Annotated[
        list[Path] | None,
        typer.Argument(help="PDF files (or .md and .txt that another converter made), or folders of PDFs."),
    ] = None,
    edition: Annotated[
        Path | None, typer.Option(help="An edition's TOML file: the files are then one report, in their order.")
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder that a folder per report is written into.")] = Path("output"),
    pages: Annotated[str | None, typer.Option(help="Read these pages only, such as 1-20 or 3,8-9.")] = None,
    ocr: Annotated[
        str, typer.Option(help="Pages read from their pictures: auto (where text is missing), always, never.")
    ] = "auto",
    jobs: Annotated[int | None, typer.Option(min=1, help="How many processor cores to use; all without it.")] = None,
    lang: Annotated[str | None, typer.Option(help="The report's language, such as zh-Hant or en.")] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(help="End with exit code 1 on open findings of this rule, or of this severity or worse."),
    ] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with the PDF's password; else NATCOM_PASSWORD, else a prompt.")
    ] = None,
    debug_tables: Annotated[bool, typer.Option("--debug-tables", help="Add a picture of each table's grid.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for scripts.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what the readers say, and times.")] = False,
) -> None:
    """Read reports and write their sections, figures, tables, facts and findings as CSV and JSON.

    Exit codes: 0 all was written, 1 --fail-on found something, 2 usage or configuration, 3 a file could not be read.

    Examples:
        natcom run report.pdf
        natcom run --edition configs/editions/tw-nc-2024.toml
        natcom run reports/ --out results --jobs 4
        natcom run report.pdf --pages 1-20 --fail-on error
    """
    import os

    from natcom.cli.jobs import Asked, failing, plan, read_password
    from natcom.cli.progress import run_jobs
    from natcom.cli.summary import Show, exit_code, show

    cores = jobs or os.cpu_count() or 1
    asked = Asked(
        reports=tuple(report or ()),
        edition=edition,
        out=out,
        pages=pages,
        ocr=ocr,
        jobs=cores,
        lang=lang,
        configs=configs,
    )
    planned = plan(asked, read_password(password_file), debug_tables=debug_tables)
    wanted = failing(fail_on or [], configs)
    silent = quiet or as_json
    outcomes = run_jobs(planned, cores, quiet=silent, verbose=verbose)
    if len(outcomes) == 1 and isinstance(outcomes[0].error, EncryptedPdf) and _can_ask(planned[0].password):
        password = typer.prompt(f"Password of {planned[0].name}", hide_input=True, err=True)
        outcomes = run_jobs(plan(asked, password, debug_tables=debug_tables), cores, quiet=silent, verbose=verbose)
    show(outcomes, Show(quiet=quiet, as_json=as_json, verbose=verbose))
    raise typer.Exit(exit_code(outcomes, wanted))


def _can_ask(password: str) -> bool:
    import sys

    return not password and sys.stdin.isatty() and sys.stderr.isatty()
