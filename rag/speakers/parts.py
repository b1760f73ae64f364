"""A clause taken into its comma-separated parts, and a part trimmed of what tells nothing about who speaks.

Knows words and their order; whether a part names a person is decided in ``phrases``.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.speakers.evidence import Evidence
from rag.speakers.tokens import CLOSE, OPEN, Token
from rag.speakers.vocabulary import ADVERBIALS, CALENDAR, FILLERS, PERSON_NOUNS, ROLES, TITLES, is_organisation

DEMONSTRATIVES = frozenset("itu tersebut ini".split())
STOPS = frozenset((OPEN, CLOSE, ";", ":", "?", "!", "\u2014", "\u2013"))
_NEGATIONS = frozenset("tidak tak belum bukan".split())
_ENDS = frozenset(
    "yang dalam melalui lewat saat ketika pada kepada usai seusai setelah secara seraya sambil selaku who".split()
)
_VERB_BEGINNINGS = ("mem", "men", "meng", "mewa", "mela", "mera", "ber", "di")
# They begin like verbs, but are none.
_NO_VERBS = frozenset(
    """
    melalui bersama berbagai beserta berikut berita bersaudara bertajuk dinas distrik divisi diplomat direktorat
    dirinya disabilitas mengenai menengah mental menara member members mentor disiplin diri difabel dialog digital
    dimensi berkelanjutan berencana bernama berusia berumur berinisial berwenang
    """.split()
)
_RELIGIONS = frozenset("islam kristen katolik hindu buddha covid-19".split())
_WITHIN_A_ROLE = frozenset("dari di untuk terkait antara dengan of for".split())
_MOST_PARTS = 5
_DATELINE = 8  # tokens in which a dateline ends


def parts_before(tokens: Sequence[Token], forward: bool = False) -> list[list[Token]]:
    """Split at its commas the clause that ends these tokens, or with ``forward`` the one that begins them."""
    start = 0
    for n, token in enumerate(tokens[: _DATELINE + 1] if forward else tokens):
        if token.text in STOPS or (token.text == "-" and n < _DATELINE and _is_dateline(tokens[: min(n, 2)])):
            start = n + 1
    parts: list[list[Token]] = [[]]
    for token in tokens[start:]:
        if token.text == "," and not token.inside:
            parts.append([])
        else:
            parts[-1].append(token)
    return _whole_lists(parts)


def parts_after(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the comma-separated parts behind a cue, up to where something else than the speaker begins."""
    parts: list[list[Token]] = [[]]
    for n, token in enumerate(tokens):
        if token.inside:
            parts[-1].append(token)
        elif token.text in STOPS or (token.text == "." and not _is_abbreviation(tokens, n)):
            break
        elif token.text == ",":
            if len(parts) == _MOST_PARTS:
                break
            parts.append([])
        elif parts[-1] and (is_verb(token) or _is_filler(token) or ends_speaker(token) or _adds_another(tokens, n)):
            break
        else:
            parts[-1].append(token)
    return _whole_lists([part for part in parts if part])


def core_of(words: Sequence[Token]) -> list[Token]:
    """Return the words of a phrase without what is in brackets."""
    return [token for token in words if not token.inside and token.is_word]


def trimmed(part: Sequence[Token], first: bool) -> list[Token]:
    """Drop the words around a phrase that tell nothing about who speaks; ``first`` in a clause its conjunctions too."""
    words = list(part)
    while words and ((words[0].fold in FILLERS and (first or not words[0].is_capital)) or not words[0].is_word):
        words.pop(0)
    while words and not words[-1].inside and not words[-1].is_capital and (
        words[-1].fold in FILLERS and words[-1].fold not in DEMONSTRATIVES
    ):
        words.pop()
    return words


def until_end(part: Sequence[Token]) -> list[Token]:
    """Cut a phrase before its relative clause or adverbial."""
    for n, token in enumerate(part):
        if n and not token.inside and token.text in _ENDS:
            return list(part[:n])
    return list(part)


def until_verb(part: Sequence[Token]) -> list[Token]:
    """Cut a part before its verb: the subject of "X menyambut laporan itu, tetapi meminta ..." is X."""
    for n, token in enumerate(part):
        if not token.inside and (is_verb(token) or token.text in _NEGATIONS):
            relative = any(t.fold == "yang" for t in part[:n])
            return list(part) if relative else trimmed(part[:n], first=False)
    return list(part)


