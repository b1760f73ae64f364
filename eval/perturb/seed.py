"""A true claim, written by hand, and the lists by which the rules edit it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SALT = "kutip claims 1"
Pairs = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Seed:
    """A true claim and the whole sentences that support it together.

    ``also`` are further sentences that support it. ``speaker``, ``drop`` and ``roles`` are parts of the claim, marked
    by hand: who says it, what may go without making it false, and which two participants can change places.
    """

    id: str
    family: str
    article: str
    lang: str
    style: str
    claim: str
    evidence: tuple[str, ...]
    also: tuple[str, ...] = ()
    speaker: str | None = None
    drop: str | None = None
    roles: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Swaps:
    """The swap lists of one language and one article, all as (from, to) but the groups of names.

    Names of one group (of ``entities`` or ``speakers``) can stand in for each other.
    """

    lang: str
    words: Mapping[str, Pairs]
    numbers: Sequence[str]
    weekdays: Sequence[str]
    months: Sequence[str]
    entities: Pairs
    speakers: Pairs


def seed_of(row: Mapping[str, Any]) -> Seed:
    """Return the seed that a line of ``seeds.jsonl`` writes down."""
    fixed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Seed(**fixed)


def swaps_of(lists: Mapping[str, Any], seed: Seed) -> Swaps:
    """Return the lists for a seed's language and article."""
    column = 0 if seed.lang == "id" else 1
    article = lists["articles"][seed.article]
    entities, speakers = (
        [[name[column] for name in group if name[column]] for group in article[key]] for key in ("entities", "speakers")
    )
    return Swaps(**lists[seed.lang], entities=entities, speakers=speakers)


def digest(*parts: str) -> str:
    """Return hexadecimal digits that are always the same for the same parts: chance that can be repeated."""
    return hashlib.sha256(":".join((_SALT, *parts)).encode()).hexdigest()
