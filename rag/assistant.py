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
from rag.choose import MOST, Chosen, choose, overview
from rag.cite import Citer
from rag.decline import decline
from rag.dispute import disputing
from rag.evidence import RETRIEVAL_WEIGHT, THRESHOLD, Evidence, backed, weigh
from rag.followup import rewrites
from rag.guards import Absent, ArticleFacts, absent
from rag.intent import intent_of, without_greeting
from rag.parts import parts_of
from rag.question import read_question, searchable
from rag.reply import Abstention, Answer, Citation, Reason, Reply, Span, Statement, Timings, Turn
from rag.saying import asks_who_said, statement_of
from rag.short import short_answer
from rag.verify import Unverified, verify
from rag.voices import Voices
from rag.wording import LANGUAGES, lacks, wording

if TYPE_CHECKING:
    from rag.reader import Reader

log = logging.getLogger(__name__)

NEAREST = 3


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
        asked = searchable(without_greeting(question))
        intent = intent_of(asked) if asked else "conversation"
        if intent == "conversation" or intent_of(searchable(question)) == "conversation":
            return self._finish(self._abstain(question, question, language, "conversation", 0.0, ()), started)
        if intent == "overview":
            return self._finish(self._overview(question, language), started)
        parts = parts_of(asked, self._voices.names)
        if len(parts) > 1 and (several := self._several(question, asked, parts, history, language)) is not None:
            return self._finish(several, started)
        reply, retrieve = self._one(question, asked, history, language)
        return self._finish(reply, started, retrieve)

    def _one(self, question: str, asked: str, history: Sequence[Turn], language: str) -> tuple[Reply, float]:
        """Answer a question of one part; also the seconds spent on retrieval."""
        if everything := self._voices.everything_said(asked, MOST):
            return self._answer(question, asked, language, everything, 1.0), 0.0
        if people := self._voices.introduced(asked):
            return self._introduce(question, asked, language, people), 0.0
        understood, evidence, retrieve = self._read(asked, history, language)
        absences = self._absences(understood, language)
        if not absences and evidence.confidence >= self.threshold:
            return self._answer_from(question, understood, language, evidence), retrieve
        reason: Reason = "not_stated" if evidence.on_topic else "off_topic"
        confidence = 0.0 if absences else evidence.confidence
        hits = [w.hit for w in evidence.weighed]
        return self._abstain(question, understood, language, reason, confidence, hits, absences), retrieve

    def _several(
        self, question: str, asked: str, parts: Sequence[str], history: Sequence[Turn], language: str
    ) -> Answer | None:
        """Answer each part and say which have no answer; None where none has one."""
        turns = tuple(history)
        replies: list[tuple[str, Reply]] = []
        for part in parts:
            reply, _ = self._one(part, part, turns, language)
            turns = (*turns, Turn(part, reply))
            replies.append((part, reply))
        answers = [reply for _, reply in replies if isinstance(reply, Answer)]
        if not answers:
            return None
        cited = {(c.article, c.sentence): c for answer in answers for c in answer.citations}
        citations = tuple(replace(c, number=n) for n, c in enumerate(cited.values(), 1))
        lacking = [part.rstrip("?") for part, reply in replies if not isinstance(reply, Answer)]
        everything = tuple(c.number for c in citations)
        return Answer(
            question=question,
            standalone_question=asked,
            language=language,
            confidence=min(answer.confidence for answer in answers),
            index=self.index.id,
            citations=citations,
            statements=(
                *(Statement(c.quote, (c.number,)) for c in citations),
                *(Statement(lacks(part, language), everything, verbatim=False) for part in lacking),
            ),
        )

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
            if evidence.confidence < self.threshold and asks_who_said(candidate):
                evidence = backed(statement_of(candidate), evidence, self._voices.spoken, self.reader)
            if evidence.confidence >= self.threshold:
                return candidate, evidence, retrieve
        return *max(found, key=lambda each: each[1].confidence), retrieve

    def search(self, question: str) -> tuple[Hit, ...]:
        """Return every sentence as found for a question, best first."""
        return self.index.search(searchable(without_greeting(read_question(question))))

    def _answer_from(self, question: str, asked: str, language: str, evidence: Evidence) -> Answer:
        best = evidence.weighed[0]
        attributions = self._citer.attributions(best.hit.article)
        languages = (guess_language(asked) or language, language)
        short = short_answer(asked, languages, best, self.index.entries, attributions, self.reader)
        # Who, where and when need the one sentence that says it.
        chosen = choose(evidence.weighed, self.index.entries, most=1 if short.span else MOST)
        article = best.hit.article
        sentences = [w.hit.sentence for w in chosen]
        if short.sentence is not None and short.sentence not in sentences:
            sentences.append(short.sentence)
        citations = [
            self.cite(number, article, s, language, short.span if s == short.sentence else None)
            for number, s in enumerate(sentences, 1)
        ]
        statements = [Statement(c.quote, (c.number,)) for c in citations]
        denial = disputing(self.index.entries[article], attributions, best.hit.sentence)
        if denial is not None and denial not in sentences:
            citations.append(self.cite(len(citations) + 1, article, denial, language))
            statements.append(Statement(wording(language).disputed, (len(citations),), verbatim=False))
        return Answer(
            question=question,
            standalone_question=asked,
            language=language,
            confidence=round(evidence.confidence, 4),
            index=self.index.id,
            citations=tuple(citations),
            statements=tuple(statements),
            short_answer=short.text,
        )

    def _overview(self, question: str, language: str) -> Reply:
        # Several articles: each says in one sentence what it is about.
        entries = tuple(self.index.entries.values())
        if len(entries) == 1:
            hits = self.index.search(entries[0].text_of(entries[0].sentences[0]))
            chosen = overview(entries[0], {h.sentence.number: h.passage_similarity for h in hits})
        else:
            chosen = tuple((e.article.id, e.sentences[0]) for e in entries[:3])
        return self._answer(question, question, language, chosen, 1.0)

    def _introduce(
        self, question: str, asked: str, language: str, people: Sequence[tuple[str, Sentence, Span | None]]
    ) -> Answer:
        citations = tuple(self.cite(n, name, s, language, span) for n, (name, s, span) in enumerate(people, 1))
        spans = [(name, span) for name, _, span in people if span is not None]
        return Answer(
            question=question,
            standalone_question=asked,
            language=language,
            confidence=1.0,
            index=self.index.id,
            citations=citations,
            statements=tuple(Statement(c.quote, (c.number,)) for c in citations),
            short_answer=self.index.entries[spans[0][0]].article.text[slice(*spans[0][1])] if spans else None,
        )

    def _answer(
        self, question: str, standalone: str, language: str, chosen: Sequence[Chosen], confidence: float
    ) -> Answer:
        citations = tuple(self.cite(number, *choice, language) for number, choice in enumerate(chosen, 1))
        return Answer(
            question=question,
            standalone_question=standalone,
            language=language,
            confidence=round(confidence, 4),
            index=self.index.id,
            citations=citations,
            statements=tuple(Statement(c.quote, (c.number,)) for c in citations),
        )

    def _abstain(
        self,
        question: str,
        standalone: str,
        language: str,
        reason: Reason,
        confidence: float,
        hits: Sequence[Hit],
        absences: Sequence[Absent] = (),
    ) -> Abstention:
        message, missing = decline(reason, standalone, language, absences)
        nearest = tuple(self.cite(n, hit.article, hit.sentence, language) for n, hit in enumerate(hits[:NEAREST], 1))
        return Abstention(
            question=question,
            standalone_question=standalone,
            language=language,
            confidence=round(confidence, 4),
            index=self.index.id,
            reason=reason,
            message=message,
            missing=missing,
            nearest=nearest,
        )

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
            reply = self._abstain(reply.question, reply.standalone_question, reply.language, "not_verified", 0.0, ())
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
