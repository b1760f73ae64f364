"""From a topic to talking points: survey, choose, quote, attribute, group. Knows no files and no pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import BadOption, Index, Sentence
from rag.alone import neighbour
from rag.cite import Citer
from rag.dispute import disputing
from rag.diversity import Likeness, diverse
from rag.excerpt import excerpt
from rag.points import Sheet, Source, TalkingPoint
from rag.question import refuse_hidden
from rag.relevance import Relevant
from rag.reply import Citation
from rag.themes import themes

COUNT = 5
MOST_POINTS = 20
AUDIENCE_CHARACTERS = 200


def read_count(count: object) -> int:
    """Return how many points are wanted.

    Raises:
        BadOption: it is no whole number from 1 to 20.
    """
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_POINTS:
        raise BadOption(
            f"There cannot be {count!r} talking points: choose 1 to {MOST_POINTS}.",
            indonesian=f"Tidak bisa ada {count!r} poin bicara: pilih 1 sampai {MOST_POINTS}.",
        )
    return count


def read_audience(audience: object) -> str:
    """Return the line that says for whom the points are, on one line.

    Raises:
        BadOption: it is no text, too long, or holds characters that cannot be shown faithfully.
    """
    if not isinstance(audience, str) or len(audience) > AUDIENCE_CHARACTERS:
        size = f"{len(audience):,} characters" if isinstance(audience, str) else type(audience).__name__
        raise BadOption(
            f"The audience line is {size}: write at most {AUDIENCE_CHARACTERS} characters.",
            indonesian=f"Baris untuk siapa terlalu panjang: tulis paling banyak {AUDIENCE_CHARACTERS} karakter.",
        )
    refuse_hidden(audience, "audience line", "Baris untuk siapa", BadOption)
    return " ".join(audience.split())


@dataclass(frozen=True, slots=True)
class Drafter:
    """What points are made with: the index, what cites its sentences, and the language of the frame."""

    index: Index
    citer: Citer
    language: str

    def point(self, article: str, number: int) -> TalkingPoint:
        """Return a sentence as a point; its citations are not numbered yet."""
        entry, said = self.index.entries[article], self.citer.attributions(article)
        sentence = entry.sentences[number - 1]
        attribution = said[number - 1]
        parts = excerpt(entry.article.text, sentence, attribution)
        speaker = attribution.speaker
        return TalkingPoint(
            citation=self.citer.cite(1, article, sentence, self.language),
            parts=parts,
            mode=attribution.mode,
            speaker=speaker.name if speaker else None,
            role=speaker.described if speaker else None,
            beside=self._cited(article, neighbour(entry, said, sentence, parts)),
            disputed=self._cited(article, disputing(entry, said, sentence)),
        )

    def _cited(self, article: str, sentence: Sentence | None) -> Citation | None:
        return None if sentence is None else self.citer.cite(1, article, sentence, self.language)

    def sheet(self, points: Sequence[TalkingPoint], topic: str, audience: str, asked: int) -> Sheet:
        """Return points as a sheet, their citations numbered in order of first use."""
        numbered = tuple(_numbered(points))
        used = (c for p in numbered for c in (p.citation, p.beside, p.disputed) if c is not None)
        articles = dict.fromkeys(c.article for c in used)
        sources = tuple(Source.of(self.index.entries[name].article) for name in articles)
        return Sheet(topic, audience, asked, self.language, numbered, sources, self.index.id)


def choose_points(drafter: Drafter, candidates: Sequence[Relevant], count: int, topic: str) -> tuple[TalkingPoint, ...]:
    """Return up to ``count`` points on a topic, by theme, the most important theme and point first.

    Args:
        drafter: to make them with.
        candidates: the sentences on the topic, best first.
        count: at most so many.
        topic: as searched.
    """
    likeness = Likeness(drafter.index.entries)
    chosen = diverse(candidates, count, likeness)
    attributions = {name: drafter.citer.attributions(name) for name in drafter.index.entries}
    by_theme = themes(chosen, drafter.index.entries, attributions, likeness, topic)
    return tuple(
        replace(drafter.point(c.hit.article, c.hit.sentence.number), theme=label, relevance=round(c.relevance, 4))
        for label, found in by_theme
        for c in found
    )


def _numbered(points: Sequence[TalkingPoint]) -> Iterator[TalkingPoint]:
    numbers: dict[tuple[str, int], int] = {}

    def number(citation: Citation | None) -> Citation | None:
        if citation is None:
            return None
        place = numbers.setdefault((citation.article, citation.sentence), len(numbers) + 1)
        return replace(citation, number=place)

    for point in points:
        citation = number(point.citation)
        assert citation is not None
        yield replace(point, citation=citation, beside=number(point.beside), disputed=number(point.disputed))
