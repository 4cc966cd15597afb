"""Reads the marked-up sources (`raw/source/*.txt`); the notation is described in `raw/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sampling.model import (
    Abbreviation,
    Block,
    Cell,
    Chart,
    Fact,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Report,
    Rich,
    Run,
    Table,
)

TOKEN = re.compile(
    r"\{(?P<fact>[^{}]+)\}|~(?P<sub>[^~\s]+)~|\^(?P<sup>[\d]+)\^|\[\^(?P<note>[^\]]+)\]|\[\[(?P<abbr>[^\]]+)\]\]"
)
HEADING = re.compile(r"^(=+) (.*?) ?\| (.+?) @([\w-]+)(?: < ([\w-]+(?:,[\w-]+)*))?$")
CAPTIONED = re.compile(r"^!(figure|table) (\S+) @([\w-]+)(?: (\S+))?$")
REFERENCE = re.compile(r"^(\d+)\. (.+)$")
URL = re.compile(r"https?://\S+")
QUALIFIERS = {"~": "approx", ">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
MEASURES = {"+": "increase", "-": "decrease"}


class MarkupError(ValueError):
    """A line of the source that does not follow the notation."""


def read_report(path: Path) -> Report:
    """The report that a source file describes."""
    return parse_report(path.read_text("utf-8"))


def parse_report(source: str) -> Report:
    """The report that a source text describes; MarkupError where it breaks the notation."""
    meta: dict[str, str] = {}
    blocks: list[Block] = []
    lines = [line for line in source.split("\n") if not line.startswith("#")]
    in_references = False
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if not line:
            continue
        if line.startswith("%"):
            name, _, value = line[1:].partition(" ")
            meta[name] = value
        elif line.startswith("="):
            blocks.append(_heading(line))
            in_references = False
        elif line == "!references":
            in_references = True
        elif captioned := CAPTIONED.match(line):
            body = lines[at : at + _body_length(lines[at:])]
            at += len(body)
            kind, number, key, drawing = captioned.groups()
            blocks.append(_figure(number, key, drawing, body) if kind == "figure" else _table(number, key, body))
        elif in_references:
            blocks.append(_reference(line))
        else:
            blocks.append(Paragraph(parse_rich(line)))
    return Report(meta, tuple(blocks))


def parse_rich(text: str) -> Rich:
    """Inline notation to runs, facts and abbreviations.

    >>> parse_rich("CO~2~ {5 t|5 t ~|2020|mass|m}").plain
    'CO2 5 t'
    """
    runs: list[Run] = []
    facts: list[tuple[int, Fact]] = []
    abbreviations: list[Abbreviation] = []
    at, length = 0, 0

    def add(more: tuple[Run, ...]) -> None:
        nonlocal length
        runs.extend(more)
        length += sum(len(run.text) for run in more if run.style != "note")

    for token in TOKEN.finditer(text):
        if token.start() > at:
            add((Run(text[at : token.start()]),))
        at = token.end()
        if token["fact"]:
            quote, _, rest = token["fact"].partition("|")
            quoted = parse_rich(quote)
            facts.append((length, _fact(quoted.plain, rest)))
            add(quoted.runs)
        elif token["sub"]:
            add((Run(token["sub"], "sub"),))
        elif token["sup"]:
            add((Run(token["sup"], "sup"),))
        elif token["note"]:
            add((Run(token["note"], "note"),))
        else:
            abbreviation, shown = _abbreviation(token["abbr"])
            abbreviations.append(abbreviation)
            add((Run(shown),))
    if at < len(text):
        add((Run(text[at:]),))
    return Rich(tuple(runs), tuple(facts), tuple(abbreviations))


def _fact(quote: str, rest: str) -> Fact:
    parts = [part.strip() for part in rest.split("|")]
    if len(parts) not in (4, 5):
        raise MarkupError(f"a fact needs amount, period, subject and key: {quote}|{rest}")
    amount, period, subject, key = parts[:4]
    number, *words = amount.split(" ")
    flags = [word for word in words if word in QUALIFIERS or word in MEASURES]
    low, _, high = number.partition("..")
    return Fact(
        quote=quote,
        value=_number(low),
        value_high=_number(high) if high else None,
        unit=" ".join(word for word in words if word not in flags),
        qualifier=next((QUALIFIERS[flag] for flag in flags if flag in QUALIFIERS), None),
        measure=next((MEASURES[flag] for flag in flags if flag in MEASURES), "level"),
        period=period or None,
        subject=subject,
        key=key,
        cause=parts[4] if len(parts) == 5 else None,
    )


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


def _abbreviation(text: str) -> tuple[Abbreviation, str]:
    parts = text.split("|")
    if len(parts) == 3:
        name, expansion, short = parts
        return Abbreviation(short, expansion, name), f"「{name}」({expansion}, {short})"
    expansion, short = parts
    return Abbreviation(short, expansion, None), f"{expansion} ({short})"


def _heading(line: str) -> Heading:
    found = HEADING.match(line)
    if not found:
        raise MarkupError(f"not a heading: {line}")
    marks, label, title, key, came_from = found.groups()
    return Heading(len(marks), label, title, key, tuple((came_from or "").split(",")) if came_from else ())


def _body_length(lines: list[str]) -> int:
    """The lines up to the next blank one."""
    return next((n for n, line in enumerate(lines) if not line.strip()), len(lines))


def _fields(body: list[str]) -> Iterator[tuple[str, str]]:
    for line in body:
        name, colon, value = line.partition(":")
        if not colon:
            raise MarkupError(f"not a field: {line}")
        yield name.strip(), value.strip()


def _figure(number: str, key: str, drawing: str, body: list[str]) -> Figure:
    fields: dict[str, str] = {}
    series: list[tuple[str, tuple[float, ...]]] = []
    for name, value in _fields(body):
        if name.startswith("series "):
            series.append((name.removeprefix("series "), tuple(float(n) for n in value.split())))
        else:
            fields[name] = value
    steps = tuple(step.strip() for step in fields.get("steps", "").split("|") if step.strip())
    chart = Chart(fields.get("unit", ""), tuple(fields.get("x", "").split()), tuple(series), steps)
    return Figure(number, key, drawing, parse_rich(fields["caption"]), fields.get("source"), chart)


def _table(number: str, key: str, body: list[str]) -> Table:
    grid: list[list[str]] = []
    keys: list[str | None] = []
    fields: dict[str, str] = {}
    notes: list[str] = []
    for line in body:
        if line.startswith(("|", "@")):
            row_key, _, cells = line.partition("|")
            keys.append(row_key.strip().lstrip("@") or None)
            grid.append([cell.strip() for cell in cells.split("|")])
            continue
        name, _, value = line.partition(":")
        if name == "note":
            notes.append(value.strip())
        else:
            fields[name] = value.strip()
    width = len(grid[0])
    if any(len(row) != width for row in grid):
        raise MarkupError(f"table {number}: rows of unequal length")
    return Table(
        number=number,
        key=key,
        caption=parse_rich(fields.pop("caption")),
        source=fields.pop("source", None),
        notes=tuple(notes),
        unit_note=fields.pop("unit", None),
        header_rows=int(fields.pop("head")),
        label_cols=int(fields.pop("rowkey", "1")),
        n_rows=len(grid),
        n_cols=width,
        cells=tuple(_cells(grid)),
        row_keys=tuple(keys),
        options=fields,
    )


def _cells(grid: list[list[str]]) -> Iterator[Cell]:
    """The cells of a grid in which `<` continues the cell to the left and `^` the cell above."""
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            colspan = 1
            while c + colspan < len(row) and row[c + colspan] == "<":
                colspan += 1
            rowspan = 1
            while r + rowspan < len(grid) and grid[r + rowspan][c] == "^":
                rowspan += 1
            yield Cell(r, c, rowspan, colspan, parse_rich(text))


def _reference(line: str) -> Reference:
    found = REFERENCE.match(line)
    if not found:
        raise MarkupError(f"not a reference: {line}")
    url = URL.search(line)
    return Reference(int(found[1]), found[2], url[0] if url else None)
