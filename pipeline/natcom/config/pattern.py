"""A regular expression of a configuration file, with the examples that show what it is for."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import field_validator

from natcom.config._toml import Settings


class NamedPattern(Settings):
    """A regular expression, with examples of what it must and must not match at a line's start."""

    name: str
    pattern: str
    match: tuple[str, ...]
    no_match: tuple[str, ...] = ()

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is not a regular expression: {error}") from None
        return value

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)

    def finds(self, text: str) -> bool:
        """Whether the pattern is found in an example: at its start."""
        return self.regex.match(text) is not None


class SearchPattern(NamedPattern):
    """A pattern that is looked for anywhere in a text."""

    def finds(self, text: str) -> bool:
        """Whether the pattern is found in an example, wherever it is."""
        return self.regex.search(text) is not None
