"""Finding the edition file that belongs to a document."""

from __future__ import annotations

from pathlib import Path

from natcom.config import Config, default_directory, load_config


def config_of_document(
    document_id: str, language: str, directory: Path | None = None, edition: Path | None = None
) -> Config:
    """The configuration of a document read before: with `edition`, else with the edition file of that id.

    Raises:
        ConfigError: a file is missing or cannot be understood.
    """
    directory = directory or default_directory()
    own = directory / "editions" / f"{document_id}.toml"
    chosen = edition or (own if own.is_file() else None)
    return load_config(directory, chosen, None if chosen else language).for_document(document_id)
