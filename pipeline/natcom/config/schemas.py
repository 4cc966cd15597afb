"""The Table Schemas of `configs/schemas/` as far as records are checked against them; an unknown key is an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from natcom.config._toml import Settings, validate
from natcom.errors import ConfigError


class Constraints(Settings):
    """What the values of a column must fulfil; `pattern` must match the whole value."""

    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    enum: tuple[str, ...] | None = None


class SchemaField(Settings):
    """A column. `missingValues` of its own tell which texts are null here, by default those of the file."""

    name: str
    type: Literal["string", "integer", "number", "boolean"]
    title: str
    title_zh: str
    description: str
    description_zh: str
    constraints: Constraints = Constraints()
    missing_values: tuple[str, ...] | None = Field(None, alias="missingValues")
    true_values: tuple[str, ...] = Field((), alias="trueValues")
    false_values: tuple[str, ...] = Field((), alias="falseValues")

    @field_validator("missing_values", mode="before")
    @classmethod
    def _unlabelled(cls, value: object) -> object:
        """The standard lets each text stand alone, or with a label that says why the value is missing."""
        return (
            [item.get("value") if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )


class Target(Settings):
    """The file (empty: the same one) and its columns that a foreign key refers to."""

    resource: str
    fields: tuple[str, ...]

    @field_validator("fields", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class ForeignKey(Settings):
    """Columns whose values must stand in another file."""

    fields: tuple[str, ...]
    reference: Target

    @field_validator("fields", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class TableSchema(Settings):
    """One file's schema."""

    profile: str = Field(alias="$schema")
    name: str
    version: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    fields: tuple[SchemaField, ...]
    missing_values: tuple[str, ...] = Field(("",), alias="missingValues")
    primary_key: tuple[str, ...] = Field((), alias="primaryKey")
    foreign_keys: tuple[ForeignKey, ...] = Field((), alias="foreignKeys")


@lru_cache(maxsize=8)
def read_table_schemas(directory: Path) -> Mapping[str, TableSchema]:
    """The schemas in `directory` (`configs/schemas`) by the name of their file.

    Raises:
        ConfigError: one is not a Table Schema, has an unknown key, or refers to a column that there is not.
    """
    schemas = {path.stem: _read(path) for path in sorted(directory.glob("*.json"))}
    for name, schema in schemas.items():
        for key in schema.foreign_keys:
            target = schemas.get(key.reference.resource or name)
            known = {field.name for field in target.fields} if target else set()
            if not set(key.reference.fields) <= known or not set(key.fields) <= {f.name for f in schema.fields}:
                raise ConfigError(f"{directory / name}.json: the foreign key {', '.join(key.fields)} leads nowhere.")
    return schemas


def _read(path: Path) -> TableSchema:
    try:
        data: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read as JSON: {error}.") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{path} is not a Table Schema.")
    return validate(data, TableSchema, str(path))
