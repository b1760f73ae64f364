"""Where an article introduces people: at a cue, behind a role, with an age, or by a full name; and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.guards.exonyms import known_at
from rag.speakers import subjects
from rag.speakers.cues import find_cues, is_reporting
from rag.speakers.evidence import Evidence, is_age
from rag.speakers.names import NAME_WORDS
from rag.speakers.people import Organisation, People
from rag.speakers.phrases import Phrase, classify
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import ADVERBIALS, CONNECTORS, FILLERS, RANK_PARTS, ROLES, TITLES, is_organisation

_NEAR = 40  # tokens in which a role and its name stand
_LONG = 16  # words of an organisation's name before its short form, at most
_OF_A_NAME = frozenset("untuk dan di of for the and bagi".split())
# A sentence's first word that is derived is no name: "Penahanan Suparlan", "Diakui Suparlan".
_NOUN = re.compile(r"(?:pe[mnr]|peng|ke)\w{4,}an$")
_DERIVED = re.compile(
    r"(?:pe|ke|per|se)\w{3,}an(?:nya)?$|di\w{3,}(?:i|kan)$|se\w{4,}nya$|me[mn]\w{4,}$|ber\w{5,}$|ter\w{4,}$"
)


def meet(text: str, sentences: Sequence[Sequence[Token]], evidence: Evidence) -> People:
    """Read who is introduced in an article's sentences (their words outside quotations)."""
    people = People(text)
    for tokens in sentences:
        _short_forms(people, tokens)
        for phrase in _introductions(tokens, evidence):
            if phrase.kind == "person":
                people.add(phrase.name, phrase.described, phrase.span)
    return people


def _introductions(tokens: Sequence[Token], evidence: Evidence) -> Iterator[Phrase]:
    for cue in find_cues(tokens):
        phrase = subjects.before(tokens, cue.start, evidence) if cue.kind == "before" else None
        if (phrase is None or phrase.kind == "other") and cue.pronoun is None and cue.kind != "implied":
            phrase = subjects.after(tokens, cue.end, evidence)
        if phrase is not None:
            yield phrase
    n = 0
    while n < len(tokens):
        token = tokens[n]
        if not token.is_word or token.inside:
            n += 1
            continue
        read = _behind_role if token.fold in ROLES else _by_name
        length, phrase = read(tokens, n, evidence)
        if phrase is not None:
            yield phrase
        n += max(1, length)


def _behind_role(tokens: Sequence[Token], n: int, evidence: Evidence) -> tuple[int, Phrase | None]:
    """Return how many tokens a role and the name behind it take, and both; nothing where no name is."""
    phrase = subjects.after(tokens, n, evidence)
    if phrase is None or phrase.kind != "person" or phrase.described is None:
        return 1, None
    near = tokens[n : n + _NEAR]
    length = sum(1 for t in near if t.start < phrase.span[1])
    following = near[length] if length < len(near) else None
    if any(t.text == "," and phrase.span[0] < t.start < phrase.name[0].start for t in near):
        # "bertemu gubernur, Ratna pulang": a comma joins them only where the name is set off, or both begin a clause.
        before = tokens[n - 1].fold if n else ""
        begins = not before.isalnum() or before in FILLERS | ADVERBIALS or before.startswith("di")
        closes = following is None or not following.is_word or is_reporting(following.fold)
        if not closes or not (begins or (following is not None and following.text == ",")):
            return 1, None
    return length, phrase


def _by_name(tokens: Sequence[Token], n: int, evidence: Evidence) -> tuple[int, Phrase | None]:
    """Return how many tokens a capitalised run takes, and the person it names: two words, or one with an age."""
    end = _run(tokens, n, evidence)
    name = tuple(t for t in tokens[n:end] if t.is_word)
    while len(name) > 1 and name[0].fold not in evidence.names and known_at([name[0].text], 0) is not None:
        name = name[1:]  # "Dubes China Wira Laksana"
    derived = n == 0 and len(name) > 1
    if derived and _NOUN.match(name[0].fold) and len(name) == 2:
        return end - n, None
    if derived and _DERIVED.match(name[0].fold) and name[1].fold in evidence.names:
        name = name[1:]
    aged = is_age(tokens, end)
    if not name or not _stands_alone(tokens, n, name):
        return end - n, None
    if len(name) == 1 and (name[0].fold in evidence.places or not (aged or (n == 0 and _set_off(tokens, end)))):
        return end - n, None
    return end - n, _with_aside(tokens, name, end + (3 if aged else 0), evidence)


