"""How well search finds the sentences that answer: each ranking alone, and the fusion.

Asked are answerable questions without a history and without an attack. Recall is that of whole evidence
sets (``eval.measures.retrieval``), RR that of the first sentence of a vital one. Intervals: 95 %, bootstrap
over families.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.figures import cell
from eval.items import Item, article_files, known_articles, load_items, question_files
from eval.measures.retrieval import DEPTHS, Ranking, all_evidence, evidence_recall, ranked
from eval.statistics import Estimate, mean
from index import Encoder, Hit, build_index
from rag.question import searchable

# Sentences that a ranking does not find come last.
_LAST = 10**6
FUSED = "fused"
RANKINGS: dict[str, Callable[[Hit], float]] = {
    "sentence": lambda h: h.sentence_rank,
    "passage": lambda h: h.passage_rank,
    "BM25": lambda h: h.lexical_rank or _LAST,
    FUSED: lambda h: -h.fused,
}
Asked = Sequence[tuple[Item, Ranking]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a ranking, the questions' language, and measure -> estimate."""

    ranking: str
    language: str
    values: dict[str, Estimate]


def fits(item: Item) -> bool:
    """Return whether search alone can be asked the item: it is answerable and stands by itself."""
    return item.answerable and not item.history and item.adversarial is None


def rankings(hits: Sequence[Hit]) -> dict[str, Ranking]:
    """Return the sentence numbers as each ranking orders them, best first; ties in the order of ``hits``."""
    return {name: tuple(h.sentence.number for h in sorted(hits, key=key)) for name, key in RANKINGS.items()}


def figures(asked: Asked, only: Sequence[str] = ()) -> dict[str, Estimate]:
    """Return every retrieval measure, or ``only`` some: ir-measures' under its names, ESR@k and AllEv@k."""
    values: dict[str, Sequence[float | None]] = dict(ranked(asked))
    for k in DEPTHS:
        values[f"ESR@{k}"] = [evidence_recall(item, ranking, k) for item, ranking in asked]
        values[f"AllEv@{k}"] = [all_evidence(item, ranking, k) for item, ranking in asked]
    families = [item.family for item, _ in asked]
    return {name: mean(each, families) for name, each in values.items() if not only or name in only}


def curve(asked: Asked, depth: int = max(DEPTHS)) -> tuple[float, ...]:
    """Return the mean evidence-set recall at 1, 2, ... ``depth``; empty where nothing was asked."""
    values = [[evidence_recall(item, ranking, k) or 0.0 for item, ranking in asked] for k in range(1, depth + 1)]
    return tuple(sum(row) / len(row) for row in values) if asked else ()


def compare(encoder: Encoder, split: str = "dev") -> tuple[Row, ...]:
    """Measure every ranking and the fusion on a split, per language and over both."""
    articles, files = known_articles(), article_files()
    asked: dict[str, list[tuple[Item, Ranking]]] = {name: [] for name in RANKINGS}
    for name, path in question_files().items():
        with tempfile.TemporaryDirectory() as folder:
            index = build_index([files[name]], Path(folder), encoder=encoder)
        for item in load_items(path, articles):
            if item.split == split and fits(item):
                for way, ranking in rankings(index.search(searchable(item.question))).items():
                    asked[way].append((item, ranking))
    return tuple(
        Row(way, language, figures([(i, r) for i, r in rows if language in ("both", i.lang)]))
        for way, rows in asked.items()
        for language in ("id", "en", "both")
    )


_SHOWN = {"ESR@1": "recall@1", "ESR@3": "recall@3", "ESR@5": "recall@5", "RR(rel=2)@10": "MRR"}


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [f"| ranking | questions | n | {' | '.join(_SHOWN.values())} |", "|" + "---|" * (3 + len(_SHOWN))]
    for r in rows:
        shown = [r.values[key] for key in _SHOWN]
        cells = " | ".join(cell(e, count=False) for e in shown)
        lines.append(f"| {r.ranking} | {r.language} | {shown[0].n} | {cells} |")
    return "\n".join(lines)
