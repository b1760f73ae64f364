"""A run on disk: ``report.json`` with figures, outcomes and replies, and the small file of the last run.

Both have one shape; the small one leaves figures and replies out. What is read back is checked, unknown keys
are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from eval.answerers import KUTIP
from eval.figures import Figure, Figures
from eval.judge import Judged
from eval.outcomes import MEASURED, ItemOutcome, outcomes_of
from eval.run import Asked, Found, Provenance, Run
from eval.statistics import Estimate
from index.errors import UserFacingError

FORMAT = 1
CAVEAT = (
    "Intervals cover the sampling of questions, not of articles: whatever they say about questions, they say nothing "
    "about a new article."
)
T = TypeVar("T")
Json = Mapping[str, Any]


class BadReport(UserFacingError):
    """A file that is no report of ``kutip eval run``."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was read: the run (without replies in a file of the last run), its figures and outcomes."""

    run: Run
    figures: Figures
    outcomes: tuple[ItemOutcome, ...]


def report_of(judged: Judged) -> Report:
    """Return what a judged run leaves on disk."""
    return Report(judged.run, judged.figures, outcomes_of(judged.cases.get(KUTIP, ()), judged.scorer))


def as_record(report: Report, *, small: bool = False) -> dict[str, Any]:
    """Return a report as JSON values; ``small`` leaves out all but provenance and outcomes."""
    run = report.run
    return {
        "kutip_report": FORMAT,
        "caveat": CAVEAT,
        "provenance": asdict(run.provenance),
        "measured": list(MEASURED),
        "outcomes": [list(astuple(o)) for o in report.outcomes],
        "figures": [] if small else [figure_record(f) for f in report.figures.all],
        "found": [] if small else [asdict(f) for f in run.found],
        "replies": [] if small else [asdict(a) for a in run.asked],
    }


def astuple(outcome: ItemOutcome) -> tuple[object, ...]:
    """Return an outcome's fields, its values last and in one row with them."""
    return (*(getattr(outcome, f.name) for f in fields(outcome)[:-1]), *outcome.values)


def figure_record(figure: Figure) -> dict[str, Any]:
    """Return a figure as JSON values; ``measure`` names the scorer."""
    about = {"measure": figure.measure, "key": figure.key, "answerer": figure.answerer, "articles": figure.articles}
    return {**about, "by": figure.by, "of": figure.of, **asdict(figure.estimate)}


def write(report: Report, path: Path, *, small: bool = False) -> None:
    """Write a report, or the ``small`` file of it: an outcome a line, so that a change shows as what it is."""
    record = as_record(report, small=small)
    if not small:
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in record.pop("outcomes"))
    head = json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}")
    path.write_text(f'{head},\n "outcomes": [\n{rows}\n]}}\n', encoding="utf-8")


def read(path: Path) -> Report:
    """Read a report or a file of the last run.

    Raises:
        BadReport: it cannot be read, or is not one of this version.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadReport(f"{path} cannot be read ({error}): give a report.json of `kutip eval run`.") from error
    if not isinstance(record, dict) or record.get("kutip_report") != FORMAT:
        raise BadReport(f"{path} is no report of format {FORMAT}: give a report.json of `kutip eval run`.")
    if record.get("measured") != list(MEASURED):
        raise BadReport(f"{path} measures {record.get('measured')}, not {list(MEASURED)}: run `kutip eval run` again.")
    try:
        run = Run(
            _made(Provenance, record["provenance"]),
            tuple(_made(Asked, row) for row in record["replies"]),
            tuple(_found(row) for row in record["found"]),
        )
        return Report(run, Figures(tuple(map(_figure, record["figures"]))), tuple(map(_outcome, record["outcomes"])))
    except (KeyError, TypeError, ValueError) as error:
        raise BadReport(f"{path} is damaged ({type(error).__name__}: {error}): run `kutip eval run` again.") from error


def _made(kind: Callable[..., T], row: Json) -> T:
    return kind(**row)


def _found(row: Json) -> Found:
    return Found(**{**row, "rankings": {name: tuple(ranking) for name, ranking in row["rankings"].items()}})


def _figure(row: Json) -> Figure:
    estimate = Estimate(**{f.name: row[f.name] for f in fields(Estimate)})
    return Figure(row["key"], row["answerer"], row["articles"], row["by"], row["of"], estimate)


def _outcome(row: Sequence[Any]) -> ItemOutcome:
    identity, family, twin, lang, kind, article, digest, *values = row
    if len(values) != len(MEASURED):
        raise ValueError(f"{len(values)} values of {identity}, not {len(MEASURED)}")
    return ItemOutcome(identity, family, twin, lang, kind, article, digest, tuple(values))
