"""TOML files and CSV tables read into frozen models; whatever cannot be understood is a ConfigError naming the file."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from natcom.errors import ConfigError


class Settings(BaseModel):
    """Base of all configuration models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SettingsT = TypeVar("SettingsT", bound=Settings)


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content as a dictionary.

    Raises:
        ConfigError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None


def read_settings(path: Path, model: type[SettingsT]) -> SettingsT:
    """The TOML file as `model`.

    Raises:
        ConfigError: the file is missing, is not TOML, or holds an unknown key or a wrong value (the first is named).
    """
    return validate(read_toml(path), model, str(path))


def validate(data: dict[str, Any], model: type[SettingsT], where: str) -> SettingsT:
    """`data` as `model`; `where` names its source in the ConfigError raised when it does not fit."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        what = "is not a known key" if first["type"] == "extra_forbidden" else first["msg"]
        raise ConfigError(f"{where}: {key}: {what}.") from None


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file with a header row; the byte order mark that spreadsheets write first is skipped.

    Raises:
        ConfigError: the file is missing, or a row has more or fewer cells than the header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file {path}.") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid CSV: {error}.") from None
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ConfigError(f"{path}: line {number} has another number of cells than the header.")
    return rows
