"""Replies put together: which sentences they cite, in which order, and what the frame says around them.

Everything that decides whether there is an answer has happened before; everything that checks one comes after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import Hit, Index, Sentence, guess_language
from rag.alone import with_neighbours
from rag.choose import MOST, Chosen, choose, overview, with_quotation
from rag.cite import Citer
from rag.decline import decline
from rag.dispute import disputing
from rag.evidence import Evidence
from rag.guards import Absent
from rag.reply import Abstention, Answer, Citation, Reason, Reply, Span, Statement
from rag.short import short_answer
from rag.wording import lacks, wording

if TYPE_CHECKING:
    from rag.reader import Reader

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put, as it was understood, and the language of the frame around its reply."""

    question: str
    understood: str
    language: str


class Composer:
    """Put replies together over an index; safe to share between threads.

    Args:
        index: the articles.
        citer: makes the citations.
    """

    def __init__(self, index: Index, citer: Citer) -> None:
        self._index = index
        self._citer = citer

    def answer(self, asked: Asked, evidence: Evidence, reader: Reader) -> Answer:
        """Answer with the best of the sentences that were read, and with what disputes it."""
        best = evidence.weighed[0]
        article = best.hit.article
        attributions = self._citer.attributions(article)
        languages = (guess_language(asked.understood) or asked.language, asked.language)
        short = short_answer(asked.understood, languages, best, self._index.entries, attributions, reader)
        # Who, where and when need the one sentence that says it.
        chosen = choose(evidence.weighed, self._index.entries, most=1 if short.span else MOST)
        sentences = [w.hit.sentence for w in chosen]
        if not short.span:
            sentences = list(with_quotation(self._index.entries[article], best.hit.sentence, sentences))
        if short.sentence is not None and short.sentence not in sentences:
            sentences.append(short.sentence)
        sentences = list(with_neighbours(self._index.entries[article], attributions, sentences))
        citations = [
            self._citer.cite(n, article, s, asked.language, short.span if s == short.sentence else None)
            for n, s in enumerate(sentences, 1)
        ]
        statements = _quotes(citations)
        denial = disputing(self._index.entries[article], attributions, best.hit.sentence)
        if denial is not None and denial not in sentences:
            citations.append(self._citer.cite(len(citations) + 1, article, denial, asked.language))
            statements.append(Statement(wording(asked.language).disputed, (len(citations),), verbatim=False))
        return self._made(asked, citations, statements, evidence.confidence, short.text)

    def quoting(self, asked: Asked, chosen: Sequence[Chosen]) -> Answer:
        """Answer with sentences that are known to be right."""
        citations = [self._citer.cite(n, *choice, asked.language) for n, choice in enumerate(chosen, 1)]
        return self._made(asked, citations, _quotes(citations), 1.0)

    def introducing(self, asked: Asked, people: Sequence[tuple[str, Sentence, Span | None]]) -> Answer:
        """Answer with where people are introduced; the span of the first is the short answer."""
        citations = [self._citer.cite(n, name, s, asked.language, span) for n, (name, s, span) in enumerate(people, 1)]
        texts = [self._index.entries[name].article.text[slice(*span)] for name, _, span in people if span is not None]
        return self._made(asked, citations, _quotes(citations), 1.0, texts[0] if texts else None)

    def overview(self, asked: Asked) -> Answer:
        """Say what the article is about; of several articles each says it in one sentence."""
        entries = tuple(self._index.entries.values())
        if len(entries) > 1:
            return self.quoting(asked, [(e.article.id, e.sentences[0]) for e in entries[:3]])
        hits = self._index.search(entries[0].text_of(entries[0].sentences[0]))
        return self.quoting(asked, overview(entries[0], {h.sentence.number: h.passage_similarity for h in hits}))

    def several(self, asked: Asked, replies: Sequence[tuple[str, Reply]]) -> Answer | None:
        """Join the replies to a question's parts and say which have no answer; None where none has one."""
        answers = [reply for _, reply in replies if isinstance(reply, Answer)]
        if not answers:
            return None
        cited = {(c.article, c.sentence): c for answer in answers for c in answer.citations}
        citations = [replace(c, number=n) for n, c in enumerate(cited.values(), 1)]
        everything = tuple(c.number for c in citations)
        lacking = [part.rstrip("?") for part, reply in replies if not isinstance(reply, Answer)]
        statements = [
            *_quotes(citations),
            *(Statement(lacks(part, asked.language), everything, verbatim=False) for part in lacking),
        ]
        return self._made(asked, citations, statements, min(answer.confidence for answer in answers))

    def abstain(
        self, asked: Asked, reason: Reason, confidence: float, hits: Sequence[Hit], absences: Sequence[Absent] = ()
    ) -> Abstention:
        """Say that the articles do not tell, what is missing, and which sentences come nearest."""
        message, missing = decline(reason, asked.understood, asked.language, absences)
        nearest = [self._citer.cite(n, h.article, h.sentence, asked.language) for n, h in enumerate(hits[:NEAREST], 1)]
        return Abstention(
            question=asked.question,
            standalone_question=asked.understood,
            language=asked.language,
            confidence=round(confidence, 4),
            index=self._index.id,
            reason=reason,
            message=message,
            missing=missing,
            nearest=tuple(nearest),
        )

    def correct(self, asked: Asked, confidence: float, hits: Sequence[Hit]) -> Abstention:
        """Say that the article has it otherwise than the question takes for granted; the first hit says how."""
        reply = self.abstain(asked, "not_stated", confidence, hits)
        return replace(reply, message=wording(asked.language).otherwise, missing=None)

    def _made(
        self,
        asked: Asked,
        citations: Sequence[Citation],
        statements: Sequence[Statement],
        confidence: float,
        short: str | None = None,
    ) -> Answer:
        return Answer(
            question=asked.question,
            standalone_question=asked.understood,
            language=asked.language,
            confidence=round(confidence, 4),
            index=self._index.id,
            citations=tuple(citations),
            statements=tuple(statements),
            short_answer=short,
        )


def _quotes(citations: Sequence[Citation]) -> list[Statement]:
    return [Statement(c.quote, (c.number,)) for c in citations]
