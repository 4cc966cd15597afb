"""natcom as a library: what `import natcom` offers."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import builders
import natcom
from natcom.config import default_directory
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from pdfs import pdf

ROOT = Path(__file__).parents[2]


def test_the_public_names_are_there_and_no_others() -> None:
    assert natcom.__all__ == [
        "ConfigError",
        "EncryptedPdf",
        "Extraction",
        "Frames",
        "InputError",
        "NatcomError",
        "NoTextLayer",
        "OutputError",
        "Records",
        "UnreadablePdf",
        "__version__",
        "compare",
        "extract",
        "load",
        "read",
    ]
    assert dir(natcom) == natcom.__all__
    for name in natcom.__all__:
        assert getattr(natcom, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        getattr(natcom, "colour")  # noqa: B009


def test_every_public_name_has_a_docstring() -> None:
    for name in natcom.__all__:
        if name != "__version__":
            assert (getattr(natcom, name).__doc__ or "").strip(), name


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert natcom.__version__ == project["version"]


def test_import_takes_nothing_heavy_along() -> None:
    code = "import sys, natcom; print({'pandas', 'pydantic', 'typer', 'playa', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "set()\n", done.stderr


def test_a_report_becomes_frames_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(("8.1 Cooperation", "8.2 Exchange")))
    extraction = natcom.extract(path, language="en")
    assert extraction.pages.to_frame()["page"].tolist() == [1, 2]
    assert extraction.facts.to_frame().columns[0] == "fact_id"
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]


def test_a_script_without_a_guard_of_its_own_runs_once(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf())
    script = tmp_path / "script.py"
    script.write_text("import natcom\nprint('once', natcom.extract('report.pdf', language='en').document.page_count)\n")
    done = subprocess.run(
        [sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.returncode) == ("once 1\n", 0), done.stderr


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", natcom.UnreadablePdf), (b"nothing", natcom.UnreadablePdf), (pdf(password="x"), natcom.EncryptedPdf)],
)
def test_errors_are_raised_as_what_they_are(tmp_path: Path, content: bytes, error: type[natcom.NatcomError]) -> None:
    (tmp_path / "report.pdf").write_bytes(content)
    with pytest.raises(error):
        natcom.extract(tmp_path / "report.pdf")


def test_folders_are_loaded_into_a_database(tmp_path: Path) -> None:
    schemas = load_schemas(default_directory())
    folder = write_output(builders.full_extraction(), tmp_path, builders.run_record(), schemas)
    url = f"duckdb:///{tmp_path / 'editions.duckdb'}"
    assert natcom.load(folder, to=url).total.added
    assert not natcom.load(folder, to=url).total.added
    with pytest.raises(natcom.ConfigError):
        natcom.load(folder, to="carrier-pigeon://")


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(natcom.ConfigError, match="nothing to read"):
        natcom.extract([])
    with pytest.raises(natcom.InputError, match="no file"):
        natcom.extract("nowhere.pdf")
