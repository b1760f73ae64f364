"""A batch: what raters see, and apart from it the key that says where each unit comes from.

The view holds questions, statements, articles and the sentences cited, and nothing of systems, confidences or
verdicts; its hash ties every rating to exactly this wording. Only the operator's file holds the key.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.rating.guideline import VERSION, Step, steps
from index.errors import UserFacingError

FORMAT = 1


class BadBatch(UserFacingError):
    """A file that is no batch of this version."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article's sentences in order, each with the number of its paragraph."""

    id: str
    sha256: str
    language: str
    title: str | None
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement with the numbers of the sentences it cites; a citation that does not hold is left out."""

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A question and what was replied, as it is judged. ``history`` are the questions before it."""

    id: str
    article: str
    language: str
    question: str
    history: tuple[str, ...]
    refusal: bool
    statements: tuple[Stated, ...]

    def steps(self, answers: Mapping[str, str]) -> tuple[Step, ...]:
        """Return the steps that the answers so far let be asked."""
        return tuple(steps([s.sentences for s in self.statements], answers, refusal=self.refusal))

    def left(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return the keys of the steps without an answer; none where the unit is done."""
        return tuple(step.key for step in self.steps(answers) if step.key not in answers)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit comes from.

    ``family`` is its question's; ``planted`` the label of the claim that was put in as an answer. ``verbatim`` says of
    each statement whether the reply presented it as the article's own words.
    """

    answerer: str
    family: str
    item: str
    kind: str
    verbatim: tuple[bool, ...]
    planted: str | None = None
    claim: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Units in the order of their ids, their articles, and the key; ``hash`` is the SHA-256 of the view."""

    seed: int
    guideline: str
    articles: tuple[Text, ...]
    units: tuple[Unit, ...]
    key: Mapping[str, Origin]
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        known = {a.id: len(a.sentences) for a in self.articles}
        for unit in self.units:
            cited = [n for s in unit.statements for n in s.sentences]
            if unit.article not in known or not all(1 <= n <= known[unit.article] for n in cited):
                raise ValueError(f"unit {unit.id} cites what is not in the batch")
        if sorted(self.key) != [u.id for u in self.units]:
            raise ValueError("units are not in the order of their ids, or lack their key")
        object.__setattr__(self, "hash", hashlib.sha256(_canonical(self.view).encode()).hexdigest())

    @property
    def view(self) -> dict[str, Any]:
        """What a rater's page or file holds."""
        units = [asdict(u) for u in self.units]
        return {
            "format": FORMAT,
            "guideline": self.guideline,
            "articles": [asdict(a) for a in self.articles],
            "units": units,
        }

    def unit(self, name: str) -> Unit | None:
        """Return a unit by its id."""
        return next((u for u in self.units if u.id == name), None)


def written(batch: Batch) -> str:
    """Return the operator's file: the view with its hash, the seed and the key."""
    key = {name: asdict(origin) for name, origin in batch.key.items()}
    whole = {**batch.view, "hash": batch.hash, "seed": batch.seed, "key": key}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def save(batch: Batch, path: Path) -> None:
    """Write the operator's file, readable by its owner only, because it unblinds."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(written(batch))


def load(path: Path) -> Batch:
    """Read an operator's file.

    Raises:
        BadBatch: it is none, or was changed after it was drawn.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadBatch(f"{path} cannot be read ({error}): give a batch made by 'kutip eval rate new'.") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Batch:
    """Read an operator's file from its text; ``name`` is used in messages.

    Raises:
        BadBatch: as ``load``.
    """
    try:
        whole = json.loads(text)
        batch = _batch(whole)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadBatch(f"{name} is no batch ({error}): give one made by 'kutip eval rate new'.") from error
    if whole.get("format") != FORMAT or batch.guideline != VERSION:
        raise BadBatch(
            f"{name} has format {whole.get('format')} and guideline {batch.guideline!r}, not {FORMAT} and {VERSION!r}: "
            "finish it with the Kutip that drew it, or draw a new one."
        )
    if batch.hash != whole.get("hash"):
        raise BadBatch(f"{name} was changed after it was drawn: restore it, or draw a new one.")
    return batch


def _batch(whole: Mapping[str, Any]) -> Batch:
    return Batch(
        seed=int(whole["seed"]),
        guideline=str(whole["guideline"]),
        articles=tuple(
            Text(**{**a, "sentences": tuple(a["sentences"]), "paragraphs": tuple(a["paragraphs"])})
            for a in whole["articles"]
        ),
        units=tuple(
            Unit(**{
                **u,
                "history": tuple(u["history"]),
                "statements": tuple(Stated(s["text"], tuple(s["sentences"])) for s in u["statements"]),
            })
            for u in whole["units"]
        ),
        key={name: Origin(**{**o, "verbatim": tuple(o["verbatim"])}) for name, o in whole["key"].items()},
    )  # fmt: skip


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
