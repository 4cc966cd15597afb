"""`natcom review`: a page that leads from every value to its place in the report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from natcom.errors import InputError

if TYPE_CHECKING:
    from natcom.output.trace import Written


def review_command(
    output: Annotated[list[Path], typer.Argument(help="Output folders of natcom run.")],
    pdf: Annotated[
        list[Path] | None, typer.Option(help="The PDF, where it is no longer at the place that run.json notes.")
    ] = None,
    pictures: Annotated[bool, typer.Option("--pictures/--no-pictures", help="Embed pictures of the pages.")] = True,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with the PDF's password; else NATCOM_PASSWORD.")
    ] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Write review.html into an output folder: one page, offline, to check every value against the report.

    A click on a value shows its page, its box, the steps from the raw glyphs to the value, and what the checks say.
    A link to a value is review.html#ID.

    Examples:
        natcom review output/tw-nc-2024
        natcom review output/tw-nc-2024 --pdf ~/Downloads/report.pdf
    """
    from natcom.config import default_directory
    from natcom.config.review import read_review_words
    from natcom.output.review import Looks, write_review
    from natcom.output.schemas import load_schemas
    from natcom.output.trace import Written, output_folders

    directory = configs or default_directory()
    looks = Looks(read_review_words(directory), load_schemas(directory))
    folders = [folder for place in output for folder in output_folders(place)]
    if not folders:
        raise InputError(f"{output[0]} is not an output folder of natcom and holds none; natcom run writes them.")
    for folder in folders:
        written = Written(folder)
        images = _pictures(written, tuple(pdf or ()), directory, password_file) if pictures else {}
        target = write_review(written, looks, images)
        if not quiet:
            missing = pictures and not images and written.rows("pages")
            without = ", without pictures of pages: the PDF was not found (--pdf)" if missing else ""
            typer.echo(f"Written to {target} ({target.stat().st_size / 1e6:.1f} MB{without}).")


def _pictures(written: Written, pdfs: tuple[Path, ...], configs: Path, password_file: Path | None) -> dict[int, bytes]:
    from natcom.cli.jobs import read_password
    from natcom.config.limits import read_limits
    from natcom.output.page_pictures import find_sources, page_pictures

    sources, limits, password = find_sources(written, pdfs), read_limits(configs), read_password(password_file)
    if not sys.stderr.isatty():
        return page_pictures(sources, limits, password, lambda *_: None)
    from rich.console import Console

    with Console(stderr=True).status(f"{written.folder.name}: pictures of pages") as status:

        def progress(stage: str, done: int, total: int) -> None:
            status.update(f"{written.folder.name}: pictures of pages {done}/{total}")

        return page_pictures(sources, limits, password, progress)
