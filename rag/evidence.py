"""Does the article answer? The one place where that is decided.

The reader reads the best retrieved sentences with their neighbours; its margins say whether one of
them answers, retrieval helps to say which. A logistic function, fitted per question language on
held-out articles, turns the best margin into a probability (``python -m eval.evidence``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Entry, Hit, Sentence, stems, words
from rag.reply import Span

if TYPE_CHECKING:
    from rag.reader import Reader, Reading, Window

# Read at most this many retrieved sentences: the gold one is among them for 98 % of the held-out articles'
# answerable questions and for all of the development questions.
CANDIDATES = 8
# Below this confidence Kutip abstains. Chosen on the development questions: there 0.35 refuses 8 % of answerable ones
# about the shipped article (n = 62) and answers 3 % of unanswerable ones (n = 30); 0.5 refuses 11 % for the same 3 %,
# 0.3 refuses 5 % and answers 10 %. Held-out articles, many of whose near-misses are twins of answerable questions, are
# harder: with each family left out of the fit about 8 % refused and 20 % answered. The curve: ``kutip eval evidence``.
THRESHOLD = 0.35
# Below both nothing in the article is near the question's subject. Neither is a sharp border: e5's cosines of
# unrelated questions reach 0.8, so what is doubtful counts as on topic.
ON_TOPIC = 0.80
ON_TOPIC_CONFIDENCE = 0.2
# Logits that one standard deviation of fused retrieval is worth when sentences compete: of 348 answerable Indonesian
# questions the gold sentence comes first for 0.86 without it and 0.88 with it; 0.4 to 2.4 are alike.
RETRIEVAL_WEIGHT = 0.8
# Logits that all words of a statement are worth to a sentence, where the question is who said it.
SAID = 2.0
# Entailment from which a sentence stands for what a "who said" question takes for said.
SUPPORTED = 0.75
# Room for one window of the reader, in characters: about 200 tokens of Indonesian news.
WINDOW_CHARACTERS = 800


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that was read.

    ``margin`` is the reader's, ``value`` the margin with retrieval's share, both in logits; ``retrieval`` is the
    fused ranking's value in standard deviations above its mean; ``phrase`` the best answer span in the article's
    code points, None where only a translation was read.
    """

    hit: Hit
    margin: float
    retrieval: float
    value: float
    phrase: Span | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The probability that the articles answer, whether they touch the subject, and the sentences read, best first."""

    confidence: float
    on_topic: bool
    weighed: tuple[Weighed, ...]


# Intercept and weights of ``signs``, by what was read: a question in Indonesian, in English, or any question in the
# article's translation into its language. Fitted by ``python -m eval.evidence --fit``.
_CALIBRATION: Mapping[str, tuple[float, float, float, float]] = {
    "id": (-0.980, 0.871, 0.307, 0.0),
    "en": (-0.280, 1.032, 0.0, 0.0),
    "translated": (0.040, 0.911, 0.057, 0.0),
}


def weigh(
    question: str,
    language: str,
    hits: Sequence[Hit],
    entries: Mapping[str, Entry],
    reader: Reader,
    retrieval_weight: float = RETRIEVAL_WEIGHT,
    allowed: Callable[[Hit], bool] = lambda hit: True,
) -> Evidence:
    """Read the best hits and weigh them.

    A sentence is read in the article's translation into the question's language where there is one: of English
    development questions about the shipped article the gold sentence then came first for 0.96 instead of 0.84
    (n = 25), and answerability AUROC was 0.91 instead of 0.86 (n = 39).

    Args:
        question: as searched.
        language: of the question, ``"id"`` or ``"en"``.
        hits: every sentence, best first.
        entries: the articles.
        reader: the trained reader.
        retrieval_weight: logits per standard deviation of the fused ranking.
        allowed: says which hits may answer at all; without any there is no evidence.
    """
    candidates = [hit for hit in hits if allowed(hit)][:CANDIDATES]
    if not candidates:
        return Evidence(0.0, True, ())
    mean = sum(h.fused for h in hits) / len(hits)
    deviation = math.sqrt(sum((h.fused - mean) ** 2 for h in hits) / len(hits)) or 1.0
    readings = _read(question, language, candidates, entries, reader)
    weighed = []
    for hit in candidates:
        reading = readings[hit.article, hit.sentence.number]
        phrase = (hit.sentence.start + reading.phrase[0], hit.sentence.start + reading.phrase[1])
        above = (hit.fused - mean) / deviation
        translated = entries[hit.article].translation(language) is not None
        weighed.append(
            Weighed(
                hit, reading.margin, above, reading.margin + retrieval_weight * above, None if translated else phrase
            )
        )
    weighed.sort(key=lambda w: -w.value)
    confidence = _probability(kind_of(weighed, language), signs(question, language, weighed, entries))
    near = max(hit.similarity for hit in candidates) >= ON_TOPIC or confidence >= ON_TOPIC_CONFIDENCE
    return Evidence(confidence, near, tuple(weighed))


def kind_of(weighed: Sequence[Weighed], language: str) -> str:
    """Return which calibration fits: ``"translated"``, or the question's language."""
    return "translated" if weighed[0].phrase is None else language


