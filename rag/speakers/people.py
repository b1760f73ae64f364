"""The people and organisations that an article introduces, with their roles, found by any part of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.guards.exonyms import known_at
from rag.speakers import phrases, subjects
from rag.speakers.cues import find_cues, is_reporting
from rag.speakers.description import role_and_affiliation
from rag.speakers.evidence import Evidence
from rag.speakers.speaker import Span, Speaker
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import ADVERBIALS, CONNECTORS, FILLERS, RANK_PARTS, ROLES, TITLES, is_organisation

_SHORTENED = 5  # letters of a nickname, at least
_SHARED = 8  # people looked at who share one name, so that time stays linear
_DERIVED = re.compile(r"(?:pe|ke|per|se)\w{3,}an(?:nya)?$|di\w{3,}(?:i|kan)$|se\w{4,}nya$|me[mn]\w{4,}$|ber\w{5,}$|ter\w{4,}$")
_NOUN = re.compile(r"(?:pe[mnr]|peng|ke)\w{4,}an$")
_OF_A_NAME = frozenset("untuk dan di of for the and bagi".split())


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
        for word in words:
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
        fitting = [p for p in self._by_word.get(next(iter(words)), [])[-_SHARED:] if words <= p.words]
        fitting = fitting or self._shortened(words)
        before = [p for p in fitting if p.introduced <= position]
        return (before or fitting[:1] or [None])[-1]

    def with_role(self, words: Sequence[str], position: int) -> Person | None:
        """Return the one person whose role is described by these words ("gubernur"); None where several fit."""
        fitting = []
        for person in self.everybody[-64:]:
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
            if not tokens[n].is_capital or tokens[n].fold not in self._by_word:
                n += 1
                continue
            end = n + 1
            while end < len(tokens) and end < n + 6 and tokens[end].is_capital and tokens[end].fold in self._by_word:
                end += 1
            person = self.find(tokens[n:end], tokens[n].start) or self.find(tokens[n : n + 1], tokens[n].start)
            if person is not None:
                yield person, n
            n = end

    def organisation(self, name: Sequence[Token], span: Span) -> Organisation:
        """Return an organisation by its name or short form, entered where it is new."""
        words = [t.fold for t in name]
        known = self.organisations.get(" ".join(words)) or (self.organisations.get(words[-1]) if len(words) == 1 else None)
        if known is not None:
            return known
        if not name[0].is_capital or len(name) == 1:
            for organisation in reversed(list(self.organisations.values())[-_SHARED:]):
                if set(words) <= organisation.words:
                    return organisation
        organisation = Organisation(self.text[slice(*span)], span, frozenset(words))
        self.organisations[" ".join(words)] = organisation
        return organisation

    def _shortened(self, words: frozenset[str]) -> list[Person]:
        """Return the one person whose name a nickname begins ("Risma" for Tri Rismaharini)."""
        word = next(iter(words))
        if len(words) > 1 or len(word) < _SHORTENED:
            return []
        known = self._by_beginning.get(word[:_SHORTENED], [])[-_SHARED:]
        fitting = [p for p in known if any(w.startswith(word) and len(w) > len(word) + 2 for w in p.words)]
        return fitting if len(fitting) == 1 else []

    def _same(self, words: frozenset[str]) -> Person | None:
        for word in words:
            for person in reversed(self._by_word.get(word, [])[-_SHARED:]):
                if words <= person.words or person.words <= words:
                    return person
        return next(iter(self._shortened(words)), None)


def meet(text: str, sentences: Sequence[Sequence[Token]], evidence: Evidence) -> People:
    """Read who is introduced in an article's sentences (their words outside quotations)."""
    people = People(text)
    for tokens in sentences:
        _short_forms(people, tokens)
        for phrase in _introductions(tokens, evidence):
            people.add(phrase.name, phrase.described, phrase.span)
    return people


def _introductions(tokens: Sequence[Token], evidence: Evidence) -> Iterator[phrases.Phrase]:
    for cue in find_cues(tokens):
        phrase = None
        if cue.kind == "before":
            phrase = subjects.before(tokens, cue.start, evidence) or None
        if (phrase is None or phrase.kind == "other") and cue.pronoun is None and cue.kind != "implied":
            phrase = subjects.after(tokens, cue.end, evidence)
        if phrase is not None and phrase.kind == "person":
            yield phrase
    n = 0
    while n < len(tokens):
        step, phrase = _introduced_at(tokens, n, evidence)
        if phrase is not None and phrase.kind == "person":
            yield phrase
        n += step


