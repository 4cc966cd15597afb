"""By what a text's language is detected: `configs/detection.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import PositiveInt

from natcom.config._toml import Settings, read_settings
from natcom.config.places import Places

Script = Literal["Han", "Kana", "Hangul", "Latin", "Cyrillic", "Arabic", "Greek", "Thai", "Devanagari"]


class KnownLanguage(Settings):
    """A language that is told from others: its BCP 47 tag, English name, script, and most frequent words.

    `read_as` is the language by whose rules it is read where it has none of its own.
    """

    code: str
    name: str
    script: Script
    words: tuple[str, ...] = ()
    read_as: str | None = None


class DetectionSettings(Settings):
    """The languages and the thresholds by which one is told; all shares are of 1."""

    sample_characters: PositiveInt
    min_characters: PositiveInt
    min_share: float
    min_words: PositiveInt
    min_han_share: float
    passage_letters: PositiveInt
    languages: tuple[KnownLanguage, ...]

    def name(self, code: str) -> str:
        """The English name of the language, or its code where it has none here."""
        return next((language.name for language in self.languages if language.code == code), code)


def read_detection(directory: Path | Places) -> DetectionSettings:
    """The settings of the configuration folder."""
    return read_settings(directory / "detection.toml", DetectionSettings)
