"""The last word on an extraction: all checks, what became of its corrections, what people accepted or waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from natcom.checks import run_checks
from natcom.checks.base import reading_order
from natcom.checks.corrections import OF_THE_RUN, check_outcomes, check_waivers, settle
from natcom.config import Config
from natcom.records import Extraction, Finding
from natcom.stages.corrections import Outcome

NOWHERE = 1 << 30  # the page of what has none: behind all others


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
    told = _in_order((*settled.findings, *unused), extraction.findings)
    return extraction.model_copy(update={"findings": told})


def _in_order(findings: Iterable[Finding], before: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings page by page, those without a page last; what was told before keeps its place among the others.

    A run puts them into the order of the blocks on a page, which only it knows.
    """
    known = {finding.finding_id: index for index, finding in enumerate(before)}
    pages = [finding.page or NOWHERE for finding in before]

    def place(finding: Finding) -> tuple[int, int, tuple[object, ...]]:
        if finding.finding_id in known:
            return known[finding.finding_id], 0, ()
        page = finding.page or NOWHERE
        last = max((index for index, other in enumerate(pages) if other <= page), default=-1)
        return last, 1, (page, *reading_order(finding))

    return tuple(sorted(findings, key=place))
