"""How well an extraction agrees with pages that somebody has read by hand: figures between 0 and 1, and every miss."""

from __future__ import annotations

from natcom.score.measure import Miss, Score
from natcom.score.sheet import Sheet, read_sheet
from natcom.score.total import score

__all__ = ["Miss", "Score", "Sheet", "read_sheet", "score"]
