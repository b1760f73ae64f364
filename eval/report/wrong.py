"""The items that do not count on P1, with why: what a reader of the report looks at first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.answerers import KUTIP
from eval.judge import Judged
from eval.measures.answer import complete, credits_of, verdict
from eval.measures.interpretability import interpretable
from eval.measures.support import Scorer, supported
from eval.outcome import Case

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """An item that Kutip got wrong.

    ``quoted`` are sentences (number, text) that the reply quotes, or shows as the nearest where it refuses;
    ``gold`` what was wanted: a fact with the sentences of one of its evidence sets.
    """

    id: str
    article: str
    what: str
    why: str
    question: str
    history: tuple[str, ...]
    short_answer: str | None
    message: str | None
    quoted: tuple[tuple[int, str], ...]
    gold: tuple[tuple[str, Numbers], ...]


def wrong_items(judged: Judged) -> tuple[Wrong, ...]:
    """Return Kutip's wrong items, in the order they were asked."""
    return tuple(
        _wrong(case, judged.scorer) for case in judged.cases.get(KUTIP, ()) if complete(case, judged.scorer) < 1
    )


def _wrong(case: Case, scorer: Scorer) -> Wrong:
    item, outcome = case.item, case.outcome
    shown = outcome.abstention.nearest if outcome.abstention else outcome.citations
    what = f"{item.type}, {item.subtype}" if item.subtype else item.type
    return Wrong(
        item.id,
        item.article,
        f"{item.lang}, {item.kind}, {what}",
        "; ".join(_why(case, scorer)),
        item.question,
        item.history,
        outcome.short_answer,
        outcome.abstention.message if outcome.abstention else None,
        tuple((c.sentence, c.quote) for c in shown),
        tuple(_gold(case)),
    )


def _why(case: Case, scorer: Scorer) -> Iterator[str]:
    item, outcome = case.item, case.outcome
    if outcome.abstained:
        yield "refused, though the article answers"
        return
    if outcome.empty:
        yield "says nothing"
        return
    if not item.answerable:
        expected = item.unanswerable is not None and item.unanswerable.expected == "correct_presupposition"
        yield "answered, though the article does not say" + (" and the premise is wrong" if expected else "")
        return
    lacking = [n.text for n in item.vital if credits_of(case)[n.id] < 1]
    if lacking:
        yield f"lacks {len(lacking)} of {len(item.vital)} vital facts: {', '.join(lacking)}"
    if not all(supported(case, s, scorer) for s in outcome.statements):
        yield f"a statement is not supported by what it cites ({scorer.name})"
    if item.polarity is not None and verdict(outcome.short_answer) not in (None, item.polarity):
        yield f"the verdict is wrong: {item.polarity} is right"
    if interpretable(case) is False:
        yield "a quote cannot be understood alone"


def _gold(case: Case) -> Iterator[tuple[str, Numbers]]:
    item = case.item
    for n in item.nuggets:
        sets = sorted(n.sets, key=lambda s: (len(s), sorted(s)))
        yield n.text if n.vital else f"{n.text} (okay)", tuple(sorted(sets[0])) if sets else ()
    why = item.unanswerable
    if why is None:
        return
    if why.missing and (why.missing.id or why.missing.en):
        yield f"not in the article: {why.missing.id or why.missing.en}", ()
    for name, quotes in (("tempting", why.distractor), ("refuting", why.refuting)):
        for q in quotes:
            yield f"{name}: {q.quote}", tuple(sorted(q.sentences))
