"""How findings are graded and worded: `configs/checks.toml`."""

from __future__ import annotations

from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import model_validator

from natcom.config._toml import Settings, read_settings
from natcom.config.audit import AuditSettings

Severity = Literal["error", "warning", "info", "off"]


def placeholders(template: str) -> set[str]:
    """The names in braces that a message template wants filled."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


class Rule(Settings):
    """A rule: how bad it is (`off`: not reported), whose fault it is, and its message in English and Chinese.

    Both messages fill the same names in braces; `{expected}` and `{found}` are the finding's own.
    """

    severity: Severity
    about: Literal["report", "extraction", "configuration"]
    status: Literal["open", "accepted", "waived"] = "open"
    en: str
    zh: str

    @model_validator(mode="after")
    def _say_the_same(self) -> Rule:
        if placeholders(self.en) != placeholders(self.zh):
            raise ValueError("the English and the Chinese message name different things in braces")
        return self


class CheckSettings(Settings):
    """All rules by name, the tolerances of the self-audit, and the confidence below which a table is doubtful."""

    doubtful_table: float
    rules: dict[str, Rule]
    audit: AuditSettings


def read_checks(path: Path) -> CheckSettings:
    """The settings of the checks at `path`."""
    return read_settings(path, CheckSettings)
