"""Finding the edition file that belongs to a document."""

from __future__ import annotations

from pathlib import Path

from natcom.config import Config, default_directory, load_config
from natcom.config._toml import read_toml
from natcom.errors import ConfigError


def edition_file(document_id: str, directory: Path | None = None) -> Path | None:
    """The edition file in the configuration folder that has this id, or None.

    The file that bears the id as its name is looked at first; files that cannot be read are passed over.
    """
    folder = (directory or default_directory()) / "editions"
    for path in sorted(folder.glob("*.toml"), key=lambda path: (path.stem != document_id, path.name)):
        try:
            if read_toml(path).get("id") == document_id:
                return path
        except ConfigError:
            continue
    return None


def config_of_document(
    document_id: str, language: str, directory: Path | None = None, edition: Path | None = None
) -> Config:
    """The configuration of a document read before: with `edition`, else with the edition file of that id.

    Raises:
        ConfigError: a file is missing or cannot be understood.
    """
    chosen = edition or edition_file(document_id, directory)
    return load_config(directory, chosen, None if chosen else language).for_document(document_id)
