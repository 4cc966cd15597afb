"""URLs and passwords: every form is understood or refused in one sentence, and no password is ever repeated."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import quote

import pytest

import servers
from loading import Place, edition, write
from natcom.databases import load, parse_target
from natcom.errors import ConfigError, OutputError

SECRET = "s3cr:t@/%x"


@pytest.mark.parametrize(
    ("url", "kind", "place"),
    [
        ("duckdb:///natcom.duckdb", "duckdb", "natcom.duckdb"),
        ("duckdb:////srv/a.duckdb", "duckdb", "/srv/a.duckdb"),
        ("duckdb:a.duckdb", "duckdb", "a.duckdb"),
        ("results/a.duckdb", "duckdb", "results/a.duckdb"),
        ("parquet:lake", "parquet", "lake"),
        ("parquet:///srv/lake", "parquet", "/srv/lake"),
        ("postgresql://u@h:5433/d", "postgresql", "postgresql+psycopg://u@h:5433/d"),
        ("postgres://u@h/d?sslmode=require", "postgresql", "postgresql+psycopg://u@h/d?sslmode=require"),
        ("postgresql:///d", "postgresql", "postgresql+psycopg:///d"),
    ],
)
def test_a_url_names_a_target(url: str, kind: str, place: str) -> None:
    target = parse_target(url)
    assert (target.kind, target.place) == (kind, place)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://u:hush@h/d",
        "lake",
        "duckdb:",
        "parquet:",
        "duckdb:///:memory:",
        "postgresql://u:hush@h:port/d",
        "postgresql://u@h/d?sslpassword=hush",
    ],
)
def test_what_is_no_target_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_target(url)
    assert "hush" not in str(caught.value)
    assert "--to" in str(caught.value)


def test_a_password_in_the_url_is_taken_out_of_it() -> None:
    target = parse_target(f"postgresql://u:{quote(SECRET, safe='')}@h/d")
    assert target.password == SECRET
    assert SECRET not in repr(target)
    assert quote(SECRET, safe="") not in repr(target)
    assert parse_target("postgresql://u:one@h/d", "two").password == "two"
    in_query = parse_target("postgresql://u@h/d?password=hush&sslmode=require")
    assert (in_query.password, in_query.place) == ("hush", "postgresql+psycopg://u@h/d?sslmode=require")


def test_no_message_or_log_holds_the_password(
    server: servers.Server, outputs: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write(edition(), outputs)
    caplog.set_level(logging.DEBUG)
    encoded = quote(SECRET, safe="")
    for url in (
        server.url(password=encoded),
        f"postgresql://u:{encoded}@127.0.0.1:1/d",
        f"postgresql://u:{encoded}@nowhere.invalid/d",
        f"postgresql://u@127.0.0.1:1/d?password={encoded}",
    ):
        with pytest.raises(OutputError) as caught:
            load([folder], parse_target(url))
        seen = "".join((str(caught.value), repr(caught.value), caplog.text, *capfd.readouterr()))
        assert SECRET not in seen
        assert encoded not in seen


def test_a_wrong_password_says_where_to_put_the_right_one(server: servers.Server, outputs: Path) -> None:
    with pytest.raises(OutputError, match="NATCOM_PASSWORD"):
        load([write(edition(), outputs)], parse_target(server.url(), "wrong"))


def test_the_password_is_asked_for_only_where_it_is_wanted(postgresql: Place, outputs: Path) -> None:
    folder = write(edition(), outputs)
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return servers.PASSWORD

    assert load([folder], parse_target(postgresql.url, ask=ask)).total
    assert asked == ["once"]
    assert not load([folder], parse_target(postgresql.url, servers.PASSWORD, ask=ask)).total
    assert asked == ["once"]


def test_a_missing_database_is_named(server: servers.Server, outputs: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        load([write(edition(), outputs)], parse_target(server.url("nowhere"), servers.PASSWORD))


class TestDuckDbFile:
    def test_a_folder_is_no_file(self, tmp_path: Path, outputs: Path) -> None:
        with pytest.raises(OutputError, match="is a folder"):
            load([write(edition(), outputs)], parse_target(f"duckdb:///{tmp_path}"))

    def test_another_file_is_refused_and_kept(self, tmp_path: Path, outputs: Path) -> None:
        other = tmp_path / "notes.duckdb"
        other.write_text("my notes, not a database, but long enough to be read as one" * 100)
        before = other.read_bytes()
        with pytest.raises(OutputError, match="not a DuckDB file"):
            load([write(edition(), outputs)], parse_target(f"duckdb:///{other}"))
        assert other.read_bytes() == before

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path, outputs: Path) -> None:
        with pytest.raises(OutputError, match="no folder"):
            load([write(edition(), outputs)], parse_target(f"duckdb:///{tmp_path}/no/a.duckdb"))
