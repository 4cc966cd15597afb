"""What steers the comparison of editions: words of several languages and thresholds, `configs/compare.toml`."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field

from natcom.config._toml import Settings, read_settings
from natcom.config.pattern import NamedPattern


class GwpSet(NamedPattern):
    """A set of global warming potentials, by the report that published it (`name` as openscm-units has it)."""


class YearForm(NamedPattern):
    """How a year is printed in a table's head: the group `y` plus `offset` is the year of the common era."""

    offset: int = 0


class SectionWeights(Settings):
    """How much each sign counts when two sections are held against each other, and from what score on they are one."""

    title: float
    parent: float
    number: float
    text: float
    unique_title: float
    text_alone: float
    threshold: float
    part: float


class CaptionWeights(Settings):
    """The same for figures and tables. `content` are a table's cells or a figure's source."""

    caption: float
    number: float
    section: float
    content: float
    threshold: float


class LabelWeights(Settings):
    """The same for the rows and columns of two tables."""

    label: float
    values: float
    position: float
    values_alone: float
    threshold: float


class FactWeights(Settings):
    """The same for facts."""

    subject: float
    sides: float
    context: float
    section: float
    unit: float
    period: float
    value: float
    series: float
    same_period: float
    threshold: float


class UnitScale(Settings):
    """A unit's dimension, and how many of the dimension's base unit it is."""

    dimension: str
    factor: float


class CompareConfig(Settings):
    """All of `configs/compare.toml`."""

    still: tuple[str, ...]
    gwp: tuple[GwpSet, ...]
    years: tuple[YearForm, ...]
    base: NamedPattern
    gwp_dimensions: tuple[str, ...]
    gwp_free: NamedPattern
    equal_values: float = Field(gt=0, lt=1)
    paragraph_threshold: float = Field(gt=0, lt=1)
    units: dict[str, UnitScale]
    sections: SectionWeights
    captions: CaptionWeights
    labels: LabelWeights
    facts: FactWeights

    @cached_property
    def still_regex(self) -> re.Pattern[str]:
        """Matches a word that says a value holds at the time of writing."""
        return re.compile("|".join(re.escape(word) for word in self.still), re.IGNORECASE)


def read_compare(directory: Path) -> CompareConfig:
    """`compare.toml` in the configuration folder `directory`.

    Raises:
        ConfigError: it is missing or cannot be understood.
    """
    return read_settings(directory / "compare.toml", CompareConfig)
