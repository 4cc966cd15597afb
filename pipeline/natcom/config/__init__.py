"""`configs/` as one frozen `Config`. Everything a language, a country, a unit or an edition needs stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from natcom.config.checks import CheckSettings, read_checks
from natcom.config.corrections import Correction
from natcom.config.detection import DetectionSettings, read_detection
from natcom.config.edition import Edition, read_edition
from natcom.config.indicators import Indicator, read_packs
from natcom.config.language import LanguageConfig, read_language
from natcom.config.places import Places, UsedCorrections, default_directory, find_corrections, find_edition, places
from natcom.config.schemas import TableSchema, read_table_schemas
from natcom.config.topics import Topic, read_topics
from natcom.config.units import Units, read_units
from natcom.config.vocabulary import Vocabulary, read_vocabulary
from natcom.errors import ConfigError

NO_CORRECTIONS = UsedCorrections()
DEFAULT_LANGUAGE = "zh-Hant"  # of what holds too little text to tell


@dataclass(frozen=True)
class Config:
    """All that steers a run: where it came from, the language, the edition (None where a PDF has none).

    `language_given` says whether the user or the edition named the language; else it is detected from the text.
    `directory` is the user's configuration folder, else the package's; `where` are all places, the nearest first.
    `document_id` is the report's id where the edition or the caller decides it, else empty.
    """

    directory: Path
    where: Places
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
    document_id: str = ""
    edition_path: Path | None = None
    corrections_from: UsedCorrections = NO_CORRECTIONS

    @cached_property
    def schemas(self) -> Mapping[str, TableSchema]:
        """The Table Schemas of the output files, read when they are first asked for."""
        return read_table_schemas(self.directory / "schemas")

    @cached_property
    def detection(self) -> DetectionSettings:
        """By what languages are detected, read when it is first asked for."""
        return read_detection(self.where)

    def knows(self, code: str) -> bool:
        """Whether reports in this language can be read."""
        return (self.where / f"languages/{code}.toml").is_file()

    def for_language(self, code: str) -> Config:
        """This configuration for another language that it knows."""
        if code == self.language.code:
            return self
        packs = self.edition.indicators if self.edition else ()
        return replace(
            self,
            language=read_language(self.where / f"languages/{code}.toml"),
            indicators=read_packs(self.where.listed("indicators/*.toml"), code, packs),
        )

    def with_corrections(self, used: UsedCorrections) -> Config:
        """This configuration with these corrections in place of its own, which its digest then covers."""
        digest = self.digest
        for path in used.files:
            digest = hashlib.sha256(digest.encode() + path.read_bytes()).hexdigest()
        return replace(self, digest=digest, corrections=used.rows, corrections_from=used)

    def for_document(self, document_id: str) -> Config:
        """This configuration with the corrections of a document, where they are not in it yet."""
        if self.corrections or self.edition:
            return self
        return self.with_corrections(find_corrections(self.where, document_id))


@lru_cache(maxsize=8)
def directory_digest(directory: Path) -> str:
    """sha256 over the names and bytes of all TOML, CSV and JSON files below `directory`, editions left out."""
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.suffix in {".toml", ".csv", ".json"} and "editions" not in path.parts:
            total.update(path.relative_to(directory).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def load_config(
    directory: Path | None = None,
    edition: Path | None = None,
    language: str | None = None,
    where: Places | None = None,
) -> Config:
    """The configuration for one run; the language is `language`, else the edition's, else Traditional Chinese for now.

    Files are looked for in `where`, by default in `directory` (what it lacks in the package), else in the package.

    Raises:
        ConfigError: a file is missing or cannot be understood, or there is no such language.
    """
    if directory is not None and not directory.is_dir():
        raise ConfigError(f"There is no configuration folder {directory}.")
    config = _read_config(directory, edition, language, where)
    if not config.edition:
        return config
    return config.with_corrections(find_corrections(config.where, config.edition.id, config.edition, edition))


def _read_config(directory: Path | None, edition: Path | None, language: str | None, where: Places | None) -> Config:
    """The configuration, corrections left out."""
    package = default_directory()
    where = where or Places((directory, package) if directory and directory != package else (package,))
    about = read_edition(edition) if edition else None
    given = language or (about.language if about else None)
    code = known_language(where, given) if given else DEFAULT_LANGUAGE
    return Config(
        directory=directory or default_directory(),
        where=where,
        digest=_digest(where, edition if edition and not edition.is_relative_to(package) else None),
        language=read_language(where / f"languages/{code}.toml"),
        checks=read_checks(where / "checks.toml"),
        units=read_units(where / "units.toml"),
        vocabulary=read_vocabulary(where),
        edition=about,
        language_given=given is not None,
        indicators=read_packs(where.listed("indicators/*.toml"), code, about.indicators if about else ()),
        topics=read_topics(where / "topics.toml"),
        document_id=about.id if about else "",
        edition_path=edition,
    )


def config_of_report(
    report: Path,
    document_id: str,
    sha256: str,
    directory: Path | None = None,
    edition: Path | None = None,
    language: str | None = None,
) -> Config:
    """The configuration for reading a report: its edition is found by sha256 or id where the user names none.

    An edition that was found describes the report, whose id remains the one of its file.

    Raises:
        ConfigError: as `load_config`.
    """
    where = places(directory, report)
    if edition:
        return load_config(directory, edition, language, where)
    found = find_edition(where, document_id, sha256)
    return config_of_edition(where, document_id, found, language, directory)


def config_of_edition(
    where: Places, document_id: str, edition: Path | None, language: str | None, directory: Path | None
) -> Config:
    """The configuration of the document with this id, which an edition's file describes where there is one."""
    config = _read_config(directory, edition, language, where)
    used = find_corrections(where, document_id, config.edition, edition)
    return replace(config, document_id=document_id).with_corrections(used)


def known_language(where: Places, asked: str) -> str:
    """The language that reports can be read in for a code that a user wrote, in any of the usual ways.

    Raises:
        ConfigError: there is none.
    """
    known = {path.stem: path for path in where.listed("languages/*.toml")}
    if asked in known:
        return asked
    wanted = asked.replace("_", "-").casefold()
    for code in known:
        if code.casefold() == wanted:
            return code
    for code, path in known.items():
        if wanted in (alias.casefold() for alias in read_language(path).also):
            return code
    for code in known:
        if code.casefold() == wanted.partition("-")[0]:
            return code
    raise ConfigError(f"There is no language {asked}; {where.folders[-1]} has {', '.join(sorted(known))}.")


def _digest(where: Places, edition: Path | None) -> str:
    """sha256 over all configuration in the places, and over the edition's file where it is the user's own.

    A shipped edition is part of the code's version: two reports that each find their own are read alike.
    """
    digest = directory_digest(where.folders[-1])
    more = [directory_digest(folder.resolve()).encode() for folder in where.of_user()]
    for content in (*more, *((edition.read_bytes(),) if edition else ())):
        digest = hashlib.sha256(digest.encode() + content).hexdigest()
    return digest


__all__ = [
    "Config",
    "config_of_edition",
    "config_of_report",
    "default_directory",
    "find_corrections",
    "find_edition",
    "known_language",
    "load_config",
    "places",
]
