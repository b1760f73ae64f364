"""Intervals, tests and agreement, none without its n; knows numbers and families, not questions or replies.

The unit that is drawn again is the family (twins, paraphrases, the turns of one conversation):
its members succeed and fail together. What cannot be computed is None, never 0 or 1.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.float64]
    Statistic = Callable[[Weights], Weights]

REPLICATES = 10_000
# Draws held at once: a thousand items take 8 MB.
_BLOCK = 1_000
SEED = 20261124
Z95 = 1.959963984540054
# Below these the correction amplifies the judge's noise more than it removes its bias.
LEAST_YOUDEN = 0.3


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its 95 % interval, ``n`` items, and the ``scorer`` where one decided support.

    ``value`` is None where the measure has no meaning for these items; then so are its bounds.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    method: str
    scorer: str | None = None

    def __post_init__(self) -> None:
        if self.value is None and (self.low is not None or self.high is not None):
            raise ValueError("an estimate without a value has no interval")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.value} is no value; use None where a measure has no meaning")


@dataclass(frozen=True, slots=True)
class Comparison:
    """System A minus system B, with its interval, and the p-value of the test ``method`` (None: nothing to compare)."""

    difference: Estimate
    p: float | None
    method: str


def wilson(successes: int, n: int, scorer: str | None = None) -> Estimate:
    """Return a proportion of independent items with Wilson's interval."""
    if not n:
        return Estimate(None, None, None, 0, "wilson", scorer)
    p, z2 = successes / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At 0 and n the bound is exact; rounding would put it a hair beside.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Estimate(p, low, high, n, "wilson", scorer)


def rule_of_three(n: int) -> float | None:
    """Return the 95 % upper bound of a rate of which ``n`` trials showed nothing: exactly, 1 - 0.05^(1/n)."""
    return 1 - 0.05 ** (1 / n) if n else None


