"""The short answer: a verdict, a lifted phrase, or the speaker's name; none where one would mislead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import Entry, Sentence
from rag.cite import span_in
from rag.evidence import Weighed, phrase_of
from rag.form import form_of
from rag.phrase import lifted
from rag.reply import Span
from rag.saying import asks_who_said
from rag.speakers import Attribution
from rag.verdict import verdict

if TYPE_CHECKING:
    from rag.reader import Reader


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer in words; ``sentence`` and ``span`` say where they stand when they are the article's."""

    text: str | None = None
    sentence: Sentence | None = None
    span: Span | None = None


def short_answer(
    asked: str,
    languages: tuple[str, str],
    best: Weighed,
    entries: Mapping[str, Entry],
    attributions: Sequence[Attribution],
    reader: Reader,
) -> Short:
    """Return the short answer that the best sentence gives, if one is right.

    Args:
        asked: the question as understood.
        languages: the question's and the frame's.
        best: the sentence that answers.
        entries: the articles.
        attributions: who says each sentence of its article, in order.
        reader: for a verdict's support, and for a phrase that was read in translation.
    """
    entry = entries[best.hit.article]
    sentence = best.hit.sentence
    if asks_who_said(asked):
        return _speaker(entry, sentence, attributions[sentence.number - 1])
    form = form_of(asked)
    if form == "verdict":
        translation = entry.translation(languages[0])
        evidence = (translation and translation.text_of(sentence.number)) or entry.text_of(sentence)
        entails, _, contradicts = reader.support(asked, evidence)
        return Short(verdict(asked, evidence, entails, contradicts, languages[1]))
    if form == "phrase":
        start, end = phrase_of(asked, best, entries, reader)
        span = lifted(entry.article.text, start, end, floor=sentence.start)
        return Short() if span is None else Short(entry.article.text[slice(*span)], sentence, span)
    return Short()


def _speaker(entry: Entry, sentence: Sentence, attribution: Attribution) -> Short:
    """Return the speaker's full name, where the sentence has it or else where the article introduces it."""
    if attribution.speaker is None:
        return Short()
    name, (introduced, _) = attribution.speaker.name, attribution.speaker.span
    for holder in (sentence, *(s for s in entry.sentences if s.start <= introduced < s.end)):
        span = span_in(entry.article.text, name, holder)
        if span is not None:
            return Short(name, holder, span)
    return Short()