def signs(
    question: str, language: str, weighed: Sequence[Weighed], entries: Mapping[str, Entry]
) -> tuple[float, float, float]:
    """Return what speaks for an answer.

    Returns:
        the largest margin in logits, the best sentence's retrieval in standard deviations, and the share of the
        question's content words that stand, stemmed, in the best sentence or the one before it, 0 to 1.
    """
    best = weighed[0]
    entry = entries[best.hit.article]
    number = best.hit.sentence.number
    translation = entry.translation(language)
    near = [s for s in entry.sentences if number - 1 <= s.number <= number]
    said = " ".join((translation and translation.text_of(s.number)) or entry.text_of(s) for s in near)
    asked, found = words(question), _stems(words(said))
    covered = sum(bool(_stems([word]) & found) for word in asked) / max(1, len(asked))
    return max(w.margin for w in weighed), best.retrieval, covered


def _stems(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset((*tokens, *stems(tokens, "id"), *stems(tokens, "en")))


def _probability(kind: str, found: Sequence[float]) -> float:
    intercept, *weights = _CALIBRATION.get(kind, _CALIBRATION["en"])
    total = intercept + sum(w * x for w, x in zip(weights, found, strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def _read(
    question: str, language: str, candidates: Sequence[Hit], entries: Mapping[str, Entry], reader: Reader
) -> dict[tuple[str, int], Reading]:
    """Read the candidates' windows at once; the readings by article and sentence."""
    runs = windows(candidates, entries)
    read = reader.read(question, [_window(entries[name], run, language) for name, run in runs])
    readings: dict[tuple[str, int], Reading] = {}
    for (name, run), row in zip(runs, read, strict=True):
        for sentence, reading in zip(run, row, strict=True):
            readings.setdefault((name, sentence.number), reading)
    return readings


def phrase_of(question: str, best: Weighed, entries: Mapping[str, Entry], reader: Reader) -> Span:
    """Return the answer span of a sentence in the article's code points, read in the original where it was not."""
    if best.phrase is not None:
        return best.phrase
    own = entries[best.hit.article].article.language
    reading = _read(question, own, (best.hit,), entries, reader)[best.hit.article, best.hit.sentence.number]
    return best.hit.sentence.start + reading.phrase[0], best.hit.sentence.start + reading.phrase[1]


def sharing(statement: str, evidence: Evidence, entries: Mapping[str, Entry]) -> Evidence:
    """Put sentences first that share a statement's words, for a question about who said it.

    Such a question repeats what was said, so its words weigh more than in other questions.
    """
    said = words(statement)

    def value(w: Weighed) -> float:
        found = _stems(words(entries[w.hit.article].text_of(w.hit.sentence)))
        return w.value + SAID * sum(bool(_stems([word]) & found) for word in said) / max(1, len(said))

    return Evidence(evidence.confidence, evidence.on_topic, tuple(sorted(evidence.weighed, key=lambda w: -value(w))))


def backed(statement: str, evidence: Evidence, text_of: Callable[[Hit], str | None], reader: Reader) -> Evidence:
    """Let a sentence that entails a statement answer for it, where reading alone found too little.

    Args:
        statement: what a question takes for said.
        evidence: the sentences as weighed.
        text_of: a sentence's words, or None for one that may not answer.
        reader: for its support.

    Returns:
        the evidence with the most supporting sentence first and the support as its confidence; unchanged where
        none supports it well.
    """
    supported = [
        (reader.support(statement, text)[0], w) for w in evidence.weighed if (text := text_of(w.hit)) is not None
    ]
    most, best = max(supported, key=lambda each: each[0], default=(0.0, None))
    if best is None or most < SUPPORTED:
        return evidence
    return Evidence(most, True, (best,))


def _window(entry: Entry, run: Sequence[Sentence], language: str) -> Window:
    """Return a run of neighbours as one text: the article's own, or its translation into ``language``."""
    from rag.reader import Window

    translation = entry.translation(language)
    if translation is None:
        base = run[0].start
        return Window(entry.article.text[base : run[-1].end], tuple((s.start - base, s.end - base) for s in run))
    texts = [translation.text_of(s.number) or entry.text_of(s) for s in run]
    spans, end = [], 0
    for text in texts:
        spans.append((end, end + len(text)))
        end += len(text) + 1
    return Window(" ".join(texts), tuple(spans))


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
