"""Who speaks in an index's articles, for questions about people and about what they said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index import Entry, Hit, Sentence
from rag.cite import Citer, span_in
from rag.reply import Span
from rag.saying import asks_anything_said, may_speak_for, speaker_asked
from rag.speakers import Speaker
from rag.who import asked_about, wrong_office


class Voices:
    """The speakers of an index's articles; safe to share between threads.

    Args:
        entries: the articles by their ids.
        citer: knows who says each sentence.
    """

    def __init__(self, entries: Mapping[str, Entry], citer: Citer) -> None:
        self._entries = entries
        self._citer = citer

    @property
    def names(self) -> tuple[str, ...]:
        """The full names of everybody who says something, in the order of the articles."""
        speakers = (a.speaker for name in self._entries for a in self._citer.attributions(name))
        return tuple(dict.fromkeys(speaker.name for speaker in speakers if speaker is not None))

    def may_answer(self, question: str) -> Callable[[Hit], bool]:
        """Return which hits may answer: no other person's words, and no former holder of the asked office."""
        asked = {}
        for name, entry in self._entries.items():
            speaker = self._asked(question, entry)
            if speaker is not None:
                asked[name] = speaker

        def allowed(hit: Hit) -> bool:
            entry = self._entries[hit.article]
            if hit.article not in asked:
                return not asked and not wrong_office(question, entry.text_of(hit.sentence))
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

    def introduced(self, question: str) -> tuple[tuple[str, Sentence, Span | None], ...]:
        """Return where the people that a question asks about are introduced, and the words that answer it.

        Returns:
            (article, sentence, span of the short answer or None) in article order; none where the question asks
            about nobody who is known.
        """
        for name, entry in self._entries.items():
            known = asked_about(question, entry.article.text, self._citer.attributions(name))
            if known is not None:
                starts = [p.span[0] for p in known.people]
                holding = [s for s in entry.sentences if any(s.start <= start < s.end for start in starts)]
                return tuple((name, s, span_in(entry.article.text, known.answer, s)) for s in holding)
        return ()

    def spoken(self, hit: Hit) -> str | None:
        """Return a sentence's text where its speaker is known."""
        entry = self._entries[hit.article]
        attribution = self._citer.attributions(hit.article)[hit.sentence.number - 1]
        return entry.text_of(hit.sentence) if attribution.speaker is not None else None

    def _asked(self, question: str, entry: Entry) -> Speaker | None:
        return speaker_asked(question, entry.article.text, self._citer.attributions(entry.article.id))
