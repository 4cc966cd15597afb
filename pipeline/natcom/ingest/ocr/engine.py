"""RapidOCR behind one call: a picture becomes lines of characters with boxes and confidence, in pixels."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

MIN_CONFIDENCE = 0.5  # of a line: RapidOCR's own default; what is read worse is mostly a drawing
THREADS = 1  # of one recognition: pages are recognised side by side, which wastes less than threads that wait

_local = threading.local()


class SeenCharacter(NamedTuple):
    """A character with the pixels it spans from left to right; `confidence` from 0 to 1."""

    text: str
    x0: float
    x1: float
    confidence: float


class SeenLine(NamedTuple):
    """A line of characters from left to right between `top` and `bottom`; `slope` is that of its lower edge."""

    top: float
    bottom: float
    slope: float
    width: float
    characters: tuple[SeenCharacter, ...]

    @property
    def confidence(self) -> float:
        """The mean confidence of its characters."""
        return sum(c.confidence for c in self.characters) / len(self.characters)


def recognise(picture: Pixels) -> tuple[SeenLine, ...]:
    """The lines of text on a picture (height × width × 3, RGB), from the top.

    Traditional characters stay Traditional: the models of PP-OCRv6 tell both scripts.
    """
    found = _engine()(picture[:, :, ::-1], use_cls=False, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.word_results:
        return ()
    lines = (_line(box, words) for box, words in zip(found.boxes, found.word_results, strict=True))
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: (line.bottom, line.top)))


def _engine() -> Any:
    """The models, loaded once for each thread: RapidOCR keeps state between calls."""
    engine = getattr(_local, "engine", None)
    if engine is None:
        from rapidocr import RapidOCR

        engine = _local.engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": MIN_CONFIDENCE,
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            }
        )
    return engine


def _line(box: Any, words: Any) -> SeenLine | None:
    characters = []
    for text, confidence, quad in words:
        xs = [float(x) for x, _ in quad]
        if str(text).strip():
            characters.append(SeenCharacter(str(text), min(xs), max(xs), float(confidence)))
    if not characters:
        return None
    (_, y0), (_, y1), (x2, y2), (x3, y3) = ((float(x), float(y)) for x, y in box)
    width = max(abs(x2 - x3), 1.0)
    characters.sort(key=lambda c: c.x0 + c.x1)
    return SeenLine((y0 + y1) / 2, (y2 + y3) / 2, (y2 - y3) / width, width, tuple(characters))
