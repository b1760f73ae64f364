"""Kutip's parts on public Indonesian datasets, each beside a plain baseline.

The files are given by path and never copied. Readers read whole passages in windows, as the
assistant does; the baseline takes the sentence that shares most words with the question.
"""

from __future__ import annotations

import collections
import random
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.auroc import auroc
from eval.normalise import token_f1
from eval.statistics import SEED, Estimate, cluster_bootstrap, mean
from index import words
from index.errors import BadOption

if TYPE_CHECKING:
    from eval.statistics import Weights
    from rag.reader import Reader
    from rag.train.examples import Pair, Question

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: value (None where it has no meaning), 95 % interval, n, and the baseline's value."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    baseline: float | None
    baseline_name: str


def rows_of(path: Path, read: Callable[[Path], Iterable[object]], limit: int | None) -> list[object]:
    """Read a dataset's file; with ``limit``, a fixed random sample of it.

    Raises:
        BadOption: the file is not there or not of that kind.
    """
    try:
        rows = list(read(path))
    except OSError as error:
        raise BadOption(f"{path} cannot be read ({error.strerror}): give the dataset's file.") from error
    except (KeyError, ValueError, TypeError, SyntaxError) as error:
        raise BadOption(
            f"{path} is not such a file ({type(error).__name__}: {error}): see the README for where it comes from."
        ) from error
    if not rows:
        raise BadOption(f"{path} holds no row: give the dataset's file.")
    return rows if limit is None or limit >= len(rows) else random.Random(SEED).sample(rows, limit)


def questions(reader: Reader, rows: Sequence[Question], progress: Progress) -> tuple[Figure, ...]:
    """Measure answerability, answer sentence and short answer on extractive question answering."""
    import numpy as np

    from rag.evidence import read_text

    best, answerable, right, lexical, exact, f1, overlap, first = [], [], [], [], [], [], [], []
    passages, answered, phrased = [], [], []  # of all rows, of the answerable ones, of those with a short answer
    for number, row in enumerate(rows, 1):
        if not row.text.spans:
            continue
        readings = read_text(reader, row.question, row.text.text, row.text.spans)
        top = max(range(len(readings)), key=lambda i, found=readings: found[i].margin)  # type: ignore[misc]
        shared = _overlaps(row)
        best.append(readings[top].margin)
        answerable.append(row.sentence is not None)
        passages.append(row.text.text)
        lexical.append(max(shared))
        if row.sentence is not None:
            answered.append(row.text.text)
            right.append(top == row.sentence)
            overlap.append(int(np.argmax(shared)) == row.sentence)
            if row.phrase:
                gold = row.text.text[slice(*row.phrase)]
                base = row.text.spans[top][0]
                found = row.text.text[base + readings[top].phrase[0] : base + readings[top].phrase[1]]
                phrased.append(row.text.text)
                exact.append(normalised(found) == normalised(gold))
                f1.append(token_f1(normalised(found), normalised(gold)))
                plain = row.text.text[slice(*row.text.spans[int(np.argmax(shared))])]
                first.append(token_f1(normalised(plain), normalised(gold)))
        progress(number, len(rows))
    figures = []
    if 0 < sum(answerable) < len(answerable):
        figures += _answerability(best, lexical, answerable, passages)
    figures += [
        figure("answer sentence", right, overlap, "most shared words", answered),
        figure("exact match", exact, None, "", phrased),
        figure("token F1", f1, first, "the sentence with most shared words", phrased),
    ]
    return tuple(figures)


def entailment(reader: Reader, rows: Sequence[Pair], progress: Progress) -> tuple[Figure, ...]:
    """Measure three-way entailment, and entailment against the rest."""
    found, gold, entails = [], [], []
    for number, row in enumerate(rows, 1):
        support = reader.support(row.statement, row.evidence)
        found.append(max(range(3), key=lambda i, s=support: s[i]))  # type: ignore[misc]
        gold.append(row.label)
        entails.append(support[0])
        progress(number, len(rows))
    premises = [row.evidence for row in rows]
    majority = collections.Counter(gold).most_common(1)[0][0]
    hits = [a == b for a, b in zip(found, gold, strict=True)]
    plain = _macro_f1([majority] * len(gold), gold, premises).value
    area = auroc([label == 0 for label in gold], entails, premises)
    return (
        figure("accuracy", hits, [g == majority for g in gold], "majority class", premises),
        _shown("macro F1", _macro_f1(found, gold, premises), plain, "majority class"),
        _shown("entailed or not, AUROC", area, 0.5, "chance"),
    )


def _answerability(
    best: Sequence[float], lexical: Sequence[float], answerable: Sequence[bool], passages: Sequence[str]
) -> list[Figure]:
    import numpy as np

    truth, margins = np.array(answerable), np.array(best)
    accuracies = [float(((margins > t) == truth).mean()) for t in np.quantile(margins, np.linspace(0.02, 0.98, 97))]
    majority = truth.mean() >= 0.5
    return [
        _shown(
            "answerability AUROC", auroc(answerable, best, passages), auroc(answerable, lexical, passages).value,
            "most shared words",
        ),
        figure("answerability accuracy at margin 0", ((margins > 0) == truth).tolist(), (truth == majority).tolist(),
               "majority class", passages),
        Figure("answerability accuracy, best threshold (oracle)", max(accuracies), None, None, len(best), None, ""),
    ]  # fmt: skip


def figure(
    name: str,
    values: Sequence[float],
    baseline: Sequence[float] | None,
    baseline_name: str,
    families: Sequence[Hashable],
) -> Figure:
    """Return a mean with its interval over families, such as the passage that is asked about; None without rows."""
    base = sum(baseline) / len(baseline) if baseline else None
    return _shown(name, mean([float(v) for v in values], families), base, baseline_name)


def normalised(text: str) -> list[str]:
    """Return lower-cased words without punctuation, as the published figures of these sets compare answers.

    That is SQuAD's normaliser without its English articles. ``eval.normalise`` equates numbers, dates and clitics as
    well and would give higher figures than the published ones, so it is for Kutip's own questions only.
    """
    return re.findall(r"\w+", text.casefold())


def _shown(name: str, estimate: Estimate, baseline: float | None, baseline_name: str) -> Figure:
    return Figure(name, estimate.value, estimate.low, estimate.high, estimate.n, baseline, baseline_name)


def _macro_f1(found: Sequence[int], gold: Sequence[int], families: Sequence[str]) -> Estimate:
    """Return the mean of the classes' F1, where a class that a draw has not counts 0 (scikit-learn's macro F1)."""
    import numpy as np

    labels = sorted({*found, *gold})
    ours, theirs = (np.array([[x == label for x in row] for label in labels], np.float64) for row in (found, gold))

    def statistic(weights: Weights) -> Weights:
        both = weights @ (ours * theirs).T
        total = weights @ ours.T + weights @ theirs.T
        value: Weights = np.divide(2 * both, total, out=np.zeros_like(both), where=total > 0).mean(axis=1)
        return value

    return cluster_bootstrap(families, statistic)


def _overlaps(row: Question) -> list[float]:
    asked = set(words(row.question))
    return [len(asked & set(words(row.text.text[low:high]))) / max(1, len(asked)) for low, high in row.text.spans]
