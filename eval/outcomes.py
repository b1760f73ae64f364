"""Kutip's success at each item, measure by measure: as little as two runs need to be compared, and no texts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from eval.catalogue import P1, P2, P3, P4, P5, PLAIN, without_interpretability
from eval.items import Item, stem
from eval.measures.abstention import hallucination, wrong_abstention
from eval.measures.answer import complete, nugget_recall
from eval.measures.faithfulness import faithfulness
from eval.measures.support import Scorer
from eval.outcome import Case

# P6 is not among them: it follows from the P1 of twins.
MEASURED = (P1, PLAIN, P2, P3, P4, P5)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One item and its values in the order of ``MEASURED``, None where a measure has no meaning.

    ``digest`` changes with the question or its gold: outcomes of different digests are no pair. Twins share
    ``twin``.
    """

    id: str
    family: str
    twin: str
    lang: str
    kind: str
    article: str
    digest: str
    values: tuple[float | None, ...]


def outcomes_of(cases: Sequence[Case], scorer: Scorer) -> tuple[ItemOutcome, ...]:
    """Return the outcome of each case."""
    return tuple(
        ItemOutcome(
            c.item.id, c.item.family, stem(c.item), c.item.lang, c.item.kind, c.item.article, _digest(c.item),
            (
                complete(c, scorer), without_interpretability(c, scorer), nugget_recall(c), faithfulness(c, scorer),
                hallucination(c), wrong_abstention(c),
            ),
        )
        for c in cases
    )  # fmt: skip


def _digest(item: Item) -> str:
    nuggets = [
        (n.id, n.importance, [[(q.quote, q.occurrence) for q in s] for s in n.evidence], n.answers, n.must_have)
        for n in item.nuggets
    ]
    why = item.unanswerable
    refused = (why.expected, [(q.quote, q.occurrence) for q in why.refuting]) if why else None
    gold = (item.article_sha256, item.question, item.history, item.kind, item.polarity, nuggets, refused)
    return hashlib.sha256(repr(gold).encode()).hexdigest()[:8]
