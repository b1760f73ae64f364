"""How far raters agree, before anyone adjudicates: between them, and of each with himself on silent duplicates.

Every figure is a function of a table of counted pairs of labels, so its interval comes from weighing the tables of
families drawn again. Kappa falls where one label prevails (Feinstein and Cicchetti 1990), so raw agreement, AC1 and
prevalence stand beside it always.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.rating.adjudication import Answers, asked
from eval.rating.batch import Batch
from eval.rating.draw import PLANTED
from eval.rating.guideline import BY_NAME, CANNOT
from eval.statistics import Estimate, cluster_bootstrap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.float64]  # (draws, labels, labels)
    Figure = Callable[[Tables], NDArray[np.float64]]

# From least to most; what is contradicted is no less unsupported than what is not said.
ORDER = ("none", "partial", "full")
_ORDINAL = {"contradicted": "none"}
_LEFT_OUT = (CANNOT, "nothing")
Labels = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing with each rater's label, None from one who gave none; ``group`` is its answerer."""

    unit: str
    family: str
    language: str
    group: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Agreement:
    """A figure: the question, whom it is of (raters), over what, its name, and its value with its interval."""

    question: str
    who: str
    over: str
    measure: str
    estimate: Estimate


def judged(batch: Batch, raters: Mapping[str, Answers], question: str, *, duplicates: bool = False) -> list[Judged]:
    """Return everything that a question was answered about; duplicates left out, or with ``duplicates`` those alone."""
    found: list[Judged] = []
    for unit in batch.units:
        origin = batch.key[unit.id]
        if (origin.duplicate_of is not None) != duplicates:
            continue
        theirs = [asked(unit, answers.get(unit.id, {})) for answers in raters.values()]
        keys = dict.fromkeys(k for answers in theirs for k in answers if k.split(".")[0] == question)
        for key in keys:
            labels = tuple(None if (v := a.get(key)) in _LEFT_OUT else v for a in theirs)
            found.append(Judged(f"{unit.id} {key}", origin.family, unit.language, origin.answerer, labels))
    return found


def agreement(batch: Batch, raters: Mapping[str, Answers], *, replicates: int = 10_000) -> tuple[Agreement, ...]:
    """Return every figure for every question: over all, over what was not planted, by language, by answerer."""
    found: list[Agreement] = []
    names = tuple(raters)
    for question in ("cited", "clear", "answers", "refusal"):
        rows = judged(batch, raters, question)
        for over, some in _groups(rows):
            for who, columns in _pairs(names):
                both = [replace(r, labels=tuple(r.labels[c] for c in columns)) for r in some]
                found += _between(question, who, over, [r for r in both if None not in r.labels], replicates)
            if len(names) > 1:
                found += _alphas(question, ", ".join(names), over, some, replicates)
        again = judged(batch, raters, question, duplicates=True)
        first = {r.unit: r for r in rows}
        for column, name in enumerate(names):
            twice = _twice(batch, first, again, column)
            found += _within(question, name, twice, replicates)
    return tuple(found)


def _groups(rows: Sequence[Judged]) -> list[tuple[str, list[Judged]]]:
    groups = [("all", list(rows)), ("not planted", [r for r in rows if r.group != PLANTED])]
    groups += [(f"language {x}", [r for r in rows if r.language == x]) for x in sorted({r.language for r in rows})]
    groups += [(f"answerer {x}", [r for r in rows if r.group == x]) for x in sorted({r.group for r in rows})]
    return [(over, some) for over, some in groups if some]


