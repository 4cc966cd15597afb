"""An edition as the text of its TOML file; what has its default is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.items import Array

from natcom.config.edition import Edition


def edition_text(edition: Edition, comments: Iterable[str] = ()) -> str:
    """The file's text, the comments as its first lines; reading it gives the same edition."""
    document = tomlkit.document()
    for line in comments:
        document.add(tomlkit.comment(line))
    plain = edition.model_dump(mode="json", exclude_defaults=True)
    expect = plain.pop("expect", {})
    for key, value in plain.items():
        document.add(key, _value(value))
    if expect:
        document.add(tomlkit.nl())
        table = tomlkit.table()
        for key, value in expect.items():
            table.add(key, _value(value))
        document.add("expect", table)
    return tomlkit.dumps(document)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return _array(value)
    if isinstance(value, Mapping):
        return _inline(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _array(items: list[Any]) -> Array:
    """A list of plain values on one line, of tables one a line."""
    array = tomlkit.array()
    for item in items:
        array.append(_value(item))
    array.multiline(any(isinstance(item, Mapping) for item in items))
    return array


def _inline(value: Mapping[str, Any]) -> Any:
    table = tomlkit.inline_table()
    for key, item in value.items():
        if item is not None:
            table.add(key, _value(item))
    return table
