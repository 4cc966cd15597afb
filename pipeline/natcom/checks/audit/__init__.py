"""The self-audit: the report's own totals, shares, counts, names and cross-references, looked at again."""

from __future__ import annotations

from natcom.checks.audit.lists import counted_lists, members_twice
from natcom.checks.base import Check

AUDIT: tuple[Check, ...] = (counted_lists, members_twice)
