"""How likely a line is a heading: the sum of its features' fitted weights. The weights are data beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def log_odds(features: Mapping[str, float]) -> float:
    """The log odds that a block with these features is a heading; features without a weight count nothing."""
    bias, weights = _weights()
    return bias + sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    given = json.loads(files("natcom.layout").joinpath("heading_weights.json").read_text("utf-8"))
    return float(given["bias"]), given["weights"]
