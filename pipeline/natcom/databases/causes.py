"""What caused two runs over one edition to differ, by their manifests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """What of a run can cause its results to differ from another's; each part is a tuple of texts to compare."""

    run_id: str
    source: tuple[str, ...]
    code: tuple[str, ...]
    configuration: tuple[str, ...]
    corrections: tuple[str, ...]


def run_from(run_id: str, manifest: Mapping[str, Any]) -> Run:
    """The run that a manifest tells of; what it does not tell counts as empty."""
    configuration = dict(manifest.get("configuration") or {})
    code = manifest.get("code") or {}
    options = sorted((manifest.get("options") or {}).items())
    return Run(
        run_id=run_id,
        source=tuple(str(each.get("sha256")) for each in manifest.get("inputs") or ()),
        code=tuple(str(code.get(name, "")) for name in ("version", "sha256")),
        configuration=(str(configuration.pop("sha256", "")), *(str(option) for option in options)),
        corrections=tuple(f"{name} {value}" for name, value in sorted(configuration.items())),
    )


def cause(old: Run, new: Run) -> str:
    """What differs between two runs: source, extractor, configuration, correction; joined by `+` where several do.

    >>> old = Run("1", ("a",), ("0.1",), ("c",), ())
    >>> cause(old, Run("2", ("a",), ("0.2",), ("c",), ()))
    'extractor'
    """
    differing = (
        ("source", old.source != new.source),
        ("extractor", old.code != new.code),
        ("configuration", old.configuration != new.configuration),
        ("correction", old.corrections != new.corrections),
    )
    return "+".join(name for name, found in differing if found) or "unknown"
