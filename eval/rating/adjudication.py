"""What goes to a third person, and the label that each judged thing ends with.

Every difference on what counts (understood, answers, rightly refused, supported by its citations) goes to the
adjudicator, and a random tenth of the agreements. The two ratings stay as they were; his stand beside them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.rating.batch import Batch, Unit
from eval.rating.guideline import BY_NAME, CANNOT
from eval.rating.rating import FINAL, WHY, Rating
from eval.rating.store import Store, latest

AGREEMENTS_SHARE = 0.10
_JUDGED = ("clear", "answers", "refusal", "cited")

Answers = Mapping[str, Mapping[str, str]]  # unit -> step -> value, one person's


@dataclass(frozen=True, slots=True)
class Case:
    """A thing two or more people judged: the unit, the step, and each one's value in the raters' order."""

    unit: str
    step: str
    values: tuple[str | None, ...]

    @property
    def agreed(self) -> str | None:
        """The value all gave, or None where they differ or one gave none."""
        first = self.values[0]
        return first if first not in (None, CANNOT) and all(v == first for v in self.values) else None


@dataclass(frozen=True, slots=True)
class Label:
    """What a step of a unit ends with: ``value`` is None while it waits for the adjudicator, or if he cannot judge.

    ``by`` is ``"agreement"``, ``"adjudicator"`` or ``"nobody"``; ``cause`` is why two differed, where he said so.
    """

    unit: str
    step: str
    value: str | None
    by: str
    cause: str | None = None


def given(ratings: Sequence[Rating]) -> Answers:
    """Return one person's values that count."""
    return {unit: {step: r.value for step, r in of.items()} for unit, of in latest(ratings).items()}


def cases(batch: Batch, raters: Sequence[Answers]) -> tuple[Case, ...]:
    """Return what at least two raters judged: of each unit the ratings of those who are through with it.

    A step that one of them was not asked (he could not understand the answer) is a difference.
    """
    found: list[Case] = []
    for unit in batch.units:
        through = [rater[unit.id] for rater in raters if unit.id in rater and not unit.left(rater[unit.id])]
        theirs = [asked(unit, answers) for answers in through]
        if len(theirs) < 2:
            continue
        keys = dict.fromkeys(key for answers in theirs for key in answers if key.split(".")[0] in _JUDGED)
        found += [Case(unit.id, key, tuple(answers.get(key) for answers in theirs)) for key in keys]
    return tuple(found)


def asked(unit: Unit, answers: Mapping[str, str]) -> dict[str, str]:
    """Leave out what was answered before an earlier answer changed and made the question moot."""
    return {step.key: answers[step.key] for step in unit.steps(answers) if step.key in answers}


def to_adjudicate(batch: Batch, found: Sequence[Case]) -> tuple[Case, ...]:
    """Return the cases for the adjudicator in an order of their own; duplicates are only for the raters' own use."""
    own = [c for c in found if batch.key[c.unit].duplicate_of is None]
    chosen = [c for c in own if c.agreed is None or _hash(batch, c) < AGREEMENTS_SHARE]
    chosen.sort(key=lambda c: (c.unit, c.step))
    units = list(dict.fromkeys(c.unit for c in chosen))
    random.Random(f"{batch.hash}:adjudication").shuffle(units)
    return tuple(c for unit in units for c in sorted((c for c in chosen if c.unit == unit), key=_step_order))


def _step_order(case: Case) -> tuple[int, str]:
    return list(BY_NAME).index(case.step.split(".")[0]), case.step


def _hash(batch: Batch, case: Case) -> float:
    digest = hashlib.sha256(f"{batch.hash}:{case.unit}:{case.step}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def labels(batch: Batch, raters: Sequence[Answers], adjudicator: Answers) -> tuple[Label, ...]:
    """Return what each judged thing ends with, duplicates left out."""
    found = cases(batch, raters)
    sent = {(c.unit, c.step) for c in to_adjudicate(batch, found)}
    ended: list[Label] = []
    for case in found:
        if batch.key[case.unit].duplicate_of is not None:
            continue
        if (case.unit, case.step) not in sent:
            ended.append(Label(case.unit, case.step, case.agreed, "agreement"))
            continue
        his = adjudicator.get(case.unit, {})
        final, cause = his.get(FINAL + case.step), his.get(WHY + case.step)
        if final is None:
            ended.append(Label(case.unit, case.step, None, "nobody"))
        else:
            ended.append(Label(case.unit, case.step, None if final == CANNOT else final, "adjudicator", cause))
    return tuple(ended)


def raters_of(store: Store) -> dict[str, Answers]:
    """Return the raters' values that count, in the order they were admitted; those who gave none are left out."""
    all_of = {p.name: given(store.ratings(p.name)) for p in store.people() if p.role == "rater"}
    return {name: answers for name, answers in all_of.items() if answers}


def adjudicator_of(store: Store) -> Answers:
    """Return the adjudicator's values; where several adjudicated, a later one's stand over an earlier one's."""
    merged: dict[str, dict[str, str]] = {}
    for person in store.people():
        if person.role == "adjudicator":
            for unit, of in given(store.ratings(person.name)).items():
                merged.setdefault(unit, {}).update(of)
    return merged


def labels_of(store: Store) -> tuple[Label, ...]:
    """Return the labels of a store as it stands."""
    return labels(store.batch(), tuple(raters_of(store).values()), adjudicator_of(store))
