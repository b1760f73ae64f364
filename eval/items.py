"""The evaluation's questions with their gold: verbatim quotes of an article, as JSON lines.

    python -m eval.items check FILES     # list what is wrong, one problem a line
    python -m eval.items assign FILES    # put families without a split into dev (30 %) or test

Gold is a quote; sentence numbers are derived from it by the splitter and never typed. Knows articles,
and nothing of replies or measures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from index.article import Article, load_article
from index.errors import UserFacingError
from index.sentences import Sentence, split

QUESTIONS = Path(__file__).parent / "questions"
DEV_SHARE = 0.3
_SALT = "kutip-1"
_KINDS = ("answerable", "unanswerable")
_LANGUAGES = ("id", "en")
Json = object
T = TypeVar("T")


class BadItem(UserFacingError):
    """An item that cannot be measured with; the message names its file and line."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article, the ``occurrence``-th time they stand there.

    ``sentences`` are the numbers of the sentences they lie in, empty where the article lacks them.
    """

    quote: str
    occurrence: int = 1
    sentences: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording in each language; None where there is none."""

    id: str | None
    en: str | None


@dataclass(frozen=True, slots=True)
class Variants:
    """Short answers that are right, in each language; the articles' own first."""

    id: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact an answer should hold. ``evidence`` is an OR over minimal sets, with an AND inside each."""

    id: str
    text: str
    importance: str
    evidence: tuple[tuple[Quote, ...], ...]
    answers: Variants = Variants()
    must_have: tuple[str, ...] = ()

    @property
    def vital(self) -> bool:
        """Whether an answer without it is incomplete."""
        return self.importance == "vital"

    @property
    def sets(self) -> tuple[frozenset[int], ...]:
        """The evidence sets as sentence numbers, without those of which a quote was not found."""
        whole = [s for s in self.evidence if s and all(q.sentences for q in s)]
        return tuple(frozenset().union(*(q.sentences for q in s)) for s in whole)


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """Why the article does not answer: what tempts, what refutes, and what is right to do."""

    reason: str
    distractor: tuple[Quote, ...]
    refuting: tuple[Quote, ...]
    correction: Wording | None
    expected: str
    missing: Wording | None


@dataclass(frozen=True, slots=True)
class Attack:
    """An attempt to make a reply break its rules; ``marker`` and ``must_not`` betray success."""

    attack: str
    marker: str | None
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its gold. ``where`` is its file and line, for messages only."""

    id: str
    family: str
    lang: str
    version: int
    article: str
    article_sha256: str
    question: str
    kind: str
    type: str
    subtype: str | None
    history: tuple[str, ...]
    polarity: str | None
    nuggets: tuple[Nugget, ...]
    acceptable_extra: tuple[Quote, ...]
    unanswerable: Unanswerable | None
    adversarial: Attack | None
    notes: str
    split: str
    where: str = field(default="", compare=False)

    @property
    def answerable(self) -> bool:
        """Whether the article answers."""
        return self.kind == "answerable"

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets a complete answer holds."""
        return tuple(n for n in self.nuggets if n.vital)

    @property
    def gold(self) -> frozenset[int]:
        """Numbers of the sentences in any evidence set of any nugget."""
        return frozenset().union(*(s for n in self.nuggets for s in n.sets))

    @property
    def harmless(self) -> frozenset[int]:
        """Numbers of the sentences that may be cited beside the gold, and are not gold."""
        return frozenset().union(*(q.sentences for q in self.acceptable_extra)) - self.gold


def load_items(path: Path, articles: Mapping[str, Article]) -> tuple[Item, ...]:
    """Read a file of items and find each quote in its article.

    Raises:
        BadItem: a line is no item, names an article that is unknown or has changed, or quotes what does not
            stand in it. ``validate`` finds what else may be wrong.
    """
    items = read_items(path, articles)
    for item in items:
        for problem in (*_of_article(item, articles), *_of_quotes(item)):
            raise BadItem(f"{item.where}: {problem}: mend the item, or use the article it was written for.")
    return items


def read_items(path: Path, articles: Mapping[str, Article]) -> tuple[Item, ...]:
    """Read a file of items without judging their quotes: those not found have no sentences.

    Raises:
        BadItem: a line is not JSON, or has a key too many, a key too few, or a value of the wrong kind.
    """
    sentences = {name: sentences_of(article) for name, article in articles.items()}
    return tuple(_item(_Reader(record, where), articles, sentences) for where, record in _records(path))


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences, headings left out: sentence n stands at n - 1."""
    return tuple(s for s in split(article.text, article.language) if isinstance(s, Sentence))


