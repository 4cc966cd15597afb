"""What the user asked for becomes jobs, one a report; what cannot be done is said before anything is read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from natcom.errors import ConfigError, InputError, OutputError
from natcom.identity import slug
from natcom.ingest.wishes import Ocr
from natcom.job import Job

SEVERITIES = ("info", "warning", "error")  # from the mildest
PASSWORD_VARIABLE = "NATCOM_PASSWORD"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `natcom run` that say what is to be read."""

    reports: tuple[Path, ...]
    edition: Path | None
    out: Path
    pages: str | None
    ocr: str
    jobs: int
    lang: str | None
    configs: Path | None


def plan(asked: Asked, password: str, *, debug_tables: bool) -> tuple[Job, ...]:
    """The jobs: one for an edition, else one for each file.

    Raises:
        ConfigError: the options do not go together, or cannot be understood.
        InputError: a file is missing.
        OutputError: nothing can be written where the output is to go.
    """
    if asked.ocr not in get_args(Ocr):
        raise ConfigError(f"--ocr {asked.ocr} is not known; it is auto, always or never.")
    files = _files(asked)
    _check_writable(asked.out)
    common = Job(
        sources=(),
        configs=str(asked.configs) if asked.configs else None,
        edition=str(asked.edition) if asked.edition else None,
        language=asked.lang,
        out=str(asked.out),
        pages=page_ranges(asked.pages) if asked.pages else (),
        ocr=cast(Ocr, asked.ocr),
        jobs=asked.jobs,
        password=password,
        debug_tables=debug_tables,
    )
    if asked.edition:
        return (replace(common, sources=tuple(str(file) for file in files)),)
    _refuse_clashes(files)
    return tuple(replace(common, sources=(str(file),), jobs=asked.jobs if len(files) == 1 else 1) for file in files)


def _files(asked: Asked) -> list[Path]:
    named = list(asked.reports)
    if not named and asked.edition:
        from natcom.config.edition import read_edition

        named = [asked.edition.parent / file for file in read_edition(asked.edition).files]
        if not named:
            raise ConfigError(f"{asked.edition} names no files; give the PDF as an argument.")
    if not named:
        raise ConfigError(
            "There is nothing to read: give a PDF, a folder of PDFs, or an --edition that names its files."
        )
    files: list[Path] = []
    for path in named:
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.suffix.lower() == ".pdf")
            if not found:
                raise InputError(f"There is no PDF in the folder {path}.")
            files += found
        elif not path.exists():
            raise InputError(f"There is no file {path}.")
        else:
            files.append(path)
    return files


def _refuse_clashes(files: Sequence[Path]) -> None:
    by_id: dict[str, Path] = {}
    for file in files:
        first = by_id.setdefault(slug(file.stem), file)
        if first is not file:
            raise ConfigError(
                f"{first} and {file} would both be written to {slug(file.stem)}; rename one, run them with different "
                "--out, or give --edition if they are one report."
            )


def _check_writable(out: Path) -> None:
    """A file is made and removed in the nearest folder there is: permissions alone do not tell."""
    nearest = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        reason = "it is not a folder" if not nearest.is_dir() else error.strerror or str(error)
        raise OutputError(f"Nothing can be written to {out}: {reason}. Choose another folder with --out.") from None


def page_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of pages that the text names.

    >>> page_ranges("1-20, 25")
    ((1, 20), (25, 25))

    Raises:
        ConfigError: it names none.
    """
    ranges = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise ConfigError(f"--pages {text} is not understood; write 1-20, or 3,8-9.")
        ranges.append((first, last))
    return tuple(ranges)


def spoken_language(asked: str) -> str:
    """In which of our two languages, en or zh, we speak for a code that a user wrote.

    >>> spoken_language("zh-TW"), spoken_language("en_GB")
    ('zh', 'en')

    Raises:
        ConfigError: it is neither.
    """
    code = re.split("[-_]", asked.casefold())[0]
    if code not in {"en", "zh"}:
        raise ConfigError(f"--lang {asked} is not known here; messages are in en and zh.")
    return code


def read_password(file: Path | None) -> str:
    """The password in the file's first line, else in the environment, else none.

    Raises:
        ConfigError: the file cannot be read.
    """
    if file is None:
        return os.environ.get(PASSWORD_VARIABLE, "")
    try:
        return (file.read_text("utf-8").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The password file {file} cannot be read: {error}.") from None


def failing(wanted: Sequence[str], configs: Path | None) -> frozenset[str]:
    """The severities and rules that --fail-on names; a severity stands for all worse ones too.

    Raises:
        ConfigError: one is neither a severity nor a rule.
    """
    names: set[str] = set()
    for name in wanted:
        if name in SEVERITIES:
            names.update(SEVERITIES[SEVERITIES.index(name) :])
            continue
        from natcom.config import default_directory
        from natcom.config.checks import read_checks

        if name not in read_checks((configs or default_directory()) / "checks.toml").rules:
            raise ConfigError(f"--fail-on {name} is neither a rule nor one of {', '.join(SEVERITIES)}.")
        names.add(name)
    return frozenset(names)
