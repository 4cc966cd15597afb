"""Whatever a language makes of a text, each of its digits is accounted for exactly once."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from document_builders import block, document, passage
from natcom.checks.conservation import cover_numbers
from natcom.config import load_config
from natcom.languages import language_module
from natcom.model import BlockKind

CONFIG = load_config()
MODULE = language_module(CONFIG.language.module)
GRAMMAR = MODULE.grammar(CONFIG.language.facts, CONFIG.units)

TEXT = st.text("0123456789.,年月日家度第一二約 %CO-至~（）。", min_size=1, max_size=60)


class Claim(NamedTuple):
    start: int
    end: int
    claim: str


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, tuple[Claim, ...]]:
    """A text and claims on parts of it that do not overlap, as a reading promises."""
    text = draw(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    names = draw(st.lists(st.sampled_from(["fact", "date", "name", "number", "label"]), min_size=8, max_size=8))
    spans = [*pairwise(cuts)][::2]
    return text, tuple(Claim(a, b, name) for (a, b), name in zip(spans, names, strict=False))


def digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


@given(readings())
def test_each_digit_is_in_one_item(reading: tuple[str, tuple[Claim, ...]]) -> None:
    text, claims = reading
    body = block(BlockKind.TEXT, text)
    report = document(body)
    items = cover_numbers(report, (passage(report, [body]),), builders.extraction(), CONFIG, lambda _: claims)
    assert sorted("".join(digits(item.text) for item in items)) == sorted(digits(text))
    boxes = [box.bbox for item in items for box in item.boxes]
    assert len(set(boxes)) == len(boxes)


@settings(deadline=None)  # the first text loads the language's dictionary
@given(TEXT)
def test_each_digit_is_in_one_item_of_the_languages_own_reading(text: str) -> None:
    body = block(BlockKind.TEXT, text)
    report = document(body)
    items = cover_numbers(
        report,
        (passage(report, [body]),),
        builders.extraction(),
        CONFIG,
        lambda words: MODULE.read_numbers(words, GRAMMAR).claims,
    )
    assert sorted("".join(digits(item.text) for item in items)) == sorted(digits(text))


@given(TEXT, st.sampled_from(list(BlockKind)))
def test_blocks_of_every_kind_are_counted_whole(text: str, kind: BlockKind) -> None:
    report = document(block(kind, text))
    items = cover_numbers(report, (), builders.extraction(), CONFIG, lambda _: ())
    assert sorted("".join(digits(item.text) for item in items)) == sorted(digits(text))
