"""Does the article answer? The one place where that is decided.

The reader reads the best retrieved sentences with their neighbours; its margins say whether one of
them answers, retrieval helps to say which. A logistic function, fitted per question language on
held-out articles, turns the best margin into a probability (``python -m eval.evidence``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Entry, Hit, Sentence

if TYPE_CHECKING:
    from rag.reader import Reader, Reading

# Read at most this many retrieved sentences: the gold one is among them for 98 % of the held-out articles'
# answerable questions and for all of the development questions.
CANDIDATES = 8
# Below this confidence Kutip abstains. At 0.5, before the guards, 20 % of answerable questions are refused and
# 30 % of unanswerable ones answered on held-out articles and development questions together (n = 277); at 0.7
# 40 % and 12 %. The curve: ``kutip eval evidence``.
THRESHOLD = 0.5
# Below both nothing in the article is near the question's subject. Neither is a sharp border: e5's cosines of
# unrelated questions reach 0.8, so what is doubtful counts as on topic.
ON_TOPIC = 0.80
ON_TOPIC_CONFIDENCE = 0.2
# Logits that one standard deviation of fused retrieval is worth when sentences compete: gold first 0.75 without,
# 0.82 with it (n = 169 answerable questions); 0.4 to 2.4 are alike.
RETRIEVAL_WEIGHT = 0.8
# Room for one window of the reader, in characters: about 200 tokens of Indonesian news.
WINDOW_CHARACTERS = 800


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that was read.

    ``margin`` is the reader's, ``value`` the margin with retrieval's share, both in logits;
    ``phrase`` the best answer span in the article's code points.
    """

    hit: Hit
    margin: float
    value: float
    phrase: tuple[int, int]
    phrase_logit: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The probability that the articles answer, whether they touch the subject, and the sentences read, best first."""

    confidence: float
    on_topic: bool
    weighed: tuple[Weighed, ...]


# Slope and intercept on the best margin, by the question's language.
_CALIBRATION: Mapping[str, tuple[float, float]] = {"id": (0.702, -0.052), "en": (0.811, 0.260)}


def weigh(
    question: str,
    language: str,
    hits: Sequence[Hit],
    entries: Mapping[str, Entry],
    reader: Reader,
    retrieval_weight: float = RETRIEVAL_WEIGHT,
) -> Evidence:
    """Read the best hits and weigh them.

    Args:
        question: as searched.
        language: of the question, ``"id"`` or ``"en"``.
        hits: every sentence, best first.
        entries: the articles.
        reader: the trained reader.
        retrieval_weight: logits per standard deviation of the fused ranking.
    """
    from rag.reader import Window

    candidates = hits[:CANDIDATES]
    runs = windows(candidates, entries)
    read = reader.read(
        question,
        [
            Window(
                entries[name].article.text[run[0].start : run[-1].end],
                tuple((s.start - run[0].start, s.end - run[0].start) for s in run),
            )
            for name, run in runs
        ],
    )
    readings: dict[tuple[str, int], Reading] = {}
    for (name, run), row in zip(runs, read, strict=True):
        for sentence, reading in zip(run, row, strict=True):
            readings.setdefault((name, sentence.number), reading)
    mean = sum(h.fused for h in hits) / len(hits)
    deviation = math.sqrt(sum((h.fused - mean) ** 2 for h in hits) / len(hits)) or 1.0
    weighed = []
    for hit in candidates:
        reading = readings[hit.article, hit.sentence.number]
        base = hit.sentence.start
        weighed.append(
            Weighed(
                hit,
                reading.margin,
                reading.margin + retrieval_weight * (hit.fused - mean) / deviation,
                (base + reading.phrase[0], base + reading.phrase[1]),
                reading.phrase_logit,
            )
        )
    weighed.sort(key=lambda w: -w.value)
    slope, intercept = _CALIBRATION.get(language, _CALIBRATION["en"])
    total = slope * max(w.margin for w in weighed) + intercept
    confidence = 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
    near = max(hit.similarity for hit in candidates) >= ON_TOPIC or confidence >= ON_TOPIC_CONFIDENCE
    return Evidence(confidence, near, tuple(weighed))


def read_text(reader: Reader, question: str, text: str, spans: Sequence[tuple[int, int]]) -> tuple[Reading, ...]:
    """Read every sentence of a text, in windows of neighbours; one reading a sentence, in order.

    Each window starts with the sentence before its first, for its pronouns; the earlier reading counts.
    """
    from rag.reader import Window

    runs: list[list[int]] = []
    for number, (_, end) in enumerate(spans):
        if runs and end - spans[runs[-1][0]][0] <= WINDOW_CHARACTERS:
            runs[-1].append(number)
        else:
            runs.append([number - 1, number] if number else [number])
    read = reader.read(
        question,
        [
            Window(
                text[spans[run[0]][0] : spans[run[-1]][1]],
                tuple((spans[n][0] - spans[run[0]][0], spans[n][1] - spans[run[0]][0]) for n in run),
            )
            for run in runs
        ],
    )
    found: dict[int, Reading] = {}
    for run, row in zip(runs, read, strict=True):
        for number, reading in zip(run, row, strict=True):
            found.setdefault(number, reading)
    return tuple(found[n] for n in range(len(spans)))


def windows(candidates: Sequence[Hit], entries: Mapping[str, Entry]) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """Group the candidates, each with the sentence before it, into runs of neighbours that fit one window.

    Returns:
        (article, sentences) pairs; where a candidate is in two of them, the first has more before it.
    """
    found: list[tuple[str, tuple[Sentence, ...]]] = []
    for name in dict.fromkeys(hit.article for hit in candidates):
        sentences = entries[name].sentences
        held = {hit.sentence.number for hit in candidates if hit.article == name}
        run: list[Sentence] = []
        # The sentence before holds what "dia" and "menurutnya" stand for.
        for sentence in (s for s in sentences if s.number in held or s.number + 1 in held):
            if run and sentence.number != run[-1].number + 1:
                found.append((name, tuple(run)))
                run = []
            elif run and sentence.end - run[0].start > WINDOW_CHARACTERS:
                found.append((name, tuple(run)))
                run = run[-1:]
            run.append(sentence)
        if run:
            found.append((name, tuple(run)))
    return tuple(found)
