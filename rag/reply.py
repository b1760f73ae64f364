"""What Kutip says: an answer whose every statement is cited, or an abstention.

``Reply = Answer | Abstention``. Constructors refuse what must not exist: an answer or a statement
without a citation, a quote that is not as long as its span, a highlight outside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]
Reason = Literal["off_topic", "not_stated", "not_verified", "conversation"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of an article, quoted exactly.

    ``start`` and ``end`` are code-point offsets into the article's text and ``quote`` the characters
    between them; ``sentence`` is the number shown beside it. ``highlight`` is the part that answers,
    in the same offsets. ``number`` counts citations within the reply from 1 in order of first use. ``speaker``
    is who says the sentence, with role and affiliation as the article gives them; None for narration and where
    that is not certain. ``translation`` is for reading only: nothing is verified against it.
    """

    number: int
    article: str
    sentence: int
    start: int
    end: int
    quote: str
    highlight: Span | None = None
    speaker: str | None = None
    translation: str | None = None

    def __post_init__(self) -> None:
        if self.number < 1 or self.sentence < 1 or not 0 <= self.start < self.end:
            raise ValueError(
                f"citation {self.number} of sentence {self.sentence} has no span: {self.start}..{self.end}"
            )
        if len(self.quote) != self.end - self.start:
            raise ValueError(
                f"the quote of sentence {self.sentence} has {len(self.quote)} characters, "
                f"its span {self.end - self.start}"
            )
        if self.highlight is not None and not self.start <= self.highlight[0] < self.highlight[1] <= self.end:
            raise ValueError(f"the highlight {self.highlight} lies outside {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    verbatim: bool = True

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.citations:
            raise ValueError(f"a statement needs words and a citation: {self.text!r}, {self.citations}")


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent; left out of comparisons, because they differ from run to run."""

    retrieve: float = 0.0
    read: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every reply repeats of its question."""

    question: str
    standalone_question: str
    language: str
    confidence: float
    index: str
    timings: Timings = field(default=Timings(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(_Asked):
    """Statements, each cited; ``confidence`` is the probability that the article answers, 0 to 1."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short_answer: str | None = None

    def __post_init__(self) -> None:
        if not self.statements or not self.citations:
            raise ValueError("an answer needs a statement and a citation; without them, abstain")
        numbers = [c.number for c in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered {numbers}, not from 1 in order")
        used = {n for s in self.statements for n in s.citations}
        if used != set(numbers):
            raise ValueError(f"statements cite {sorted(used)}, the answer holds {numbers}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention(_Asked):
    """Why there is no answer, in the asker's language, and the sentences that come nearest.

    ``missing`` names what was asked for and is not there, where that can be told.
    """

    reason: Reason
    message: str
    missing: str | None = None
    nearest: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if not self.message.strip():
            raise ValueError("an abstention needs a message")
        if self.reason == "conversation" and self.nearest:
            raise ValueError("conversation cites nothing")


Reply = Answer | Abstention


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange; it may rewrite the next question and is never evidence."""

    question: str
    reply: Reply


def as_json(reply: Reply) -> dict[str, Any]:
    """Return the reply as the contract's JSON object."""
    answered = isinstance(reply, Answer)
    return {
        "question": reply.question,
        "standalone_question": reply.standalone_question,
        "language": reply.language,
        "kind": "answer" if answered else "abstention",
        "short_answer": reply.short_answer if isinstance(reply, Answer) else None,
        "statements": [
            {"text": s.text, "citations": list(s.citations), "verbatim": s.verbatim} for s in reply.statements
        ]
        if isinstance(reply, Answer)
        else [],
        "citations": [citation_json(c) for c in reply.citations] if isinstance(reply, Answer) else [],
        "abstention": None
        if isinstance(reply, Answer)
        else {
            "reason": reply.reason,
            "message": reply.message,
            "missing": reply.missing,
            "nearest": [citation_json(c) for c in reply.nearest],
        },
        "confidence": reply.confidence,
        "timings_ms": {"retrieve": reply.timings.retrieve, "read": reply.timings.read, "total": reply.timings.total},
        "index": reply.index,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as the contract's JSON object."""
    return {
        "number": citation.number,
        "article": citation.article,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "highlight": list(citation.highlight) if citation.highlight else None,
        "speaker": citation.speaker,
        "translation": citation.translation,
    }
