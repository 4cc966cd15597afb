"""The Table Schemas of `configs/schemas/`: one per output file, the contract with whoever reads the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from natcom.errors import ConfigError
from natcom.output.files import RECORD_CLASSES

COMPARED = ("changes", "restatements", "series")  # the files of a comparison; they have no place in an output folder


@dataclass(frozen=True, slots=True)
class Schema:
    """A Table Schema; `descriptor` is the whole file, `version` counts up with every changed column."""

    name: str
    version: str
    descriptor: Mapping[str, Any]

    @property
    def tag(self) -> str:
        """Name and version as every JSON file carries them, such as `facts/1`."""
        return f"{self.name}/{self.version}"

    @property
    def fields(self) -> tuple[Mapping[str, Any], ...]:
        """The columns, in order."""
        return tuple(self.descriptor["fields"])


@lru_cache(maxsize=8)
def load_schemas(configs: Path) -> Mapping[str, Schema]:
    """All schemas of the configuration folder, in the order of the output files.

    Raises:
        ConfigError: a file is missing, is not JSON, or does not name itself and its version.
    """
    return {name: _load(configs / "schemas" / f"{name}.json", name) for name in RECORD_CLASSES}


@lru_cache(maxsize=8)
def load_compared_schemas(configs: Path) -> Mapping[str, Schema]:
    """The schemas of the files of `natcom compare`.

    Raises:
        ConfigError: as `load_schemas`.
    """
    return {name: _load(configs / "schemas" / f"{name}.json", name) for name in COMPARED}


def _load(path: Path, name: str) -> Schema:
    try:
        descriptor = json.loads(path.read_text("utf-8"))
        schema = Schema(descriptor["name"], str(descriptor["version"]), descriptor)
        columns = [field["name"] for field in schema.fields]
    except FileNotFoundError:
        raise ConfigError(f"There is no schema {path}; the configuration folder is not complete.") from None
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{path} is not a Table Schema with a name, a version and fields ({error}).") from None
    if schema.name != name or len(columns) != len(set(columns)):
        raise ConfigError(f"{path} must be called {schema.name}.json, and name each column once.")
    return schema
