"""One key for a name in either language: Korea Utara, Korut, North Korean and DPRK are ``north korea``.

Knows the tables of countries, cities and organisations; knows nothing of sentences.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.guards import cities, countries, organisations

Kind = Literal["country", "city", "region", "organisation", "office", "festival", "concept", "other"]

# Ordinary words of one of the languages, or first names: meant only where they are capitalised.
_CAPITALISED = frozenset(
    "turkey turk jordan chad georgia georgian polish pole finn finnish dane swede swiss serb lao lima natal "
    "nobel medan malang "
    "padang solo serang palu sorong kudus kuningan tegal demak subang riga bern rio darwin florence cologne "
    "odessa nias "
    "corona babel tonga togo niger mali guinea roma oxford cambridge reading china chinese praia suva santiago port "
    "pacific atlantic arab arabia kendal tuban bangka batam salatiga biak blora perth basel nassau male metro america "
    "english british welsh scots christian baku nice".split()
)
# These acronyms are typed in small letters and are no words.
_ANY_CASE = frozenset("pbb dpr dprd kpk kpu tni mpr imf usa bps mui ham asean korut korsel uae nato".split())
# First names that are also places: before another capitalised word they are a person's.
GIVEN = frozenset("paris jordan sydney florence georgia chad israel santiago victoria sofia adelaide austin "
                  "dallas valencia "
                  "medina darwin india asia kenya carolina virginia savannah brooklyn madison lincoln jackson houston "
                  "london milan cairo solo rio malang".split())  # fmt: skip
# What a broad name may stand for.
_WITHIN = {
    "korea": "north korea,south korea,korean war",
    "congo": "dr congo",
    "guinea": "guinea-bissau,equatorial guinea,papua new guinea",
    "ireland": "northern ireland",
    "sudan": "south sudan",
    "united kingdom": "scotland,wales,northern ireland",
    "asia": "southeast asia,east asia,south asia,central asia,asia pacific",
    "europe": "eastern europe,western europe,european union,european parliament,european commission",
    "africa": "south africa,african union,central african republic",
    "european union": "european parliament,european commission",
    "united states": "north america,south america,latin america",
    "arab world": "saudi arabia,united arab emirates,arab league",
    "pacific": "asia pacific",
    "jawa": "jawa barat,jawa tengah,jawa timur",
    "kalimantan": "kalimantan barat,kalimantan timur,kalimantan selatan,kalimantan tengah,kalimantan utara",
    "sulawesi": "sulawesi utara,sulawesi selatan,sulawesi tengah,sulawesi tenggara,sulawesi barat",
    "sumatera": "sumatera utara,sumatera barat,sumatera selatan",
    "papua": "papua barat,papua new guinea",
    "maluku": "maluku utara",
    "united nations": "un security council,un general assembly,un human rights "
    "council,undp,unesco,unicef,unhcr,who,fao,"
    "commission of inquiry",
    "gaza": "palestine",
    "west bank": "palestine",
    "house of representatives": "regional house",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A name in the tables: its key, kind, and the country whose capital it is."""

    key: str
    kind: Kind
    capital_of: str | None = None


