"""`configs/` as one frozen `Config`. Everything a language, a country, a unit or an edition needs stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from natcom.config.checks import CheckSettings, read_checks
from natcom.config.corrections import Correction, find_corrections, read_corrections
from natcom.config.detection import DetectionSettings, read_detection
from natcom.config.edition import Edition, read_edition
from natcom.config.indicators import Indicator, read_packs
from natcom.config.language import LanguageConfig, read_language
from natcom.config.schemas import TableSchema, read_table_schemas
from natcom.config.topics import Topic, read_topics
from natcom.config.units import Units, read_units
from natcom.config.vocabulary import Vocabulary, read_vocabulary
from natcom.errors import ConfigError

DEFAULT_LANGUAGE = "zh-Hant"  # of what holds too little text to tell
PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """All that steers a run: where it came from, the language, the edition (None where a PDF has none).

    `language_given` says whether the user or the edition named the language; else it is detected from the text.
    """

    directory: Path
    digest: str
    language: LanguageConfig
    checks: CheckSettings
    units: Units
    vocabulary: Vocabulary
    edition: Edition | None = None
    corrections: tuple[Correction, ...] = ()
    language_given: bool = True
    indicators: tuple[Indicator, ...] = ()
    topics: tuple[Topic, ...] = ()

    @cached_property
    def schemas(self) -> Mapping[str, TableSchema]:
        """The Table Schemas of the output files, read when they are first asked for."""
        return read_table_schemas(self.directory / "schemas")

    @cached_property
    def detection(self) -> DetectionSettings:
        """By what languages are detected, read when it is first asked for."""
        return read_detection(self.directory)

    def knows(self, code: str) -> bool:
        """Whether reports in this language can be read."""
        return (self.directory / "languages" / f"{code}.toml").is_file()

    def for_language(self, code: str) -> Config:
        """This configuration for another language that it knows."""
        if code == self.language.code:
            return self
        packs = self.edition.indicators if self.edition else ()
        return replace(
            self,
            language=read_language(self.directory / "languages" / f"{code}.toml"),
            indicators=read_packs(self.directory / "indicators", code, packs),
        )

    def for_document(self, document_id: str) -> Config:
        """This configuration with the corrections of a document that has no edition file, if there are any."""
        path = find_corrections(self.directory, document_id)
        return self if self.edition or path is None else _with_corrections(self, path)


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
    """The configuration for one run; the language is `language`, else the edition's, else Traditional Chinese for now.

    Raises:
        ConfigError: a file is missing or cannot be understood, or there is no such language.
    """
    directory = directory or default_directory()
    if not directory.is_dir():
        raise ConfigError(f"There is no configuration folder {directory}.")
    about = read_edition(edition) if edition else None
    given = language or (about.language if about else None)
    code = given or DEFAULT_LANGUAGE
    path = directory / "languages" / f"{code}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (directory / "languages").glob("*.toml")))
        raise ConfigError(f"There is no language {code}; {directory} has {known}.")
    digest = directory_digest(directory)
    if edition:
        digest = hashlib.sha256(digest.encode() + edition.read_bytes()).hexdigest()
    config = Config(
        directory=directory,
        digest=digest,
        language=read_language(path),
        checks=read_checks(directory / "checks.toml"),
        units=read_units(directory / "units.toml"),
        vocabulary=read_vocabulary(directory / "vocabulary"),
        edition=about,
        language_given=given is not None,
        indicators=read_packs(directory / "indicators", code, about.indicators if about else ()),
        topics=read_topics(directory / "topics.toml"),
    )
    if edition and about:
        own = edition.parent / about.corrections if about.corrections else None
        corrections = own or find_corrections(directory, about.id, edition)
        return _with_corrections(config, corrections) if corrections else config
    return config


def _with_corrections(config: Config, path: Path) -> Config:
    """The configuration with the corrections at `path`, which its digest then covers."""
    corrections = read_corrections(path)
    digest = hashlib.sha256(config.digest.encode() + path.read_bytes()).hexdigest()
    return replace(config, digest=digest, corrections=corrections)
