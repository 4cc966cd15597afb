"""A real PostgreSQL server for tests, where one is installed: started on a free port, in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

USER, PASSWORD = "analyst", "p@ss/w:rd'% secret"
_names = count(1)


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs; Debian does not put it on the path."""
    found = shutil.which("initdb")
    if found:
        return Path(os.path.realpath(found)).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def why_no_postgresql() -> str | None:
    """Why the tests cannot start a server here; None where they can."""
    if os.name == "nt":
        return "the tests start PostgreSQL on Linux and macOS only"
    if _programs() is None:
        return "PostgreSQL is not installed (on Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and (shutil.which("runuser") is None or not _has_postgres_user()):
        return "PostgreSQL refuses to run as root, and there is no user postgres to run it"
    return None


def _has_postgres_user() -> bool:
    import pwd

    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class Server:
    """A server that runs: where it listens, with a user who may do everything."""

    port: int

    def url(self, database: str = "postgres", password: str | None = None) -> str:
        """The URL of a database, without a password unless one is given (percent-encoded by the caller)."""
        secret = f":{password}" if password else ""
        return f"postgresql://{USER}{secret}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> Any:
        """A connection of the driver itself, in autocommit."""
        import psycopg

        where = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD, "dbname": database}
        return psycopg.connect(**where, autocommit=True)

    def new_database(self) -> str:
        """The name of a database just created."""
        name = f"test_{next(_names)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        return name


@contextmanager
def postgresql(largest_file_kb: int | None = None) -> Iterator[Server]:
    """A fresh server; with `largest_file_kb` none of its files can grow beyond that, as on a full disk."""
    programs = _programs()
    assert programs is not None
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="natcom-pg-"))
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if as_user:
            shutil.chown(folder, "postgres")
            shutil.chown(secret, "postgres")
        data = folder / "data"
        initdb = [str(programs / "initdb"), "-D", str(data), "-U", USER, "-A", "scram-sha-256", "--wal-segsize=1"]
        _run([*as_user, *initdb, f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"])
        port = _free_port()
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=64MB"
        start = f"{programs}/pg_ctl -D {data} -w -l {folder}/log -o '{settings}' start"
        limit = f"ulimit -f {largest_file_kb} && " if largest_file_kb else ""
        _run([*as_user, "bash", "-c", limit + start])
        try:
            yield Server(port)
        finally:
            _run([*as_user, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
