"""A rehearsal of the whole workflow with simulated raters of known accuracy: what they know must come out again.

One rater works in the file and is brought in, the other and the adjudicator through the page's own requests. Their
errors are independent given the truth, so kappa and AC1 between them are known beforehand; people's need not be.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.items import Item, sentences_of
from eval.outcome import parse_outcome
from eval.perturb import Claim
from eval.rating.adjudication import labels_of, raters_of
from eval.rating.agreement import Agreement, ac1, agreement, estimate, kappa, raw
from eval.rating.batch import FORMAT, Batch, Unit
from eval.rating.bring_in import bring_in
from eval.rating.draw import draw, presumed
from eval.rating.feeds import supported
from eval.rating.guideline import QUESTIONS
from eval.rating.order import order_for
from eval.rating.page import Desk
from eval.rating.rating import FINAL, WHY
from eval.rating.replies import Asked, Source, asked_of
from eval.rating.store import Store, now
from eval.statistics import Estimate
from index.article import Article

_FIRST = {q.name: q.options[0].value for q in QUESTIONS}
FIGURES = (("raw agreement", raw), ("Cohen's kappa", kappa), ("Gwet's AC1", ac1))


@dataclass(frozen=True, slots=True)
class Skill:
    """How a simulated rater judges: the chance to call supported what is, and unsupported what is not."""

    sensitivity: float
    specificity: float


@dataclass(frozen=True, slots=True)
class Recovered:
    """A figure as it must be, and as the workflow gave it."""

    measure: str
    known: float
    found: Estimate

    @property
    def inside(self) -> bool:
        """Whether the known value lies in the interval found."""
        low, high = self.found.low, self.found.high
        return low is not None and high is not None and low <= self.known <= high


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it: figures, statements labelled, how many labels are the truth, and cases adjudicated."""

    recovered: tuple[Recovered, ...]
    statements: int
    true_labels: int
    cases: int
    with_himself: tuple[Recovered, ...]


def known_figures(prevalence: float, first: Skill, second: Skill) -> dict[str, float]:
    """Return the agreement of two raters with independent errors, as expected over statements."""
    yes = [prevalence * s.sensitivity + (1 - prevalence) * (1 - s.specificity) for s in (first, second)]
    both = prevalence * first.sensitivity * second.sensitivity
    both += (1 - prevalence) * (1 - first.specificity) * (1 - second.specificity)
    agreed = 1 - yes[0] - yes[1] + 2 * both
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    share = sum(yes) / 2
    by_chance = 2 * share * (1 - share)
    return {
        "raw agreement": agreed,
        "Cohen's kappa": (agreed - chance) / (1 - chance),
        "Gwet's AC1": (agreed - by_chance) / (1 - by_chance),
    }


