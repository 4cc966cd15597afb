"""`natcom explain`, `review` and `schema` on a folder that `natcom run` wrote."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import builders
from commands import Shell, one_sentence
from natcom.config import default_directory
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from pdfs import pdf


@pytest.fixture
def natcom(tmp_path: Path) -> Shell:
    """`natcom` in a folder with one output, of which a PDF of two pages is the source."""
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf(("8.1 Cooperation", "8.2 Exchange")))
    run = builders.run_record(sources=(builders.source(report),))
    write_output(builders.full_extraction(), tmp_path / "output", run, load_schemas(default_directory()))
    return Shell(tmp_path)


def test_explain_finds_the_record_in_any_output(natcom: Shell) -> None:
    fact = builders.fact()
    done = natcom("explain", fact.fact_id)
    assert done.returncode == 0, done.stderr
    for told in (
        "Quote: 37 場",
        "page 1 (printed 1)",
        "[72, 120, 192, 132]",
        "8 國際合作",
        "The total printed differs",
    ):
        assert told in done.stdout


def test_explain_speaks_chinese(natcom: Shell) -> None:
    done = natcom("explain", builders.fact().fact_id, "output", "--lang", "zh")
    assert "數值事實" in done.stdout
    assert "所印合計與各項總和不符" in done.stdout


def test_explain_follows_an_observation_to_its_source(natcom: Shell) -> None:
    value = builders.table_value("NA", row=2, row_labels=("2024",))
    done = natcom("explain", builders.observation(value).observation_id, f"output/{builders.DOCUMENT}")
    assert value.value_id in done.stdout
    assert "Notation key: NA" in done.stdout
    assert "會談場次" in done.stdout


def test_explain_keeps_text_of_a_report_from_steering_the_terminal(natcom: Shell, tmp_path: Path) -> None:
    fact = builders.fact(context="辦理\x1b]0;owned\x07\x1b[2J37 場會談。")
    extraction = builders.extraction(facts=(fact,))
    write_output(extraction, tmp_path / "output", builders.run_record(), load_schemas(default_directory()))
    done = natcom("explain", fact.fact_id)
    assert "37 場會談" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_explain_as_json(natcom: Shell) -> None:
    told = json.loads(natcom("explain", builders.finding().finding_id, "--json").stdout)
    assert told["file"] == "findings"
    assert told["record"]["rule"] == "total-differs"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("explain", "nope"), 3, "no record nope"),
        (("explain", "nope", "nowhere"), 3, "nowhere is not an output folder"),
        (("explain", "nope", "--lang", "fr"), 2, "--lang fr"),
        (("review", "nowhere"), 3, "nowhere is not an output folder"),
        (("review", "output", "--pdf", "gone.pdf"), 3, "no file gone.pdf"),
        (("schema", "nope"), 2, "no file nope"),
        (("schema", "facts", "--lang", "fr"), 2, "--lang fr"),
        (("schema", "--configs", "nowhere"), 2, "no schema"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    natcom: Shell, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = natcom(*arguments)
    assert done.returncode == code
    assert said in one_sentence(done)


def test_review_embeds_the_pages_of_the_pdf(natcom: Shell, tmp_path: Path) -> None:
    done = natcom("review", "output")
    assert done.returncode == 0, done.stderr
    assert "review.html" in done.stdout
    assert "without pictures" not in done.stdout
    page = (tmp_path / "output" / builders.DOCUMENT / "review.html").read_text("utf-8")
    assert page.count("UklGR") == 2  # how a WebP begins in base64
    again = natcom("review", "output")
    assert again.returncode == 0
    assert (tmp_path / "output" / builders.DOCUMENT / "review.html").read_text("utf-8") == page


def test_review_without_the_pdf_says_so(natcom: Shell, tmp_path: Path) -> None:
    moved = (tmp_path / "report.pdf").rename(tmp_path / "moved.pdf")
    done = natcom("review", f"output/{builders.DOCUMENT}")
    assert done.returncode == 0
    assert "without pictures" in done.stdout
    assert "without pictures" not in natcom("review", "output", "--pdf", moved.name).stdout


def test_review_of_a_pdf_that_cannot_be_rendered_is_told(natcom: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "report.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    run = builders.run_record(sources=(builders.source(broken),))
    write_output(builders.full_extraction(), tmp_path / "output", run, load_schemas(default_directory()))
    done = natcom("review", "output")
    assert done.returncode == 3
    assert "report.pdf cannot be rendered" in one_sentence(done)
    assert natcom("review", "output", "--no-pictures").returncode == 0


def test_schema_shows_columns_and_files(natcom: Shell) -> None:
    listed = natcom("schema")
    assert listed.returncode == 0
    assert all(name in listed.stdout for name in ("sections", "observations", "findings"))
    shown = natcom("schema", "table_values", "--lang", "zh")
    assert "notation_key" in shown.stdout
    assert "註記符號" in shown.stdout
    assert "primary key: value_id" in shown.stdout


def test_schema_as_json_is_the_table_schema(natcom: Shell) -> None:
    told = json.loads(natcom("schema", "facts", "--json").stdout)
    rows = natcom.folder / "output" / builders.DOCUMENT / "facts.csv"
    header = next(csv.reader(io.StringIO(rows.read_text("utf-8"))))
    assert [field["name"] for field in told["fields"]] == header


def test_review_of_a_locked_pdf_wants_its_password_too(natcom: Shell, tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(pdf(("8.1 Cooperation",), password="open sesame"))
    assert natcom("run", "locked.pdf", "--quiet", NATCOM_PASSWORD="open sesame").returncode == 0
    done = natcom("review", "output/locked")
    assert done.returncode == 3
    assert "locked.pdf" in one_sentence(done)
    done = natcom("review", "output/locked", NATCOM_PASSWORD="open sesame")
    assert done.returncode == 0, done.stderr
    assert "UklGR" in (tmp_path / "output" / "locked" / "review.html").read_text("utf-8")