def _run(tokens: Sequence[Token], n: int, evidence: Evidence) -> int:
    """Return where the words that may be one name end; they begin at ``n``."""
    end = n
    while end < min(len(tokens), n + NAME_WORDS + 1) and not tokens[end].inside:
        token = tokens[end]
        stop = token.text == "." and end > n and (tokens[end - 1].fold in TITLES or len(tokens[end - 1].text) == 1)
        initial = len(token.text) == 1 and token.is_capital
        begins = end > n or (token.is_capital and not (n == 0 and token.fold in FILLERS))
        if not stop and not (begins and (initial or evidence.can_be_name(token))):
            break
        end += 1
    while end > n and (tokens[end - 1].fold in CONNECTORS or not tokens[end - 1].is_word):
        end -= 1
    return end


def _stands_alone(tokens: Sequence[Token], n: int, name: Sequence[Token]) -> bool:
    """Tell a run that is no part of a longer name, no place, and no two people ("Effendi-Lilis")."""
    before = tokens[n - 1] if n else None
    if before is not None and (is_organisation(before.fold) or before.is_capital or before.fold in ("di", "ke")):
        return False
    if len(name[0].text) == 2 and name[0].text.isupper() and name[0].fold not in TITLES:
        return False
    return not any("-" in t.text and t.text.partition("-")[2][:1].isupper() for t in name[:-1])


def _set_off(tokens: Sequence[Token], n: int) -> bool:
    """Tell a role or an age between commas: ", mantan juru masak", ", 58 tahun"."""
    if n + 2 >= len(tokens) or tokens[n].text != ",":
        return False
    return tokens[n + 1].fold in ROLES or (tokens[n + 1].text.isdigit() and tokens[n + 2].fold == "tahun")


def _with_aside(tokens: Sequence[Token], name: tuple[Token, ...], end: int, evidence: Evidence) -> Phrase | None:
    """Add what follows a name: ", penjual jamu yang ..."."""
    span = (name[0].start, name[-1].end)
    if classify(name, evidence).kind == "organisation":
        return None
    if _set_off(tokens, end) and tokens[end + 1].fold in ROLES and not tokens[end + 1].is_capital:
        role = subjects.after(tokens, end + 1, evidence)
        if role is not None and role.kind in ("role", "person", "crowd"):
            return Phrase("person", span, name, role.described if role.kind == "role" else role.span)
    return Phrase("person", span, name)


def _short_forms(people: People, tokens: Sequence[Token]) -> None:
    """Enter the organisations that are given with a short form: ``Aliansi ... Korea Utara (IPCNKR)``."""
    for n in range(1, len(tokens) - 2):
        short = tokens[n + 1]
        if tokens[n].text != "(" or tokens[n + 2].text != ")":
            continue
        if not short.is_capital or short.fold in ROLES or short.fold in RANK_PARTS:
            continue
        start = n
        while start > max(0, n - _LONG) and (tokens[start - 1].is_capital or tokens[start - 1].fold in _OF_A_NAME):
            start -= 1
        while start < n and not tokens[start].is_capital:
            start += 1
        heads = [m for m in range(start, n) if is_organisation(tokens[m].fold) and tokens[m].fold not in ROLES]
        heads = [m for m in heads if tokens[m].fold[0] == short.fold[0]] or heads
        start = heads[0] if heads else start
        if start < n and (heads or short.is_acronym):
            span = (tokens[start].start, tokens[n + 2].end)
            words = [t.fold for t in tokens[start:n]]
            organisation = Organisation(people.text[slice(*span)], span, frozenset([*words, short.fold]))
            people.found(organisation, short.fold, " ".join(words))