def _introduced_at(tokens: Sequence[Token], n: int, evidence: Evidence) -> tuple[int, phrases.Phrase | None]:
    """Return how far to go on, and the person whom a role or a name of two words introduces here."""
    token = tokens[n]
    if not token.is_word or token.inside:
        return 1, None
    if token.fold in ROLES:
        phrase = subjects.after(tokens, n, evidence)
        if phrase is None or phrase.kind != "person" or phrase.described is None:
            return 1, None
        following = next((t for t in tokens[n : n + 40] if t.start >= phrase.span[1]), None)
        apart = any(t.text == "," and phrase.span[0] < t.start < phrase.name[0].start for t in tokens[n : n + 40])
        apposed = following is not None and following.text == ","
        opens = apposed or n == 0 or not tokens[n - 1].is_word or tokens[n - 1].fold in FILLERS | ADVERBIALS or (
            tokens[n - 1].fold.startswith("di")
        )
        closed = following is None or not following.is_word or is_reporting(following.fold)
        length = sum(1 for t in tokens[n : n + 40] if t.start < phrase.span[1])
        return (max(1, length), phrase) if not apart or (opens and closed) else (1, None)
    if not token.is_capital or (n == 0 and token.fold in FILLERS):
        return 1, None
    initial = token.text == "I" and n + 1 < len(tokens) and tokens[n + 1].is_capital
    if not (initial or evidence.can_be_name(token) or token.fold in TITLES):
        return 1, None
    end = n
    while end < len(tokens) and end < n + 7 and not tokens[end].inside and (
        evidence.can_be_name(tokens[end]) or (len(tokens[end].text) == 1 and tokens[end].is_capital) or (tokens[end].text == "." and (tokens[end - 1].fold in TITLES or len(tokens[end - 1].text) == 1))
    ):
        end += 1
    while end > n and (tokens[end - 1].fold in CONNECTORS or not tokens[end - 1].is_word):
        end -= 1
    name = tuple(t for t in tokens[n:end] if t.is_word)
    headed = n > 0 and (is_organisation(tokens[n - 1].fold) or tokens[n - 1].is_capital or tokens[n - 1].fold in ("di", "ke"))
    aged = _age_at(tokens, end)
    while len(name) > 1 and known_at([name[0].text], 0) is not None and name[0].fold not in evidence.names:
        name = name[1:]  # "... China Anwar Abbas"
    if n == 0 and len(name) == 2 and _NOUN.match(name[0].fold):
        return max(1, end - n), None
    if n == 0 and len(name) > 1 and _DERIVED.match(name[0].fold) and name[1].fold in evidence.names:
        name = name[1:]  # "Penangkapan Rizieq ..."
    shouted = name and len(name[0].text) == 2 and name[0].text.isupper() and name[0].fold not in TITLES
    # "Mulyono-Hapsah" and "Rustam Effendi-Lilis Suryani" are two people each.
    two = any("-" in t.text and t.text.partition("-")[2][:1].isupper() for t in name[:-1])
    opening = n == 0 and end + 2 < len(tokens) and tokens[end].text == "," and (
        tokens[end + 1].fold in ROLES or (tokens[end + 1].text.isdigit() and tokens[end + 2].fold == "tahun")
    )
    if not name or headed or two or shouted or (len(name) < 2 and not aged and not opening):
        return max(1, end - n), None
    if len(name) < 2 and name[0].fold in evidence.places:
        return max(1, end - n), None
    return max(1, end - n), _with_aside(tokens, name, end + (3 if aged else 0), evidence)


def _with_aside(tokens: Sequence[Token], name: tuple[Token, ...], end: int, evidence: Evidence) -> phrases.Phrase | None:
    """Add what follows a name: ", penjual jamu yang ..."."""
    span = (name[0].start, name[-1].end)
    phrase = phrases.classify(name, evidence)
    if phrase.kind == "organisation":
        return None
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].fold in ROLES and not tokens[end + 1].is_capital:
        role = subjects.after(tokens, end + 1, evidence)
        if role is not None and role.kind in ("role", "person", "crowd"):
            described = role.described if role.kind == "role" else role.span
            return phrases.Phrase("person", span, name, described)
    return phrases.Phrase("person", span, name)


def _age_at(tokens: Sequence[Token], n: int) -> bool:
    return n + 2 < len(tokens) and tokens[n].text == "(" and tokens[n + 1].text.isdigit() and tokens[n + 2].text == ")"


def _short_forms(people: People, tokens: Sequence[Token]) -> None:
    """Enter the organisations that are given with a short form: ``Aliansi ... Korea Utara (IPCNKR)``."""
    for n in range(1, len(tokens) - 2):
        short = tokens[n + 1]
        if tokens[n].text != "(" or tokens[n + 2].text != ")" or not short.is_capital or short.fold in ROLES | RANK_PARTS:
            continue
        start = n
        while start > max(0, n - 16) and (tokens[start - 1].is_capital or tokens[start - 1].fold in _OF_A_NAME):
            start -= 1
        while start < n and not tokens[start].is_capital:
            start += 1
        heads = [m for m in range(start, n) if is_organisation(tokens[m].fold) and tokens[m].fold not in ROLES]
        heads = [m for m in heads if tokens[m].fold[0] == short.fold[0]] or heads
        start = heads[0] if heads else start
        if start >= n or (not heads and not short.is_acronym):
            continue
        span = (tokens[start].start, tokens[n + 2].end)
        words = [t.fold for t in tokens[start:n]]
        organisation = Organisation(people.text[slice(*span)], span, frozenset([*words, short.fold]))
        people.organisations.setdefault(short.fold, organisation)
        people.organisations.setdefault(" ".join(words), organisation)


def _words(name: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.fold for t in name if t.is_word and t.fold not in TITLES and t.fold not in CONNECTORS and (
        t.fold not in RANK_PARTS
    ))
