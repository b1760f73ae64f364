"""Two runs set against each other, item by item: what the later one gained, and whether that may be chance.

Only items asked in both with the same question and gold are pairs. The effect and its interval come first,
the p-value of a paired randomisation over families second, adjusted by Holm over the six headline measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.catalogue import P1, P6, PLAIN, PRIMARIES, PRIMARY_KEYS
from eval.figures import groups
from eval.outcomes import MEASURED, ItemOutcome
from eval.statistics import Comparison, Estimate, holm, paired_randomisation

# Macro averages over answerable and unanswerable questions, as in the measures themselves.
_MACRO = (P1, PLAIN, P6)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared: an item, or for P6 a pair of twins, with its value in both runs."""

    family: str
    kind: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Change:
    """A headline measure in two runs, on the pairs; ``p`` is Holm's, None where nothing was compared.

    ``moved`` counts the pairs whose value changed. ``gain`` is the difference with its sign turned so that
    more is better: for P6 how much nearer to 0 the gap came, whichever language it favours.
    """

    key: str
    articles: str
    before: float | None
    after: float | None
    comparison: Comparison
    p: float | None
    moved: int

    @property
    def gain(self) -> Estimate | None:
        """The difference, positive where the later run is better; None where there is none."""
        d, better = self.comparison.difference, next(m.better for m in PRIMARIES if m.key == self.key)
        if d.value is None or d.low is None or d.high is None or self.before is None:
            return None
        value, low, high = d.value, d.low, d.high
        if better == "lower":
            value, low, high = -value, -high, -low
        elif better == "zero":
            gap, ends = abs(self.before), (abs(self.before + low), abs(self.before + high))
            crosses = self.before + low <= 0 <= self.before + high
            value, low, high = gap - abs(self.before + value), gap - max(ends), gap - (0 if crosses else min(ends))
        return Estimate(value, low, high, d.n, d.method, d.scorer)


def compare(before: Sequence[ItemOutcome], after: Sequence[ItemOutcome]) -> tuple[Change, ...]:
    """Compare the later run with the earlier one, for each group of articles that both asked about."""
    pairs = paired(before, after)
    articles = tuple(dict.fromkeys(b.article for _, b in pairs))
    changes: list[Change] = []
    for group, names in groups(articles).items():
        mine = [(a, b) for a, b in pairs if b.article in names]
        found = {m.key: _units(m.key, mine) for m in PRIMARIES}
        tested = {key: _tested(key, units) for key, units in found.items()}
        adjusted = holm({k: p for k in PRIMARY_KEYS if (p := tested[k].p) is not None})
        for key, units in found.items():
            before_after = _average(key, units, "before"), _average(key, units, "after")
            moved = sum(u.before != u.after for u in units)
            changes.append(Change(key, group, *before_after, tested[key], adjusted.get(key, tested[key].p), moved))
    return tuple(changes)


def paired(before: Sequence[ItemOutcome], after: Sequence[ItemOutcome]) -> tuple[tuple[ItemOutcome, ItemOutcome], ...]:
    """Return the outcomes of the items that both asked with the same question and gold, in the later's order."""
    earlier = {_key(o): o for o in before}
    return tuple((earlier[_key(o)], o) for o in after if _key(o) in earlier)


def _key(outcome: ItemOutcome) -> tuple[str, str, str]:
    return outcome.article, outcome.id, outcome.digest


def _units(key: str, pairs: Sequence[tuple[ItemOutcome, ItemOutcome]]) -> tuple[Unit, ...]:
    if key == P6:
        return _twins(pairs)
    place = MEASURED.index(key)
    return tuple(
        Unit(b.family, b.kind, x, y)
        for a, b in pairs
        if (x := a.values[place]) is not None and (y := b.values[place]) is not None
    )


def _twins(pairs: Sequence[tuple[ItemOutcome, ItemOutcome]]) -> tuple[Unit, ...]:
    place = MEASURED.index(P1)
    held: dict[tuple[str, str], dict[str, tuple[ItemOutcome, ItemOutcome]]] = {}
    for a, b in pairs:
        held.setdefault((b.family, b.twin), {})[b.lang] = (a, b)
    units = []
    for (family, _), both in held.items():
        if {"id", "en"} <= set(both):
            gaps = [(both["en"][run].values[place] or 0.0) - (both["id"][run].values[place] or 0.0) for run in (0, 1)]
            units.append(Unit(family, both["id"][1].kind, *gaps))
    return tuple(units)


def _tested(key: str, units: Sequence[Unit]) -> Comparison:
    classes = [u.kind for u in units] if key in _MACRO else None
    if classes is not None and len(set(classes)) < 2:
        nothing = Estimate(None, None, None, len(units), "needs answerable and unanswerable items")
        return Comparison(nothing, None, nothing.method)
    return paired_randomisation(
        [u.after for u in units], [u.before for u in units], [u.family for u in units], classes=classes
    )


def _average(key: str, units: Sequence[Unit], run: str) -> float | None:
    parts: dict[str, list[float]] = {}
    for u in units:
        parts.setdefault(u.kind if key in _MACRO else "", []).append(u.after if run == "after" else u.before)
    if not parts or (key in _MACRO and len(parts) < 2):
        return None
    return sum(sum(p) / len(p) for p in parts.values()) / len(parts)