def sources(items: Sequence[Item], articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """Return two answerers that need no model: one quotes the gold, one the article's first sentence."""
    by_id = {i.id: i for i in items}
    sentences = {name: sentences_of(article) for name, article in articles.items()}

    def quoting(asked: Asked, numbers: Sequence[int]) -> Any:
        article = articles[asked.article]
        places = sentences[asked.article]
        cited = [
            {"number": n, "article": article.id, "sentence": number, "start": (s := places[number - 1]).start,
             "end": s.end, "quote": article.text[s.start : s.end], "highlight": None, "speaker": None,
             "translation": None}
            for n, number in enumerate(numbers, 1)
        ]  # fmt: skip
        refused: dict[str, Any] = {"reason": "not_stated", "message": "-", "missing": None, "nearest": []}
        return parse_outcome({
            "question": asked.question, "standalone_question": asked.question, "language": asked.language,
            "kind": "answer" if cited else "abstention", "short_answer": None, "confidence": 0.5, "index": "0" * 12,
            "statements": [{"text": c["quote"], "citations": [c["number"]], "verbatim": True} for c in cited],
            "citations": cited, "abstention": None if cited else refused,
            "timings_ms": {"retrieve": 0, "read": 0, "total": 0},
        })  # fmt: skip

    def gold(asked: Asked) -> Any:
        item = by_id[asked.item]
        return quoting(asked, sorted(frozenset().union(*(n.sets[0] for n in item.vital)))[:3])

    asked = tuple(asked_of(i) for i in items if i.adversarial is None)
    return Source("gold", asked, gold), Source("first sentence", asked, lambda a: quoting(a, [1]))


class Simulated:
    """A rater who knows the truth and errs at his rates; clicks like the page."""

    def __init__(self, batch: Batch, skill: Skill, seed: int) -> None:
        self._batch, self._skill, self._rng = batch, skill, random.Random(seed)
        self._truth, self._clicks = presumed(batch), 0

    def click(self, unit: str, step: str, value: str) -> dict[str, Any]:
        """Return one click as the page sends it."""
        self._clicks += 1
        return {
            "click": f"{self._rng.getrandbits(64):016x}-{self._clicks}", "unit": unit, "step": step, "value": value,
            "reason": None, "note": None, "seconds": round(self._rng.uniform(5, 60), 1), "at": now(),
            "guideline": self._batch.guideline,
        }  # fmt: skip

    def unit(self, unit: Unit) -> list[dict[str, Any]]:
        """Return the clicks for a whole unit."""
        answers: dict[str, str] = {}
        clicks = []
        while left := unit.left(answers):
            step = next(s for s in unit.steps(answers) if s.key == left[0])
            answers[step.key] = self.value(unit.id, step.question.name, step.statement)
            clicks.append(self.click(unit.id, step.key, answers[step.key]))
        return clicks

    def value(self, unit: str, question: str, statement: int | None) -> str:
        """Return what he says: support at his rates, everything else the first choice."""
        if question in ("cited", "article") and statement is not None:
            if self._truth[unit, statement]:
                right = self._rng.random() < self._skill.sensitivity
                return "full" if right else "partial"
            wrong = self._rng.random() >= self._skill.specificity
            return "full" if wrong else self._rng.choice(("none", "contradicted"))
        return _FIRST[question]


def rehearse(
    folder: Path,
    items: Sequence[Item],
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    *,
    size: int = 240,
    seed: int = 1,
    skills: tuple[Skill, Skill] = (Skill(0.95, 0.90), Skill(0.90, 0.85)),
    replicates: int = 10_000,
) -> Rehearsal:
    """Go through the workflow in ``folder``, from the draw to the adjudicated labels."""
    batch = draw(sources(items, articles), claims, items, articles, size=size, seed=seed)
    store = Store.create(folder / "rehearsal.sqlite", batch, durable=False)
    desk = Desk(store, batch)
    tokens = {name: store.admit(name) for name in ("Penilai A", "Penilai B")}
    tokens["Penengah"] = store.admit("Penengah", "adjudicator")
    first, second = (Simulated(batch, skill, seed + n) for n, skill in enumerate(skills, 1))
    exported = folder / "a.json"
    rows = [row for name in order_for(batch, "Penilai A") for row in first.unit(_unit(batch, name))]
    head = {"format": FORMAT, "hash": batch.hash, "guideline": batch.guideline, "rater": "Penilai A"}
    exported.write_text(json.dumps({**head, "ratings": rows}), encoding="utf-8")
    bring_in(exported, store)
    for name in order_for(batch, "Penilai B"):
        _sent(desk, "ratings", "Penilai B", tokens, second.unit(_unit(batch, name)))
    cases = _adjudicate(desk, batch, tokens, seed)
    labels = supported(labels_of(store))
    truth = presumed(batch)
    of_labelled = [truth[place] for place in labels]
    known = known_figures(sum(of_labelled) / len(of_labelled), *skills)
    figures = agreement(batch, raters_of(store), replicates=replicates)
    found = {f.measure: f.estimate for f in figures
             if (f.question, f.over, f.who) == ("cited", "all", "Penilai A, Penilai B")}  # fmt: skip
    names = {"raw agreement": "raw agreement, full or not", "Cohen's kappa": "Cohen's kappa, full or not",
             "Gwet's AC1": "Gwet's AC1, full or not"}  # fmt: skip
    return Rehearsal(
        tuple(Recovered(m, known[m], found[names[m]]) for m, _ in FIGURES),
        len(labels),
        sum(labels[place] == truth[place] for place in labels),
        cases,
        _with_himself(batch, figures, skills),
    )


def _with_himself(batch: Batch, figures: Sequence[Agreement], skills: tuple[Skill, Skill]) -> tuple[Recovered, ...]:
    truth = presumed(batch)
    again = [truth[place] for place in truth if batch.key[place[0]].duplicate_of]
    share = sum(again) / len(again)
    found = {f.who: f.estimate for f in figures
             if f.question == "cited" and f.measure.startswith("Cohen's kappa with himself")}  # fmt: skip
    known = {name: known_figures(share, s, s)["Cohen's kappa"] for name, s in zip(found, skills, strict=True)}
    return tuple(Recovered(f"{name} with himself, kappa", known[name], e) for name, e in found.items())


def _adjudicate(desk: Desk, batch: Batch, tokens: Mapping[str, str], seed: int) -> int:
    """Settle every case as one who is always right, choosing before looking."""
    judge = Simulated(batch, Skill(1.0, 1.0), seed + 99)
    _, work = desk.call("work", "Penengah", tokens["Penengah"], None)
    for unit, step in work["cases"]:
        question, _, statement = step.partition(".")
        value = judge.value(unit, question, int(statement) if statement else None)
        _sent(desk, "ratings", "Penengah", tokens, [judge.click(unit, step, value)])
        _sent(desk, "both", "Penengah", tokens, {"unit": unit, "step": step})
        last = [judge.click(unit, FINAL + step, value), judge.click(unit, WHY + step, "slip")]
        _sent(desk, "ratings", "Penengah", tokens, last)
    return len(work["cases"])


def _sent(desk: Desk, action: str, name: str, tokens: Mapping[str, str], body: object) -> None:
    status, answer = desk.call(action, name, tokens[name], body)
    if status != 200:
        raise AssertionError(f"{action} of {name}: {status} {answer}")


def _unit(batch: Batch, name: str) -> Unit:
    found = batch.unit(name)
    if found is None:
        raise KeyError(name)
    return found


def coverage(batch: Batch, skills: tuple[Skill, Skill], *, times: int, seed: int = 1) -> dict[str, float]:
    """Return how often the interval held the known figure in ``times`` simulated ratings of one batch."""
    truth = {p: t for p, t in presumed(batch).items() if batch.key[p[0]].duplicate_of is None}
    families = [batch.key[unit].family for unit, _ in truth]
    known = known_figures(sum(truth.values()) / len(truth), *skills)
    held = dict.fromkeys(known, 0)
    for n in range(times):
        raters = [Simulated(batch, s, seed + 1000 * n + i) for i, s in enumerate(skills)]
        values = [tuple(r.value(unit, "cited", statement) for r in raters) for unit, statement in truth]
        labels = [tuple("full" if v == "full" else "rest" for v in pair) for pair in values]
        for name, figure in FIGURES:
            found = Recovered(name, known[name], estimate(labels, families, ("full", "rest"), figure, replicates=1000))
            held[name] += found.inside
    return {name: count / times for name, count in held.items()}


def table(found: Rehearsal) -> str:
    """Return a rehearsal as Markdown."""
    lines = [
        f"{found.statements} statements labelled, {found.true_labels} of them with the truth; "
        f"{found.cases} cases adjudicated.",
        "",
        "| measure | known | recovered | 95 % interval | n | inside |",
        "|---|---|---|---|---|---|",
    ]
    for r in (*found.recovered, *found.with_himself):
        e = r.found
        value, low, high = (("-" if x is None else f"{x:.3f}") for x in (e.value, e.low, e.high))
        inside = "yes" if r.inside else "no"
        lines.append(f"| {r.measure} | {r.known:.3f} | {value} | {low} to {high} | {e.n} | {inside} |")
    return "\n".join(lines)
