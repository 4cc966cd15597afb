"""`configs/compare.toml`: its patterns, its units, and that thresholds lie where the samples leave room for them."""

from __future__ import annotations

import pytest

from comparing import GOLD, scores
from natcom.comparison import compare_editions, read_edition
from natcom.config import default_directory
from natcom.config.compare import CompareConfig, read_compare

CONFIG = read_compare(default_directory())
PATTERNS = [*CONFIG.gwp, *CONFIG.years, CONFIG.base, CONFIG.gwp_free]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_patterns_match_what_they_say(pattern: object) -> None:
    assert all(pattern.regex.match(text) for text in pattern.match)  # type: ignore[attr-defined]
    assert not any(pattern.regex.match(text) for text in pattern.no_match)  # type: ignore[attr-defined]


def test_names_of_sets_are_unique_and_each_word_is_said_once() -> None:
    assert len({name.name for name in CONFIG.gwp}) == len(CONFIG.gwp)
    assert len(set(CONFIG.still)) == len(CONFIG.still)


def test_factors_are_those_of_their_dimension() -> None:
    units = CONFIG.units
    assert units["GW"].factor == 1000 * units["MW"].factor == 1e6 * units["kW"].factor
    assert units["km2"].factor == 100 * units["ha"].factor
    assert units["PJ"].factor == pytest.approx(units["TWh"].factor / 3.6)
    assert set(CONFIG.gwp_dimensions) <= {unit.dimension for unit in units.values()}


@pytest.mark.parametrize("part", ["sections", "captions", "labels", "facts"])
@pytest.mark.parametrize("by", [-0.03, 0.03])
def test_a_threshold_a_little_off_finds_the_same(part: str, by: float) -> None:
    settings = getattr(CONFIG, part)
    moved = settings.model_copy(update={"threshold": settings.threshold + by})
    config: CompareConfig = CONFIG.model_copy(update={part: moved})
    comparison = compare_editions([read_edition(path) for path in GOLD], config)
    assert set(scores(comparison).values()) == {(1.0, 1.0)}
