"""What people's labels feed: faithfulness as people see it, and how far an automatic scorer can be believed.

A headline needs enough adjudicated statements and raters who agree; without them there is a reason instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.rating.adjudication import Answers, Label
from eval.rating.agreement import ceilings
from eval.rating.batch import Batch
from eval.rating.draw import PLANTED
from eval.statistics import Estimate, cluster_bootstrap, mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# ARES (Saad-Falcon et al. 2024) needs about 150 labels for its intervals.
LEAST_STATEMENTS = 150
# Below it raters did not read the guideline alike, and their labels mean nothing yet.
LEAST_KAPPA = 0.4
HUMAN = "human"
Place = tuple[str, int]  # unit and statement, from 1


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """One answerer's statements as people judged them, as ``over`` names it.

    ``partly`` counts partial support as support, ``plain`` leaves out what can rightly be judged either way: the
    main figure should not hang on either.
    """

    over: str
    full: Estimate
    partly: Estimate
    plain: Estimate
    understood: Estimate
    rightly_refused: Estimate


@dataclass(frozen=True, slots=True)
class Report:
    """People's labels as a report shows them: ``headline`` is None where ``why_not`` says why."""

    headline: Estimate | None
    why_not: tuple[str, ...]
    kappa: Estimate | None
    statements: int
    waiting: int
    rows: tuple[Faithfulness, ...]


@dataclass(frozen=True, slots=True)
class Validation:
    """An automatic scorer beside people: ``over`` what, how well it ranks and decides, and the human ceiling."""

    scorer: str
    over: str
    auroc: Estimate
    balanced_accuracy: Estimate
    kappa: Estimate
    sensitivity: Estimate
    specificity: Estimate
    human_kappa: Estimate | None


def report(batch: Batch, raters: Mapping[str, Answers], labels: Sequence[Label], *, main: str = "kutip") -> Report:
    """Return what people's labels say; the headline is the share of ``main``'s statements that are fully supported."""
    own = [x for x in labels if batch.key[x.unit].answerer != PLANTED]
    judged = [x for x in own if x.step.startswith("cited.")]
    there = [x for x in judged if x.value is not None]
    waiting = sum(x.by == "nobody" for x in own)
    kappa = ceilings(batch, raters).get("all")
    why_not = list(reasons(len(there), kappa, waiting))
    names = sorted({batch.key[x.unit].answerer for x in own})
    rows = []
    for name in names:
        mine = [x for x in own if batch.key[x.unit].answerer == name]
        rows.append(_faithfulness(batch, name, mine))
        for language in ("id", "en"):
            some = [x for x in mine if _language(batch, x.unit) == language]
            if some:
                rows.append(_faithfulness(batch, f"{name}, {language}", some))
    first = next((r.full for r in rows if r.over == main), None)
    if first is None or first.value is None:
        why_not.append(f"no statement of {main!r} was judged")
    return Report(None if why_not else first, tuple(why_not), kappa, len(there), waiting, tuple(rows))


def reasons(statements: int, kappa: Estimate | None, waiting: int) -> tuple[str, ...]:
    """Return why there is no headline; none where there is one."""
    found = []
    if statements < LEAST_STATEMENTS:
        found.append(f"{statements} adjudicated statements, fewer than {LEAST_STATEMENTS}")
    if kappa is None or kappa.value is None:
        found.append("no two raters judged the same statements, so their agreement is not known")
    elif kappa.value < LEAST_KAPPA:
        found.append(f"kappa {kappa.value:.2f} is below {LEAST_KAPPA}: mend the guideline and rate again")
    if waiting:
        found.append(f"{waiting} differences wait for the adjudicator")
    return tuple(found)


def _faithfulness(batch: Batch, over: str, labels: Sequence[Label]) -> Faithfulness:
    def share(step: str, good: tuple[str, ...], *, plain: bool = False) -> Estimate:
        some = [x for x in labels if x.step.split(".")[0] == step and x.value not in (None, "nothing")]
        some = [x for x in some if not (plain and x.cause == "ambiguous")]
        families = [batch.key[x.unit].family for x in some]
        return mean([float(x.value in good) for x in some], families, scorer=HUMAN)

    return Faithfulness(
        over,
        share("cited", ("full",)),
        share("cited", ("full", "partial")),
        share("cited", ("full",), plain=True),
        share("clear", ("yes",)),
        share("refusal", ("right",)),
    )


def supported(labels: Sequence[Label]) -> dict[Place, bool]:
    """Return of each statement that has a label whether its citations fully support it."""
    return {
        (x.unit, int(x.step.split(".")[1])): x.value == "full"
        for x in labels
        if x.step.startswith("cited.") and x.value not in (None, "nothing")
    }


def validate(
    batch: Batch,
    raters: Mapping[str, Answers],
    labels: Sequence[Label],
    values: Mapping[Place, float],
    *,
    scorer: str,
    threshold: float,
) -> tuple[Validation, ...]:
    """Compare a scorer's values with people's labels: over all, not planted, by language, by answerer.

    Args:
        batch: what was judged.
        raters: whose agreement is the ceiling.
        labels: what each statement ended with.
        values: the scorer's, higher for support; statements without one are left out.
        scorer: its name.
        threshold: from which on it says "supported", fixed beforehand.
    """
    truth = {place: said for place, said in supported(labels).items() if place in values}
    people = ceilings(batch, raters)
    found = []
    for over, places in _places(batch, truth):
        rows = [(values[p], truth[p], batch.key[p[0]].family) for p in places]
        found.append(_validation(scorer, over, rows, threshold, people.get(over)))
    return tuple(found)


