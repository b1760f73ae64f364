"""How well a number ranks: the area under the ROC curve, with an interval over families."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from eval.statistics import REPLICATES, Estimate, cluster_bootstrap

if TYPE_CHECKING:
    from eval.statistics import Weights


def auroc(
    labels: Sequence[bool], values: Sequence[float], families: Sequence[Hashable], *, replicates: int = REPLICATES
) -> Estimate:
    """Return how often a positive item has a higher value than a negative one, ties counting half.

    None without items of both labels; draws without both are left out of the interval.
    """
    import numpy as np

    numbers, positive = np.asarray(values, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    order = np.argsort(numbers, kind="stable")
    ranked = positive[order]
    starts = np.flatnonzero(np.r_[True, np.diff(numbers[order]) > 0][: len(order)])

    def area(weights: Weights) -> Weights:
        drawn = weights[:, order]
        above = np.add.reduceat(drawn * ranked, starts, axis=1)
        below = np.add.reduceat(drawn * (1 - ranked), starts, axis=1)
        lower = np.cumsum(below, axis=1) - below / 2
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Weights = (above * lower).sum(axis=1) / (above.sum(axis=1) * below.sum(axis=1))
        return share

    return cluster_bootstrap(families, area, replicates=replicates)
