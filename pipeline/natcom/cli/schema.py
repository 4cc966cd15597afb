"""`natcom schema`: what the columns of the output files mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from natcom.errors import ConfigError


def schema_command(
    name: Annotated[str | None, typer.Argument(help="A file, such as facts; without it all are listed.")] = None,
    configs: Annotated[Path | None, typer.Option(help="The configuration folder; natcom's own by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the Table Schema itself.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the data dictionary of all files, in English and Chinese.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Language of titles and descriptions: en or zh.")] = "en",
) -> None:
    """Show the columns of an output file: names, types, meaning, allowed values, keys.

    Examples:
        natcom schema
        natcom schema facts
        natcom schema observations --json > observations.schema.json
        natcom schema --markdown > docs/data-dictionary.md
    """
    from natcom.cli.jobs import spoken_language
    from natcom.config import default_directory
    from natcom.output.schemas import load_compared_schemas, load_schemas

    directory = configs or default_directory()
    schemas = {**load_schemas(directory), **load_compared_schemas(directory)}
    if name is not None and name not in schemas:
        raise ConfigError(f"There is no file {name}; the files are {', '.join(schemas)}.")
    lang = spoken_language(lang)
    if as_json:
        wanted = {name: schemas[name].descriptor} if name else {n: s.descriptor for n, s in schemas.items()}
        typer.echo(json.dumps(wanted[name] if name else wanted, ensure_ascii=False, indent=1))
        return
    if markdown:
        from natcom.config.review import read_review_words
        from natcom.output.dictionary import data_dictionary

        chosen = [schemas[name]] if name else list(load_schemas(directory).values())
        typer.echo(data_dictionary(chosen, read_review_words(directory)), nl=False)
        return
    from natcom.cli.tables import show_columns, show_files

    if name:
        show_columns(schemas[name], "" if lang == "en" else "_zh")
    else:
        show_files(schemas.values(), "" if lang == "en" else "_zh")
