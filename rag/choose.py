"""Which of the sentences that answer to quote: few, in article order, none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import Entry, Sentence, words
from rag.evidence import Weighed

MOST = 3
# A further sentence is quoted when the reader thinks that it answers, too, and its value is
# within this many logits of the best one's.
WITHIN = 3.0
# Two sentences that share this much of their words say the same thing.
ALIKE = 0.6

Chosen = tuple[str, Sentence]


def choose(weighed: Sequence[Weighed], entries: Mapping[str, Entry], most: int = MOST) -> tuple[Weighed, ...]:
    """Return one to ``most`` of the read sentences of the best one's article, in article order."""
    best = weighed[0]
    entry = entries[best.hit.article]
    taken: list[Weighed] = [best]
    for other in weighed[1:]:
        if len(taken) == most:
            break
        if (
            other.hit.article == best.hit.article
            and other.margin > 0
            and other.value >= best.value - WITHIN
            and not any(_alike(entry, other.hit.sentence, t.hit.sentence) for t in taken)
        ):
            taken.append(other)
    return tuple(sorted(taken, key=lambda w: w.hit.sentence.number))


def with_quotation(entry: Entry, best: Sentence, chosen: Sequence[Sentence], most: int = MOST) -> tuple[Sentence, ...]:
    """Let what belongs to the best sentence's quotation come before other choices.

    Returns:
        at most ``most`` sentences, in article order.
    """
    same = [s for s in entry.sentences if best.quotation is not None and s.quotation == best.quotation]
    near = sorted(same, key=lambda s: abs(s.number - best.number))
    wanted = dict.fromkeys((best, *near, *chosen))
    return tuple(sorted(list(wanted)[:most], key=lambda s: s.number))


def overview(entry: Entry, similarities: Mapping[int, float], most: int = MOST) -> tuple[Chosen, ...]:
    """Return the lead and the most central sentence of each later part, in article order.

    Args:
        entry: the article.
        similarities: by sentence number, how close each is to the article as a whole.
        most: how many sentences.
    """
    sentences = entry.sentences
    parts = min(most, len(sentences))
    # News puts the point first: the first sentence stands for the first part.
    taken = [sentences[0]]
    rest = sentences[1:]
    for part in range(parts - 1):
        span = rest[part * len(rest) // (parts - 1) : (part + 1) * len(rest) // (parts - 1)]
        fresh = [s for s in span if s.quotation is None and not any(_alike(entry, s, t) for t in taken)] or list(span)
        taken.append(max(fresh, key=lambda s: similarities[s.number]))
    return tuple((entry.article.id, s) for s in taken)


def _alike(entry: Entry, first: Sentence, second: Sentence) -> bool:
    a, b = set(words(entry.text_of(first))), set(words(entry.text_of(second)))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= ALIKE
