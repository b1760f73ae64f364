"""From a run's replies to figures: every measure, of whom, on which articles and which part of the questions.

The shipped article stands alone; the invented ones are judged one by one and together. Asks nothing, so a
run that was written down can be judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.answerers import KUTIP, NEVER
from eval.catalogue import (
    OF_PARTS,
    OF_SHORTCUTS,
    P6,
    RIGHT,
    SUBJECTS,
    TWINS,
    Cases,
    Measure,
)
from eval.figures import WHOLE, Figure, Figures, groups, main_groups
from eval.items import Item, known_articles, load_items, question_files
from eval.measures.abstention import auroc, loss_if_answered, risk_figures
from eval.measures.conversation import carry_over_rate, complete_by_turn, context_gain
from eval.measures.parity import parity, twins
from eval.measures.support import VERBATIM, Scorer, supported
from eval.outcome import Case, parse_outcome, source_of
from eval.retrieval import FUSED, RANKINGS, fits
from eval.retrieval import figures as retrieval_figures
from eval.run import Found, Run
from eval.statistics import Estimate, rogan_gladen, wilson
from index.errors import UserFacingError

CORRECTED = "P3 corrected"
# Whether search finds the evidence, for the rankings that are no product: the fusion gets every measure.
_OF_PARTS_OF_SEARCH = ("ESR@1", "ESR@3", "ESR@5", "ESR@10", "RR(rel=2)@10", "nDCG@10")
LANGUAGES = {"id": "Indonesian", "en": "English"}


class StaleRun(UserFacingError):
    """A run that cannot be judged by the questions that stand here now."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a scorer's error is measured on: pairs (its verdict, the truth) of statements, and their families."""

    pairs: tuple[tuple[bool, bool], ...]
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A run with its figures, and the cases they were computed from.

    ``cases`` has every answerer's in the items' order, ``bare`` Kutip's of follow-ups without their history,
    ``found`` what search alone found.
    """

    run: Run
    scorer: Scorer
    figures: Figures
    cases: Mapping[str, tuple[Case, ...]]
    bare: tuple[Case, ...]
    found: tuple[tuple[Item, Found], ...]


def judge(run: Run, scorer: Scorer = VERBATIM, labelled: Labelled | None = None) -> Judged:
    """Compute every figure of a run.

    Args:
        run: the replies.
        scorer: decides support; exact for answers that only quote.
        labelled: what the scorer's error is measured on; without it P3 is not corrected.

    Raises:
        StaleRun: the run is about articles or questions that have changed since.
    """
    items = _items(run)
    sources = {name: source_of(article) for name, article in known_articles().items()}
    cases: dict[str, list[Case]] = {}
    bare: list[Case] = []
    for asked in run.asked:
        item = items[asked.item]
        case = Case(item, parse_outcome(asked.reply), sources[item.article])
        (bare if asked.bare else cases.setdefault(asked.answerer, [])).append(case)
    found = tuple((items[f.item], f) for f in run.found)
    figures: list[Figure] = []
    of_all = {name: tuple(mine) for name, mine in cases.items()}
    leading = main_groups(tuple(run.provenance.articles))
    for group, articles in groups(tuple(run.provenance.articles)).items():
        held = {name: tuple(c for c in mine if c.item.article in articles) for name, mine in of_all.items()}
        alone = tuple(c for c in bare if c.item.article in articles)
        figures += _of_kutip(group, held, alone, scorer, labelled, parts=group in leading)
        if group in leading:
            figures += _of_shortcuts(group, held, scorer)
            figures += _of_search(group, [(i, f) for i, f in found if i.article in articles])
    return Judged(run, scorer, Figures(tuple(figures)), of_all, tuple(bare), found)


def _items(run: Run) -> dict[str, Item]:
    articles = known_articles()
    items: dict[str, Item] = {}
    for name, digest in run.provenance.questions.items():
        path = question_files().get(name)
        same = path is not None and hashlib.sha256(path.read_bytes()).hexdigest() == digest
        if path is None or not same or articles[name].sha256 != run.provenance.articles[name]:
            raise StaleRun(f"The questions about {name!r} have changed since the run: run `kutip eval run` again.")
        items |= {item.id: item for item in load_items(path, articles)}
    return items


def _of_kutip(
    group: str,
    held: Mapping[str, Cases],
    bare: Cases,
    scorer: Scorer,
    labelled: Labelled | None,
    *,
    parts: bool,
) -> Iterator[Figure]:
    cases = held.get(KUTIP, ())
    for measures in SUBJECTS.values():
        yield from _each(measures, cases, scorer, group)
    for key, estimate in _further(cases, held.get(NEVER, ()), bare, scorer, labelled).items():
        yield Figure(key, KUTIP, group, WHOLE, "", estimate)
    for turn, estimate in complete_by_turn(cases, scorer).items():
        yield Figure(RIGHT.key, KUTIP, group, "turn", str(turn), estimate)
    if not parts:
        return
    for language in LANGUAGES:
        mine = [c for c in cases if c.item.lang == language]
        for measures in SUBJECTS.values():
            single = [m for m in measures if m.key != P6 and m not in TWINS]
            yield from _each(single, mine, scorer, group, "language", language)
        figures = _risk(mine, [c for c in held.get(NEVER, ()) if c.item.lang == language], scorer)
        yield from (Figure(key, KUTIP, group, "language", language, e) for key, e in figures.items())
    for by, part_of in _PARTS.items():
        for part in sorted({p for c in cases if (p := part_of(c.item)) is not None}):
            mine = [c for c in cases if part_of(c.item) == part]
            yield from _each(OF_PARTS, mine, scorer, group, by, part)


_PARTS: dict[str, Callable[[Item], str | None]] = {
    "kind": lambda item: item.kind,
    "type": lambda item: item.type,
    "class": lambda item: None if item.answerable else item.subtype or item.type,
}


def _each(
    measures: Sequence[Measure], cases: Cases, scorer: Scorer, group: str, by: str = WHOLE, of: str = ""
) -> Iterator[Figure]:
    for measure in measures:
        yield Figure(measure.key, KUTIP, group, by, of, measure.of(cases, scorer))


def _further(cases: Cases, never: Cases, bare: Cases, scorer: Scorer, labelled: Labelled | None) -> dict[str, Estimate]:
    """Return the figures that need more than the cases: other replies, or labels."""
    found = _risk(cases, never, scorer)
    found[CORRECTED] = _corrected(cases, scorer, labelled)
    found["context gain"] = context_gain(cases, bare, scorer)
    found["carry-over"] = carry_over_rate(cases)
    pairs, both = len(twins(cases)), parity(cases, scorer)
    found["twins, only English right"] = wilson(both.only_english, pairs, scorer.name)
    found["twins, only Indonesian right"] = wilson(both.only_indonesian, pairs, scorer.name)
    return found


def losses(cases: Cases, never: Cases, scorer: Scorer) -> tuple[list[float], list[float]]:
    """Return confidences, and what each answer would lose if it were given: Kutip's own, or the withheld one."""
    withheld = {c.item.id: c for c in never}
    kept = [c for c in cases if c.item.id in withheld]
    given = [c if c.outcome.answered else withheld[c.item.id] for c in kept]
    return [c.outcome.confidence for c in kept], [loss_if_answered(c, scorer) for c in given]


