"""`natcom compare`: what changed between editions, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare_command(
    editions: Annotated[
        list[Path], typer.Argument(help="Two or more editions, the oldest first: output folders, or PDFs to run first.")
    ],
    out: Annotated[Path, typer.Option(help="The folder that the comparison's folder is written into.")] = Path(
        "output"
    ),
    html: Annotated[bool, typer.Option("--html", help="Also write a page for reading, compare.html.")] = False,
    pdf: Annotated[
        list[Path] | None,
        typer.Option(help="The PDF of an edition for the page's pictures, once per edition and in their order."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(help="End with exit code 1 if there are changes of this class or kind, such as restated."),
    ] = None,
    tolerance: Annotated[
        float, typer.Option(help="Values that differ by no more than this share of the larger one count as equal.")
    ] = 0.0,
    lang: Annotated[str | None, typer.Option(help="The language of PDFs that are run first, such as zh-Hant.")] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for scripts.")] = False,
) -> None:
    """Compare editions of a report: sections, figures, tables, facts, and every value restated since.

    Writes changes, restatements and the time line of each series as CSV and JSON. More than two editions are compared
    each with the next.

    Exit codes: 0 all was written, 1 --fail-on found something, 2 usage or configuration, 3 a file could not be read.

    Examples:
        natcom compare output/nc-2021 output/nc-2024
        natcom compare nc-2021.pdf nc-2024.pdf --html
        natcom compare output/nc-2018 output/nc-2021 output/nc-2024 --json
        natcom compare output/nc-2021 output/nc-2024 --fail-on restated --tolerance 0.005
    """
    from natcom.cli.editions import Asked, compare_asked, found, show

    asked = Asked(tuple(editions), out, tuple(pdf or ()), tuple(fail_on or ()), tolerance, lang, configs, html)
    comparison, folder = compare_asked(asked, quiet=quiet or as_json)
    if not quiet or as_json:
        show(comparison, folder, as_json=as_json)
    raise typer.Exit(1 if found(comparison, asked.fail_on) else 0)
