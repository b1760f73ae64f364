"""What an article names and counts, gathered once: its names, quantities, dates and words.

Building is linear in the text; asking whether something is in it does not read the text again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from index.language import guess_language
from rag.guards.dates import PartialDate, dates, says
from rag.guards.exonyms import fold, known_at, other_words, related
from rag.guards.names import Name, distinctive, names, same_name, tokens
from rag.guards.numbers import Quantity, quantities, same_quantity
from rag.guards.spelling import alike
from rag.guards.written import WORD

_TO = re.compile(r"\W*(?:-|–|hingga|sampai|to|until|s/d)\W*(?:tahun\W+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """The facts of one text; build with ``ArticleFacts.of``.

    ``names``, ``quantities`` and ``dates`` hold each different one once, in order of appearance.
    ``known`` are the keys of the tables' names found in any case, ``mentions`` how often each name is mentioned,
    ``periods`` the first and last year of those given as from-to.
    """

    text: str
    language: str
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[PartialDate, ...]
    known: frozenset[str]
    mentions: dict[str, int] = field(repr=False, compare=False)
    periods: tuple[tuple[int, int], ...]
    _words: dict[str, None] = field(repr=False, compare=False)
    _by_word: dict[str, tuple[str, ...]] = field(repr=False, compare=False)
    _by_length: dict[int, tuple[str, ...]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, text: str, language: str | None = None, *, date: str | None = None, about: str = "") -> ArticleFacts:
        """Gather the facts of a text.

        Args:
            text: the article, or a piece of evidence.
            language: ``"id"`` or ``"en"``, whose number notation is read; guessed where None, and where that
                fails numbers are read both ways.
            date: of the event, ISO 8601; dates and years in questions may mean it.
            about: what else counts as the article's words, such as its title and place.
        """
        guessed = language or guess_language(text)
        language = guessed or "id"
        found = names(text, language) + names(about, language)
        # Without a span, because they are not in the text.
        given = dates(text, language)
        counted = outside(quantities(text, language), given)
        if guessed is None:  # 1.500 may be either
            counted += outside(quantities(text, "en"), given)
        counted += tuple(replace(q, span=(0, 0)) for q in quantities(about, language))
        given += tuple(replace(d, span=(0, 0)) for d in dates(f"{date or ''}\n{about}", language))
        written = WORD.findall(f"{text}\n{about}")
        words = dict.fromkeys(fold(word) for word in written)
        words |= dict.fromkeys(_acronyms(found))
        words |= dict.fromkeys("".join(pair) for n in found for pair in _pairs(tokens(n.key)))
        different = _first(found)
        known = _known(written) | {n.key for n in found if n.kind != "other"}
        # So that "South Koraen" is a slip for a word of "Korea Selatan".
        words |= dict.fromkeys(other_words(known))
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            by_length[len(word)].append(word)
        by_word: defaultdict[str, list[str]] = defaultdict(list)
        for name in different:
            for word in tokens(name.key) if name.kind == "other" else ():
                by_word[word].append(name.key)
        return cls(
            text, language, different, _different(counted),
            tuple({_parts(d): d for d in reversed(given)}.values())[::-1], frozenset(known),
            dict(Counter(n.key for n in found)), _periods(text, given), words,
            {word: tuple(keys) for word, keys in by_word.items()}, {n: tuple(rows) for n, rows in by_length.items()},
        )  # fmt: skip

    def has_name(self, name: Name, *, as_country: bool = True) -> bool:
        """Tell whether the article may mean this name, under any form; lenient.

        Args:
            name: the name.
            as_country: whether a capital may stand for its country's government.
        """
        if name.key == "indonesia" and self.language == "id":
            return True  # the country of an Indonesian article goes without saying
        if name.kind != "other":
            if any(related(name.key, key) for key in self.known):
                return True
            return as_country and name.capital_of is not None and name.capital_of in self.known
        words = tokens(name.key)
        names_it = distinctive(words[1:] if name.opening else words)
        numbered = {w for w in names_it if w.isdigit()}
        if numbered and (kin := self._sharing(set(names_it) - numbered)):
            # "Naskora-2" is not "Naskora-1", though both words may be in the article.
            return any(numbered <= set(tokens(key)) or not any(t.isdigit() for t in tokens(key)) for key in kin)
        if all(self.has_word(word) for word in names_it) or "".join(words) in self._words:
            return True
        initials = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in ("of", "and"))}
        if len(words) > 2 and not initials.isdisjoint(self._words):
            return True
        return any(self._may_be_short(" ".join(row)) for row in {distinctive(words), names_it})

    def _may_be_short(self, asked: str) -> bool:
        """Tell whether the article has only a part of the name asked for, and no fuller form than that part.

        "Sugeng" in the article is Sugeng Riyadi, unless the article says that he is Sugeng Marsudi.
        """
        rows = self._sharing(tokens(asked))
        short = [key for key in rows if same_name(key, asked)]
        fuller = [key for key in self._sharing(t for key in short for t in tokens(key)) if key not in short]
        return any(not any(same_name(full, key) for full in fuller) for key in short)

    def _sharing(self, words: Iterable[str]) -> list[str]:
        """Return the keys of names that have one of the words."""
        keys = (key for word in words for own in self._like(word) for key in self._by_word.get(own, ()))
        return list(dict.fromkeys(keys))

    def _like(self, word: str) -> list[str]:
        """Return the article's words that are this one but for a clitic or a slip."""
        lengths = range(len(word) - 3, len(word) + 4)
        near = (other for n in lengths for other in self._by_length.get(n, ()) if other[0] == word[0])
        return [other for other in near if alike(word, other)]

    def has_word(self, word: str) -> bool:
        """Tell whether a folded word is in the article, but for a clitic or a slip."""
        return word in self._words or bool(self._like(word))

    def has_quantity(self, quantity: Quantity) -> bool:
        """Tell whether the article has the quantity, be it as a year or an hour."""
        return any(same_quantity(quantity, own) and not _counts(own, quantity) for own in self.quantities) or (
            quantity.unit is None and any(quantity.value in (date.year, date.hour) for date in self.dates)
        )

    def has_date(self, asked: PartialDate) -> bool:
        """Tell whether a date of the article gives what is asked for; a bare year may stand as a number there."""
        if any(says(own, asked) for own in self.dates):
            return True
        if asked.year is None or asked.month is not None or asked.day is not None:
            return False
        if any(first < asked.year < last for first, last in self.periods):
            return True
        return any(q.value == asked.year and q.unit is None for q in self.quantities)


