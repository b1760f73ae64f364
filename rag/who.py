"""Questions about people, answered from how the article introduces them: who somebody is, who holds an office.

Only persons to whom the article attributes something are known here; everybody else is the reader's to find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import words
from rag.saying import own_words
from rag.speakers import Attribution, Speaker

# English offices and the Indonesian words that an article may have for them.
_OFFICES = {
    "chair": ("ketua",), "chairman": ("ketua",), "chairwoman": ("ketua",), "chairperson": ("ketua",),
    "head": ("kepala", "ketua"), "leader": ("ketua", "pemimpin"), "director": ("direktur",), "minister": ("menteri",),
    "president": ("presiden",), "governor": ("gubernur",), "mayor": ("wali kota",), "regent": ("bupati",),
    "secretary": ("sekretaris",), "spokesperson": ("juru bicara",), "spokesman": ("juru bicara",),
    "coordinator": ("koordinator",), "rector": ("rektor",), "founder": ("pendiri",), "former": ("mantan", "eks"),
}  # fmt: skip
_CHAIRS = {"mengetuai": "ketua", "diketuai": "ketua", "memimpin": "ketua", "chairs": "ketua", "heads": "ketua",
           "leads": "ketua"}  # fmt: skip
_FORMER = re.compile(r"\b(?:mantan|eks|bekas|former|dulu|dahulu|used to|once|was|were)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:sekarang|kini|saat ini|now|current(?:ly)?|today|at present)\b", re.IGNORECASE)
_HELD = "|".join(sorted({office for offices in _OFFICES.values() for office in offices} - {"mantan", "eks"}))
_WHO_IS = re.compile(
    r"^(?:jadi |lalu |terus )?(?:siapa(?:kah)?|siapa nama)(?: sih| itu| sebenarnya| sebetulnya)* "
    r"(?!yang )(?P<after>.+?)(?: itu| ini| sih| ya)?$|"
    r"^(?P<before>(?!apa|kata|menurut)[\w .'’-]+?) (?:itu |adalah )?siapa(?: sih| ya| itu)?$|"
    r"^(?:so |and )?(?:who(?:'s|’s| is| was)|who are) (?P<english>.+?)$",
    re.IGNORECASE,
)
_WHO_CHAIRS = re.compile(
    r"^(?:siapa(?:kah)? (?:yang|yg) |who )(?P<verb>mengetuai|memimpin|chairs|heads|leads) (?P<rest>.+?)$", re.IGNORECASE
)
_POST = r"(?:position|post|office|title|role)"
_WHICH_OFFICE = re.compile(
    r"^(?:jadi |lalu |terus )?(?:apa(?:kah)? )?(?:jabatan|posisi|kedudukan) (?P<after>(?!yang ).+?)(?: apa)?"
    r"(?: sih| ya)?$|"
    rf"^(?:so |and )?what(?:'s|’s| is| was) (?P<english>.+?)['’]s? (?:current |former |old )?{_POST}"
    r"(?P<place> (?:in|at) .+)?$|"
    rf"^(?:so |and )?what {_POST} (?:does|did) (?P<holder>.+?) (?:hold|have)(?P<where> .+)?$",
    re.IGNORECASE,
)
# Words around a name that say when an office was held.
_WHEN = frozenset("dulu dahulu dulunya sekarang kini itu ini di in at the once used to".split())
_TITLES = frozenset("pak bu bapak ibu tuan mr mrs ms dr prof direktur ketua".split())


@dataclass(frozen=True, slots=True)
class Known:
    """The people a question is about; ``by_name`` where it named one and asks for the office."""

    people: tuple[Speaker, ...]
    by_name: bool

    @property
    def answer(self) -> str | None:
        """The short answer: the office of a person asked for by name, the name of one asked for by office."""
        if len(self.people) != 1:
            return None
        return self.people[0].described if self.by_name else self.people[0].name


def asked_about(question: str, text: str, attributions: Sequence[Attribution]) -> Known | None:
    """Return the people that a question asks about by name or by office, or None.

    Args:
        question: as understood.
        text: the article.
        attributions: who says each of its sentences.
    """
    plain = " ".join(question.split()).rstrip("?!. ")
    people = {
        a.speaker.name: a.speaker
        for a in attributions
        if a.speaker is not None and a.speaker.described and a.mode != "collective"
    }
    if (office := _WHICH_OFFICE.search(plain)) is not None:
        return _office_of(plain, " ".join(part for part in office.groups() if part), text, tuple(people.values()))
    rest = _asked(plain)
    if rest is None:
        return None
    asked = frozenset(word.casefold() for word in re.findall(r"[\w'’-]+", rest)) - _TITLES
    named = [p for p in people.values() if asked & own_words(p.name, text) and asked <= _all(p.name)]
    if len(named) == 1:
        return Known((named[0],), by_name=True)
    wanted = _office_words(rest)
    holders = tuple(p for p in people.values() if any(w == frozenset(words(p.described or "")) for w in wanted))
    return Known(holders, by_name=False) if holders else None


def _office_of(question: str, rest: str, text: str, people: Sequence[Speaker]) -> Known | None:
    """Return the one person whose office is asked for, if it is known; words beside the name must be the office's."""
    asked = frozenset(re.findall(r"[\w'’-]+", rest.casefold())) - _TITLES - _WHEN
    named = [p for p in people if asked & own_words(p.name, text) and asked <= _all(p.name) | _all(p.described or "")]
    if len(named) != 1:
        return None
    (person,) = named
    # An office of today says nothing about one of before, nor the other way round.
    former = _FORMER.search(person.described or "") is not None
    mismatch = _NOW.search(question) if former else _FORMER.search(question)
    return None if mismatch else Known((person,), by_name=True)


def wrong_office(question: str, text: str) -> bool:
    """Tell whether a sentence only has the asked office as a former one, which the question does not ask for."""
    plain = " ".join(question.split()).rstrip("?!. ")
    rest = _asked(plain)
    if rest is None or _FORMER.search(plain):
        return False
    offices = {office for option in _office_words(rest) for office in option if re.fullmatch(_HELD, office)}
    held = [re.finditer(rf"\b(?P<former>(?:mantan|eks|bekas)[ -](?:\w+ )?)?{office}\b", text, re.IGNORECASE)
            for office in sorted(offices)]  # fmt: skip
    found = [match for matches in held for match in matches]
    return bool(found) and all(match["former"] for match in found)


def _asked(plain: str) -> str | None:
    """Return the name or office that is asked about."""
    chairs = _WHO_CHAIRS.search(plain)
    if chairs is not None:
        return f"{_CHAIRS[chairs['verb'].casefold()]} {chairs['rest']}"
    found = _WHO_IS.search(plain)
    return None if found is None else found["after"] or found["before"] or found["english"]


def _all(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in re.findall(r"[\w'’-]+", name))


def _office_words(rest: str) -> tuple[frozenset[str], ...]:
    """Return the content words of an office, once for each way to say its English words in Indonesian."""
    options: list[list[str]] = [[]]
    for word in words(rest):
        said = _OFFICES.get(word, (word,))
        options = [[*option, *each.split()] for option in options for each in said]
    return tuple(frozenset(option) for option in options)
