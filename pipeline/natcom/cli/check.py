"""`natcom check`: all checks once more on folders that were written before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from natcom.records import Extraction, Finding

SHOWN = 20


class Checked(NamedTuple):
    """A folder after the checks."""

    folder: Path
    extraction: Extraction


def check_command(
    outputs: Annotated[list[Path], typer.Argument(metavar="OUTPUT...", help="Output folders of natcom run.")],
    against: Annotated[
        Path | None,
        typer.Option(help="The last edition's output folder: tell what OUTPUT, a draft or its PDF, forgot to update."),
    ] = None,
    edition: Annotated[
        Path | None, typer.Option(help="The edition's TOML file; by default the one of that id in the configuration.")
    ] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(help="End with exit code 1 on open findings of this rule, or of this severity or worse."),
    ] = None,
    limit: Annotated[int, typer.Option("--findings", min=0, help="How many open findings to list.")] = SHOWN,
    lang: Annotated[str, typer.Option(help="Language of the messages: en or zh.")] = "en",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON, for scripts.")] = False,
) -> None:
    """Run all checks again on folders that were written before, and write their findings anew.

    What was accepted or waived, in the edition's file or its corrections, keeps that status and is not told again.
    With --against, the draft of a new edition is held against the last one instead: what still says what it said then,
    for the same year, is told. A draft may be a PDF; it is read first, and nothing is written.

    Exit codes: 0 all was checked, 1 --fail-on found something, 2 usage or configuration, 3 a folder cannot be read.

    Examples:
        natcom check output/tw-nc-2024
        natcom check output/* --fail-on error
        natcom check draft.pdf --against output/tw-nc-2021
    """
    from natcom.cli.jobs import failing, spoken_language

    words = spoken_language(lang)
    wanted = failing(fail_on or [], configs)
    if against is not None:
        from natcom.cli.drafts import check_draft

        checked = [check_draft(output, against, configs) for output in outputs]
    else:
        checked = [_check(output, edition, configs) for output in outputs if len(outputs) == 1 or not _compares(output)]
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in checked], ensure_ascii=False, indent=1))
    elif not quiet:
        for one in checked:
            _show(one, limit, words)
    found = {name for one in checked for f in _open(one) for name in (f.rule, f.severity)}
    raise typer.Exit(1 if found & wanted else 0)


def _compares(folder: Path) -> bool:
    """Whether the folder holds a comparison: among many folders (output/*) it is passed over."""
    return (folder / "comparison.json").is_file()


def _check(folder: Path, edition: Path | None, configs: Path | None) -> Checked:
    from natcom.checks.conclude import conclude
    from natcom.checks.folder import check_copies, check_rows
    from natcom.config.editions import config_of_document
    from natcom.output.restore import read_extraction, write_findings
    from natcom.output.schemas import load_schemas

    restored = read_extraction(folder)
    about = restored.extraction.document
    config = config_of_document(about.document_id, about.language, configs, edition, about.sha256)
    more = (
        *check_rows(restored.extraction, config, restored.faults),
        *check_copies(restored.extraction, config, restored.changed),
    )
    extraction = conclude(restored.extraction, config, more=more)
    write_findings(folder, extraction, load_schemas(config.directory))
    return Checked(folder, extraction)


def _open(checked: Checked) -> list[Finding]:
    return [f for f in checked.extraction.findings if f.status == "open"]


def _plain(checked: Checked) -> dict[str, Any]:
    rows = [f.model_dump(mode="json") for f in checked.extraction.findings]
    document = checked.extraction.document.document_id
    return {"document": document, "folder": checked.folder.as_posix(), "findings": rows}


def _show(checked: Checked, limit: int, lang: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from natcom.cli.tables import plain_table

    console = Console()
    found = _open(checked)
    settled = len(checked.extraction.findings) - len(found)
    counts = {level: sum(f.severity == level for f in found) for level in ("error", "warning", "info")}
    told = ", ".join(f"{n} {level}" for level, n in counts.items() if n) or "no open findings"
    known = f" ({settled} accepted or waived)" if settled else ""
    console.print(Text(f"{checked.extraction.document.document_id}: {told}{known}"))
    if not found or not limit:
        return
    table = plain_table("severity", "rule", "page", "finding")
    for one in sorted(found, key=lambda f: ("error", "warning", "info").index(f.severity))[:limit]:
        message = one.message_zh if lang == "zh" else one.message
        place = str(one.page or "") if one.line_start is None else f"line {one.line_start}"
        table.add_row(*map(Text, (one.severity, one.rule, place, message)))
    console.print(table)
    if len(found) > limit:
        console.print(Text(f"… and {len(found) - limit} more; --findings {len(found)} lists them all."), soft_wrap=True)
