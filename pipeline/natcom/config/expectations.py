"""What one edition must hold: the `[expect]` part of its file."""

from __future__ import annotations

from pydantic import Field, field_validator, model_validator

from natcom.config._toml import Settings
from natcom.records import Extraction


class Bounds(Settings):
    """Least and most, both included; null means no bound."""

    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Bounds:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def hold(self, value: float) -> bool:
        """Whether the value lies within."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        """`5 – 40`, `≥ 5` or `≤ 40`."""
        if self.least is not None and self.most is not None:
            return f"{self.least:,g} – {self.most:,g}"
        return f"≥ {self.least:,g}" if self.least is not None else f"≤ {self.most:,g}"


class ExpectedHeading(Settings):
    """A heading by its title; `number` (in the form of sections.number) too where the title alone is not enough."""

    title: str
    number: str = ""


class ExpectedIndicator(Settings):
    """A named series that must have a value: in this unit, within these bounds (by default those of its pack)."""

    indicator: str
    unit: str | None = None
    least: float | None = None
    most: float | None = None

    @property
    def bounds(self) -> Bounds | None:
        """The bounds of this edition; None where it sets none of its own."""
        return Bounds(least=self.least, most=self.most) if (self.least, self.most) != (None, None) else None


class Expectations(Settings):
    """Headings that must be there, how many records a file must hold (`counts`), series that must have values."""

    headings: tuple[ExpectedHeading, ...] = ()
    counts: dict[str, Bounds] = Field(default_factory=dict)
    indicators: tuple[ExpectedIndicator, ...] = ()

    @field_validator("counts")
    @classmethod
    def _of_files(cls, value: dict[str, Bounds]) -> dict[str, Bounds]:
        unknown = sorted(set(value) - set(Extraction.model_fields))
        if unknown:
            raise ValueError(f"{unknown[0]} is not a file of the output")
        return value
