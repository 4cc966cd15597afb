"""Places of configuration: beside the report, in ./configs, in --configs, in the package. The nearest wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natcom.config._toml import read_toml
from natcom.config.corrections import Correction, read_corrections
from natcom.config.edition import Edition
from natcom.errors import ConfigError
from natcom.identity import slug

PACKAGE = Path(__file__).resolve().parent.parent
HERE = "configs"  # the folder of the working directory that is looked into
CORRECTIONS = ".corrections.csv"


def default_directory() -> Path:
    """`configs/` as shipped: inside the installed package, or beside `pipeline/` in a checkout."""
    installed = PACKAGE / "configs"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "configs"


@dataclass(frozen=True)
class Places:
    """Folders that may hold configuration, the nearest first; the last one is the package's and holds every file.

    `beside` is the report's own folder: only what belongs to single reports (editions, corrections) is read there.
    """

    folders: tuple[Path, ...]
    beside: Path | None = None

    def __truediv__(self, name: str) -> Path:
        """The nearest file of that name; where there is none, the path that it would have in the package."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), self.folders[-1] / name)

    def listed(self, pattern: str) -> list[Path]:
        """All files that match the pattern, of each name the nearest, in the order of their names."""
        found = {path.name: path for folder in reversed(self.folders) for path in folder.glob(pattern)}
        return [found[name] for name in sorted(found)]

    def report_files(self, suffix: str) -> list[Path]:
        """Files that belong to single reports, nearest first: of each folder and of its `editions`, in name order."""
        folders = (*((self.beside,) if self.beside else ()), *self.folders)
        nested = [place for folder in folders for place in (folder, folder / "editions")]
        found = [path for place in nested for path in sorted(place.glob(f"*{suffix}"))]
        return list({path.resolve(): path for path in reversed(found)}.values())[::-1]

    def of_user(self) -> tuple[Path, ...]:
        """The folders that are not the package's own."""
        return self.folders[:-1]


def places(configs: Path | None = None, report: Path | None = None) -> Places:
    """The places for a run: `configs` is what the user named, `report` the (first) file to be read.

    Raises:
        ConfigError: the user named a folder that there is not.
    """
    if configs is not None and not configs.is_dir():
        raise ConfigError(f"There is no configuration folder {configs}.")
    package = default_directory()
    wanted = [folder for folder in (Path(HERE), configs) if folder is not None and folder.is_dir()]
    own = {folder.resolve(): folder for folder in reversed(wanted) if folder.resolve() != package.resolve()}
    return Places((*reversed(own.values()), package), report.parent if report else None)


def find_edition(where: Places, document_id: str, sha256: str = "") -> Path | None:
    """The edition file of a report: the nearest with its sha256, else with its id, else named like it, else None.

    Files that cannot be read are passed over.
    """
    by_id = by_name = None
    for path in where.report_files(".toml"):
        try:
            content = read_toml(path)
        except ConfigError:
            continue
        if "id" not in content or "language" not in content:
            continue
        if sha256 and sha256 in content.get("sha256", ()):
            return path
        by_id = by_id or (path if content["id"] == document_id else None)
        by_name = by_name or (path if path.stem == document_id else None)
    return by_id or by_name


@dataclass(frozen=True)
class UsedCorrections:
    """The rows to apply, the files they come from (nearest first), and why other files of that report are not used."""

    rows: tuple[Correction, ...] = ()
    files: tuple[Path, ...] = ()
    unused: tuple[str, ...] = ()


def find_corrections(
    where: Places, document_id: str, edition: Edition | None = None, edition_path: Path | None = None
) -> UsedCorrections:
    """The corrections of a report: all files named for it or for its edition, merged; the nearest says what holds.

    Raises:
        ConfigError: a file that is to be used cannot be understood, or the edition names one that there is not.
    """
    known = {document_id, *((edition.id,) if edition else ()), *((edition_path.stem,) if edition_path else ())}
    files: list[Path] = []
    unused: list[str] = []
    named = edition_path.parent / edition.corrections if edition and edition_path and edition.corrections else None
    beside = edition_path.with_name(f"{edition_path.stem}{CORRECTIONS}") if edition_path else None
    last = (beside,) if beside else ()
    for path in (*((named,) if named else ()), *where.report_files(CORRECTIONS), *last):
        stem = path.name.removesuffix(CORRECTIONS)
        ours = path in (named, beside) or stem in known or slug(stem) in known
        if path.resolve() in {file.resolve() for file in files} or not (path == named or path.is_file()):
            continue
        if ours and named and path != named:
            unused.append(f"{path} is not used: the edition names {named.name}")
        elif ours:
            files.append(path)
        elif _alike(stem, known):
            unused.append(f"{path} is not used: it would have to be called {document_id}{CORRECTIONS}")
    rows = _merged([read_corrections(file) for file in files])
    return UsedCorrections(rows, tuple(files), tuple(dict.fromkeys(unused)))


def _alike(stem: str, known: set[str]) -> bool:
    """Whether a name may have been meant for the report: one holds the other as a whole."""
    name = slug(stem)
    return any(name in one or one in name for one in known)


def _merged(files: Sequence[Sequence[Correction]]) -> tuple[Correction, ...]:
    """The rows of all files, the nearest first; of what a nearer file has said, farther ones say nothing more."""
    said: set[tuple[object, ...]] = set()
    rows: list[Correction] = []
    for content in files:
        fresh = [row for row in content if _subject(row) not in said]
        said |= {_subject(row) for row in fresh}
        rows += fresh
    return tuple(rows)


def _subject(row: Correction) -> tuple[object, ...]:
    anchor = (row.record_id,) if row.record_id else (row.page, row.text, row.occurrence)
    return (row.file, *anchor, row.field)
