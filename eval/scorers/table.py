"""The scorers' table, as Markdown: one line a scorer and direction, then what each catches, by kind of edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eval.perturb import CONTROLS, UNSUPPORTED
from eval.scorers.validation import DIRECTIONS, SEED, SUMMARY, Fit, Measured, advisory
from eval.statistics import Estimate

_NAMES = {SEED: "true as written", "wrong_citation": "wrong citation", "role_swap": "role swap",
          "cause_order": "cause and order", "number_format": "number written otherwise",
          "clause_drop": "clause left out"}  # fmt: skip
_ARROWS = {"both": "both", "id->id": "Indonesian", "en->id": "English"}


def table(measured: Sequence[Measured], thresholds: Mapping[str, str]) -> str:
    """Return the tables; ``thresholds`` are the scorers' as they should be printed."""
    return "\n".join([*_summary(measured, thresholds), "", *_by_kind(measured)])


def fits(found: Sequence[Fit]) -> str:
    """Return the thresholds that were fitted."""
    lines = ["| scorer | best threshold | balanced accuracy there | AUROC | n |", "|---|---|---|---|---|"]
    lines += [f"| {f.scorer} | {f.threshold:g} | {f.balanced_accuracy:.3f} | {f.auroc:.3f} | {f.n} |" for f in found]
    return "\n".join(lines)


def _summary(measured: Sequence[Measured], thresholds: Mapping[str, str]) -> Iterator[str]:
    yield f"| scorer | threshold | statements | n | {' | '.join(SUMMARY)} | |"
    yield "|---|---|---|---|" + "---|" * (len(SUMMARY) + 1)
    for scorer in thresholds:
        for direction in DIRECTIONS:
            found = {m.measure: m.estimate for m in measured
                     if (m.scorer, m.direction, m.kind) == (scorer, direction, None)}  # fmt: skip
            cells = [scorer, thresholds[scorer], _ARROWS[direction], str(found["AUROC"].n)]
            cells += [_cell(found[name]) for name in SUMMARY]
            yield f"| {' | '.join(cells)} | {'advisory' if advisory(measured, scorer, direction) else 'may decide'} |"


def _by_kind(measured: Sequence[Measured]) -> Iterator[str]:
    scorers = list(dict.fromkeys(m.scorer for m in measured))
    yield f"| refused | statements | n | {' | '.join(scorers)} |"
    yield "|---|---|---|" + "---|" * len(scorers)
    for kind in (*UNSUPPORTED, SEED, *CONTROLS):
        for direction in list(DIRECTIONS)[1:]:
            found = [m.estimate for m in measured if (m.direction, m.kind) == (direction, kind)]
            name = _NAMES.get(kind, kind) + ("" if kind in UNSUPPORTED else " (should pass)")
            cells = " | ".join(map(_cell, found))
            yield f"| {name} | {_ARROWS[direction]} | {found[0].n if found else 0} | {cells} |"


def _cell(estimate: Estimate) -> str:
    if estimate.value is None:
        return "none"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
