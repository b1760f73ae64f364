"""Whether the reply declines when it should and only then, and what its confidence is worth. P4 and P5.

Declined is a declared abstention, or an explicit correction where the item expects one. An empty reply is
neither an answer nor a right refusal, nor is an answer that cites nothing: both count against P4 and P5.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.measures.answer import complete, right_refusal
from eval.measures.support import Scorer
from eval.normalise import normalise
from eval.outcome import Case
from eval.statistics import Estimate, cluster_bootstrap, mean
from index.language import guess_language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

BINS = 10
# With fewer items a bin holds too few for its error to mean anything; Brier is printed alone.
LEAST_FOR_ECE = 200


def hallucination(case: Case) -> float | None:
    """Return 1 if an unanswerable item was not rightly declined, else 0; None for answerable items."""
    return None if case.item.answerable else float(not right_refusal(case))


def wrong_abstention(case: Case) -> float | None:
    """Return 1 if an answerable item got no cited answer, else 0; None for unanswerable items."""
    return float(not case.grounded) if case.item.answerable else None


def hallucination_rate(cases: Sequence[Case]) -> Estimate:
    """Return P4: the share of unanswerable items that were answered."""
    return mean([hallucination(c) for c in cases], _families(cases))


def hallucination_by_class(cases: Sequence[Case]) -> dict[str, Estimate]:
    """Return P4 for each subtype of unanswerable item (its type where it has none)."""
    names = sorted({c.item.subtype or c.item.type for c in cases if not c.item.answerable})
    return {name: hallucination_rate([c for c in cases if (c.item.subtype or c.item.type) == name]) for name in names}


def wrong_abstention_rate(cases: Sequence[Case]) -> Estimate:
    """Return P5: the share of answerable items that got no cited answer."""
    return mean([wrong_abstention(c) for c in cases], _families(cases))


def abstention_figures(cases: Sequence[Case]) -> dict[str, Estimate]:
    """Return precision, recall and F1 of declining, and the balanced accuracy of answering against declining."""
    import numpy as np

    unanswerable = np.array([not c.item.answerable for c in cases], dtype=np.float64)
    declined = np.array([c.outcome.abstained or right_refusal(c) for c in cases], dtype=np.float64)
    answered = np.array([c.grounded for c in cases], dtype=np.float64)
    both = unanswerable * declined

    def precision(w: Values) -> Values:
        return _ratio(w @ both, w @ declined)

    def recall(w: Values) -> Values:
        return _ratio(w @ both, w @ unanswerable)

    def f1(w: Values) -> Values:
        return _ratio(2 * (w @ both), w @ declined + w @ unanswerable)

    def balanced(w: Values) -> Values:
        return (recall(w) + _ratio(w @ ((1 - unanswerable) * answered), w @ (1 - unanswerable))) / 2

    classes = [c.item.kind for c in cases]
    return {
        name: cluster_bootstrap(_families(cases), statistic, strata=classes)
        for name, statistic in (
            ("precision", precision), ("recall", recall), ("F1", f1), ("balanced accuracy", balanced),
        )
    }  # fmt: skip


def _families(cases: Sequence[Case]) -> list[str]:
    return [c.item.family for c in cases]


def _ratio(above: Values, below: Values) -> Values:
    import numpy as np

    with np.errstate(invalid="ignore", divide="ignore"):
        ratio: Values = above / below
    return ratio


def loss_if_answered(case: Case, scorer: Scorer) -> float:
    """Return 1 - P1 of the answer that was given, and 1 where none was.

    For risk and coverage use an answerer that never abstains; its rare refusal counts as a loss, so that
    declining cannot lower the risk at full coverage.
    """
    return 1 - complete(case, scorer) if case.outcome.answered else 1.0


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Items by falling confidence, in blocks of equal confidence: ``sizes``, and the ``losses`` in each.

    Within a block the order is unknown, so every risk is the expectation over its orders. ``sizes`` and
    ``losses`` are (draws, blocks); one draw for the items themselves.
    """

    sizes: Values
    losses: Values

    @property
    def aurc(self) -> Values:
        """Mean risk over all coverages: (1/n) sum of risk(m), m = 1..n (Geifman and El-Yaniv 2017)."""
        import numpy as np

        ends, before = np.cumsum(self.sizes, axis=1), np.cumsum(self.losses, axis=1) - self.losses
        starts = ends - self.sizes
        n = ends[:, -1:]
        harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, int(n.max()) + 1))])
        share = _ratio(self.losses, self.sizes)
        share = np.where(self.sizes > 0, share, 0.0)
        # Sum over the block of (losses before + j * share) / (start + j), in closed form.
        spread = harmonic[ends.astype(int)] - harmonic[starts.astype(int)]
        total: Values = (share * self.sizes + (before - share * starts) * spread).sum(axis=1)
        return total / n[:, 0]

    def coverage_at(self, risk: float) -> Values:
        """Return the largest share of items that some threshold answers at no more than ``risk``; 0 if none does."""
        import numpy as np

        ends = np.cumsum(self.sizes, axis=1)
        allowed = _ratio(np.cumsum(self.losses, axis=1), ends) <= risk + 1e-12
        best: Values = np.where(allowed, ends, 0.0).max(axis=1)
        return best / ends[:, -1]

    def risk_at(self, coverage: float) -> Values:
        """Return the risk of the ceil(coverage * n) most confident items."""
        import numpy as np

        ends = np.cumsum(self.sizes, axis=1)
        m = np.ceil(coverage * ends[:, -1:] - 1e-9)
        taken = np.clip(m - (ends - self.sizes), 0, self.sizes)
        share = np.where(self.sizes > 0, _ratio(self.losses, self.sizes), 0.0)
        lost: Values = (taken * share).sum(axis=1)
        return lost / m[:, 0]


