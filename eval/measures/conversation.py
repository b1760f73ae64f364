"""Whether follow-up questions are understood: by turn, with and without their history, and with whose answer."""

from __future__ import annotations

from collections.abc import Sequence

from eval.items import Item
from eval.measures.answer import complete, credits_of
from eval.measures.support import Scorer
from eval.outcome import Case
from eval.statistics import Estimate, mean


def turn(item: Item) -> int:
    """Return the number of the item's turn in its conversation, from 1."""
    return len(item.history) + 1


def complete_by_turn(cases: Sequence[Case], scorer: Scorer) -> dict[int, Estimate]:
    """Return the mean of P1 per item for each turn of the conversations among ``cases``."""
    chains = {c.item.family for c in cases if c.item.history}
    spoken = [c for c in cases if c.item.family in chains]
    return {
        n: mean(
            [complete(c, scorer) for c in spoken if turn(c.item) == n],
            [c.item.family for c in spoken if turn(c.item) == n],
            scorer=scorer.name,
        )
        for n in sorted({turn(c.item) for c in spoken})
    }


def context_gain(with_history: Sequence[Case], without: Sequence[Case], scorer: Scorer) -> Estimate:
    """Return P1 per item with the history minus P1 without it, on the items that have one. It must be above 0."""
    bare = {c.item.id: c for c in without}
    pairs = [(c, bare[c.item.id]) for c in with_history if c.item.history and c.item.id in bare]
    gains = [complete(a, scorer) - complete(b, scorer) for a, b in pairs]
    return mean(gains, [a.item.family for a, _ in pairs], signed=True, scorer=scorer.name)


def carry_over(case: Case, previous: Item) -> float | None:
    """Return 1 if a follow-up was answered with the previous turn's answer instead of its own, else 0.

    That is: none of its nuggets is there, and a vital nugget of the previous item is, in sentences that are
    not gold here. None where nothing was answered with a citation or the previous item has no answer.
    """
    if not case.grounded or not previous.vital:
        return None
    if any(credits_of(case).values()):
        return 0.0
    stale = case.cited - case.item.gold
    return float(any(s <= stale for n in previous.vital for s in n.sets))


def carry_over_rate(cases: Sequence[Case]) -> Estimate:
    """Return the share of answered follow-ups that repeat the previous turn's answer."""
    turns = {(c.item.family, c.item.lang, turn(c.item)): c.item for c in cases}
    values: list[float | None] = []
    for case in cases:
        before = turns.get((case.item.family, case.item.lang, turn(case.item) - 1))
        values.append(carry_over(case, before) if before and case.item.history else None)
    return mean(values, [c.item.family for c in cases])
