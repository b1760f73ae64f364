"""What is attributed as one: a sentence, or the sentences that a quotation joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import Sentence
from rag.speakers.speaker import Span
from rag.speakers.tokens import Token, quotations, tokenise

# Fewer words in quotation marks are a phrase that the sentence uses, not a statement of its own.
QUOTED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences that belong together, their tokens outside quotations, and what is quoted in them."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quoted: tuple[Span, ...]


def units_of(text: str, paragraph: Sequence[Sentence]) -> list[Unit]:
    """Join the sentences of a paragraph that share a quotation."""
    spans = quotations(text, paragraph[0].start, paragraph[-1].end)
    groups: list[list[Sentence]] = []
    n = 0
    for sentence in paragraph:
        while n < len(spans) and spans[n][1] <= sentence.start:
            n += 1
        if groups and n < len(spans) and spans[n][0] < sentence.start:
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
        opens = n < m and spans[n][0] == start  # then short pieces too: "Tidak," kata X, "belum."
        quoted = tuple(s for s in spans[n:m] if opens or words_in(text, s) >= QUOTED_WORDS)
        units.append(Unit(tuple(group), tokenise(text, start, end, quoted), quoted))
    return units


def words_in(text: str, span: Span) -> int:
    """Return about how many words a span has."""
    return text.count(" ", *span) + 1
