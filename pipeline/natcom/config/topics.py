"""The parts that reports to the Convention have in common: `configs/topics.toml`."""

from __future__ import annotations

from pathlib import Path

from natcom.config._toml import Settings, read_settings


class Topic(Settings):
    """A part of the outline that guidelines prescribe, and by language the phrases of titles that name it.

    `strong` phrases name it outright, `weak` ones point to it.
    """

    code: str
    name: str
    name_zh: str
    strong: dict[str, tuple[str, ...]]
    weak: dict[str, tuple[str, ...]]


class _Topics(Settings):
    topics: tuple[Topic, ...]


def read_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of the file, in the order that the guidelines give them; none where there is no such file."""
    return read_settings(path, _Topics).topics if path.is_file() else ()
