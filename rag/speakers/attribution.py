"""Who says each sentence of an article: the sentences in order, with whoever spoke or acted last kept in view.

Unsure is unknown: a pronoun between two people stands for nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.sentences import Segment, Sentence
from rag.speakers import subjects
from rag.speakers.cues import Cue, find_cues
from rag.speakers.evidence import Evidence, gather
from rag.speakers.interview import answers
from rag.speakers.introductions import meet
from rag.speakers.people import Organisation, People, Person
from rag.speakers.phrases import Phrase
from rag.speakers.speaker import Attribution, Mode, Span
from rag.speakers.tokens import OPEN
from rag.speakers.units import QUOTED_WORDS, Unit, units_of, words_in
from rag.speakers.view import ACTED, NAMED, SPOKE, Event, Strength, View

_Who = Person | Organisation | None
_Found = tuple[Mode, _Who, Span | None]
_NARRATION: _Found = ("narration", None, None)


def attribute(text: str, segments: Sequence[Segment], language: str = "id") -> tuple[Attribution, ...]:
    """Tell for every sentence whether it is a statement, and whose.

    Args:
        text: the article's text.
        segments: its sentences and headings in order, as ``index.sentences.split`` returns them.
        language: ``"id"`` or ``"en"``, the article's; the cues of both are known in either.

    Returns:
        One attribution a sentence, in order. Time is linear in the text's length.
    """
    paragraphs: dict[int, list[Sentence]] = {}
    for segment in segments:
        if isinstance(segment, Sentence):
            paragraphs.setdefault(segment.paragraph, []).append(segment)
    units = [unit for paragraph in paragraphs.values() for unit in units_of(text, paragraph)]
    evidence = gather(unit.tokens for unit in units)
    people = meet(text, [unit.tokens for unit in units], evidence)
    evidence = evidence.with_names(word for person in people.everybody if person.described for word in person.words)
    interview = answers(text, paragraphs, people)
    reader = _Reader(text, people, evidence)
    attributions: list[Attribution] = []
    for unit in units:
        found = reader.read(unit)
        for sentence in unit.sentences:
            answered = interview is not None and sentence.number in interview.answers
            mode, who, cue = ("direct", interview.who, interview.cue) if interview and answered else found
            attributions.append(Attribution(sentence.number, mode, who.speaker(text) if who else None, cue))
    return tuple(attributions)


class _Reader:
    """Reads the units in order and remembers who was in view."""

    def __init__(self, text: str, people: People, evidence: Evidence) -> None:
        self._text = text
        self._people = people
        self._evidence = evidence
        self._view = View(text, evidence)
        self._last: tuple[int, int, _Found] = (-1, -1, _NARRATION)  # sentence, paragraph, what was found
        self._at = 0
        self._paragraph = 0

    def read(self, unit: Unit) -> _Found:
        """Return mode, speaker and cue of a unit."""
        first = unit.sentences[0]
        self._at, self._paragraph = first.number, first.paragraph
        found = self._stated(unit) or self._bare_quotation(unit)
        if found is None:
            found = _NARRATION
            self._watch(unit)
        self._last = (unit.sentences[-1].number, first.paragraph, found)
        return found

    def _stated(self, unit: Unit) -> _Found | None:
        """Return what the first cue says whose words can be read as a speaker."""
        for cue in find_cues(unit.tokens):
            phrase, span = self._phrase(unit, cue)
            if phrase is None:
                if cue.kind == "before" and not subjects.is_thing(unit.tokens, cue.start, self._evidence):
                    self._note(None, ACTED)  # somebody whom the rules cannot read: no pronoun may reach past them
                continue
            who = self._resolve(phrase, cue)
            self._note(who, SPOKE, crowd=phrase.kind == "crowd" or (phrase.kind == "plural" and who is None))
            return self._mode(unit, cue, phrase, who), who, span
        return None

    def _phrase(self, unit: Unit, cue: Cue) -> tuple[Phrase | None, Span]:
        """Return the words that tell the speaker at a cue, and the span of both."""
        tokens = unit.tokens
        low, high = tokens[cue.start].start, tokens[cue.end - 1].end
        if cue.pronoun is not None or cue.kind == "implied":
            return Phrase("pronoun", (low, high)), (low, high)
        phrase = subjects.before(tokens, cue.start, self._evidence) if cue.kind == "before" else None
        if phrase is None or phrase.kind == "other":
            # Only English puts a subject behind the verbs that also follow it.
            behind = cue.kind != "before" or cue.english
            phrase = subjects.after(tokens, cue.end, self._evidence) if behind else None
            if phrase is None and cue.kind == "after" and cue.english:
                phrase = subjects.before(tokens, cue.start, self._evidence)
        if phrase is None or phrase.kind == "other":
            return None, (low, high)
        start, end = phrase.span
        if phrase.described is not None:
            start, end = min(start, phrase.described[0]), max(end, phrase.described[1])
        return phrase, (min(low, start), max(high, end))

    def _resolve(self, phrase: Phrase, cue: Cue) -> _Who:
        """Return who a phrase means; None where that is unknown."""
        if phrase.kind == "person":
            person = self._people.find(phrase.name, phrase.span[0])
            return person or self._people.add(phrase.name, phrase.described, phrase.span)
        if phrase.kind in ("pronoun", "anaphor"):
            return self._view.person(self._at, self._paragraph, cue.quoting)
        if phrase.kind == "role":
            return self._in_office(phrase)
        if phrase.kind in ("organisation", "statement") and phrase.name:
            span = phrase.span if phrase.kind == "organisation" else (phrase.name[0].start, phrase.name[-1].end)
            return self._people.organisation(phrase.name, span)
        if phrase.kind in ("plural", "that organisation", "statement"):
            return self._view.organisation(self._at, phrase)
        return None

    def _in_office(self, phrase: Phrase) -> Person | None:
        words = self._text[slice(*phrase.span)].lower().split()
        return self._people.with_role(words, phrase.span[0])

    def _mode(self, unit: Unit, cue: Cue, phrase: Phrase, who: _Who) -> Mode:
        if isinstance(who, Organisation) or phrase.kind in ("organisation", "that organisation", "statement"):
            return "collective"
        if not unit.quoted:
            return "indirect"
        quoted = sum(words_in(self._text, span) for span in unit.quoted)
        if cue.quoting and (cue.kind == "after" or quoted >= QUOTED_WORDS):
            return "direct"
        return "direct" if quoted > sum(1 for token in unit.tokens if token.is_word) else "indirect"

    def _bare_quotation(self, unit: Unit) -> _Found | None:
        """Return the speaker of a quotation without a cue: the one before it in the paragraph goes on speaking."""
        if not unit.quoted or not unit.tokens or unit.tokens[0].text != OPEN:
            return None
        words = sum(1 for token in unit.tokens if token.is_word)
        if sum(words_in(self._text, span) for span in unit.quoted) <= max(words, QUOTED_WORDS):
            return None
        last, paragraph, found = self._last
        if last == self._at - 1 and paragraph == self._paragraph and isinstance(found[1], Person):
            self._note(found[1], SPOKE)
            return "direct", found[1], found[2]
        return "direct", None, None

    def _watch(self, unit: Unit) -> None:
        """Remember who acts in a sentence that states nothing, or is named in it alone."""
        tokens, evidence = unit.tokens, self._evidence
        named = list(self._people.mentioned(tokens))
        opening = [person for person, n in named[:3] if subjects.opens_with(tokens, n)]
        if opening:
            self._note(opening[-1], ACTED)  # the last: a role's own words may look like a name
            return
        subject = subjects.subject(tokens, evidence)
        kind = subject.kind if subject is not None else "other"
        if subject is not None and kind == "person" and (doer := self._people.find(subject.name, subject.span[0])):
            self._note(doer, ACTED)
            return
        if subject is not None and kind == "organisation" and len(tokens) > len(subject.name) > 0:
            self._note(self._people.organisation(subject.name, subject.span), ACTED)
        agent = subjects.agent(tokens, evidence)
        acting = self._people.find(agent.name, agent.span[0]) if agent is not None else None
        if acting is not None:
            self._note(acting, ACTED)
        elif subject is not None and kind == "role" and not subjects.is_general(tokens, subject):
            self._note(self._in_office(subject), ACTED)
        elif kind == "person":
            self._note(None, ACTED)
        elif len({id(person) for person, _ in named}) == 1:
            self._note(named[0][0], NAMED)

    def _note(self, who: _Who, strength: Strength, crowd: bool = False) -> None:
        self._view.note(Event(self._at, self._paragraph, who, strength, crowd))
