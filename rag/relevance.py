"""Which sentences are about a topic, and whether any is.

The reader's entailment of "this sentence is about ...", the zero-shot topic classification of Yin et al.
(EMNLP 2019), tells covered topics from others, which similarities do not; with search over passages it
also ranks the sentences of one topic. Of a topic that asks, the reader's answer counts too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Entry, Hit, words
from index.language import guess_phrase
from rag.evidence import weigh

if TYPE_CHECKING:
    from rag.reader import Reader

# Sentences that are asked whether they are about a topic, of those that search finds first; 40 to 80 ms each. With
# 8 instead of 12, 0.65 of the development topics' nuggets are covered instead of 0.76, with all of them as with 12.
CANDIDATES = 12
# The highest entailment that a sentence of an uncovered topic reaches is 0.244, 0.198 and then 0.164 (n = 24
# development topics), the lowest of a covered one 0.082, 0.114, 0.135 and then 0.181 (n = 30).
COVERED = 0.165
# A topic that the reader would answer as a question is covered: points measured with this, not with answers' threshold.
ANSWERED = 0.5
# A sentence below this is left out. Every article left out in turn, coverage and precision of up to five points on
# 30 development topics are 0.76 and 0.56 at 0.4, 0.76 and 0.62 at 0.5, 0.71 and 0.62 at 0.6, 0.65 and 0.68 at 0.7.
RELEVANT = 0.5
# Logistic regression over the sentences of those topics: the distance to the highest passage similarity, the
# distance to the highest entailment in logits, and the intercept. The reader's margins looked good on the first 18
# topics and cost half of the coverage on the next 12 (eval/LOG.md), so they have no part in it.
_PASSAGE, _ABOUT, _INTERCEPT = 70.7, 0.59, 2.50

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


def survey(
    topic: str,
    language: str,
    hits: Sequence[Hit],
    entries: Mapping[str, Entry],
    reader: Reader,
    most: int = CANDIDATES,
) -> Survey:
    """Find the sentences on a topic.

    Args:
        topic: as searched, a phrase or a question.
        language: of the topic, ``"id"`` or ``"en"``.
        hits: every sentence as found for the topic, best first.
        entries: the articles.
        reader: the trained reader.
        most: how many sentences to ask.
    """
    asks, bare = is_question(topic), topic.rstrip("?!. ")
    claim = _CLAIMS.get(language, _CLAIMS["en"]).format(topic=bare)
    # A question that is asked in an interview says nothing.
    said = [hit for hit in hits if not entries[hit.article].text_of(hit.sentence).endswith("?")][:most]
    if not said:
        return Survey(False, 0.0, ())
    about = [reader.support(claim, entries[hit.article].text_of(hit.sentence))[0] for hit in said]
    nearest, surest = max(hit.passage_similarity for hit in said), _logit(max(about))
    relevance = {
        (hit.article, hit.sentence.number): _logistic(
            _PASSAGE * (hit.passage_similarity - nearest) + _ABOUT * (_logit(share) - surest) + _INTERCEPT
        )
        for hit, share in zip(said, about, strict=True)
    }
    answered = 0.0
    if asks:
        evidence = weigh(f"{bare}?", language, hits, entries, reader)
        best = evidence.weighed[0].hit
        answered = evidence.confidence
        if answered >= ANSWERED and (best.article, best.sentence.number) in relevance:
            place = (best.article, best.sentence.number)
            relevance[place] = max(relevance[place], answered, *relevance.values())
    found = [Relevant(hit, relevance[hit.article, hit.sentence.number]) for hit in said]
    found.sort(key=lambda r: (-r.relevance, r.hit.article, r.hit.sentence.number))
    return Survey(max(about) >= COVERED or answered >= ANSWERED, max(*about, answered), tuple(found))


def on_topic(found: Survey) -> tuple[Relevant, ...]:
    """Return the sentences on the topic, at least one, best first."""
    return tuple(r for n, r in enumerate(found.sentences) if n == 0 or r.relevance >= RELEVANT)


def _logit(share: float) -> float:
    # As fitted: a thousandth keeps the logarithm finite.
    return math.log((share + 1e-3) / (1 - share + 1e-3))


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))
