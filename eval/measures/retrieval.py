"""Whether search ranked the sentences an answer needs; answerable items only.

A sentence is relevant with 2 if it is evidence of a vital nugget, with 1 if of an okay one or harmless context.
Recall, RR and Success count the former; nDCG uses both, with the linear gains of trec_eval.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.items import Item

DEPTHS = (1, 3, 5, 10)
Ranking = tuple[int, ...]


def relevance(item: Item) -> dict[int, int]:
    """Return the relevance of each sentence that has any."""
    vital = frozenset().union(*(s for n in item.vital for s in n.sets))
    return {number: 2 if number in vital else 1 for number in item.gold | item.harmless}


def ranked(asked: Sequence[tuple[Item, Ranking]]) -> dict[str, tuple[float | None, ...]]:
    """Return R, RR, nDCG and Success, computed by ir-measures and under its names, one value an item.

    Args:
        asked: items with the sentence numbers in the order they were ranked, each at most once.
    """
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    kinds: list[Any] = [R(rel=2) @ k for k in DEPTHS] + [Success(rel=2) @ k for k in DEPTHS]
    kinds += [RR(rel=2) @ 10, nDCG @ 10]
    qrels, run = [], []
    for i, (item, ranking) in enumerate(asked):
        if len(set(ranking)) != len(ranking):
            raise ValueError(f"item {item.id}: a sentence is ranked twice in {ranking}")
        if item.vital:
            qrels += [ir_measures.Qrel(str(i), str(n), level) for n, level in relevance(item).items()]
            run += [ir_measures.ScoredDoc(str(i), str(n), -float(place)) for place, n in enumerate(ranking)]
    found: dict[tuple[str, str], float] = {}
    if qrels:
        found = {(str(m.measure), m.query_id): m.value for m in ir_measures.iter_calc(kinds, qrels, run)}
    # ir-measures gives 0 to an item without a ranking; one without gold is not in it at all.
    return {str(kind): tuple(found.get((str(kind), str(i))) for i in range(len(asked))) for kind in kinds}


def evidence_recall(item: Item, ranking: Ranking, k: int) -> float | None:
    """Return the share of vital nuggets of which a whole evidence set is among the first ``k`` (ESR@k)."""
    return covered(item, frozenset(ranking[:k])) if item.vital else None


def all_evidence(item: Item, ranking: Ranking, k: int) -> float | None:
    """Return 1 if every vital nugget has a whole evidence set among the first ``k``, else 0 (AllEv@k)."""
    recall = evidence_recall(item, ranking, k)
    return None if recall is None else float(recall == 1)


def covered(item: Item, sentences: frozenset[int]) -> float:
    """Return the share of the item's vital nuggets of which a whole evidence set is among ``sentences``."""
    return sum(any(s <= sentences for s in n.sets) for n in item.vital) / len(item.vital)
