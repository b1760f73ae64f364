"""How well talking points cover a topic without repeating themselves, beside simple ways to choose sentences.

    kutip eval points --split test

A topic's gold are facts (nuggets), each with the sentences that state it, and further sentences that are
on topic; topics without any are not covered by their article. All were written by hand from the articles. The
54 development topics are about the four articles of the questions; the 32 test topics are about four of the news
articles that the reader was not trained on, and were written when everything had been set.
"""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.items import article_files
from eval.normalise import token_f1
from eval.statistics import Estimate, mean, wilson
from index import Encoder, Entry, build_index
from index.errors import UserFacingError
from rag import Assistant, Sheet
from rag.reader import Reader
from rag.relevance import language_of_topic, on_topic, survey
from rag.train.examples import news_articles

TOPICS = Path(__file__).parent / "topics"
COUNT = 5


class BadTopic(UserFacingError):
    """A topic that cannot be measured with; the message names its file and line."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its gold: for each nugget the numbers of the sentences that state it."""

    id: str
    article: str
    split: str
    language: str
    topic: str
    nuggets: tuple[frozenset[int], ...]
    acceptable: frozenset[int]

    @property
    def covered(self) -> bool:
        """Whether the article says anything on it."""
        return bool(self.nuggets)


@dataclass(frozen=True, slots=True)
class Given:
    """The sentences that a way of choosing gave for a topic, in order, and their texts; none where it declined."""

    system: str
    topic: Topic
    sentences: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def coverage(self) -> float | None:
        """The share of nuggets that a given sentence states; None where there are none."""
        if not self.topic.nuggets:
            return None
        return sum(bool(n & set(self.sentences)) for n in self.topic.nuggets) / len(self.topic.nuggets)

    @property
    def precision(self) -> float | None:
        """The share of given sentences that are on the topic; None where none was given or the topic has none."""
        if not self.sentences or not self.topic.nuggets:
            return None
        good = frozenset().union(*self.topic.nuggets) | self.topic.acceptable
        return sum(s in good for s in self.sentences) / len(self.sentences)

    @property
    def redundancy(self) -> float | None:
        """The mean over sentences of the highest token F1 with another one; None with fewer than two."""
        if len(self.texts) < 2:
            return None
        words = [text.casefold().split() for text in self.texts]
        pairs = {(a, b): token_f1(words[a], words[b]) for a, b in itertools.combinations(range(len(words)), 2)}
        return sum(max(f for pair, f in pairs.items() if n in pair) for n in range(len(words))) / len(words)


def read_topics(path: Path, entry: Entry) -> tuple[Topic, ...]:
    """Read the topics of an article.

    Raises:
        BadTopic: a gold sentence is none of the article's, or the topic is of another article.
    """
    numbers = {entry.text_of(s): s.number for s in entry.sentences}
    found: list[Topic] = []
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(text)
        if row["article_sha256"] != entry.article.sha256:
            raise BadTopic(f"{path.name}:{line} was written for another text of {entry.article.id}: check its gold.")
        quoted = [*(s for n in row["nuggets"] for s in n["sentences"]), *row["acceptable"]]
        for quote in quoted:
            if quote not in numbers:
                raise BadTopic(
                    f"{path.name}:{line} quotes {quote[:40]!r}, which is no sentence of the article: mend it."
                )
        found.append(
            Topic(
                row["id"], row["article"], row["split"], row["lang"], row["topic"],
                tuple(frozenset(numbers[s] for s in n["sentences"]) for n in row["nuggets"]),
                frozenset(numbers[s] for s in row["acceptable"]),
            )
        )  # fmt: skip
    return tuple(found)


def article_text(name: str) -> str:
    """Return the text of an article that topics are about, by its id."""
    path = article_files().get(name)
    if path is not None:
        return path.read_bytes().decode()
    return str(next(article["text"] for article in news_articles(held_out=True) if article["id"] == name))


def measure(
    encoder: Encoder, reader: Reader, split: str, note: Callable[[str], None] = lambda step: None
) -> tuple[Given, ...]:
    """Ask every way of choosing for up to five points on every topic of a split."""
    found: list[Given] = []
    for path in sorted(TOPICS.glob("*.jsonl")):
        with tempfile.TemporaryDirectory() as folder:
            article = Path(folder) / f"{path.stem}.txt"
            article.write_bytes(article_text(path.stem).encode())
            index = build_index([article], Path(folder) / "index", encoder=encoder)
        entry = next(iter(index.entries.values()))
        assistant = Assistant(index, reader)
        for topic in (t for t in read_topics(path, entry) if t.split == split):
            note(f"{topic.id}: {topic.topic}")
            for system, sentences in _systems(assistant, entry, topic):
                texts = tuple(entry.text_of(entry.sentences[n - 1]) for n in sentences)
                found.append(Given(system, topic, tuple(sentences), texts))
    return tuple(found)


def _systems(assistant: Assistant, entry: Entry, topic: Topic) -> Iterator[tuple[str, Sequence[int]]]:
    made = assistant.points(topic.topic, COUNT)
    yield "kutip", [p.citation.sentence for p in made.points] if isinstance(made, Sheet) else []
    hits = assistant.search(topic.topic)
    if topic.covered:
        entries = assistant.index.entries
        read = survey(topic.topic, language_of_topic(topic.topic, entries), hits, entries, assistant.reader)
        best = [r.hit.sentence.number for r in on_topic(read)[:COUNT]]
        yield "kutip, most relevant only", best if isinstance(made, Sheet) else []
    yield "first five by search", [h.sentence.number for h in hits[:COUNT]]
    yield "first five by e5", [h.sentence.number for h in sorted(hits, key=lambda h: -h.similarity)[:COUNT]]
    yield "first five of the article", [s.number for s in entry.sentences[:COUNT]]


def table(given: Sequence[Given]) -> str:
    """Return every way of choosing as a row of a Markdown table, with 95 % intervals and n."""
    lines = [
        "| chosen by | nuggets covered | on topic | redundancy | points | covered topics declined | "
        "uncovered topics answered |",
        "|---|---|---|---|---|---|---|",
    ]
    for system in dict.fromkeys(g.system for g in given):
        mine = [g for g in given if g.system == system]
        good, bad = [g for g in mine if g.topic.covered], [g for g in mine if not g.topic.covered]
        families = [g.topic.id for g in good]
        columns = [mean([getattr(g, name) for g in good], families) for name in ("coverage", "precision", "redundancy")]
        size = sum(len(g.sentences) for g in good) / max(1, sum(bool(g.sentences) for g in good))
        lines.append(
            f"| {system} | {' | '.join(map(_shown, columns))} | {size:.1f} | "
            f"{_shown(wilson(sum(not g.sentences for g in good), len(good)))} | "
            f"{_shown(wilson(sum(bool(g.sentences) for g in bad), len(bad)))} |"
        )
    return "\n".join(lines)


def _shown(estimate: Estimate) -> str:
    if estimate.value is None:
        return "-"
    bounds = f" ({estimate.low:.2f} to {estimate.high:.2f})" if estimate.low is not None else ""
    return f"{estimate.value:.2f}{bounds}, n={estimate.n}"
