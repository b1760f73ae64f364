"""Who does what to whom, and what comes of what, as far as order shows it: words that changed sides of a pivot.

A pivot is a verb or a conjunction that a statement and its evidence have in the same form. Knows no grammar, and
compares within one language only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from eval.scorers.coverage import SAYING
from index.language import FUNCTION_WORDS, guess_language
from index.lexical import stems

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[,;:()\u2013\u2014]")
# Active and passive verbs: in the same form their two sides mean the same.
_VERB = re.compile(r"(?:me(?:m|n|ng|ny|l|r|w)|di|ber)[a-z]{4,}")
_BEFORE_AND_AFTER = frozenset(
    "karena sebab lantaran akibat sehingga agar supaya demi setelah sesudah sebelum sejak jika kalau bila "
    "daripada because since after before so if than".split()
)
# How many words of content on either side of a conjunction are compared; of a verb, its neighbours only.
_REACH = 4


class Word(NamedTuple):
    """A word as written, folded to lower case, and its stem; no stem for one that carries no meaning."""

    text: str
    stem: str


def turned_round(statement: str, evidence: str) -> tuple[str, ...]:
    """Return the pivots about which the statement's words stand the other way round than the evidence's."""
    language = guess_language(statement)
    if language is None or language != guess_language(evidence):
        return ()
    said, shown = _words(statement, language), _words(evidence, language)
    return tuple(word.text for n, word in enumerate(said) if _is_pivot(word) and _crossed(said, n, shown))


def _is_pivot(word: Word) -> bool:
    verb = _VERB.fullmatch(word.text) is not None and word.text not in SAYING
    return verb or word.text in _BEFORE_AND_AFTER


def _crossed(said: Sequence[Word], place: int, shown: Sequence[Word]) -> bool:
    """Tell whether more of the words beside a pivot have changed sides than kept them, wherever it stands."""
    pivot = said[place].text
    conjunction = pivot in _BEFORE_AND_AFTER
    reach = _REACH if conjunction else 1
    left, right = _stems(said[:place])[-reach:], _stems(said[place + 1 :])[:reach]
    found = [n for n, word in enumerate(shown) if word.text == pivot]
    if len(found) != 1 or not (left and right):
        return False
    own_left, own_right = set(_stems(shown[: found[0]])), set(_stems(shown[found[0] + 1 :]))
    kept = sum(s in own_left for s in left) + sum(s in own_right for s in right)
    moved = sum(s in own_right - own_left for s in left) + sum(s in own_left - own_right for s in right)
    return moved > kept


def _stems(words: Sequence[Word]) -> list[str]:
    return [word.stem for word in words if word.stem]


def _words(text: str, language: str) -> list[Word]:
    found = [w.casefold() for w in _WORD.findall(text)]
    return [
        Word(w, "" if w in FUNCTION_WORDS or w in SAYING or not w[0].isalnum() else stem)
        for w, stem in zip(found, stems(found, language), strict=True)
    ]
