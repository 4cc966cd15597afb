"""`natcom init`: the configuration of a new report, from an earlier edition's or from nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from natcom.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from natcom.carry_over import CarriedOver


def init_command(
    report: Annotated[list[Path], typer.Argument(metavar="PDF...", help="The new report's PDF, or its PDFs in order.")],
    like: Annotated[
        str | None,
        typer.Option(help="The earlier edition: its TOML file, its id, or its output folder."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Where the TOML file goes; a folder, or a path ending in .toml.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--id", help="The new edition's id; by default the old one's, renewed.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The new edition's year; by default that in the file's name.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="The report's language, such as zh-Hant or en.")] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a TOML file that is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what became of everything as JSON.")] = False,
) -> None:
    """Write the TOML file of a new edition.

    With --like, what the earlier edition's file expects is matched to the new report: headings, series, hints for
    tables, least and most counts. What moved, vanished or is new is told. The new report then runs as it is.

    Examples:
        natcom init report-2024.pdf --like configs/editions/tw-nc-2021.toml
        natcom init report-2024.pdf --like output/tw-nc-2021 --to configs/editions
        natcom init report.pdf --id is-nc-2023 --year 2023 --lang en
    """
    from natcom.cli.carrying import Asked, carried, target_of
    from natcom.config.edition_file import edition_text

    asked = Asked(tuple(report), like, to, name, year, lang, configs)
    target = target_of(asked)
    if target.exists() and not force:
        raise ConfigError(f"{target} is there already; use --force to write over it, or --to for another place.")
    result = carried(asked, target)
    comment = f"Written by natcom init{f' from {like}' if like else ''}. Each line may be changed."
    text = edition_text(result.edition, (comment,))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}.") from None
    if as_json:
        typer.echo(json.dumps(_plain(result, target), ensure_ascii=False, indent=1))
    else:
        _show(result, target)


def _plain(result: CarriedOver, target: Path) -> dict[str, Any]:
    notes = [note._asdict() for note in result.notes]
    return {"edition": result.edition.id, "written": target.as_posix(), "notes": notes}


def _show(result: CarriedOver, target: Path) -> None:
    from rich.console import Console
    from rich.text import Text

    from natcom.cli.tables import plain_table

    console = Console()
    if result.notes:
        table = plain_table("what", "change", "earlier edition", "new report", "page")
        for note in result.notes:
            cells = (note.what, note.change, note.old or "", note.new or "", str(note.page or ""))
            table.add_row(*map(Text, cells))
        console.print(table)
    console.print(Text(f"Written to {target}."), soft_wrap=True)
    console.print(Text(f"Next: natcom run --edition {target}"), soft_wrap=True)
