"""What a follow-up question stands for: rewrites made from the conversation, plain and few.

A question that stands alone is left alone. One that leans on what came before ("Kapan dia
membelot?", "And since then?") gets a few standalone candidates; which of them is meant is for
the evidence to say. The history supplies words for the question and never evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import words
from rag.reply import Answer, Turn

# Further back, people do not refer without naming.
REACH = 3
MOST = 3

_PERSON = re.compile(
    r"\b(?:dia|ia|beliau|mereka|orang itu|tokoh itu|he|she|him|they|them|that person|this person)\b", re.IGNORECASE
)
_OWNER = re.compile(r"\b(?:his|her|their|its)\b(?= \w)", re.IGNORECASE)
_SUFFIX = re.compile(r"\b(?P<stem>[a-z]{3,}?)nya\b", re.IGNORECASE)
# Words that end in -nya without pointing at anything.
NOT_POINTING = frozenset(
    "hanya tanya bertanya punya biasanya akhirnya sebenarnya khususnya misalnya umumnya sebaiknya seharusnya "
    "bukannya apanya kenapanya selanjutnya sebelumnya sesudahnya setidaknya pertanyaannya artikelnya beritanya "
    "adanya tentunya rupanya intinya isinya".split()
)
_THING = re.compile(r"\b(?:itu|tersebut|di sana|hal itu|that|it|this|there|those|these|then)\b", re.IGNORECASE)
_ELLIPSIS = re.compile(
    r"^(?:kalau|kalo|lalu|terus|trus|dan|sedangkan|bagaimana dengan|gimana dengan|gimana kalau|sejak (?:itu|saat itu)|setelah itu|"
    r"sesudah itu|and|what about|how about|since then|after that|but|so|then|also|or|why\?|mengapa\?|kenapa\?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:kalau|kalo|lalu|terus|trus|dan|sedangkan|bagaimana dengan|gimana dengan|and|what about|how about|but|then|so|also)\s+",
    re.IGNORECASE,
)
_WH = re.compile(
    r"^(?:di ?mana(?:kah)?|ke mana|dari mana|kapan(?:kah)?|siapa(?:kah)?(?: yang)?|berapa(?:kah)?|mengapa|kenapa|bagaimana(?:kah)?|gimana|"
    r"apa(?:kah)?(?: yang)?|where|when|who|whom|why|how (?:many|much|long)|how|what|which)\b\s*(?:(?:is|are|was|were|did|does|do|has|have)\b\s*)?",
    re.IGNORECASE,
)
_OWN_SUBJECT = 4
_THING_NAMED = re.compile(r"(?<=\s)[A-Z][^?]*$")
_NAME = re.compile(r"(?:[A-Z][\w.-]*)(?:[ ](?:(?:of|for|the|de|bin|binti)\b|[A-Z][\w.-]*))*(?<![ ])")


def depends(question: str) -> bool:
    """Tell whether a question leans on what was said before it."""
    plain = question.strip()
    if _ELLIPSIS.search(plain) or _PERSON.search(plain) or _OWNER.search(plain) or _pointing(plain):
        return True
    if _NAME.search(plain[1:]):
        return False
    # "Itu" and "that" point back only where the question brings no subject of its own.
    return len(words(plain)) <= 1 or (bool(_THING.search(plain)) and len(words(plain)) <= 3)


def rewrites(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """Return standalone candidates for a question, the likeliest first; empty where it stands alone.

    Args:
        question: as searched.
        history: earlier turns, oldest first.
    """
    if not history or not depends(question):
        return ()
    found: list[str] = []
    for turn in reversed(history[-REACH:]):
        earlier = _said(turn)
        for name in _subjects(turn):
            if _PERSON.search(question):
                found.append(_PERSON.sub(name, question, count=1))
            elif _OWNER.search(question):
                found.append(_OWNER.sub(f"{name}'s", question, count=1))
            elif _pointing(question) and not _LEAD.search(question):
                found.append(_SUFFIX.sub(lambda m, n=name: f"{m['stem']} {n}", question, count=1))  # type: ignore[misc]
        core = _WH.sub("", earlier.rstrip("?!. "), count=1)
        rest = _LEAD.sub("", question).rstrip("?!. ")
        # What brings its own subject only began with a linking word.
        if len(words(rest)) >= _OWN_SUBJECT:
            found.append(f"{rest[:1].upper()}{rest[1:]}?")
        # "Kalau tempatnya?" after "Berapa jumlah peserta Sidang Umum?": of the thing, not of its other attribute.
        thing = _THING_NAMED.search(core)
        if thing and rest:
            found.append(f"{_without_suffix(rest)} {thing.group()}?")
        if core and rest:
            found.append(f"{_without_suffix(rest)} {core}?")
    return tuple(dict.fromkeys(f for f in found if f != question))[:MOST]


def _said(turn: Turn) -> str:
    return turn.reply.standalone_question or turn.question


def _subjects(turn: Turn) -> tuple[str, ...]:
    """Return who or what an earlier turn was about: the name it was answered with, then the names it asked with."""
    names: list[str] = []
    if isinstance(turn.reply, Answer) and turn.reply.short_answer and _NAME.fullmatch(turn.reply.short_answer):
        names.append(turn.reply.short_answer)
    # Without its question word, or "Kapan Cho Chung-hee" would be a name.
    asked = _WH.sub("", _said(turn), count=1)
    names += [m.group() for m in _NAME.finditer(asked)]
    return tuple(dict.fromkeys(names))[:2]


def _pointing(question: str) -> bool:
    # In a longer question -nya is an article: "harga kamar hotelnya".
    return len(words(question)) <= 2 and any(m.group().lower() not in NOT_POINTING for m in _SUFFIX.finditer(question))


def _without_suffix(text: str) -> str:
    return _SUFFIX.sub(lambda m: m["stem"] if m.group().lower() not in NOT_POINTING else m.group(), text)
