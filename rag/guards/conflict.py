"""Where a statement and the evidence it cites differ: in quantities, dates, names or polarity.

What the evidence says and the statement leaves out is no conflict. Give the evidence with the sentences that
its pronouns point to, or a name the statement supplies for *dia* will be reported as not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.language import FUNCTION_WORDS, guess_language
from index.lexical import stems
from rag.guards.absence import nearest_dates, nearest_names, nearest_quantities
from rag.guards.dates import dates
from rag.guards.facts import ArticleFacts, outside
from rag.guards.names import names
from rag.guards.numbers import Quantity, quantities
from rag.guards.polarity import HEDGES, NEGATIVE, Mark, marked, softly_negative
from rag.guards.units import same_dimension

_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(
    r"[,;:\u2014\u2013?!]|\.(?=\s|$)|\b(?:tetapi|namun|sedangkan|sementara|karena|sehingga|dan|yang|agar|but|"
    r"and|while|whereas|because|"
    r"which|who|that|although|however|so)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:lebih(?: \w+)? dari(?:pada)?|di atas|setidaknya|sedikitnya|minimal|paling sedikit|melebihi|"
    r"(?:more|greater|higher|larger) than|over|above|at least|exceed\w*)\s$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:kurang(?: \w+)? dari(?:pada)?|di bawah|maksimal|paling banyak|paling lambat|hampir|"
    r"(?:less|fewer|lower|smaller) than|under|below|at most|up to|almost|nearly)\s$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:sekitar|kira-kira|kurang lebih|about|around|some|roughly|approximately)\s$", re.IGNORECASE)
# "About 600" of 612.
_NEAR = Decimal("0.1")
# What ends the content of a denial; "that" and "bahwa" begin it.
_TURN = re.compile(
    r"[,;:\u2014\u2013?!]|\.(?=\s|$)|\b(?:tetapi|namun|sedangkan|sementara|karena|sebab|sehingga|but|while|whereas|because|"
    r"although|however|since)\b",
    re.IGNORECASE,
)
# How many words after a negation it is taken to be about.
_SCOPE = 3
# A statement that covers this much of its evidence's words has left no clause out.
_COVERS = 0.7


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference; ``evidence_surface`` is the evidence's nearest thing of that kind, "" where it has none."""

    kind: Literal["quantity", "date", "name", "polarity"]
    statement_surface: str
    evidence_surface: str


def conflicts(statement: str, evidence: str) -> tuple[Conflict, ...]:
    """Return where a statement differs from its evidence; each may be in either language."""
    if statement.strip() in evidence:
        return _cut_out(statement.strip(), evidence)
    language = guess_language(statement)
    facts = ArticleFacts.of(evidence)
    return (*_things(statement, language, facts), *_polarity(statement, language or facts.language, facts))


def _cut_out(statement: str, evidence: str) -> tuple[Conflict, ...]:
    """Return the negation that a verbatim statement was cut out behind: "layak pakai" of "tidak layak pakai"."""
    before = evidence[: evidence.find(statement)]
    for mark in marked(before, guess_language(evidence) or ""):
        between = before[mark.span[1] :]
        near = not between.strip() or (mark.kind == "denied" and _TURN.search(between) is None)
        if mark.kind in NEGATIVE and near:
            return (Conflict("polarity", "", before[slice(*mark.span)]),)
    return ()


def _things(statement: str, guessed: str | None, facts: ArticleFacts) -> Iterator[Conflict]:
    language = guessed or facts.language
    # A statement too short to tell its language may write 1.500 either way.
    other = () if guessed else quantities(statement, "en" if language == "id" else "id")
    given = dates(statement, language)
    for name in names(statement, language):
        if not facts.has_name(name, as_country=False):
            yield Conflict("name", name.surface, _first(nearest_names(facts, name)))
    for date in given:
        if not facts.has_date(date):
            yield Conflict("date", statement[slice(*date.span)], _first(nearest_dates(facts, date)))
    ordinals = any(q.unit == "ordinal" for q in facts.quantities)
    for quantity in outside(quantities(statement, language), given):
        idle = quantity.in_words and (quantity.value == 1 or (quantity.unit == "ordinal" and not ordinals))
        readings = (quantity, *(q for q in other if q.span == quantity.span))
        if not idle and not any(facts.has_quantity(q) or _bounded(statement, q, facts) for q in readings):
            surface = statement[slice(*quantity.span)]
            yield Conflict("quantity", surface, _first(nearest_quantities(facts, quantity)))