def risk_coverage(confidences: Sequence[float], losses: Sequence[float], weights: Values | None = None) -> RiskCoverage:
    """Order items by confidence.

    Args:
        confidences: of each item.
        losses: of each item, 0 to 1.
        weights: (draws, items), how often each item is drawn; once each where not given.
    """
    import numpy as np

    table = np.ones((1, len(losses))) if weights is None else weights
    levels = sorted(set(confidences), reverse=True)
    member = np.array([[c == level for level in levels] for c in confidences], dtype=np.float64)
    return RiskCoverage(table @ member, (table * np.asarray(losses, dtype=np.float64)) @ member)


def risk_figures(
    confidences: Sequence[float], losses: Sequence[float], families: Sequence[str], scorer: str | None = None
) -> dict[str, Estimate]:
    """Return AURC, E-AURC (AURC less that of the best order), coverage at risk <= 5 % and risk at 80 % coverage."""
    import numpy as np

    loss = list(losses)

    def excess(w: Values) -> Values:
        best = risk_coverage([-x for x in loss], loss, w).aurc
        # Where all lose, or none, no order is better than another.
        mixed = np.abs(w @ np.array(loss) / w.sum(axis=1) - 0.5) < 0.5 - 1e-12
        result: Values = np.where(mixed, risk_coverage(confidences, loss, w).aurc - best, np.nan)
        return result

    return {
        name: cluster_bootstrap(families, statistic, scorer=scorer)
        for name, statistic in (
            ("AURC", lambda w: risk_coverage(confidences, loss, w).aurc),
            ("E-AURC", excess),
            ("coverage at risk <= 5 %", lambda w: risk_coverage(confidences, loss, w).coverage_at(0.05)),
            ("risk at 80 % coverage", lambda w: risk_coverage(confidences, loss, w).risk_at(0.8)),
        )
    }


def auroc(values: Sequence[float], truths: Sequence[bool], families: Sequence[str]) -> Estimate:
    """Return the chance that a value of a true case lies above that of a false one; ties count half.

    For confidence against answerability, and for the first hit's similarity. None unless both occur.
    """
    import numpy as np

    true = np.array(truths, dtype=bool)
    v = np.asarray(values, dtype=np.float64)
    above = (v[true][:, None] > v[~true]) + 0.5 * (v[true][:, None] == v[~true])

    def statistic(w: Values) -> Values:
        pairs = ((w[:, true] @ above) * w[:, ~true]).sum(axis=1)
        return _ratio(pairs, w[:, true].sum(axis=1) * w[:, ~true].sum(axis=1))

    return cluster_bootstrap(families, statistic)


