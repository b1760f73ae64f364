"""Training examples from the datasets' files: questions over windows, and statement pairs.

The three public datasets are read from paths and never copied; the news articles beside this
file are Kutip's own. Negatives are made here: a question whose answering sentence was taken
away, and a question over another text that shares its words.
"""

from __future__ import annotations

import ast
import csv
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import Sentence, split
from rag.reader import CONTRADICTS, ENTAILS, NEUTRAL, WINDOW_TOKENS, Span, Window

NEWS = Path(__file__).parent / "news"
# One article in fifteen is never trained on: the reader's thresholds are chosen on its questions.
HELD_OUT = "07"
_LABELS = {"e": ENTAILS, "n": NEUTRAL, "c": CONTRADICTS}

Counter = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Text:
    """A passage and the spans of its sentences."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question over a text: the answering sentence and phrase, or neither; ``also`` answer with it, if any do."""

    question: str
    text: Text
    sentence: int | None
    phrase: Span | None
    hint: int | None = None
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A question over a window: the indices of its answering sentences, and the phrase in the window's text."""

    question: str
    window: Window
    sentences: tuple[int, ...]
    phrase: Span | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement (or yes/no question) with its evidence and one of the three labels."""

    evidence: str
    statement: str
    label: int


def spans_of(text: str) -> tuple[Span, ...]:
    """Return the sentences' spans."""
    return tuple((s.start, s.end) for s in split(text, "id") if isinstance(s, Sentence))


def _holding(spans: Sequence[Span], position: int) -> int | None:
    return next((i for i, (low, high) in enumerate(spans) if low <= position < high), None)


def idk_mrc(path: Path) -> Iterator[Question]:
    """Read IDK-MRC: SQuAD-like JSON with unanswerable questions."""
    for paragraph in json.loads(path.read_text(encoding="utf-8")):
        text = Text(paragraph["context"], spans_of(paragraph["context"]))
        for row in paragraph["qas"]:
            if row["is_impossible"] or not row["answers"]:
                yield Question(row["question"], text, None, None)
                continue
            answer = row["answers"][0]
            start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            number = _holding(text.spans, start)
            if number is not None:
                yield Question(row["question"], text, number, (start, min(end, text.spans[number][1])))


def joined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Join tokens as printed text and return each token's span in it."""
    text, spans, glue = "", [], True
    for token in tokens:
        if not glue and not re.fullmatch(r"[,.;:!?%)\]'\u2019\u201d]+", token):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        glue = token in "([\u201c\u2018"
    return text, spans


def facqa(path: Path) -> Iterator[Question]:
    """Read FacQA: token lists with B/I/O answer labels, all answerable."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tokens, labels = ast.literal_eval(row["passage"]), ast.literal_eval(row["seq_label"])
            marked = [i for i, label in enumerate(labels) if label != "O"]
            if not marked:
                continue
            last = marked[0]
            while last + 1 in marked and labels[last + 1] == "I":
                last += 1
            passage, places = joined(tokens)
            text = Text(passage, spans_of(passage))
            number = _holding(text.spans, places[marked[0]][0])
            if number is not None:
                phrase = (places[marked[0]][0], min(places[last][1], text.spans[number][1]))
                yield Question(joined(ast.literal_eval(row["question"]))[0], text, number, phrase)


def news_articles(folder: Path = NEWS, *, held_out: bool = False) -> Iterator[dict[str, Any]]:
    """Read Kutip's own articles: those to train on, or those held out."""
    for path in sorted(folder.glob("*.json")):
        if (path.name[1:3] == HELD_OUT) == held_out:
            yield json.loads(path.read_text(encoding="utf-8"))


def news(folder: Path = NEWS, *, held_out: bool = False) -> Iterator[Question]:
    """Read the questions of Kutip's own articles."""
    for article in news_articles(folder, held_out=held_out):
        text = Text(article["text"], spans_of(article["text"]))
        for row in article["questions"]:
            quote = row["sentence"] if row["answerable"] else row["near"]
            place = text.text.index(quote)
            number = _holding(text.spans, place)
            if not row["answerable"]:
                yield Question(row["question"], text, None, None, hint=number)
                continue
            phrase = None
            if row["answer"]:
                start = text.text.index(row["answer"], place)
                number = _holding(text.spans, start)
                phrase = (start, start + len(row["answer"]))
            if number is not None:
                yield Question(row["question"], text, number, phrase, also=_also(row, text.text, text.spans))


def _also(row: dict[str, Any], text: str, spans: Sequence[Span]) -> tuple[int, ...]:
    """Return the further sentences that a question of several needs."""
    found = (_holding(spans, text.index(quote)) for quote in row.get("also", ()))
    return tuple(number for number in found if number is not None)


