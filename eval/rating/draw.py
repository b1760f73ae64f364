"""Draw a batch: stratified over answerers, languages and kinds, with planted statements and silent duplicates.

Kappa means little where nearly everything is supported, and attention wanes; so edited claims are planted until a
third of all statements is unsupported, and true ones in the same form, so that the form gives nothing away.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.items import Item, sentences_of
from eval.measures.support import folded
from eval.outcome import Outcome, source_of
from eval.outcome import Source as Held
from eval.perturb import Claim, pairs
from eval.rating.batch import Batch, Origin, Stated, Text, Unit
from eval.rating.guideline import VERSION
from eval.rating.replies import Asked, Source
from index.article import Article
from index.errors import BadOption

UNSUPPORTED_SHARE = 0.35
LOWEST_SHARE, HIGHEST_SHARE = 0.30, 0.40
_NATURAL_SHARE = 0.55
_DUPLICATES = 0.10
# A reply that quotes everything would fill the batch with itself.
MOST_STATEMENTS = 4
LEAST_SIZE = 10
PLANTED = "planted"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit before it has its id: what is shown, where it comes from, and which statements are taken as supported."""

    unit: Unit
    origin: Origin
    presumed: tuple[bool, ...]


def draw(
    sources: Sequence[Source],
    claims: Sequence[Claim],
    items: Sequence[Item],
    articles: Mapping[str, Article],
    *,
    size: int,
    seed: int,
) -> Batch:
    """Draw a batch of ``size`` units and a tenth more as duplicates; the same arguments give the same batch.

    Args:
        sources: whose replies are judged, each as often as the others.
        claims: edited and true claims to plant.
        items: questions under which a claim can stand as an answer.
        articles: by id.
        size: units, planted ones included.
        seed: of every choice.

    Raises:
        BadOption: the size is too small, or the sources have too few questions.
    """
    if size < LEAST_SIZE:
        raise BadOption(f"A batch of {size} says nothing: draw at least {LEAST_SIZE} with --size.")
    rng = random.Random(seed)
    held = {name: source_of(article) for name, article in articles.items()}
    natural = _natural(sources, round(size * _NATURAL_SHARE), held, rng)
    planted = _planted(claims, items, held, natural, size - len(natural), rng)
    drawn = [*natural, *planted]
    copies = [d for d in drawn if not d.unit.refusal]
    rng.shuffle(copies)
    named = [_named(d, f"{seed}:{n}") for n, d in enumerate(drawn)]
    ids = {id(d): unit.id for d, (unit, _) in zip(drawn, named, strict=True)}
    for n, d in enumerate(copies[: max(1, round(len(drawn) * _DUPLICATES))]):
        unit, origin = _named(d, f"{seed}:again:{n}")
        named.append((unit, replace(origin, duplicate_of=ids[id(d)])))
    named.sort(key=lambda pair: pair[0].id)
    shown = sorted({unit.article for unit, _ in named})
    return Batch(
        seed,
        VERSION,
        tuple(text_of(articles[name]) for name in shown),
        tuple(unit for unit, _ in named),
        {unit.id: origin for unit, origin in named},
    )


def presumed(batch: Batch) -> dict[tuple[str, int], bool]:
    """Return of each statement (unit, number from 1) what is taken for true before anyone judged.

    A planted claim has its label; quoted words are supported by the sentence that holds them, or by none.
    """
    sentences = {a.id: a.sentences for a in batch.articles}
    return {
        (unit.id, n): _presumed(s, verbatim, sentences[unit.article], batch.key[unit.id].planted)
        for unit in batch.units
        for n, (s, verbatim) in enumerate(zip(unit.statements, batch.key[unit.id].verbatim, strict=True), 1)
    }


def unsupported_share(batch: Batch) -> float:
    """Return the share of statements taken as unsupported before anyone judged."""
    flags = presumed(batch).values()
    return 1 - sum(flags) / len(flags) if flags else 0.0


def text_of(article: Article) -> Text:
    """Return an article as raters see it."""
    sentences = sentences_of(article)
    return Text(
        article.id,
        article.sha256,
        article.language,
        article.title,
        tuple(article.text[s.start : s.end] for s in sentences),
        tuple(s.paragraph for s in sentences),
    )


def _natural(sources: Sequence[Source], count: int, held: Mapping[str, Held], rng: random.Random) -> list[Drawn]:
    turns = [_rounds(source, n, rng) for n, source in enumerate(sources)]
    drawn: list[Drawn] = []
    while len(drawn) < count:
        before = len(drawn)
        for source, turn in zip(sources, turns, strict=True):
            asked = next(turn, None)
            if asked is not None and len(drawn) < count:
                drawn.append(_replied(source, asked, held[asked.article], rng))
        if len(drawn) == before:
            raise BadOption(f"The replies give {before} units, fewer than the {count} needed: choose a smaller --size.")
    return drawn


def _rounds(source: Source, first: int, rng: random.Random) -> Iterator[Asked]:
    """Yield a source's questions, one of each language and kind in turn, beginning with another than other sources."""
    strata: dict[tuple[str, str], list[Asked]] = {}
    for asked in source.asked:
        strata.setdefault((asked.language, asked.kind), []).append(asked)
    for members in strata.values():
        rng.shuffle(members)
    names = sorted(strata, key=lambda name: name[::-1])
    names = names[first % len(names) :] + names[: first % len(names)] if names else []
    for row in itertools.zip_longest(*(strata[name] for name in names)):
        yield from (asked for asked in row if asked is not None)