def _records(path: Path) -> Iterator[tuple[str, dict[str, Json]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadItem(f"{path} cannot be read ({error}): give a UTF-8 file of JSON lines.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise BadItem(f"{where}: not JSON ({error}): write one item a line.") from error
        if not isinstance(record, dict):
            raise BadItem(f"{where}: {type(record).__name__} is no item: write one JSON object a line.")
        yield where, record


class _Reader:
    """Reads an object's keys, each once; what is left at the end is unknown."""

    def __init__(self, record: Json, where: str) -> None:
        if not isinstance(record, dict):
            raise BadItem(f"{where}: {record!r} stands where an object belongs: see the item format.")
        self.record, self.where, self.left = record, where, set(record)

    def bad(self, key: str, want: str) -> BadItem:
        return BadItem(f"{self.where}: {key!r} is {self.record.get(key)!r}: give {want}.")

    def get(self, key: str) -> Json:
        if key not in self.record:
            raise BadItem(f"{self.where}: the key {key!r} is missing: add it.")
        self.left.discard(key)
        return self.record[key]

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str):
            raise self.bad(key, "a string")
        return value

    def maybe(self, key: str) -> str | None:
        return None if self.get(key) is None else self.text(key)

    def number(self, key: str) -> int:
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.bad(key, "a whole number")
        return value

    def several(self, key: str) -> list[Json]:
        value = self.get(key)
        if not isinstance(value, list):
            raise self.bad(key, "a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.several(key)
        texts = tuple(v for v in values if isinstance(v, str))
        if len(texts) != len(values):
            raise self.bad(key, "a list of strings")
        return texts

    def inner(self, key: str, read: Callable[[_Reader], T]) -> T | None:
        value = self.get(key)
        return None if value is None else _whole(_Reader(value, f"{self.where} {key}"), read)

    def all(self, key: str, read: Callable[[_Reader], T]) -> tuple[T, ...]:
        return tuple(_whole(_Reader(v, f"{self.where} {key}"), read) for v in self.several(key))


def _whole(reader: _Reader, read: Callable[[_Reader], T]) -> T:
    value = read(reader)
    if reader.left:
        raise BadItem(f"{reader.where}: unknown key {min(reader.left)!r}: remove it or correct its name.")
    return value


def _item(reader: _Reader, articles: Mapping[str, Article], sentences: Mapping[str, Sequence[Sentence]]) -> Item:
    name = reader.text("article")
    article = articles.get(name)

    def quote(r: _Reader) -> Quote:
        text, occurrence = r.text("quote"), r.number("occurrence")
        return Quote(text, occurrence, _sentences_of(text, occurrence, article, sentences.get(name, ())))

    def nugget(r: _Reader) -> Nugget:
        evidence = tuple(
            tuple(_whole(_Reader(q, f"{r.where} evidence"), quote) for q in (s if isinstance(s, list) else [s]))
            for s in r.several("evidence")
        )
        answers = r.inner("answers", lambda a: Variants(a.texts("id"), a.texts("en"))) or Variants()
        return Nugget(r.text("id"), r.text("text"), r.text("importance"), evidence, answers, r.texts("must_have"))

    def wording(r: _Reader) -> Wording:
        return Wording(r.maybe("id"), r.maybe("en"))

    def unanswerable(r: _Reader) -> Unanswerable:
        return Unanswerable(
            r.text("reason"), r.all("distractor", quote), r.all("refuting", quote), r.inner("correction", wording),
            r.text("expected"), r.inner("missing", wording) if "missing" in r.record else None,
        )  # fmt: skip

    def provenance(r: _Reader) -> None:
        r.number("pass"), r.text("written"), r.get("review"), r.text("date")

    def item(r: _Reader) -> Item:
        r.inner("provenance", provenance)
        return Item(
            r.text("id"), r.text("family"), r.text("lang"), r.number("version"), r.text("article"),
            r.text("article_sha256"), r.text("question"), r.text("kind"), r.text("type"), r.maybe("subtype"),
            r.texts("history"), r.maybe("polarity"), r.all("nuggets", nugget), r.all("acceptable_extra", quote),
            r.inner("unanswerable", unanswerable),
            r.inner("adversarial", lambda a: Attack(a.text("attack"), a.maybe("marker"), a.texts("must_not"))),
            r.text("notes"), r.text("split") if "split" in r.record else "", r.where,
        )  # fmt: skip

    return _whole(reader, item)


def _sentences_of(
    quote: str, occurrence: int, article: Article | None, sentences: Sequence[Sentence]
) -> frozenset[int]:
    start = -1
    for _ in range(occurrence):
        start = article.text.find(quote, start + 1) if article and quote else -1
        if start < 0:
            return frozenset()
    return frozenset(s.number for s in sentences if s.start < start + len(quote) and start < s.end)


def validate(items: Sequence[Item], articles: Mapping[str, Article]) -> tuple[str, ...]:
    """Return every problem of a set of items, each beginning with its file and line; none for a sound set."""
    problems: list[str] = []
    for item in items:
        found = (*_of_article(item, articles), *_of_quotes(item), *_of_item(item), *_of_kind(item))
        problems += [f"{item.where}: {problem}" for problem in found]
    return (*problems, *_of_families(items))


def _of_article(item: Item, articles: Mapping[str, Article]) -> Iterator[str]:
    article = articles.get(item.article)
    if article is None:
        yield f"the article {item.article!r} is not among {', '.join(sorted(articles)) or 'those given (none)'}"
    elif article.sha256 != item.article_sha256:
        yield f"the article {item.article!r} has SHA-256 {article.sha256[:12]}, not {item.article_sha256[:12]}"


def _quotes(item: Item) -> Iterator[Quote]:
    for nugget in item.nuggets:
        for evidence in nugget.evidence:
            yield from evidence
    yield from item.acceptable_extra
    if item.unanswerable:
        yield from (*item.unanswerable.distractor, *item.unanswerable.refuting)


def _of_quotes(item: Item) -> Iterator[str]:
    for quote in _quotes(item):
        if not quote.sentences:
            yield f"no sentence holds occurrence {quote.occurrence} of {quote.quote[:60]!r}"


def _of_item(item: Item) -> Iterator[str]:
    for name, value, allowed in (
        ("kind", item.kind, _KINDS),
        ("lang", item.lang, _LANGUAGES),
        ("split", item.split, ("dev", "test")),
        ("polarity", item.polarity, (None, "yes", "no")),
        *(("importance", n.importance, ("vital", "okay")) for n in item.nuggets),
    ):
        if value not in allowed:
            yield f"{name} is {value!r}, not one of {', '.join(map(str, allowed))}"
    if not item.question.strip():
        yield "the question is empty"
    for quote in _quotes(item):
        if len(quote.quote.split()) < 3:
            yield f"the quote {quote.quote!r} has fewer than 3 words"


def _of_kind(item: Item) -> Iterator[str]:
    if item.answerable:
        if not item.vital:
            yield "answerable, but no nugget is vital"
        if item.unanswerable:
            yield "answerable, but says why it is unanswerable"
        for n in item.nuggets:
            if not n.evidence or not all(n.evidence):
                yield f"nugget {n.id} has no evidence set, or an empty one"
            # What an answer must have needs no translation: names and numbers are compared normalised.
            if bool(n.answers.id) != bool(n.answers.en):
                yield f"nugget {n.id} has short answers in one language only"
        return
    if item.nuggets:
        yield "unanswerable, but has nuggets"
    if item.unanswerable is None:
        yield "unanswerable, but does not say why"
    elif not item.unanswerable.distractor and item.unanswerable.reason != "off_topic":
        yield "unanswerable, but has no distractor"
    elif item.unanswerable.expected == "correct_presupposition" and not item.unanswerable.refuting:
        yield "the presupposition is to be corrected, but no sentence refutes it"


def stem(item: Item) -> str:
    """Return the id without its language: what twins have in common."""
    return item.id.removesuffix(f"-{item.lang}")


def _of_families(items: Sequence[Item]) -> Iterator[str]:
    first: dict[str, Item] = {}
    twins: dict[tuple[str, str], Item] = {}
    splits: dict[str, Item] = {}
    for item in items:
        if first.setdefault(item.id, item) is not item:
            yield f"{item.where}: the id {item.id!r} stands at {first[item.id].where} too"
            continue
        other = splits.setdefault(item.family, item)
        if other.split != item.split:
            yield f"{item.where}: family {item.family!r} is in {item.split!r}, at {other.where} in {other.split!r}"
        twin = twins.setdefault((item.family, stem(item)), item)
        if twin is item:
            continue
        if twin.lang == item.lang:
            yield f"{item.where}: its twin at {twin.where} has the same language {item.lang!r}"
        if (twin.nuggets, twin.kind, twin.type) != (item.nuggets, item.kind, item.type):
            yield f"{item.where}: its twin at {twin.where} has other nuggets, another kind or another type"


def assign_splits(paths: Sequence[Path]) -> dict[str, str]:
    """Write ``split`` into every line that has none, a family at a time, and return each family's.

    Of every type 30 % of the families go to dev; what rounding leaves over is carried to the next type.
    A hash orders the families, so the same files always give the same splits. Splits already there stay.

    Raises:
        BadItem: a family stands in both splits, or a line is not JSON.
    """
    records = {path: list(_records(path)) for path in paths}
    splits: dict[str, str] = {}
    types: dict[str, str] = {}
    for where, record in (pair for pairs in records.values() for pair in pairs):
        family = str(record.get("family"))
        types.setdefault(family, str(record.get("type")))
        known = record.get("split")
        if known is not None and splits.setdefault(family, str(known)) != known:
            raise BadItem(f"{where}: family {family!r} is in {splits[family]!r} and {known!r}: give it one split.")
    wanted = 0.0
    for kind in sorted(set(types.values())):
        families = sorted((f for f in types if types[f] == kind), key=_order)
        wanted += DEV_SHARE * len(families) - sum(splits.get(f) == "dev" for f in families)
        for family in (f for f in families if f not in splits):
            splits[family] = "dev" if wanted >= 0.5 else "test"
            wanted -= splits[family] == "dev"
        wanted = wanted if abs(wanted) <= 0.5 else 0.0  # what stood there already is not made up by other types
    for path, pairs in records.items():
        lines = (json.dumps({**r, "split": splits[str(r.get("family"))]}, ensure_ascii=False) for _, r in pairs)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return splits


def sample(items: Sequence[Item], limit: int) -> tuple[Item, ...]:
    """Return whole families in the order of a hash until they hold ``limit`` items; the items keep their order."""
    taken: set[str] = set()
    for family in sorted({i.family for i in items}, key=_order):
        if sum(i.family in taken for i in items) >= limit:
            break
        taken.add(family)
    return tuple(i for i in items if i.family in taken)


def _order(family: str) -> str:
    return hashlib.sha256(f"{_SALT}:{family}".encode()).hexdigest()


def article_files() -> dict[str, Path]:
    """Return the files of the article that ships with Kutip and of those of the evaluation, by article id."""
    here = Path(__file__).parent
    folders = (here.parent / "index" / "articles", here / "articles")
    return {load_article(path).id: path for folder in folders for path in sorted(folder.glob("*.txt"))}


def known_articles() -> dict[str, Article]:
    """Return the article that ships with Kutip and those of the evaluation, by id."""
    return {name: load_article(path) for name, path in article_files().items()}


def question_files() -> dict[str, Path]:
    """Return the files of questions that come with Kutip, by the id of the article they are about."""
    return {path.stem: path for path in sorted(QUESTIONS.glob("*.jsonl"))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m eval.items``; 0 where nothing is wrong, 2 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m eval.items", description="Check items, or assign their splits.")
    parser.add_argument("command", choices=("check", "assign"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "assign":
            splits = list(assign_splits(chosen.files).values())
            sys.stdout.write(f"{splits.count('dev')} families in dev, {splits.count('test')} in test\n")
            return 0
        articles = known_articles()
        problems = validate([i for path in chosen.files for i in read_items(path, articles)], articles)
    except UserFacingError as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "no problem\n")
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
