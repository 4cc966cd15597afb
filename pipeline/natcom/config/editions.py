"""The configuration of a document that was read before."""

from __future__ import annotations

from pathlib import Path

from natcom.config import Config, config_of_edition, find_edition, places


def edition_file(document_id: str, directory: Path | None = None, sha256: str = "") -> Path | None:
    """The edition file of a document, found by its sha256, id or name in all places for configuration, or None."""
    return find_edition(places(directory), document_id, sha256)


def config_of_document(
    document_id: str, language: str, directory: Path | None = None, edition: Path | None = None, sha256: str = ""
) -> Config:
    """The configuration of a document read before: with `edition`, else with the edition file that it finds.

    Raises:
        ConfigError: a file is missing or cannot be understood.
    """
    where = places(directory)
    chosen = edition or find_edition(where, document_id, sha256)
    return config_of_edition(where, document_id, chosen, None if chosen else language, directory)
