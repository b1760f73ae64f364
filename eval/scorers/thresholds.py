"""The frozen thresholds: fixed on the development claims by ``kutip eval scorers --fit``, never on the test claims.

kutip eval scorers --fit --out eval/scorers/thresholds.json    # again, after the reader was trained again
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("thresholds.json")
# For scorers of other people's, on which nothing was fitted.
UNFITTED = 0.5
# The scorers that read with the reader, whose thresholds hold for its weights only.
READING = ("entailment", "rules+entailment")


def frozen(name: str) -> float:
    """Return a scorer's threshold; the even one for a scorer that has none of its own."""
    return float(_table()["thresholds"].get(name, UNFITTED))


def is_frozen(name: str) -> bool:
    """Return whether a scorer's threshold was fixed on the development claims, for the weights that are here."""
    table = _table()
    if name not in READING:
        return name in table["thresholds"]
    from rag.weights import SHA256

    return name in table["thresholds"] and table["weights"] == SHA256


def refrozen(fitted: Mapping[str, float]) -> dict[str, Any]:
    """Return the table with these thresholds in their scorers' places, as the file holds it."""
    from rag.weights import SHA256

    table = _table()
    weights = SHA256 if set(READING) <= set(fitted) else table["weights"]
    return {"weights": weights, "thresholds": {**table["thresholds"], **fitted}}


def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return table