@functools.lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Return a word without case, accents, and an English possessive."""
    if word.isascii():
        plain = word.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", word.replace("\u2019", "'").casefold())
        # A letter that is nothing but a mark, such as a half-width voiced sound mark, stays as it is.
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)) or word
    return plain[:-2] if plain.endswith("'s") else plain


def known_at(
    words: Sequence[str], start: int, *, any_case: bool = False, shouted: bool = False
) -> tuple[Known, int] | None:
    """Return the longest known name that begins at a word, and how many words it takes.

    Args:
        words: the words as written, hyphens split.
        start: where it begins.
        any_case: take words that are also ordinary ones in small letters too.
        shouted: everything is in capitals, so that capitals tell nothing.
    """
    longest = _begins(words[start])
    if not longest:
        return None
    table = _aliases()
    for length in range(min(longest, len(words) - start), 0, -1):
        written = words[start : start + length]
        folded = tuple(fold(word) for word in written)
        known = table.get(folded) or table.get((*folded[:-1], _singular(folded[-1])))
        if known is not None and (any_case or _cased(written, folded, shouted)):
            return known, length
    return None


def other_words(keys: Iterable[str]) -> list[str]:
    """Return the single words that also stand for the keys: "korean" for ``north korea``."""
    return [word for key in keys for word in _words_of().get(key, ())]


def related(one: str, other: str) -> bool:
    """Tell whether two keys are the same, or one may stand for the other ("korea" and "north korea")."""
    return one == other or other in _within().get(one, ()) or one in _within().get(other, ())


def _cased(written: Sequence[str], folded: tuple[str, ...], shouted: bool) -> bool:
    if len(written) > 1:
        return True
    word = written[0]
    if folded[0] in _ANY_CASE:
        return True
    if folded in _acronyms():
        return word.removesuffix("'s").removesuffix("\u2019s").isupper() and not shouted
    ordinary = folded[0] in _CAPITALISED or _singular(folded[0]) in _CAPITALISED
    return not ordinary or (word[0].isupper() and not shouted)


def _singular(word: str) -> str:
    """Return a word without an English plural or an Indonesian clitic."""
    if word.endswith("s") and len(word) > 3:
        return word[:-1]
    return word[:-3] if word.endswith(("nya", "lah", "kah", "pun")) and len(word) > 6 else word


def _words(alias: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)*", alias))


@functools.cache
def _within() -> dict[str, frozenset[str]]:
    return {broad: frozenset(narrow.split(",")) for broad, narrow in _WITHIN.items()}


@functools.cache
def _aliases() -> dict[tuple[str, ...], Known]:
    """Return the words of a name -> what it names."""
    table: dict[tuple[str, ...], Known] = {}
    for alias, known in _entries():
        table.setdefault(_words(alias), known)
    return table


@functools.cache
def _words_of() -> dict[str, tuple[str, ...]]:
    """Return key -> the longer words of its names."""
    words: dict[str, dict[str, None]] = {}
    for alias, known in _aliases().items():
        words.setdefault(known.key, {}).update(dict.fromkeys(word for word in alias if len(word) > 4))
    return {key: tuple(row) for key, row in words.items()}


@functools.cache
def _acronyms() -> frozenset[tuple[str, ...]]:
    """Return the short acronyms, which in small letters are mostly words ("who", "us", "as")."""
    short = (alias for alias, _ in _entries() if alias.isupper() and alias.isalpha() and len(alias) <= 3)
    return frozenset(map(_words, short))


@functools.cache
def _longest() -> dict[str, int]:
    """Return first word -> the number of words of the longest name that begins with it."""
    longest: dict[str, int] = {}
    for words in _aliases():
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _lines(table: str) -> list[str]:
    """Return a table's entries; a line that begins with spaces goes on with the one before."""
    return table.strip().replace("\n  ", " ").splitlines()


@functools.lru_cache(maxsize=1 << 15)
def _begins(word: str) -> int:
    """Return how many words the longest name that begins with this word has; 0 where none does."""
    first = fold(word)
    return _longest().get(first) or _longest().get(_singular(first), 0)


def _entries() -> Iterator[tuple[str, Known]]:
    for line in _lines(countries.COUNTRIES):
        key, _, rest = line.partition(": ")
        names, _, capital = rest.partition("; ")
        yield from ((name, Known(key, "country")) for name in names.split(", "))
        town = capital.split(", ")
        yield from ((name, Known(town[-1].lower(), "city", key)) for name in town if name)
    rows: tuple[tuple[str, Kind], ...] = (
        (countries.REGIONS, "region"), (organisations.ORGANISATIONS, "organisation"),
        (organisations.FESTIVALS, "festival"), (organisations.CONCEPTS, "concept"),
    )  # fmt: skip
    for text, kind in rows:
        for line in _lines(text):
            key, _, names = line.partition(": ")
            yield from ((name, Known(key, kind)) for name in names.split(", "))
    places: tuple[tuple[str, Kind], ...] = ((cities.CITIES, "city"), (cities.ISLANDS, "region"))
    for text, kind in places:
        for group in " ".join(text.split()).split(", "):
            forms = group.split("/")
            yield from ((name, Known(forms[0].lower(), kind)) for name in forms)
    yield from _offices()


def _offices() -> Iterator[tuple[str, Known]]:
    for line in _lines(organisations.OFFICES):
        field, indonesian, english, short = (part.strip() for part in line.split("|"))
        known = Known(f"ministry of {field}", "office")
        yield from ((form.strip(), known) for form in short.split(",") if form.strip())
        for head, name in itertools.product(("Menteri", "Kementerian", "Wakil Menteri"), indonesian.split(",")):
            yield f"{head} {name.strip()}", known
        for name in (n.strip() for n in english.split(",")):
            yield from ((f"{head} of {name}", known) for head in ("Minister", "Ministry", "Department", "Secretary"))
            yield from ((f"{name} {head}", known) for head in ("Minister", "Ministry"))
            yield f"Minister for {name}", known
