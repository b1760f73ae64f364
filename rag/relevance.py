"""Which sentences are about a topic, and whether any is.

Two questions with two answers. That the articles cover a topic is told by the reader's entailment of
"this sentence is about ...", the zero-shot topic classification of Yin et al. (EMNLP 2019): on 32
development topics it tells covered ones from others, which similarities do not. Which of the sentences
are on it is told by search over passages and by the reader's margins, which compare within one topic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Entry, Hit, words
from index.language import guess_phrase
from rag.evidence import THRESHOLD, weigh

if TYPE_CHECKING:
    from rag.reader import Reader

# Sentences that are read for a topic: all of a news article, the nearest of a longer one.
CANDIDATES = 32
# ... and asked whether they are about it; 50 to 100 ms each.
ASKED = 10
# The highest entailment among uncovered development topics is 0.163 (n = 14), the lowest among covered ones
# 0.187 (n = 18): little room, see eval/results/points.md for topics that were not looked at.
COVERED = 0.175
# A sentence below this is left out. Coverage and precision of up to five points on the 18 covered development
# topics, those of the fit below, are 0.81 and 0.61 at 0.5, 0.78 and 0.69 at 0.6, 0.76 and 0.75 at 0.7, 0.69 and
# 0.77 at 0.8.
RELEVANT = 0.7
# Logistic regression on 388 sentences of 18 development topics: standardised passage similarity, the distance to
# the best margin in logits, and the intercept.
_PASSAGE, _MARGIN, _INTERCEPT = 1.52, 0.50, 0.47

_QUESTIONS = {"id": "Apa yang dikatakan tentang {topic}?", "en": "What is said about {topic}?"}
_CLAIMS = {"id": "Kalimat ini membahas {topic}.", "en": "This sentence is about {topic}."}
_ASKS = re.compile(
    r"(?:apa(?:kah)?|siapa(?:kah)?|mengapa|kenapa|bagaimana(?:kah)?|gimana|kapan(?:kah)?|berapa(?:kah)?|"
    r"di ?mana(?:kah)?|what|who|whom|whose|why|how|when|where|which|should|does|do|did|is|are|was|were|"
    r"can|could|will|would)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relevant:
    """A sentence with the probability, 0 to 1, that it is on the topic."""

    hit: Hit
    relevance: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What the articles hold on a topic: how sure it is that they do, 0 to 1, and the sentences, best first."""

    covered: bool
    confidence: float
    sentences: tuple[Relevant, ...]


def is_question(topic: str) -> bool:
    """Tell a question ("what should ASEAN do?") from a phrase ("keamanan siber")."""
    return topic.endswith("?") or _ASKS.match(topic) is not None


def language_of_topic(topic: str, entries: Mapping[str, Entry]) -> str:
    """Return the language of a topic, ``"id"`` or ``"en"``.

    Of bare names and nouns ("internet", "investor") that all stand in an article, that article's.
    """
    asked = set(words(topic))
    if asked and len(asked) == len(set(topic.casefold().split())):
        for entry in entries.values():
            if asked <= set(words(entry.article.text)):
                return entry.article.language
    return guess_phrase(topic)


def survey(topic: str, language: str, hits: Sequence[Hit], entries: Mapping[str, Entry], reader: Reader) -> Survey:
    """Find the sentences on a topic.

    Args:
        topic: as searched, a phrase or a question.
        language: of the topic, ``"id"`` or ``"en"``.
        hits: every sentence as found for the topic, best first.
        entries: the articles.
        reader: the trained reader.
    """
    asks = is_question(topic)
    bare = topic.rstrip("?!. ")
    question = f"{bare}?" if asks else _in(language, _QUESTIONS).format(topic=bare)
    evidence = weigh(question, language, hits, entries, reader, most=CANDIDATES)
    about = max(
        reader.support(_in(language, _CLAIMS).format(topic=bare), entries[hit.article].text_of(hit.sentence))[0]
        for hit in hits[:ASKED]
    )
    passages = [hit.passage_similarity for hit in hits]
    mean = sum(passages) / len(passages)
    deviation = math.sqrt(sum((p - mean) ** 2 for p in passages) / len(passages)) or 1.0
    best = max(w.margin for w in evidence.weighed)
    found = [
        Relevant(
            w.hit,
            _logistic(
                _PASSAGE * (w.hit.passage_similarity - mean) / deviation + _MARGIN * (w.margin - best) + _INTERCEPT
            ),
        )
        for w in evidence.weighed
        if not entries[w.hit.article].text_of(w.hit.sentence).endswith("?")  # a question asked in an interview
    ]
    found.sort(key=lambda r: (-r.relevance, r.hit.article, r.hit.sentence.number))
    # A question may also be answered by a sentence that is not "about" it.
    covered = bool(found) and (about >= COVERED or (asks and evidence.confidence >= THRESHOLD))
    return Survey(covered, max(about, evidence.confidence) if asks else about, tuple(found))


def on_topic(found: Survey) -> tuple[Relevant, ...]:
    """Return the sentences on the topic, at least one, best first."""
    return tuple(r for n, r in enumerate(found.sentences) if n == 0 or r.relevance >= RELEVANT)


def _in(language: str, patterns: Mapping[str, str]) -> str:
    return patterns.get(language, patterns["en"])


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))
