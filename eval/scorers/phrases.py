"""Words of one meaning in both languages, found in a text; their tables stand beside the checks that use them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping


@functools.cache
def _pattern(words: str) -> re.Pattern[str]:
    """Match the words, separated by commas; ``*`` stands for any ending."""
    alternatives = sorted((" ".join(w.split()) for w in words.split(",")), key=len, reverse=True)
    parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in alternatives)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


def places(text: str, words: str) -> tuple[re.Match[str], ...]:
    """Return where one of the words stands in the text."""
    return tuple(_pattern(words).finditer(text))


def meanings(text: str, table: Mapping[str, str]) -> dict[str, str]:
    """Return the meanings of the table that the text has, each with the first words that say it.

    Words inside longer ones say nothing by themselves: "tidak lebih dari" is no "lebih dari".
    """
    found = [(meaning, match) for meaning, words in table.items() for match in places(text, words)]
    whole = [(n, m) for n, m in found if not any(_inside(m.span(), other.span()) for _, other in found)]
    return {meaning: match[0] for meaning, match in reversed(whole)}


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
