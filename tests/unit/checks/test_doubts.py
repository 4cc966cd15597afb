"""Tables that are not sure of themselves are said to be so."""

from __future__ import annotations

import builders
from natcom.checks.doubts import check_tables
from natcom.config import load_config

CONFIG = load_config()


def told(confidence: float | None) -> list[str]:
    table = builders.table((("年度", "場次"), ("2023", "37"))).model_copy(update={"confidence": confidence})
    return [one.rule for one in check_tables(builders.extraction(tables=(table,)), CONFIG)]


def test_little_confidence_is_a_finding_and_enough_is_none() -> None:
    assert told(0.55) == ["table-doubtful"]
    assert told(0.92) == []
    assert told(None) == []
