"""Whether citations exist, quote exactly, are the right ones, and support what they stand beside.

Copying sentences makes most of these near perfect by construction: they are gates and diagnostics,
not headlines. Abstentions are left out here and counted in ``abstention``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from eval.measures.retrieval import covered
from eval.measures.support import VERBATIM, Scorer, supported, supported_by_article
from eval.outcome import Case

MANY = 3
# Beyond this many ways to choose evidence sets, the smallest sets are taken one nugget at a time.
_MOST_WAYS = 10_000


def validity(case: Case) -> float | None:
    """Return the share of citation markers that lead to a sentence of the article. Gate: 1."""
    statements = case.outcome.statements
    markers = sum(len(set(s.citations)) for s in statements)
    return sum(len(case.valid(s)) for s in statements) / markers if markers else None


def quote_fidelity(case: Case) -> float | None:
    """Return the share of statements presented as verbatim that stand in a sentence they cite. Gate: 1."""
    claims = [s for s in case.outcome.statements if s.verbatim]
    return sum(supported(case, s, VERBATIM) for s in claims) / len(claims) if claims else None


def gold_precision(case: Case) -> float | None:
    """Return the share of cited sentences that are gold.

    Harmless sentences are left out; one that does not exist counts as wrong. None without a citation,
    and for items and replies that do not answer.
    """
    if not case.item.answerable or not any(s.citations for s in case.outcome.statements):
        return None
    counted = case.cited - case.item.harmless
    total = len(counted) + _invalid(case)
    return len(counted & case.item.gold) / total if total else 0.0


def _invalid(case: Case) -> int:
    held = {c.number for s in case.outcome.statements for c in case.valid(s)}
    return len({n for s in case.outcome.statements for n in s.citations} - held)


def gold_recall(case: Case) -> float | None:
    """Return the share of vital nuggets of which a whole evidence set is cited."""
    if not case.item.vital or not case.outcome.answered:
        return None
    return covered(case.item, case.cited)


def gold_f1(case: Case) -> float | None:
    """Return the harmonic mean of gold precision and recall: 0 for an answer that cites nothing."""
    recall = gold_recall(case)
    if recall is None:
        return None
    precision = gold_precision(case) or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def over_citation(case: Case) -> float | None:
    """Return how many sentences are cited for each that would have sufficed; 1 is right.

    None where the citations do not suffice: few citations are no virtue then.
    """
    if gold_recall(case) != 1:
        return None
    choices = [n.sets for n in case.item.vital]
    ways = 1
    for sets in choices:
        ways *= len(sets)
    if ways > _MOST_WAYS:
        choices = [(min(sets, key=len),) for sets in choices]
    least = min(len(frozenset().union(*chosen)) for chosen in itertools.product(*choices))
    return (len(case.cited) + _invalid(case)) / least


def many_citations(case: Case) -> float | None:
    """Return 1 if a statement has more than three citations, else 0; None without a citation."""
    counts = [len(set(s.citations)) for s in case.outcome.statements]
    return float(max(counts) > MANY) if any(counts) else None


def support_recall(case: Case, scorer: Scorer) -> float | None:
    """Return the share of statements whose citations all hold and together support them (ALCE, Gao et al. 2023)."""
    if not case.outcome.answered:
        return None
    supports = _supports(case, scorer)
    return sum(supports) / len(supports)


def support_precision(case: Case, scorer: Scorer) -> float | None:
    """Return the share of citations that are needed: of a supported statement, and not idle beside the others.

    A citation is idle if it does not support the statement alone and the others do without it (ALCE).
    """
    if not case.outcome.answered:
        return None
    needed = total = 0
    for statement, whole in zip(case.outcome.statements, _supports(case, scorer), strict=True):
        total += len(set(statement.citations))
        quotes = [c.quote for c in case.valid(statement)]
        for i, quote in enumerate(quotes):
            rest = tuple(quotes[:i] + quotes[i + 1 :])
            needed += whole and (scorer((quote,), statement.text) or not scorer(rest, statement.text))
    return needed / total if total else None


def _supports(case: Case, scorer: Scorer) -> list[bool]:
    return [len(case.valid(s)) == len(set(s.citations)) and supported(case, s, scorer) for s in case.outcome.statements]


def graded_support(labels: Sequence[Sequence[float]]) -> tuple[float | None, float | None]:
    """Return weighted precision and recall of labelled citations (TREC 2024 RAG support).

    Args:
        labels: for each statement the labels of its citations: 1 full, 0.5 partial, 0 none; empty if uncited.

    Returns:
        The mean over citations, and the mean over statements of the best one each has.
    """
    flat = [label for statement in labels for label in statement]
    precision = sum(flat) / len(flat) if flat else None
    return precision, sum(max(statement, default=0.0) for statement in labels) / len(labels) if labels else None


def miscitation(case: Case, scorer: Scorer) -> float | None:
    """Return the share of statements the article supports but their citations do not: a wrong number, no invention."""
    if not case.outcome.answered:
        return None
    wrong = [supported_by_article(case, s, scorer) and not supported(case, s, scorer) for s in case.outcome.statements]
    return sum(wrong) / len(wrong)
