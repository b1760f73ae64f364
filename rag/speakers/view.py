"""Who is in view at a sentence, so that a pronoun may stand for them; unsure is nobody."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from rag.speakers.evidence import Evidence
from rag.speakers.people import Organisation, Person
from rag.speakers.phrases import Phrase

Strength = Literal[1, 2, 3]
NAMED: Strength = 1
ACTED: Strength = 2
SPOKE: Strength = 3
# How many sentences back a pronoun reaches for somebody who spoke or acted, and for somebody who was only named.
# A quotation stands that far from its speaker's name; 12 instead of 8 found one statement more of 825 in PFSA-ID.
_REACH, _REACH_NAMED = 8, 2
_REMEMBERED = 32
# "Lembaga itu" is any organisation, "kementerian itu" only a ministry.
_GENERIC = frozenset("lembaga organisasi".split())
# Words that the names of unrelated organisations share.
_SHARED_WORDS = frozenset("untuk dan dinas badan komisi lembaga daerah kota di of the and".split())


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody in view at a sentence: named, acting or speaking; ``who`` is None for somebody without a name."""

    at: int
    paragraph: int
    who: Person | Organisation | None
    strength: Strength
    crowd: bool = False


class View:
    """Remembers who was in view, sentence by sentence."""

    def __init__(self, text: str, evidence: Evidence) -> None:
        self._text = text
        self._evidence = evidence
        self._events: deque[Event] = deque(maxlen=_REMEMBERED)

    def note(self, event: Event) -> None:
        """Remember an event; they come in the order of the article."""
        self._events.append(event)

    def person(self, at: int, paragraph: int, quoting: bool) -> Person | None:
        """Return whom a singular pronoun in sentence ``at`` stands for, or None where two may be meant.

        ``quoting`` says that the pronoun attributes a quotation ("ujarnya"): then it means who spoke last.
        """
        named: Event | None = None
        spoke: Organisation | None = None
        for event in reversed(self._events):
            if at - event.at > _REACH:
                break
            if isinstance(event.who, Organisation):
                spoke = spoke or (event.who if event.strength == SPOKE else None)
            elif event.crowd:
                continue
            elif event.who is None:
                return None
            elif event.strength == NAMED:
                named = named or event
            elif spoke is not None and not self._belongs(event.who, spoke):
                return None
            elif named is None or named.who is event.who:
                return event.who
            elif named.paragraph == paragraph and event.paragraph != paragraph:
                return self._if_human(named)
            else:
                return event.who if event.strength == SPOKE and quoting else None
        return self._if_human(named) if named is not None and at - named.at <= _REACH_NAMED else None

    def organisation(self, at: int, phrase: Phrase) -> Organisation | None:
        """Return the organisation that "mereka", "lembaga itu" or a joint statement stands for."""
        head = self._text[slice(*phrase.span)].lower().split()[0]
        for event in reversed(self._events):
            if at - event.at > _REACH:
                break
            if isinstance(event.who, Organisation):
                if phrase.kind != "that organisation" or head in event.who.words or head in _GENERIC:
                    return event.who
            elif phrase.kind == "plural":
                return None
        return None

    def _belongs(self, person: Person, organisation: Organisation) -> bool:
        """Tell whether somebody's role names an organisation, so that what it says is theirs too."""
        if person.described is None:
            return False
        described = self._text[slice(*person.described)].lower().replace("(", " ").replace(")", " ")
        words = set(described.split())
        short = {w for w in organisation.words if len(w) < 8 and w not in _SHARED_WORDS}
        return organisation.words <= words or not short.isdisjoint(words)

    def _if_human(self, event: Event) -> Person | None:
        """Return somebody with a role, an age or a line of their own; None for what may be a capitalised thing."""
        person = event.who
        if not isinstance(person, Person):
            return None
        human = person.described is not None or not person.words.isdisjoint(self._evidence.names)
        return person if human else None
