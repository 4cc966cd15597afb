"""natcom: from a government's climate report in PDF to data that can be traced, checked, compared and loaded."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
