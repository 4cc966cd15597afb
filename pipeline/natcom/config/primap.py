"""How emission tables are named in PRIMAP2's terms: `configs/primap.toml`."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from pathlib import Path

from pydantic import model_validator

from natcom.config._toml import Settings, read_settings
from natcom.config.pattern import NamedPattern


class Entity(Settings):
    """A gas, or a basket of gases; `mass` is what follows a unit of its own mass, None where it has none."""

    gas: str
    entity: str
    mass: str | None = None
    labels: tuple[str, ...]


class Category(Settings):
    """A category of the terminology, and the names that tables print for it."""

    code: str
    labels: tuple[str, ...]


class PrimapConfig(Settings):
    """All of `configs/primap.toml`."""

    terminology: str
    scenario: str
    total: str
    neutral: tuple[str, ...]
    periods: NamedPattern
    enumerators: NamedPattern
    entities: tuple[Entity, ...]
    categories: tuple[Category, ...]

    @model_validator(mode="after")
    def _labels_are_unique(self) -> PrimapConfig:
        printed = [each.labels for each in self.entities] + [each.labels for each in self.categories]
        labels = [plain_label(label) for group in printed for label in group]
        repeated = sorted({label for label in labels if labels.count(label) > 1})
        if repeated:
            raise ValueError(f"{repeated[0]} stands for two things")
        return self

    @cached_property
    def codes(self) -> dict[str, str]:
        """The category of each plain label."""
        return {plain_label(label): each.code for each in self.categories for label in each.labels}

    @cached_property
    def gases(self) -> dict[str, Entity]:
        """The gas of each plain label."""
        return {plain_label(label): each for each in self.entities for label in each.labels}

    @cached_property
    def by_gas(self) -> dict[str, Entity]:
        """The entity of each gas as records name it."""
        return {each.gas: each for each in self.entities}

    @cached_property
    def silent(self) -> frozenset[str]:
        """The plain labels that say nothing about the category."""
        return frozenset(map(plain_label, self.neutral))


def plain_label(label: str) -> str:
    """The label as it is compared: folded to its plain characters, without blanks, in lower case."""
    return "".join(unicodedata.normalize("NFKC", label).split()).casefold()


def read_primap(directory: Path) -> PrimapConfig:
    """`primap.toml` in the configuration folder `directory`.

    Raises:
        ConfigError: it is missing or cannot be understood.
    """
    return read_settings(directory / "primap.toml", PrimapConfig)
