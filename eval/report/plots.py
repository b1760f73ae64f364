"""The report's plots as SVG to stand inside HTML: readable without colour, and in light and dark.

Lines differ by marker and dash as well. Colours are written as names of the page's variables.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from eval.answerers import KUTIP, NEVER
from eval.figures import groups, main_groups
from eval.judge import Judged, losses
from eval.measures.abstention import reliability, risk_coverage
from eval.outcome import Case
from eval.report.tables import named
from eval.retrieval import RANKINGS, curve, fits

# Colours that matplotlib is given, and what the page calls them.
_COLOURS = {"#0c5a55": "--line-1", "#9c2b1e": "--line-2", "#8a6200": "--line-3", "#4b3fb0": "--line-4"}
_INK = "#010101"
_STYLES = tuple(zip(_COLOURS, ("o", "s", "^", "D"), ("-", "--", "-.", ":"), strict=True))
_FEWEST_IN_BIN = 10
_MOST_BINS = 10


def risk_and_coverage(judged: Judged) -> str:
    """Return risk against coverage: how many answers are wrong when the most confident share is answered."""
    figure, axes = _axes("share of questions answered", "share of answers that are wrong")
    for (colour, marker, dash), group in zip(_STYLES, _leading(judged), strict=False):
        cases = _cases(judged, KUTIP, group)
        confidences, lost = losses(cases, _cases(judged, NEVER, group), judged.scorer)
        if not lost:
            continue
        n, order = len(lost), risk_coverage(confidences, lost)
        coverage = [m / n for m in range(1, n + 1)]
        risks = [float(order.risk_at(c)[0]) for c in coverage]
        every = max(1, n // 12)
        axes.plot(coverage, risks, dash, color=colour, marker=marker, markevery=every, label=f"{named(group)}, n={n}")
        given = sum(c.outcome.answered for c in cases) / len(cases)
        axes.axvline(given, color=colour, linestyle=dash, linewidth=0.8)
        axes.annotate("answered today", (given, 0.02), color=_INK, rotation=90, fontsize=8, ha="right", va="bottom")
    return _svg(figure, axes, "risk")


def calibration(judged: Judged) -> str:
    """Return how often the article answers at each confidence, in bins of equal mass."""
    figure, axes = _axes("confidence", "share that the article answers")
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=0.8, linestyle=":", label="calibrated")
    for (colour, marker, dash), group in zip(_STYLES, _leading(judged), strict=False):
        cases = _cases(judged, KUTIP, group)
        bins = min(_MOST_BINS, len(cases) // _FEWEST_IN_BIN)
        if bins:
            found = reliability([c.outcome.confidence for c in cases], [c.item.answerable for c in cases], bins)
            points = [b.probability for b in found], [b.true for b in found]
            axes.plot(*points, dash, color=colour, marker=marker, label=f"{named(group)}, {bins} bins, n={len(cases)}")
    return _svg(figure, axes, "calibration")


def retrieval(judged: Judged, group: str) -> str:
    """Return evidence-set recall against the number of sentences read, for each ranking."""
    figure, axes = _axes("sentences read", "vital facts with all their evidence")
    articles = groups(tuple(judged.run.provenance.articles))[group]
    asked = [(item, f) for item, f in judged.found if fits(item) and item.article in articles]
    for (colour, marker, dash), name in zip(_STYLES, RANKINGS, strict=True):
        values = curve([(item, tuple(f.rankings[name])) for item, f in asked])
        axes.plot(range(1, len(values) + 1), values, dash, color=colour, marker=marker, label=name)
    axes.set_xlim(0.5, 10.5)
    axes.set_xticks(range(1, 11))
    return _svg(figure, axes, f"retrieval-{_leading(judged).index(group)}")


def _leading(judged: Judged) -> tuple[str, ...]:
    return main_groups(tuple(judged.run.provenance.articles))


def _cases(judged: Judged, answerer: str, group: str) -> Sequence[Case]:
    articles = groups(tuple(judged.run.provenance.articles))[group]
    return [c for c in judged.cases.get(answerer, ()) if c.item.article in articles]


def _axes(across: str, up: str) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.2, 4.2), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(across, color=_INK)
    axes.set_ylabel(up, color=_INK)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.03, 1.03)
    axes.tick_params(colors=_INK)
    axes.grid(color=_INK, alpha=0.15)
    axes.set_facecolor("none")
    for spine in axes.spines.values():
        spine.set_color(_INK)
    return figure, axes


def _svg(figure: Any, axes: Any, name: str) -> str:
    """Return the drawing without what only a file needs; ids begin with its name, as several share a page."""
    import matplotlib as mpl

    if axes.get_legend_handles_labels()[1]:
        axes.legend(labelcolor=_INK, facecolor="none", edgecolor="none", fontsize=9)
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = out.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<(metadata|style)\b.*?</\1>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'\bid="', f'id="{name}-', drawing)
    drawing = re.sub(r'(url\(#|href="#)', rf"\g<1>{name}-", drawing)
    # The page's own font, and its size: the drawing shrinks with the page.
    drawing = re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true">', drawing, count=1)
    for colour, variable in {**_COLOURS, _INK: "--ink"}.items():
        drawing = drawing.replace(colour, f"var({variable})")
    return drawing.strip()
