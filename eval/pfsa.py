"""Who says what, measured on PFSA-ID, beside a baseline: ``kutip eval pfsa-id FILE``.

PFSA-ID is Indonesian news with labelled tokens; CC BY-NC-SA, so only ever read from a path. Tokens are joined to
plain text again; a line that begins with a dateline begins an article, because the file marks none, and paragraphs
are lost, so that an article is one paragraph. The unit is the STATEMENT span: a direct quotation.

*Speaker.* The gold is read off the labels: the PERSON or PERSONCOREF of the CUE that follows the statement (or,
without one behind it, stands before it); a short form is the last PERSON that has all of its words; after a CUECOREF
("katanya") and for *dia* it is the last PERSON or named PERSONCOREF before the statement. A name is right where,
without titles and roles, all words of one name are words of the other, or a single word begins one (*Narti* for Sri
Nartiningsih); a mention that is a role only ("Presiden") is right where the predicted speaker's role has its words. A
statement whose labels name nobody is left out and counted. A second pair of figures counts sentences: those of which
at least half is in a statement. Indirect quotations have no labels there, and are not measured.

*Cue.* The words that say that somebody speaks; right where they share a character with the CUE or CUECOREF that the
statement's speaker was read off. A statement without one has no gold cue, and a cue predicted for it is wrong.

*Baselines*: the nearest run of capitalised words that ends before the statement, and the word behind it.

The rules were written on Kutip's own articles. The first run on the development file, before any of its errors had
been read, had precision 0.949 and recall 0.874; faults seen there were mended where they were faults of Indonesian
news at large, so that its figures now are no blind ones. Intervals are drawn over articles.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.labels import Token, articles, cue_of, spans_of, speaker_of, text_of
from eval.public import Figure
from eval.speaking import BadDataset, Unit, name_words, nearest_name, outcome_of, same_name
from eval.statistics import SEED, mean
from index.sentences import Sentence, split
from rag.speakers import Attribution, Speaker, attribute

Span = tuple[int, int]
_NEXT_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A labelled statement: its article, who says it against who was found, and its cue against the one found.

    ``sentence`` units are the same for each sentence that is mostly in it; ``unit`` is None where the labels name
    nobody.
    """

    article: int
    unit: Unit | None
    sentences: tuple[Unit, ...]
    cue: Span | None
    predicted_cue: Span | None
    next_word: Span | None


def quotations(
    path: Path, limit: int | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Quotation, ...]:
    """Read a PFSA-ID file and attribute its statements.

    Args:
        path: the token file.
        limit: read a fixed random sample of so many articles.
        progress: told after every article.

    Raises:
        BadDataset: the file cannot be read, has no statement, or a line is not a token and a label.
    """
    read = list(enumerate(articles(path)))
    if limit is not None and limit < len(read):
        read = random.Random(SEED).sample(read, limit)
    found: list[Quotation] = []
    for done, (number, tokens) in enumerate(read, 1):
        found += _quotations(number, tokens)
        progress(done, len(read))
    if not found:
        raise BadDataset(f"{path} has no statement: give PFSA-ID's token file.")
    return tuple(found)


def _quotations(number: int, tokens: Sequence[Token]) -> Iterator[Quotation]:
    text, starts = text_of(tokens)
    segments = split(text, "id")
    sentences = [s for s in segments if isinstance(s, Sentence)]
    found = attribute(text, segments, "id")
    spans = spans_of(tokens)
    for start, end in [span[1:] for span in spans if span[0] == "STATEMENT"]:
        low, high = starts[start], starts[end - 1] + len(tokens[end - 1][0])
        inside = [max(0, min(s.end, high) - max(s.start, low)) for s in sentences]
        most = inside.index(max(inside))  # the sentence that holds most of the statement
        near = cue_of(spans, start, end)
        cue = (starts[near[1]], starts[near[2] - 1] + len(tokens[near[2] - 1][0])) if near else None
        behind = _NEXT_WORD.search(text, high)
        gold, kind = speaker_of(tokens, spans, start, near)
        units: list[Unit] = []
        if gold is not None:
            where, guess = f"article {number}: {text[max(low, high - 90) : high + 60]}", nearest_name(text, low)
            units = [_unit(where, kind, gold, attribution, guess) for attribution in found]
        yield Quotation(
            number, units[most] if units else None,
            tuple(u for u, n, s in zip(units, inside, sentences, strict=False) if 2 * n >= s.end - s.start),
            cue, found[most].cue, behind.span() if behind else None,
        )  # fmt: skip


def _unit(where: str, kind: str, gold: str, attribution: Attribution, guess: str | None) -> Unit:
    speaker = attribution.speaker
    return Unit(
        where, kind, gold, speaker.name if speaker else None, guess,
        outcome_of(gold, attribution, _matches(speaker, gold), kind), bool(guess and same_name(guess, gold)),
    )  # fmt: skip


def figures(found: Sequence[Quotation]) -> tuple[Figure, ...]:
    """Return precision and recall of speakers and cues, each with an interval over articles and its baseline."""
    units = [(q.article, q.unit) for q in found if q.unit is not None]
    sentences = [(q.article, unit) for q in found for unit in q.sentences]
    cues = [q for q in found if q.cue is not None]
    return (
        *_speakers("", units), *_speakers(", by sentence", sentences),
        _figure(
            "cue precision",
            [(q.article, _overlap(q.predicted_cue, q.cue)) for q in found if q.predicted_cue is not None],
            [_overlap(q.next_word, q.cue) for q in found if q.next_word is not None],
            "the word behind the quotation",
        ),
        _figure(
            "cue recall",
            [(q.article, _overlap(q.predicted_cue, q.cue)) for q in cues],
            [_overlap(q.next_word, q.cue) for q in cues],
            "the word behind the quotation",
        ),
    )  # fmt: skip


def left_out(found: Sequence[Quotation]) -> int:
    """Return how many statements' labels name nobody."""
    return sum(q.unit is None for q in found)


def errors(found: Sequence[Quotation]) -> dict[str, int]:
    """Return how many statements there are of each class of error, the most frequent first."""
    counts = Counter(q.unit.outcome for q in found if q.unit is not None and q.unit.outcome != "right")
    return dict(counts.most_common())


def _speakers(unit: str, units: Sequence[tuple[int, Unit]]) -> tuple[Figure, Figure]:
    predicted = [(article, u.outcome == "right") for article, u in units if u.predicted is not None]
    guessed = [u.baseline_right for _, u in units if u.baseline is not None]
    everything = [u.baseline_right for _, u in units]
    baseline = "nearest capitalised words before"
    return (
        _figure(f"speaker precision{unit}", predicted, guessed, baseline),
        _figure(f"speaker recall{unit}", [(a, u.outcome == "right") for a, u in units], everything, baseline),
    )


def _figure(name: str, rows: Sequence[tuple[int, bool]], baseline: Sequence[bool], baseline_name: str) -> Figure:
    estimate = mean([float(right) for _, right in rows], [article for article, _ in rows])
    base = sum(baseline) / len(baseline) if baseline else None
    return Figure(name, estimate.value, estimate.low, estimate.high, estimate.n, base, baseline_name)


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _matches(speaker: Speaker | None, gold: str) -> bool:
    if speaker is None:
        return False
    if name_words(gold):
        return same_name(speaker.name, gold)
    described = f"{speaker.name} {speaker.described or ''}".lower().split()
    return all(word in described for word in gold.lower().split())
