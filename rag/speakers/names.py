"""Where a person's name begins and ends in a phrase: titles, initials, and the role that its capitals run into."""

from __future__ import annotations

from collections.abc import Sequence

from rag.guards.exonyms import known_at
from rag.speakers.evidence import Evidence
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import CONNECTORS, NO_INITIALS, RANK_PARTS, ROLES, TITLES

NAME_WORDS = 6
_NEXT = 2  # characters between two words of one name, at most
# A name mostly begins with these: "... Universitas Arga Mulia Muhammad Yusran".
_FIRST_NAMES = frozenset(
    "muhammad mohammad mohamad mochamad moch ahmad achmad abdul abdullah sri siti tri dwi eko agus budi nur i".split()
)
_RANKS_AFTER = frozenset("besar jenderal polisi pertama madya muda satu dua".split())
_RANKS_BEFORE = frozenset("komisaris inspektur brigadir laksamana ajun mayor kolonel marsekal".split())
_OFFICES = frozenset("direktur sekretaris direktorat sekretariat".split())


def leading_name(core: Sequence[Token], evidence: Evidence) -> tuple[Token, ...]:
    """Return the name that a phrase begins with, titles included."""
    count = 0
    while count < len(core) and (
        is_title_at(core, count) or evidence.can_be_name(core[count]) or is_initial_at(core, count)
    ):
        count += 1
    while count and core[count - 1].fold in CONNECTORS:
        count -= 1
    name = tuple(core[:count])
    return name if any(t.fold not in TITLES for t in name) else ()


def trailing_name(core: Sequence[Token], evidence: Evidence) -> tuple[Token, ...]:
    """Return the name that ends a phrase which begins with a role; empty where there is none.

    The words that may be names are taken from the phrase's end, and what the article or the tables know
    as a place or organisation is left to the role.
    """
    end = len(core)
    start = _first_candidate(core, evidence)
    titled = [n for n in range(start, end) if core[n].fold in TITLES and not _is_office(core, n)]
    if titled and titled[-1] > start:
        start = titled[0]
        while start > 1 and core[start - 1].fold in TITLES:
            start -= 1
    start = _behind_place(core, start, evidence)
    first = next((n for n in range(start + 1, end - 1) if core[n].fold in _FIRST_NAMES), None)
    if first is not None and not titled and core[first - 1].fold not in _FIRST_NAMES | TITLES | evidence.names:
        start = first
    known = [n for n in range(start, end) if core[n].fold in evidence.names and core[n].fold not in TITLES]
    while start < end and core[start].fold in CONNECTORS:
        start += 1
    while start < end - 1 and core[start].fold in evidence.places and not (known and known[0] <= start):
        start += 1
    start += _place_length(core[start:end])
    if start == end or (end - start == 1 and not known and _is_placed(core, start, evidence)):
        return ()
    while start > 1 and is_title_at(core, start - 1) and not (start == 2 and core[0].fold not in ROLES):
        start -= 1
    name = tuple(core[start:end])
    return name if any(t.fold not in TITLES and t.fold not in RANK_PARTS for t in name) else ()


def is_title_at(core: Sequence[Token], n: int) -> bool:
    """Tell a title or rank, and the second word of one ("Komisaris Besar")."""
    token = core[n]
    if not token.is_capital and token.fold not in ("dr", "drg", "drh"):
        return False
    if token.fold in TITLES:
        return not _is_office(core, n)
    following = core[n + 1].fold if n + 1 < len(core) else ""
    previous = core[n - 1].fold if n else ""
    return token.fold in RANK_PARTS and (following in _RANKS_AFTER or previous in _RANKS_BEFORE)


def is_initial_at(core: Sequence[Token], n: int) -> bool:
    """Tell a letter or two in capitals within a name ("M Yusran", "I Wayan", "Yusran MD")."""
    text = core[n].text
    return len(text) <= 2 and text.isupper() and text.isalpha() and core[n].fold not in NO_INITIALS


def _first_candidate(core: Sequence[Token], evidence: Evidence) -> int:
    """Return the index from which all words up to the end may be parts of one name."""
    start = end = len(core)
    while start > 1 and end - start < NAME_WORDS:
        if not evidence.can_be_name(core[start - 1]) and not is_initial_at(core, start - 1):
            break
        if _is_office(core, start - 1) or (start < end and core[start].start - core[start - 1].end > _NEXT):
            break  # brackets between: "... Mandiri (APM) Rosita Manalu"
        start -= 1
    return start


def _behind_place(core: Sequence[Token], start: int, evidence: Evidence) -> int:
    """Return where a supposed name goes on behind a known place in it: "... Lestari Bahari Cilacap Sukirno"."""
    for n in range(start + 1, len(core)):
        placed = known_at([core[n - 1].text], 0) if core[n - 1].fold not in evidence.names else None
        if placed is not None and placed[0].kind in ("city", "country"):
            start = n
    return start


def _is_placed(core: Sequence[Token], n: int, evidence: Evidence) -> bool:
    """Tell a word that belongs to a place ("Desa Watu Ledo"), with no sign that it is somebody's name."""
    return core[n].fold in evidence.places or core[n - 1].fold in evidence.places


def _place_length(words: Sequence[Token]) -> int:
    """Return how many words at the beginning of a supposed name are a country's or another known name."""
    known = known_at([t.text for t in words], 0) if words else None
    return known[1] if known is not None and known[0].kind in ("country", "region", "organisation", "city") else 0


def _is_office(core: Sequence[Token], n: int) -> bool:
    """Tell the "Jenderal" of "Direktur Jenderal" from the rank."""
    return core[n].fold == "jenderal" and n > 0 and core[n - 1].fold in _OFFICES
