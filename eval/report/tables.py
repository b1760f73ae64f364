"""The report's tables, as plain cells that Markdown and HTML both show. A measure without meaning is ``-``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.answerers import CAUGHT_BY
from eval.catalogue import OF_PARTS, P6, PLAIN, PRIMARIES, SUBJECTS, Measure
from eval.compare import Change
from eval.figures import INVENTED, WHOLE, Figures, cell, groups, main_groups
from eval.judge import CORRECTED
from eval.retrieval import FUSED, RANKINGS
from eval.statistics import Estimate
from index import SHIPPED

LANGUAGES = {"id": "Indonesian", "en": "English"}
_FURTHER = {
    "Faithfulness": {CORRECTED: "P3 corrected for the scorer's measured error (Rogan-Gladen)"},
    "Abstention": {
        "AURC": "mean risk over all coverages",
        "E-AURC": "the same, less the best order's",
        "coverage at risk <= 5 %": "questions answered where at most 5 % of the answers may be wrong",
        "risk at 80 % coverage": "wrong answers where 80 % of the questions are answered",
    },
    "Both languages": {
        "twins, only English right": "twins that succeed in English alone",
        "twins, only Indonesian right": "twins that succeed in Indonesian alone",
    },
    "Conversation": {
        "context gain": "right follow-ups with the history, less without it",
        "carry-over": "answered follow-ups that repeat the answer before",
    },
}


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``rows`` have a name first, ``note`` is a sentence beneath."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def named(articles: str) -> str:
    """Return a group of articles as a heading names it."""
    return {INVENTED: f"the {INVENTED}", SHIPPED.stem: "the shipped article"}.get(articles, articles)


def headline(figures: Figures, articles: str) -> Table:
    """Return every answerer's headline measures on a group of articles."""
    measures = _with_scorer(figures, PRIMARIES, articles)
    rows = tuple(
        (name, *(cell(figures.get(key, articles, answerer=name)) for key in measures))
        for name in figures.answerers(articles)
    )
    caught = [f"{name} by {measure}" for name, measure in CAUGHT_BY.items() if name in figures.answerers(articles)]
    note = f"Each shortcut must lose to Kutip on P1, and is meant to be caught: {', '.join(caught)}." if caught else ""
    return Table(f"Headline on {named(articles)}", ("answerer", *measures.values()), rows, note)


def by_article(figures: Figures, articles: Sequence[str]) -> Table:
    """Return Kutip's headline measures on each group of articles."""
    found = list(groups(articles))
    measures = _with_scorer(figures, PRIMARIES, found[0])
    rows = tuple((named(name), *(cell(figures.get(key, name)) for key in measures)) for name in found)
    return Table("Kutip by article", ("article", *measures.values()), rows)


def by_part(figures: Figures, articles: str, by: str) -> Table:
    """Return Kutip's headline measures on each part (language, kind, type or class) of the questions."""
    measures = [m for m in PRIMARIES if m.key != P6] if by == "language" else list(OF_PARTS)
    parts = figures.parts(articles, by)
    kept = _with_scorer(figures, measures, articles, by, parts[0]) if parts else {}
    kept = {k: v for k, v in kept.items() if any(_told(figures.get(k, articles, by=by, of=p)) for p in parts)}
    rows = tuple(
        (LANGUAGES.get(part, part), *(cell(figures.get(key, articles, by=by, of=part)) for key in kept))
        for part in parts
    )
    return Table(f"Kutip by {by} on {named(articles)}", (by, *kept.values()), rows)


def _told(estimate: Estimate | None) -> bool:
    return estimate is not None and estimate.value is not None


def _with_scorer(
    figures: Figures, measures: Sequence[Measure], articles: str, by: str = WHOLE, of: str = ""
) -> dict[str, str]:
    """Return each measure's key with the key as a head shows it: with the scorer's name."""
    found = {}
    for m in measures:
        estimate = figures.get(m.key, articles, by=by, of=of)
        found[m.key] = m.key if estimate is None or not estimate.scorer else f"{m.key}[{estimate.scorer}]"
    return found


def diagnostics(figures: Figures, articles: Sequence[str]) -> tuple[Table, ...]:
    """Return a table a subject: every measure of Kutip, on the main groups and by language."""
    leading = main_groups(articles)
    columns = [(name, by, of) for name in leading for by, of in ((WHOLE, ""), ("language", "id"), ("language", "en"))]
    heads = [f"{named(name)}{', ' + LANGUAGES[of] if of else ''}" for name, _, of in columns]
    subjects: dict[str, dict[str, str]] = {
        name: {m.key: m.title for m in measures} for name, measures in SUBJECTS.items()
    }
    for name, more in _FURTHER.items():
        subjects[name] = subjects.get(name, {}) | more
    tables = []
    for subject, titles in subjects.items():
        rows = []
        for key, title in titles.items():
            found = [figures.get(key, name, by=by, of=of) for name, by, of in columns]
            scorer = next((e.scorer for e in found if e is not None and e.scorer), None)
            rows.append((f"{key}[{scorer}]" if scorer else key, title, *map(cell, found)))
        tables.append(Table(subject, ("measure", "what it is", *heads), tuple(rows)))
    return tuple(tables)


