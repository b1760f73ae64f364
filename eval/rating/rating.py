"""A rating: what one person clicked, once; and the check that it fits its batch before it is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.rating.batch import Batch, Unit
from eval.rating.guideline import BY_NAME, CANNOT, CAUSES, REASONS
from index.errors import UserFacingError

MOST_NOTE = 500
# A unit left open over night; more is a broken clock.
_MOST_SECONDS = 86_400.0
# Adjudicators say a second time, after they saw both ratings, and why the two differed.
FINAL, WHY = "final:", "why:"
_KEYS = {"click", "unit", "step", "value", "reason", "note", "seconds", "at", "guideline"}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")


class BadRating(UserFacingError):
    """A rating that does not fit its batch."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One click: who said what of which step of which unit, after how many seconds, when by the rater's clock (UTC).

    ``click`` is the click's own id. ``reason`` is given with "cannot judge", ``note`` wherever the rater wrote one.
    """

    click: str
    rater: str
    unit: str
    step: str
    value: str
    reason: str | None
    note: str | None
    seconds: float
    at: str
    guideline: str


def read_rating(record: object, rater: str, batch: Batch, *, adjudicates: bool = False) -> Rating:
    """Read a rating from JSON and check it against its batch.

    Raises:
        BadRating: a key too many or too few, a unit or step that is not there, a value that is no choice.
    """
    if not isinstance(record, Mapping) or set(record) != _KEYS:
        raise BadRating(f"{str(record)[:80]!r} is no rating: give exactly {', '.join(sorted(_KEYS))}.")
    texts = {key: _text(record, key) for key in ("click", "unit", "step", "value", "at", "guideline")}
    if not re.fullmatch(r"[\w-]{8,64}", texts["click"], re.ASCII):
        raise BadRating(f"The click {texts['click'][:80]!r} is no id: send 8 to 64 letters, digits or hyphens.")
    if texts["guideline"] != batch.guideline:
        raise BadRating(
            f"The rating follows guideline {texts['guideline'][:20]!r}, the batch {batch.guideline!r}: rate it again "
            "with the batch's own page or file."
        )
    if not _TIME.fullmatch(texts["at"]):
        raise BadRating(f"The time {texts['at'][:40]!r} is not ISO 8601 in UTC, as 2026-11-24T12:00:00Z is.")
    seconds = record["seconds"]
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise BadRating(f"The seconds are {str(seconds)[:40]!r}: give a number.")
    reason, note = (None if record[key] is None else _text(record, key) for key in ("reason", "note"))
    _choice(batch, texts["unit"], texts["step"], texts["value"], reason, adjudicates=adjudicates)
    return Rating(
        texts["click"], rater, texts["unit"], texts["step"], texts["value"], reason, note[:MOST_NOTE] if note else None,
        min(max(float(seconds), 0.0), _MOST_SECONDS), texts["at"], texts["guideline"],
    )  # fmt: skip


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record[key]
    if not isinstance(value, str) or len(value) > 4 * MOST_NOTE:
        raise BadRating(f"{key!r} is {str(value)[:80]!r}: give a short text.")
    return value


def _choice(batch: Batch, name: str, step: str, value: str, reason: str | None, *, adjudicates: bool) -> None:
    unit = batch.unit(name)
    if unit is None:
        raise BadRating(f"The batch has no unit {name[:40]!r}: rate with the page or file of this batch.")
    bare = step.removeprefix(FINAL).removeprefix(WHY)
    if bare != step and not adjudicates:
        raise BadRating(f"The step {step[:40]!r} is an adjudicator's: sign in as one.")
    allowed = tuple(c.value for c in CAUSES) if step.startswith(WHY) else values_of(unit, bare)
    if value not in allowed:
        raise BadRating(f"{value[:40]!r} is no choice at {step[:40]!r} of unit {name}: choose among {allowed}.")
    if (value == CANNOT) != (reason is not None) or (reason is not None and reason not in [r.value for r in REASONS]):
        raise BadRating(f"The reason is {reason!r} with {value!r}: 'cannot' needs one of the reasons, others none.")


def values_of(unit: Unit, step: str) -> tuple[str, ...]:
    """Return what may be said at a step of a unit; nothing where the unit has no such step."""
    match = re.fullmatch(r"([a-z]+)(?:\.(\d{1,3}))?(?:\.(\d{1,4}))?", step, re.ASCII)
    question = BY_NAME.get(match[1]) if match else None
    if match is None or question is None:
        return ()
    statement, sentence = (int(part) if part else None for part in match.groups()[1:])
    if question.scope in ("answer", "refusal"):
        there = (statement, sentence) == (None, None) and unit.refusal == (question.scope == "refusal")
        return question.values if there else ()
    if unit.refusal or statement is None or not 1 <= statement <= len(unit.statements):
        return ()
    cited = unit.statements[statement - 1].sentences
    there = (sentence in cited and len(cited) > 1) if question.scope == "citation" else sentence is None
    return question.values if there else ()
