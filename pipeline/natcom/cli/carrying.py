"""What `natcom init` does: find the earlier edition, read both reports, match the one's configuration to the other."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from natcom.errors import ConfigError
from natcom.identity import slug

if TYPE_CHECKING:
    from natcom.carry_over import CarriedOver, Newcomer
    from natcom.config.edition import Edition
    from natcom.records import Extraction


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `natcom init`."""

    reports: tuple[Path, ...]
    like: str | None
    to: Path | None
    name: str | None
    year: int | None
    lang: str | None
    configs: Path | None


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The earlier edition: its configuration, the file it stands in, and its output folder, as far as there are any."""

    edition: Edition
    file: Path | None
    folder: Path | None


def target_of(asked: Asked) -> Path:
    """Where the new edition's file goes: as asked, else beside the earlier one's, else configs/editions."""
    if asked.to is not None and asked.to.suffix == ".toml":
        return asked.to
    earlier = _earlier(asked)
    beside = earlier.file.parent if earlier and earlier.file else Path("configs") / "editions"
    return (asked.to or beside) / f"{_about(asked, earlier).id}.toml"


def carried(asked: Asked, target: Path) -> CarriedOver:
    """The new edition's configuration for a file at `target`.

    Raises:
        NatcomError: the earlier edition is not found, or one of the reports cannot be read.
    """
    from natcom.api import extract
    from natcom.carry_over import carry_over, first_edition
    from natcom.comparison import compare

    earlier = _earlier(asked)
    about = replace_files(_about(asked, earlier), asked, target)
    language = asked.lang or (earlier.edition.language if earlier else None)
    new = extract(asked.reports, language=language, configs=asked.configs)
    if earlier is None:
        return first_edition(new, about)
    before = _read(earlier, asked)
    changes = compare(earlier.folder or before, new, configs=asked.configs).changes
    return carry_over(earlier.edition, before, new, changes, about)


def replace_files(about: Newcomer, asked: Asked, target: Path) -> Newcomer:
    """The newcomer with its files named from where its TOML file will stand."""
    files = tuple(_relative(report, target.parent) for report in asked.reports)
    return about._replace(files=files)


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def _about(asked: Asked, earlier: _Earlier | None) -> Newcomer:
    from natcom.carry_over import Newcomer, renewed_id, year_in

    first = asked.reports[0]
    year = asked.year or year_in(first.stem)
    own = asked.name or (renewed_id(earlier.edition.id, year) if earlier else None) or slug(first.stem)
    if earlier and own == earlier.edition.id:
        raise ConfigError(f"The new edition would have the earlier one's id {own}; give it another with --id.")
    return Newcomer(own, (), year)


def _earlier(asked: Asked) -> _Earlier | None:
    from natcom.config.edition import Edition, read_edition
    from natcom.config.editions import edition_file

    if asked.like is None:
        return None
    path = Path(asked.like)
    if path.suffix == ".toml":
        return _Earlier(read_edition(path), path, None)
    if path.is_dir():
        from natcom.output.restore import read_extraction

        about = read_extraction(path).extraction.document
        file = edition_file(about.document_id, asked.configs)
        fields = about.model_dump(include=set(Edition.model_fields) & set(type(about).model_fields))
        edition = read_edition(file) if file else Edition(id=about.document_id, **fields)
        return _Earlier(edition, file, path)
    file = edition_file(asked.like, asked.configs)
    if file is None:
        raise ConfigError(f"--like {asked.like} is neither a TOML file, an output folder, nor the id of an edition.")
    return _Earlier(read_edition(file), file, None)


def _read(earlier: _Earlier, asked: Asked) -> Extraction:
    from natcom.api import extract
    from natcom.output.restore import read_extraction

    if earlier.folder is not None:
        return read_extraction(earlier.folder).extraction
    folder = earlier.file.parent if earlier.file else Path()
    files = [folder / file for file in earlier.edition.files]
    missing = [file for file in files if not file.is_file()]
    if missing or not files:
        lost = f"its file {missing[0]} is not there" if missing else "it names no files"
        raise ConfigError(f"The earlier edition {earlier.edition.id} cannot be read: {lost}; give its output folder.")
    return extract(files, edition=earlier.file, configs=asked.configs)
