"""Whether answers are complete and right: nuggets, short answers, verdicts, and P1 over all items.

P1 is the share of items answered completely with support, or rightly declined; P2 the recall of vital nuggets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from eval.items import Item, Nugget
from eval.measures.interpretability import interpretable
from eval.measures.support import VERBATIM, Scorer, supported
from eval.normalise import contains, normalise, token_f1
from eval.outcome import Case, Said
from eval.statistics import Estimate, mean

Labels = Mapping[str, float]
_Compare = Callable[[tuple[str, ...], tuple[str, ...]], float]

_YES = "ya|iya|benar|betul|sudah|ada|yes|yeah|correct|right|true"
_NO = "tidak|tak|bukan|belum|salah|tidak ada|tidak benar|not yet|no|nope|incorrect|wrong|false|not"
# A verdict ends there: "tidak layak pakai" is a quoted phrase, "Tidak, ..." is a verdict.
_VERDICT = re.compile(rf"\s*(?:(?P<yes>{_YES})|(?P<no>{_NO}))\s*(?:$|[,.;:!\u2013\u2014-])", re.IGNORECASE)


def quoted(case: Case, statement: Said) -> frozenset[int]:
    """Return the sentences a verbatim statement quotes: those it cites, if its words stand in one of them."""
    if not statement.verbatim or not supported(case, statement, VERBATIM):
        return frozenset()
    return frozenset(c.sentence for c in case.valid(statement))


def credits_of(case: Case, labels: Labels | None = None) -> dict[str, float]:
    """Return how far each nugget is in the answer: 1, 0.5 or 0, by its id.

    Verbatim statements carry a nugget if they quote one of its evidence sets whole. Others carry it if they
    are cited and hold one of its short answers or everything it must have. What is not cited carries nothing.

    Args:
        case: the item and its reply.
        labels: nuggets assigned by people or a model, by id; they replace the rule where the answer is cited.
    """
    sentences = frozenset().union(*(quoted(case, s) for s in case.outcome.statements))
    own = [s.text for s in case.outcome.statements if not s.verbatim and case.valid(s)]
    carried = {}
    for nugget in case.item.nuggets:
        found = any(s <= sentences for s in nugget.sets) or any(_states(text, nugget) for text in own)
        carried[nugget.id] = labels[nugget.id] if labels and nugget.id in labels and case.cited else float(found)
    return carried


def _states(text: str, nugget: Nugget) -> bool:
    for language, variants in (("id", nugget.answers.id), ("en", nugget.answers.en)):
        tokens = normalise(text, language)
        if any(contains(tokens, normalise(v, language)) for v in variants):
            return True
        if nugget.must_have and all(contains(tokens, normalise(m, language)) for m in nugget.must_have):
            return True
    return False


def nugget_recall(case: Case, labels: Labels | None = None, *, strict: bool = True, okay: bool = False) -> float | None:
    """Return the share of vital nuggets in the answer; None where the item has none, 0 for a refusal.

    Args:
        case: the item and its reply.
        labels: as in ``credits_of``.
        strict: count a nugget only if it is there whole; otherwise half of it counts half.
        okay: count the okay nuggets too.
    """
    nuggets = case.item.nuggets if okay else case.item.vital
    if not case.item.vital:
        return None
    carried = credits_of(case, labels)
    return sum(float(carried[n.id] == 1) if strict else carried[n.id] for n in nuggets) / len(nuggets)


def nugget_precision(case: Case) -> float | None:
    """Return the share of statements that carry a nugget or part of one; None for what states nothing.

    Statements that quote only harmless sentences are left out, unless there are no others.
    """
    if not case.item.answerable or not case.outcome.answered:
        return None
    carries = [_carries(case, s) for s in case.outcome.statements]
    idle = [bool(quoted(case, s)) and quoted(case, s) <= case.item.harmless for s in case.outcome.statements]
    counted = [c for c, i in zip(carries, idle, strict=True) if not i]
    return sum(counted) / len(counted) if counted else 0.0


def _carries(case: Case, statement: Said) -> bool:
    if statement.verbatim:
        return bool(quoted(case, statement) & case.item.gold)
    return bool(case.valid(statement)) and any(_states(statement.text, n) for n in case.item.nuggets)


def words_per_nugget(case: Case) -> float | None:
    """Return the words stated for each nugget carried; None where none is."""
    carried = sum(credits_of(case).values())
    return sum(len(s.text.split()) for s in case.outcome.statements) / carried if carried else None


def asks_short(item: Item) -> bool:
    """Return whether the item has one vital nugget with short answers, so that one phrase answers it."""
    return len(item.vital) == 1 and bool(item.vital[0].answers.id or item.vital[0].answers.en)


def exact_match(case: Case) -> float | None:
    """Return 1 if the short answer is a right one after normalisation, else 0; None where none is asked for."""
    return _short(case, lambda given, right: float(given == right))


def short_f1(case: Case) -> float | None:
    """Return the best token F1 of the short answer with a right one; None where none is asked for."""
    return _short(case, token_f1)


def _short(case: Case, compare: _Compare) -> float | None:
    if not asks_short(case.item):
        return None
    short, right = case.outcome.short_answer, case.item.vital[0].answers
    if not short or not case.cited:
        return 0.0
    # Words taken from a cited sentence are in the article's language, whatever the asker's.
    taken = any(short in case.source.sentence(n) for n in case.cited)
    given = normalise(short, case.source.language if taken else case.outcome.language)
    if not given:
        return 0.0
    variants = [normalise(v, "id") for v in right.id] + [normalise(v, "en") for v in right.en]
    return max(compare(given, v) for v in variants)


def verdict(short_answer: str | None) -> str | None:
    """Return ``"yes"`` or ``"no"`` if a short answer begins with such a verdict, else None. "Belum" is a no."""
    found = _VERDICT.match(short_answer or "")
    return None if found is None else "yes" if found["yes"] else "no"


def polarity(case: Case) -> float | None:
    """Return 1 if the verdict is right, else 0, also for no verdict or an uncited one; None if none is asked for."""
    if case.item.polarity is None:
        return None
    return float(bool(case.cited) and verdict(case.outcome.short_answer) == case.item.polarity)


def polarity_accuracy(cases: Sequence[Case]) -> Estimate:
    """Return the mean of the accuracies on questions whose answer is yes and on those whose answer is no."""
    asked = [c for c in cases if c.item.polarity is not None]
    classes = [c.item.polarity for c in asked]
    if len(set(classes)) < 2:
        return Estimate(None, None, None, len(asked), "needs both verdicts")
    return mean([polarity(c) for c in asked], [c.item.family for c in asked], classes=classes)


def corrects(case: Case) -> bool:
    """Return whether an answer corrects a false presupposition: its short answer says no and it cites what refutes.

    Only where the item expects a correction, and only if one refuting quote is cited whole by a statement
    that quotes it.
    """
    u = case.item.unanswerable
    if u is None or u.expected != "correct_presupposition" or verdict(case.outcome.short_answer) != "no":
        return False
    sentences = frozenset().union(*(quoted(case, s) for s in case.outcome.statements))
    return any(q.sentences and q.sentences <= sentences for q in u.refuting)


def right_refusal(case: Case) -> bool:
    """Return whether an unanswerable item was declined or, where that is expected, corrected."""
    return not case.item.answerable and (case.outcome.abstained or corrects(case))


def complete(
    case: Case,
    scorer: Scorer,
    labels: Labels | None = None,
    understood: Callable[[Case], bool | None] = interpretable,
) -> float:
    """Return P1 of one item: 1 if it was answered completely and with support, or rightly declined, else 0.

    An answer needs every vital nugget whole, every statement supported by its own citations and understandable
    by itself, and no verdict that is wrong. A correction needs supported statements too. (Eligibility and
    grounding in one, as in FACTS.)

    Args:
        case: the item and its reply.
        scorer: decides support.
        labels: as in ``credits_of``.
        understood: whether the answer is understandable by itself; None counts as yes.
    """
    outcome = case.outcome
    if outcome.abstained:
        return float(not case.item.answerable)
    sound = outcome.answered and all(supported(case, s, scorer) for s in outcome.statements)
    if not case.item.answerable:
        return float(sound and corrects(case))
    wrong = case.item.polarity is not None and verdict(outcome.short_answer) not in (None, case.item.polarity)
    whole = nugget_recall(case, labels) == 1
    return float(sound and whole and not wrong and understood(case) is not False)


def supported_and_complete(
    cases: Sequence[Case], scorer: Scorer, understood: Callable[[Case], bool | None] = interpretable
) -> Estimate:
    """Return P1: the mean of the rates on answerable and on unanswerable items; None unless there are both."""
    classes = [c.item.kind for c in cases]
    if len(set(classes)) < 2:
        return Estimate(None, None, None, len(cases), "needs answerable and unanswerable items", scorer.name)
    values = [complete(c, scorer, understood=understood) for c in cases]
    return mean(values, [c.item.family for c in cases], classes=classes, scorer=scorer.name)


def vital_recall(cases: Sequence[Case]) -> Estimate:
    """Return P2: the mean share of vital nuggets in the answer, over answerable items; a refusal counts as 0."""
    return mean([nugget_recall(c) for c in cases], [c.item.family for c in cases], scorer="rules-v1")