def _bounded(statement: str, quantity: Quantity, facts: ArticleFacts) -> bool:
    """Tell whether a quantity of the evidence lies where the statement says: "lebih dari 500" of 612."""
    before = statement[max(0, quantity.span[0] - 24) : quantity.span[0]]
    own = [q.value for q in facts.quantities if same_dimension(q.unit, quantity.unit)]
    if _MORE.search(before):
        return any(value >= quantity.value for value in own)
    if _LESS.search(before):
        return any(value <= quantity.value for value in own)
    return _ABOUT.search(before) is not None and any(abs(v - quantity.value) <= quantity.value * _NEAR for v in own)


def _first(surfaces: tuple[str, ...]) -> str:
    return surfaces[0] if surfaces else ""


def _polarity(statement: str, language: str, facts: ArticleFacts) -> Iterator[Conflict]:
    said, shown = marked(statement, language), marked(facts.text, facts.language)
    negations = [m for m in said if m.kind in NEGATIVE]
    denials = [m for m in shown if m.kind in NEGATIVE]
    clash = _negation_clash(statement, language, facts, negations, denials)
    if clash is not None:
        yield Conflict("polarity", *clash)
    said_kinds, shown_kinds = ({m.kind for m in found} for found in (said, shown))
    if "done" in said_kinds and "future" in shown_kinds and "done" not in shown_kinds and "future" not in said_kinds:
        yield Conflict("polarity", _surface(statement, said, "done"), _surface(facts.text, shown, "future"))
    alone = _one_clause(facts.text) or _covers(statement, facts.text)
    for kind in ("alleged", "conditional"):
        if kind == "conditional" and language != facts.language:
            continue  # a translation may put it into words that are no mark
        if kind in shown_kinds and not said_kinds & (HEDGES | {"obliged"}) and alone and not negations:
            yield Conflict("polarity", statement.strip()[:60], _surface(facts.text, shown, kind))


def _negation_clash(
    statement: str, language: str, facts: ArticleFacts, negations: list[Mark], denials: list[Mark]
) -> tuple[str, str] | None:
    """Return the two surfaces where one text negates what the other affirms."""
    evidence = facts.text
    if negations and not denials:
        return None if softly_negative(evidence) else (statement[slice(*negations[0].span)], "")
    if language == facts.language:
        if not negations and softly_negative(statement):
            return None
        said, shown = (_negated(t, m, language) for t, m in ((statement, negations), (evidence, denials)))
        words, own_words = set(_stems(evidence, language)), set(_stems(statement, language))
        for mark, about in said:
            if about and about[0] in words and not any(set(about) & set(other) for _, other in shown):
                return statement[slice(*mark.span)], about[0]
        for mark, about in shown:
            if about and about[0] in own_words and not any(set(about) & set(other) for _, other in said):
                return "", evidence[slice(*mark.span)]
        return None if negations else _denied(own_words, evidence, denials, language)
    whole = _one_clause(evidence) or _covers(statement, evidence)
    if denials and not negations and whole and not softly_negative(statement):
        return "", evidence[slice(*denials[0].span)]
    return None


def _denied(own: set[str], evidence: str, denials: list[Mark], language: str) -> tuple[str, str] | None:
    """Return the denial whose content the statement affirms: "kios dikurangi" of "membantah bahwa kios dikurangi"."""
    for mark in denials:
        if mark.kind == "denied" and own:
            content = _TURN.split(evidence[mark.span[1] :], maxsplit=1)[0]
            if len(own & set(_stems(content, language))) >= _COVERS * len(own):
                return "", evidence[slice(*mark.span)]
    return None


def _negated(text: str, found: list[Mark], language: str) -> list[tuple[Mark, tuple[str, ...]]]:
    """Return each negation with the stems of the words it is about: the next few of its clause."""
    rows = []
    for mark in found:
        clause = _CLAUSE.search(text, mark.span[1])
        about = text[mark.span[1] : clause.start() if clause else len(text)]
        rows.append((mark, tuple(_stems(about, language)[:_SCOPE])))
    return rows


def _stems(text: str, language: str) -> list[str]:
    words = [w.lower() for w in _WORD.findall(text)]
    return stems([w for w in words if w not in FUNCTION_WORDS], language)


def _surface(text: str, found: tuple[Mark, ...], kind: str) -> str:
    return next(text[slice(*m.span)] for m in found if m.kind == kind)


def _one_clause(evidence: str) -> bool:
    return _CLAUSE.search(evidence.rstrip(" .!?\"'\u201d\u2019")) is None


def _covers(statement: str, evidence: str) -> bool:
    return len(_WORD.findall(statement)) >= _COVERS * len(_WORD.findall(evidence))
