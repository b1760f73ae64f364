"""The headline on a split of the questions: complete, refused, and wrongly answered, beside shortcuts.

An answerable question counts as complete when the cited sentences hold one evidence set of every
vital nugget; an unanswerable one as right when Kutip abstains. P1 is the mean of the two shares, so
that the mix does not matter. Quotes are verbatim, so support is not at stake here; what is lost is
completeness and abstention. Intervals are Wilson's at 95 %; twins are not independent, so they are
somewhat too narrow.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.answerers import answerers
from eval.retrieval import ARTICLES, QUESTIONS, gold_sets
from eval.splitters import wilson
from index import SHIPPED, Encoder, build_index
from rag.reader import Reader


@dataclass(frozen=True, slots=True)
class Judged:
    """One reply: which article, language and answerer, and what became of the question."""

    answerer: str
    article: str
    language: str
    answerable: bool
    answered: bool
    complete: bool
    touched: bool
    cited: int


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its Wilson interval; ``value`` is None without questions."""

    value: float | None
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        """Return it as the table shows it."""
        return "-" if self.value is None else f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f}), n={self.n}"


def judge(
    encoder: Encoder,
    reader: Reader,
    split: str,
    only: Sequence[str] | None = None,
    note: Callable[[str], None] = lambda step: None,
) -> tuple[Judged, ...]:
    """Ask every question of a split of every answerer (or ``only`` those named)."""
    found: list[Judged] = []
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        article = SHIPPED if path.stem == SHIPPED.stem else ARTICLES / f"{path.stem}.txt"
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        items = [i for i in items if i["split"] == split]
        with tempfile.TemporaryDirectory() as folder:
            index = build_index([article], Path(folder), encoder=encoder)
        entry = next(iter(index.entries.values()))
        for answerer in answerers(index, reader):
            if only is None or answerer.name in only:
                note(f"{path.stem}: {answerer.name}")
                for item in items:
                    reply = answerer.answer(item["question"], item["history"], item["lang"])
                    found.append(_judged(answerer.name, path.stem, item, gold_sets(item, entry), reply))
    return tuple(found)


def _judged(
    answerer: str, article: str, item: dict[str, Any], gold: Sequence[Sequence[set[int]]], reply: dict[str, Any]
) -> Judged:
    cited = {c["sentence"] for c in reply["citations"]}
    met = [any(s <= cited for s in sets) for sets in gold]
    return Judged(
        answerer,
        article,
        item["lang"],
        item["kind"] == "answerable",
        reply["kind"] == "answer",
        bool(met) and all(met),
        any(met),
        len(cited),
    )


def share(rows: Sequence[Judged], of: Callable[[Judged], bool]) -> Share:
    """Return the share of rows for which something holds."""
    hits = sum(map(of, rows))
    low, high = wilson(hits, len(rows))
    return Share(hits / len(rows) if rows else None, low, high, len(rows))


def p1(rows: Sequence[Judged]) -> float | None:
    """Return the mean of complete answerable and rightly refused unanswerable questions."""
    good, bad = [r for r in rows if r.answerable], [r for r in rows if not r.answerable]
    if not good or not bad:
        return None
    return (sum(r.complete for r in good) / len(good) + sum(not r.answered for r in bad) / len(bad)) / 2


def table(rows: Sequence[Judged]) -> str:
    """Return Kutip by article and language, then every answerer, as Markdown tables."""
    shipped, kutip = SHIPPED.stem, [r for r in rows if r.answerer == "kutip"]
    head = "P1 | gold cited | complete | answerable refused | unanswerable answered |"
    lines = [f"| Kutip on | {head}", "|---|---|---|---|---|---|"]
    for name, mine in (
        ("the shipped article", [r for r in kutip if r.article == shipped]),
        ("the same, Indonesian", [r for r in kutip if r.article == shipped and r.language == "id"]),
        ("the same, English", [r for r in kutip if r.article == shipped and r.language == "en"]),
        ("three invented articles", [r for r in kutip if r.article != shipped]),
    ):
        lines.append(_line(name, mine))
    lines += ["", f"| on the shipped article | {head}", "|---|---|---|---|---|---|"]
    for answerer in dict.fromkeys(r.answerer for r in rows):
        lines.append(_line(answerer, [r for r in rows if r.answerer == answerer and r.article == shipped]))
    return "\n".join(lines)


def _line(name: str, rows: Sequence[Judged]) -> str:
    good, bad = [r for r in rows if r.answerable], [r for r in rows if not r.answerable]
    value = p1(rows)
    return (
        f"| {name} | {'-' if value is None else f'{value:.2f}'} | {share(good, lambda r: r.touched)} | "
        f"{share(good, lambda r: r.complete)} | {share(good, lambda r: not r.answered)} | "
        f"{share(bad, lambda r: r.answered)} |"
    )
