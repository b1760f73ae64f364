"""What an article's own wording says about its capitalised words: which ones name people, and which ones places.

"kata Hendrik" makes *Hendrik* a person's name, so that it can be told from the role in "Direktur Perikanan
Tangkap Hendrik Latumahina"; "di Tirtalaya" makes *Tirtalaya* a place in "Bupati Tirtalaya Harun Satyawira".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.guards.exonyms import known_at
from rag.speakers.cues import AFTER_QUOTE, is_reporting
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import (
    CONNECTORS,
    FILLERS,
    NO_INITIALS,
    TITLES,
    is_common,
    is_field,
    is_organisation,
    is_short_organisation,
)

_PLACE_BEFORE = frozenset("di ke dari asal in from at near".split())
_PLACE_HEADS = frozenset(
    """
    kabupaten kota desa kecamatan provinsi pulau kelurahan dusun distrik sungai gunung danau masjid gereja
    pesantren pura hotel stasiun pasar bandara terminal jalan
    """.split()
)
_DATELINE = 3  # letters: a longer word in capitals that begins a sentence is where it was written


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article (lower case): parts of people's names, places, and words it also writes small."""

    names: frozenset[str]
    places: frozenset[str]
    small: frozenset[str]

    def with_names(self, names: Iterable[str]) -> Evidence:
        """Return the evidence with more words of people's names."""
        more = self.names | frozenset(names)
        return Evidence(more, self.places - more, self.small - more)

    def can_be_name(self, token: Token) -> bool:
        """Tell a word that may be a part of a person's name."""
        if not token.is_capital or token.fold in CONNECTORS:
            return token.fold in CONNECTORS
        if token.fold in self.names:
            return True
        if token.is_acronym or token.fold in NO_INITIALS or is_common(token.fold):
            return False
        if any(c.isdigit() for c in token.text):
            return False
        return token.fold not in self.small or token.fold in TITLES


def gather(sentences: Iterable[Sequence[Token]]) -> Evidence:
    """Read the evidence off an article's sentences (their words outside quotations)."""
    names: set[str] = set()
    places: set[str] = set()
    small: set[str] = set()
    for tokens in sentences:
        for n, token in enumerate(tokens):
            if token.text.islower():
                small.add(token.fold)
            elif token.is_word and token.is_capital and is_age(tokens, n + 1):
                names.add(token.fold)
            elif token.is_word and _is_placed(tokens, n):
                places.add(token.fold)
            elif token.is_word and _may_be_name(token) and _is_short_name(tokens, n):
                names.add(token.fold)
            elif n == 0 and _may_be_name(token) and token.text.isupper() and len(token.text) > _DATELINE:
                places.add(token.fold)
    return Evidence(frozenset(names), frozenset(places - names), frozenset(small - names))


def is_age(tokens: Sequence[Token], n: int) -> bool:
    """Tell an age in brackets: "Warsinah (56)"."""
    if n + 2 >= len(tokens):
        return False
    return tokens[n].text == "(" and tokens[n + 1].text.isdigit() and tokens[n + 2].text == ")"


def _is_placed(tokens: Sequence[Token], n: int) -> bool:
    """Tell a word behind "di", or behind what places and organisations are called: "di Tirtalaya", "Desa Tawale"."""
    if n == 0:
        return False
    before = tokens[n - 1]
    headed = before.fold in _PLACE_HEADS or (is_organisation(before.fold) and not is_short_organisation(before.fold))
    return before.fold in _PLACE_BEFORE or (before.is_capital and headed)


def _may_be_name(token: Token) -> bool:
    return token.is_capital and not token.is_acronym and (not is_common(token.fold) or is_field(token.fold))


def _is_short_name(tokens: Sequence[Token], n: int) -> bool:
    """Tell a capitalised word that stands alone where a speaker stands: "kata Ratna.", "Ratna menilai"."""
    before = tokens[n - 1] if n else None
    if known_at([tokens[n].text], 0) is not None or (n + 1 < len(tokens) and tokens[n + 1].is_capital):
        return False
    if before is not None and (before.fold in AFTER_QUOTE or before.fold == "menurut"):
        return True
    if is_common(tokens[n].fold):
        return False
    opens = before is None or (not before.is_word and before.text != "(") or before.fold in FILLERS
    m = n + 1
    while m < len(tokens) and m < n + 3 and tokens[m].fold in FILLERS:
        m += 1
    return opens and m < len(tokens) and is_reporting(tokens[m].fold)
