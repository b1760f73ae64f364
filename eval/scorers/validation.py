"""A scorer's own error, measured on claims with known labels: what it catches, what it lets pass, what it refuses.

Every distinct (claim, evidence) counts once: a true claim stands in many pairs. A family (a claim in Indonesian and
in English, with all its edits) is drawn as a whole. Section 2.8 (a) of the design; edits are easier than what models
get wrong by themselves, so a good figure here is needed and not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.auroc import auroc
from eval.perturb import CONTROLS, UNSUPPORTED, Claim, pairs
from eval.scorers.scorer import SupportScorer
from eval.statistics import REPLICATES, Estimate, mean

# Below these a scorer advises and decides nothing.
LEAST_AUROC = 0.90
LEAST_BALANCED_ACCURACY = 0.80
DIRECTIONS: Mapping[str, tuple[str, ...]] = {"both": ("id", "en"), "id->id": ("id",), "en->id": ("en",)}
SUMMARY = ("AUROC", "balanced accuracy", "detection", "false alarms", "pairwise consistency")
# True claims as they were written, before any edit.
SEED = "seed"


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of one scorer on the claims of one direction; ``kind`` of edit or control where it is of one."""

    scorer: str
    direction: str
    measure: str
    kind: str | None
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, the support that a scorer gave it, and whether that reaches the threshold."""

    claim: Claim
    support: float
    passed: bool

    @property
    def right(self) -> bool:
        """Whether the verdict is the label."""
        return self.passed == self.claim.supported


@dataclass(frozen=True, slots=True)
class Fit:
    """The threshold with the best balanced accuracy on some claims, and what it reaches there."""

    scorer: str
    threshold: float
    balanced_accuracy: float
    auroc: float
    n: int


def judge(
    scorer: SupportScorer, claims: Sequence[Claim], progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Judged, ...]:
    """Score every claim by its evidence, in order; each distinct pair is scored once."""
    known: dict[tuple[str, tuple[str, ...]], float] = {}
    todo = list(dict.fromkeys((c.claim, c.evidence) for c in claims))
    for number, (claim, evidence) in enumerate(todo, 1):
        known[claim, evidence] = scorer.support(claim, evidence)
        progress(number, len(todo))
    supports = [known[c.claim, c.evidence] for c in claims]
    return tuple(Judged(c, s, s >= scorer.threshold) for c, s in zip(claims, supports, strict=True))


def measure(name: str, judged: Sequence[Judged], replicates: int = REPLICATES) -> tuple[Measured, ...]:
    """Return every measure in every direction; None where a direction has no such claim.

    Args:
        name: the scorer's.
        judged: the claims of whole pairs, in the order of the file.
        replicates: draws of each interval.
    """
    found = []
    of_pair = {j.claim.id: j for j in judged}
    for direction, languages in DIRECTIONS.items():
        mine = [j for j in judged if j.claim.lang in languages]
        rows = distinct(mine)
        # By kind, because a translation is the other language's true claim once more.
        of_kind = {k: distinct([j for j in mine if j.claim.kind == k]) for k in (*UNSUPPORTED, SEED, *CONTROLS)}
        wrong = [r for r in rows if not r.claim.supported]
        controls = distinct([r for k in CONTROLS for r in of_kind[k]])
        both = [
            (of_pair[t.id], of_pair[e.id])
            for t, e in pairs([j.claim for j in judged])
            if not e.supported and t.lang in languages
        ]
        order = [(a.support > b.support) + (a.support == b.support) / 2 for a, b in both]
        estimates: list[tuple[str, str | None, Estimate]] = [
            ("AUROC", None, _area(rows, replicates)),
            ("balanced accuracy", None, _share([r.right for r in rows], rows, replicates, macro=True)),
            ("detection", None, _refused(wrong, replicates)),
            ("false alarms", None, _refused(controls, replicates)),
            ("pairwise consistency", None, _share(order, [a for a, _ in both], replicates)),
        ]
        estimates += [("detection", kind, _refused(of_kind[kind], replicates)) for kind in UNSUPPORTED]
        estimates += [("false alarms", kind, _refused(of_kind[kind], replicates)) for kind in (SEED, *CONTROLS)]
        found += [Measured(name, direction, measure, kind, e) for measure, kind, e in estimates]
    return tuple(found)


def distinct(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return each claim with its evidence once, as the first row that has it: a seed before its translation."""
    ordered = sorted(judged, key=lambda j: j.claim.kind != SEED)
    return tuple({(j.claim.claim, j.claim.evidence): j for j in reversed(ordered)}.values())


def advisory(measured: Sequence[Measured], scorer: str, direction: str = "both") -> bool:
    """Return whether a scorer is too weak to decide: it may be shown, and must not block or be quoted."""
    values = {
        m.measure: m.estimate.value
        for m in measured
        if (m.scorer, m.direction, m.kind) == (scorer, direction, None)
    }  # fmt: skip
    area, accuracy = values.get("AUROC"), values.get("balanced accuracy")
    return area is None or accuracy is None or area < LEAST_AUROC or accuracy < LEAST_BALANCED_ACCURACY


def fit(scorer: SupportScorer, judged: Sequence[Judged]) -> Fit:
    """Return the threshold with the best balanced accuracy, half-way between two supports; the lowest of equals.

    Raises:
        ValueError: there are no supported claims, or no unsupported ones.
    """
    rows = distinct(judged)
    good, bad = ([r.support for r in rows if r.claim.supported is label] for label in (True, False))
    if not good or not bad:
        raise ValueError("a threshold needs claims of both labels")
    levels = sorted({r.support for r in rows})
    best, threshold = 0.0, 0.0
    for below, above in zip([levels[0], *levels], [*levels, 1.0], strict=True):
        middle = float(f"{(below + above) / 2:.6g}")
        accuracy = (sum(s >= middle for s in good) / len(good) + sum(s < middle for s in bad) / len(bad)) / 2
        if accuracy > best + 1e-12:
            best, threshold = accuracy, middle
    return Fit(scorer.name, threshold, best, _area(rows, replicates=1).value or 0.0, len(rows))


def _area(rows: Sequence[Judged], replicates: int) -> Estimate:
    labels, supports = [r.claim.supported for r in rows], [r.support for r in rows]
    return auroc(labels, supports, [r.claim.family for r in rows], replicates=replicates)


def _refused(rows: Sequence[Judged], replicates: int) -> Estimate:
    return _share([not r.passed for r in rows], rows, replicates)


def _share(values: Sequence[float], rows: Sequence[Judged], replicates: int, *, macro: bool = False) -> Estimate:
    classes = [r.claim.supported for r in rows] if macro else None
    return mean([float(v) for v in values], [r.claim.family for r in rows], classes=classes, replicates=replicates)
