"""Bring in what a rater exported from his file: all of it fits the batch, or none of it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.rating.batch import FORMAT
from eval.rating.rating import BadRating, read_rating
from eval.rating.store import Store
from index.errors import UserFacingError

_KEYS = {"format", "hash", "guideline", "rater", "ratings"}


class BadExport(UserFacingError):
    """A file that is no export of this batch's ratings."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of a file: whose it is, how many ratings it holds, and how many of them were new."""

    rater: str
    ratings: int
    new: int


def bring_in(path: Path, store: Store) -> BroughtIn:
    """Add the ratings of an exported file to a store; bringing a file in again adds nothing.

    Raises:
        BadExport: it cannot be read, is of another batch, guideline or rater, or one of its ratings does not fit.
    """
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadExport(f"{path} cannot be read ({error}): give the file that the rater's page exported.") from error
    if not isinstance(whole, dict) or set(whole) != _KEYS or not isinstance(whole["ratings"], list):
        raise BadExport(f"{path} is no export: give the JSON file that the rater's page exported.")
    batch = store.batch()
    if whole["hash"] != batch.hash:
        raise BadExport(
            f"{path} rates the batch {str(whole['hash'])[:12]}, the store holds {batch.hash[:12]}: give the store of "
            "that batch."
        )
    if (whole["format"], whole["guideline"]) != (FORMAT, batch.guideline):
        raise BadExport(
            f"{path} has format {whole['format']} and guideline {whole['guideline']!r}, not {FORMAT} and "
            f"{batch.guideline!r}: make the file again with 'kutip eval rate offline'."
        )
    name = whole["rater"]
    if name not in [p.name for p in store.people() if p.role == "rater"]:
        raise BadExport(f"{path} is by {name!r}, who is no rater here: admit that name with 'kutip eval rate token'.")
    ratings = []
    for number, record in enumerate(whole["ratings"], 1):
        try:
            ratings.append(read_rating(record, name, batch))
        except BadRating as error:
            raise BadExport(f"{path}, rating {number}: {error.message}") from error
    return BroughtIn(name, len(ratings), store.add(ratings))
