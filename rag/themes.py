"""Themes of chosen sentences: which belong together, and a label in the article's own words.

Sentences that share a run of words are one theme, and that run is its label; those that share none are
together with whatever else the same speaker says. So a reader can see in every sentence why it stands there.
Clustering of sentence vectors was tried: with five points its groups had no word in common to name them by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index import Entry, Hit, words
from index.language import FUNCTION_WORDS
from rag.diversity import Likeness
from rag.relevance import Relevant
from rag.speakers import Attribution

# Words in a run: one alone ("masalah") names nothing.
_SHORTEST, _LONGEST = 2, 4
# A run that more of the article's sentences hold is what it is about, and no theme of it.
_MOST_SENTENCES = 0.3
_WORD = re.compile(r"[^\W\d_][\w-]*")
# Indonesian verbs: a label is to name something.
_VERB = re.compile(r"(?:me(?:m|n|ng|ny|l|r|w|y)\w{3,}|ber\w{4,}|di\w{4,}|ter\w{4,}|\w+(?:nya|lah|kah))")
_NO_LABEL = frozenset(
    "juga oleh para sebuah seorang hal suatu banyak semua setiap agar sehingga serta salah satu antara lebih sangat "
    "mantan perlu kata ujar langsung terkait termasuk menurut juta miliar persen segera terus baru said says".split()
)

Theme = tuple[str | None, tuple[Relevant, ...]]


def themes(
    chosen: Sequence[Relevant],
    entries: Mapping[str, Entry],
    attributions: Mapping[str, Sequence[Attribution]],
    likeness: Likeness,
    topic: str,
) -> tuple[Theme, ...]:
    """Return the chosen sentences by theme, the most relevant theme and sentence first.

    Args:
        chosen: the sentences of the points.
        entries: the articles.
        attributions: of their sentences, by article.
        likeness: knows how rare each word is.
        topic: its words alone make no theme.

    Returns:
        (label, sentences) pairs; a label is verbatim from an article and None where it has no word for the theme.
    """
    left = list(chosen)
    found: list[Theme] = []
    while (shared := _shared(left, entries, attributions, likeness, topic)) is not None:
        found.append(shared)
        left = [c for c in left if c not in shared[1]]
    by_speaker: dict[str | None, list[Relevant]] = {}
    for candidate in left:
        by_speaker.setdefault(_speaker(candidate.hit, attributions), []).append(candidate)
    found += [(_short(name) if name else None, tuple(said)) for name, said in by_speaker.items()]
    ordered = [(name, tuple(sorted(said, key=lambda c: -c.relevance))) for name, said in found]
    return tuple(sorted(ordered, key=lambda theme: -theme[1][0].relevance))


def _shared(
    left: Sequence[Relevant],
    entries: Mapping[str, Entry],
    attributions: Mapping[str, Sequence[Attribution]],
    likeness: Likeness,
    topic: str,
) -> Theme | None:
    """Return the theme of the run of words that most of the sentences share; the rarest such run."""
    asked = set(words(topic))
    people = {w for c in left if (name := _speaker(c.hit, attributions)) for w in words(name)}
    held: dict[str, list[Relevant]] = {}
    written: dict[str, str] = {}
    for candidate in left:
        for run in _runs(entries[candidate.hit.article].text_of(candidate.hit.sentence)):
            held.setdefault(run.casefold(), []).append(candidate)
            written.setdefault(run.casefold(), run)
    texts = [entry.text_of(s).casefold() for entry in entries.values() for s in entry.sentences]
    good = {
        run: sharing
        for run, sharing in held.items()
        if len(sharing) > 1
        and not set(words(run)) <= asked | people
        and sum(run in text for text in texts) <= max(2.0, _MOST_SENTENCES * len(texts))
    }
    if not good:
        return None
    best = max(good, key=lambda run: (len(good[run]), likeness.rarity(run), run))
    return written[best], tuple(good[best])


def _speaker(hit: Hit, attributions: Mapping[str, Sequence[Attribution]]) -> str | None:
    speaker = attributions[hit.article][hit.sentence.number - 1].speaker
    return speaker.name if speaker else None


def _short(name: str) -> str:
    """Return an organisation's short form where its name ends in one: "... Migran Korea Utara (IPCNKR)"."""
    found = re.search(r"\(([A-Z][\w-]{1,15})\)$", name)
    return found.group(1) if found else name


def _runs(text: str) -> tuple[str, ...]:
    """Return every run of two to four naming words that stand side by side, each once."""
    found: dict[str, str] = {}
    tokens = list(_WORD.finditer(text))
    for n, first in enumerate(tokens):
        for m in range(n, min(len(tokens), n + _LONGEST)):
            if not _names(tokens[m].group()) or (m > n and text[tokens[m - 1].end() : tokens[m].start()] != " "):
                break
            if m - n + 1 >= _SHORTEST:
                run = text[first.start() : tokens[m].end()]
                found.setdefault(run.casefold(), run)
    return tuple(found.values())


def _names(word: str) -> bool:
    plain = word.casefold()
    return plain not in FUNCTION_WORDS and plain not in _NO_LABEL and _VERB.fullmatch(plain) is None
