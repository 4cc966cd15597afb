"""Pages without a usable text layer: their picture becomes the same glyphs, rulings and pictures as a text layer's.

RapidOCR and its models come with the extra `[ocr]`; nothing here is imported before a page needs it.
"""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = "pip install 'natcom[ocr]'"


def available() -> bool:
    """Whether the extra `[ocr]` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))
