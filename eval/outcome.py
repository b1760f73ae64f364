"""A reply as it is measured: the contract's JSON, parsed once, together with its item and its article.

Unlike ``rag.reply`` these types can hold what must not exist, an answer without a citation or a quote
that is not the article's: measuring is finding those. A reply that contradicts its own shape is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from eval.items import Item, sentences_of
from index.article import Article
from index.errors import UserFacingError
from index.sentences import Sentence

Json = object
Reply = Mapping[str, Json]
T = TypeVar("T")

_REPLY = {
    "question", "standalone_question", "language", "kind", "short_answer", "statements", "citations", "abstention",
    "confidence", "timings_ms", "index",
}  # fmt: skip
_CITATION = {"number", "article", "sentence", "start", "end", "quote", "highlight", "speaker", "translation"}
_REASONS = ("off_topic", "not_stated", "not_verified", "conversation")


class BadOutcome(UserFacingError):
    """A reply that is not the contract's JSON."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the reply gives it; nothing of it is believed before it was compared with the article."""

    number: int
    article: str
    sentence: int
    start: int
    end: int
    quote: str
    speaker: str | None
    translation: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the numbers of its citations, perhaps none."""

    text: str
    citations: tuple[int, ...]
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Declined:
    """An abstention."""

    reason: str
    message: str
    missing: str | None
    nearest: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was replied. ``question`` and ``standalone_question`` repeat the asker and are not said by the reply."""

    question: str
    standalone_question: str
    language: str
    short_answer: str | None
    statements: tuple[Said, ...]
    citations: tuple[Cited, ...]
    abstention: Declined | None
    confidence: float

    @property
    def abstained(self) -> bool:
        """Whether the reply declares that the article does not answer."""
        return self.abstention is not None

    @property
    def empty(self) -> bool:
        """Whether the reply is no abstention and yet states nothing."""
        return not self.abstained and not self.statements

    @property
    def answered(self) -> bool:
        """Whether the reply states something."""
        return not self.abstained and not self.empty

    @property
    def said(self) -> tuple[str, ...]:
        """Every text of the reply but the question it repeats."""
        declined = self.abstention
        texts = [self.short_answer, *(s.text for s in self.statements)]
        for c in (*self.citations, *(declined.nearest if declined else ())):
            texts += [c.quote, c.speaker, c.translation]
        texts += [declined.message, declined.missing] if declined else []
        return tuple(t for t in texts if t)


@dataclass(frozen=True, slots=True)
class Source:
    """An article with its sentences; sentence n is ``sentences[n - 1]``."""

    id: str
    language: str
    text: str
    sentences: tuple[Sentence, ...]

    def sentence(self, number: int) -> str:
        """Return the text of a sentence by its number."""
        place = self.sentences[number - 1]
        return self.text[place.start : place.end]

    def holds(self, citation: Cited) -> bool:
        """Return whether the citation is this article's sentence of that number, with its span and characters."""
        if citation.article != self.id or not 1 <= citation.sentence <= len(self.sentences):
            return False
        place = self.sentences[citation.sentence - 1]
        at = (citation.start, citation.end) == (place.start, place.end)
        return at and citation.quote == self.text[place.start : place.end]


@dataclass(frozen=True, slots=True)
class Case:
    """One item, what was replied to it, and the article both are about: what every measure looks at."""

    item: Item
    outcome: Outcome
    source: Source

    def __post_init__(self) -> None:
        if self.source.id != self.item.article:
            raise ValueError(f"item {self.item.id} is about {self.item.article!r}, not {self.source.id!r}")

    def valid(self, statement: Said) -> tuple[Cited, ...]:
        """Return the statement's citations that hold against the article, in its order, each once."""
        by_number = {c.number: c for c in self.outcome.citations}
        numbers = dict.fromkeys(n for n in statement.citations if n in by_number)
        return tuple(by_number[n] for n in numbers if self.source.holds(by_number[n]))

    @property
    def cited(self) -> frozenset[int]:
        """Numbers of the sentences that statements cite and that hold."""
        return frozenset(c.sentence for s in self.outcome.statements for c in self.valid(s))

    @property
    def grounded(self) -> bool:
        """Whether the reply states something and cites a sentence that exists: less is no answer."""
        return self.outcome.answered and bool(self.cited)


