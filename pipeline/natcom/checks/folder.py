"""What is wrong with an output folder as files: rows that are no records, CSV files that were edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from natcom.checks.base import finding
from natcom.config import Config
from natcom.records import Extraction, Finding


class RowFault(Protocol):
    """A row of a JSON file that cannot be read as a record."""

    @property
    def file(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def field(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def value(self) -> str: ...


def check_rows(extraction: Extraction, config: Config, faults: Iterable[RowFault]) -> Iterator[Finding]:
    """A finding for each row that was left out because it does not fit its record class."""
    for fault in faults:
        yield finding(
            extraction,
            config,
            "schema-row",
            [],
            file=fault.file,
            row=str(fault.row),
            column=fault.field,
            expected=fault.message,
            found=fault.value[:100],
        )


def check_copies(extraction: Extraction, config: Config, changed: Iterable[str]) -> Iterator[Finding]:
    """A finding for each CSV file that is not what its JSON file says."""
    for name in changed:
        yield finding(extraction, config, "csv-changed", [], file=name)
