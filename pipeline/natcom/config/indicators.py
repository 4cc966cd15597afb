"""Packs of named series that are followed from edition to edition: `configs/indicators/*.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from natcom.config._toml import Settings, read_settings
from natcom.errors import ConfigError

MARK = "▮"  # stands for the quote in the sentence that a pattern is searched in

Source = Literal["fact", "table", "time", "mention"]
Place = Literal["sentence", "before", "heading", "subject", "row", "column", "caption"]


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return pattern


class Key(Settings):
    """What tells the values of one period apart: a meeting, a sector, a gas.

    The first of `places` that holds one gives it: `before` is the sentence up to the quote, `heading` the titles above
    from the innermost out. `pattern` finds it (group `v`, else all of it); `values` name what patterns find. In running
    text the last one found counts. Where none is found the value does not count, unless the key is not `required`.
    """

    name: str
    places: tuple[Place, ...]
    pattern: str = ""
    values: dict[str, str] = Field(default_factory=dict)
    required: bool = True

    _pattern = field_validator("pattern")(_checked)

    @field_validator("values")
    @classmethod
    def _values(cls, values: dict[str, str]) -> dict[str, str]:
        return {name: _checked(pattern) for name, pattern in values.items()}

    @model_validator(mode="after")
    def _has_one(self) -> Key:
        if bool(self.pattern) == bool(self.values):
            raise ValueError("needs either a pattern or values")
        return self

    @cached_property
    def patterns(self) -> tuple[tuple[str | None, re.Pattern[str]], ...]:
        """(name or None, pattern): with None the text found is the value."""
        if self.pattern:
            return ((None, re.compile(self.pattern)),)
        return tuple((name, re.compile(pattern)) for name, pattern in self.values.items())


class Indicator(Settings):
    """A named series, and where its values are found. All patterns are searched for; an empty one asks nothing.

    `unit` is the unit that values are given in; what is printed in another unit of its kind is converted. `also` are
    other spellings of it: other words for what is counted. `section` is searched in the titles from the chapter down,
    joined by ` / `; `subject` in the fact's subject, `words` and `never` in its sentence, the quote in it replaced by
    ▮. `caption`, `row` and `column` are searched in a table's caption and labels; `bare`: its cells need no unit.
    `dated`: a value without a period does not count; `own_period`: only its own sentence can date it. `minimum` and
    `maximum` bound what is plausible, in `unit`. A `time` is a date of a sentence and has no number; a `mention` is a
    name, of the kinds in `mentions`.
    """

    name: str
    title: str
    title_zh: str
    sources: tuple[Source, ...] = ("fact",)
    unit: str | None = None
    also: tuple[str, ...] = ()
    section: str = ""
    subject: str = ""
    words: str = ""
    never: str = ""
    caption: str = ""
    row: str = ""
    column: str = ""
    bare: bool = False
    mentions: tuple[str, ...] = ()
    measure: Literal["level", "increase", "decrease"] | None = None
    dated: bool = False
    own_period: bool = False
    key: Key | None = None
    minimum: float | None = None
    maximum: float | None = None
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()

    _patterns = field_validator("section", "subject", "words", "never", "caption", "row", "column")(_checked)

    @field_validator("name")
    @classmethod
    def _is_name(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
            raise ValueError("must hold only a-z, 0-9 and _")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Indicator:
        if ("fact" in self.sources or "table" in self.sources) and self.unit is None:
            raise ValueError("needs a unit")
        if not (self.words or self.subject or self.caption or self.row):
            raise ValueError("needs words, a subject, a caption or a row")
        if bool(self.words) != bool(self.match):
            raise ValueError("needs an example in match for its words")
        return self

    def says(self, sentence: str) -> bool:
        """Whether a sentence with ▮ in place of the quote is one of this series."""
        return bool(re.search(self.words, sentence)) and not (self.never and re.search(self.never, sentence))


class IndicatorPack(Settings):
    """A file of series in one language; its name is the file's."""

    language: str
    title: str
    title_zh: str
    indicators: tuple[Indicator, ...]


def read_packs(files: Sequence[Path], language: str, names: Sequence[str] = ()) -> tuple[Indicator, ...]:
    """The series of the packs of these names among the files; without names, of all packs of the language.

    Raises:
        ConfigError: there is no such pack, a file cannot be understood, or two series have one name.
    """
    known = {path.stem: path for path in files}
    missing = [name for name in names if name not in known]
    if missing:
        raise ConfigError(f"There is no indicator pack {missing[0]}; there are {', '.join(known) or 'none'}.")
    packs = [(name, read_settings(known[name], IndicatorPack)) for name in (names or known)]
    found: dict[str, Indicator] = {}
    for name, pack in packs:
        if pack.language != language and not names:
            continue
        for indicator in pack.indicators:
            if indicator.name in found:
                raise ConfigError(f"{known[name]}: there are two indicators {indicator.name}.")
            found[indicator.name] = indicator
    return tuple(found.values())
