"""An output folder read back as typed pandas frames."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from natcom.columns import DTYPES, flat_columns
from natcom.errors import InputError
from natcom.output.files import RECORD_CLASSES
from natcom.records import Record

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Frames:
    """The files of one output folder, a frame each; `manifest` is the content of `manifest.json`."""

    folder: Path
    manifest: dict[str, Any]
    documents: pd.DataFrame
    pages: pd.DataFrame
    sections: pd.DataFrame
    paragraphs: pd.DataFrame
    figures: pd.DataFrame
    tables: pd.DataFrame
    cells: pd.DataFrame
    table_values: pd.DataFrame
    facts: pd.DataFrame
    mentions: pd.DataFrame
    indicators: pd.DataFrame
    observations: pd.DataFrame
    references: pd.DataFrame
    abbreviations: pd.DataFrame
    footnotes: pd.DataFrame
    contents: pd.DataFrame
    findings: pd.DataFrame
    coverage: pd.DataFrame


def read(folder: str | Path) -> Frames:
    """The output folder's files as frames with the types of their schemas.

    An empty cell is missing, the notation key `NA` is not (`pandas.read_csv` alone would take it for missing).

    Raises:
        InputError: it is not an output folder, or one of another version of natcom.
    """
    folder = Path(folder)
    frames = {name: _frame(folder / f"{name}.csv", model) for name, model in RECORD_CLASSES.items()}
    return Frames(folder=folder, manifest=read_manifest(folder), **frames)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The content of the folder's `manifest.json`.

    Raises:
        InputError: it is not an output folder.
    """
    return read_json(folder, "manifest")


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """The JSON file `name` of an output folder: an object with `schema`, `document` and, but for a few, `data`.

    Raises:
        InputError: it is not there, or is not what natcom writes.
    """
    path = folder / f"{name}.json"
    try:
        content = json.loads(path.read_bytes())
    except OSError:
        raise InputError(f"{folder} is not an output folder of natcom: it has no {path.name}.") from None
    except ValueError as error:
        raise InputError(f"{path} is not valid JSON ({error}); write it again with natcom run.") from None
    if not isinstance(content, dict) or "document" not in content:
        raise InputError(f"{path} was not written by natcom.")
    return content


def _exact_floats(pandas_version: str) -> dict[str, Any]:
    """What makes pandas read floats exactly: the default from version 3 on, an option before."""
    return {} if int(pandas_version.split(".", maxsplit=1)[0]) >= 3 else {"float_precision": "round_trip"}


def _frame(path: Path, model: type[Record]) -> pd.DataFrame:
    import pandas as pd

    columns = flat_columns(model)
    try:
        frame: pd.DataFrame = pd.read_csv(
            path,
            dtype={column.name: DTYPES[column.type] for column in columns},
            keep_default_na=False,
            na_values={column.name: [""] for column in columns if column.nullable},
            encoding="utf-8",
            **_exact_floats(pd.__version__),
        )
    except FileNotFoundError:
        raise InputError(f"{path.parent} is not an output folder of natcom: it has no {path.name}.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({error}); write it again with natcom run.") from None
    if list(frame.columns) != [column.name for column in columns]:
        raise InputError(f"{path} has the columns of another version; write it again with natcom run.")
    return frame
