"""The words of the sheet on which people renew an edition's numbers: `configs/update_sheet.toml`."""

from __future__ import annotations

from pathlib import Path

from natcom.config._toml import Settings, read_settings


class Word(Settings):
    """A word in both languages."""

    name: str
    en: str
    zh: str

    def told(self, *, chinese: bool) -> str:
        """The word in Chinese or in English."""
        return self.zh if chinese else self.en


class SheetColumn(Word):
    """A column: its width in characters, and whether it is left empty for people to fill."""

    width: int
    fill: bool = False


class UpdateSheetWords(Settings):
    """The sheet's title, its columns in order, and the words for kinds of records."""

    title: str
    title_zh: str
    columns: tuple[SheetColumn, ...]
    kinds: tuple[Word, ...]


def read_update_sheet(directory: Path) -> UpdateSheetWords:
    """The words in `directory` (`configs`).

    Raises:
        ConfigError: the file is missing or cannot be understood.
    """
    return read_settings(directory / "update_sheet.toml", UpdateSheetWords)
