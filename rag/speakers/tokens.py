"""The words and marks of a sentence, without what is quoted in it; knows nothing of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rag.speakers.speaker import Span

OPEN, CLOSE = "\u201c", "\u201d"  # every pair of quotation marks becomes this pair
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[-'\u2019/][^\W_]+|\.[a-z]{2,}\b)*|[^\w\s]|_")
_MARK = re.compile("\u2018\u2019|\u2019\u2019|\u2018\u2018|''|``|[\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]")
_BEFORE_OPENING = frozenset("([{-\u2013\u2014:/")


class Token(NamedTuple):
    """A word or a mark: as written, in lower case, its span; ``inside`` tells words in brackets."""

    text: str
    fold: str
    start: int
    end: int
    inside: bool = False

    @property
    def is_word(self) -> bool:
        """Tell a word or number from a mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Tell a word that is written as names are."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Tell three and more capitals, or two that are no initials of a person."""
        letters = [c for c in self.text if c.isalpha()]
        if len(letters) < len(self.text) and len(letters) > 1 and self.text.isalnum() and self.text.isupper():
            return True  # P3R, PK3
        return len(letters) > 2 and sum(c.isupper() for c in letters) > len(letters) / 2 and self.text[1].isupper()


def quotations(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the quoted spans of a paragraph, marks included; a mark that is never closed opens nothing."""
    spans: list[Span] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if len(mark.group()) == 1 and mark.group() in "\u2018\u2019" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        if opened is None:
            if not after.isspace() and (before.isspace() or before in _BEFORE_OPENING):
                opened = mark.start()
        elif not before.isspace():
            spans.append((opened, mark.end()))
            opened = None
    return tuple(spans)


def tokenise(text: str, start: int, end: int, quoted: Sequence[Span] = ()) -> tuple[Token, ...]:
    """Return the tokens of a span in order; what is quoted is left out but for its two marks.

    Args:
        text: the article's text.
        start: where the span begins.
        end: where it ends.
        quoted: the quoted spans that meet it, in order.
    """
    tokens: list[Token] = []
    depth, position = 0, start
    for low, high in [*quoted, (end, end)]:
        for match in _TOKEN.finditer(text, position, max(position, min(low, end))):
            word = match.group()
            if word == "(":
                depth += 1
            tokens.append(Token(word, word.lower(), *match.span(), inside=depth > 0))
            if word == ")":
                depth = max(0, depth - 1)
        if low >= end:
            break
        if low >= start:
            tokens.append(Token(OPEN, OPEN, low, low + 1))
        if high <= end:
            tokens.append(Token(CLOSE, CLOSE, high - 1, high))
        position = max(position, min(high, end))
    return tuple(tokens)
