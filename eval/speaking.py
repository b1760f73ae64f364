"""Who says what, measured on hand-written gold, beside a baseline: ``kutip eval speakers``.

``eval/speakers/<article>.jsonl`` holds a gold line for every sentence of the shipped article and of three
self-written ones, written before the code; the rules were then written with them in view, so that their rows are
regression figures. The unit is the sentence. A prediction is a sentence with a speaker; it is right where the gold
names the same speaker. Precision is right / predicted, recall right / sentences whose gold has a speaker. Mode, role
with affiliation, and cue are counted apart, over all sentences, as exact matches.

*Baseline*: the nearest run of capitalised words that ends before the sentence, for every sentence that the gold
attributes; it is told what is a statement. Intervals are Wilson's, 95 %; sentences of one article are not
independent, so they are too narrow.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.statistics import wilson
from index.article import load_article
from index.errors import UserFacingError
from index.sentences import Sentence, split
from rag.speakers import Attribution, Speaker, attribute
from rag.speakers.vocabulary import CONNECTORS, RANK_PARTS, ROLES, TITLES

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "eval" / "speakers"
ARTICLES = (ROOT / "index" / "articles", ROOT / "eval" / "articles")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'\u2019-]*(?: [^\W\d_a-z][\w'\u2019-]*)*")
_TITLES = TITLES | RANK_PARTS | ROLES | CONNECTORS
_NICKNAME = 5  # letters of a nickname that begins a name, at least


class BadDataset(UserFacingError):
    """A dataset's file that is not what the measure reads."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to attribute: what the gold says, what was predicted, what the baseline says, and the outcome."""

    where: str
    cue: str
    gold: str | None
    predicted: str | None
    baseline: str | None
    outcome: str
    baseline_right: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of one article; ``exact`` has how many sentences match in mode, role with affiliation, and cue, of all."""

    name: str
    attributed: int
    predicted: int
    right: int
    baseline_right: int
    outcomes: dict[str, int]
    exact: dict[str, tuple[int, int]]
    units: tuple[Unit, ...]


def own_articles() -> Iterator[Result]:
    """Measure every article that has gold, in the order of their names."""
    for gold_file in sorted(GOLD.glob("*.jsonl")):
        paths = (folder / f"{gold_file.stem}.txt" for folder in ARTICLES)
        article = load_article(next(path for path in paths if path.exists()))
        segments = split(article.text, article.language)
        sentences = [s for s in segments if isinstance(s, Sentence)]
        rows = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
        found = attribute(article.text, segments, article.language)
        if [row["sentence"] for row in rows] != [s.number for s in sentences]:
            raise BadDataset(f"{gold_file} has {len(rows)} lines for {len(sentences)} sentences: write one a sentence.")
        units, exact = [], Counter[str]()
        for row, sentence, attribution in zip(rows, sentences, found, strict=True):
            speaker = attribution.speaker
            exact["mode"] += attribution.mode == row["mode"]
            exact["role and affiliation"] += _role(speaker) == (row["role"], row["affiliation"])
            cue = article.text[slice(*attribution.cue)] if attribution.cue else None
            exact["cue"] += cue == row["cue"]
            right = speaker is not None and speaker.name == row["speaker"]
            guess = nearest_name(article.text, sentence.start) if row["speaker"] else None
            outcome = outcome_of(row["speaker"], attribution, right)
            where = f"{gold_file.stem} {sentence.number}"
            predicted = speaker.name if speaker else None
            units.append(
                Unit(
                    where,
                    row["cue"] or "",
                    row["speaker"],
                    predicted,
                    guess,
                    outcome,
                    bool(guess and row["speaker"] and same_name(guess, row["speaker"])),
                )
            )
        yield _result(gold_file.stem, units, {key: (count, len(rows)) for key, count in exact.items()})


def _result(name: str, units: Sequence[Unit], exact: dict[str, tuple[int, int]]) -> Result:
    attributed = [u for u in units if u.gold is not None]
    return Result(
        name, len(attributed), sum(u.predicted is not None for u in units), sum(u.outcome == "right" for u in units),
        sum(u.baseline_right for u in attributed),
        dict(Counter(u.outcome for u in units if u.outcome not in ("right", "")).most_common()), exact, tuple(units),
    )  # fmt: skip


def outcome_of(gold: str | None, attribution: Attribution, right: bool, kind: str = "") -> str:
    """Return ``right``, an error class, or nothing where there was nothing to attribute."""
    suffix = f" ({kind})" if kind else ""
    if right:
        return "right"
    if attribution.speaker is not None:
        return f"wrong speaker{suffix}" if gold else f"speaker where the gold has none{suffix}"
    if gold is None:
        return ""
    return f"unknown{suffix}" if attribution.mode != "narration" else f"taken for narration{suffix}"


def _role(speaker: Speaker | None) -> tuple[str | None, str | None]:
    return (speaker.role, speaker.affiliation) if speaker else (None, None)


def nearest_name(text: str, end: int) -> str | None:
    """Return the last run of capitalised words before a place, not counting single words that open a sentence."""
    runs = [m for m in _CAPITALISED.finditer(text, max(0, end - 1000), end)]
    for run in reversed(runs):
        before = text[max(0, run.start() - 2) : run.start()].strip()
        opens = not before or before[-1] in '.\n"\u201c'
        if " " in run.group() or not opens:
            return run.group()
    return None


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name, without titles, ranks and roles."""
    return frozenset(w for w in re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", name.lower()) if w not in _TITLES)


def same_name(one: str, other: str) -> bool:
    """Tell whether all words of one name are words of the other, or a single word begins one."""
    a, b = sorted((name_words(one), name_words(other)), key=len)
    if len(a) == 1 and len(word := next(iter(a))) >= _NICKNAME:
        return any(w.startswith(word) or word.startswith(w) and len(w) >= _NICKNAME for w in b)
    return bool(a) and a <= b


def table(results: Sequence[Result]) -> str:
    """Return the measures as Markdown, one line an article, and how many errors there are of each class."""
    exact = ("mode", "role and affiliation", "cue")
    lines = [f"| article | n | precision | recall | baseline (of n) | {' | '.join(exact)} |", "|---|" + "---|" * 7]
    for r in results:
        shares = (_share(r.right, r.predicted), _share(r.right, r.attributed), _share(r.baseline_right, r.attributed))
        cells = [r.name, str(r.attributed), *shares, *("/".join(map(str, r.exact[key])) for key in exact)]
        lines.append(f"| {' | '.join(cells)} |")
    for r in results:
        lines += [f"- {r.name}: {count} {name}" for name, count in r.outcomes.items()]
    return "\n".join(lines)


def as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the counts of each article, without the sentences."""
    return [{key: value for key, value in asdict(r).items() if key != "units"} for r in results]


def _share(successes: int, n: int) -> str:
    estimate = wilson(successes, n)
    if estimate.value is None:
        return "-"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}] ({successes}/{n})"
