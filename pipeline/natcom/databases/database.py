"""What the loader needs of a database: one transaction in which statements of the one model run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import sqlalchemy as sa

from natcom.databases.staging import Staging


class Database(Protocol):
    """An open transaction in a target. It ends with the context that gave it: committed, or on any error as it was.

    `name` is for messages and holds no credentials; `row_as_json` is the SQL function that turns a row into JSON.
    """

    name: str
    dialect: sa.engine.Dialect
    foreign_keys: bool
    row_as_json: str
    staging: Staging

    def rows(self, statement: sa.Executable) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        ...

    def change(self, statement: sa.Executable) -> int:
        """Run an insert, update or delete; the number of rows it touched."""
        ...

    def define(self, statements: Iterable[sa.Executable]) -> None:
        """Run statements that create, alter or describe tables, all in one go."""
        ...

    def look_over(self, names: Iterable[str]) -> None:
        """Let the database learn how its tables are filled now, so that it answers the next questions well."""
        ...

    def bring(self, name: str) -> None:
        """Make the staged rows of one dataset visible to statements as its staging table."""
        ...
