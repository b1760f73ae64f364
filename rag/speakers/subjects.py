"""Who a cue or a sentence speaks of: the phrases before a verb and behind one, with the role beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.guards.exonyms import Kind, known_at
from rag.speakers.evidence import Evidence
from rag.speakers.names import NAME_WORDS, leading_name
from rag.speakers.parts import (
    DEMONSTRATIVES,
    STOPS,
    behind_heading,
    core_of,
    end_of,
    ends_speaker,
    is_adverbial,
    is_joined,
    is_verb,
    parts_after,
    parts_before,
    trimmed,
    until_end,
    until_verb,
)
from rag.speakers.phrases import STATEMENTS, Phrase, classify, is_plain_role
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import CROWDS, FILLERS, OFFICES, PLURAL, ROLES, SINGULAR, TITLES, is_organisation

_SEATS = frozenset("desa kelurahan kecamatan kabupaten kota provinsi dusun kampung distrik".split())
_ORDINALS = frozenset("pertama kedua ketiga keempat kelima terakhir lain lainnya".split())
_FAR = 70  # tokens looked at on either side of a cue, so that time stays linear
_OPENING = 16  # words before a name that a sentence begins with, at most


def before(tokens: Sequence[Token], end: int, evidence: Evidence) -> Phrase | None:
    """Read the subject in front of a verb: the tokens of its clause before index ``end``."""
    parts = parts_before(tokens[max(0, end - _FAR) : end])
    aside: list[Token] | None = None  # what describes the name that stands before it
    for n in reversed(range(len(parts))):
        whole = trimmed(parts[n], first=n == 0)
        part = until_verb(whole)
        if len(part) < len(whole) and not is_joined(tokens, end):
            return None  # another verb's subject, and this verb is not "... dan meminta"
        if not part or is_adverbial(part[0], evidence, first=n == 0):
            part = behind_heading(whole) if n == 0 else []
        if not part or (n and n == len(parts) - 1 - (not parts[-1]) and _is_known(part, ("city", "region"))):
            continue  # nothing, or "dosen Universitas Arga Mulia, Semarang, mengatakan"
        phrase = classify(part, evidence)
        previous = trimmed(parts[n - 1], first=n == 1) if n else []
        if previous and is_adverbial(previous[0], evidence, first=n == 1):
            previous = []
        if aside is not None:
            return _with_aside(phrase, part, previous, aside, evidence)
        if not previous or phrase.kind in ("pronoun", "plural") or (phrase.kind == "anaphor" and part[0].is_capital):
            return phrase
        if phrase.kind == "other" and not parts[-1]:
            phrase = _unknown_name(part, evidence, 3) or phrase  # "Peternak dari Dusun Cemara, Tukiman, meminta"
        if phrase.kind == "person" and (phrase.described is None or previous[0].fold in ROLES):
            return _described(phrase, previous)
        if not _may_describe(part, previous):
            return phrase
        aside = part
    return None


def after(tokens: Sequence[Token], start: int, evidence: Evidence) -> Phrase | None:
    """Read the speaker behind a verb or ``menurut``: the tokens from index ``start``."""
    found = list(tokens[start : start + _FAR])
    if not found:
        return None
    if found[0].fold in SINGULAR or found[0].fold in PLURAL:
        return Phrase("pronoun" if found[0].fold in SINGULAR else "plural", (found[0].start, found[0].end))
    if found[0].fold in STATEMENTS:
        return _joint_statement(found)
    parts = parts_after(found)
    first = trimmed(parts[0], first=False) if parts else []
    if not first or is_adverbial(first[0], evidence, first=False):
        return None
    phrase = classify(first, evidence)
    rest = parts[1:]
    while len(rest) > 1 and _is_seat(rest[0]):
        rest = rest[1:]  # "Kepala Dusun Randu, Kelurahan Sukamaju, ..., Wira Laksana"
    if not rest or is_adverbial(rest[0][0], evidence, first=False):
        return phrase
    return _with_second(phrase, first, rest[0], evidence)


def subject(tokens: Sequence[Token], evidence: Evidence) -> Phrase | None:
    """Read whom a sentence without a cue begins with: "Haji Sangkala, nelayan tertua, ...", "Kristina termasuk ..."."""
    for part in parts_before(tokens[:_FAR], forward=True)[:3]:
        words = trimmed(part, first=True)
        if not words or is_adverbial(words[0], evidence, first=True):
            continue
        headed = words[0].fold in ROLES or is_organisation(words[0].fold)
        end = 1
        while end < len(words) and (_is_part(words[end]) or (headed and _goes_on(words[end], end))):
            end += 1
        end += end < len(words) and words[end].fold in DEMONSTRATIVES
        return classify(words[:end], evidence)
    return None


def agent(tokens: Sequence[Token], evidence: Evidence) -> Phrase | None:
    """Read who acts in a passive sentence ("disanggah Dr. Lavinia Tamaela", "datang dari Ketua ..., Tarsinah")."""
    for n, token in enumerate(tokens[:_FAR]):
        passive = is_verb(token) and token.fold.startswith("di")
        if passive or token.fold == "oleh" or (token.fold == "dari" and n and tokens[n - 1].fold == "datang"):
            phrase = after(tokens, n + 1, evidence)
            if phrase is not None and phrase.kind == "person":
                return phrase
    return None


def opens_with(tokens: Sequence[Token], n: int) -> bool:
    """Tell whether a sentence's subject is the name at index ``n``: only a role and conjunctions before it."""
    words = [t for t in tokens[: min(n, _FAR)] if t.is_word and not t.inside]
    words = [t for t in words if t.fold not in FILLERS or t.fold == "itu"]
    if n >= _FAR or len(words) > _OPENING or any(t.text in STOPS - {"\u2014", "\u2013"} for t in tokens[:n]):
        return False
    plain = not any(is_verb(t) or t.fold == "yang" or ends_speaker(t) for t in words)
    return not words or (plain and words[0].fold in ROLES)