def _risk(cases: Cases, never: Cases, scorer: Scorer) -> dict[str, Estimate]:
    confidences, lost = losses(cases, never, scorer)
    withheld = {c.item.id for c in never}
    return risk_figures(confidences, lost, [c.item.family for c in cases if c.item.id in withheld], scorer.name)


def _corrected(cases: Cases, scorer: Scorer, labelled: Labelled | None) -> Estimate:
    told = [(supported(c, s, scorer), c.item.family) for c in cases for s in c.outcome.statements]
    if labelled is None:
        return Estimate(None, None, None, len(told), "the scorer's error was not measured", scorer.name)
    return rogan_gladen(
        [verdict for verdict, _ in told], [family for _, family in told], labelled.pairs, labelled.families,
        scorer=scorer.name,
    )  # fmt: skip


def _of_shortcuts(group: str, held: Mapping[str, Cases], scorer: Scorer) -> Iterator[Figure]:
    for name, cases in held.items():
        if name != KUTIP:
            for measure in OF_SHORTCUTS:
                yield Figure(measure.key, name, group, WHOLE, "", measure.of(cases, scorer))


def _of_search(group: str, found: Sequence[tuple[Item, Found]]) -> Iterator[Figure]:
    asked = [(item, f) for item, f in found if fits(item)]
    for name in RANKINGS:
        ranked = [(item, tuple(f.rankings[name])) for item, f in asked]
        for key, estimate in retrieval_figures(ranked, () if name == FUSED else _OF_PARTS_OF_SEARCH).items():
            yield Figure(key, KUTIP, group, "ranking", name, estimate)
    for language in LANGUAGES:
        ranked = [(item, tuple(f.rankings[FUSED])) for item, f in asked if item.lang == language]
        for key, estimate in retrieval_figures(ranked).items():
            yield Figure(key, KUTIP, group, "language", language, estimate)
    similar = auroc([f.similarity for _, f in found], [i.answerable for i, _ in found], [i.family for i, _ in found])
    yield Figure("best cosine AUROC", KUTIP, group, WHOLE, "", similar)
