"""The words of the review page and of `natcom explain`: `configs/review.toml`."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from pydantic import model_validator

from natcom.config._toml import Settings, read_settings


class ReviewWords(Settings):
    """The same words in English and in Chinese, by name; both fill the same names in braces.

    `steps` gives the Chinese of the steps that records name in English.
    """

    en: dict[str, str]
    zh: dict[str, str]
    steps: dict[str, str]

    @model_validator(mode="after")
    def _say_the_same(self) -> ReviewWords:
        if self.en.keys() != self.zh.keys():
            raise ValueError(f"words of one language only: {', '.join(sorted(self.en.keys() ^ self.zh.keys()))}")
        for name in self.en:
            if _braces(self.en[name]) != _braces(self.zh[name]):
                raise ValueError(f"{name} names different things in braces")
        return self

    def of(self, language: str) -> dict[str, str]:
        """The words of `en` or `zh`."""
        return self.zh if language == "zh" else self.en

    def step(self, name: str, language: str) -> str:
        """The step's name in `en` or `zh`; what stands in brackets behind it stays, and so does an unknown one."""
        base, bracket, rest = name.partition(" (")
        return (self.steps.get(base, base) if language == "zh" else base) + bracket + rest


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def read_review_words(directory: Path) -> ReviewWords:
    """The words of the configuration folder."""
    return read_settings(directory / "review.toml", ReviewWords)
