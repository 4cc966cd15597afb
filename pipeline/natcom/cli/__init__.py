"""The command line: one small file per command."""

from __future__ import annotations

from natcom.cli.app import main

__all__ = ["main"]
