"""The order in which one rater meets a batch's units: his own, and never two of one family in a row."""

from __future__ import annotations

import random
from collections import Counter

from eval.rating.batch import Batch

# Units between one and its silent duplicate, where the batch has that many: who remembers does not judge again.
GAP = 20


def order_for(batch: Batch, rater: str) -> tuple[str, ...]:
    """Return the ids in a rater's order; the same batch and name always give the same."""
    left = [u.id for u in batch.units]
    random.Random(f"{batch.hash}:{rater}").shuffle(left)
    gap = min(GAP, len(left) // 3)
    families = Counter(batch.key[name].family for name in left)
    placed: list[str] = []
    while left:
        last = batch.key[placed[-1]].family if placed else None
        recent = {_original(batch, name) for name in placed[max(0, len(placed) - gap) :]} if gap else set()
        # A family that makes up half of what is left has to come now, or two of it meet at the end.
        crowded = {f for f, n in families.items() if 2 * n > len(left)}
        chosen = min(
            left,
            key=lambda name, last=last, crowded=crowded, recent=recent: (  # type: ignore[misc]
                batch.key[name].family == last,
                bool(crowded) and batch.key[name].family not in crowded,
                _original(batch, name) in recent,
            ),
        )
        left.remove(chosen)
        families[batch.key[chosen].family] -= 1
        placed.append(chosen)
    return tuple(placed)


def _original(batch: Batch, name: str) -> str:
    return batch.key[name].duplicate_of or name