def cluster_bootstrap(
    families: Sequence[Hashable],
    statistic: Statistic,
    *,
    strata: Sequence[Hashable] | None = None,
    scorer: str | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Estimate a statistic with a percentile interval over families drawn with replacement.

    Args:
        families: the family of each item.
        statistic: from weights (replicates, items), how often each item was drawn, to values (replicates,);
            NaN where a draw leaves it undefined. Such draws are left out of the interval.
        strata: the stratum of each item; families are drawn within theirs. A family whose items lie in
            several strata is drawn with its like.
        scorer: named in the estimate.
        replicates: how many draws.
        seed: of the draws.
    """
    import numpy as np

    n = len(families)
    method = f"family bootstrap, {replicates} replicates"
    if not n:
        return Estimate(None, None, None, 0, method, scorer)
    value = float(statistic(np.ones((1, n)))[0])
    if not math.isfinite(value):
        return Estimate(None, None, None, n, method, scorer)
    blocks = _draws(families, strata or [None] * n, replicates, seed)
    drawn = np.concatenate([statistic(weights) for weights in blocks])
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn) or len(set(families)) < 2:  # one family drawn again is itself: no spread to be seen
        return Estimate(value, None, None, n, method, scorer)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(value, float(low), float(high), n, method, scorer)


def _draws(families: Sequence[Hashable], strata: Sequence[Hashable], replicates: int, seed: int) -> Iterator[Weights]:
    """Yield how often each item is drawn, (draws, items), a block of draws at a time."""
    import numpy as np

    lies_in: dict[Hashable, set[Hashable]] = {}
    for family, stratum in zip(families, strata, strict=True):
        lies_in.setdefault(family, set()).add(stratum)
    groups: dict[frozenset[Hashable], list[Hashable]] = {}
    for family, where in lies_in.items():
        groups.setdefault(frozenset(where), []).append(family)
    place = {family: i for i, family in enumerate(f for group in groups.values() for f in group)}
    column = [place[f] for f in families]
    for counts in _family_draws(tuple(map(len, groups.values())), replicates, seed):
        yield counts[:, column].astype(np.float64)


@functools.lru_cache(maxsize=32)
def _family_draws(sizes: tuple[int, ...], replicates: int, seed: int) -> tuple[NDArray[np.uint16], ...]:
    """Return how often each family is drawn, (draws, families) a block; kept, as many measures share them."""
    import numpy as np

    rng, blocks = np.random.default_rng(seed), []
    for start in range(0, replicates, _BLOCK):
        rows = min(_BLOCK, replicates - start)
        counts = [_counts(rng.integers(0, size, size=(rows, size))) for size in sizes]
        blocks.append(np.concatenate(counts, axis=1))
    return tuple(blocks)


def _counts(drawn: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Count in each row how often each number below the row's length stands there."""
    import numpy as np

    rows, size = drawn.shape
    flat = (drawn + np.arange(rows)[:, None] * size).ravel()
    return np.bincount(flat, minlength=rows * size).reshape(rows, size).astype(np.uint16)


def mean(
    values: Sequence[float | None],
    families: Sequence[Hashable],
    *,
    classes: Sequence[Hashable] | None = None,
    signed: bool = False,
    scorer: str | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Average values over items, with a family bootstrap; items whose value is None are left out.

    Where every value is 0, or every value 1, the bounds are Wilson's over families; ``signed`` says that the
    values are differences, which may err to either side of 0.
    With ``classes`` the average is that of the classes' means (macro), and None as soon as a class that
    was given has no value: a mean of what is left would depend on the mix.
    """
    kept = [i for i, v in enumerate(values) if v is not None]
    of = list(classes) if classes is not None else [None] * len(values)
    if not kept or {of[i] for i in kept} != set(of):
        return Estimate(None, None, None, len(kept), f"family bootstrap, {replicates} replicates", scorer)
    labels = [of[i] for i in kept]
    numbers = [float(values[i] or 0) for i in kept]
    parts = {label: {n for n, other in zip(numbers, labels, strict=True) if other == label} for label in labels}
    if all(part in ({0.0}, {1.0}, {-1.0}) for part in parts.values()):
        rates = {label: part.pop() for label, part in parts.items()}
        return _unvaried(rates, labels, [families[i] for i in kept], scorer, signed=signed)
    return cluster_bootstrap(
        [families[i] for i in kept],
        _macro(numbers, labels),
        strata=labels,
        scorer=scorer,
        replicates=replicates,
        seed=seed,
    )


def _unvaried(
    rates: Mapping[Hashable, float],
    labels: Sequence[Hashable],
    families: Sequence[Hashable],
    scorer: str | None,
    *,
    signed: bool,
) -> Estimate:
    """Average classes that are all 0 or all 1: drawing them again shows no spread, which is not certainty."""
    low = high = 0.0
    for label, rate in rates.items():
        size = len({f for f, other in zip(families, labels, strict=True) if other == label})
        slack = (wilson(0, size).high or 0.0) / len(rates)
        low += rate / len(rates) - (slack if rate > 0 or (signed and rate == 0) else 0.0)
        high += rate / len(rates) + (slack if rate <= 0 else 0.0)
    value = sum(rates.values()) / len(rates)
    return Estimate(value, low, high, len(labels), "wilson over families, none varies", scorer)


def _macro(values: Sequence[float], labels: Sequence[Hashable]) -> Statistic:
    import numpy as np

    table = np.asarray(values, dtype=np.float64)
    masks = [np.asarray([label == one for label in labels], dtype=np.float64) for one in dict.fromkeys(labels)]

    def statistic(weights: Weights) -> Weights:
        with np.errstate(invalid="ignore", divide="ignore"):
            parts = [(weights @ (table * mask)) / (weights @ mask) for mask in masks]
        averaged: Weights = np.mean(parts, axis=0)
        return averaged

    return statistic


def paired_randomisation(
    first: Sequence[float],
    second: Sequence[float],
    families: Sequence[Hashable],
    *,
    classes: Sequence[Hashable] | None = None,
    scorer: str | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Comparison:
    """Test whether two systems differ on the same items: two-sided, the sign of whole families swapped.

    p is (c + 1) / (replicates + 1), where c counts the swaps whose difference is at least as large as the
    observed one. ``classes`` makes the difference one of macro averages, as in ``mean``.
    """
    import numpy as np

    method = f"paired randomisation over families, {replicates} swaps"
    if len(first) != len(second) or len(first) != len(families):
        raise ValueError(f"{len(first)} and {len(second)} values for {len(families)} families")
    differences = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    effect = mean(
        list(differences), families, classes=classes, signed=True, scorer=scorer, replicates=replicates, seed=seed
    )
    if effect.value is None:
        return Comparison(effect, None, method)
    labels: list[Hashable] = list(classes) if classes is not None else [None] * len(first)
    sizes = {label: labels.count(label) for label in labels}
    parts = differences / np.asarray([sizes[label] * len(sizes) for label in labels])
    names = list(dict.fromkeys(families))
    place = {name: i for i, name in enumerate(names)}
    sums = np.bincount([place[f] for f in families], weights=parts, minlength=len(names))
    signs = np.random.default_rng(seed).integers(0, 2, size=(replicates, len(names))) * 2 - 1
    # The slack keeps a difference from missing itself by rounding.
    beyond = int((np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12).sum())
    return Comparison(effect, (beyond + 1) / (replicates + 1), method)


def mcnemar(only_first: int, only_second: int) -> float:
    """Return the exact two-sided p-value for discordant pairs; 1 where there are none."""
    pairs = only_first + only_second
    tail: int = sum(math.comb(pairs, i) for i in range(min(only_first, only_second) + 1))
    return min(1.0, float(2 * tail / 2**pairs))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return p-values adjusted for their number (Holm's step-down), in the order given."""
    adjusted, highest = {}, 0.0
    for i, (name, p) in enumerate(sorted(p_values.items(), key=lambda pair: pair[1])):
        highest = max(highest, min(1.0, p * (len(p_values) - i)))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}


def rogan_gladen(
    judged: Sequence[bool],
    judged_families: Sequence[Hashable],
    labelled: Sequence[tuple[bool, bool]],
    labelled_families: Sequence[Hashable],
    *,
    scorer: str | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Correct a judge's rate of "supported" by its error rates: (p + q0 - 1) / (q1 + q0 - 1).

    q1 and q0, the judge's sensitivity and specificity, come from ``labelled`` pairs (judge, person). Both
    sets are drawn again for the interval. Where q1 + q0 < 1.3 or the point lies outside [0, 1], the
    correction cannot be trusted and the rate of the people's labels is returned; ``method`` says which.
    (Rogan and Gladen 1978.)
    """
    import numpy as np

    people = mean([float(person) for _, person in labelled], labelled_families, replicates=replicates, seed=seed)
    only_people = Estimate(people.value, people.low, people.high, people.n, "labels of people only", "human")
    persons = np.asarray([p for _, p in labelled], dtype=np.float64)
    agreed = np.asarray([j == p for j, p in labelled], dtype=np.float64)
    verdicts = np.asarray(judged, dtype=np.float64)
    if not len(verdicts) or not 0 < persons.sum() < len(persons):
        return only_people

    def corrected(all_weights: Weights, few_weights: Weights) -> Weights:
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = (all_weights @ verdicts) / all_weights.sum(axis=1)
            q1 = (few_weights @ (agreed * persons)) / (few_weights @ persons)
            q0 = (few_weights @ (agreed * (1 - persons))) / (few_weights @ (1 - persons))
            theta: Weights = np.where(q1 + q0 - 1 >= LEAST_YOUDEN, (rate + q0 - 1) / (q1 + q0 - 1), np.nan)
        return theta

    point = float(corrected(np.ones((1, len(verdicts))), np.ones((1, len(persons))))[0])
    if not 0 <= point <= 1:  # NaN too
        return only_people
    all_draws = _draws(judged_families, [None] * len(verdicts), replicates, seed)
    few_draws = _draws(labelled_families, [None] * len(persons), replicates, seed + 1)
    drawn = np.concatenate([corrected(a, b) for a, b in zip(all_draws, few_draws, strict=True)])
    low, high = np.quantile(np.clip(drawn[np.isfinite(drawn)], 0, 1), [0.025, 0.975])
    method = f"Rogan-Gladen, {len(persons)} labelled, both sets bootstrapped by family"
    return Estimate(point, float(low), float(high), len(verdicts), method, scorer)


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa of two raters; None where chance alone would agree always."""
    categories = list(dict.fromkeys([*first, *second]))
    return _kappa(first, second, categories, lambda i, j: float(i != j))


def weighted_kappa(first: Sequence[Hashable], second: Sequence[Hashable], order: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa with quadratic weights over the ordered categories ``order``."""
    return _kappa(first, second, order, lambda i, j: float((i - j) ** 2))


def _kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    order: Sequence[Hashable],
    distance: Callable[[int, int], float],
) -> float | None:
    place = {label: i for i, label in enumerate(order)}
    n = len(first)
    pairs = [(place[a], place[b]) for a, b in zip(first, second, strict=True)]
    left = [sum(a == i for a, _ in pairs) for i in range(len(order))]
    right = [sum(b == i for _, b in pairs) for i in range(len(order))]
    expected = sum(distance(i, j) * left[i] * right[j] for i in range(len(order)) for j in range(len(order)))
    return 1 - n * sum(distance(a, b) for a, b in pairs) / expected if expected else None


def gwet_ac1(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Return Gwet's AC1 of two raters, which does not collapse when one category prevails (Gwet 2008).

    None with nothing rated, or one category only: agreement beyond chance then has no meaning.
    """
    n, categories = len(first), set(first) | set(second)
    if len(categories) < 2:
        return None
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    shares = [(sum(a == c for a in first) + sum(b == c for b in second)) / (2 * n) for c in categories]
    chance = sum(s * (1 - s) for s in shares) / (len(categories) - 1)
    return (agreed - chance) / (1 - chance)


def krippendorff_alpha(
    units: Sequence[Sequence[Hashable | None]], order: Sequence[Hashable] | None = None
) -> float | None:
    """Return Krippendorff's alpha: nominal, or ordinal over the categories ``order``.

    Args:
        units: for each unit the raters' labels; None where one did not rate. Any number of raters.
        order: the categories from lowest to highest.
    """
    rated = [[label for label in unit if label is not None] for unit in units]
    rated = [unit for unit in rated if len(unit) > 1]
    labels = list(order) if order is not None else list(dict.fromkeys(label for unit in rated for label in unit))
    place = {label: i for i, label in enumerate(labels)}
    size = range(len(labels))
    seen = [[0.0] * len(labels) for _ in labels]
    for unit in rated:
        for i, a in enumerate(unit):
            for j, b in enumerate(unit):
                if i != j:
                    seen[place[a]][place[b]] += 1 / (len(unit) - 1)
    totals = [sum(row) for row in seen]
    n = sum(totals)

    def distance(i: int, j: int) -> float:
        if order is None or i == j:
            return float(i != j)
        low, high = min(i, j), max(i, j)
        return float((sum(totals[low : high + 1]) - (totals[low] + totals[high]) / 2) ** 2)

    expected = sum(totals[i] * totals[j] * distance(i, j) for i in size for j in size)
    observed = sum(seen[i][j] * distance(i, j) for i in size for j in size)
    return 1 - (n - 1) * observed / expected if expected else None
