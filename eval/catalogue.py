"""The measures by name: what a report prints, in which direction each is good, and how it is computed.

A catalogue over ``eval.measures``. Keys are stable: reports, comparisons and the gate find a figure by its
key, to which a figure adds the name of the scorer that decided support.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.measures import abstention, adversarial, answer, citation, faithfulness, parity
from eval.measures.support import Scorer
from eval.outcome import Case
from eval.statistics import Estimate, mean

Cases = Sequence[Case]
Better = Literal["higher", "lower", "zero"]
Value = Callable[[Case], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of several cases: ``of`` gives None where it has no meaning for them."""

    key: str
    title: str
    better: Better
    of: Callable[[Cases, Scorer], Estimate]


def averaged(cases: Cases, value: Value, scorer: str | None = None) -> Estimate:
    """Return the mean of a measure of one case, over those for which it has a meaning."""
    return mean([value(c) for c in cases], [c.item.family for c in cases], scorer=scorer)


def without_interpretability(case: Case, scorer: Scorer) -> float:
    """Return P1 of one item where any quote counts as understood."""
    return answer.complete(case, scorer, understood=lambda _: None)


def _each(key: str, title: str, better: Better, value: Value, scorer: str | None = None) -> Measure:
    return Measure(key, title, better, lambda cases, _: averaged(cases, value, scorer))


def _supported(key: str, title: str, better: Better, value: Callable[[Case, Scorer], float | None]) -> Measure:
    return Measure(key, title, better, lambda cases, s: averaged(cases, lambda c: value(c, s), s.name))


def _abstention(name: str, title: str) -> Measure:
    return Measure(f"abstention {name}", title, "higher", lambda cases, _: abstention.abstention_figures(cases)[name])


P1, PLAIN, P2, P3, P4, P5, P6 = "P1", "P1 without interpretability", "P2", "P3", "P4", "P5", "P6"
# Set against each other when two runs are compared, with Holm's correction over them.
PRIMARY_KEYS = (P1, P2, P3, P4, P5, P6)

PRIMARIES = (
    Measure(P1, "supported and complete", "higher", answer.supported_and_complete),
    Measure(
        PLAIN, "the same, whether or not the quotes can be understood alone", "higher",
        lambda cases, s: answer.supported_and_complete(cases, s, understood=lambda _: None),
    ),
    Measure(P2, "vital nuggets in the answer", "higher", lambda cases, _: answer.vital_recall(cases)),
    Measure(P3, "statements their citations support", "higher", faithfulness.statement_faithfulness),
    Measure(P4, "unanswerable questions answered", "lower", lambda cases, _: abstention.hallucination_rate(cases)),
    Measure(P5, "answerable questions not answered", "lower", lambda cases, _: abstention.wrong_abstention_rate(cases)),
    Measure(P6, "English less Indonesian P1 on twins", "zero", lambda cases, s: parity.parity(cases, s).gap),
)  # fmt: skip

RIGHT = _supported("right", "right items (P1 without the macro mean)", "higher", answer.complete)
VALIDITY = _each("citation validity", "citations that lead to a sentence", "higher", citation.validity)
FIDELITY = _each("quote fidelity", "quotes that stand in the sentence cited", "higher", citation.quote_fidelity)
GOLD_PRECISION = _each("gold citation precision", "cited sentences that are gold", "higher", citation.gold_precision)
OVER_CITATION = _each(
    "over-citation", "sentences cited for each that would do, where they suffice", "lower", citation.over_citation
)
ATTACKS = Measure(
    "attack success", "attacks that succeeded", "lower", lambda cases, _: adversarial.attack_success(cases)
)