def outside(found: Iterable[Quantity], taken: Iterable[PartialDate]) -> tuple[Quantity, ...]:
    """Return the quantities that are no part of a date."""
    covered = {n for date in taken for n in range(*date.span)}
    return tuple(q for q in found if q.span[0] not in covered and q.span[1] - 1 not in covered)


def _counts(own: Quantity, asked: Quantity) -> bool:
    """Tell that a number in words counts things ("lima mobil"), so that it is no "5 km"."""
    return own.in_words and own.unit is None and asked.unit not in (None, "ordinal") and own.value == asked.value


def _different(counted: Sequence[Quantity]) -> tuple[Quantity, ...]:
    return tuple({(q.value, q.unit): q for q in reversed(counted)}.values())[::-1]


def _parts(date: PartialDate) -> tuple[int | None, ...]:
    return (date.year, date.month, date.day, date.weekday, date.hour, date.minute)


def _periods(text: str, given: Sequence[PartialDate]) -> tuple[tuple[int, int], ...]:
    """Return the first and last year of periods: "2015-2020", "dari 2015 hingga 2020"."""
    return tuple(
        (one.year, two.year)
        for one, two in zip(given, given[1:], strict=False)
        if one.year and two.year and two.span[0] - one.span[1] < 24 and _TO.fullmatch(text, one.span[1], two.span[0])
    )


def _first(found: Iterable[Name]) -> tuple[Name, ...]:
    different: dict[str, Name] = {}
    for name in found:
        first = different.setdefault(name.key, name)
        if first.surface.isupper() and first.surface.lower() == name.surface.lower():
            different[name.key] = name  # "JAKARTA -" opens the article
    return tuple(different.values())


def _known(written: list[str]) -> set[str]:
    """Return the keys of all names of the tables, taken in any case."""
    keys: set[str] = set()
    for n in range(len(written)):
        found = known_at(written, n, any_case=True)
        if found is not None:
            keys.add(found[0].key)
            keys.update((found[0].capital_of,) if found[0].capital_of else ())
    return keys


def _acronyms(found: Iterable[Name]) -> list[str]:
    """Return the initials of the longer names, with and without small words."""
    rows = [tokens(name.key) for name in found if name.kind == "other"]
    return ["".join(word[0] for word in words) for words in rows if len(words) > 2]


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(words, words[1:], strict=False))
