"""Where to load: the URL that a user gives, read into a target."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from natcom.databases.database import Database
from natcom.errors import ConfigError

DEFAULT_URL = "duckdb:///natcom.duckdb"
WAIT_SECONDS = 60.0
_FORMS = "duckdb:///FILE, postgresql://USER@HOST/DATABASE or parquet:FOLDER"


@dataclass(frozen=True)
class Target:
    """A place to load into: `kind` is duckdb, postgresql or parquet; `place` a path or a URL without its password.

    `ask` is called for a password where the server wants one and none is given; None where nobody can be asked.
    """

    kind: str
    place: str
    password: str | None = field(default=None, repr=False)
    wait_seconds: float = WAIT_SECONDS
    ask: Callable[[], str] | None = field(default=None, repr=False, compare=False)


def parse_target(
    url: str, password: str | None = None, wait_seconds: float = WAIT_SECONDS, ask: Callable[[], str] | None = None
) -> Target:
    """The target that a URL names; a password within the URL counts where none is given apart.

    Raises:
        ConfigError: it is none of the known forms (the message does not repeat what may hold a password).
    """
    if url.startswith("parquet:"):
        place = re.sub(r"^parquet:(//(?=/))?", "", url)
        return _path_target("parquet", place, wait_seconds)
    if url.startswith("duckdb:"):
        place = re.sub(r"^duckdb:(///)?", "", url)
        return _path_target("duckdb", place, wait_seconds)
    if re.match(r"postgres(ql)?(\+psycopg)?://", url):
        return _postgresql_target(url, password, wait_seconds, ask)
    if "://" not in url and url.endswith((".duckdb", ".db")):
        return _path_target("duckdb", url, wait_seconds)
    scheme = re.match(r"[\w+]*(?=:)", url)
    raise ConfigError(f"Cannot load into {scheme[0] + ':…' if scheme else 'that'}; give --to as {_FORMS}.")


def _path_target(kind: str, place: str, wait_seconds: float) -> Target:
    if not place or "://" in place or place == ":memory:":
        raise ConfigError(f"Name a place for {kind}; give --to as {_FORMS}.")
    return Target(kind, place, wait_seconds=wait_seconds)


def _postgresql_target(url: str, password: str | None, wait_seconds: float, ask: Callable[[], str] | None) -> Target:
    import sqlalchemy as sa

    try:
        parsed = sa.make_url(url).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        raise ConfigError(f"The URL after --to cannot be understood; give it as {_FORMS}.") from None
    query = dict(parsed.query)
    asked = query.pop("password", None)
    if "sslpassword" in query or isinstance(asked, tuple):
        raise ConfigError("Leave passwords out of the URL after --to; see natcom load --help for where they go.")
    in_url = str(parsed.password) if parsed.password is not None else asked
    bare = parsed.set(query=query)._replace(password=None).render_as_string(hide_password=False)
    return Target("postgresql", bare, password if password is not None else in_url, wait_seconds, ask)


def open_target(target: Target) -> AbstractContextManager[Database]:
    """One transaction in the target.

    Raises:
        ConfigError: a package that the target needs is not installed.
        OutputError: the target cannot be reached, is busy for too long, or cannot be written.
    """
    if target.kind == "postgresql":
        from natcom.databases.postgresql import open_postgresql

        return open_postgresql(target)
    if target.kind == "parquet":
        from natcom.databases.parquet import open_parquet

        return open_parquet(Path(target.place), target.wait_seconds)
    from natcom.databases.duckdb_file import open_duckdb

    return open_duckdb(Path(target.place), target.wait_seconds)
