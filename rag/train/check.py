"""Validation figures while training; the reported figures are ``eval``'s."""

from __future__ import annotations

import collections
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reader import Reader, Window
from rag.train.examples import Pair, Question


@dataclass(frozen=True, slots=True)
class Check:
    """Answerability AUROC, answer-sentence accuracy and token F1 of the phrase on answerable questions."""

    questions: int
    auroc: float
    sentence: float
    f1: float


def check(reader: Reader, questions: Sequence[Question]) -> Check:
    """Read every question over its whole text."""
    from scipy.stats import rankdata

    best, answerable, right, f1 = [], [], [], []
    for question in questions:
        window = Window(question.text.text, question.text.spans)
        if not window.spans:
            continue
        (readings,) = reader.read(question.question, [window])
        top = max(range(len(readings)), key=lambda i: readings[i].margin)
        best.append(readings[top].margin)
        answerable.append(question.sentence is not None)
        if question.sentence is None:
            continue
        right.append(top in (question.sentence, *question.also))
        if question.phrase:
            low = window.spans[top][0]
            start, end = readings[top].phrase
            f1.append(token_f1(window.text[low + start : low + end], window.text[slice(*question.phrase)]))
    ranks = rankdata(best)
    positive = sum(answerable)
    negative = len(answerable) - positive
    total = sum(r for r, a in zip(ranks, answerable, strict=True) if a)
    auroc = (total - positive * (positive + 1) / 2) / (positive * negative) if positive and negative else float("nan")
    return Check(len(best), auroc, sum(right) / max(1, len(right)), sum(f1) / max(1, len(f1)))


def token_f1(found: str, gold: str) -> float:
    """Return bag-of-words F1."""
    a, b = (collections.Counter(re.findall(r"\w+", t.casefold())) for t in (found, gold))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def accuracy(reader: Reader, pairs: Sequence[Pair]) -> float:
    """Return three-way accuracy."""
    hits = 0
    for pair in pairs:
        scores = reader.support(pair.statement, pair.evidence)
        hits += max(range(3), key=lambda i: scores[i]) == pair.label
    return hits / max(1, len(pairs))