def source_of(article: Article) -> Source:
    """Return the article as measures see it."""
    return Source(article.id, article.language, article.text, sentences_of(article))


def parse_outcome(reply: Reply) -> Outcome:
    """Read a reply of the contract; a statement without words says nothing and is left out.

    Raises:
        BadOutcome: a key too many or too few, a value of the wrong kind, or an abstention that also answers.
    """
    _only(reply, _REPLY, "reply")
    kind, declined = _value(reply, "kind", str), reply.get("abstention")
    statements = tuple(s for s in map(_said, _list(reply, "statements")) if s.text.strip())
    citations = tuple(_cited(c) for c in _list(reply, "citations"))
    if kind not in ("answer", "abstention") or (kind == "abstention") != isinstance(declined, Mapping):
        raise BadOutcome(f"the reply of kind {kind!r} has the abstention {declined!r}: see the contract.")
    short_answer = _maybe(reply, "short_answer")
    if isinstance(declined, Mapping) and (statements or citations or short_answer):
        raise BadOutcome(f"the abstention to {reply.get('question')!r} also answers: give one or the other.")
    confidence = reply.get("confidence")
    if not isinstance(confidence, int | float) or isinstance(confidence, bool) or not 0 <= confidence <= 1:
        raise BadOutcome(f"the confidence is {confidence!r}: give a number from 0 to 1.")
    return Outcome(
        _value(reply, "question", str), _value(reply, "standalone_question", str), _value(reply, "language", str),
        short_answer, statements, citations, _declined(declined) if isinstance(declined, Mapping) else None,
        float(confidence),
    )  # fmt: skip


def _said(record: Json) -> Said:
    statement = _only(record, {"text", "citations", "verbatim"}, "statement")
    numbers = _list(statement, "citations")
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in numbers):
        raise BadOutcome(f"a statement cites {numbers!r}: give whole numbers.")
    cites = tuple(n for n in numbers if isinstance(n, int))
    return Said(_value(statement, "text", str), cites, _value(statement, "verbatim", bool))


def _cited(record: Json) -> Cited:
    citation = _only(record, _CITATION, "citation")
    return Cited(
        _value(citation, "number", int), _value(citation, "article", str), _value(citation, "sentence", int),
        _value(citation, "start", int), _value(citation, "end", int), _value(citation, "quote", str),
        _maybe(citation, "speaker"), _maybe(citation, "translation"),
    )  # fmt: skip


def _declined(record: Reply) -> Declined:
    _only(record, {"reason", "message", "missing", "nearest"}, "abstention")
    reason = _value(record, "reason", str)
    if reason not in _REASONS:
        raise BadOutcome(f"an abstention has the reason {reason!r}: give one of {', '.join(_REASONS)}.")
    nearest = tuple(_cited(c) for c in _list(record, "nearest"))
    return Declined(reason, _value(record, "message", str), _maybe(record, "missing"), nearest)


def _only(record: Json, keys: set[str], name: str) -> Reply:
    if not isinstance(record, Mapping):
        raise BadOutcome(f"{record!r} stands where a {name} belongs: give an object.")
    if keys ^ set(record):
        raise BadOutcome(f"a {name} has the keys {sorted(record)}: give exactly {sorted(keys)}.")
    return record


def _value(record: Reply, key: str, kind: type[T]) -> T:
    value = record[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BadOutcome(f"{key!r} is {value!r}: give a value of type {kind.__name__}.")
    return value


def _maybe(record: Reply, key: str) -> str | None:
    return None if record[key] is None else _value(record, key, str)


def _list(record: Reply, key: str) -> list[Json]:
    value = record[key]
    if not isinstance(value, list):
        raise BadOutcome(f"{key!r} is {value!r}: give a list.")
    return value
