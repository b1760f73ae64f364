"""What a question asks about and its article nowhere mentions: names, quantities, dates.

A wrong absence refuses a good question, so that every doubt counts for presence: comparisons ("more than
50"), requests ("give 3 reasons"), small numbers in words, sentences beside the question are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rag.guards.dates import PartialDate, dates
from rag.guards.facts import ArticleFacts, outside
from rag.guards.names import Name, names, same_name, tokens
from rag.guards.numbers import Quantity, quantities
from rag.guards.units import same_dimension

Fact = Literal["name", "quantity", "date"]

NEAREST = 3
# Number words up to this are as often idiom as count.
_SMALL = 3
_ABOUT = re.compile(
    r"\b(?:lebih|kurang|dari|daripada|di atas|di bawah|hampir|sekitar|kira-kira|setidaknya|minimal|maksimal|paling|"
    r"sampai|"
    r"than|over|under|above|below|least|most|almost|about|around|nearly|some|approximately|roughly|up to)\W+$",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\W*(?:(?:main |key )?(?:points?|takeaways?)|alasan|poin|kalimat|kata|contoh|hal|fakta|butir|paragraf|buah|"
    r"reasons?|sentences?|words?|examples?|things?|facts?|paragraphs?|items?)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:sebelum|setelah|sesudah|sejak|hingga|sampai|pasca|before|after|since|until|till|by)\W+"
    r"(?:(?:tahun|bulan|the)\W+)?$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:di|ke|dari|kota|in|to|at|from|near|city of)\W+$", re.IGNORECASE)
# "Dr. Cho" and "A. Yani" end no sentence.
_BOUNDARY = re.compile(
    r"(?<!\b[A-Za-z])(?<!\b[DdMS][rst])(?<!\b[Dd]r[ghsa])(?<!\b[Pp]rof)"
    r"[.!?\n][\"'\u201d\u2019)\]}]{0,6}\s"
)


@dataclass(frozen=True, slots=True)
class Absent:
    """Something a question names and its article does not; ``nearest`` are things of its kind that the article has."""

    kind: Fact
    surface: str
    nearest: tuple[str, ...]


def absent(question: str, text: str | ArticleFacts, language: str) -> tuple[Absent, ...]:
    """Return the names, quantities and dates of a question that nothing in the article matches.

    Args:
        question: any text; only its sentences that ask are judged, all of it where none has a question mark.
        text: the article, or its facts gathered once.
        language: of the question, ``"id"`` or ``"en"``; the article's is its own.
    """
    facts = text if isinstance(text, ArticleFacts) else ArticleFacts.of(text)
    asked = _asked(question)
    found = [*_absent_names(asked, facts, language), *_absent_dates(asked, facts, language),
             *_absent_quantities(asked, facts, language)]  # fmt: skip
    return tuple(thing for _, thing in sorted(found, key=lambda pair: pair[0]))


def _absent_names(asked: str, facts: ArticleFacts, language: str) -> Iterator[tuple[int, Absent]]:
    named = names(asked, language)
    for n, name in enumerate(named):
        following = named[n + 1] if n + 1 < len(named) else None
        if not (_is_title(name, following) or _has_name(facts, name, asked)):
            yield name.span[0], Absent("name", name.surface, nearest_names(facts, name))


def _absent_dates(asked: str, facts: ArticleFacts, language: str) -> Iterator[tuple[int, Absent]]:
    other = dates(asked, _other(language))
    for date in dates(asked, language):
        readings = (date, *(d for d in other if d.span == date.span))
        if not any(facts.has_date(d) for d in readings) and not _open(facts, date, asked):
            yield date.span[0], Absent("date", asked[slice(*date.span)], nearest_dates(facts, date))


def _absent_quantities(asked: str, facts: ArticleFacts, language: str) -> Iterator[tuple[int, Absent]]:
    other = quantities(asked, _other(language))
    for quantity in outside(quantities(asked, language), dates(asked, language)):
        readings = (quantity, *(q for q in other if q.span == quantity.span))
        if _is_count(quantity, asked) and not any(facts.has_quantity(q) for q in readings):
            surface = asked[slice(*quantity.span)]
            yield quantity.span[0], Absent("quantity", surface, nearest_quantities(facts, quantity))


def _other(language: str) -> str:
    """Return the language whose notation a question may use as well: people copy numbers."""
    return "id" if language == "en" else "en"


def _asked(question: str) -> str:
    """Return the sentences that ask; what stands around them may be about anything."""
    if "?" not in question:
        return question
    start, kept = 0, []
    for end in [*(m.end() for m in _BOUNDARY.finditer(question)), len(question)]:
        if "?" in question[start:end]:
            kept.append(question[start : max(start, question.rfind("?", start, end)) + 1])
        start = end
    return "\n".join(kept)


def _is_title(name: Name, following: Name | None) -> bool:
    """Tell an office that stands before its holder: "Menteri Keuangan Sri Mulyani"."""
    return (name.kind == "office" and following is not None and following.kind == "other"
            and following.span[0] == name.span[1] + 1)  # fmt: skip


def _has_name(facts: ArticleFacts, name: Name, asked: str) -> bool:
    placed = _PLACED.search(asked[max(0, name.span[0] - 12) : name.span[0]]) is not None
    return facts.has_name(name, as_country=not placed)


def _open(facts: ArticleFacts, date: PartialDate, asked: str) -> bool:
    """Tell a date that only bounds the question, or that an article without such dates cannot contradict."""
    if _RELATIVE.search(asked[max(0, date.span[0] - 24) : date.span[0]]):
        return True
    if date.weekday is not None and date.day is None:
        return any(d.day is not None and d.weekday is None for d in facts.dates)
    only_year = date.year is not None and date.month is None
    return only_year and bool(facts.dates) and all(d.year is None for d in facts.dates)


def _is_count(quantity: Quantity, asked: str) -> bool:
    """Tell a number that the article must hold from a bound, a request, an idiom, or a part of a name."""
    start, end = quantity.span
    before, after = asked[max(0, start - 24) : start], asked[end : end + 24]
    small = quantity.in_words and quantity.value <= _SMALL
    # "SMA Negeri 1", "Boeing 737": a number that belongs to a name.
    named = quantity.unit is None and not quantity.in_words and re.search(r"\b[A-Z][^\W_]*[ -]$", before) is not None
    return not (small or named or _ABOUT.search(before) or _REQUEST.match(after))


_PLACES = frozenset(("country", "city", "region"))


def nearest_names(facts: ArticleFacts, name: Name) -> tuple[str, ...]:
    """Return names of the kind asked for: the same kind first, then sharing a word, then the most mentioned."""
    words = set(tokens(name.surface))

    def rank(own: Name) -> tuple[bool, bool, int]:
        return (own.kind != name.kind, not words & set(tokens(own.surface)), -facts.mentions.get(own.key, 0))

    kin = [own for own in facts.names if own.kind == name.kind or {own.kind, name.kind} <= _PLACES]
    nearest: list[Name] = []
    for own in sorted(kin, key=rank):
        if not any(same_name(own.key, other.key) for other in nearest):
            nearest.append(own)
        if len(nearest) == NEAREST:
            break
    return tuple(own.surface for own in nearest)


def nearest_dates(facts: ArticleFacts, date: PartialDate) -> tuple[str, ...]:
    """Return the article's dates that give the same parts, the closest year first."""

    def given(own: PartialDate) -> int:
        pairs = ((own.year, date.year), (own.month, date.month), (own.day, date.day), (own.weekday, date.weekday),
                 (own.hour, date.hour))  # fmt: skip
        return sum(a is not None and b is not None for a, b in pairs)

    def rank(own: PartialDate) -> tuple[int, int]:
        return -given(own), abs((own.year or 0) - (date.year or 0))

    kin = sorted((own for own in facts.dates if given(own)), key=rank)
    return _surfaces(facts, (own.span for own in kin))


def nearest_quantities(facts: ArticleFacts, quantity: Quantity) -> tuple[str, ...]:
    """Return the article's quantities of the same dimension, the closest value first."""
    kin = [own for own in facts.quantities if same_dimension(own.unit, quantity.unit)]
    kin.sort(key=lambda own: abs(own.value - quantity.value))
    return _surfaces(facts, (own.span for own in kin))


def _surfaces(facts: ArticleFacts, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.text[start:end] for start, end in spans if end))[:NEAREST]
