"""Bullets drawn as paths."""

from __future__ import annotations

from natcom.ingest.bullets import drawn_bullets
from natcom.ingest.content import ASCENT, DESCENT
from natcom.model import BBox, Glyph

SIZE, BASELINE = 10.0, 100.0


def glyphs(text: str, x0: float, baseline: float = BASELINE) -> list[Glyph]:
    return [
        Glyph(
            c,
            x0 + SIZE * i,
            baseline - ASCENT * SIZE,
            x0 + SIZE * (i + 1),
            baseline + DESCENT * SIZE,
            "F",
            SIZE,
            0,
            0,
            False,
        )
        for i, c in enumerate(text)
    ]


def disc(x: float, baseline: float = BASELINE, width: float = 4.0) -> BBox:
    middle = baseline - 0.35 * SIZE
    return BBox(x - width / 2, middle - width / 2, x + width / 2, middle + width / 2)


def test_a_disc_before_a_row_is_its_bullet() -> None:
    (bullet,) = drawn_bullets([*glyphs("植樹", 80), *glyphs("造林", 80, 120)], [disc(70)])
    assert (bullet.text, bullet.x0, bullet.x1, bullet.bottom) == ("\u2022", 68, 72, BASELINE + DESCENT * SIZE)


def test_a_shape_drawn_twice_is_one_bullet() -> None:
    assert len(list(drawn_bullets(glyphs("植樹", 80), [disc(70), disc(70)]))) == 1


def test_points_of_curves_large_shapes_rules_and_marks_within_text_are_none() -> None:
    row = glyphs("植樹", 80)
    within = [*glyphs("甲", 55), *row]
    assert not list(drawn_bullets(row, [disc(40), disc(70, 80), disc(70, width=9), BBox(60, 96, 78, 97)]))
    assert not list(drawn_bullets(within, [disc(70)]))
