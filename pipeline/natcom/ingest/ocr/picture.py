"""What a picture of a page shows beside its text: how far it is askew, its ruled lines, its pictures."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from natcom.ingest.ocr.engine import Pixels

Ink = npt.NDArray[np.bool_]

MAX_SKEW = 4.0  # degrees: a page that is fed by hand leans less
SKEW_STEPS = (0.5, 0.1, 0.02)  # degrees, from the coarse search to the fine one
MIN_SKEW = 0.04  # degrees: half a point over a page's width; less is not worth a rotation
SMALL_SIDE = 900  # pixels of the picture that the angle is searched on
MIN_HORIZONTAL_PT, MIN_VERTICAL_PT = 36.0, 9.0  # of a ruled line; a row of small print is no lower
ALONE_PT = 44.0  # an upright line that touches no level one is longer than the strokes of a title's characters
TOUCH_PT = 3.0  # how far apart two lines that touch may be scanned
MAX_THICKNESS_PT = 3.5  # a thicker bar is a shade or part of a drawing
MIN_PICTURE_PT = 30.0  # on both sides: what is smaller is a stain or a mark
PICTURE_GAP_PT = 9.0  # parts of a drawing that are nearer than this belong together
PAPER_BLOCK_PT, PAPER_MARGIN = 12.0, 18  # ink is darker than the mean of its surroundings by so many of 255 levels


class Bar(NamedTuple):
    """A rectangle in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_ink(grey: Pixels, scale: float) -> Ink:
    """Where the picture (height × width) is darker than the paper around; `scale` is in pixels per point."""
    block = max(3, int(PAPER_BLOCK_PT * scale) | 1)
    local = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, PAPER_MARGIN)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray((local > 0) | (grey < level * 0.75), dtype=np.bool_)


def find_skew(grey: Pixels) -> float:
    """By how many degrees the lines of text fall to the right (negative: rise); 0 where that cannot be told.

    The angle at which the rows of the picture differ most in darkness: the projection profile of Postl (1986).
    """
    ratio = SMALL_SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA) if ratio < 1 else grey
    dark = 255 - small.astype(np.float32)
    best, reach = 0.0, MAX_SKEW
    for step in SKEW_STEPS:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(dark, float(angle))))
        reach = step
    return best if abs(best) >= MIN_SKEW and abs(best) < MAX_SKEW else 0.0


def _sharpness(dark: npt.NDArray[np.float32], angle: float) -> float:
    rows = turned_picture(dark, angle, 0).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def turned_picture(picture: npt.NDArray[Any], angle: float, ground: int = 255) -> npt.NDArray[Any]:
    """The picture turned about its middle so that what falls by `angle` degrees is level; its size stays."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    border = (ground,) * 3
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border))


def find_strokes(ink: Ink, scale: float) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """The ruled lines that run across, and those that run down; `scale` is in pixels per point."""
    across = _strokes(ink, (max(2, int(MIN_HORIZONTAL_PT * scale)), 1), scale)
    down = _strokes(ink, (1, max(2, int(MIN_VERTICAL_PT * scale))), scale)
    reach = TOUCH_PT * scale
    return across, tuple(b for b in down if b.bottom - b.top >= ALONE_PT * scale or _ends_on(b, across, reach))


def _ends_on(bar: Bar, across: tuple[Bar, ...], reach: float) -> bool:
    """Whether an upright line runs from one level line to another, as the borders of a table's cells do."""
    crossing = [other for other in across if other.x0 - reach <= bar.x0 and bar.x1 <= other.x1 + reach]
    return all(
        any(other.top - reach <= end <= other.bottom + reach for other in crossing) for end in (bar.top, bar.bottom)
    )


def _strokes(ink: Ink, kernel: tuple[int, int], scale: float) -> tuple[Bar, ...]:
    joint = (3, 1) if kernel[0] > kernel[1] else (1, 3)  # a scanner leaves gaps of a pixel
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(joint[::-1], np.uint8))
    kept = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
    bars = []
    for x, y, width, height, _ in _components(kept):
        if min(width, height) <= MAX_THICKNESS_PT * scale and (width > height) == (kernel[0] > kernel[1]):
            bars.append(Bar(x, y, x + width, y + height))
    return tuple(bars)


def without(ink: Ink, bars: tuple[Bar, ...], margin: int = 1) -> Ink:
    """The ink outside the rectangles."""
    rest = ink.copy()
    for x0, top, x1, bottom in bars:
        rest[max(0, top - margin) : bottom + margin, max(0, x0 - margin) : x1 + margin] = False
    return rest


def find_pictures(ink: Ink, scale: float) -> tuple[Bar, ...]:
    """The drawings and photographs in ink that is neither text nor a ruled line."""
    reach = max(1, int(PICTURE_GAP_PT * scale))
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    least = MIN_PICTURE_PT * scale
    return tuple(
        Bar(x, y, x + width, y + height)
        for x, y, width, height, _ in _components(joined)
        if min(width, height) >= least
    )


def _components(picture: npt.NDArray[Any]) -> list[tuple[int, int, int, int, int]]:
    """(x, y, width, height, pixels) of each connected part, from the top."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
    return [(int(x), int(y), int(w), int(h), int(area)) for x, y, w, h, area in stats[1:]]
