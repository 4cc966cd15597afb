"""A picture of a page to its content: levelled, its ruled lines lifted off, its text recognised."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from natcom.ingest.content import PageContent
from natcom.ingest.ocr.engine import Pixels, SeenLine, recognise
from natcom.ingest.ocr.glyphs import leaders, measured, page_glyphs
from natcom.ingest.ocr.picture import (
    Bar,
    Ink,
    find_ink,
    find_pictures,
    find_skew,
    find_strokes,
    turned_picture,
    without,
)
from natcom.model import BBox, Picture, Ruling

DPI = 200  # what PP-OCR reads best; at 300 it takes twice as long for the same characters
SIDEWAYS = 1.5  # lines that are this many times taller than long: the page lies on its side
PAGE_SHARE = 0.9  # of the page's width and height: a picture that covers more is the paper's own shadow


class RecognisedPage(NamedTuple):
    """A page's content, by how many degrees it was levelled, and the mean confidence of its characters."""

    content: PageContent
    skew: float
    confidence: float


def recognise_page(picture: Pixels, scale: float) -> RecognisedPage:
    """What the picture (height × width × 3, RGB; `scale` pixels per point) shows, in points from its top left.

    Boxes are those of the levelled page, which is turned about its middle.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    skew = find_skew(grey)
    if skew:
        picture = np.asarray(turned_picture(picture, skew), dtype=np.uint8)
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    ink = find_ink(grey, scale)
    across, down = find_strokes(ink, scale)
    lines = recognise(_painted(picture, (*across, *down)))
    rest = without(ink, (*across, *down))
    known = [m for line in lines if (m := measured(line, rest)) is not None]
    glyphs = page_glyphs([*known, *leaders(known, rest)], scale)
    height, width = grey.shape
    pictures = _pictures(rest, lines, scale)
    content = PageContent(
        width / scale,
        height / scale,
        glyphs,
        _rulings(across, down, lines, scale),
        (),
        tuple(Picture(_points(bar, scale), vector=False) for bar in pictures),
    )
    characters = [c.confidence for line in lines for c in line.characters]
    return RecognisedPage(content, skew, float(np.mean(characters)) if characters else 0.0)


def _painted(picture: Pixels, bars: tuple[Bar, ...]) -> Pixels:
    """The picture with its ruled lines in the colour of the paper: text that touches them is recognised better."""
    clean = picture.copy()
    for x0, top, x1, bottom in bars:
        clean[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = 255
    return clean


def _pictures(rest: Ink, lines: tuple[SeenLine, ...], scale: float) -> list[Bar]:
    """Drawings and photographs: ink that no recognised line covers."""
    boxes = tuple(
        Bar(int(line.characters[0].x0), int(line.top), int(line.characters[-1].x1), int(line.bottom)) for line in lines
    )
    height, width = rest.shape
    return [
        bar
        for bar in find_pictures(without(rest, boxes, margin=2), scale)
        if bar.x1 - bar.x0 < PAGE_SHARE * width or bar.bottom - bar.top < PAGE_SHARE * height
    ]


def _rulings(
    across: tuple[Bar, ...], down: tuple[Bar, ...], lines: tuple[SeenLine, ...], scale: float
) -> tuple[Ruling, ...]:
    """Ruled lines in points; an upright one within a single line of text is a stroke of a character."""
    level = [
        Ruling(b.x0 / scale, y := (b.top + b.bottom) / 2 / scale, b.x1 / scale, y, (b.bottom - b.top) / scale, 0)
        for b in across
    ]
    upright = [
        Ruling(x := (b.x0 + b.x1) / 2 / scale, b.top / scale, x, b.bottom / scale, (b.x1 - b.x0) / scale, 0)
        for b in down
        if not any(
            line.top - 2 <= b.top
            and b.bottom <= line.bottom + 2
            and line.characters[0].x0 <= b.x0
            and b.x1 <= line.characters[-1].x1
            for line in lines
        )
    ]
    return (*level, *upright)


def _points(bar: Bar, scale: float) -> BBox:
    return BBox(bar.x0 / scale, bar.top / scale, bar.x1 / scale, bar.bottom / scale)
