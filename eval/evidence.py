"""How well the evidence tells answerable questions from others, and the curve its threshold is chosen on.

    python -m eval.evidence            # the figures and the curve
    python -m eval.evidence --fit      # also fit the calibration of rag.evidence again, and print it

Two sets, neither trained on: the questions of the held-out news articles, and the development
questions. Retrieval and reader run as they do for a user, translations where there are any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.items import article_files, known_articles, load_items, question_files
from eval.measures.abstention import auroc
from eval.statistics import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index import Encoder, Index
    from rag.reader import Reader

KINDS = ("id", "en", "translated")
SOURCES = ("held-out news", "development")
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was read: ``signs`` as ``rag.evidence`` has them, and of each candidate margin, retrieval, gold.

    ``family`` keeps what belongs together (twins, chains, one article's questions) in one resample; ``kind`` is the
    calibration that fits.
    """

    source: str
    family: str
    kind: str
    answerable: bool
    signs: tuple[float, ...]
    candidates: tuple[tuple[float, float, bool], ...]


def collect(reader: Reader, encoder: Encoder) -> tuple[Asked, ...]:
    """Ask every question of both sets; what has an English translation is also asked without it."""
    return (*_news(reader, encoder), *_development(reader, encoder))


def _news(reader: Reader, encoder: Encoder) -> Iterator[Asked]:
    from index import build_index
    from index.translation import Translation
    from rag.train.examples import news_articles

    for article in news_articles(held_out=True):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "article.txt"
            path.write_bytes(article["text"].encode())
            index = build_index([path], Path(folder) / "index", encoder=encoder)
            if "english" in article:
                translation = Translation("en", "Kutip", tuple(article["english"]))
                index.entries["article"] = replace(index.entries["article"], translations=(translation,))
            for row in article["questions"]:
                gold = [row["sentence"], *row.get("also", ())] if row["answerable"] else []
                starts = [(article["text"].index(quote), len(quote)) for quote in gold]
                spans = [(start, start + length) for start, length in starts]
                yield from _ask(index, reader, ("held-out news", article["id"], row["lang"]), row["question"], spans)


def _development(reader: Reader, encoder: Encoder) -> Iterator[Asked]:
    from index import build_index

    articles, files = known_articles(), article_files()
    for name, questions in question_files().items():
        with tempfile.TemporaryDirectory() as folder:
            index = build_index([files[name]], Path(folder), encoder=encoder)
            for item in load_items(questions, articles):
                if item.split != "dev" or item.history or item.adversarial or item.type == "overview":
                    continue
                spans = [(s.start, s.end) for s in index.entries[name].sentences if s.number in item.gold]
                yield from _ask(index, reader, ("development", item.family, item.lang), item.question, spans)


def _ask(
    index: Index, reader: Reader, where: tuple[str, str, str], question: str, gold: Sequence[tuple[int, int]]
) -> Iterator[Asked]:
    from rag.evidence import kind_of, signs, weigh
    from rag.question import searchable

    source, family, language = where
    asked = searchable(question)
    hits = index.search(asked)
    (entry,) = index.entries.values()
    views = [entry] if entry.translation(language) is None else [entry, replace(entry, translations=())]
    for view in views:
        entries = {view.article.id: view}
        weighed = weigh(asked, language, hits, entries, reader).weighed
        yield Asked(
            source,
            family,
            kind_of(weighed, language),
            bool(gold),
            signs(asked, language, weighed, entries),
            tuple(
                (w.margin, w.retrieval, any(w.hit.sentence.start < b and a < w.hit.sentence.end for a, b in gold))
                for w in weighed
            ),
        )


def first_right(asked: Sequence[Asked], weight: float) -> float:
    """Return the share of answerable questions whose best sentence is gold at a weight of retrieval."""
    firsts = [max(a.candidates, key=lambda c: c[0] + weight * c[1])[2] for a in asked if a.answerable]
    return sum(firsts) / max(1, len(firsts))


def fitted(asked: Sequence[Asked]) -> tuple[tuple[float, ...], NDArray[np.float64]]:
    """Fit a logistic function of the signs, none of which may speak against an answer.

    In these sets near-misses share more words with the article than paraphrased questions do. That is a habit of
    whoever wrote them, not of askers, so a sign that comes out negative is left out and the rest fitted again.

    Returns:
        intercept and weights; and each question's probability when its family was left out of the fit.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    x, y = np.array([a.signs for a in asked]), np.array([a.answerable for a in asked])
    # Balanced: how many questions have no answer is the sets' choice, not the askers'.
    model = LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000)
    kept = list(range(x.shape[1]))
    while (model.fit(x[:, kept], y).coef_[0] < 0).any():
        kept = [n for n, weight in zip(kept, model.coef_[0], strict=True) if weight >= 0]
    weights = [0.0] * x.shape[1]
    for n, weight in zip(kept, model.coef_[0], strict=True):
        weights[n] = float(weight)
    families = [a.family for a in asked]
    out = cross_val_predict(model, x[:, kept], y, groups=families, cv=GroupKFold(8), method="predict_proba")[:, 1]
    return (float(model.intercept_[0]), *weights), out


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures to stdout."""
    import numpy as np

    from index import load_encoder
    from rag import evidence
    from rag.weights import load_reader

    parser = argparse.ArgumentParser(prog="python -m eval.evidence", description="The evidence's figures and curve.")
    parser.add_argument("--fit", action="store_true", help="fit the calibration again")
    options = parser.parse_args(arguments)
    encoder = load_encoder()
    asked = collect(load_reader(encoder), encoder)
    say = sys.stdout.write
    for kind in KINDS:
        mine = [a for a in asked if a.kind == kind]
        for source in SOURCES:
            part = [a for a in mine if a.source == source]
            say(separation(kind, source, part) if part else "")
        y = np.array([a.answerable for a in mine])
        confidence = np.array([evidence._probability(kind, a.signs) for a in mine])
        if options.fit:
            weights, out = fitted(mine)
            say(f'calibration: "{kind}": ({", ".join(f"{w:.3f}" for w in weights)}),\n')
            held = auroc(out.tolist(), y.tolist(), [a.family for a in mine])
            say(f"AUROC of all signs together, each family left out in turn: {shown(held)}\n")
            confidence = out
        say(f"\n{kind}, n={len(mine)} ({y.sum()} answerable)\n\n")
        say("| threshold | answerable refused | unanswerable answered |\n|---|---|---|\n")
        for threshold in THRESHOLDS:
            answers = confidence >= threshold
            say(f"| {threshold:.1f} | {float((~answers)[y].mean()):.3f} | {float(answers[~y].mean()):.3f} |\n")
        say("\n")
    return 0


def separation(kind: str, source: str, asked: Sequence[Asked]) -> str:
    """Return a line about how well margins tell answerable questions apart, and retrieval's share in the choice."""
    truth = [a.answerable for a in asked]
    margin = shown(auroc([a.signs[0] for a in asked], truth, [a.family for a in asked]))
    found = sum(any(gold for _, _, gold in a.candidates) for a in asked if a.answerable) / max(1, sum(truth))
    firsts = ", ".join(f"{first_right(asked, w):.3f} at weight {w:g}" for w in (0, 0.4, 0.8, 1.2, 1.6, 2.4))
    return (
        f"{source}, {kind}: n={len(asked)} ({sum(truth)} answerable), AUROC of the margin {margin}, "
        f"gold among the candidates {found:.3f}, gold first {firsts}\n"
    )


def shown(estimate: Estimate) -> str:
    """Return an estimate with its interval."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "none"
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


if __name__ == "__main__":
    sys.exit(main())