def _places(batch: Batch, truth: Mapping[Place, bool]) -> list[tuple[str, list[Place]]]:
    groups: dict[str, list[Place]] = {"all": [], "not planted": []}
    for place in truth:
        origin = batch.key[place[0]]
        names = ["all", f"language {_language(batch, place[0])}", f"answerer {origin.answerer}"]
        for name in [*names, *([] if origin.answerer == PLANTED else ["not planted"])]:
            groups.setdefault(name, []).append(place)
    return [(over, places) for over, places in groups.items() if places]


def _language(batch: Batch, unit: str) -> str:
    found = batch.unit(unit)
    return found.language if found else ""


def _validation(
    scorer: str, over: str, rows: Sequence[tuple[float, bool, str]], threshold: float, ceiling: Estimate | None
) -> Validation:
    import numpy as np
    from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, roc_auc_score

    values, truth = np.array([v for v, _, _ in rows]), np.array([t for _, t, _ in rows])
    said, families = values >= threshold, [f for _, _, f in rows]
    both = bool(truth.any()) and not bool(truth.all())
    right = said == truth

    def share(of: NDArray[np.bool_]) -> Estimate:
        some = np.flatnonzero(of)
        return mean([float(right[i]) for i in some], [families[i] for i in some], scorer=scorer)

    def figure(statistic: object, point: float | None) -> Estimate:
        if point is None or not callable(statistic):
            return Estimate(None, None, None, len(rows), "both labels are needed", scorer)
        return replace(cluster_bootstrap(families, statistic, scorer=scorer, replicates=2_000), value=point)

    single = not both or len(set(said)) < 2
    return Validation(
        scorer,
        over,
        figure(_auroc(values, truth), float(roc_auc_score(truth, values)) if both else None),
        figure(_balanced(truth, right), float(balanced_accuracy_score(truth, said)) if both else None),
        figure(_kappa(truth, said), None if single else float(cohen_kappa_score(truth, said))),
        share(truth),
        share(~truth),
        ceiling,
    )


def _auroc(values: NDArray[np.float64], truth: NDArray[np.bool_]) -> object:
    import numpy as np

    high, low = np.flatnonzero(truth), np.flatnonzero(~truth)
    wins = (values[high][:, None] > values[low][None, :]) + 0.5 * (values[high][:, None] == values[low][None, :])

    def statistic(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore"):
            won = np.einsum("rh,hl,rl->r", weights[:, high], wins, weights[:, low], optimize=True)
            found: NDArray[np.float64] = won / (weights[:, high].sum(1) * weights[:, low].sum(1))
        return found

    return statistic


def _balanced(truth: NDArray[np.bool_], right: NDArray[np.bool_]) -> object:
    import numpy as np

    def statistic(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore"):
            found: NDArray[np.float64] = sum(
                (weights @ (right & side)) / (weights @ side.astype(float)) for side in (truth, ~truth)
            ) / 2  # fmt: skip
        return found

    return statistic


def _kappa(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> object:
    import numpy as np

    from eval.rating.agreement import kappa

    cells = np.zeros((len(truth), 4))
    cells[np.arange(len(truth)), 2 * truth.astype(int) + said.astype(int)] = 1

    def statistic(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            return kappa((weights @ cells).reshape(-1, 2, 2))

    return statistic


def shown(e: Estimate | None) -> str:
    """Return an estimate as tables show it; a dash where it has no meaning."""
    if e is None or e.value is None:
        return "-"
    interval = "" if e.low is None or e.high is None else f" ({e.low:.2f} to {e.high:.2f})"
    return f"{e.value:.2f}{interval}, n={e.n}"


def report_table(found: Report) -> str:
    """Return the report as Markdown, the headline or the reason for none first."""
    why_not = f"No headline: {'; '.join(found.why_not)}"
    first = f"Headline (human): {shown(found.headline)}" if found.headline else why_not
    lines = [f"{first}.", f"Agreement of the raters, kappa: {shown(found.kappa)}.", ""]
    lines += ["| answerer | fully supported | fully or partly | without the ambiguous | understood | rightly refused |"]
    lines += ["|---|---|---|---|---|---|"]
    for r in found.rows:
        cells = (r.full, r.partly, r.plain, r.understood, r.rightly_refused)
        lines.append(f"| {r.over} | " + " | ".join(map(shown, cells)) + " |")
    return "\n".join(lines)


def validation_table(found: Sequence[Validation]) -> str:
    """Return validations as Markdown."""
    lines = ["| scorer | over | AUROC | balanced accuracy | kappa | sensitivity | specificity | human kappa |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for v in found:
        cells = (v.auroc, v.balanced_accuracy, v.kappa, v.sensitivity, v.specificity, v.human_kappa)
        lines.append(f"| {v.scorer} | {v.over} | " + " | ".join(map(shown, cells)) + " |")
    return "\n".join(lines)
