"""What ``kutip eval scorers`` prints: the measured scorers, or their thresholds fitted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from typing import Any

from eval.perturb import load_claims
from eval.scorers.named import OWN, scorers
from eval.scorers.table import fits, table
from eval.scorers.thresholds import is_frozen, refrozen
from eval.scorers.validation import DIRECTIONS, Measured, advisory, fit, judge, measure
from index.errors import BadOption

Bar = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A result in both forms."""

    table: str
    as_json: dict[str, Any]


def measured(names: Sequence[str] | None, split: str, note: Note, bar: Bar) -> Printed:
    """Measure scorers on a split of the claims.

    Raises:
        BadOption: there is no such split.
        BadScorer: there is no such scorer, or its model or server cannot be used.
    """
    if split not in ("dev", "test"):
        raise BadOption(f"There is no split {split!r}: choose dev or test.")
    claims = [c for c in load_claims() if c.split == split]
    results: list[dict[str, Any]] = []
    rows: list[Measured] = []
    loaded = scorers(names or OWN, note)
    for scorer in loaded:
        with bar(scorer.name) as progress:
            found = measure(scorer.name, judge(scorer, claims, progress))
        rows += found
        results.append(
            {
                "scorer": scorer.name,
                "threshold": scorer.threshold,
                "frozen": is_frozen(scorer.name),
                "advisory": {direction: advisory(found, scorer.name, direction) for direction in DIRECTIONS},
                "measures": [
                    {"statements": m.direction, "measure": m.measure, "kind": m.kind, **_figures(asdict(m.estimate))}
                    for m in found
                ],
            }
        )
    shown = {s.name: f"{s.threshold:.3g}" + ("" if is_frozen(s.name) else " (not fitted)") for s in loaded}
    return Printed(table(rows, shown), {"split": split, "scorers": results})


def fitted(names: Sequence[str] | None, note: Note, bar: Bar) -> Printed:
    """Fit thresholds on the development claims; the JSON is the table of thresholds with them put in."""
    claims = [c for c in load_claims() if c.split == "dev"]
    found = []
    for scorer in scorers(names or OWN, note):
        with bar(scorer.name) as progress:
            found.append(fit(scorer, judge(scorer, claims, progress)))
    return Printed(fits(found), refrozen({f.scorer: f.threshold for f in found}))


def _figures(estimate: dict[str, Any]) -> dict[str, Any]:
    return {key: estimate[key] for key in ("value", "low", "high", "n", "method")}
