"""Words as they are written: capitals, what opens a sentence, and sentences in which capitals tell nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.guards.exonyms import fold
from rag.guards.ordinary import is_ordinary

WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SENTENCE_ENDS = frozenset(".!?\u2026:;")
_LINE_OR_QUOTE = frozenset('\n\r\u2028\u2029"\u201c\u201d\u2018\u2022')
_AFTER_END = frozenset("\"'\u201c\u2018([{")
_DASHES = frozenset("-\u2013\u2014")
_ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_]|dr[ghsa]?|prof|ir|hj|no|jl|jln|st|mr|mrs|ms|jr|sr|kab|kec|kel|tn|ny)\.\s?$", re.IGNORECASE
)
_MONEY = re.compile(r"(?:rp|rm|idr|usd|sgd|eur|gbp|jpy)[0-9]+", re.IGNORECASE)
_CALENDAR = frozenset(
    "januari februari maret april mei juni juli agustus september oktober november desember january february "
    "march may june "
    "july august october december senin selasa rabu kamis jumat sabtu minggu ahad monday tuesday wednesday "
    "thursday friday "
    "saturday sunday jan feb mar apr jun jul aug agu sep sept oct okt nov dec des".split()
)
_SMALL = frozenset(
    "di ke dari dan yang untuk dengan pada oleh atau the a an of in on to for and at by with from".split()
)


class Word(NamedTuple):
    """A word: as written and folded, its place, what stands before it, and what capitals say there.

    ``opens`` tells the first word of a sentence, quotation or item; ``loud`` one whose capital means nothing.
    """

    text: str
    fold: str
    start: int
    end: int
    opens: bool
    glue: str
    loud: bool = False


def written_words(text: str) -> list[Word]:
    """Return the words of a text, hyphens split."""
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        glue = text[end : match.start()]
        opens = not words or _opens(glue)
        if opens and glue.strip(" ") == "." and _ABBREVIATED.search(text, max(0, end - 6), match.start()):
            opens = False
        words.append(Word(match.group(), fold(match.group()), *match.span(), opens, glue))
        end = match.end()
    return _loud(words)


def _opens(glue: str) -> bool:
    """Tell whether what stands between two words ends a sentence, or opens a line, a quotation or an item."""
    if glue == " " or glue == "-":
        return False
    if not _LINE_OR_QUOTE.isdisjoint(glue):
        return True
    end = next((n for n, c in enumerate(glue) if c in _SENTENCE_ENDS), None)
    if end is not None and any(c.isspace() or c in _AFTER_END for c in glue[end + 1 :]):
        return True
    return glue[:1].isspace() and glue[-1:].isspace() and not _DASHES.isdisjoint(glue)


def _loud(words: list[Word]) -> list[Word]:
    """Mark the words of sentences in which everything is capitalised: capitals tell nothing there."""
    marked: list[Word] = []
    starts = [n for n, w in enumerate(words) if n and w.opens and any(c in w.glue for c in ".!?\n")]
    for start, end in zip([0, *starts], [*starts, len(words)], strict=True):
        heading = end < len(words) and "\n" in words[end].glue and not any(c in words[end].glue for c in ".!?,;")
        sentence = words[start:end]
        loud = _is_loud([w for w in sentence if w.text[0].isalpha()], heading and "\n" in (words[start].glue or "\n"))
        marked += [w._replace(loud=True) for w in sentence] if loud else sentence
    return marked


def _is_loud(sentence: list[Word], heading: bool) -> bool:
    if len(sentence) >= 3 and all(w.text.isupper() for w in sentence):
        return any(len(w.text) > 5 for w in sentence)
    if not all(w.text[0].isupper() or w.fold in _SMALL for w in sentence):
        return False
    if heading:
        return len(sentence) >= 2
    return len(sentence) >= 4 and any(w.text[0].isupper() and is_ordinary(w.fold) for w in sentence[1:])


def continues(word: Word) -> bool:
    """Tell whether a word continues the one before it: only a space, a hyphen or an abbreviation's point between."""
    if word.opens and word.glue != " ":
        return False
    return word.glue in (" ", "-", "\u00a0", "\u2011", "\u2013", ".", ". ", " & ", "/")


def is_capital(word: Word) -> bool:
    """Tell whether a word is written as names are, and is no ordinary word or part of the calendar."""
    if word.text.islower():
        return False
    return (
        any(c.isupper() for c in word.text)
        and not is_ordinary(word.fold)
        and word.fold not in _CALENDAR
        and (word.text[0].isalpha() or sum(c.isalpha() for c in word.text) > 1)
        and not (len(word.text) == 1 and word.opens)
        and not _MONEY.fullmatch(word.text)
    )
