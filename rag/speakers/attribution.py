"""Who says each sentence of an article: the sentences in order, with whoever spoke or acted last kept in view.

Unsure is unknown: a pronoun between two people stands for nobody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.sentences import Segment, Sentence
from rag.speakers import phrases, subjects
from rag.speakers.cues import Cue, find_cues
from rag.speakers.evidence import Evidence, gather
from rag.speakers.interview import answers
from rag.speakers.people import Organisation, People, Person, meet
from rag.speakers.speaker import Attribution, Mode, Span
from rag.speakers.tokens import OPEN, Token, quotations, tokenise

# How many sentences back a pronoun reaches for somebody who spoke, and for somebody who was only named.
_REACH, _REACH_NAMED = 8, 2
_COMMON = frozenset("untuk dan dinas badan komisi lembaga daerah kota di of the and".split())
_QUOTED_WORDS = 4  # fewer in quotation marks are a phrase, not a statement
_GENERIC = frozenset("lembaga organisasi".split())


@dataclass(frozen=True, slots=True)
class _Event:
    """Somebody in view: ``strength`` 3 spoke, 2 acted, 1 was named; ``who`` None for somebody without a name."""

    at: int
    paragraph: int
    who: Person | Organisation | None
    strength: int
    crowd: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or the sentences that a quotation joins."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quoted: tuple[Span, ...]


_Found = tuple[Mode, Person | Organisation | None, Span | None]
_NARRATION: _Found = ("narration", None, None)


def attribute(text: str, segments: Sequence[Segment], language: str = "id") -> tuple[Attribution, ...]:
    """Tell for every sentence whether it is a statement, and whose.

    Args:
        text: the article's text.
        segments: its sentences and headings in order, as ``index.sentences.split`` returns them.
        language: ``"id"`` or ``"en"``; the cues of both are known in either.

    Returns:
        One attribution a sentence, in order. Time is linear in the text's length.
    """
    paragraphs: dict[int, list[Sentence]] = {}
    for segment in segments:
        if isinstance(segment, Sentence):
            paragraphs.setdefault(segment.paragraph, []).append(segment)
    units = [unit for paragraph in paragraphs.values() for unit in _units(text, paragraph)]
    evidence = gather(unit.tokens for unit in units)
    people = meet(text, [unit.tokens for unit in units], evidence)
    evidence = evidence.with_names(word for person in people.everybody if person.described for word in person.words)
    interview = answers(text, paragraphs, people)
    reader = _Reader(text, people, evidence)
    attributions: list[Attribution] = []
    for unit in units:
        found = reader.read(unit)
        for sentence in unit.sentences:
            mode, who, cue = found
            if interview is not None and sentence.number in interview[0]:
                mode, who, cue = "direct", interview[1], interview[2]
            speaker = who.speaker(text) if who is not None else None
            attributions.append(Attribution(sentence.number, mode, speaker, cue))
    return tuple(attributions)


def _units(text: str, paragraph: Sequence[Sentence]) -> list[_Unit]:
    """Join the sentences of a paragraph that share a quotation."""
    spans = quotations(text, paragraph[0].start, paragraph[-1].end)
    groups: list[list[Sentence]] = []
    n = 0
    for sentence in paragraph:
        while n < len(spans) and spans[n][1] <= sentence.start:
            n += 1
        if groups and n < len(spans) and spans[n][0] < groups[-1][-1].end and spans[n][1] > sentence.start:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    units = []
    n = 0
    for group in groups:
        start, end = group[0].start, group[-1].end
        while n < len(spans) and spans[n][1] <= start:
            n += 1
        m = n
        while m < len(spans) and spans[m][0] < end:
            m += 1
        # A quotation of a word or two is part of what the sentence says.
        quoted = tuple(s for s in spans[n:m] if text.count(" ", *s) >= _QUOTED_WORDS - 1 or m == n + 1 and s[0] == start)
        units.append(_Unit(tuple(group), tokenise(text, start, end, quoted), quoted))
    return units


class _Reader:
    """Reads the units in order and remembers who was in view."""

    def __init__(self, text: str, people: People, evidence: Evidence) -> None:
        self._text = text
        self._people = people
        self._evidence = evidence
        self._events: deque[_Event] = deque(maxlen=32)
        self._last: tuple[int, int, _Found] = (-1, -1, _NARRATION)  # sentence, paragraph, what was found
        self._at = 0
        self._paragraph = 0

    def read(self, unit: _Unit) -> _Found:
        """Return mode, speaker and cue of a unit."""
        first = unit.sentences[0]
        self._at, self._paragraph = first.number, first.paragraph
        found = self._stated(unit) or self._bare_quotation(unit)
        if found is None:
            found = _NARRATION
            self._watch(unit)
        self._last = (unit.sentences[-1].number, first.paragraph, found)
        self._at = unit.sentences[-1].number
        return found

    def _stated(self, unit: _Unit) -> _Found | None:
        """Return what the first cue says whose words can be read as a speaker."""
        for cue in find_cues(unit.tokens):
            phrase, span = self._phrase(unit, cue)
            if phrase is None:
                if cue.kind == "before" and not subjects.is_thing(unit.tokens, cue.start, self._evidence):
                    self._note(None, 2)  # somebody whom the rules cannot read: no pronoun may reach past them
                continue
            who = self._resolve(phrase, cue)
            self._note(who, 3, crowd=phrase.kind == "crowd" or (phrase.kind == "plural" and who is None))
            return self._mode(unit, cue, phrase, who), who, span
        return None

    def _phrase(self, unit: _Unit, cue: Cue) -> tuple[phrases.Phrase | None, Span]:
        """Return the words that tell the speaker at a cue, and the span of both."""
        tokens = unit.tokens
        low, high = tokens[cue.start].start, tokens[cue.end - 1].end
        if cue.pronoun is not None or cue.kind == "implied":
            return phrases.Phrase("pronoun", (low, high)), (low, high)
        phrase = subjects.before(tokens, cue.start, self._evidence) if cue.kind == "before" else None
        if phrase is None or phrase.kind == "other":
            other = cue.kind == "before" and not _is_english(tokens[cue.start])
            phrase = None if other else subjects.after(tokens, cue.end, self._evidence)
            if phrase is None and cue.kind == "after" and _is_english(tokens[cue.start]):
                phrase = subjects.before(tokens, cue.start, self._evidence)
        if phrase is None or phrase.kind == "other":
            return None, (low, high)
        whole = (phrase.span[0], phrase.span[1]) if phrase.described is None else (
            min(phrase.span[0], phrase.described[0]), max(phrase.span[1], phrase.described[1])
        )
        return phrase, (min(low, whole[0]), max(high, whole[1]))

    def _resolve(self, phrase: phrases.Phrase, cue: Cue) -> Person | Organisation | None:
        """Return who a phrase means; None where that is unknown."""
        if phrase.kind == "person":
            person = self._people.find(phrase.name, phrase.span[0])
            return person or self._people.add(phrase.name, phrase.described, phrase.span)
        if phrase.kind in ("pronoun", "anaphor"):
            return self._in_view(cue.quoting)
        if phrase.kind == "role":
            words = self._text[slice(*phrase.span)].lower().split()
            return self._people.with_role(words, phrase.span[0])
        if phrase.kind == "organisation":
            return self._people.organisation(phrase.name, phrase.span) if phrase.name else None
        if phrase.kind in ("plural", "that organisation", "statement"):
            return self._organisation_in_view(phrase)
        return None

    def _mode(self, unit: _Unit, cue: Cue, phrase: phrases.Phrase, who: Person | Organisation | None) -> Mode:
        if isinstance(who, Organisation) or phrase.kind in ("organisation", "that organisation", "statement"):
            return "collective"
        if not unit.quoted:
            return "indirect"
        quoted = sum(self._text.count(" ", *span) + 1 for span in unit.quoted)
        outside = sum(1 for token in unit.tokens if token.is_word)
        if cue.quoting and (cue.kind == "after" or quoted >= _QUOTED_WORDS):
            return "direct"
        return "direct" if quoted > outside else "indirect"

    def _bare_quotation(self, unit: _Unit) -> _Found | None:
        """Return the speaker of a quotation without a cue: the one before it in the paragraph goes on speaking."""
        if not unit.quoted or not unit.tokens or unit.tokens[0].text != OPEN:
            return None
        words = sum(1 for token in unit.tokens if token.is_word)
        if sum(self._text.count(" ", *span) + 1 for span in unit.quoted) <= max(words, _QUOTED_WORDS):
            return None
        last, paragraph, found = self._last
        if last == self._at - 1 and paragraph == self._paragraph and isinstance(found[1], Person):
            self._note(found[1], 3)
            return "direct", found[1], found[2]
        return "direct", None, None

    def _note(self, who: Person | Organisation | None, strength: int, crowd: bool = False) -> None:
        self._events.append(_Event(self._at, self._paragraph, who, strength, crowd))

    def _in_view(self, quoting: bool) -> Person | None:
        """Return the person a singular pronoun stands for, or None where two may be meant."""
        named: _Event | None = None
        spoke: Organisation | None = None
        for event in reversed(self._events):
            if self._at - event.at > _REACH:
                break
            if isinstance(event.who, Organisation):
                spoke = spoke or (event.who if event.strength == 3 else None)
            elif event.crowd:
                continue
            elif event.who is None:
                return None
            elif event.strength == 1:
                named = named or event
            elif spoke is not None and not self._belongs(event.who, spoke):
                return None
            elif named is None or named.who is event.who:
                return event.who
            elif named.paragraph == self._paragraph and event.paragraph != self._paragraph:
                return self._only_if_human(named)
            else:
                return event.who if event.strength == 3 and quoting else None
        return self._only_if_human(named) if named is not None and self._at - named.at <= _REACH_NAMED else None

    def _belongs(self, person: Person, organisation: Organisation) -> bool:
        """Tell whether somebody's role names an organisation, so that both may be meant by what it says."""
        if person.described is None:
            return False
        words = set(self._text[slice(*person.described)].lower().replace("(", " ").replace(")", " ").split())
        return organisation.words <= words or any(w in words for w in organisation.words if len(w) < 8 and w not in _COMMON)

    def _organisation_in_view(self, phrase: phrases.Phrase) -> Organisation | None:
        """Return the organisation that "mereka", "lembaga itu" or a joint statement stands for."""
        if phrase.name:
            return self._people.organisation(phrase.name, (phrase.name[0].start, phrase.name[-1].end))
        head = self._text[slice(*phrase.span)].lower().split()[0]
        for event in reversed(self._events):
            if self._at - event.at > _REACH:
                break
            if isinstance(event.who, Organisation):
                if phrase.kind != "that organisation" or head in event.who.words or head in _GENERIC:
                    return event.who
            elif phrase.kind == "plural":
                return None
        return None

    def _only_if_human(self, event: _Event) -> Person | None:
        """Return somebody with a role, an age or a line of their own; None for what may be a capitalised thing."""
        person = event.who
        if not isinstance(person, Person):
            return None
        human = person.described is not None or not person.words.isdisjoint(self._evidence.names)
        return person if human else None

    def _watch(self, unit: _Unit) -> None:
        """Remember who acts in a sentence that states nothing, or is named in it alone."""
        tokens = unit.tokens
        named = list(self._people.mentioned(tokens))
        opening = [person for person, n in named[:3] if subjects.opens_with(tokens, n)]
        if opening:
            self._note(opening[-1], 2)  # the last: a role's own words may look like a name
            return
        subject = subjects.subject(tokens, self._evidence)
        doer = self._people.find(subject.name, subject.span[0]) if subject is not None and subject.kind == "person" else None
        if doer is not None:
            self._note(doer, 2)
            return
        if subject is not None and subject.kind == "organisation" and subject.name and len(tokens) > len(subject.name):
            self._note(self._people.organisation(subject.name, subject.span), 2)
        agent = subjects.agent(tokens, self._evidence)
        acting = self._people.find(agent.name, agent.span[0]) if agent is not None else None
        if acting is not None:
            self._note(acting, 2)
        elif subject is not None and subject.kind == "role" and not subjects.is_general(tokens, subject):
            words = self._text[slice(*subject.span)].lower().split()
            self._note(self._people.with_role(words, subject.span[0]), 2)
        elif subject is not None and subject.kind == "person":
            self._note(None, 2)
        elif len({id(person) for person, _ in named}) == 1:
            self._note(named[0][0], 1)


def _is_english(token: Token) -> bool:
    return not token.fold.startswith(("me", "ber")) and not token.fold.endswith("nya")
