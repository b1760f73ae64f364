"""A claim with a known label, the file of them, and its pairs; knows nothing of how they are made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import UserFacingError

FOLDER = Path(__file__).parents[1] / "claims"
UNSUPPORTED = (
    *("entity", "number", "date", "negation", "antonym", "modality", "quantifier"),
    *("attribution", "role_swap", "cause_order", "extrinsic", "wrong_citation"),
)
CONTROLS = ("synonym", "voice", "translation", "number_format", "clause_drop")


class BadClaim(UserFacingError):
    """A line of the claims' inputs that cannot be used."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: a claim, the evidence it is judged by, and whether the evidence supports it.

    ``kind`` is ``"seed"`` in the true row of a pair and the pair's kind in the other. ``lang`` is the claim's own; it
    differs from the seed's in a translation only.
    """

    id: str
    pair: str
    seed: str
    article: str
    lang: str
    kind: str
    label: str
    claim: str
    evidence: tuple[str, ...]
    source: str
    split: str

    @property
    def supported(self) -> bool:
        """Whether this evidence supports the claim."""
        return self.label == "supported"

    @property
    def family(self) -> str:
        """The seed's family: the claim in Indonesian and in English."""
        return self.seed.rpartition("-")[0]


def load_claims(path: Path = FOLDER / "claims.jsonl") -> tuple[Claim, ...]:
    """Read the rows in their order: the two rows of a pair stand together, the true one first."""
    return tuple(Claim(**{**row, "evidence": tuple(row["evidence"])}) for row in rows(path))


def pairs(claims: Sequence[Claim]) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs as (true, edited); a pair's direction is the language of its true row."""
    return tuple(zip(claims[::2], claims[1::2], strict=True))


def written(claims: Iterable[Claim]) -> str:
    """Return the rows as JSONL."""
    return "".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in claims)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
