"""Names in a text, with one key for both languages, and whether two names may be the same.

Capitals find the names of people, places and organisations; a table finds well-known ones in small
letters too. Dates have capitals as well, and are none of its business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.guards.exonyms import GIVEN, Kind, Known, fold, known_at, related
from rag.guards.ordinary import PARTICLES, is_descriptive, is_ordinary, is_title
from rag.guards.spelling import alike
from rag.guards.written import WORD, Word, continues, is_capital, written_words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name: as written, its canonical key, what it names, and its span.

    ``key`` is lower case without accents and hyphens; for a name in the tables it is the same in both
    languages. ``opening`` tells that its first word opens a sentence and may be no part of it.
    """

    surface: str
    key: str
    kind: Kind
    span: Span
    opening: bool = False
    capital_of: str | None = None


def names(text: str, language: str) -> tuple[Name, ...]:
    """Return the names of a text, in order.

    A sentence's first word is a name only where something else says so: the tables, the text's other
    sentences, a capital inside it, or a name that goes on. Where everything is capitalised only the
    tables find names.

    Args:
        text: any text.
        language: ``"id"`` or ``"en"``; a run of capitals ends at the words of either.
    """
    words = written_words(text)
    seen = {w.fold for w in words if not w.opens and not w.loud and is_capital(w)}
    found: list[Name] = []
    written = [w.text for w in words]
    n = 0
    while n < len(words):
        known = _known(words, written, n)
        if known is not None and known[0].kind == "concept" and not _goes_on(words, n + known[1]):
            n += known[1]
        elif known is not None and known[0].kind != "concept":
            found.append(_named(text, words[n : n + known[1]], known[0]))
            n += known[1]
        elif not words[n].loud and is_capital(words[n]):
            end = _run_end(words, written, n)
            name = _other(text, words[n:end], seen)
            found += [name] if name else []
            n = end
        else:
            n += 1
    return tuple(found)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names, as written or as keys, may be the same.

    A part stands for the whole (*Cho*, *Cho Chung-hee*), *Korea* for either Korea; case, accents, hyphens and
    spaces do not count, nor does one slip in a word of six letters or more.
    """
    a, b = tokens(one), tokens(other)
    if not a or not b:
        return False
    known, other_known = _whole(a), _whole(b)
    if known is not None and other_known is not None:
        return related(known.key, other_known.key)
    a, b = distinctive(a) or a, distinctive(b) or b
    if "".join(a) == "".join(b):
        return True
    return _within(a, b) or _within(b, a)


def tokens(name: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    return tuple(fold(word) for word in WORD.findall(name))


def distinctive(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that name, without those that only describe or join."""
    return tuple(
        w
        for w in words
        if (len(w) > 1 or w.isdigit()) and not is_descriptive(w) and not is_ordinary(w) and w not in PARTICLES
    )


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    pairs = [a + b for a, b in zip(whole, whole[1:], strict=False)]
    return all(any(alike(word, candidate) for candidate in (*whole, *pairs)) for word in part)


def _whole(words: Sequence[str]) -> Known | None:
    known = known_at(words, 0, any_case=True)
    return known[0] if known is not None and known[1] == len(words) else None


def _known(words: list[Word], written: list[str], n: int) -> tuple[Known, int] | None:
    """Return the table's name at a word, unless the words are apart or it opens a person's name."""
    word = words[n]
    found = known_at(written, n, shouted=word.loud and word.text.isupper())
    if found is None:
        return None
    known, length = found
    if any(not continues(words[n + k]) for k in range(1, length)):
        return None
    if length == 1 and known.kind != "organisation" and len(word.fold) > 3:
        ambiguous = word.opens and known_at(written, n, shouted=True) is None
        following = words[n + 1] if n + 1 < len(words) and continues(words[n + 1]) else None
        person = following is not None and is_capital(following) and not is_descriptive(following.fold)
        if (ambiguous and not word.text.isupper()) or (person and word.fold in GIVEN and not word.loud):
            return None
    return found


def _acronym(word: Word) -> bool:
    return len(word.text) >= 3 and word.text.isupper() and not is_descriptive(word.fold)


def _goes_on(words: list[Word], n: int) -> bool:
    """Tell whether a name goes on at a word: "Human Rights" does in "Human Rights Watch"."""
    return n < len(words) and continues(words[n]) and is_capital(words[n]) and not words[n].loud


def _run_end(words: list[Word], written: list[str], start: int) -> int:
    """Return where a run of name words ends; particles count only between two of them."""
    end = n = start + 1
    while n < len(words) and continues(words[n]) and not words[n].loud:
        word = words[n]
        if word.glue == "-":
            end = n + 1  # "Chung-hee", "Naskora-1"
        elif (known := _known(words, written, n)) is not None and known[0].kind != "concept":
            break
        elif is_capital(word):
            if _acronym(words[n - 1]) and not word.text.isupper():
                break  # "Ketua IPCNKR Kim Gi-hyeon" are two
            end = n + 1
        elif word.text[0].isupper() and not word.opens and _goes_on(words, n + 1):
            pass  # "Hotel Four Seasons"
        elif word.text not in PARTICLES or n - end >= 2:
            break
        n += 1
    return end


def _other(text: str, run: Sequence[Word], seen: set[str]) -> Name | None:
    """Make a name of a run, without titles before it; None where nothing of it names."""
    words = list(run)
    if words[0].opens and not _sure(words, seen):
        if len(words) == 1:
            return None
        opening = not is_descriptive(words[0].fold)
    else:
        opening = False
    while len(words) > 1 and is_title(words[0].fold):
        words, opening = words[1:], False
    if not distinctive([w.fold for w in words[opening:]]):
        return None
    return _named(text, words, None, opening)


def _sure(words: Sequence[Word], seen: set[str]) -> bool:
    """Tell whether a sentence's first word is a name by its form or by the text's other sentences."""
    first = words[0]
    inner = sum(c.isupper() for c in first.text) > 1 or any(c.isdigit() for c in first.text)
    return first.fold in seen or inner or (len(words) > 1 and words[1].glue == "-" and words[1].text[0].isdigit())


def _named(text: str, words: Sequence[Word], known: Known | None, opening: bool = False) -> Name:
    start, end = words[0].start, words[-1].end
    surface = text[start:end]
    for suffix in ("'s", "\u2019s"):
        if surface.endswith(suffix):
            surface, end = surface[:-2], end - 2
    if known is not None:
        return Name(surface, known.key, known.kind, (start, end), False, known.capital_of)
    folded = [w.fold for w in words]
    if len(folded) > 1 and folded[-1] in ("nya", "lah", "kah", "pun") and words[-1].glue == "-":
        folded, end = folded[:-1], words[-2].end
        surface = text[start:end]
    return Name(surface, " ".join(folded), "other", (start, end), opening)
