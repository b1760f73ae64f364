"""Questions of several parts, taken apart, so that each is answered or said to be missing.

"Siapa X dan apa pesannya?" asks twice; "Bandingkan pandangan X dan Y" asks about two people. A later part may lean
on the first ("pesannya"): it is understood as a follow-up of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 3

_WH = (
    r"(?:apa(?:kah)?|siapa(?:kah)?|kapan(?:kah)?|di mana(?:kah)?|dimana|ke mana|mengapa|kenapa|"
    r"bagaimana(?:kah)?|gimana|berapa(?:kah)?|what|who|when|where|why|how|which)\b"
)
_JOINT = re.compile(rf",? (?:dan|serta|lalu|and) (?=(?:juga |also )?{_WH})", re.IGNORECASE)
_OPENS = re.compile(rf"^(?:\w+ )?{_WH}", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:bandingkan|membandingkan|perbandingan|beda(?:nya)?|perbedaan|persamaan|compare[sd]?|comparison|differ(?:s|ence|ent)?|"
    r"versus|vs)\b",
    re.IGNORECASE,
)


def parts_of(question: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a question, in order; the question alone where it has one part.

    Args:
        question: as searched.
        names: the full names of the people who may be compared.
    """
    plain = " ".join(question.split())
    if _COMPARES.search(plain):
        compared = [name for name in names if name in plain]
        if len(compared) > 1:
            return tuple(_about(plain, name, compared) for name in compared)[:MOST]
    pieces = [piece.strip() for piece in _JOINT.split(plain)]
    if len(pieces) < 2 or not _OPENS.search(pieces[0]) or any(len(piece.split()) < 2 for piece in pieces):
        return (question,)
    return tuple(f"{piece.rstrip('?!. ')}?" for piece in pieces)[:MOST]


def _about(question: str, name: str, compared: Sequence[str]) -> str:
    """Return a comparison as a question for one of those compared."""
    either = "|".join(re.escape(other) for other in compared)
    joined = rf"(?:{either})(?:['’]s)?(?:(?:,? (?:dan|dengan|and|with|vs\.?|versus)|,) (?:{either})(?:['’]s)?)+"
    rest = " ".join(re.sub(joined, name, _COMPARES.sub("", question)).split())
    return f"{rest[:1].upper()}{rest[1:]}".rstrip("?!. ") + "?"
