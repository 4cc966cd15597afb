"""The data dictionary: every column of every file, in two languages, from the Table Schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from natcom.config.review import ReviewWords
from natcom.output.schemas import Schema


def data_dictionary(schemas: Iterable[Schema], words: ReviewWords) -> str:
    """The dictionary as Markdown."""
    parts = [f"# {words.en['dictionary']} · {words.zh['dictionary']}", words.en["dictionary_intro"]]
    parts.append(words.zh["dictionary_intro"])
    parts += [_file(schema, words) for schema in schemas]
    return "\n\n".join(parts) + "\n"


def _file(schema: Schema, words: ReviewWords) -> str:
    about = schema.descriptor
    lines = [f"## `{schema.name}` · {about['title']} · {about['title_zh']}", ""]
    lines += [f"{about['description']} {about['description_zh']} (`{schema.tag}`)", ""]
    heads = [words.en["column"], words.en["type"], words.en["meaning"], words.zh["meaning"], words.en["limits"]]
    lines += [_row(heads), _row(["---"] * len(heads))]
    for field in schema.fields:
        meaning = (f"{field['title']}: {field['description']}", f"{field['title_zh']}：{field['description_zh']}")
        lines.append(
            _row([f"`{field['name']}`", field["type"], *meaning, constraints_text(field.get("constraints", {}))])
        )
    keys = ", ".join(f"`{name}`" for name in about["primaryKey"])
    lines += ["", f"{words.en['primary_key']} · {words.zh['primary_key']}: {keys}"]
    for key in about.get("foreignKeys", ()):
        target = key["reference"]
        told = {"column": f"`{key['fields']}`", "target": f"`{target['resource'] or schema.name}.{target['fields']}`"}
        lines[-1] += f"; {words.en['refers_to'].format_map(told)}"
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def constraints_text(constraints: Mapping[str, Any]) -> str:
    """A field's constraints in a few words."""
    words = [name for name in ("required", "unique") if constraints.get(name)]
    if "enum" in constraints:
        words.append("one of " + ", ".join(constraints["enum"]))
    words += [f"{name} {constraints[name]}" for name in ("minimum", "maximum", "pattern") if name in constraints]
    return "; ".join(words)
