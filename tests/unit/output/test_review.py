"""The review page: complete, offline, and deaf to what a report's text would have it do."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import builders
from natcom.config import default_directory
from natcom.config.review import read_review_words
from natcom.errors import ConfigError, InputError, OutputError
from natcom.output.page_pictures import find_sources
from natcom.output.review import Looks, page_data, review_page, write_review
from natcom.output.schemas import load_schemas
from natcom.output.trace import Written
from natcom.output.write import write_output
from natcom.records import Extraction

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u2028 & ' \""
LOOKS = Looks(read_review_words(default_directory()), load_schemas(default_directory()))


def _written(tmp_path: Path, extraction: Extraction | None = None, **run: Any) -> Written:
    chosen = extraction or builders.full_extraction()
    return Written(write_output(chosen, tmp_path, builders.run_record(**run), LOOKS.schemas))


class _Elements(HTMLParser):
    """The elements of a page, each with its attributes, and the text within scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.within = tag in {"script", "style"}
        if self.within:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = False

    def handle_data(self, data: str) -> None:
        if self.within:
            self.texts[-1] += data


def _data(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_loads_nothing_and_runs_only_its_own_script(tmp_path: Path) -> None:
    page = review_page(_written(tmp_path), LOOKS, {1: b"RIFF"})
    parsed = _Elements(page)
    assert not [tag for tag, attributes in parsed.elements if {"src", "href", "action", "style"} & attributes.keys()]
    assert not [tag for tag, attributes in parsed.elements if any(name.startswith("on") for name in attributes)]
    policy = next(a["content"] for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; ")
    style, _, _, script = parsed.texts
    for text, directive in ((style, "style-src"), (script, "script-src")):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "innerHTML" not in script
    assert "eval" not in script


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    extraction = builders.full_extraction().model_copy(
        update={
            "document": builders.document(title=HOSTILE),
            "facts": (builders.fact(quote=HOSTILE, context=HOSTILE),),
            "findings": (builders.finding(message=HOSTILE, message_zh=HOSTILE),),
        }
    )
    page = review_page(_written(tmp_path, extraction), LOOKS, {})
    assert len([tag for tag, _ in _Elements(page).elements if tag == "script"]) == 3
    assert not [tag for tag, _ in _Elements(page).elements if tag == "img"]
    assert html.escape(HOSTILE.split("\u2028", maxsplit=1)[0]).split("'")[0].strip() in page
    assert _data(page)["records"]["facts"][0]["quote"] == HOSTILE


def test_every_value_and_finding_is_there_by_its_id(tmp_path: Path) -> None:
    extraction = builders.full_extraction()
    data = page_data(_written(tmp_path, extraction), LOOKS)
    ids = {row[data["keys"][name]] for name, rows in data["records"].items() for row in rows}
    assert {fact.fact_id for fact in extraction.facts} <= ids
    assert {value.value_id for value in extraction.table_values} <= ids
    assert {section.section_id for section in extraction.sections} <= ids
    for observation in extraction.observations:
        assert data["aliases"][observation.observation_id] == observation.record_id


def test_a_record_that_a_finding_speaks_of_is_there_whatever_it_is(tmp_path: Path) -> None:
    paragraph, footnote = builders.paragraph(), builders.footnote()
    extraction = builders.extraction(
        paragraphs=(paragraph, builders.paragraph("別的段落。", seq=2)),
        footnotes=(footnote,),
        findings=(builders.finding(record_ids=(paragraph.paragraph_id, footnote.footnote_id, "gone")),),
    )
    records = page_data(_written(tmp_path, extraction), LOOKS)["records"]
    assert [row["paragraph_id"] for row in records["paragraphs"]] == [paragraph.paragraph_id]
    assert [row["footnote_id"] for row in records["footnotes"]] == [footnote.footnote_id]


def test_boxes_and_steps_come_along_and_nulls_do_not(tmp_path: Path) -> None:
    step = {"step": "a", "before": "b", "after": "c"}
    fact = builders.fact(boxes=(builders.box(2, 72.04, 100.06, 90, 112),), steps=(step,))
    row = page_data(_written(tmp_path, builders.extraction(facts=(fact,))), LOOKS)["records"]["facts"][0]
    assert row["boxes"] == [[2, 72, 100.1, 90, 112]]
    assert row["steps"] == [step]
    assert "gas" not in row


def test_pictures_are_embedded_by_page(tmp_path: Path) -> None:
    page = review_page(_written(tmp_path), LOOKS, {2: b"two", 1: b"one"})
    found = re.search(r'id="pictures">(.*?)</script>', page)
    assert found
    assert json.loads(found[1]) == {"1": base64.b64encode(b"one").decode(), "2": base64.b64encode(b"two").decode()}


def test_a_report_read_from_text_shows_its_text_in_place_of_pages(tmp_path: Path) -> None:
    def at(line: int) -> dict[str, Any]:
        return {"page": None, "page_label": None, "boxes": (), "line_start": line, "line_end": line}

    extraction = builders.extraction(
        pages=(),
        sections=(builders.section(label="8", **at(1)),),
        paragraphs=(builders.paragraph("辦理37 場雙邊會談。", **at(3)),),
        facts=(builders.fact(**at(3)),),
    )
    data = page_data(_written(tmp_path, extraction), LOOKS)
    assert data["pages"] == []
    assert data["text"] == [(1, "8 國際合作", True), (3, "辦理37 場雙邊會談。", False)]
    assert data["records"]["facts"][0]["line_start"] == 3


def test_the_script_uses_no_word_that_is_not_there() -> None:
    script = (Path(__file__).parents[3] / "pipeline/natcom/output/templates/review.js").read_text("utf-8")
    used = set(re.findall(r'(?:word|filled|caption|choice)\((?:pane, )?"([a-z_]+)"', script))
    names = script[script.index("FILE_WORDS = {") :]
    used |= set(re.findall(r': "([a-z_]+)"', names[: names.index("};")]))
    assert used
    assert used <= LOOKS.words.en.keys()


def test_steps_have_chinese_names_and_keep_the_rule_behind_them() -> None:
    assert LOOKS.words.step("number and unit read (classifier)", "zh") == "讀出數字與單位 (classifier)"
    assert LOOKS.words.step("number and unit read (classifier)", "en") == "number and unit read (classifier)"
    assert LOOKS.words.step("a step of tomorrow", "zh") == "a step of tomorrow"


def test_words_of_one_language_only_are_refused(tmp_path: Path) -> None:
    (tmp_path / "review.toml").write_text('[en]\na = "A"\n[zh]\nb = "B"\n[steps]\n')
    with pytest.raises(ConfigError, match="one language only: a, b"):
        read_review_words(tmp_path)
    (tmp_path / "review.toml").write_text('[en]\na = "A {x}"\n[zh]\na = "B"\n[steps]\n')
    with pytest.raises(ConfigError, match="braces"):
        read_review_words(tmp_path)


def test_it_is_written_into_the_folder(tmp_path: Path) -> None:
    written = _written(tmp_path)
    target = write_review(written, LOOKS, {})
    assert target == written.folder / "review.html"
    assert [path.name for path in written.folder.iterdir() if path.name.startswith(".")] == []


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    written = _written(tmp_path)
    (written.folder / "review.html").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_review(written, LOOKS, {})


def test_the_pdf_is_found_where_the_run_noted_it(tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(b"%PDF-")
    source = builders.source(pdf)
    written = _written(tmp_path / "out", sources=(source,))
    (found,) = find_sources(written, ())
    assert (found.path, found.pages) == (pdf, {1: 1, 2: 2})
    moved = pdf.rename(tmp_path / "moved.pdf")
    assert find_sources(written, ()) == []
    assert find_sources(written, (moved,))[0].path == moved


def test_a_pdf_that_was_not_read_is_refused(tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(b"%PDF-")
    written = _written(tmp_path / "out", sources=(builders.source(pdf),))
    pdf.write_bytes(b"%PDF-2")
    assert find_sources(written, ()) == []
    with pytest.raises(InputError, match="not the PDF"):
        find_sources(written, (pdf,))
    with pytest.raises(InputError, match="no file"):
        find_sources(written, (tmp_path / "gone.pdf",))
