"""`natcom score`: how well an output folder agrees with pages checked by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from natcom.score import Miss, Score


def score_command(
    gold: Annotated[Path, typer.Argument(help="What a perfect extraction holds: a JSON file in the gold format.")],
    output: Annotated[Path, typer.Argument(help="The output folder, or a prediction in the gold format.")],
    misses: Annotated[int, typer.Option("--misses", min=0, help="How many misses to list; 0 lists none.")] = 20,
    facts_within: Annotated[
        list[str] | None,
        typer.Option(help="Count only facts under this section path (8/8.1 with all below it, 8= that one alone)."),
    ] = None,
    pages: Annotated[str | None, typer.Option(help="Count only records that begin on these pages: 3-5,9.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures and misses as JSON.")] = False,
) -> None:
    """Measure an extraction on pages you have checked by hand.

    Every figure is between 0 and 1; higher is better. Each miss names the page and the place in the review page.

    Examples:
        natcom score checked.gold.json output/tw-nc-2024
        natcom score checked.gold.json output/tw-nc-2024 --misses 100 --facts-within 8/8.2
    """
    from natcom.cli.jobs import page_ranges
    from natcom.score import read_sheet, score

    wanted = frozenset(n for first, last in page_ranges(pages) for n in range(first, last + 1)) if pages else None
    result = score(read_sheet(gold), read_sheet(output, wanted), facts_within or ())
    if as_json:
        rows = [asdict(miss) | {"link": miss.link} for miss in result.misses]
        typer.echo(json.dumps({"figures": result.figures, "misses": rows}, ensure_ascii=False, indent=1))
        return
    _print(result, misses, output if output.is_dir() else None)


def _print(result: Score, limit: int, folder: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("figure", "value", box=None)
    for name, value in result.figures.items():
        table.add_row(name, f"{value:.3f}")
    console.print(table)
    for miss in result.misses[:limit]:
        console.print(_line(miss, folder), markup=False, highlight=False, soft_wrap=True)
    if limit and len(result.misses) > limit:
        console.print(f"… and {len(result.misses) - limit} more (--misses {len(result.misses)}).", markup=False)


def _line(miss: Miss, folder: Path | None) -> str:
    where = f"  p. {miss.page}" if miss.page else ""
    link = (
        f"  {(folder / 'review.html').as_posix()}{miss.link.removeprefix('review.html')}"
        if folder and miss.link
        else ""
    )
    return f"- {miss.what} {miss.fault}: {miss.message}{where}{link}"
