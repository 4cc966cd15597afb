"""What a folder was made from and holds (`manifest.json`), and when and where it was made (`run.json`)."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from natcom._version import __version__
from natcom.output.files import RECORD_CLASSES, records_of
from natcom.output.schemas import Schema
from natcom.records import Extraction

TOOLS = ("playa-pdf", "pypdfium2", "pillow", "pydantic", "jieba", "spacy", "pandas", "rapidfuzz")
SHARE_DECIMALS = 4
SEVERITIES = ("error", "warning", "info")  # the worst first
MOST_WORST = 3  # findings that a summary can quote


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read, and what its owner asks of readers where it is locked (`encrypted`, `no print` …)."""

    path: Path
    sha256: str
    size: int
    restrictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunRecord:
    """How an extraction came about.

    `options` are those that change what is read; `seconds` says how long each stage took; `inputs` names further
    files that had a say (the corrections), each with its sha256.
    """

    config_digest: str
    sources: tuple[SourceFile, ...]
    started: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """sha256 over the names and bytes of the package's modules."""
    package = Path(__file__).resolve().parent.parent
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def coverage_shares(extraction: Extraction) -> dict[str, float]:
    """Which share of all numbers printed each kind of claim accounts for, `unclaimed` among them."""
    claims = Counter(item.claimed_by for item in extraction.coverage)
    return {claim: round(count / claims.total(), SHARE_DECIMALS) for claim, count in sorted(claims.items())}


def status_of(extraction: Extraction, options: Mapping[str, Any]) -> str:
    """`complete`, or `partial` where only some pages were read or an open error speaks of the extraction itself."""
    failed = any(f.about == "extraction" and f.severity == "error" and f.status == "open" for f in extraction.findings)
    return "partial" if failed or options.get("pages") else "complete"


def findings_counts(extraction: Extraction) -> dict[str, dict[str, int]]:
    """How many findings there are: the open ones by severity and by rule, all by status."""
    findings = extraction.findings
    return {
        "severity": dict(sorted(Counter(f.severity for f in findings if f.status == "open").items())),
        "rule": dict(sorted(Counter(f.rule for f in findings if f.status == "open").items())),
        "status": dict(sorted(Counter(f.status for f in findings).items())),
    }


def worst_findings(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    """The worst open findings about the report, and those about the extraction."""
    found: dict[str, list[dict[str, Any]]] = {"report": [], "extraction": []}
    for one in sorted(extraction.findings, key=lambda f: SEVERITIES.index(f.severity)):
        if one.status == "open":
            about = found["extraction" if one.about == "extraction" else "report"]
            about.append({"severity": one.severity, "rule": one.rule, "page": one.page, "message": one.message})
    return {about: rows[:MOST_WORST] for about, rows in found.items()}


def manifest(extraction: Extraction, run: RunRecord, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """The content of `manifest.json`: the same for the same input, configuration and code."""
    return {
        "schema": "manifest/1",
        "document": extraction.document.document_id,
        "status": status_of(extraction, run.options),
        "inputs": [_input(source) for source in run.sources],
        "configuration": {"sha256": run.config_digest, **run.inputs},
        "code": {"name": "natcom", "version": __version__, "sha256": code_digest()},
        "options": dict(sorted(run.options.items())),
        "schemas": {name: schema.version for name, schema in schemas.items()},
        "counts": {name: len(records_of(extraction, name)) for name in RECORD_CLASSES},
        "findings": findings_counts(extraction),
        "coverage": {"numbers": len(extraction.coverage), "shares": coverage_shares(extraction)},
    }


def _input(source: SourceFile) -> dict[str, Any]:
    known = {"file": source.path.name, "sha256": source.sha256, "bytes": source.size}
    return {**known, "restrictions": list(source.restrictions)} if source.restrictions else known


def run_report(extraction: Extraction, run: RunRecord, finished: datetime) -> dict[str, Any]:
    """The content of `run.json`: times, host, tool versions, and where the files were."""
    return {
        "schema": "run/1",
        "document": extraction.document.document_id,
        "started": _utc(run.started),
        "finished": _utc(finished),
        "seconds": {stage: round(seconds, 3) for stage, seconds in run.seconds.items()},
        "host": platform.node(),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "tools": _tool_versions(),
        "files": [{"path": str(s.path.resolve()), "sha256": s.sha256} for s in run.sources],
    }


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def _tool_versions() -> dict[str, str]:
    versions = {}
    for tool in TOOLS:
        try:
            versions[tool] = importlib.metadata.version(tool)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions
