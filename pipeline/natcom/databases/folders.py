"""The folders that can be loaded: what `natcom run` and `natcom compare` wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from natcom.databases.comments import schema_version
from natcom.databases.tables import COMPARISONS, DATASETS
from natcom.errors import InputError
from natcom.identity import digest

MANIFEST = "manifest.json"  # stands in every output of natcom run
COMPARED = "comparison.json"  # stands in every output of natcom compare
_HEAD = re.compile(r'^\s*\{\s*"schema"\s*:\s*"(?P<name>[\w-]+)/(?P<major>\d+)[\w.]*"')
_HEAD_CHARACTERS = 200


@dataclass(frozen=True)
class OutputFolder:
    """One edition's output: its id and what is known of the run that wrote it."""

    path: Path
    document_id: str
    run_id: str
    manifest: dict[str, Any]
    run: dict[str, Any]

    def file(self, name: str) -> Path:
        """The JSON file of the records called `name`."""
        return self.path / f"{name}.json"


@dataclass(frozen=True)
class CompareFolder:
    """What `natcom compare` wrote: each edition compared with the next, as (old, new) document ids."""

    path: Path
    pairs: tuple[tuple[str, str], ...]

    def file(self, name: str) -> Path:
        """The JSON file of the records called `name`."""
        return self.path / f"{name}.json"


def read_json(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        InputError: it is missing, cannot be read or is not JSON.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path.parent} is not whole: {path.name} is missing; run natcom again for it.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({type(error).__name__}); run natcom again for it.") from None


def _check_head(path: Path, name: str) -> None:
    """Refuse a record file that is missing, is of another kind, or is newer than this loader."""
    try:
        with path.open(encoding="utf-8") as file:
            found = _HEAD.match(file.read(_HEAD_CHARACTERS))
    except FileNotFoundError:
        raise InputError(f"{path.parent} is not whole: {path.name} is missing; run natcom again for it.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({type(error).__name__}).") from None
    if not found or found["name"] != name:
        raise InputError(f"{path} does not hold {name}; run natcom again for it.")
    known = schema_version(name)
    if int(found["major"]) > known:
        raise InputError(f"{path} was written by a newer natcom (version {found['major']} of {name}); update natcom.")


def read_run(path: Path) -> tuple[str, dict[str, Any]]:
    """The id of the run that wrote an output folder (a hash of its manifest), and its manifest.

    Raises:
        InputError: the manifest is missing or damaged.
    """
    manifest = read_json(path / MANIFEST)
    if not isinstance(manifest, dict):
        raise InputError(f"{path / MANIFEST} was not written by natcom; run natcom again for it.")
    return digest(json.dumps(manifest, sort_keys=True, ensure_ascii=False)), manifest


def _output_folder(path: Path) -> OutputFolder:
    run_id, manifest = read_run(path)
    documents = read_json(path / "documents.json").get("data") or []
    if len(documents) != 1 or not isinstance(documents[0].get("document_id"), str):
        raise InputError(f"{path}: documents.json does not hold exactly one edition; run natcom again for it.")
    for name in {data.source for data in DATASETS}:
        _check_head(path / f"{name}.json", name)
    run = read_json(path / "run.json") if (path / "run.json").is_file() else {}
    return OutputFolder(path, documents[0]["document_id"], run_id, manifest, run)


def _compare_folder(path: Path) -> CompareFolder:
    for data in COMPARISONS:
        _check_head(path / f"{data.source}.json", data.source)
    try:
        editions = [str(each["document_id"]) for each in read_json(path / COMPARED)["editions"]]
    except (TypeError, KeyError):
        raise InputError(f"{path / COMPARED} does not name the editions compared; run natcom compare again.") from None
    return CompareFolder(path, tuple(dict.fromkeys(pairwise(editions))))


def _is_loadable(path: Path) -> bool:
    return (path / MANIFEST).is_file() or (path / COMPARED).is_file()


def _expand(path: Path) -> Iterable[Path]:
    """The folder itself, or where it is only a shelf of such folders, each of those."""
    if not path.is_dir():
        raise InputError(f"There is no folder {path}.")
    if _is_loadable(path):
        return [path]
    inside = sorted(each for each in path.iterdir() if not each.name.startswith(".") and _is_loadable(each))
    if not inside:
        raise InputError(f"{path} holds nothing to load: neither an output of natcom run nor one of natcom compare.")
    return inside


def _of_pages(folder: OutputFolder) -> bool:
    """Whether the folder holds some pages of the report only: beside the full one it is passed over."""
    return bool(folder.manifest.get("options", {}).get("pages"))


def read_folders(paths: Sequence[Path]) -> tuple[tuple[OutputFolder, ...], tuple[CompareFolder, ...]]:
    """The folders at `paths`, outputs and comparisons apart; a folder that only holds such folders stands for them.

    Raises:
        InputError: a folder is missing, damaged, newer than this loader, or two hold the same edition.
    """
    outputs: dict[str, OutputFolder] = {}
    comparisons = []
    for path in dict.fromkeys(found.resolve() for given in paths for found in _expand(given)):
        if (path / COMPARED).is_file():
            comparisons.append(_compare_folder(path))
            continue
        folder = _output_folder(path)
        if folder.document_id in outputs:
            other = outputs[folder.document_id].path
            if len(paths) == 1 and (_of_pages(folder) != _of_pages(outputs[folder.document_id])):
                outputs[folder.document_id] = (
                    folder if _of_pages(outputs[folder.document_id]) else outputs[folder.document_id]
                )
                continue
            raise InputError(f"{other} and {path} both hold the edition {folder.document_id}; load one of them.")
        outputs[folder.document_id] = folder
    return tuple(outputs.values()), tuple(comparisons)
