"""What a phrase without commas is: a person with a role, an organisation, a pronoun, "politikus itu", a crowd.

Knows one phrase at a time, with the article's evidence about names; who a pronoun stands for is
decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.guards.exonyms import known_at
from rag.speakers.evidence import Evidence
from rag.speakers.names import leading_name, trailing_name
from rag.speakers.parts import DEMONSTRATIVES, acronym_at_end, core_of, end_of, is_verb, until_end
from rag.speakers.speaker import Span
from rag.speakers.tokens import Token
from rag.speakers.vocabulary import (
    ADVERBIALS,
    CROWDS,
    ENGLISH_ENDS,
    PERSON_NOUNS,
    PLURAL,
    ROLES,
    SINGULAR,
    TITLES,
    is_common,
    is_organisation,
)

PhraseKind = Literal[
    "person", "pronoun", "plural", "anaphor", "role", "organisation", "that organisation", "crowd", "statement", "other"
]
STATEMENTS = frozenset("pernyataan komunike deklarasi statement communique declaration resolusi".split())
_FROM = frozenset("di dari asal of from".split())
_INSIDE_NAMES = frozenset("untuk dan of for the and bagi".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its kind and span, the words of the name in it, and the span of the role that it gives."""

    kind: PhraseKind
    span: Span
    name: tuple[Token, ...] = ()
    described: Span | None = None


def classify(part: Sequence[Token], evidence: Evidence) -> Phrase:
    """Tell what a phrase without commas is."""
    headed = part[0].fold in PERSON_NOUNS or is_organisation(part[0].fold)
    words = list(part) if part[-1].fold in DEMONSTRATIVES and headed else until_end(part)
    core = core_of(words)
    if not core:
        return Phrase("other", (part[0].start, part[-1].end))
    span = (core[0].start, end_of(words))
    unnamed = _pointing(core, span)
    if unnamed is not None:
        return unnamed
    second = _second_role(part[len(words) :], evidence) if core[0].fold in ROLES else None
    if second is not None and second.described is not None and not trailing_name(core, evidence):
        return replace(second, span=(span[0], second.span[1]), described=(span[0], second.described[1]))
    cut = next((n for n, t in enumerate(words) if n and t.fold in _FROM and not t.inside), None)
    if cut is not None:
        shorter = _named(words[:cut], core_of(words[:cut]), span, evidence)
        rest = words[cut + 1 :]
        if cut == 1 and rest and rest[0].is_capital and is_organisation(rest[0].fold):
            alone = core[0].is_capital and evidence.can_be_name(core[0])  # "Gunardi dari PT Kayu Jati"
            shorter = Phrase("person", span, (core[0],)) if alone else shorter
        if shorter.kind == "person":
            return _from(shorter, words[cut], rest)
    return _named(words, core, span, evidence)


def is_plain_role(head: Sequence[Token], name: Sequence[Token]) -> bool:
    """Tell a description of up to four small words ("kurator tekstil") before a name of two words or more."""
    small = all(not t.is_capital for t in head[1:]) and 0 < len(head) <= 4
    verb = any(is_verb(t) or t.fold in ADVERBIALS for t in head)
    return small and not verb and len(name) > 1 and (not head[0].is_capital or not is_common(head[0].fold))


def _pointing(core: Sequence[Token], span: Span) -> Phrase | None:
    """Return a phrase that points at somebody instead of naming them: "dia", "pria itu", "lembaga tersebut"."""
    first, last = core[0].fold, core[-1]
    if last.fold in SINGULAR or last.fold in PLURAL:
        return Phrase("pronoun" if last.fold in SINGULAR else "plural", (last.start, last.end))
    if len(core) > 1 and last.fold in DEMONSTRATIVES:
        if first in PERSON_NOUNS and first not in ("salah", "seorang"):
            return Phrase("anaphor", span)
        if is_organisation(first) and any(t.is_capital for t in core[1:]):
            return Phrase("organisation", (span[0], core[-2].end), tuple(core[:-1]))
        return Phrase("that organisation" if is_organisation(first) else "other", span)
    if first == "pihaknya":
        return Phrase("pronoun", span)
    if first in STATEMENTS:
        return Phrase("statement" if any(t.fold == "bersama" for t in core) else "other", span)
    return None


def _second_role(rest: Sequence[Token], evidence: Evidence) -> Phrase | None:
    """Read the name behind a second role: "Kepala BPD yang juga Ketua Satgas Wira Laksana"."""
    if len(rest) < 3 or rest[0].fold != "yang" or rest[1].fold not in ("juga", "sekaligus"):
        return None
    phrase = classify(rest[2:], evidence)
    return phrase if phrase.kind == "person" else None


