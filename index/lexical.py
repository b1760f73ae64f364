"""Lexical search: BM25 over stems and over plain words.

Both fields, because the Indonesian stemmer splits some families (*mengurangi*, *berkurang*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index.language import FUNCTION_WORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_STEMMERS = {"id": "indonesian", "en": "english"}


def words(text: str) -> list[str]:
    """Return the words and numbers of a text, case-folded, function words left out."""
    return [w for w in (m.casefold() for m in _WORD.findall(text)) if w not in FUNCTION_WORDS]


def stems(tokens: Sequence[str], language: str) -> list[str]:
    """Return Snowball stems; clitics that Snowball leaves are cut for Indonesian."""
    import Stemmer

    return list(Stemmer.Stemmer(_STEMMERS.get(language, "english")).stemWords(list(tokens)))


class LexicalIndex:
    """BM25 (Lucene's variant) over sentences, stemmed and plain, built in memory."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        self._size = len(texts)
        self._languages = tuple(sorted(set(languages)))
        plain = [words(text) for text in texts]
        stemmed = [stems(row, language) for row, language in zip(plain, languages, strict=True)]
        self._fields = [_bm25(plain), _bm25(stemmed)]

    def similarities(self, question: str) -> NDArray[np.float32]:
        """Return the sum of both fields' BM25 for every sentence [rows]; 0 where nothing matches."""
        import numpy as np

        plain = words(question)
        stemmed = [stem for language in self._languages for stem in stems(plain, language)]
        total = np.zeros(self._size, np.float32)
        for (retriever, vocabulary), tokens in zip(self._fields, (plain, stemmed), strict=True):
            known = sorted(vocabulary & set(tokens))
            if retriever is not None and known:
                total += retriever.get_scores(known)
        return total


def _bm25(rows: list[list[str]]) -> tuple[Any, set[str]]:
    import logging

    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it logs at DEBUG by itself
    vocabulary = {word for row in rows for word in row}
    if not vocabulary:
        return None, vocabulary
    retriever = bm25s.BM25()
    retriever.index(rows, show_progress=False)
    return retriever, vocabulary
