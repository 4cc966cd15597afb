"""What became of corrections, and which findings people have accepted or waived.

Both need what a check does not see (the outcomes of the corrections, the findings themselves), so they stand beside the
list of checks: first the checks run, then their findings are settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from natcom.checks.base import Side, finding
from natcom.config import Config
from natcom.config.corrections import Correction
from natcom.records import Extraction, Finding
from natcom.stages.corrections import Outcome
from natcom.text.squeeze import squeeze

RULES = {"unmatched": "correction-unmatched", "needless": "correction-needless", "incomplete": "correction-incomplete"}

# Findings that tell of a run and cannot be found again in its output: what was rejected is not there any more.
OF_THE_RUN = frozenset(RULES.values())


def check_outcomes(extraction: Extraction, config: Config, outcomes: Iterable[Outcome]) -> tuple[Finding, ...]:
    """A finding for each correction that matched nothing, is no longer needed, or lacks something."""
    return tuple(
        finding(
            extraction,
            config,
            RULES[outcome.status],
            [Side(outcome.record_id or "", outcome.correction.page)],
            line=str(outcome.correction.line),
            action=outcome.correction.action,
            what=_what(outcome.correction),
            found=outcome.detail or outcome.correction.value or None,
        )
        for outcome in outcomes
        if outcome.status in RULES
    )


def _what(row: Correction) -> str:
    name = row.text or row.record_id
    return f"{name} ({row.file}, p. {row.page})" if row.page else f"{name} ({row.file})"


class Settled(NamedTuple):
    """Findings with their status, and the waivers that fit none of them."""

    findings: tuple[Finding, ...]
    unused: tuple[Correction, ...]


def settle(findings: Sequence[Finding], config: Config) -> Settled:
    """The findings with the status that the edition's waivers give them.

    A waiver names a finding by its id, else by its rule, page and a part of its message, of which it means the
    `occurrence`-th.
    """
    status: dict[str, Literal["accepted", "waived"]] = {}
    if config.edition is not None:
        status |= dict.fromkeys(config.edition.accepted, "accepted")
        status |= dict.fromkeys(config.edition.waived, "waived")
    unused = []
    for row in config.corrections:
        if row.action != "waive":
            continue
        meant = _meant(findings, row)
        if meant is None:
            unused.append(row)
        else:
            status[meant.finding_id] = "accepted" if row.value == "accepted" else "waived"
    told = tuple(
        f.model_copy(update={"status": status[f.finding_id]}) if f.finding_id in status else f for f in findings
    )
    return Settled(told, tuple(unused))


def _meant(findings: Sequence[Finding], row: Correction) -> Finding | None:
    by_id = next((f for f in findings if row.record_id and f.finding_id == row.record_id), None)
    if by_id is not None or not row.field:
        return by_id
    wanted = squeeze(row.text)
    fitting = [
        f
        for f in findings
        if f.rule == row.field
        and row.page in (None, f.page)
        and any(wanted in squeeze(text) for text in (f.message, f.message_zh, f.found, f.expected))
    ]
    return fitting[row.occurrence - 1] if row.occurrence <= len(fitting) else None


def check_waivers(extraction: Extraction, config: Config, unused: Iterable[Correction]) -> tuple[Finding, ...]:
    """A finding for each waiver that fits no finding any more."""
    return tuple(
        finding(extraction, config, "waiver-unmatched", [], line=str(row.line), what=row.record_id or row.field)
        for row in unused
    )
