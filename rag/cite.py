"""Cite a sentence: its exact characters, who says it, and what it says in the asker's language.

The one place where citations are made. It knows nothing of questions or of evidence.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from index import Entry, Hit, Sentence
from rag.reply import Citation, Span
from rag.speakers import Attribution, attribute, named


class Citer:
    """Make citations over an index's articles; safe to share between threads.

    Args:
        entries: the articles by their ids.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._attributions: dict[str, tuple[Attribution, ...]] = {}
        self._lock = threading.Lock()

    def attributions(self, article: str) -> tuple[Attribution, ...]:
        """Return who says each sentence of an article, in order; worked out once."""
        with self._lock:
            if article not in self._attributions:
                entry = self._entries[article]
                self._attributions[article] = attribute(entry.article.text, entry.segments, entry.article.language)
            return self._attributions[article]

    def said_in(self, hit: Hit, language: str) -> str:
        """Return a sentence's words in a language where there is a translation into it, or else its own."""
        entry = self._entries[hit.article]
        translation = entry.translation(language)
        return (translation and translation.text_of(hit.sentence.number)) or entry.text_of(hit.sentence)

    def cite(
        self, number: int, article: str, sentence: Sentence, language: str | None = None, highlight: Span | None = None
    ) -> Citation:
        """Return a citation with its speaker, and its translation where one is wanted and there.

        Args:
            number: its place in the reply, from 1.
            article: the article's id.
            sentence: what is quoted, whole.
            language: the asker's; where it is not the article's, the translation comes along. None: never.
            highlight: the part that answers, in the article's code points.
        """
        entry = self._entries[article]
        speaker = self.attributions(article)[sentence.number - 1].speaker
        translation = entry.translation(language) if language and language != entry.article.language else None
        return Citation(
            number=number,
            article=article,
            sentence=sentence.number,
            start=sentence.start,
            end=sentence.end,
            quote=entry.text_of(sentence),
            highlight=highlight,
            speaker=named(speaker) if speaker is not None else None,
            translation=translation.text_of(sentence.number) if translation is not None else None,
        )


def span_in(text: str, words: str | None, sentence: Sentence) -> Span | None:
    """Return where words first stand in a sentence, in the article's code points."""
    at = text.find(words, sentence.start, sentence.end) if words else -1
    return None if at < 0 or words is None else (at, at + len(words))
