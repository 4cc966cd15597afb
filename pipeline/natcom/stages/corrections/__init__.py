"""What people have mended, put into the records."""

from __future__ import annotations

from natcom.stages.corrections.apply import Corrected, Outcome, Status, apply_corrections
from natcom.stages.corrections.locate import Anchor, anchor_of

__all__ = ["Anchor", "Corrected", "Outcome", "Status", "anchor_of", "apply_corrections"]
