"""A draft held against the last edition, for `natcom check --against`."""

from __future__ import annotations

from pathlib import Path

from natcom.cli.check import Checked


def check_draft(draft: Path, against: Path, configs: Path | None) -> Checked:
    """What the draft, an output folder or a PDF that is read first, forgot to bring up to date; nothing is written.

    Raises:
        NatcomError: one of the two cannot be read.
    """
    from natcom.api import extract
    from natcom.checks.base import run_all
    from natcom.comparison import compare
    from natcom.config.editions import config_of_document
    from natcom.draft import check_against
    from natcom.output.restore import read_extraction

    old = read_extraction(against).extraction
    language = old.document.language
    new = (
        read_extraction(draft).extraction
        if draft.is_dir()
        else extract(draft, configs=configs, language=language).model_copy(update={"findings": ()})
    )
    config = config_of_document(new.document.document_id, new.document.language, configs)
    comparison = compare(against, draft if draft.is_dir() else new, configs=configs)
    found = run_all([lambda extraction, _: check_against(extraction, old, comparison, config)], new, config)
    return Checked(draft, new.model_copy(update={"findings": found}))
