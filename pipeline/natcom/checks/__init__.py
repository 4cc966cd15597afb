"""What looks wrong: small functions from an extraction and the configuration to findings, and the one list of them."""

from __future__ import annotations

from natcom.checks.audit import AUDIT
from natcom.checks.base import Check, run_all
from natcom.checks.configuration import check_configuration
from natcom.checks.conservation import check_conservation
from natcom.checks.contents import check_contents
from natcom.checks.doubts import check_tables
from natcom.checks.expectations import check_expectations
from natcom.checks.pages import check_pages
from natcom.checks.schemas import check_schemas
from natcom.config import Config
from natcom.records import Extraction, Finding

CHECKS: tuple[Check, ...] = (
    check_pages,
    check_schemas,
    check_configuration,
    check_expectations,
    check_contents,
    check_tables,
    *AUDIT,
    check_conservation,
)


def run_checks(extraction: Extraction, config: Config) -> tuple[Finding, ...]:
    """All findings of all checks, in reading order; the extraction's own findings are not among them."""
    return run_all(CHECKS, extraction, config)
