"""`review.html`: one page, without a network, that leads from every value to its place in the report."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from natcom.config.review import ReviewWords
from natcom.errors import OutputError
from natcom.output.files import RECORD_CLASSES, key_field
from natcom.output.schemas import Schema
from natcom.output.trace import Row, Written

NAME = "review.html"
TEMPLATES = Path(__file__).resolve().parent / "templates"
LISTED = ("sections", "figures", "tables", "facts", "table_values", "indicators", "findings")  # embedded whole
LEFT_OUT = frozenset(
    {"cells", "paragraphs", "line_end", "char_start", "char_end", "series_id", "section_id", "paragraph_id"}
)
BOX_DECIMALS = 1  # a tenth of a point is less than a pixel
SCRIPT_BREAKERS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Looks:
    """What the page says of itself: its words, and the columns' titles."""

    words: ReviewWords
    schemas: Mapping[str, Schema]


def write_review(written: Written, looks: Looks, pictures: Mapping[int, bytes]) -> Path:
    """Write `review.html` into the output folder; `pictures` are pages (by number) as WebP.

    Raises:
        OutputError: it cannot be written.
    """
    target = written.folder / NAME
    fresh = target.with_name(f".{NAME}.{os.getpid()}.new")
    try:
        fresh.write_text(review_page(written, looks, pictures), "utf-8", newline="\n")
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(f"{target} cannot be written: {error.strerror or error}.") from None
    return target


def review_page(written: Written, looks: Looks, pictures: Mapping[int, bytes]) -> str:
    """The whole page as HTML. Everything from the report is data, which the page's script only ever sets as text."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True))
    style, script = (Markup((TEMPLATES / name).read_text("utf-8")) for name in ("review.css", "review.js"))
    embedded = {str(page): base64.b64encode(content).decode() for page, content in sorted(pictures.items())}
    document = written.rows("documents")[0]
    return environment.get_template("review.html.j2").render(
        title=document["title"] or document["document_id"],
        policy=_policy(style, script),
        style=style,
        script=script,
        data=_script_json(page_data(written, looks)),
        pictures=_script_json(embedded),
    )


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded and nothing may run but this page's own style and script, which are known by their hash."""
    return (
        f"default-src 'none'; img-src data:; style-src {_source_hash(style)}; script-src {_source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script_json(content: Any) -> Markup:
    """JSON that cannot end the script element that it stands in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in SCRIPT_BREAKERS.items():
        text = text.replace(character, escaped)
    return Markup(text)


def page_data(written: Written, looks: Looks) -> dict[str, Any]:
    """What the page's script works on: the records that are listed, and those that a finding speaks of."""
    document = written.rows("documents")[0]
    records = {name: [_short(name, row) for row in written.rows(name)] for name in LISTED}
    for name, row in _spoken_of(written):
        records.setdefault(name, []).append(_short(name, row))
    observed = written.rows("observations")
    names = (document["party"], document["edition"])
    return {
        "document": document["document_id"],
        "about": " ".join(str(name) for name in names if name),
        "words": {"en": looks.words.en, "zh": looks.words.zh},
        "steps": looks.words.steps,
        "columns": {
            name: {f["name"]: [f["title"], f["title_zh"]] for f in looks.schemas[name].fields} for name in records
        },
        "keys": {name: key_field(RECORD_CLASSES[name]) for name in records},
        "pages": [
            {key: row[key] for key in ("page", "page_label", "width", "height")} for row in written.rows("pages")
        ],
        "text": _text(written),
        "records": records,
        "aliases": {row["observation_id"]: row["record_id"] for row in observed},
        "coverage": written.manifest["coverage"],
    }


def _text(written: Written) -> list[tuple[int, str, bool]]:
    """Of a report without pages its own text, in place of their pictures: line, text, whether it is a heading."""
    if written.rows("pages"):
        return []
    lines = [(row["line_start"], f"{row['label']} {row['title']}".strip(), True) for row in written.rows("sections")]
    lines += [(row["line_start"], row["text"], False) for row in written.rows("paragraphs")]
    return sorted(line for line in lines if line[0] is not None)


def _spoken_of(written: Written) -> Iterable[tuple[str, Row]]:
    """The records that findings name and that are in none of the lists; observations stand for their source."""
    named = dict.fromkeys(one for finding in written.rows("findings") for one in finding["record_ids"])
    for record_id in named:
        name, row = written.places.get(record_id, ("", {}))
        if name and name not in (*LISTED, "observations"):
            yield name, row


def _short(file: str, row: Row) -> Row:
    """The record without what the page does not show: nulls, long parts, and the last decimals of its boxes."""
    dropped = LEFT_OUT - {key_field(RECORD_CLASSES[file])}
    kept = {name: value for name, value in row.items() if name not in dropped and value not in (None, "", [], False)}
    if row.get("boxes"):
        kept["boxes"] = [[box["page"], *(round(side, BOX_DECIMALS) for side in box["bbox"])] for box in row["boxes"]]
    return kept
