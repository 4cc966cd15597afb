"""What a run says at its end, and the code it ends with."""

from __future__ import annotations

import json
from typing import Any

import pytest

import builders
from natcom.cli.progress import Outcome
from natcom.cli.summary import Show, coverage_text, exit_code, findings_text, show
from natcom.config import default_directory
from natcom.errors import ConfigError, InputError, NatcomError
from natcom.job import Job
from natcom.output.manifest import manifest
from natcom.output.schemas import load_schemas

PLAIN = Show(quiet=False, as_json=False, verbose=False)


def _manifest() -> dict[str, Any]:
    return manifest(builders.full_extraction(), builders.run_record(), load_schemas(default_directory()))


def _outcome(error: NatcomError | None = None) -> Outcome:
    job = Job(sources=("report.pdf",), out="output")
    return Outcome(job, 1.0, error=error) if error else Outcome(job, 1.0, "output/report", _manifest())


@pytest.mark.parametrize(
    ("outcomes", "failing", "code"),
    [
        ([_outcome()], set(), 0),
        ([_outcome()], {"error"}, 0),
        ([_outcome()], {"warning", "error"}, 1),
        ([_outcome()], {"total-differs"}, 1),
        ([_outcome(), _outcome(InputError("x"))], {"warning"}, 3),
        ([_outcome(InputError("x")), _outcome(ConfigError("y"))], set(), 2),
    ],
)
def test_the_exit_code(outcomes: list[Outcome], failing: set[str], code: int) -> None:
    assert exit_code(outcomes, frozenset(failing)) == code


def test_shares_and_findings_in_words() -> None:
    assert coverage_text(_manifest()) == "66.7% of 3 numbers"
    assert findings_text(_manifest()) == "1 warning"
    assert findings_text({"findings": {"severity": {}}}) == "none"
    assert coverage_text({"coverage": {"numbers": 0, "shares": {}}}) == ""


def test_one_report_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    show([_outcome()], PLAIN)
    said = capsys.readouterr()
    for told in ("tw-nc-test", "facts", "66.7% of 3 numbers", "Written to output/report in 1.0 s.", "natcom review"):
        assert told in said.out
    assert said.err == ""


def test_many_reports_are_a_row_each_and_errors_a_sentence_each(capsys: pytest.CaptureFixture[str]) -> None:
    show([_outcome(), _outcome(InputError("The file is bad.")), _outcome()], PLAIN)
    said = capsys.readouterr()
    assert "2 of 3 reports written to output." in said.out
    assert said.err == "Error: The file is bad.\n"


def test_one_wrong_configuration_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    show([_outcome(ConfigError("It is wrong.")), _outcome(ConfigError("It is wrong."))], PLAIN)
    assert capsys.readouterr().err == "Error: It is wrong.\n"


def test_json_tells_errors_too(capsys: pytest.CaptureFixture[str]) -> None:
    show([_outcome(), _outcome(InputError("The file is bad."))], Show(quiet=False, as_json=True, verbose=False))
    good, bad = json.loads(capsys.readouterr().out)
    assert good["folder"] == "output/report"
    assert good["findings"]["severity"] == {"warning": 1}
    assert bad == {"files": ["report.pdf"], "error": "InputError", "message": "The file is bad.", "exit_code": 3}
