"""How well the evidence tells answerable questions from others, and the curve its threshold is chosen on.

    python -m eval.evidence            # the curve and the figures
    python -m eval.evidence --fit      # also fit the calibration of rag.evidence again

Two sets, neither trained on: the questions of the held-out news articles, and the development
questions. Retrieval and reader run as they do for a user.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Encoder, Index
    from rag.reader import Reader

QUESTIONS = Path(__file__).parent / "questions"
ARTICLES = Path(__file__).parent / "articles"
SEED = 20261124


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read: ``margins`` and standardised ``fused`` of its candidates, and which are gold.

    ``group`` keeps what belongs together (twins, chains, one article's questions) in one resample.
    """

    source: str
    group: str
    language: str
    answerable: bool
    margins: tuple[float, ...]
    fused: tuple[float, ...]
    gold: tuple[bool, ...]


def collect(reader: Reader, encoder: Encoder) -> tuple[Asked, ...]:
    """Ask every question of both sets."""
    return (*_news(reader, encoder), *_development(reader, encoder))


def _news(reader: Reader, encoder: Encoder) -> Iterator[Asked]:
    from rag.train.examples import news_articles

    for article in news_articles(held_out=True):
        with _indexed(article["id"], article["text"], encoder) as index:
            for row in article["questions"]:
                quote = row["sentence"] if row["answerable"] else None
                place = article["text"].index(row["answer"] or quote, article["text"].index(quote)) if quote else -1
                yield _ask(
                    index,
                    reader,
                    "held-out news",
                    article["id"],
                    row["lang"],
                    row["question"],
                    [(place, place + 1)] if quote else [],
                )


def _development(reader: Reader, encoder: Encoder) -> Iterator[Asked]:
    from index import SHIPPED

    for path in sorted(QUESTIONS.glob("*.jsonl")):
        article = SHIPPED if path.stem == SHIPPED.stem else ARTICLES / f"{path.stem}.txt"
        text = article.read_bytes().decode()
        with _indexed(path.stem, text, encoder) as index:
            for line in path.read_text(encoding="utf-8").splitlines():
                item = json.loads(line)
                if item["split"] != "dev" or item["history"] or item["adversarial"] or item["type"] == "overview":
                    continue
                quotes = [q["quote"] for n in item["nuggets"] for e in n["evidence"] for q in e]
                spans = [(text.index(q), text.index(q) + len(q)) for q in quotes]
                yield _ask(index, reader, "development", item["family"], item["lang"], item["question"], spans)


class _indexed:  # noqa: N801 (reads as a verb where it is used)
    """An index of one text, in a folder that goes away."""

    def __init__(self, name: str, text: str, encoder: Encoder) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._name, self._text, self._encoder = name, text, encoder

    def __enter__(self) -> Index:
        from index import build_index

        path = Path(self._folder.name) / f"{self._name}.txt"
        path.write_bytes(self._text.encode())
        return build_index([path], Path(self._folder.name) / "index", encoder=self._encoder)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _ask(
    index: Index, reader: Reader, source: str, group: str, language: str, question: str, gold: Sequence[tuple[int, int]]
) -> Asked:
    from rag.evidence import weigh
    from rag.question import searchable

    asked = searchable(question)
    weighed = weigh(asked, language, index.search(asked), index.entries, reader, 1.0).weighed
    return Asked(
        source,
        group,
        language,
        bool(gold),
        tuple(w.margin for w in weighed),
        tuple(w.value - w.margin for w in weighed),
        tuple(any(w.hit.sentence.start < b and a < w.hit.sentence.end for a, b in gold) for w in weighed),
    )


def first_right(asked: Sequence[Asked], weight: float) -> float:
    """Return the share of answerable questions whose best sentence is gold."""
    mine = [a for a in asked if a.answerable]
    hits = 0
    for a in mine:
        best = max(range(len(a.margins)), key=lambda i, a=a: a.margins[i] + weight * a.fused[i])  # type: ignore[misc]
        hits += a.gold[best]
    return hits / max(1, len(mine))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures to stdout."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    from index import load_encoder
    from rag import evidence
    from rag.weights import load_reader

    parser = argparse.ArgumentParser(prog="python -m eval.evidence", description="The evidence's figures and curve.")
    parser.add_argument("--fit", action="store_true", help="fit the calibration again")
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    asked = collect(load_reader(encoder), encoder)
    say = sys.stdout.write
    rng = np.random.default_rng(SEED)
    for source in ("held-out news", "development"):
        for language in ("id", "en"):
            mine = [a for a in asked if (a.source, a.language) == (source, language)]
            truth, best = [a.answerable for a in mine], [max(a.margins) for a in mine]
            groups = sorted({a.group for a in mine})
            values = []
            for _ in range(1000):
                drawn = rng.choice(groups, len(groups))
                rows = [i for g in drawn for i, a in enumerate(mine) if a.group == g]
                if 0 < sum(truth[i] for i in rows) < len(rows):
                    values.append(roc_auc_score([truth[i] for i in rows], [best[i] for i in rows]))
            low, high = np.quantile(values, [0.025, 0.975])
            found = sum(any(a.gold) for a in mine if a.answerable) / max(1, sum(truth))
            say(
                f"{source}, {language}: n={len(mine)} ({sum(truth)} answerable), answerability AUROC "
                f"{roc_auc_score(truth, best):.3f} ({low:.3f} to {high:.3f}), gold among the candidates {found:.3f}, "
                + "gold first "
                + ", ".join(f"{first_right(mine, w):.3f} at weight {w:g}" for w in (0, 0.4, 0.8, 1.2, 1.6, 2.4))
                + "\n"
            )
    for language in ("id", "en"):
        mine = [a for a in asked if a.language == language]
        x, y = np.array([[max(a.margins)] for a in mine]), np.array([a.answerable for a in mine])
        slope, intercept = evidence._CALIBRATION[language]
        if options.fit:
            model = LogisticRegression(C=1e3, class_weight="balanced").fit(x, y)
            slope, intercept = float(model.coef_[0][0]), float(model.intercept_[0])
            say(f"calibration {language}: slope {slope:.3f}, intercept {intercept:.3f}\n")
        confidence = 1 / (1 + np.exp(-(slope * x[:, 0] + intercept)))
        say(
            f"\n{language}, n={len(mine)}\n\n"
            "| threshold | answerable refused | unanswerable answered |\n|---|---|---|\n"
        )
        for threshold in np.arange(0.1, 0.95, 0.1):
            answers = confidence >= threshold
            say(f"| {threshold:.1f} | {float((~answers)[y].mean()):.3f} | {float(answers[~y].mean()):.3f} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
