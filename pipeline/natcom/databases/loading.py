"""Loading folders into a database: one transaction, after which the database holds just what the folders hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from natcom.databases import history, integrity, migration, restated
from natcom.databases.database import Database
from natcom.databases.folders import CompareFolder, OutputFolder, read_folders, read_run
from natcom.databases.replacing import Counts, Scope, among, replace
from natcom.databases.tables import COMPARISONS, DATASETS, STAGE, model
from natcom.databases.targets import Target, open_target
from natcom.errors import InputError

EDITIONS_AT_ONCE = 50  # staged together: enough for bulk speed, few enough that memory stays flat

Progress = Callable[[str, int, int], None]


@dataclass
class LoadReport:
    """What a load did: sentences to tell (created, migrated), and rows that came, went and changed by table."""

    target: str
    notes: tuple[str, ...] = ()
    counts: dict[str, Counts] = field(default_factory=dict)
    history: int = 0

    @property
    def total(self) -> Counts:
        """Over all tables."""
        return sum(self.counts.values(), Counts())

    def add(self, name: str, counts: Counts) -> None:
        """Count what happened to one table."""
        self.counts[name] = self.counts.get(name, Counts()) + counts


def load(paths: Sequence[Path], target: Target, progress: Progress = lambda *_: None) -> LoadReport:
    """Put the folders into the target in one transaction; on any error it stays as it was.

    Raises:
        InputError: a folder is missing, damaged, or refers to what is not there.
        OutputError: the target cannot be reached, is busy for too long, is newer than natcom, or cannot be written.
    """
    outputs, comparisons = read_folders(paths)
    with open_target(target) as database:
        prepared = migration.prepare(database)
        report = LoadReport(database.name, notes=prepared.notes)
        number = history.next_load(database)
        for done in range(0, len(outputs), EDITIONS_AT_ONCE):
            progress("load", done, len(outputs))
            _load_outputs(database, outputs[done : done + EDITIONS_AT_ONCE], report, number)
        for folder in comparisons:
            _load_comparison(database, folder, report)
        migration.finish(database, prepared)
        if report.total:
            database.look_over(("documents", "runs", "observations"))
            report.history += restated.record_restated(database, [each.document_id for each in outputs], number)
            history.record_load(database, number, report.total)
        progress("load", len(outputs), len(outputs))
    return report


def _load_outputs(
    database: Database, folders: Sequence[OutputFolder], report: LoadReport, number: history.Load
) -> None:
    database.staging.read_outputs(folders)
    for folder in folders:
        if read_run(folder.path)[0] != folder.run_id:
            raise InputError(f"{folder.path} was written anew while it was read; load it again.")
    integrity.check(database.staging.connection)
    scopes: list[Scope] = [(each.document_id,) for each in folders]
    for data in DATASETS:
        database.bring(data.name)
    standing = history.standing_runs(database, [each.document_id for each in folders])
    if standing:
        database.look_over(STAGE + data.name for data in DATASETS)
    report.history += history.record_run_changes(database, folders, standing, number)
    for data in DATASETS:
        report.add(data.name, replace(database, data, scopes))
    history.record_runs(database, folders, number)


def _load_comparison(database: Database, folder: CompareFolder, report: LoadReport) -> None:
    documents = model().tables["documents"]
    named = {document for pair in folder.pairs for document in pair}
    known = {
        row[0]
        for row in database.rows(
            sa.select(documents.c.document_id).where(among(documents.c.document_id, sorted(named)))
        )
    }
    if missing := sorted(named - known):
        raise InputError(
            f"{folder.path} compares {missing[0]}, which the database does not hold; load that edition first."
        )
    database.staging.read_comparison(folder)
    for data in COMPARISONS:
        database.bring(data.name)
        report.add(data.name, replace(database, data, list(folder.pairs)))
