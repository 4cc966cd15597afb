"""Figures and tables of two editions: which became which, through renumbering and recaptioning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from natcom.comparison.assign import Pair, assign
from natcom.comparison.words import likeness, mask, squeeze
from natcom.config.compare import CaptionWeights
from natcom.records import Figure, Table

Captioned = Figure | Table
SAME_WORDS = 0.9  # of a table's content: with this share in common two tables are one, whatever they are called


def match_captioned(
    old: Sequence[Captioned], new: Sequence[Captioned], sections: Mapping[str, str], weights: CaptionWeights
) -> dict[int, int]:
    """Pairs by index. `sections` maps the path of each old section to that of the new one it became."""
    contents = [_content(item) for item in old], [_content(item) for item in new]
    scores: dict[Pair, float] = {}
    for a, left in enumerate(old):
        for b, right in enumerate(new):
            content = _overlap(contents[0][a], contents[1][b])
            score = _score(left, right, sections, content, weights)
            if score > weights.threshold:
                scores[a, b] = score
    return assign(scores, weights.threshold)


def _score(
    left: Captioned, right: Captioned, sections: Mapping[str, str], content: float | None, weights: CaptionWeights
) -> float:
    signs = [(weights.number, _equal(left.number, right.number))]
    if left.caption and right.caption:
        signs.append((weights.caption, likeness(mask(left.caption), mask(right.caption))))
    if left.section_path is not None and right.section_path is not None:
        signs.append((weights.section, float(sections.get(left.section_path) == right.section_path)))
    if content is not None:
        signs.append((weights.content, content))
    score = sum(weight * sign for weight, sign in signs) / sum(weight for weight, _ in signs)
    return max(score, content) if content is not None and content >= SAME_WORDS else score


def _equal(a: str | None, b: str | None) -> float:
    return float(bool(a) and squeeze(a) == squeeze(b))


def _content(item: Captioned) -> Counter[str] | None:
    """The texts of a table's cells; of a figure nothing is read but its caption."""
    if isinstance(item, Figure):
        return None
    return Counter(text for cell in item.cells if (text := squeeze(cell.text)))


def _overlap(a: Counter[str] | None, b: Counter[str] | None) -> float | None:
    if not a or not b:
        return None
    return 2 * (a & b).total() / (a.total() + b.total())