def _replied(source: Source, asked: Asked, held: Held, rng: random.Random) -> Drawn:
    outcome = source.reply(asked)
    chosen = sorted(rng.sample(range(len(outcome.statements)), min(MOST_STATEMENTS, len(outcome.statements))))
    statements = tuple(Stated(outcome.statements[i].text, _holding(outcome, i, held)) for i in chosen)
    verbatim = tuple(outcome.statements[i].verbatim for i in chosen)
    # A reply that states nothing is judged as what it is to a reader: a refusal.
    unit = Unit("", asked.article, asked.language, asked.question, asked.history, not statements, statements)
    origin = Origin(source.name, asked.family, asked.item, asked.kind, verbatim)
    sentences = [held.sentence(n) for n in range(1, len(held.sentences) + 1)]
    marks = tuple(_presumed(s, v, sentences, None) for s, v in zip(statements, verbatim, strict=True))
    return Drawn(unit, origin, marks)


def _holding(outcome: Outcome, place: int, held: Held) -> tuple[int, ...]:
    by_number = {c.number: c for c in outcome.citations}
    cited = [by_number[n] for n in outcome.statements[place].citations if n in by_number]
    return tuple(dict.fromkeys(c.sentence for c in cited if held.holds(c)))


def _presumed(stated: Stated, verbatim: bool, sentences: Sequence[str], planted: str | None) -> bool:
    if planted is not None:
        return planted == "supported"
    quoted = any(folded(stated.text) in folded(sentences[n - 1]) for n in stated.sentences)
    # What is put in other words nobody knows yet; most of it is right.
    return quoted or (not verbatim and bool(stated.sentences))


def _planted(
    claims: Sequence[Claim],
    items: Sequence[Item],
    held: Mapping[str, Held],
    natural: Sequence[Drawn],
    count: int,
    rng: random.Random,
) -> list[Drawn]:
    marks = [mark for d in natural for mark in d.presumed]
    bad = round(UNSUPPORTED_SHARE * (len(marks) + count)) - marks.count(False)
    bad = max(0, min(count, bad))
    questions = _questions(items)
    used: Counter[str] = Counter(d.origin.family for d in natural)
    found = _claims(claims, held, questions, rng)
    edits = [c for c in found if c[0].label != "supported"]
    trues = [c for c in found if c[0].label == "supported"]
    planted: list[Drawn] = []
    spent: set[tuple[str, str]] = set()
    for wanted, pool in ((bad, edits), (count - bad, trues)):
        left = wanted
        for claim, numbers, options in pool:
            subject = (claim.seed.rsplit("-", 1)[0], claim.label)
            if left == 0:
                break
            if subject not in spent:
                spent.add(subject)
                item = min(options, key=lambda i: (used[i.family], i.id))
                used[item.family] += 1
                planted.append(_claimed(claim, numbers, item))
                left -= 1
        if left:
            raise BadOption(f"Only {wanted - left} of {wanted} claims can be planted: choose a smaller --size.")
    return planted


def _questions(items: Sequence[Item]) -> dict[tuple[str, str, int], list[Item]]:
    """Return the plain questions by article, language and gold sentence."""
    found: dict[tuple[str, str, int], list[Item]] = {}
    for item in items:
        if item.answerable and not item.history and item.adversarial is None:
            for number in item.gold:
                found.setdefault((item.article, item.lang, number), []).append(item)
    return found


def _claims(
    claims: Sequence[Claim],
    held: Mapping[str, Held],
    questions: Mapping[tuple[str, str, int], list[Item]],
    rng: random.Random,
) -> list[tuple[Claim, tuple[int, ...], list[Item]]]:
    """Return the claims that can stand as an answer, each kind and language in turn, with sentences and questions."""
    numbers = {name: {s.sentence(n): n for n in range(1, len(s.sentences) + 1)} for name, s in held.items()}
    strata: dict[tuple[str, str], list[tuple[Claim, tuple[int, ...], list[Item]]]] = {}
    for true, edited in pairs(claims):
        for claim in (true, edited):
            there = numbers.get(claim.article, {})
            cited = tuple(there[e] for e in claim.evidence if e in there)
            about = [there[e] for e in true.evidence if e in there]
            options = [i for n in about for i in questions.get((claim.article, claim.lang, n), [])]
            if options and len(cited) == len(claim.evidence):
                strata.setdefault((claim.kind, claim.lang), []).append((claim, cited, options))
    for members in strata.values():
        rng.shuffle(members)
    rows = itertools.zip_longest(*(strata[name] for name in sorted(strata)))
    return [entry for row in rows for entry in row if entry is not None]


def _claimed(claim: Claim, numbers: tuple[int, ...], item: Item) -> Drawn:
    unit = Unit("", claim.article, claim.lang, item.question, (), False, (Stated(claim.claim, numbers),))
    origin = Origin(PLANTED, item.family, item.id, claim.kind, (False,), claim.label, claim.id)
    return Drawn(unit, origin, (claim.label == "supported",))


def _named(drawn: Drawn, what: str) -> tuple[Unit, Origin]:
    """Give a unit an id that says nothing."""
    digest = hashlib.sha256(f"kutip unit {what} {drawn.unit.question}".encode()).digest()
    return replace(drawn.unit, id=base64.b32encode(digest[:5]).decode().lower()), drawn.origin
