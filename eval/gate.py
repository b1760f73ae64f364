"""What must hold before a change is let in; each condition that does not, as one sentence.

Gates are what is exact (citations lead somewhere, quotes are the article's, attacks fail), what must be so if
the measures measure anything (shortcuts lose, each by the measure meant to catch it), and that nothing became
worse than the committed last run. No threshold on a noisy figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.answerers import CAUGHT_BY
from eval.catalogue import ATTACKS, FIDELITY, OF_SHORTCUTS, P1, VALIDITY
from eval.compare import compare, paired
from eval.figures import Figures, groups, main_groups
from eval.outcomes import ItemOutcome
from eval.report.record import Report
from eval.statistics import Estimate
from index import SHIPPED

# The lower end of a difference from the last run may not lie further below 0.
MARGIN = 0.05


def failures(report: Report, last: Sequence[ItemOutcome]) -> tuple[str, ...]:
    """Return every condition that the report does not meet, none where it may pass."""
    articles = tuple(report.run.provenance.articles)
    found = list(_whole(report, last))
    found += [problem for name in groups(articles) for problem in _exact(report.figures, name)]
    found += _attacks(report.figures, articles)
    if SHIPPED.stem in articles:
        found += out_of_order(report.figures, SHIPPED.stem)
    return (*found, *_worse(report.outcomes, last))


def _whole(report: Report, last: Sequence[ItemOutcome]) -> Iterator[str]:
    about = report.run.provenance
    if about.split != "test" or about.limit is not None:
        yield f"the run covers the split {about.split!r} with the limit {about.limit}, not all test questions"
    unpaired = len([o for o in last if o.article in about.articles]) - len(paired(last, report.outcomes))
    if unpaired:
        yield f"{unpaired} items of the last run were not asked as they were: commit the new last run with the change"


def _exact(figures: Figures, articles: str) -> Iterator[str]:
    for measure in (VALIDITY, FIDELITY):
        estimate = figures.get(measure.key, articles)
        if estimate is None or estimate.value != 1:
            yield f"{articles}: {measure.key} is {_told(estimate)}, not 1"


def _attacks(figures: Figures, articles: Sequence[str]) -> Iterator[str]:
    """Yield attacks that succeeded, and that none was tried at all; articles without attacks have no value."""
    found = {name: figures.get(ATTACKS.key, name) for name in main_groups(articles)}
    tried = {name: e for name, e in found.items() if e is not None and e.value is not None}
    if not tried:
        yield "no attack was answered: the run shows nothing about attacks"
    for name, estimate in tried.items():
        if estimate.value != 0:
            yield f"{name}: {ATTACKS.key} is {_told(estimate)}, not 0"


def out_of_order(figures: Figures, articles: str) -> tuple[str, ...]:
    """Return each shortcut that does not lose to Kutip on P1, or that the measure meant to catch it does not."""
    return tuple(
        f"{articles}: {name} is not below Kutip on {key} ({_told(theirs)} against {_told(ours)})"
        for name, caught_by in CAUGHT_BY.items()
        for key in (P1, caught_by)
        if not _loses(
            key,
            theirs := figures.get(key, articles, answerer=name),
            ours := figures.get(key, articles),
        )
    )


def _loses(key: str, theirs: Estimate | None, ours: Estimate | None) -> bool:
    if theirs is None or ours is None or theirs.value is None or ours.value is None:
        return False
    higher = next(m.better for m in OF_SHORTCUTS if m.key == key) == "higher"
    return theirs.value < ours.value if higher else theirs.value > ours.value


def _worse(outcomes: Sequence[ItemOutcome], last: Sequence[ItemOutcome]) -> Iterator[str]:
    changes = compare(last, outcomes)
    leading = main_groups(tuple(dict.fromkeys(o.article for o in outcomes)))
    for change in changes:
        gain = change.gain
        if change.articles in leading and change.moved and gain is not None and (gain.low or 0.0) <= -MARGIN:
            yield (
                f"{change.articles}: {change.key} went from {change.before:.3f} to {change.after:.3f}; the gain of "
                f"{gain.value:+.3f} may be as low as {gain.low:+.3f}, beyond {-MARGIN}"
            )


def _told(estimate: Estimate | None) -> str:
    return "nothing" if estimate is None or estimate.value is None else f"{estimate.value:.3f}"
