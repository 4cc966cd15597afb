"""The languages natcom reads: one module each, behind the interface in `base`."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from natcom.languages.base import Language


def language_module(name: str) -> Language:
    """The module of this name (`zh_hant`, `en`), as the language file names it in `module`.

    Raises:
        ModuleNotFoundError: there is no such module.
    """
    return cast("Language", import_module(f"natcom.languages.{name}"))
