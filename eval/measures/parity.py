"""Whether English and Indonesian are served alike, on twins: one meaning asked in both languages. P6."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.items import stem
from eval.measures.answer import complete, credits_of
from eval.measures.support import Scorer
from eval.outcome import Case
from eval.statistics import Estimate, mcnemar, mean


@dataclass(frozen=True, slots=True)
class Parity:
    """P6: English minus Indonesian P1 on twins, with how they disagree.

    ``only_english`` and ``only_indonesian`` count the twins of which one language alone succeeded, ``p`` is
    the exact McNemar test of the two. ``agree`` is the share of twins with the same decision to answer and
    the same nuggets; ``overlap`` the mean Jaccard index of their cited sentences.
    """

    gap: Estimate
    only_english: int
    only_indonesian: int
    p: float | None
    agree: Estimate
    overlap: Estimate


def twins(cases: Sequence[Case]) -> tuple[tuple[Case, Case], ...]:
    """Pair the cases that differ only in their language: (Indonesian, English)."""
    by_key: dict[tuple[str, str], dict[str, Case]] = {}
    for case in cases:
        by_key.setdefault((case.item.family, stem(case.item)), {})[case.item.lang] = case
    return tuple((pair["id"], pair["en"]) for pair in by_key.values() if {"id", "en"} <= set(pair))


def parity(cases: Sequence[Case], scorer: Scorer) -> Parity:
    """Return P6 on the twins among ``cases``, the mean of the gaps on answerable and unanswerable ones.

    The gap is None where neither language succeeds at one of these: equal failure is no parity.
    """
    pairs = twins(cases)
    families = [a.item.family for a, _ in pairs]
    classes = [a.item.kind for a, _ in pairs]
    wins = [(complete(a, scorer), complete(b, scorer)) for a, b in pairs]
    compared = {kind for kind, (a, b) in zip(classes, wins, strict=True) if a or b}
    gaps = [b - a if kind in compared else None for kind, (a, b) in zip(classes, wins, strict=True)]
    english = sum(b > a for a, b in wins)
    indonesian = sum(a > b for a, b in wins)
    return Parity(
        mean(gaps, families, classes=classes, signed=True, scorer=scorer.name),
        english,
        indonesian,
        mcnemar(english, indonesian) if compared else None,
        mean([agreement(a, b) for a, b in pairs], families),
        mean([overlap(a, b) for a, b in pairs], families),
    )


def agreement(first: Case, second: Case) -> float | None:
    """Return 1 if twins were both answered with the same nuggets or both rightly declined, else 0.

    None where neither was answered (with a citation) though the article answers: silence twice is no agreement.
    """
    if not first.grounded and not second.grounded:
        both = first.outcome.abstained and second.outcome.abstained
        return 1.0 if both and not first.item.answerable else None
    same = first.grounded == second.grounded
    return float(same and credits_of(first) == credits_of(second))


def overlap(first: Case, second: Case) -> float | None:
    """Return the Jaccard index of the sentences twins cite; None where neither cites any."""
    either = first.cited | second.cited
    return len(first.cited & second.cited) / len(either) if either else None
