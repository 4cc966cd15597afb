"""What belongs to one report: `configs/editions/<id>.toml`."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import field_validator

from natcom.config._toml import Settings, read_settings
from natcom.config.expectations import Expectations


class TableHint(Settings):
    """What is known of one table beforehand, by its printed number: x of its column lines in points, its head rows."""

    number: str
    columns: tuple[float, ...] = ()
    header_rows: int | None = None


class Edition(Settings):
    """One report: who published it, and its PDFs in order (paths relative to the file that names them).

    `sha256` are those of its PDFs: by them the report finds this file, whatever its name.
    `party` is an ISO 3166-1 alpha-3 code, null where there is none. `reporting_period` (ISO 8601) is the time it is
    about. `corrections` names the file of corrections, by default `<id>.corrections.csv` beside this one. `accepted`
    (the report is so, and we know) and `waived` (nothing is wrong) are ids of findings that are not new when they come
    again. `tables` are hints for tables that are misread. `indicators` names the packs of series that the report is
    read for (none: all of its language). `expect` says what must be found in it.
    """

    id: str
    party: str | None = None
    doc_type: str | None = None
    edition: str | None = None
    title: str | None = None
    year: int | None = None
    reporting_period: str | None = None
    language: str
    publisher: str | None = None
    source_url: str | None = None
    licence: str | None = None
    files: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    corrections: str | None = None
    accepted: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    tables: tuple[TableHint, ...] = ()
    indicators: tuple[str, ...] = ()
    expect: Expectations = Expectations()

    @field_validator("reporting_period")
    @classmethod
    def _is_years(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d{4}(?:/\d{4})?", value):
            raise ValueError("must be a year or two years with a slash, such as 2024 or 2020/2024")
        return value

    @field_validator("id")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", value):
            raise ValueError("must hold only a-z, 0-9, hyphens and full stops")
        return value


def read_edition(path: Path) -> Edition:
    """The edition file at `path`."""
    return read_settings(path, Edition)