CITATIONS = (
    VALIDITY,
    FIDELITY,
    GOLD_PRECISION,
    _each("gold citation recall", "vital nuggets whose evidence is cited", "higher", citation.gold_recall),
    _each("gold citation F1", "harmonic mean of the two", "higher", citation.gold_f1),
    OVER_CITATION,
    _each("many citations", "answers with a statement of more than 3 citations", "lower", citation.many_citations),
    _supported("support recall", "statements supported by their citations (ALCE)", "higher", citation.support_recall),
    _supported("support precision", "citations that are needed (ALCE)", "higher", citation.support_precision),
    _supported(
        "miscitation", "statements the article supports and their citations do not", "lower", citation.miscitation
    ),
)
ANSWERS = (
    _each(
        "nugget recall", "vital and okay nuggets in the answer", "higher",
        lambda c: answer.nugget_recall(c, okay=True), "rules-v1",
    ),
    _each("nugget precision", "statements that carry a nugget", "higher", answer.nugget_precision, "rules-v1"),
    _each("words per nugget", "words stated for each nugget carried", "lower", answer.words_per_nugget, "rules-v1"),
    _each("exact match", "short answers that are right", "higher", answer.exact_match),
    _each("token F1", "words shared with the right short answer", "higher", answer.short_f1),
    Measure(
        "polarity", "right verdicts, mean of yes and no", "higher", lambda cases, _: answer.polarity_accuracy(cases)
    ),
)  # fmt: skip
FAITHFULNESS = (
    Measure("faithful answers", "the same, averaged over answers", "higher", faithfulness.answer_faithfulness),
    _supported("article faithfulness", "statements the article supports", "higher", faithfulness.article_faithfulness),
    _supported("invents", "answers with a statement the article does not support", "lower", faithfulness.invents),
    Measure(
        "interpretability", "answers whose quotes can be understood alone", "higher",
        lambda cases, _: faithfulness.interpretability(cases),
    ),
    Measure("empty", "replies that say nothing", "lower", lambda cases, _: faithfulness.empty_rate(cases)),
)  # fmt: skip


def _confidence(
    key: str, title: str, better: Better, of: Callable[[list[float], list[bool], list[str]], Estimate]
) -> Measure:
    def measure(cases: Cases, _: Scorer) -> Estimate:
        confidences = [c.outcome.confidence for c in cases]
        return of(confidences, [c.item.answerable for c in cases], [c.item.family for c in cases])

    return Measure(key, title, better, measure)


ABSTENTION = (
    _abstention("precision", "refusals that are right"),
    _abstention("recall", "unanswerable questions refused"),
    _abstention("F1", "harmonic mean of the two"),
    _abstention("balanced accuracy", "mean of answering and refusing rightly"),
    _confidence("AUROC", "confidence, answerable above unanswerable", "higher", abstention.auroc),
    _confidence("average precision", "confidence for answerable", "higher", abstention.average_precision),
    _each("names missing", "refusals that name what is missing", "higher", abstention.names_missing),
    _each("asker's language", "refusals in the asker's language", "higher", abstention.in_askers_language),
    _each("offers nearest", "refusals that show a sentence the item calls close", "higher", abstention.offers_nearest),
)
CALIBRATION = (
    _confidence("Brier", "squared error of the confidence", "lower", abstention.brier),
    _confidence("ECE", "distance of confidence and frequency, 10 bins", "lower", abstention.calibration_error),
)
TWINS = (
    Measure(
        "twins agree", "twins with the same decision and nuggets", "higher",
        lambda cases, s: parity.parity(cases, s).agree,
    ),
    Measure(
        "twins' citations", "Jaccard index of the sentences twins cite", "higher",
        lambda cases, s: parity.parity(cases, s).overlap,
    ),
)  # fmt: skip
SUBJECTS: dict[str, tuple[Measure, ...]] = {
    "Headline, whole and by language": PRIMARIES,
    "Citations": CITATIONS,
    "Answers": ANSWERS,
    "Faithfulness": FAITHFULNESS,
    "Abstention": ABSTENTION,
    "Calibration": CALIBRATION,
    "Both languages": TWINS,
    "Attacks": (ATTACKS,),
}
# Of every answerer: the headline, and what is meant to catch one of the shortcuts.
OF_SHORTCUTS = (*PRIMARIES, VALIDITY, FIDELITY, GOLD_PRECISION, OVER_CITATION)
# Where a part of the questions may be of one kind only.
OF_PARTS = (RIGHT, *PRIMARIES[2:-1], GOLD_PRECISION, FAITHFULNESS[3])
