"""Kutip's parts on public Indonesian datasets, each beside a plain baseline.

The files are given by path and never copied. Readers read whole passages in windows, as the
assistant does; the baseline takes the sentence that shares most words with the question.
"""

from __future__ import annotations

import collections
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index import words
from index.errors import BadOption

if TYPE_CHECKING:
    from rag.reader import Reader
    from rag.train.examples import Pair, Question

Progress = Callable[[int, int], None]
SEED = 20261124


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
    for number, row in enumerate(rows, 1):
        if not row.text.spans:
            continue
        readings = read_text(reader, row.question, row.text.text, row.text.spans)
        top = max(range(len(readings)), key=lambda i, found=readings: found[i].margin)  # type: ignore[misc]
        shared = _overlaps(row)
        best.append(readings[top].margin)
        answerable.append(row.sentence is not None)
        lexical.append(max(shared))
        if row.sentence is not None:
            right.append(top == row.sentence)
            overlap.append(int(np.argmax(shared)) == row.sentence)
            if row.phrase:
                gold = row.text.text[slice(*row.phrase)]
                base = row.text.spans[top][0]
                found = row.text.text[base + readings[top].phrase[0] : base + readings[top].phrase[1]]
                exact.append(normalised(found) == normalised(gold))
                f1.append(token_f1(found, gold))
                first.append(token_f1(row.text.text[slice(*row.text.spans[int(np.argmax(shared))])], gold))
        progress(number, len(rows))
    figures = []
    if 0 < sum(answerable) < len(answerable):
        figures += _answerability(best, lexical, answerable)
    figures += [
        figure("answer sentence", right, overlap, "most shared words"),
        figure("exact match", exact, None, ""),
        figure("token F1", f1, first, "the sentence with most shared words"),
    ]
    return tuple(figures)


def entailment(reader: Reader, rows: Sequence[Pair], progress: Progress) -> tuple[Figure, ...]:
    """Measure three-way entailment, and entailment against the rest."""
    from sklearn.metrics import f1_score, roc_auc_score

    found, gold, entails = [], [], []
    for number, row in enumerate(rows, 1):
        support = reader.support(row.statement, row.evidence)
        found.append(max(range(3), key=lambda i, s=support: s[i]))  # type: ignore[misc]
        gold.append(row.label)
        entails.append(support[0])
        progress(number, len(rows))
    majority = collections.Counter(gold).most_common(1)[0][0]
    hits = [a == b for a, b in zip(found, gold, strict=True)]

    def macro(chosen: Sequence[int]) -> float:
        return float(f1_score([gold[i] for i in chosen], [found[i] for i in chosen], average="macro"))

    def auroc(chosen: Sequence[int]) -> float:
        return float(roc_auc_score([gold[i] == 0 for i in chosen], [entails[i] for i in chosen]))

    everything = range(len(gold))
    return (
        figure("accuracy", hits, [g == majority for g in gold], "majority class"),
        Figure(
            "macro F1",
            macro(everything),
            *bootstrap(len(gold), macro),
            len(gold),
            float(f1_score(gold, [majority] * len(gold), average="macro")),
            "majority class",
        ),
        Figure("entailed or not, AUROC", auroc(everything), *bootstrap(len(gold), auroc), len(gold), 0.5, "chance"),
    )


def _answerability(best: Sequence[float], lexical: Sequence[float], answerable: Sequence[bool]) -> list[Figure]:
    import numpy as np
    from sklearn.metrics import roc_auc_score

    def auroc(chosen: Sequence[int]) -> float:
        return float(roc_auc_score([answerable[i] for i in chosen], [best[i] for i in chosen]))

    truth, margins = np.array(answerable), np.array(best)
    accuracies = [
        (float(((margins > t) == truth).mean()), float(t)) for t in np.quantile(margins, np.linspace(0.02, 0.98, 97))
    ]
    accuracy, _ = max(accuracies)
    at_zero = ((margins > 0) == truth).tolist()
    return [
        Figure(
            "answerability AUROC",
            auroc(range(len(best))),
            *bootstrap(len(best), auroc),
            len(best),
            float(roc_auc_score(truth, lexical)),
            "most shared words",
        ),
        figure(
            "answerability accuracy at margin 0",
            at_zero,
            [bool(max(truth.mean(), 1 - truth.mean()) == truth.mean()) == a for a in answerable],
            "majority class",
        ),
        Figure("answerability accuracy, best threshold (oracle)", accuracy, None, None, len(best), None, ""),
    ]


def figure(name: str, values: Sequence[float], baseline: Sequence[float] | None, baseline_name: str) -> Figure:
    """Return a mean with its bootstrap interval over rows; None without rows."""
    if not values:
        return Figure(name, None, None, None, 0, None, baseline_name)

    def mean(chosen: Sequence[int]) -> float:
        return sum(values[i] for i in chosen) / len(chosen)

    base = sum(baseline) / len(baseline) if baseline else None
    return Figure(name, mean(range(len(values))), *bootstrap(len(values), mean), len(values), base, baseline_name)


def bootstrap(n: int, statistic: Callable[[Sequence[int]], float], replicates: int = 1000) -> tuple[float, float]:
    """Return the 95 % percentile interval over resampled rows."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    values = np.sort([statistic(rng.integers(0, n, n).tolist()) for _ in range(replicates)])
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def normalised(text: str) -> str:
    """Return lower-cased words: no marks, one space between."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def token_f1(found: str, gold: str) -> float:
    """Return bag-of-words F1, as SQuAD's."""
    a, b = (collections.Counter(normalised(t).split()) for t in (found, gold))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def _overlaps(row: Question) -> list[float]:
    asked = set(words(row.question))
    return [len(asked & set(words(row.text.text[low:high]))) / max(1, len(asked)) for low, high in row.text.spans]
