"""A description taken apart: "Ketua IPCNKR" is the role *Ketua* at the affiliation *IPCNKR*.

Both parts stay verbatim. A description of two roles ("mantan ketua bersama IPCNKR dan mantan Menteri
Pendidikan Jepang") is left whole, because its affiliations belong to different roles.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.guards.exonyms import known_at
from rag.speakers.tokens import Token, tokenise
from rag.speakers.vocabulary import ENGLISH_ENDS, ROLES, is_organisation

_PLACE_HEADS = frozenset("gubernur bupati wali walikota camat lurah wabup wagub mayor governor".split())
_FROM = frozenset("dari asal of from at".split())
_PLACES = frozenset("desa kota kabupaten provinsi kampung dusun".split())


def role_and_affiliation(described: str) -> tuple[str, str | None]:
    """Return the role and the affiliation of a description; the latter is None where none is told."""
    tokens = [t for t in tokenise(described, 0, len(described)) if t.is_word and not t.inside]
    if len(tokens) < 2 or _is_double(tokens):
        return described, None
    first = _first_role_word(tokens)
    start = _affiliation(tokens, first)
    if start is None or start == 0:
        return described, None
    end = tokens[start - 1].start if tokens[start - 1].fold in _FROM else tokens[start].start
    role = described[:end].rstrip(" ,")
    return (role, described[tokens[start].start :]) if role else (described, None)


def _first_role_word(tokens: Sequence[Token]) -> int:
    """Return the index of the first word that is more than "mantan" or "wakil"."""
    n = 0
    while n + 1 < len(tokens) and tokens[n].fold in ("mantan", "bekas", "eks", "wakil", "former", "deputy"):
        n += 1
    return n


def _affiliation(tokens: Sequence[Token], first: int) -> int | None:
    """Return the index of the word that the affiliation begins with."""
    if tokens[first].fold in _PLACE_HEADS:
        after = first + (2 if tokens[first].fold == "wali" else 1)
        return after if after < len(tokens) and tokens[after].is_capital else None
    if tokens[-1].fold in ENGLISH_ENDS and len(tokens) > first + 1 and tokens[first + 1].is_capital:
        return first + 1
    for n in range(max(1, first), len(tokens)):
        token = tokens[n]
        if token.fold in _FROM and n + 1 < len(tokens):
            named = tokens[n + 1].is_capital or tokens[n + 1].fold == "the" or is_organisation(tokens[n + 1].fold)
            return n + 1 if named else None
        if token.fold == "di":
            return None
        if n > first and (is_organisation(token.fold) or token.is_acronym) and token.fold not in _PLACES:
            return n
        known = known_at([t.text for t in tokens[n:]], 0) if token.is_capital and n > first else None
        if known is not None and known[0].kind in ("country", "organisation", "region") and n > 0:
            return n
    return None


def _is_double(tokens: Sequence[Token]) -> bool:
    return any(
        token.fold in ("dan", "and", "sekaligus") and tokens[n + 1].fold in ROLES
        for n, token in enumerate(tokens[:-1])
    )
