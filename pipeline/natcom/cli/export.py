"""`natcom export`: an output folder in the formats of others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from natcom.errors import ConfigError, InputError, OutputError

if TYPE_CHECKING:
    from natcom.records import Extraction


def export_command(
    outputs: Annotated[list[Path], typer.Argument(metavar="OUTPUT...", help="Output folders of natcom run.")],
    primap: Annotated[
        bool,
        typer.Option("--primap", help="Emission tables as PRIMAP2 interchange: CSV, YAML, and what stands beside."),
    ] = False,
    excel_csv: Annotated[
        bool, typer.Option("--excel-csv", help="CSV that Excel opens right: byte order mark, no text that runs.")
    ] = False,
    update_sheet: Annotated[
        bool,
        typer.Option("--update-sheet", help="A workbook of every number, beside empty columns for the next edition's."),
    ] = False,
    out: Annotated[Path, typer.Option(help="The folder that a folder per edition is written into.")] = Path("export"),
    gwp: Annotated[
        str | None,
        typer.Option(help="The warming potentials behind CO2 equivalents, such as AR5GWP100; else as the report says."),
    ] = None,
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing when all went well.")] = False,
) -> None:
    """Write an edition's data in the formats of others.

    With --primap, notation keys and values whose category or year is not certain stand in a file beside the data set.

    Examples:
        natcom export output/tw-nc-2024 --primap
        natcom export output/tw-nc-2024 --primap --gwp AR5GWP100 --out inventories
        natcom export output/tw-nc-2024 --excel-csv
        natcom export output/tw-nc-2024 --update-sheet
    """
    from natcom.output.restore import read_extraction

    if not primap and not excel_csv and not update_sheet:
        raise ConfigError("Say what to export: --primap, --excel-csv, --update-sheet, or several of them.")
    for folder in outputs:
        restored = read_extraction(folder)
        if restored.faults:
            fault = restored.faults[0]
            raise InputError(f"{folder / fault.file}.json: record {fault.row} is damaged; run natcom again for it.")
        extraction = restored.extraction
        target = out / extraction.document.document_id
        said = _primap(extraction, target, gwp, configs) if primap else []
        if excel_csv:
            from natcom.output.excel_csv import excel_files

            said.append(_write(target / "excel", excel_files(extraction)))
        if update_sheet:
            said.append(_update_sheet(extraction, target, configs))
        if not quiet:
            for line in said:
                typer.echo(line)


def _primap(extraction: Extraction, target: Path, gwp: str | None, configs: Path | None) -> list[str]:
    from natcom.config import default_directory
    from natcom.config.primap import read_primap
    from natcom.output.primap import interchange

    name = extraction.document.document_id
    made = interchange(extraction, read_primap(configs or default_directory()), name, gwp)
    files = {f"{name}.csv": made.data, f"{name}.yaml": made.description, f"{name}.beside.csv": made.beside}
    wrote = _write(target, files)
    return [wrote, f"{made.values:,} values in {name}.csv; {made.left_out:,} beside it in {name}.beside.csv."]


def _update_sheet(extraction: Extraction, target: Path, configs: Path | None) -> str:
    from natcom.config import default_directory
    from natcom.config.update_sheet import read_update_sheet
    from natcom.output.update_sheet import update_sheet

    content = update_sheet(extraction, read_update_sheet(configs or default_directory()))
    return _write(target, {f"{extraction.document.document_id}.update.xlsx": content})


def _write(folder: Path, files: Mapping[str, bytes]) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written: {error.strerror or error}.") from None
    return f"Wrote {len(files)} files into {folder}."