def average_precision(values: Sequence[float], truths: Sequence[bool], families: Sequence[str]) -> Estimate:
    """Return the average precision of the values for the true cases, as scikit-learn has it; None unless both occur."""
    import numpy as np

    def statistic(w: Values) -> Values:
        levels = risk_coverage(values, [float(t) for t in truths], w)
        precision = np.nan_to_num(_ratio(np.cumsum(levels.losses, axis=1), np.cumsum(levels.sizes, axis=1)))
        true = levels.losses.sum(axis=1)
        false = levels.sizes.sum(axis=1) - true
        result: Values = np.where(false > 0, _ratio((levels.losses * precision).sum(axis=1), true), np.nan)
        return result

    return cluster_bootstrap(families, statistic)


def brier(probabilities: Sequence[float], truths: Sequence[bool], families: Sequence[str]) -> Estimate:
    """Return the mean squared difference of probability and truth."""
    return mean([(p - t) ** 2 for p, t in zip(probabilities, truths, strict=True)], families)


@dataclass(frozen=True, slots=True)
class Bin:
    """Items of neighbouring probabilities: how many, their mean probability, and the share that is true."""

    n: int
    probability: float
    true: float


def reliability(probabilities: Sequence[float], truths: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """Return bins of equal mass, in rising probability; fewer where there are fewer items."""
    pairs = sorted(zip(probabilities, truths, strict=True))
    edges = [math.floor(i * len(pairs) / bins) for i in range(bins + 1)]
    parts = [pairs[a:b] for a, b in zip(edges, edges[1:], strict=False) if a < b]
    return tuple(Bin(len(p), sum(x for x, _ in p) / len(p), sum(t for _, t in p) / len(p)) for p in parts)


def expected_calibration_error(probabilities: Sequence[float], truths: Sequence[bool], bins: int = BINS) -> float:
    """Return the mean distance of probability and frequency over bins of equal mass, weighted by their size."""
    parts = reliability(probabilities, truths, bins)
    return sum(b.n * abs(b.probability - b.true) for b in parts) / len(probabilities)


def calibration_error(probabilities: Sequence[float], truths: Sequence[bool], families: Sequence[str]) -> Estimate:
    """Return ECE with 10 bins and its interval; None below 200 items, where Brier stands alone."""
    import numpy as np

    if len(truths) < LEAST_FOR_ECE:
        return Estimate(None, None, None, len(truths), f"ECE needs {LEAST_FOR_ECE} items")

    def statistic(w: Values) -> Values:
        drawn = [np.repeat(np.arange(len(truths)), row.astype(int)).tolist() for row in w]
        return np.array(
            [expected_calibration_error([probabilities[i] for i in d], [truths[i] for i in d]) for d in drawn]
        )

    return cluster_bootstrap(families, statistic, replicates=1000)


def names_missing(case: Case) -> float | None:
    """Return 1 if an abstention names what the item says is missing, by a content word of it, else 0."""
    u, declined = case.item.unanswerable, case.outcome.abstention
    wanted = (u.missing.id if case.outcome.language == "id" else u.missing.en) if u and u.missing else None
    if declined is None or not wanted:
        return None
    language = case.outcome.language
    told = normalise(f"{declined.missing or ''} {declined.message}", language)
    return float(any(len(word) > 3 and word in told for word in normalise(wanted, language)))


def in_askers_language(case: Case) -> float | None:
    """Return 1 if a right abstention's message is in the item's language, else 0; None where it cannot be told."""
    declined = None if case.item.answerable else case.outcome.abstention
    found = guess_language(declined.message) if declined else None
    return None if found is None else float(found == case.item.lang)


def offers_nearest(case: Case) -> float | None:
    """Return 1 if an abstention shows a sentence that the item calls close (distractor or refuting), else 0."""
    u, declined = case.item.unanswerable, case.outcome.abstention
    if u is None or declined is None or not u.distractor:
        return None
    close = frozenset().union(*(q.sentences for q in (*u.distractor, *u.refuting)))
    return float(any(case.source.holds(c) and c.sentence in close for c in declined.nearest))