def news_in_english(folder: Path = NEWS, *, held_out: bool = False) -> Iterator[Question]:
    """Read the English questions of the articles that have a translation, over that translation.

    Which words of it answer is not known, so these teach which sentence does.
    """
    for article in news_articles(folder, held_out=held_out):
        if "english" not in article:
            continue
        text, spans = joined_sentences(article["english"])
        original = spans_of(article["text"])
        for row in article["questions"]:
            if row["lang"] == "en":
                quote = row["sentence"] if row["answerable"] else row["near"]
                number = _holding(original, article["text"].index(quote))
                answering = number if row["answerable"] else None
                also = _also(row, article["text"], original)
                yield Question(row["question"], Text(text, spans), answering, None, hint=number, also=also)


def joined_sentences(sentences: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Join sentences with spaces and return each one's span."""
    spans, end = [], 0
    for sentence in sentences:
        spans.append((end, end + len(sentence)))
        end += len(sentence) + 1
    return " ".join(sentences), tuple(spans)


def indonli(path: Path) -> Iterator[Pair]:
    """Read IndoNLI."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Pair(row["premise"], row["hypothesis"], _LABELS[row["label"]])


def news_pairs(folder: Path = NEWS, *, held_out: bool = False) -> Iterator[Pair]:
    """Read the statements and yes/no questions of Kutip's own articles."""
    for article in news_articles(folder, held_out=held_out):
        for row in article["questions"]:
            if row["type"] == "yesno" and row["answerable"]:
                yield Pair(row["sentence"], row["question"], ENTAILS if row["polarity"] == "yes" else CONTRADICTS)
        for row in article.get("statements", ()):
            yield Pair(row["evidence"], row["statement"], _LABELS[row["label"]])


def window(question: Question, length: Counter, rng: random.Random, *, dense: bool = False) -> Example:
    """Cut a run of sentences around the answer (or the hint, or anywhere) that fits the reader.

    With ``dense`` the run has as many sentences as fit; otherwise a random number of them.
    """
    spans = question.text.spans
    answering = () if question.sentence is None else (question.sentence, *question.also)
    pivot = rng.choice(answering) if question.also else question.sentence
    if pivot is None:
        pivot = question.hint if question.hint is not None else rng.randrange(len(spans)) if spans else 0
    low = high = pivot
    room = WINDOW_TOKENS - length(question.text.text[slice(*spans[pivot])])
    most = len(spans) if dense else rng.randint(2, max(2, min(9, len(spans))))
    sides = [-1, 1]
    while sides and high - low + 1 < most:
        side = rng.choice(sides)
        candidate = low - 1 if side < 0 else high + 1
        cost = length(question.text.text[slice(*spans[candidate])]) if 0 <= candidate < len(spans) else room + 1
        if cost > room:
            sides.remove(side)
            continue
        room -= cost
        low, high = min(low, candidate), max(high, candidate)
    base = spans[low][0]
    cut = Window(
        question.text.text[base : spans[high][1]], tuple((a - base, b - base) for a, b in spans[low : high + 1])
    )
    phrase = question.phrase and (question.phrase[0] - base, question.phrase[1] - base)
    return Example(question.question, cut, tuple(n - low for n in answering if low <= n <= high), phrase)


def without_answer(question: Question) -> Question | None:
    """Take the answering sentence out of the text; None where the answer stands elsewhere too."""
    if question.sentence is None or question.also or len(question.text.spans) < 3:
        return None
    text, (start, end) = question.text.text, question.text.spans[question.sentence]
    rest = text[:start] + text[end:].lstrip()
    if question.phrase and text[slice(*question.phrase)].casefold() in rest.casefold():
        return None
    return Question(question.question, Text(rest, spans_of(rest)), None, None)


def foreign(questions: Sequence[Question], count: int, rng: random.Random) -> Iterator[Question]:
    """Pair questions with other texts that share their words, where the answer does not stand."""
    import bm25s

    texts = list({q.text.text: q.text for q in questions}.values())
    if len(texts) < 2:
        return
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize([t.text for t in texts], stopwords=None, show_progress=False), show_progress=False)
    for question in rng.sample(list(questions), min(count, len(questions))):
        tokens = bm25s.tokenize([question.question], stopwords=None, show_progress=False)
        found, _ = retriever.retrieve(tokens, k=min(12, len(texts)), show_progress=False)
        others = [texts[i] for i in found[0] if texts[i].text != question.text.text]
        answer = question.text.text[slice(*question.phrase)].casefold() if question.phrase else None
        others = [t for t in others if t.spans and (answer is None or answer not in t.text.casefold())]
        if others:
            yield Question(question.question, rng.choice(others[:6]), None, None)
