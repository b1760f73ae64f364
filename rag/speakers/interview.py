"""Interviews in questions and answers: a paragraph asks, the next one answers without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.sentences import Sentence
from rag.speakers.people import People, Person
from rag.speakers.speaker import Span
from rag.speakers.tokens import tokenise

_INTRODUCED = re.compile(
    r"menjawab pertanyaan|wawancara(?:nya)?|petikan|berbincang|perbincangan|tanya jawab|answered questions|interview",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview: the numbers of the answering sentences, who answers, and the words that say so."""

    answers: frozenset[int]
    who: Person
    cue: Span


_FEWEST = 2  # questions; one question alone is a headline or an aside


def answers(text: str, paragraphs: Mapping[int, Sequence[Sentence]], people: People) -> Interview | None:
    """Find the interview in an article; None where it is none, or where more than one may answer."""
    numbers = list(paragraphs)
    asked = [n for n, paragraph in enumerate(numbers) if _is_question(text, paragraphs[paragraph])]
    if len(asked) < _FEWEST or asked[0] == 0:
        return None
    first, last = paragraphs[numbers[0]][0].start, paragraphs[numbers[asked[0] - 1]][-1].end
    cue = _INTRODUCED.search(text, first, last)
    named = {id(person): person for person, _ in people.mentioned(tokenise(text, first, last))}
    if len(named) > 1:
        named = {key: person for key, person in named.items() if person.described is not None}
    if cue is None or len(named) != 1:
        return None
    told: set[int] = set()
    for n, question in enumerate(asked):
        until = asked[n + 1] if n + 1 < len(asked) else min(question + 2, len(numbers))
        told.update(s.number for paragraph in numbers[question + 1 : until] for s in paragraphs[paragraph])
    return Interview(frozenset(told), next(iter(named.values())), cue.span())


def _is_question(text: str, sentences: Sequence[Sentence]) -> bool:
    return len(sentences) <= 2 and text[sentences[-1].end - 1] == "?" and text[sentences[0].start].isalnum()
