"""How far each person is."""

from __future__ import annotations

from dataclasses import dataclass

from eval.rating.adjudication import cases, given, raters_of, to_adjudicate
from eval.rating.rating import FINAL, WHY
from eval.rating.store import Store


@dataclass(frozen=True, slots=True)
class Progress:
    """Units (an adjudicator: cases) done, clicks ever made, minutes of attention, and when the last click was."""

    name: str
    role: str
    done: int
    of: int
    clicks: int
    minutes: float
    last: str | None


def progress_of(store: Store) -> tuple[Progress, ...]:
    """Return everybody's progress, in the order they were admitted."""
    batch = store.batch()
    sent = to_adjudicate(batch, cases(batch, tuple(raters_of(store).values())))
    found = []
    for person in store.people():
        ratings = store.ratings(person.name)
        said = given(ratings)
        if person.role == "rater":
            done, of = sum(not u.left(said.get(u.id, {})) for u in batch.units), len(batch.units)
        else:
            done = sum({FINAL + c.step, WHY + c.step} <= set(said.get(c.unit, {})) for c in sent)
            of = len(sent)
        minutes = sum(r.seconds for r in ratings) / 60
        last = ratings[-1].at if ratings else None
        found.append(Progress(person.name, person.role, done, of, len(ratings), minutes, last))
    return tuple(found)