def _from(phrase: Phrase, preposition: Token, rest: Sequence[Token]) -> Phrase:
    """Keep where somebody without a role comes from: "Hamdan dari KKP Kelas III Bima"."""
    phrase = replace(phrase, span=(phrase.span[0], phrase.name[-1].end))
    if phrase.described is not None or preposition.fold == "di" or not rest or not rest[0].is_capital:
        return phrase
    organised = is_organisation(rest[0].fold) or rest[0].is_acronym
    return replace(phrase, described=(rest[0].start, end_of(rest))) if organised else phrase


def _named(words: Sequence[Token], core: Sequence[Token], span: Span, evidence: Evidence) -> Phrase:
    named = _behind_acronym(core, evidence) or _bare_name(words, core, span, evidence)
    named = named or _organisation(words, core, span)
    if named is not None:
        return named
    first = core[0].fold
    core, name = _role_and_name(core, evidence)
    if first in ROLES and name and acronym_at_end(words) and name[-1].end + 2 >= words[-3].start:
        # The short form belongs to an organisation, in a role or as a group ("Relawan Suara Tepi Batas (STB)").
        group = first == "relawan"
        return Phrase("organisation", span, tuple(core)) if group else Phrase("role", span, described=span)
    single = len(name) < 2 and not (name and name[0].fold in evidence.names)
    if core[0].text[0].isdigit() or (first in CROWDS and single):
        return Phrase("crowd", span)
    if first in ROLES or (name and is_plain_role(core[: -len(name)], name)):
        if not name:
            return Phrase("role", span, described=span)
        head = core[: -len(name)]
        described = (head[0].start, end_of([t for t in words if t.start < name[0].start])) if head else None
        return Phrase("person", (core[0].start, name[-1].end), name, described)
    inner = next((n for n, t in enumerate(core) if n and t.is_capital and t.fold in ROLES), None)
    if inner is not None and not core[inner - 1].is_capital:
        # A heading that ran into the sentence: "Tata cara pendaftaran Ketua Panitia Rapat ...".
        start = core[inner].start
        return _named([t for t in words if t.start >= start], core[inner:], (start, span[1]), evidence)
    return Phrase("other", span)


def _behind_acronym(core: Sequence[Token], evidence: Evidence) -> Phrase | None:
    """Read English order, the affiliation first: "IPCNKR Chairman Kim Gi-hyeon"."""
    role = next((n for n, t in enumerate(core[:4]) if n and t.is_capital and t.fold in ROLES), None)
    name = trailing_name(core[role:], evidence) if role is not None and core[0].is_acronym else ()
    if not name or core[0].fold in TITLES:
        return None
    last = core[len(core) - len(name) - 1]
    return Phrase("person", (core[0].start, name[-1].end), name, (core[0].start, last.end))


def _bare_name(words: Sequence[Token], core: Sequence[Token], span: Span, evidence: Evidence) -> Phrase | None:
    """Return a phrase that is nothing but a person's, country's or organisation's name."""
    place = known_at([t.text for t in core], 0) if core[0].fold not in evidence.names else None
    name = leading_name(core, evidence)
    if (place is not None and place[1] >= len(core)) or (name and acronym_at_end(words)):
        return Phrase("organisation", span, tuple(core))
    if name and len(name) == len(core) and (len(name) > 1 or name[0].fold in evidence.names):
        return Phrase("person", (core[0].start, name[-1].end), name)
    if core[-1].fold in ENGLISH_ENDS and all(t.is_capital or t.fold in _INSIDE_NAMES for t in core):
        return Phrase("organisation", span, tuple(core))
    return None


def _organisation(words: Sequence[Token], core: Sequence[Token], span: Span) -> Phrase | None:
    first = core[0]
    if first.fold in ROLES or first.fold in TITLES:
        return None
    capital = first.is_capital and all(t.is_capital or t.fold in _INSIDE_NAMES for t in core)
    if is_organisation(first.fold) or (capital and (first.is_acronym or acronym_at_end(words))):
        return Phrase("organisation", span, tuple(core))
    return None


def _role_and_name(core: Sequence[Token], evidence: Evidence) -> tuple[Sequence[Token], tuple[Token, ...]]:
    """Return the words up to the name's end, and the name that ends them; empty where there is none."""
    name = trailing_name(core, evidence)
    last = max((n for n, t in enumerate(core) if t.is_capital), default=0)
    if name or not last or core[0].fold not in ROLES:
        return core, name
    shorter = trailing_name(core[: last + 1], evidence)  # "Mantan wali kota Anselmo Durrani terpilih ..."
    return (core[: last + 1], shorter) if len(shorter) > 1 else (core, ())
