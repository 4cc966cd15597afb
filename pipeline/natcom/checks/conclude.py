"""The last word on an extraction: all checks, what became of its corrections, what people accepted or waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from natcom.checks import run_checks
from natcom.checks.base import reading_order
from natcom.checks.corrections import OF_THE_RUN, check_outcomes, check_waivers, settle
from natcom.config import Config
from natcom.records import Extraction, Finding
from natcom.stages.corrections import Outcome


def conclude(
    extraction: Extraction, config: Config, outcomes: Iterable[Outcome] | None = None, more: Iterable[Finding] = ()
) -> Extraction:
    """The extraction with its findings: `more` and those of all checks, with the status that people gave them.

    `outcomes` are those of its corrections. Without them (the records were read back from a folder) the findings about
    corrections that it has already are kept, since its records no longer tell what became of what was rejected.
    """
    if outcomes is None:
        of_run: Sequence[Finding] = [f for f in extraction.findings if f.rule in OF_THE_RUN]
    else:
        of_run = check_outcomes(extraction, config, outcomes)
    found = (*run_checks(extraction, config), *(f for f in (*of_run, *more) if f.severity != "off"))
    settled = settle(found, config)
    unused = (f for f in check_waivers(extraction, config, settled.unused) if f.severity != "off")
    return extraction.model_copy(update={"findings": tuple(sorted((*settled.findings, *unused), key=reading_order))})
