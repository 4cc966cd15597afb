"""Draws the samples' small raster pictures; nothing in them is a photograph of anyone or anywhere."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
SIZE = (600, 340)


def picture(name: str) -> bytes:
    """The JPEG of a named picture; KeyError for a name that is not known."""
    image = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(image)
    SCENES[name](draw)
    grain = np.random.default_rng(len(name)).normal(0, 5, (SIZE[1], SIZE[0], 1))
    noisy = np.clip(np.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=float) + grain, 0, 255)
    out = io.BytesIO()
    Image.fromarray(noisy.astype("uint8")).save(out, "JPEG", quality=55, optimize=True)
    return out.getvalue()


def _gradient(draw: ImageDraw.ImageDraw, top: Colour, bottom: Colour, span: tuple[int, int]) -> None:
    for y in range(*span):
        share = (y - span[0]) / max(1, span[1] - span[0])
        red, green, blue = (round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        draw.line([(0, y), (SIZE[0], y)], fill=(red, green, blue))


def _windfarm(draw: ImageDraw.ImageDraw) -> None:
    _gradient(draw, (120, 170, 215), (225, 235, 240), (0, 210))
    _gradient(draw, (70, 120, 150), (25, 65, 95), (210, SIZE[1]))
    for n in range(7):
        x, height = 50 + n * 85, 150 - abs(n - 3) * 18
        hub = (x, 215 - height)
        draw.line([(x, 222), hub], fill=(245, 245, 245), width=5)
        draw.rectangle([x - 6, 216, x + 6, 232], fill=(230, 180, 40))
        for blade in range(3):
            angle = math.radians(90 + n * 17 + blade * 120)
            tip = (hub[0] + math.cos(angle) * height * 0.45, hub[1] - math.sin(angle) * height * 0.45)
            draw.line([hub, tip], fill=(250, 250, 250), width=4)
    for n in range(60):
        x, y = (n * 97) % SIZE[0], 235 + (n * 37) % 100
        draw.line([(x, y), (x + 24, y)], fill=(120, 165, 190), width=1)


def _meeting(draw: ImageDraw.ImageDraw) -> None:
    _gradient(draw, (205, 200, 190), (170, 160, 150), (0, SIZE[1]))
    draw.rectangle([130, 30, 470, 170], fill=(30, 70, 120))
    for n in range(4):
        draw.rectangle([160, 60 + n * 24, 440 - n * 50, 68 + n * 24], fill=(190, 210, 230))
    draw.rectangle([60, 265, 540, 340], fill=(110, 75, 50))
    suits: list[Colour] = [(45, 50, 70), (120, 40, 50), (60, 90, 70), (80, 80, 85), (50, 60, 110), (140, 110, 60)]
    for n, suit in enumerate(suits):
        x = 95 + n * 80
        draw.ellipse([x - 18, 175, x + 18, 218], fill=(205, 165, 135))
        draw.pieslice([x - 20, 170, x + 20, 214], 180, 360, fill=(40, 30, 28))
        draw.rounded_rectangle([x - 32, 218, x + 32, 290], 14, fill=suit)
    draw.rectangle([60, 275, 540, 340], fill=(125, 88, 60))


def _solar(draw: ImageDraw.ImageDraw) -> None:
    _gradient(draw, (95, 160, 220), (215, 232, 245), (0, 150))
    _gradient(draw, (120, 150, 80), (80, 110, 50), (150, SIZE[1]))
    for row in range(3):
        for n in range(5):
            x, y = 25 + n * 115 + row * 12, 160 + row * 58
            corners = [(x + 18, y), (x + 106, y), (x + 88, y + 42), (x, y + 42)]
            draw.polygon(corners, fill=(25, 45, 95), outline=(210, 215, 225))
            for k in range(1, 4):
                draw.line([(x + 18 + k * 22, y), (x + k * 22, y + 42)], fill=(150, 165, 190))
            draw.line([(x + 9, y + 21), (x + 97, y + 21)], fill=(150, 165, 190))
    draw.ellipse([470, 25, 520, 75], fill=(255, 236, 170))


def _reservoir(draw: ImageDraw.ImageDraw) -> None:
    _gradient(draw, (170, 195, 215), (230, 232, 228), (0, 120))
    draw.polygon(
        [(0, 130), (120, 60), (230, 120), (350, 45), (480, 115), (600, 70), (600, 200), (0, 200)], fill=(75, 105, 70)
    )
    _gradient(draw, (196, 170, 130), (160, 132, 95), (165, 340))
    draw.polygon([(90, 230), (300, 200), (530, 235), (470, 300), (240, 320), (120, 290)], fill=(95, 140, 150))
    for n in range(6):
        draw.arc([60 - n * 10, 190 - n * 5, 560 + n * 10, 325 + n * 6], 20, 160, fill=(140, 115, 80), width=2)


SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "windfarm": _windfarm,
    "meeting": _meeting,
    "solar": _solar,
    "reservoir": _reservoir,
}