def behind_heading(part: Sequence[Token]) -> list[Token]:
    """Return the role and name that end a part which begins otherwise ("Tidak punah Ketua Umum X Budi mengatakan")."""
    for n in range(len(part) - 1, 0, -1):
        before_it = part[n - 1]
        if part[n].is_capital and part[n].fold in ROLES and not before_it.is_capital:
            plain = before_it.is_word and not is_verb(before_it) and before_it.fold not in ADVERBIALS
            return list(part[n:]) if plain else []
    return []


def end_of(words: Sequence[Token]) -> int:
    """Return where a phrase ends: an acronym in brackets belongs to it, an age or a date does not."""
    last = max((n for n, t in enumerate(words) if not t.inside and t.is_word), default=0)
    if len(words) > last + 3 and acronym_at_end(words[: last + 4]):
        return words[last + 3].end
    return words[last].end


def acronym_at_end(words: Sequence[Token]) -> bool:
    """Tell a phrase that ends with its short form in brackets."""
    if len(words) < 4 or words[-1].text != ")" or words[-3].text != "(":
        return False
    return words[-2].text[0].isalpha() and sum(c.isupper() for c in words[-2].text) > 1


def is_verb(token: Token) -> bool:
    """Tell a verb with its prefix (me-, ber-, di-)."""
    word = token.fold
    if token.is_capital or len(word) < 6 or not word.startswith(_VERB_BEGINNINGS) or word in _NO_VERBS:
        return False
    return word not in ROLES and word not in PERSON_NOUNS and not is_organisation(word)


def is_adverbial(token: Token, evidence: Evidence, first: bool) -> bool:
    """Tell what begins something else than a speaker; with a capital only at a sentence's beginning, or a day."""
    if token.is_capital and (not first or token.fold in evidence.names) and token.fold not in CALENDAR:
        return False
    return token.fold in ADVERBIALS or token.fold in _NEGATIONS or token.fold == "yang"


def ends_speaker(token: Token) -> bool:
    """Tell a word that no speaker's role or name goes on with."""
    if token.is_capital:
        return token.fold in CALENDAR and token.fold not in _RELIGIONS
    return token.fold in ADVERBIALS and token.fold not in _WITHIN_A_ROLE


def is_joined(tokens: Sequence[Token], n: int) -> bool:
    """Tell a verb that shares its subject with the one before it: "... dan meminta", "..., tetapi juga menilai"."""
    n -= 1
    while n > 0 and tokens[n].fold in ("juga", "pula", "kemudian", "lalu", "sekaligus", "also", "then"):
        n -= 1
    joining = (",", "dan", "tetapi", "serta", "namun", "dengan", "seraya", "sambil", "and", "but")
    return n >= 0 and tokens[n].fold in joining


def _whole_lists(parts: list[list[Token]]) -> list[list[Token]]:
    """Join what a list within a role split: "Menteri Koordinator Bidang Pangan, Air, dan Energi Wira Laksana"."""
    for n in range(2, len(parts)):
        part, between = parts[n], parts[n - 1]
        listed = len(part) > 1 and part[0].fold in ("dan", "and") and part[1].is_capital
        if listed and len(between) < 4 and all(t.is_capital for t in between) and parts[n - 2]:
            return [*parts[: n - 2], parts[n - 2] + between + part, *parts[n + 1 :]]
    return parts


def _is_dateline(words: Sequence[Token]) -> bool:
    return all(t.text.isupper() or not t.is_word or t.inside for t in words)


def _is_filler(token: Token) -> bool:
    return token.fold in FILLERS - DEMONSTRATIVES and token.fold not in ("dan", "and") and not token.is_capital


def _adds_another(tokens: Sequence[Token], n: int) -> bool:
    """Tell the "dan" of "Ernesto Villacorta Rojas dan timpalannya" from that of "Dinas Perdagangan dan Koperasi"."""
    if tokens[n].fold not in ("dan", "and") or n + 1 == len(tokens):
        return False
    return not tokens[n + 1].is_capital and tokens[n + 1].fold not in ROLES


def _is_abbreviation(tokens: Sequence[Token], n: int) -> bool:
    """Tell the stop of a title or initial: "Prof. Gede", "M. Yusran"."""
    return 0 < n < len(tokens) - 1 and (tokens[n - 1].fold in TITLES or len(tokens[n - 1].text) == 1)
