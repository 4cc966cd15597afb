"""`configs/` as one frozen `Config`. Everything a language, a country, a unit or an edition needs stands there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from natcom.config.checks import CheckSettings, read_checks
from natcom.config.edition import Edition, read_edition
from natcom.config.language import LanguageConfig, read_language
from natcom.errors import ConfigError

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """All that steers a run: where it came from, the language, the edition (None where a PDF has none)."""

    directory: Path
    digest: str
    language: LanguageConfig
    checks: CheckSettings
    edition: Edition | None = None


def default_directory() -> Path:
    """`configs/` as shipped: inside the installed package, or beside `pipeline/` in a checkout."""
    installed = PACKAGE / "configs"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "configs"


@lru_cache(maxsize=8)
def directory_digest(directory: Path) -> str:
    """sha256 over the names and bytes of all TOML, CSV and JSON files below `directory`, editions left out."""
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.suffix in {".toml", ".csv", ".json"} and "editions" not in path.parts:
            total.update(path.relative_to(directory).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def load_config(directory: Path | None = None, edition: Path | None = None, language: str | None = None) -> Config:
    """The configuration for one run; the language is `language`, else the edition's, else Traditional Chinese.

    Raises:
        ConfigError: a file is missing or cannot be understood, or there is no such language.
    """
    directory = directory or default_directory()
    if not directory.is_dir():
        raise ConfigError(f"There is no configuration folder {directory}.")
    about = read_edition(edition) if edition else None
    code = language or (about.language if about else None) or "zh-Hant"
    path = directory / "languages" / f"{code}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (directory / "languages").glob("*.toml")))
        raise ConfigError(f"There is no language {code}; {directory} has {known}.")
    digest = directory_digest(directory)
    if edition:
        digest = hashlib.sha256(digest.encode() + edition.read_bytes()).hexdigest()
    return Config(
        directory=directory,
        digest=digest,
        language=read_language(path),
        checks=read_checks(directory / "checks.toml"),
        edition=about,
    )
