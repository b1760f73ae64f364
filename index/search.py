"""Search: dense sentences, dense passages and BM25, fused by reciprocal rank.

The three rankings are plain functions of the question; ``fuse`` adds them up. What the
similarities mean for answering is not decided here: e5's do not tell an answerable question
from a near-miss.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Article
from index.dense import VectorIndex
from index.lexical import LexicalIndex
from index.sentences import Segment, Sentence
from index.translation import Translation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder

# Reciprocal rank fusion (Cormack et al., SIGIR 2009) with weights. On 64 development questions recall@5 is
# 0.93 with equal weights and a constant of 20, 0.94 with these, and recall@1 0.66 against 0.70: inside the
# noise, but nothing measured better (eval/LOG.md).
RANK_CONSTANT = 5
SENTENCE, PASSAGE, LEXICAL = 2.0, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """One sentence as found.

    ``similarity`` and ``passage_similarity`` are cosines with the question, ``bm25`` is
    unbounded from 0. Ranks are 1-based; ``lexical_rank`` is None where no word matches.
    """

    article: str
    sentence: Sentence
    fused: float
    similarity: float
    passage_similarity: float
    bm25: float
    sentence_rank: int
    passage_rank: int
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the index with its segments, and its translations by the order of their languages."""

    article: Article
    segments: tuple[Segment, ...]
    translations: tuple[Translation, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order; headings left out."""
        return tuple(s for s in self.segments if isinstance(s, Sentence))

    def text_of(self, sentence: Sentence) -> str:
        """Return the sentence's exact characters."""
        return self.article.text[sentence.start : sentence.end]

    def translation(self, language: str) -> Translation | None:
        """Return the article's translation into a language, or None where it has none."""
        return next((t for t in self.translations if t.language == language), None)


class Index:
    """Articles with their sentences, searched by meaning and by word; immutable once made.

    Args:
        entries: the articles, in order.
        sentence_vectors: one row a sentence, in order over all articles.
        passage_vectors: likewise, of each sentence with its neighbours.
        encoder: called when the first question comes; loading it takes seconds.
        identity: first 12 hex digits of the manifest's SHA-256, later ``Index.id``.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        sentence_vectors: VectorIndex,
        passage_vectors: VectorIndex,
        encoder: Callable[[], Encoder],
        identity: str,
    ) -> None:
        self.entries = {entry.article.id: entry for entry in entries}
        self.id = identity
        self._rows = [(entry, sentence) for entry in entries for sentence in entry.sentences]
        self._sentence_vectors = sentence_vectors
        self._passage_vectors = passage_vectors
        self._lexical = LexicalIndex(
            [entry.text_of(s) for entry, s in self._rows], [entry.article.language for entry, _ in self._rows]
        )
        self._encoder = encoder

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded."""
        return self._encoder()

    def encode(self, question: str) -> NDArray[np.float32]:
        """Return the question's unit vector [dimensions]."""
        return self._encoder().encode_question(question)

    def search(self, question: str, count: int | None = None) -> tuple[Hit, ...]:
        """Return the best ``count`` sentences (all by default), best first."""
        return self.search_encoded(question, self.encode(question), count)

    def search_encoded(self, question: str, vector: NDArray[np.float32], count: int | None = None) -> tuple[Hit, ...]:
        """Search with a question that is encoded already."""
        sentence = self._sentence_vectors.similarities(vector)
        passage = self._passage_vectors.similarities(vector)
        bm25 = self._lexical.similarities(question)
        by_sentence, by_passage, by_word = ranks(sentence), ranks(passage), ranks(bm25)
        hits = [
            Hit(
                entry.article.id,
                s,
                fuse(by_sentence[row], by_passage[row], by_word[row] if bm25[row] > 0 else None),
                float(sentence[row]),
                float(passage[row]),
                float(bm25[row]),
                by_sentence[row],
                by_passage[row],
                by_word[row] if bm25[row] > 0 else None,
            )
            for row, (entry, s) in enumerate(self._rows)
        ]
        # The sort is stable: ties stay in article order.
        return tuple(sorted(hits, key=lambda hit: -hit.fused)[:count])


def ranks(similarities: NDArray[np.float32]) -> list[int]:
    """Return each row's 1-based rank, the largest first, ties in row order."""
    import numpy as np

    order = np.argsort(-similarities, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(1, len(order) + 1)
    return [int(p) for p in places]


def fuse(sentence: int, passage: int, lexical: int | None) -> float:
    """Add up weighted reciprocal ranks; None adds nothing."""
    fused = SENTENCE / (RANK_CONSTANT + sentence) + PASSAGE / (RANK_CONSTANT + passage)
    return fused if lexical is None else fused + LEXICAL / (RANK_CONSTANT + lexical)
