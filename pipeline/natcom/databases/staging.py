"""Reading record files in bulk: DuckDB parses the JSON, several files at once, into typed temporary tables."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
from sqlalchemy.schema import CreateTable

from natcom.columns import BOX_COLUMNS, BOX_FIELDS, SEPARATOR
from natcom.databases.dialects import duckdb_dialect
from natcom.databases.folders import CompareFolder, OutputFolder
from natcom.databases.tables import COMPARISONS, DATASETS, STAGE, Dataset, Field, fields, staging
from natcom.errors import InputError

LARGEST_FILE_BYTES = 4_000_000_000
"""DuckDB wants a bound on one JSON object, and a record file is one object: 4 GB, far above any report."""

_BOXES = "STRUCT(page BIGINT, bbox DOUBLE[])[]"
_TYPES = {"string": "VARCHAR", "words": "VARCHAR[]", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _record_struct(data: Dataset) -> str:
    """The type of the list `data` in the file: only the fields that become columns."""
    parts = {
        each.source: _BOXES
        if each.source == "boxes"
        else "DOUBLE[]"
        if each.source == "bbox"
        else _TYPES.get(each.kind, "JSON")
        for each in fields(data)
        if each.source
    }
    written = dict(data.renamed)
    inner = ", ".join(f"{_quoted(written.get(name, name))} {kind}" for name, kind in parts.items())
    if data.inside is None:
        return f"STRUCT({inner})[]"
    return f"STRUCT(table_id VARCHAR, {_quoted(data.inside)} STRUCT({inner})[])[]"


def _expression(data: Dataset, field: Field) -> str:
    """The SQL for one column, from the record `r`, its file's `document` and the mapping `folder`."""
    if not field.source:
        return {"document_id": "document", "run_id": "folder.run_id"}[field.name]
    if data.inside is not None and field.name == "table_id":
        return "r0.table_id"
    if field.source in BOX_FIELDS and field.kind == "number":
        boxes = "r.bbox" if field.source == "bbox" else "r.boxes[1].bbox"
        return f"{boxes}[{BOX_COLUMNS.index(field.name) + 1}]"
    value = f"r.{_quoted(dict(data.renamed).get(field.source, field.source))}"
    if field.source == "boxes":
        return f"to_json({value})"
    if field.kind == "json":
        return f"json({value})"
    if field.kind == "words":
        escaped = f"list_transform({value}, lambda word: replace(word, '|', '\\|'))"
        return f"nullif(array_to_string({escaped}, '{SEPARATOR}'), '')"
    return f"nullif({value}, '')" if field.kind == "string" and field.nullable else value


def _source(data: Dataset) -> str:
    """The records of the files given as parameter: `document` and the record `r`."""
    struct = f"{{schema: 'VARCHAR', document: 'VARCHAR', data: '{_record_struct(data)}'}}"
    return (
        f"SELECT document, unnest(data) AS r FROM read_json($files, format = 'unstructured', "
        f"maximum_object_size = {LARGEST_FILE_BYTES}, columns = {struct})"
    )


def _select(data: Dataset) -> str:
    """The statement that fills a staging table; its parameter is the list of files."""
    source = _source(data)
    if data.inside is not None:
        source = f"SELECT document, r AS r0, unnest(r.{_quoted(data.inside)}) AS r FROM ({source})"
    outs = ", ".join(f"{_expression(data, each)} AS {_quoted(each.name)}" for each in fields(data))
    join = " JOIN folder_runs AS folder ON folder.document_id = document" if data.name == "documents" else ""
    return f"SELECT {outs} FROM ({source}){join}"


def _damaged(data: Dataset, files: Sequence[str]) -> str:
    """The first file that cannot be read on its own (asked apart: the failed transaction takes no more statements)."""
    with duckdb.connect() as connection:
        for file in files:
            try:
                connection.execute(f"SELECT count(r) FROM ({_source(data)})", {"files": [file]}).fetchall()
            except duckdb.Error:
                return file
    return files[0]


class Staging:
    """Temporary tables in a DuckDB connection that hold what stands in some folders."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        dialect = duckdb_dialect()
        for table in staging().sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=dialect)))
        connection.execute("CREATE TEMPORARY TABLE folder_runs (document_id TEXT, run_id TEXT)")

    def read_outputs(self, folders: Sequence[OutputFolder]) -> None:
        """Hold exactly what stands in these folders.

        Raises:
            InputError: a file is damaged, or belongs to another edition than its folder.
        """
        self._empty()
        self.connection.executemany(
            "INSERT INTO folder_runs VALUES ($1, $2)", [[each.document_id, each.run_id] for each in folders]
        )
        for data in DATASETS:
            self._read(data, folders)
        self._check_owner(folders)

    def read_comparison(self, folder: CompareFolder) -> None:
        """Hold exactly what stands in this folder.

        Raises:
            InputError: a file is damaged, or compares other editions than the folder says.
        """
        self._empty()
        for data in COMPARISONS:
            self._read(data, [folder])
            pairs = self.connection.execute(
                f"SELECT DISTINCT old_document, new_document FROM {_quoted(STAGE + data.name)}"
            ).fetchall()
            if strange := sorted(set(pairs) - set(folder.pairs)):
                raise InputError(
                    f"{folder.path}: {data.source}.json compares {strange[0]}, which comparison.json does not."
                )

    def _empty(self) -> None:
        for table in staging().sorted_tables:
            self.connection.execute(f"DELETE FROM {_quoted(table.name)}")
        self.connection.execute("DELETE FROM folder_runs")

    def _read(self, data: Dataset, folders: Sequence[OutputFolder] | Sequence[CompareFolder]) -> None:
        files = [str(folder.file(data.source)) for folder in folders]
        names = ", ".join(_quoted(each.name) for each in fields(data))
        try:
            self.connection.execute(
                f"INSERT INTO {_quoted(STAGE + data.name)} ({names}) {_select(data)}", {"files": files}
            )
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.ConstraintException) as error:
            raise InputError(f"{_damaged(data, files)} is damaged; run natcom again for it.") from error

    def _check_owner(self, folders: Sequence[OutputFolder]) -> None:
        known = {each.document_id for each in folders}
        for data in DATASETS:
            found = self.connection.execute(
                f"SELECT DISTINCT document_id FROM {_quoted(STAGE + data.name)} WHERE document_id IS NULL "
                "OR document_id NOT IN (SELECT document_id FROM folder_runs)"
            ).fetchone()
            if found is not None:
                where = folders[0].path.parent if len(known) > 1 else folders[0].path
                raise InputError(
                    f"{where}: {data.source}.json belongs to another edition ({found[0]}); mend the folder."
                )
