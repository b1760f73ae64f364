"""An automatic scorer's values for a batch's statements: written out to be judged, read back, or by a named scorer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.measures.support import VERBATIM, Scorer
from eval.rating.batch import Batch
from eval.rating.feeds import Place
from index.errors import BadOption, UserFacingError

SCORERS: Mapping[str, Scorer] = {"verbatim": VERBATIM}


class BadValues(UserFacingError):
    """A file of values that does not fit the batch."""


def statements_of(batch: Batch) -> Iterator[dict[str, Any]]:
    """Yield each statement with its evidence, duplicates left out."""
    sentences = {a.id: a.sentences for a in batch.articles}
    for unit in batch.units:
        if batch.key[unit.id].duplicate_of is None:
            for n, stated in enumerate(unit.statements, 1):
                yield {
                    "unit": unit.id,
                    "statement": n,
                    "language": unit.language,
                    "evidence": [sentences[unit.article][i - 1] for i in stated.sentences],
                    "text": stated.text,
                }


def named(name: str, batch: Batch) -> dict[Place, float]:
    """Return a named scorer's values, 1 for support and 0 for none.

    Raises:
        BadOption: there is no scorer of that name.
    """
    if name not in SCORERS:
        raise BadOption(f"There is no scorer {name!r} here: choose {', '.join(SCORERS)}, or give --values FILE.")
    scorer = SCORERS[name]
    rows = statements_of(batch)
    return {(r["unit"], r["statement"]): float(scorer(tuple(r["evidence"]), r["text"])) for r in rows}


def read_values(path: Path, batch: Batch) -> dict[Place, float]:
    """Read a file of JSON lines with ``unit``, ``statement`` and ``value``.

    Raises:
        BadValues: it cannot be read, or a line is of another batch or has no number.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadValues(f"{path} cannot be read ({error}): give a file of JSON lines.") from error
    known = {(r["unit"], r["statement"]) for r in statements_of(batch)}
    found: dict[Place, float] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                place, value = (row["unit"], row["statement"]), float(row["value"])
            except (ValueError, TypeError, KeyError) as error:
                raise BadValues(f"{path.name}:{number}: needs unit, statement and value ({error}).") from error
            if place not in known:
                raise BadValues(f"{path.name}:{number}: the batch has no statement {place}: score this batch's.")
            found[place] = value
    return found
