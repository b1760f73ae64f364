"""Whose sentences may answer a question about what was said, over all articles of an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index import Entry, Hit, Sentence
from rag.cite import Citer
from rag.saying import asks_anything_said, may_speak_for, speaker_asked
from rag.speakers import Speaker


class Voices:
    """The speakers of an index's articles; safe to share between threads.

    Args:
        entries: the articles by their ids.
        citer: knows who says each sentence.
    """

    def __init__(self, entries: Mapping[str, Entry], citer: Citer) -> None:
        self._entries = entries
        self._citer = citer

    def may_answer(self, question: str) -> Callable[[Hit], bool]:
        """Return which hits may answer: of a question about somebody's words, no other person's."""
        asked = {}
        for name, entry in self._entries.items():
            speaker = self._asked(question, entry)
            if speaker is not None:
                asked[name] = speaker

        def allowed(hit: Hit) -> bool:
            if hit.article not in asked:
                return not asked
            entry = self._entries[hit.article]
            attribution = self._citer.attributions(hit.article)[hit.sentence.number - 1]
            return may_speak_for(attribution, entry.text_of(hit.sentence), asked[hit.article], entry.article.text)

        return allowed

    def everything_said(self, question: str, most: int) -> tuple[tuple[str, Sentence], ...]:
        """Return the first ``most`` sentences of the person whose words are asked for, where nothing else is asked.

        Returns:
            (article, sentence) pairs; none where the question asks for more than whatever was said.
        """
        for name, entry in self._entries.items():
            speaker = self._asked(question, entry)
            if speaker is not None and asks_anything_said(question, speaker):
                said = [a for a in self._citer.attributions(name) if a.speaker is not None]
                own = [a.sentence for a in said if a.speaker is not None and a.speaker.name == speaker.name]
                return tuple((name, entry.sentences[number - 1]) for number in own[:most])
        return ()

    def spoken(self, hit: Hit) -> str | None:
        """Return a sentence's text where its speaker is known."""
        entry = self._entries[hit.article]
        attribution = self._citer.attributions(hit.article)[hit.sentence.number - 1]
        return entry.text_of(hit.sentence) if attribution.speaker is not None else None

    def _asked(self, question: str, entry: Entry) -> Speaker | None:
        return speaker_asked(question, entry.article.text, self._citer.attributions(entry.article.id))