def _pairs(names: Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
    return [(f"{names[i]}, {names[j]}", (i, j)) for i, j in itertools.combinations(range(len(names)), 2)]


def _between(question: str, who: str, over: str, rows: Sequence[Judged], replicates: int) -> list[Agreement]:
    best = BY_NAME[question].options[0].value
    binary, full = (best, "rest"), BY_NAME[question].values
    figures: list[tuple[str, Sequence[str], Callable[[str], str], Figure, str | None]] = [
        ("raw agreement", full, str, raw, None),
        (f"raw agreement, {best} or not", binary, _only(best), raw, None),
        (f"Cohen's kappa, {best} or not", binary, _only(best), kappa, "none"),
        (f"Gwet's AC1, {best} or not", binary, _only(best), ac1, None),
        (f"prevalence of {best}", binary, _only(best), _prevalence, None),
    ]
    if question == "cited":
        figures.insert(3, ("Cohen's kappa, quadratic", ORDER, _ordinal, quadratic_kappa, "quadratic"))
    return [
        Agreement(question, who, over, name, _estimate(rows, order, to, figure, replicates, weights))
        for name, order, to, figure, weights in figures
    ]


def _within(question: str, name: str, rows: Sequence[Judged], replicates: int) -> list[Agreement]:
    if not rows:
        return []
    best = BY_NAME[question].options[0].value
    two = _estimate(rows, (best, "rest"), _only(best), kappa, replicates, "none")
    one = _estimate(rows, BY_NAME[question].values, str, raw, replicates, None)
    return [
        Agreement(question, name, "duplicates", "raw agreement with himself", one),
        Agreement(question, name, "duplicates", f"Cohen's kappa with himself, {best} or not", two),
    ]


def _twice(batch: Batch, first: Mapping[str, Judged], again: Sequence[Judged], column: int) -> list[Judged]:
    found = []
    for row in again:
        unit, key = row.unit.split()
        before = first.get(f"{batch.key[unit].duplicate_of} {key}")
        if before is not None and before.labels[column] is not None and row.labels[column] is not None:
            found.append(replace(row, labels=(before.labels[column], row.labels[column])))
    return found


def _alphas(question: str, who: str, over: str, rows: Sequence[Judged], replicates: int) -> list[Agreement]:
    figures: list[tuple[str, Sequence[str], Callable[[str], str], Figure]] = [
        ("Krippendorff's alpha, nominal", BY_NAME[question].values, str, alpha)
    ]
    if question == "cited":
        figures.append(("Krippendorff's alpha, ordinal", ORDER, _ordinal, ordinal_alpha))
    return [
        Agreement(question, who, over, name, _estimate(rows, order, to, figure, replicates, None, several=True))
        for name, order, to, figure in figures
    ]


def _only(best: str) -> Callable[[str], str]:
    return lambda label: label if label == best else "rest"


def _ordinal(label: str) -> str:
    return _ORDINAL.get(label, label)


def _estimate(
    rows: Sequence[Judged],
    order: Sequence[str],
    to: Callable[[str], str],
    figure: Figure,
    replicates: int,
    weights: str | None,
    *,
    several: bool = False,
) -> Estimate:
    units = [tuple(None if label is None else to(label) for label in r.labels) for r in rows]
    families: list[Hashable] = [r.family for r in rows]
    found = estimate(units, families, order, figure, replicates=replicates, several=several)
    if weights is not None and found.value is not None:
        return replace(found, value=_library_kappa(units, order, weights))
    return found


def estimate(
    units: Sequence[Labels],
    families: Sequence[Hashable],
    order: Sequence[str],
    figure: Figure,
    *,
    replicates: int = 10_000,
    several: bool = False,
) -> Estimate:
    """Return a figure of two raters' labels, or with ``several`` of any number with gaps, with its family bootstrap.

    Args:
        units: each thing's labels, None where one gave none.
        families: of each thing.
        order: the labels there are, from lowest to highest.
        figure: from tables (draws, labels, labels) to values (draws,).
        replicates: how many draws.
        several: whether tables count Krippendorff's coincidences.
    """
    import numpy as np

    size, place = len(order), {label: i for i, label in enumerate(order)}
    counted = np.zeros((len(units), size, size))
    for row, labels in enumerate(units):
        there = [place[label] for label in labels if label is not None]
        if several and len(there) > 1:
            for a, b in itertools.permutations(there, 2):
                counted[row, a, b] += 1 / (len(there) - 1)
        elif not several:
            counted[row, there[0], there[1]] = 1
    kept: list[int] = np.flatnonzero(counted.any((1, 2))).tolist()
    flat = counted[kept].reshape(len(kept), size * size)

    def statistic(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            return figure((weights @ flat).reshape(-1, size, size))

    return cluster_bootstrap([families[i] for i in kept], statistic, replicates=replicates)


def raw(tables: Tables) -> NDArray[np.float64]:
    """Return the share of pairs that are alike."""
    import numpy as np

    agreed: NDArray[np.float64] = np.trace(tables, axis1=1, axis2=2) / tables.sum((1, 2))
    return agreed


def _prevalence(tables: Tables) -> NDArray[np.float64]:
    """Return the share of the first label over both raters."""
    share: NDArray[np.float64] = (tables[:, 0].sum(1) + tables[:, :, 0].sum(1)) / 2 / tables.sum((1, 2))
    return share


def kappa(tables: Tables) -> NDArray[np.float64]:
    """Return Cohen's kappa (Cohen 1960); NaN where chance alone would agree always."""
    import numpy as np

    return _kappa(tables, 1 - np.eye(tables.shape[1]))


def quadratic_kappa(tables: Tables) -> NDArray[np.float64]:
    """Return Cohen's kappa with quadratic weights (Cohen 1968), the labels being in their order."""
    import numpy as np

    steps = np.arange(tables.shape[1], dtype=np.float64)
    return _kappa(tables, np.square(steps[:, None] - steps[None, :]))


def _kappa(tables: Tables, distance: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    expected = np.einsum("ri,rj,ij->r", tables.sum(2), tables.sum(1), distance) / tables.sum((1, 2))
    found: NDArray[np.float64] = 1 - np.einsum("rij,ij->r", tables, distance) / expected
    return found


def ac1(tables: Tables) -> NDArray[np.float64]:
    """Return Gwet's AC1 (Gwet 2008) over the labels of the table; NaN where only one was used."""
    import numpy as np

    shares = (tables.sum(2) + tables.sum(1)) / 2 / tables.sum((1, 2))[:, None]
    chance = (shares * (1 - shares)).sum(1) / (tables.shape[1] - 1)
    found: NDArray[np.float64] = np.where(shares.max(1) < 1, (raw(tables) - chance) / (1 - chance), np.nan)
    return found


def alpha(tables: Tables) -> NDArray[np.float64]:
    """Return Krippendorff's alpha for nominal labels, from coincidences (Krippendorff 2011)."""
    import numpy as np

    return _alpha(tables, np.broadcast_to(1 - np.eye(tables.shape[1]), tables.shape))


def ordinal_alpha(tables: Tables) -> NDArray[np.float64]:
    """Return Krippendorff's alpha for ordered labels, from coincidences (Krippendorff 2011)."""
    import numpy as np

    totals = tables.sum(2)
    upto = np.cumsum(totals, axis=1)
    half = upto - totals / 2  # between two labels lie those between, and half of each
    return _alpha(tables, (half[:, :, None] - half[:, None, :]) ** 2)


def _alpha(tables: Tables, distance: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    totals = tables.sum(2)
    expected = np.einsum("ri,rj,rij->r", totals, totals, distance)
    observed = np.einsum("rij,rij->r", tables, distance)
    found: NDArray[np.float64] = 1 - (totals.sum(1) - 1) * observed / expected
    return found


def _library_kappa(units: Sequence[Labels], order: Sequence[str], weights: str) -> float | None:
    from sklearn.metrics import cohen_kappa_score

    first, second = [u[0] for u in units], [u[1] for u in units]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a label nobody used is no cause for concern
        kind = None if weights == "none" else weights
        return float(cohen_kappa_score(first, second, labels=list(order), weights=kind))


def table(found: Sequence[Agreement]) -> str:
    """Return figures as Markdown, those without a value left out."""
    lines = ["| question | over | raters | measure | value | 95 % interval | n |", "|---|---|---|---|---|---|---|"]
    for f in found:
        e = f.estimate
        if e.value is not None:
            interval = "" if e.low is None or e.high is None else f"{e.low:.2f} to {e.high:.2f}"
            lines.append(f"| {f.question} | {f.over} | {f.who} | {f.measure} | {e.value:.2f} | {interval} | {e.n} |")
    return "\n".join(lines)


def ceilings(batch: Batch, raters: Mapping[str, Answers], *, replicates: int = 2_000) -> dict[str, Estimate]:
    """Return the raters' kappa of full support, over all and each group: of several pairs the lowest.

    It is what a headline needs, and what no automatic scorer can be expected to pass.
    """
    found: dict[str, Estimate] = {}
    full = BY_NAME["cited"].options[0].value
    for over, rows in _groups(judged(batch, raters, "cited")):
        for _, columns in _pairs(tuple(raters)):
            both = [replace(r, labels=tuple(r.labels[c] for c in columns)) for r in rows]
            both = [r for r in both if None not in r.labels]
            e = _estimate(both, (full, "rest"), _only(full), kappa, replicates, "none")
            if e.value is not None and (over not in found or e.value < (found[over].value or 0)):
                found[over] = e
    return found
