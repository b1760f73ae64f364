"""The order in which one rater meets a batch's units: his own, and never two of one family in a row."""

from __future__ import annotations

import random
from collections import Counter

from eval.rating.batch import Batch

# Units between one and its silent duplicate, where the batch has that many: who remembers does not judge again.
GAP = 20
_TRIES = 30


def order_for(batch: Batch, rater: str) -> tuple[str, ...]:
    """Return the ids in a rater's order; the same batch and name always give the same.

    Where no try meets both rules, as in a batch of a few families, the one that breaks them least is taken.
    """
    rng = random.Random(f"{batch.hash}:{rater}")
    best: tuple[tuple[int, int], tuple[str, ...]] | None = None
    for _ in range(_TRIES):
        order = _one(batch, rng)
        broken = _broken(batch, order)
        if best is None or broken < best[0]:
            best = broken, order
        if broken == (0, 0):
            break
    return best[1] if best else ()


def _one(batch: Batch, rng: random.Random) -> tuple[str, ...]:
    left = [u.id for u in batch.units]
    rng.shuffle(left)
    families = Counter(batch.key[name].family for name in left)
    placed: list[str] = []
    while left:
        last = batch.key[placed[-1]].family if placed else None
        recent = {_original(batch, name) for name in placed[max(0, len(placed) - _gap(batch)) :]}
        # A family that makes up half of what is left has to come now, or two of it meet at the end.
        crowded = {family for family, n in families.items() if 2 * n > len(left)}

        def cost(
            name: str, last: str | None = last, recent: set[str] = recent, crowded: set[str] = crowded
        ) -> tuple[bool, ...]:
            family = batch.key[name].family
            return family == last, bool(crowded) and family not in crowded, _original(batch, name) in recent

        chosen = min(left, key=cost)
        left.remove(chosen)
        families[batch.key[chosen].family] -= 1
        placed.append(chosen)
    return tuple(placed)


def _broken(batch: Batch, order: tuple[str, ...]) -> tuple[int, int]:
    """Return how many neighbours are of one family, and how many duplicates come too near."""
    families = [batch.key[name].family for name in order]
    place = {name: i for i, name in enumerate(order)}
    near = sum(
        abs(place[name] - place[origin.duplicate_of]) < _gap(batch)
        for name, origin in batch.key.items()
        if origin.duplicate_of
    )
    return sum(a == b for a, b in zip(families, families[1:], strict=False)), near


def _gap(batch: Batch) -> int:
    return min(GAP, len(batch.units) // 3)


def _original(batch: Batch, name: str) -> str:
    return batch.key[name].duplicate_of or name
