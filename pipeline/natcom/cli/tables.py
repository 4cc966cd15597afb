"""Tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from natcom.output.dictionary import constraints_text
from natcom.output.schemas import Schema


def plain_table(*heads: str) -> Table:
    """An empty table with these heads and quiet lines."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def show_files(schemas: Iterable[Schema], suffix: str) -> None:
    """List the output files: name, version, number of columns, what a record is."""
    table = plain_table("file", "version", "columns", "a record is")
    for schema in schemas:
        described = Text(schema.descriptor[f"description{suffix}"])
        table.add_row(schema.name, schema.version, str(len(schema.fields)), described)
    Console().print(table)


def show_columns(schema: Schema, suffix: str) -> None:
    """List the columns of one file, then its keys."""
    console = Console()
    described = schema.descriptor
    console.print(Text(f"{schema.tag}: {described[f'description{suffix}']}"))
    table = plain_table("column", "type", "meaning")
    for field in schema.fields:
        meaning = Text(f"{field[f'title{suffix}']}: {field[f'description{suffix}']}")
        limits = constraints_text(field.get("constraints", {}))
        table.add_row(field["name"], field["type"], meaning + Text(f" [{limits}]" if limits else "", style="dim"))
    console.print(table)
    if described.get("primaryKey"):
        console.print(Text("primary key: " + ", ".join(described["primaryKey"])))
    for key in described.get("foreignKeys", ()):
        target = key["reference"]
        console.print(Text(f"{key['fields']} refers to {target['resource'] or schema.name}.{target['fields']}"))
