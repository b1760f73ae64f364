"""A run: what every answerer replied to every question, and where that came from. Judges nothing.

Kutip and its ablations share one reader and one encoder that compute nothing twice, and the shortcuts
that spoil Kutip's replies take them from it, so twelve answerers cost little more than one.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.answerers import KUTIP, NAMES, Answerer, ReplyJson, answerers
from eval.items import Item, article_files, known_articles, load_items, question_files, sample
from eval.measures.retrieval import Ranking
from eval.retrieval import rankings
from eval.statistics import SEED
from index import SHIPPED, build_index
from index.article import Article
from index.errors import BadOption
from rag.question import searchable

if TYPE_CHECKING:
    from index import Encoder, Index
    from rag.reader import Reader

SPLITS = ("dev", "test")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply, as the contract's JSON: to which item, of whom, and whether the item's history was left out."""

    item: str
    answerer: str
    reply: ReplyJson
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What search alone found for an item: its sentences in the order of each ranking, and the highest cosine."""

    item: str
    rankings: Mapping[str, Ranking]
    similarity: float


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a run's replies come from; every report prints it.

    ``commit`` is None outside a checkout and ends in ``+`` where files differ from it. ``articles`` and
    ``questions`` hold SHA-256 digests by article id, ``indexes`` the indexes' ids.
    """

    command: str
    commit: str | None
    date: str
    split: str
    limit: int | None
    threshold: float
    seed: int
    reader: str
    encoder: str
    articles: Mapping[str, str]
    questions: Mapping[str, str]
    indexes: Mapping[str, str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """Every reply of a run, in the order they were given."""

    provenance: Provenance
    asked: tuple[Asked, ...]
    found: tuple[Found, ...]


def ask(
    encoder: Encoder,
    reader: Reader,
    *,
    split: str = "test",
    only_articles: Sequence[str] = (),
    only_answerers: Sequence[str] = (),
    limit: int | None = None,
    command: str = "",
    progress: Progress = lambda step, done, total: None,
) -> Run:
    """Ask every question of a split of every answerer about every article.

    Args:
        encoder: for search.
        reader: the trained one.
        split: ``"dev"`` or ``"test"``.
        only_articles: ids; all where none is given.
        only_answerers: names; all where none is given. Kutip is always asked: the others are set against it.
        limit: about so many questions an article, in whole families.
        command: as it was given, for the provenance.
        progress: called with the article, and how many of how many questions are done.

    Raises:
        BadOption: there is no such split, article or answerer.
    """
    from eval.remember import RememberingEncoder, RememberingReader
    from rag.evidence import THRESHOLD
    from rag.weights import SHA256

    names, ways = chosen(split, only_articles, only_answerers)
    articles, files, questions = known_articles(), article_files(), question_files()
    items = {name: items_of(name, articles, split, limit) for name in names}
    began = datetime.datetime.now(datetime.UTC)
    remembering, shared = RememberingEncoder(encoder), RememberingReader(reader)
    asked: list[Asked] = []
    found: list[Found] = []
    indexes: dict[str, str] = {}
    done, total = 0, sum(map(len, items.values()))
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            index = build_index([files[name]], Path(folder), encoder=remembering)
        indexes[name] = index.id
        who = [a for a in answerers(index, shared) if a.name in ways]
        for item in items[name]:
            asked += _replies(item, who)
            found += _search(item, index)
            done += 1
            progress(name, done, total)
    about = Provenance(
        command, commit(), began.isoformat(timespec="seconds"), split, limit, THRESHOLD, SEED, SHA256,
        encoder.identity, {name: articles[name].sha256 for name in names},
        {name: hashlib.sha256(questions[name].read_bytes()).hexdigest() for name in names}, indexes,
        round((datetime.datetime.now(datetime.UTC) - began).total_seconds(), 1),
    )  # fmt: skip
    return Run(about, tuple(asked), tuple(found))


def chosen(
    split: str, only_articles: Sequence[str], only_answerers: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the articles, the shipped one first, and the answerers that are meant.

    Raises:
        BadOption: there is no such split, article or answerer.
    """
    known = sorted(question_files(), key=lambda name: (name != SHIPPED.stem, name))
    for kind, given, allowed in (
        ("split", (split,), SPLITS), ("article", only_articles, known), ("answerer", only_answerers, NAMES),
    ):  # fmt: skip
        for name in given:
            if name not in allowed:
                raise BadOption(f"There is no {kind} {name!r}: choose among {', '.join(allowed)}.")
    names = tuple(name for name in known if not only_articles or name in only_articles)
    return names, tuple(name for name in NAMES if not only_answerers or name in (KUTIP, *only_answerers))


def items_of(name: str, articles: Mapping[str, Article], split: str, limit: int | None = None) -> tuple[Item, ...]:
    """Return the questions of a split about an article."""
    items = [i for i in load_items(question_files()[name], articles) if i.split == split]
    return tuple(items) if limit is None else sample(items, limit)


def _replies(item: Item, who: Sequence[Answerer]) -> Iterator[Asked]:
    for answerer in who:
        yield Asked(item.id, answerer.name, answerer.answer(item.question, item.history, item.lang))
        if item.history and answerer.name == KUTIP:
            yield Asked(item.id, answerer.name, answerer.answer(item.question, (), item.lang), bare=True)


def _search(item: Item, index: Index) -> Iterator[Found]:
    if item.adversarial is None and not item.history:
        hits = index.search(searchable(item.question))
        yield Found(item.id, rankings(hits), max(h.similarity for h in hits))


def commit() -> str | None:
    """Return the checkout's commit, with ``+`` where files differ from it; None outside one."""
    git, root = shutil.which("git"), Path(__file__).parents[1]
    if git is None or not (root / ".git").exists():
        return None

    def say(*arguments: str) -> str:
        return subprocess.run([git, "-C", str(root), *arguments], capture_output=True, text=True, check=True).stdout

    return say("rev-parse", "--short=12", "HEAD").strip() + ("+" if say("status", "--porcelain").strip() else "")
