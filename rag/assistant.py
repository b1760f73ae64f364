"""The assistant: from a question to a verified reply.

``Assistant.ask`` is the recipe and conducts; every step lives in a module of its own. It keeps
nothing between calls: history comes in with each question and can only rewrite it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index import BadOption, Hit, Index, Sentence, guess_language
from rag.choose import MOST
from rag.cite import Citer
from rag.compose import Asked, Composer
from rag.drafting import COUNT, Drafter, choose_points, read_audience, read_count
from rag.evidence import RETRIEVAL_WEIGHT, THRESHOLD, Evidence, Weighed, backed, sharing, weigh
from rag.followup import rewrites
from rag.guards import Absent, ArticleFacts, absent
from rag.intent import intent_of, without_greeting
from rag.parts import parts_of
from rag.points import Sheet
from rag.presupposition import presupposed, refuting
from rag.question import read_question, searchable, without_remarks
from rag.relevance import CANDIDATES, language_of_topic, on_topic, survey
from rag.reply import Abstention, Answer, Citation, Reason, Reply, Span, Timings, Turn
from rag.saying import asks_who_said, statement_of
from rag.shorthand import written_out
from rag.verify import Unverified, verify, verify_sheet
from rag.voices import Voices
from rag.wording import LANGUAGES, wording

if TYPE_CHECKING:
    from rag.reader import Reader

log = logging.getLogger(__name__)


class Assistant:
    """Answer questions with the sentences of an index's articles; safe to share between threads.

    Args:
        index: the articles.
        reader: the trained reader; by default the shipped one, loaded at the first question.
        threshold: abstain below this confidence, 0 to 1.
        retrieval_weight: logits that one standard deviation of retrieval is worth when sentences compete.
        guarded: abstain where the question names what no article mentions.
    """

    def __init__(
        self,
        index: Index,
        reader: Reader | None = None,
        *,
        threshold: float = THRESHOLD,
        retrieval_weight: float = RETRIEVAL_WEIGHT,
        guarded: bool = True,
    ) -> None:
        self.index = index
        self.threshold = threshold
        self.retrieval_weight = retrieval_weight
        self.guarded = guarded
        self._citer = Citer(index.entries)
        self._voices = Voices(index.entries, self._citer)
        self._composer = Composer(index, self._citer)
        self._facts: tuple[ArticleFacts, ...] | None = None
        self._reader = reader
        self._loading = threading.Lock()

    @property
    def reader(self) -> Reader:
        """The reader, loaded."""
        with self._loading:
            if self._reader is None:
                from rag.weights import load_reader

                self._reader = load_reader(self.index.encoder)
            return self._reader

    def ask(self, question: str, history: Sequence[Turn] = (), *, language: str = "auto") -> Reply:
        """Answer a question, or say that the articles do not.

        Args:
            question: at most 2,000 characters.
            history: earlier turns, oldest first; it may rewrite the question and is never cited.
            language: of the frame, ``"id"`` or ``"en"``; ``"auto"`` takes the question's.

        Raises:
            BadQuestion: it cannot be asked.
            BadOption: there is no such language.
        """
        started = time.perf_counter()
        question = read_question(question)
        language = language_of(question, language)
        plain = written_out(without_remarks(searchable(without_greeting(question))))
        as_put, asked = Asked(question, question, language), Asked(question, plain, language)
        intent = intent_of(plain) if plain else "conversation"
        if intent == "conversation" or intent_of(searchable(question)) == "conversation":
            return self._finish(self._composer.abstain(as_put, "conversation", 0.0, ()), started)
        if intent == "overview":
            return self._finish(self._composer.overview(as_put), started)
        parts = parts_of(plain, self._voices.names)
        if len(parts) > 1 and (several := self._several(asked, parts, history)) is not None:
            return self._finish(several, started)
        reply, retrieve = self._one(asked, history)
        return self._finish(reply, started, retrieve)

    def _one(self, asked: Asked, history: Sequence[Turn]) -> tuple[Reply, float]:
        """Answer a question of one part; also the seconds spent on retrieval."""
        for candidate in (asked.understood, *rewrites(asked.understood, history)):
            known = replace(asked, understood=candidate)
            if everything := self._voices.everything_said(candidate, MOST):
                return self._composer.quoting(known, everything), 0.0
            if people := self._voices.introduced(candidate):
                return self._composer.introducing(known, people), 0.0
        understood, evidence, retrieve = self._read(asked.understood, history, asked.language)
        asked = replace(asked, understood=understood)
        absences = self._absences(understood, asked.language)
        if not absences and evidence.confidence >= self.threshold:
            refuted = self._refuting(understood, asked.language, evidence)
            if refuted is not None:
                hits = [refuted.hit, *(w.hit for w in evidence.weighed if w is not refuted)]
                return self._composer.correct(asked, 1 - evidence.confidence, hits), retrieve
            return self._composer.answer(asked, evidence, self.reader), retrieve
        reason: Reason = "not_stated" if evidence.on_topic else "off_topic"
        confidence = 0.0 if absences else evidence.confidence
        hits = [w.hit for w in evidence.weighed]
        return self._composer.abstain(asked, reason, confidence, hits, absences), retrieve

    def _several(self, asked: Asked, parts: Sequence[str], history: Sequence[Turn]) -> Answer | None:
        """Answer each part, a later one as a follow-up of those before it."""
        turns = tuple(history)
        replies: list[tuple[str, Reply]] = []
        for part in parts:
            reply, _ = self._one(Asked(part, part, asked.language), turns)
            turns = (*turns, Turn(part, reply))
            replies.append((part, reply))
        return self._composer.several(asked, replies)

    def drafter(self, language: str) -> Drafter:
        """Return what makes talking points of sentences, for a frame in a language."""
        return Drafter(self.index, self._citer, language)

    def points(
        self, topic: str, count: int = COUNT, *, audience: str = "", language: str = "auto"
    ) -> Sheet | Abstention:
        """Give talking points on a topic, or say that the articles do not cover it.

        Args:
            topic: a phrase or a question, at most 2,000 characters.
            count: at most so many points, 1 to 20; fewer where the articles have no more.
            audience: a line that says for whom they are; it chooses nothing.
            language: of the frame, ``"id"`` or ``"en"``; ``"auto"`` takes the topic's.

        Raises:
            BadQuestion: the topic cannot be searched for.
            BadOption: the count, the audience or the language cannot be used.
        """
        topic, count, audience = read_question(topic), read_count(count), read_audience(audience)
        plain = searchable(without_greeting(topic))
        spoken = language_of_topic(plain, self.index.entries)
        language = spoken if language == "auto" else language_of(topic, language)
        asked = Asked(topic, plain or topic, language)
        if not plain or intent_of(plain) == "conversation":
            return self._composer.abstain(replace(asked, understood=topic), "conversation", 0.0, ())
        hits = self.index.search(plain)
        found = survey(plain, spoken, hits, self.index.entries, self.reader, max(CANDIDATES, 2 * count))
        absences = self._absences(plain, spoken)
        if absences or not found.covered:
            reply = self._composer.abstain(asked, "off_topic", found.confidence, hits, absences)
            return reply if absences else replace(reply, message=wording(language).not_covered.format(topic=topic))
        drafter = self.drafter(language)
        chosen = choose_points(drafter, on_topic(found), count, plain)
        sheet = drafter.sheet(chosen, topic, audience, count)
        try:
            verify_sheet(sheet, {name: entry.article for name, entry in self.index.entries.items()})
        except Unverified:
            log.exception("talking points did not hold against their article and were withheld")
            return self._composer.abstain(asked, "not_verified", 0.0, ())
        return sheet

    def _absences(self, question: str, language: str) -> tuple[Absent, ...]:
        """Return what the question names and none of the articles mentions."""
        if not self.guarded:
            return ()
        with self._loading:
            if self._facts is None:
                self._facts = tuple(
                    ArticleFacts.of(
                        e.article.text, e.article.language, date=e.article.date, about=e.article.place or ""
                    )
                    for e in self.index.entries.values()
                )
        language = guess_language(question) or language
        first, *others = [absent(question, facts, language) for facts in self._facts]
        elsewhere = [{a.surface for a in found} for found in others]
        return tuple(a for a in first if all(a.surface in found for found in elsewhere))

    def _read(self, asked: str, history: Sequence[Turn], language: str) -> tuple[str, Evidence, float]:
        """Weigh the question, or the first of a follow-up's standalone candidates that finds an answer.

        Returns:
            the question as understood, its evidence, and the seconds spent on retrieval.
        """
        found: list[tuple[str, Evidence]] = []
        retrieve = 0.0
        for candidate in (*rewrites(asked, history), asked):
            started = time.perf_counter()
            hits = self.index.search(candidate)
            retrieve += time.perf_counter() - started
            evidence = weigh(
                candidate,
                guess_language(asked) or language,
                hits,
                self.index.entries,
                self.reader,
                self.retrieval_weight,
                self._voices.may_answer(candidate),
            )
            found.append((candidate, evidence))
            if asks_who_said(candidate):
                statement = statement_of(candidate)
                evidence = sharing(statement, evidence, self.index.entries)
                if evidence.confidence < self.threshold:
                    evidence = backed(statement, evidence, self._voices.spoken, self.reader)
            if evidence.confidence >= self.threshold:
                return candidate, evidence, retrieve
        return *max(found, key=lambda each: each[1].confidence), retrieve

    def _refuting(self, question: str, language: str, evidence: Evidence) -> Weighed | None:
        """Return the sentence that contradicts what a why or how question takes for granted."""
        statement = presupposed(question)
        if statement is None:
            return None
        spoken = guess_language(question) or language
        return refuting(statement, evidence.weighed, lambda hit: self._citer.said_in(hit, spoken), self.reader)

    def search(self, question: str) -> tuple[Hit, ...]:
        """Return every sentence as found for a question, best first."""
        return self.index.search(searchable(without_greeting(read_question(question))))

    def cite(
        self, number: int, article: str, sentence: Sentence, language: str | None = None, highlight: Span | None = None
    ) -> Citation:
        """Return a citation with its speaker, and its translation into ``language`` where that is there."""
        return self._citer.cite(number, article, sentence, language, highlight)

    def _finish(self, reply: Reply, started: float, retrieve: float = 0.0) -> Reply:
        """Verify a reply; one that does not hold is never shown."""
        articles = {name: entry.article for name, entry in self.index.entries.items()}
        try:
            verify(reply, articles)
        except Unverified:
            log.exception("a reply did not hold against its article and was withheld")
            asked = Asked(reply.question, reply.standalone_question, reply.language)
            reply = self._composer.abstain(asked, "not_verified", 0.0, ())
        now = time.perf_counter()
        return replace(
            reply,
            timings=Timings(
                round(retrieve * 1e3, 2), round((now - started - retrieve) * 1e3, 2), round((now - started) * 1e3, 2)
            ),
        )


def language_of(question: str, language: str) -> str:
    """Return the language of the frame: the one asked for, or the question's, or English.

    Raises:
        BadOption: there is no such language.
    """
    if language == "auto":
        return guess_language(question) or "en"
    if language not in LANGUAGES:
        raise BadOption(
            f"There is no language {language!r}: choose id, en or auto.",
            indonesian=f"Tidak ada bahasa {language!r}: pilih id, en atau auto.",
        )
    return language
