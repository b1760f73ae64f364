"""Choosing sentences that do not repeat each other: maximal marginal relevance.

Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and
producing summaries", SIGIR 1998. Likeness is of words, weighted by how few sentences hold them, so that
a name that stands everywhere in an article makes no two of its sentences alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index import Entry, Hit, stems, words
from rag.relevance import Relevant

# What relevance is worth against being new.
RELEVANCE_SHARE = 0.7
# Two sentences this much alike say the same thing; the second is not given at all. On the shipped article the
# two demands to stop cyber attacks are at 0.80, the next pair of different claims at 0.41.
SAME = 0.6


class Likeness:
    """How much of what they say two sentences share, 0 to 1."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._language = next(iter(entries.values())).article.language
        self._stems = {
            (name, s.number): frozenset(stems(words(entry.text_of(s)), entry.article.language))
            for name, entry in entries.items()
            for s in entry.sentences
        }
        held = Counter(stem for found in self._stems.values() for stem in found)
        self._weights = {stem: math.log((1 + len(self._stems)) / count) for stem, count in held.items()}

    def between(self, one: Hit, other: Hit) -> float:
        """Return the share of the shorter sentence's weighted stems that the other one holds, too."""
        first = self._stems[one.article, one.sentence.number]
        second = self._stems[other.article, other.sentence.number]
        least = min(self._weight(first), self._weight(second))
        return self._weight(first & second) / least if least else 0.0

    def rarity(self, text: str) -> float:
        """Return how much a run of words tells: the sum of its stems' weights."""
        return self._weight(s for w in words(text) for s in stems([w], self._language) if s in self._weights)

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self._weights[stem] for stem in sorted(found))


def diverse(candidates: Sequence[Relevant], count: int, likeness: Likeness) -> tuple[Relevant, ...]:
    """Return up to ``count`` sentences, the most relevant first, none repeating another.

    Args:
        candidates: best first.
        count: at most so many.
        likeness: of the articles' sentences.
    """
    taken: list[Relevant] = []
    left = {id(c): (c, 0.0) for c in candidates}  # each with its likeness to what is taken
    while left and len(taken) < count:
        best, _ = max(
            left.values(), key=lambda pair: RELEVANCE_SHARE * pair[0].relevance - (1 - RELEVANCE_SHARE) * pair[1]
        )
        taken.append(best)
        del left[id(best)]
        alike = {key: (c, max(most, likeness.between(c.hit, best.hit))) for key, (c, most) in left.items()}
        left = {key: pair for key, pair in alike.items() if pair[1] < SAME}
    return tuple(taken)
