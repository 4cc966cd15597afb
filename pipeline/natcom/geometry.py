"""Pure functions on boxes and intervals. Coordinates are points from the top left, y downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from natcom.model import BBox


def union(boxes: Iterable[BBox]) -> BBox:
    """The smallest box around all `boxes`.

    Raises:
        ValueError: there are none.
    """
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return BBox(min(x0s), min(tops), max(x1s), max(bottoms))


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """The length that the intervals [a0, a1] and [b0, b1] share; 0 where they do not meet."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def contains(outer: BBox, x: float, y: float, margin: float = 0.0) -> bool:
    """Whether the point lies in the box grown by `margin` on all sides."""
    return outer.x0 - margin <= x <= outer.x1 + margin and outer.top - margin <= y <= outer.bottom + margin


def near(a: BBox, b: BBox, distance: float) -> bool:
    """Whether the boxes are at most `distance` apart both across and down."""
    return (
        a.x0 - distance <= b.x1
        and b.x0 - distance <= a.x1
        and a.top - distance <= b.bottom
        and b.top - distance <= a.bottom
    )


def merge_near(boxes: Sequence[BBox], distance: float) -> list[BBox]:
    """Boxes that are within `distance` of each other, directly or through others, merged into one; sorted by top, x0.

    A sweep from the top: a box can only join groups that still reach down to it, so the cost stays near n log n.
    """
    groups: list[BBox] = []
    for box in sorted(boxes, key=lambda b: b.top):
        merged = box
        rest = []
        for group in groups:
            if near(group, merged, distance):
                merged = union((group, merged))
            else:
                rest.append(group)
        groups = [*rest, merged]
    while True:  # a merged group may have grown into another one
        again: list[BBox] = []
        for box in groups:
            partner = next((i for i, other in enumerate(again) if near(other, box, distance)), None)
            if partner is None:
                again.append(box)
            else:
                again[partner] = union((again[partner], box))
        if len(again) == len(groups):
            return sorted(again, key=lambda b: (b.top, b.x0))
        groups = again
