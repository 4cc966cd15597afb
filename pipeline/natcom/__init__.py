"""natcom reads national climate reports: `natcom.extract("report.pdf")`, `natcom.read("output/report")`.

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from natcom._version import __version__

if TYPE_CHECKING:
    from natcom.api import compare, extract, load
    from natcom.columns import Records
    from natcom.errors import (
        ConfigError,
        EncryptedPdf,
        InputError,
        NatcomError,
        NoTextLayer,
        OutputError,
        UnreadablePdf,
    )
    from natcom.output.read import Frames, read
    from natcom.records import Extraction

__all__ = [
    "ConfigError",
    "EncryptedPdf",
    "Extraction",
    "Frames",
    "InputError",
    "NatcomError",
    "NoTextLayer",
    "OutputError",
    "Records",
    "UnreadablePdf",
    "__version__",
    "compare",
    "extract",
    "load",
    "read",
]

_HOMES = {
    "natcom.api": ("compare", "extract", "load"),
    "natcom.errors": (
        "ConfigError",
        "EncryptedPdf",
        "InputError",
        "NatcomError",
        "NoTextLayer",
        "OutputError",
        "UnreadablePdf",
    ),
    "natcom.output.read": ("Frames", "read"),
    "natcom.columns": ("Records",),
    "natcom.records": ("Extraction",),
}


def __getattr__(name: str) -> Any:
    import importlib

    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'natcom' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
