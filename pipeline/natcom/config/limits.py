"""What one document may use: `configs/limits.toml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import PositiveFloat, PositiveInt

from natcom.config._toml import Settings, read_settings
from natcom.config.places import Places


class Limits(Settings):
    """Time in all and without a sign of progress, memory, pages, and characters of one document."""

    seconds: PositiveFloat
    seconds_per_step: PositiveFloat
    memory_mb: PositiveInt
    pages: PositiveInt
    characters: PositiveInt


def read_limits(directory: Path | Places) -> Limits:
    """The limits of the configuration folder."""
    return read_settings(directory / "limits.toml", Limits)
