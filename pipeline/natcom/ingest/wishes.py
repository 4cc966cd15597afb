"""What a user may ask of the reading of pages."""

from __future__ import annotations

from typing import Literal

Ocr = Literal["auto", "always", "never"]  # which pages are read from their pictures
