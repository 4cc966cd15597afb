"""Ids made from content, never from the order of processing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

ID_DIGITS = 10  # 40 bits: among 100,000 records of one document a clash has a chance of 0.5 %, and `Ids` resolves it


def digest(*parts: object) -> str:
    """A short stable hash of the parts' text (None and "" are the same)."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]


def slug(text: str, fallback: str = "report") -> str:
    """`text` as a lower-case ASCII file name; where little or nothing ASCII is left, `fallback` and a short hash.

    >>> slug("Netzero 2050.v2")
    'netzero-2050-v2'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    kept = sum(c.isalnum() for c in plain)
    if kept and kept == sum(c.isalnum() for c in text):
        return plain
    return f"{plain or fallback}-{digest(text)[:6]}"


class Ids:
    """Hands out the ids of one document: the same content gives the same id, equal records are told by occurrence."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._seen: Counter[str] = Counter()

    def make(self, prefix: str, *parts: object) -> str:
        """`prefix-hash`, from the document and the parts; the second among equals gets `.2`, and so on."""
        base = f"{prefix}-{digest(self._document_id, prefix, *parts)}"
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}.{self._seen[base]}"
