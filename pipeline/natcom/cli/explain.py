"""`natcom explain`: where a record comes from, in plain words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from natcom.errors import ConfigError

if TYPE_CHECKING:
    from natcom.config.review import ReviewWords
    from natcom.output.schemas import Schema
    from natcom.output.trace import Trace


def explain_command(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="A record's id: the first column of each file.")],
    output: Annotated[Path, typer.Argument(help="An output folder, or the folder that holds several.")] = Path(
        "output"
    ),
    lang: Annotated[str, typer.Option(help="Language of the labels: en or zh.")] = "en",
    configs: Annotated[Path | None, typer.Option(help="A configuration folder in place of natcom's own.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record and all about it as JSON.")] = False,
) -> None:
    """Tell where a record stands in the report, how it was read, and which findings name it.

    Examples:
        natcom explain f-0ab2c2a2c5
        natcom explain finding-52c01a7b30 output/tw-nc-2024 --lang zh
    """
    from natcom.config import default_directory
    from natcom.config.review import read_review_words
    from natcom.output.schemas import load_schemas
    from natcom.output.trace import find_trace

    if lang not in {"en", "zh"}:
        raise ConfigError(f"--lang {lang} is not known here; labels are in en and zh.")
    directory = configs or default_directory()
    words, schemas = read_review_words(directory), load_schemas(directory)
    written, found = find_trace(output, record_id)
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
        return
    typer.echo(f"{written.folder}")
    for line in explanation(found, Labels(words, schemas, lang)):
        typer.echo(printable(line))


def printable(line: str) -> str:
    r"""The line with a mark in place of what would steer a terminal: text of a report is not to be trusted with that.

    >>> printable("37 \x1b[31m")
    '37 \ufffd[31m'
    """
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


class Labels:
    """The words of one language: of the page itself, and of each file's columns."""

    def __init__(self, words: ReviewWords, schemas: Mapping[str, Schema], language: str) -> None:
        self.words = words.of(language)
        self.suffix = "_zh" if language == "zh" else ""
        self.fields = {
            name: {field["name"]: field[f"title{self.suffix}"] for field in schema.fields}
            for name, schema in schemas.items()
        }
        self._all, self._language = words, language

    def step(self, step: dict[str, str]) -> str:
        """A step from the raw glyphs to the value, on one line."""
        before = f"{step['before']!r} → " if step["before"] else ""
        return f"{self._all.step(step['step'], self._language)}: {before}{step['after']!r}"

    def record(self, file: str) -> str:
        """What a record of the file is called."""
        singular = {"indicators": "indicator", "abbreviations": "abbreviation", "coverage": "coverage"}
        return self.words.get(singular.get(file, file.removesuffix("s")), file)


def explanation(found: Trace, labels: Labels) -> list[str]:
    """The lines that explain a record."""
    words = labels.words
    file, row = found.source or (found.file, found.row)
    lines = ["", f"{labels.record(found.file)} {next(iter(found.row.values()))}"]
    if found.source:
        lines.append(f"  ← {labels.record(file)} {next(iter(row.values()))}")
    lines += _columns(labels, file, row)
    lines += ["", words["where"], *(f"  {line}" for line in _where(found, row, words))]
    if row.get("steps"):
        lines += ["", words["steps"]]
        lines += [f"  {n}. {labels.step(step)}" for n, step in enumerate(row["steps"], 1)]
    if found.file == "findings":
        lines += ["", words["sides"], *(f"  {record_id}" for record_id in row["record_ids"])]
        return lines
    lines += ["", words["named_by"]] if found.findings else ["", words["no_findings"]]
    for finding in found.findings:
        status = f"{words[finding['severity']]}, {words[finding['status']]}"
        lines.append(f"  {finding['finding_id']} ({status}): {finding['message' + labels.suffix]}")
    return lines


HIDDEN = frozenset(
    {"page", "page_label", "boxes", "line_start", "line_end", "steps", "cells", "record_ids", "paragraphs"}
)


def _columns(labels: Labels, file: str, row: dict[str, Any]) -> list[str]:
    titles = labels.fields.get(file, {})
    told = [(name, value) for name, value in row.items() if name not in HIDDEN and value not in (None, "", [], False)]
    return [
        f"  {titles.get(name, name)}: {' | '.join(value) if isinstance(value, list) else value}"
        for name, value in told[1:]
    ]


def _where(found: Trace, row: dict[str, Any], words: dict[str, str]) -> list[str]:
    lines = []
    if found.section:
        heading = f"{found.section['label']} {found.section['title']}".strip()
        lines.append(f"{words['section']}: {found.section['path']} {heading}")
    if found.table:
        table = found.table
        lines.append(f"{words['of_table']}: {table['label'] or ''} {table['caption'] or ''} ({table['table_id']})")
    if row.get("line_start"):
        one = row["line_start"] == row["line_end"]
        lines.append(
            f"{words['line']} {row['line_start']}" if one else f"{words['lines']} {row['line_start']}–{row['line_end']}"
        )
    for box in row.get("boxes") or ():
        label = f" ({words['printed']} {row['page_label']})" if row["page_label"] and box["page"] == row["page"] else ""
        lines.append(f"{words['page']} {box['page']}{label}: {words['box']} {box['bbox']}")
    return lines


def _plain(found: Trace) -> dict[str, Any]:
    return {
        "file": found.file,
        "record": found.row,
        "source": {"file": found.source[0], "record": found.source[1]} if found.source else None,
        "section": found.section,
        "table": {key: value for key, value in found.table.items() if key != "cells"} if found.table else None,
        "findings": list(found.findings),
        "observations": list(found.uses),
    }
