"""What the manifest says about a folder."""

from __future__ import annotations

import pytest

import builders
from natcom.config import default_directory
from natcom.output.manifest import code_digest, coverage_shares, manifest, run_report, status_of
from natcom.output.schemas import load_schemas
from natcom.records import Finding


def test_it_tells_what_was_read_by_what() -> None:
    told = manifest(
        builders.full_extraction(),
        builders.run_record(inputs={"corrections": "a" * 64}),
        load_schemas(default_directory()),
    )
    assert told["inputs"] == [{"file": "report.pdf", "sha256": "0" * 64, "bytes": 1000}]
    assert told["configuration"] == {"sha256": "c" * 64, "corrections": "a" * 64}
    assert told["code"]["sha256"] == code_digest()
    assert told["counts"]["facts"] == 2
    assert told["counts"]["cells"] == 6
    assert told["findings"]["severity"] == {"warning": 1}


def test_shares_of_coverage_add_up() -> None:
    shares = coverage_shares(builders.full_extraction())
    assert shares == {"fact": 0.3333, "label": 0.3333, "unclaimed": 0.3333}
    assert coverage_shares(builders.extraction()) == {}


@pytest.mark.parametrize(
    ("finding", "options", "status"),
    [
        (builders.finding(about="report", severity="error"), {}, "complete"),
        (builders.finding(about="extraction", severity="warning"), {}, "complete"),
        (builders.finding(about="extraction", severity="error"), {}, "partial"),
        (builders.finding(about="extraction", severity="error", status="accepted"), {}, "complete"),
        (builders.finding(), {"pages": [[1, 2]]}, "partial"),
    ],
)
def test_only_open_errors_of_the_extraction_make_it_partial(
    finding: Finding, options: dict[str, object], status: str
) -> None:
    assert status_of(builders.extraction(findings=(finding,)), options) == status


def test_a_finding_that_was_waived_is_not_counted_as_open() -> None:
    extraction = builders.extraction(findings=(builders.finding(status="waived"),))
    told = manifest(extraction, builders.run_record(), load_schemas(default_directory()))
    assert told["findings"] == {"severity": {}, "rule": {}, "status": {"waived": 1}}


def test_the_run_names_files_by_their_whole_path() -> None:
    run = builders.run_record(seconds={"ingest": 1.23456})
    told = run_report(builders.extraction(), run, run.started)
    assert told["files"][0]["path"].endswith("report.pdf")
    assert told["files"][0]["path"] != "report.pdf"
    assert told["seconds"] == {"ingest": 1.235}
    assert told["tools"]["pydantic"]
