"""The people and organisations of an article, with their roles, found by any part of their names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.speakers.description import role_and_affiliation
from rag.speakers.speaker import Span, Speaker
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import CONNECTORS, RANK_PARTS, TITLES

_SHORTENED = 5  # letters of a nickname, at least
# People and organisations looked at who share a word of their names or a role, so that time stays linear.
_SHARED = 8
_IN_OFFICE = 64
_NAME_WORDS = 6


@dataclass(slots=True)
class Person:
    """Somebody: the words of the fullest name so far, how it is written, and the role."""

    words: frozenset[str]
    name: Span
    introduced: int
    described: Span | None = None
    span: Span = (0, 0)

    def speaker(self, text: str) -> Speaker:
        """Return the person as a speaker."""
        name = text[slice(*self.name)]
        if self.described is None:
            return Speaker(name, None, None, self.span)
        described = " ".join(text[slice(*self.described)].split())
        role, affiliation = role_and_affiliation(described)
        return Speaker(name, role, affiliation, self.span, described)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by its fullest name; ``words`` are the words of it in lower case."""

    name: str
    span: Span
    words: frozenset[str]

    def speaker(self, text: str) -> Speaker:
        """Return the organisation as a speaker."""
        return Speaker(self.name, None, None, self.span)


@dataclass(slots=True)
class People:
    """Everybody in an article, by the words of their names; organisations by name and short form."""

    text: str
    everybody: list[Person] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    _by_word: dict[str, list[Person]] = field(default_factory=dict)
    _by_beginning: dict[str, list[Person]] = field(default_factory=dict)
    _recent: deque[Organisation] = field(default_factory=lambda: deque(maxlen=_SHARED))

    def add(self, name: Sequence[Token], described: Span | None, span: Span) -> Person | None:
        """Enter a person, or add what is new about one who is known."""
        words = _words(name)
        if not words:
            return None
        person = self._same(words)
        if person is None:
            person = Person(words, (name[0].start, name[-1].end), name[0].start, span=span)
            self.everybody.append(person)
        elif len(words) > len(person.words):
            person.words, person.name = words, (name[0].start, name[-1].end)
            if person.described is None:
                person.span = span
        for word in sorted(words):
            for index, key in ((self._by_word, word), (self._by_beginning, word[:_SHORTENED])):
                known = index.setdefault(key, [])
                if person not in known[-_SHARED:]:
                    known.append(person)
        if described is not None and person.described is None:
            person.described = described
            person.span = (min(span[0], described[0]), max(span[1], described[1]))
        return person

    def find(self, name: Sequence[Token], position: int) -> Person | None:
        """Return whom a name, perhaps a short form, means at a position; the one introduced last before it."""
        words = _words(name)
        if not words:
            return None
        fewest = min((self._by_word.get(word, []) for word in sorted(words)), key=len)
        fitting = [p for p in fewest[-_SHARED:] if words <= p.words] or self._shortened(words)
        before = [p for p in fitting if p.introduced <= position]
        return before[-1] if before else next(iter(fitting), None)

    def with_role(self, words: Sequence[str], position: int) -> Person | None:
        """Return the one person whose role is described by these words ("gubernur"); None where several fit."""
        fitting = []
        for person in self.everybody[-_IN_OFFICE:]:
            if person.described is None or person.introduced > position:
                continue
            described = self.text[slice(*person.described)].lower().split()
            if described[0] == words[0] and set(words) <= set(described):
                fitting.append(person)
        return fitting[0] if len(fitting) == 1 else None

    def mentioned(self, tokens: Sequence[Token]) -> Iterator[tuple[Person, int]]:
        """Yield who is named in a sentence, with the index of the name's first word."""
        n = 0
        while n < len(tokens):
            end = n
            while end < min(len(tokens), n + _NAME_WORDS) and self._is_part(tokens[end]):
                end += 1
            if end == n:
                n += 1
                continue
            person = self.find(tokens[n:end], tokens[n].start) or self.find(tokens[n : n + 1], tokens[n].start)
            if person is not None:
                yield person, n
            n = end

    def organisation(self, name: Sequence[Token], span: Span) -> Organisation:
        """Return an organisation by its name or short form, entered where it is new."""
        words = [t.fold for t in name]
        known = self.organisations.get(" ".join(words))
        if known is None and (len(words) == 1 or not name[0].is_capital):
            known = next((o for o in reversed(self._recent) if o.words.issuperset(words)), None)
        return known or self.found(Organisation(self.text[slice(*span)], span, frozenset(words)), " ".join(words))

    def found(self, organisation: Organisation, *names: str) -> Organisation:
        """Enter an organisation under its names (lower case); a name that is taken stays with the first."""
        self._recent.append(organisation)
        for name in names:
            self.organisations.setdefault(name, organisation)
        return organisation

    def _is_part(self, token: Token) -> bool:
        return token.is_capital and token.fold in self._by_word

    def _shortened(self, words: frozenset[str]) -> list[Person]:
        """Return the one person whose name a nickname begins ("Narti" for Sri Nartiningsih)."""
        word = next(iter(words))
        if len(words) > 1 or len(word) < _SHORTENED:
            return []
        known = self._by_beginning.get(word[:_SHORTENED], [])[-_SHARED:]
        fitting = [p for p in known if any(w.startswith(word) and len(w) > len(word) + 2 for w in p.words)]
        return fitting if len(fitting) == 1 else []

    def _same(self, words: frozenset[str]) -> Person | None:
        for word in sorted(words):
            for person in reversed(self._by_word.get(word, [])[-_SHARED:]):
                if words <= person.words or person.words <= words:
                    return person
        return next(iter(self._shortened(words)), None)


def _words(name: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.fold for t in name if t.is_word and t.fold not in TITLES | CONNECTORS | RANK_PARTS)