def is_general(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell people at large ("Penghuni yang menunggak ...") from the one who holds an office."""
    words = [t for t in tokens[:_FAR] if t.start >= phrase.span[0]]
    following = next((t.fold for t in words if t.start >= phrase.span[1]), "")
    return following == "yang" or words[0].fold in CROWDS or words[0].fold not in OFFICES


def is_thing(tokens: Sequence[Token], end: int, evidence: Evidence) -> bool:
    """Tell whether the subject in front of a verb is no person ("Laporan itu menyebut"), or there is none."""
    phrase = before(tokens, end, evidence)
    if phrase is None:
        return True
    near = tokens[max(0, end - _FAR) : end]
    words = [t for t in near if phrase.span[0] <= t.start < phrase.span[1] and t.is_word]
    return not words or words[-1].fold in DEMONSTRATIVES or not any(t.is_capital for t in words[1:] or words)


def _with_second(phrase: Phrase, first: Sequence[Token], second: Sequence[Token], evidence: Evidence) -> Phrase:
    """Join the part behind the first: a name behind a role, or a role behind a name."""
    unnamed = phrase.kind in ("role", "anaphor")
    if unnamed or phrase.described is not None or (phrase.kind == "organisation" and not first[0].is_capital):
        name = _name_only(second, evidence)
        if name is None and unnamed:
            other = classify(second, evidence)  # "ketua misi, mantan hakim konstitusi Harjuno Pakpahan"
            name = other if other.kind == "person" else None
        if name is not None:
            return Phrase("person", (first[0].start, name.span[1]), name.name, (first[0].start, end_of(first)))
    elif phrase.kind == "person" and _is_aside(second) and _begins_role(second):
        role = until_end(second)
        return replace(phrase, span=(phrase.span[0], end_of(role)), described=(role[0].start, end_of(role)))
    return phrase


def _with_aside(
    phrase: Phrase, part: Sequence[Token], previous: Sequence[Token], aside: Sequence[Token], evidence: Evidence
) -> Phrase:
    """Return the name that an aside describes ("Jerome Sauvage, mantan Kepala ..., menyatakan")."""
    # A role in front says more about why somebody speaks, but for "Panelis ketiga".
    ranked = bool(previous) and previous[0].fold in ROLES and previous[-1].fold not in _ORDINALS
    if phrase.kind == "person" and phrase.described is None and ranked:
        return _described(phrase, previous)
    role = until_end(aside)
    if is_organisation(role[0].fold) and role[0].fold not in ROLES:
        if phrase.kind == "organisation" or (phrase.kind in ("person", "other") and phrase.described is None):
            return Phrase("organisation", (part[0].start, end_of(part)), tuple(core_of(part)))
        return Phrase("other", phrase.span)
    if phrase.kind == "other" and role[0].fold in ROLES:
        phrase = _unknown_name(part, evidence, 4) or phrase
    if phrase.kind == "person" and phrase.described is None:
        return replace(phrase, described=(role[0].start, end_of(role)))
    return phrase


def _described(phrase: Phrase, previous: Sequence[Token]) -> Phrase:
    """Add the role in front of a name ("Wakil ketua forum, Teoni Malakai, ...")."""
    words = until_end(previous)
    core = core_of(words)
    if len(core) > 1 and core[0].fold in ("sebuah", "salah") and any(is_organisation(t.fold) for t in core[1:3]):
        return Phrase("organisation", (phrase.name[0].start, phrase.name[-1].end), phrase.name)
    if not core or (core[0].fold not in ROLES and not is_plain_role(core, phrase.name)):
        inner = next((n for n, t in enumerate(core) if t.is_capital and t.fold in ROLES), None)
        if inner is None:
            return phrase
        core = core[inner:]
    if any(map(is_verb, core)) or (core[-1].fold in DEMONSTRATIVES and len(core) == 2):
        return phrase
    start = core[0].start
    described = (start, end_of([t for t in words if t.start >= start]))
    return Phrase("person", (start, phrase.span[1]), phrase.name, described)


def _unknown_name(part: Sequence[Token], evidence: Evidence, most: int) -> Phrase | None:
    """Read as a name up to ``most`` words of which nothing says that they are something else."""
    core = core_of(part)
    if 0 < len(core) <= most and all(map(evidence.can_be_name, core)):
        return Phrase("person", (core[0].start, core[-1].end), tuple(core))
    return None


def _name_only(part: Sequence[Token], evidence: Evidence) -> Phrase | None:
    core = core_of(until_end(part))
    name = leading_name(core, evidence)
    if 1 < len(name) < len(core) < NAME_WORDS and all(t.is_capital and not is_organisation(t.fold) for t in core):
        name = tuple(core)  # an ordinary word may be a surname too
    behind = core[len(name)] if len(name) < len(core) else None
    if not name or (behind is not None and behind.fold not in ("dari", "asal", "di") and not is_verb(behind)):
        return None
    return Phrase("person", (name[0].start, name[-1].end), name)


def _joint_statement(tokens: Sequence[Token]) -> Phrase:
    """Read "pernyataan bersama yang dirilis setelah Sidang Umum IPCNKR", with the organisation named in it."""
    count = next((n for n, t in enumerate(tokens) if t.text in (",", ".") or t.text in STOPS), len(tokens))
    named = tuple(t for t in tokens[:count] if t.is_acronym)
    return Phrase("statement", (tokens[0].start, tokens[count - 1].end), named[-1:])


def _may_describe(part: Sequence[Token], previous: Sequence[Token]) -> bool:
    """Tell an aside behind a name: "Haji Sangkala, nelayan tertua", "Rudi Hartawan, Koordinator Tirta Bahari"."""
    if part[0].is_capital:
        plain = all(t.is_capital and t.fold not in ROLES for t in core_of(previous))
        return part[0].fold in ROLES and plain and _is_aside(part)
    return (previous[0].is_capital or previous[0].fold in TITLES) and _is_aside(part)


def _is_aside(part: Sequence[Token]) -> bool:
    """Tell a part that may describe the name before it: no verb outside its relative clause."""
    head = until_end(part)
    return bool(head) and not any(is_verb(t) for t in head) and head[0].fold not in CROWDS - ROLES


def _is_known(part: Sequence[Token], kinds: Sequence[Kind]) -> bool:
    core = core_of(part)
    known = known_at([t.text for t in core], 0) if core and core[0].is_capital else None
    return known is not None and known[1] == len(core) and known[0].kind in kinds


def _is_seat(part: Sequence[Token]) -> bool:
    """Tell a place or organisation between a role and a name."""
    if not part[0].is_capital:
        return False
    headed = part[0].fold in _SEATS or is_organisation(part[0].fold)
    return headed or _is_known(part, ("city", "region", "country", "organisation"))


def _begins_role(part: Sequence[Token]) -> bool:
    article = len(part) > 1 and part[0].fold in ("a", "an", "the")
    return part[1 if article else 0].fold in ROLES


def _is_part(token: Token) -> bool:
    return token.inside or token.is_capital


def _goes_on(token: Token, length: int) -> bool:
    """Tell a word that a subject headed by a role or organisation may hold."""
    return length < 12 and not is_verb(token) and not ends_speaker(token) and token.fold not in FILLERS
