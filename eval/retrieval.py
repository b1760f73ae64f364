"""How well search finds the sentences that answer: each ranking alone, and the fusion.

Gold is a development question's vital nuggets. recall@k is the share of them that have all the
sentences of one evidence set among the first k; MRR is the mean reciprocal rank of the first gold
sentence. Intervals are 95 % bootstrap percentiles over question families.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import SHIPPED, Encoder, Entry, Hit, build_index
from rag.question import searchable

QUESTIONS = Path(__file__).parent / "questions"
ARTICLES = Path(__file__).parent / "articles"
DEPTHS = (1, 3, 5)
SEED = 20261124
# Missing BM25 ranks come last.
_LAST = 10**6
PARTS: dict[str, Callable[[Hit], float]] = {
    "sentence": lambda h: h.sentence_rank,
    "passage": lambda h: h.passage_rank,
    "BM25": lambda h: h.lexical_rank or _LAST,
    "fused": lambda h: -h.fused,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One question's ranking by one part: its family, recall at each depth, and reciprocal rank."""

    family: str
    language: str
    recalls: tuple[float, ...]
    reciprocal: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: measure -> (value, low, high), over ``n`` questions."""

    part: str
    language: str
    n: int
    values: dict[str, tuple[float, float, float]]


def compare(encoder: Encoder, split: str = "dev") -> tuple[Row, ...]:
    """Measure every part and the fusion, per language and over both."""
    found: dict[str, list[Found]] = {part: [] for part in PARTS}
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        article = SHIPPED if path.stem == SHIPPED.stem else ARTICLES / f"{path.stem}.txt"
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        with tempfile.TemporaryDirectory() as folder:
            index = build_index([article], Path(folder), encoder=encoder)
        entry = next(iter(index.entries.values()))
        for item in items:
            if (
                item["split"] == split
                and item["kind"] == "answerable"
                and not item["history"]
                and not item["adversarial"]
            ):
                hits = index.search(searchable(item["question"]))
                for part, key in PARTS.items():
                    order = [h.sentence.number for h in sorted(hits, key=key)]
                    found[part].append(_found(item, entry, order))
    return tuple(
        _row(part, language, [f for f in rows if language in ("both", f.language)])
        for part, rows in found.items()
        for language in ("id", "en", "both")
    )


def _found(item: dict[str, Any], entry: Entry, order: Sequence[int]) -> Found:
    nuggets = gold_sets(item, entry)
    gold = set().union(*(numbers for sets in nuggets for numbers in sets))
    recalls = tuple(sum(any(s <= set(order[:k]) for s in sets) for sets in nuggets) / len(nuggets) for k in DEPTHS)
    return Found(item["family"], item["lang"], recalls, max(1 / (order.index(n) + 1) for n in gold))


def gold_sets(item: dict[str, Any], entry: Entry) -> list[list[set[int]]]:
    """Return, for each vital nugget, its alternative evidence sets as sentence numbers."""
    return [
        [_numbers(entry, quotes) for quotes in n["evidence"]] for n in item["nuggets"] if n["importance"] == "vital"
    ]


def _numbers(entry: Entry, quotes: Sequence[dict[str, Any]]) -> set[int]:
    text, found = entry.article.text, set()
    for quote in quotes:
        start = -1
        for _ in range(quote.get("occurrence", 1)):
            start = text.index(quote["quote"], start + 1)
        end = start + len(quote["quote"])
        found |= {s.number for s in entry.sentences if s.start < end and start < s.end}
    return found


def _row(part: str, language: str, rows: Sequence[Found]) -> Row:
    import numpy as np

    table = np.array([[*f.recalls, f.reciprocal] for f in rows])
    families: dict[str, list[int]] = {}
    for i, f in enumerate(rows):
        families.setdefault(f.family, []).append(i)
    groups = list(families.values())
    rng = np.random.default_rng(SEED)
    means = np.array(
        [table[[i for g in rng.integers(0, len(groups), len(groups)) for i in groups[g]]].mean(0) for _ in range(2000)]
    )
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    names = [*(f"recall@{k}" for k in DEPTHS), "MRR"]
    return Row(
        part,
        language,
        len(rows),
        {name: (float(table[:, i].mean()), float(low[i]), float(high[i])) for i, name in enumerate(names)},
    )


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    names = list(rows[0].values)
    lines = [f"| ranking | questions | n | {' | '.join(names)} |", "|" + "---|" * (3 + len(names))]
    lines += [
        f"| {r.part} | {r.language} | {r.n} | "
        + " | ".join(f"{v:.2f} ({a:.2f} to {b:.2f})" for v, a, b in r.values.values())
        + " |"
        for r in rows
    ]
    return "\n".join(lines)
