"""Structure tags: the paragraph-level element of the file's own structure that each stretch of content belongs to."""

from __future__ import annotations

import hashlib
from typing import Any

INLINE = frozenset(
    {
        "Span",
        "NonStruct",
        "Link",
        "Reference",
        "Quote",
        "Em",
        "Strong",
        "Sub",
        "Annot",
        "Lbl",
        "Code",
        "Note",
        "Ruby",
        "Warichu",
    }
)
# a list item's body holds its first paragraph bare beside whole others, so it tells no paragraphs
GROUPING = frozenset(
    {
        "Document",
        "StructTreeRoot",
        "Part",
        "Sect",
        "Art",
        "Div",
        "L",
        "LI",
        "LBody",
        "Table",
        "TBody",
        "TR",
        "TOC",
        "Figure",
    }
)
MAX_DEPTH = 12  # inline elements are nested a few deep; a broken tree may point at itself


def block_tags(page: Any) -> tuple[str | None, ...]:
    """For each marked-content id of the page its paragraph-level element as `role:key`, or None.

    The key is the same for one element on all its pages. Tags are evidence: a broken tree gives ().
    """
    try:
        elements = page.structure
        if elements is None:
            return ()
        cache: dict[int, str | None] = {}
        return tuple(_tag(element, cache) for element in elements)
    except Exception:
        return ()


def _tag(element: Any, cache: dict[int, str | None]) -> str | None:
    depth = 0
    while element is not None and depth < MAX_DEPTH:
        props = getattr(element, "props", None)
        if props is None:
            return None
        known = cache.get(id(props), "")
        if known != "":
            return known
        role = element.role
        if role in GROUPING:
            return None
        if role not in INLINE:
            identity = repr((props.get("K"), props.get("Pg"), props.get("P"))).encode()
            tag = f"{role}:{hashlib.blake2b(identity, digest_size=6).hexdigest()}"
            cache[id(props)] = tag
            return tag
        element = element.parent
        depth += 1
    return None
