"""`datapackage.json`: the CSV files of a folder as a Data Package (version 2), each with its schema."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from natcom._version import __version__
from natcom.output.manifest import SourceFile
from natcom.output.schemas import Schema
from natcom.records import DocumentRecord

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
LICENCE_NAME = re.compile(r"[-A-Za-z0-9._]+")  # what the standard lets stand as the name of a licence


def datapackage(
    document: DocumentRecord,
    sources: Sequence[SourceFile],
    schemas: Mapping[str, Schema],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    """The description of the CSV `files` (name to content); `sha256` and `bytes` of each let a copy be checked."""
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": document.document_id,
        "title": document.title or document.document_id,
        "description": f"Read from the report by natcom {__version__}; every record names its page and box.",
        "version": document.edition or (str(document.year) if document.year else None),
        "licenses": _licences(document.licence),
        "sources": [_source(document, source) for source in sources],
        "contributors": [{"title": document.publisher, "roles": ["publisher"]}] if document.publisher else None,
        "resources": [resource(schemas[name], content) for name, content in files.items()],
    }
    return {key: value for key, value in package.items() if value}


def _source(document: DocumentRecord, source: SourceFile) -> dict[str, Any]:
    found = {"title": document.title or source.path.name, "file": source.path.name, "hash": f"sha256:{source.sha256}"}
    return found | ({"path": document.source_url} if document.source_url else {})


def _licences(licence: str | None) -> list[dict[str, str]]:
    if not licence:
        return []
    if re.match(r"https?://", licence):
        return [{"path": licence}]
    if LICENCE_NAME.fullmatch(licence):
        return [{"name": licence}]
    return [{"name": "other", "title": licence}]


def resource(schema: Schema, content: bytes) -> dict[str, Any]:
    """The description of one CSV file with this content."""
    return {
        "$schema": RESOURCE_PROFILE,
        "name": schema.name,
        "title": schema.descriptor.get("title", schema.name),
        "path": f"{schema.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": dict(schema.descriptor),
    }
