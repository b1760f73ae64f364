"""Whether what is stated follows from the sentences cited, and from the article at all. P3.

An answer with no statement is neither faithful nor unfaithful: its value is None and it counts in ``empty_rate``.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.measures.interpretability import RULE, interpretable
from eval.measures.support import Scorer, supported, supported_by_article
from eval.outcome import Case
from eval.statistics import Estimate, cluster_bootstrap, mean


def faithfulness(case: Case, scorer: Scorer) -> float | None:
    """Return the share of an answer's statements that their citations support; None for what states nothing."""
    return _share([supported(case, s, scorer) for s in case.outcome.statements]) if case.outcome.answered else None


def article_faithfulness(case: Case, scorer: Scorer) -> float | None:
    """Return the share of an answer's statements that the article supports, whatever sentence they cite.

    One that cites nothing counts as unsupported: it claims no source.
    """
    if not case.outcome.answered:
        return None
    return _share([bool(s.citations) and supported_by_article(case, s, scorer) for s in case.outcome.statements])


def _share(verdicts: Sequence[bool]) -> float:
    return sum(verdicts) / len(verdicts)


def statement_faithfulness(cases: Sequence[Case], scorer: Scorer) -> Estimate:
    """Return P3: the share of all statements that their citations support (micro)."""
    import numpy as np

    told = [c for c in cases if c.outcome.answered]
    held = np.array([sum(supported(c, s, scorer) for s in c.outcome.statements) for c in told], dtype=np.float64)
    all_of = np.array([len(c.outcome.statements) for c in told], dtype=np.float64)
    if not held.any() or (held == all_of).all():
        # Drawing them again would show no spread, which is not certainty; micro and macro are one here.
        return answer_faithfulness(cases, scorer)
    return cluster_bootstrap([c.item.family for c in told], lambda w: (w @ held) / (w @ all_of), scorer=scorer.name)


def answer_faithfulness(cases: Sequence[Case], scorer: Scorer) -> Estimate:
    """Return the mean over answers of the share of statements that their citations support (macro)."""
    return mean([faithfulness(c, scorer) for c in cases], [c.item.family for c in cases], scorer=scorer.name)


def invents(case: Case, scorer: Scorer) -> float | None:
    """Return 1 if an answer has a statement that the article does not support or that cites nothing, else 0."""
    share = article_faithfulness(case, scorer)
    return None if share is None else float(share < 1)


def contradicts(case: Case, contradiction: Scorer) -> float | None:
    """Return 1 if the article contradicts a statement, else 0; ``contradiction`` decides that instead of support.

    None for what is neither contradicted nor cited.
    """
    if any(supported_by_article(case, s, contradiction) for s in case.outcome.statements):
        return 1.0
    return 0.0 if case.grounded else None


def empty_rate(cases: Sequence[Case]) -> Estimate:
    """Return the share of replies that neither abstain nor state anything."""
    return mean([float(c.outcome.empty) for c in cases], [c.item.family for c in cases])


def interpretability(cases: Sequence[Case]) -> Estimate:
    """Return the share of quoting answers whose every sentence can be understood from the answer."""
    values = [interpretable(c) for c in cases]
    return mean([None if v is None else float(v) for v in values], [c.item.family for c in cases], scorer=RULE)


def verification_effect(
    before: Sequence[Case], after: Sequence[Case], scorer: Scorer
) -> tuple[float | None, float | None]:
    """Return the verifier's false-reject and false-accept rates from replies made without and with it.

    False reject: of the supported statements made without it, the share missing with it. False accept: of the
    unsupported ones, the share still there. The scorer must not be the verifier itself.
    """
    kept = {c.item.id: {s.text for s in c.outcome.statements} for c in after}
    lost, survived = [], []
    for case in before:
        for s in case.outcome.statements:
            there = s.text in kept.get(case.item.id, set())
            if supported(case, s, scorer):
                lost.append(not there)
            else:
                survived.append(there)
    return _share(lost) if lost else None, _share(survived) if survived else None