def turns(figures: Figures, articles: str) -> Table:
    """Return how many items are right at each turn of a conversation."""
    parts = figures.parts(articles, "turn")
    rows = tuple((part, cell(figures.get("right", articles, by="turn", of=part))) for part in parts)
    return Table(f"Conversations by turn on {named(articles)}", ("turn", "right"), rows)


def retrieval(figures: Figures, articles: str) -> Table:
    """Return the retrieval measures of each ranking, and of the fusion by language."""
    ways = [(name, "ranking", name) for name in RANKINGS]
    ways += [(f"{FUSED}, {LANGUAGES[of]}", "language", of) for of in LANGUAGES]
    fused = [f.key for f in figures.all if (f.articles, f.by, f.of) == (articles, "ranking", FUSED)]
    rows = tuple((key, *(cell(figures.get(key, articles, by=by, of=of)) for _, by, of in ways)) for key in fused)
    note = (
        "Answerable questions without history and attack. ESR@k: share of vital nuggets with a whole evidence set "
        "among the first k; AllEv@k: of questions with all of them. nDCG has trec_eval's linear gains; R, RR and "
        "Success count sentences of vital nuggets (rel=2)."
    )
    return Table(f"Retrieval on {named(articles)}", ("measure", *(name for name, _, _ in ways)), rows, note)


def changes(found: Sequence[Change]) -> Table:
    """Return the comparison with an earlier run: effect and interval first, p second."""
    rows = tuple(
        (
            f"{c.key}, {named(c.articles)}",
            "-" if c.before is None else f"{c.before:.3f}",
            "-" if c.after is None else f"{c.after:.3f}",
            signed(c.comparison.difference) if c.moved or c.before is None else f"0, n={c.comparison.difference.n}",
            str(c.moved),
            "-" if c.p is None else f"{c.p:.4f}" + ("" if c.key != PLAIN else " (not adjusted)"),
        )
        for c in found
    )
    note = (
        "Pairs are items with the same question and gold in both runs; P3 is averaged over questions answered in both. "
        "p: paired randomisation over families, Holm over the six headline measures of each group."
    )
    head = ("measure", "earlier", "now", "difference", "items that changed", "p")
    return Table("Compared with the earlier run", head, rows, note)


def signed(estimate: Estimate) -> str:
    """Return a difference as ``+0.020 (-0.010 to +0.050), n=146``."""
    if estimate.value is None:
        return "-"
    interval = "" if estimate.low is None else f" ({estimate.low:+.3f} to {estimate.high:+.3f})"
    return f"{estimate.value:+.3f}{interval}, n={estimate.n}"


def readme(figures: Figures, articles: Sequence[str]) -> tuple[Table, ...]:
    """Return the two tables of the README: Kutip by article and language, and the shortcuts."""
    keys = {m.key: _SHORT[m.key] for m in PRIMARIES}
    rows = []
    for group in main_groups(articles):
        cells = (cell(figures.get(key, group), count=False) for key in keys)
        rows.append((named(group), *cells, _counts(figures, group)))
        for of, language in LANGUAGES.items():
            found = [figures.get(key, group, by="language", of=of) for key in keys]
            name = f"{INVENTED if group == INVENTED else 'shipped'}, {language}"
            rows.append((name, *(cell(e, count=False) for e in found), _counts(figures, group, "language", of)))
    first = Table("Kutip", ("Kutip on", *keys.values(), "n"), tuple(rows))
    against = tuple(
        (name, *(cell(figures.get(key, SHIPPED.stem, answerer=name), count=False) for key in keys))
        for name in figures.answerers(SHIPPED.stem)
    )
    return first, Table("Shortcuts", ("on the shipped article", *keys.values()), against)


_SHORT = {
    "P1": "P1 complete or rightly refused",
    PLAIN: "P1 without interpretability",
    "P2": "P2 vital facts quoted",
    "P3": "P3 statements supported",
    "P4": "P4 unanswerable answered",
    "P5": "P5 answerable refused",
    "P6": "P6 English less Indonesian",
}


def _counts(figures: Figures, articles: str, by: str = WHOLE, of: str = "") -> str:
    """Return how many answerable and unanswerable questions there are."""
    answerable, unanswerable = (figures.get(key, articles, by=by, of=of) for key in ("P5", "P4"))
    return f"{answerable.n if answerable else 0} + {unanswerable.n if unanswerable else 0}"


def legend() -> tuple[tuple[str, str], ...]:
    """Return what each headline measure is."""
    return tuple((m.key, f"{m.title} ({_BETTER[m.better]})") for m in PRIMARIES)


_BETTER = {"higher": "higher is better", "lower": "lower is better", "zero": "0 is parity"}
