"""Talking points: quoted sentences on a topic, each attributed, numbered and under a theme.

A point quotes one sentence, whole or in parts, and everything it says is the article's. Constructors
refuse what must not exist: a part outside its sentence, a sheet without a point, a citation that is
numbered twice. How points are found and chosen is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from index import Article
from rag.reply import Citation, citation_json
from rag.speakers.speaker import Mode
from rag.wording import wording

ELLIPSIS = "…"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """One sentence to quote.

    ``citation`` is the sentence; ``parts`` are the spans of it that are quoted, in the article's code
    points, in order. ``speaker`` and ``role`` are who says it and as what, in the article's words;
    ``theme`` is a label in the article's words too. ``beside`` is the sentence to read with it where it
    would mislead alone, ``disputed`` one that denies or qualifies it. ``relevance`` is 0 to 1.
    ``remark`` is what staff wrote beside it.
    """

    citation: Citation
    parts: tuple[Span, ...]
    mode: Mode = "narration"
    speaker: str | None = None
    role: str | None = None
    theme: str | None = None
    beside: Citation | None = None
    disputed: Citation | None = None
    relevance: float = 1.0
    remark: str = ""

    def __post_init__(self) -> None:
        at = self.citation.start
        for start, end in self.parts:
            if not at <= start < end <= self.citation.end:
                raise ValueError(f"the part {start}..{end} of sentence {self.citation.sentence} is out of place")
            at = end
        if not self.parts:
            raise ValueError(f"the point of sentence {self.citation.sentence} quotes nothing")
        if self.role is not None and self.speaker is None:
            raise ValueError(f"the role {self.role!r} belongs to nobody")

    @property
    def pieces(self) -> tuple[str, ...]:
        """The quoted parts, exactly."""
        return tuple(self._between(*part) for part in self.parts)

    @property
    def quote(self) -> str:
        """The quoted parts with a mark wherever words of the sentence are left out."""
        return self._gap(self.citation.start, self.parts[0][0], "", " ") + self._joined()

    def _joined(self) -> str:
        ends = [*(start for start, _ in self.parts[1:]), self.citation.end]
        last = len(self.parts) - 1
        return "".join(
            self._between(*part) + self._gap(part[1], end, " ", "" if n == last else " ")
            for n, (part, end) in enumerate(zip(self.parts, ends, strict=True))
        )

    def _gap(self, start: int, end: int, before: str, after: str) -> str:
        # Between two parts there is a mark even where only a comma is left out: they are not one run of text.
        left_out = re.search(r"\w", self._between(start, end)) is not None or (before and after)
        return f"{before}{ELLIPSIS}{after}" if left_out else ""

    def _between(self, start: int, end: int) -> str:
        base = self.citation.start
        return self.citation.quote[start - base : end - base]


@dataclass(frozen=True, slots=True)
class Source:
    """An article that is quoted: its id, its title, and the SHA-256 of its file's bytes."""

    article: str
    title: str | None
    sha256: str

    @classmethod
    def of(cls, article: Article) -> Source:
        """Return an article as a source."""
        return cls(article.id, article.title, article.sha256)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Talking points on a topic, in the order they are to be given.

    ``asked`` is how many were wanted; ``language`` is that of the frame, ``"id"`` or ``"en"``; ``index``
    is the id of the index that the quotes were checked against.
    """

    topic: str
    audience: str
    asked: int
    language: str
    points: tuple[TalkingPoint, ...]
    sources: tuple[Source, ...]
    index: str

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError("a sheet needs a point; without one, abstain")
        quoted = [(p.citation.article, p.citation.sentence) for p in self.points]
        if len(set(quoted)) < len(quoted):
            raise ValueError(f"a sentence is quoted twice: {quoted}")
        numbers = [c.number for c in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered {numbers}, not from 1 in order")
        if {c.article for c in self.citations} != {s.article for s in self.sources}:
            raise ValueError("the sources are not the articles that are quoted")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every sentence the sheet points at, in order of first use."""
        return tuple({c.number: c for c in self._used()}.values())

    @property
    def themes(self) -> tuple[tuple[str | None, tuple[TalkingPoint, ...]], ...]:
        """Neighbouring points of one theme, with its label (None: the article has no word for it)."""
        return tuple((label, tuple(run)) for label, run in groupby(self.points, lambda point: point.theme))

    @property
    def note(self) -> str | None:
        """What to say where there are fewer points than were asked for."""
        if len(self.points) >= self.asked:
            return None
        return wording(self.language).fewer.format(found=len(self.points), asked=self.asked)

    def _used(self) -> Iterator[Citation]:
        for point in self.points:
            yield from (c for c in (point.citation, point.beside, point.disputed) if c is not None)


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as a JSON object; points name their citations by number."""
    return {
        "kind": "points",
        "topic": sheet.topic,
        "audience": sheet.audience,
        "asked": sheet.asked,
        "language": sheet.language,
        "note": sheet.note,
        "points": [_point_json(point) for point in sheet.points],
        "citations": [citation_json(c) for c in sheet.citations],
        "sources": [{"article": s.article, "title": s.title, "sha256": s.sha256} for s in sheet.sources],
        "index": sheet.index,
    }


def _point_json(point: TalkingPoint) -> dict[str, Any]:
    return {
        "quote": point.quote,
        "parts": [
            {"start": start, "end": end, "text": text}
            for (start, end), text in zip(point.parts, point.pieces, strict=True)
        ],
        "citation": point.citation.number,
        "mode": point.mode,
        "speaker": point.speaker,
        "role": point.role,
        "theme": point.theme,
        "beside": point.beside.number if point.beside else None,
        "disputed": point.disputed.number if point.disputed else None,
        "relevance": point.relevance,
        "remark": point.remark,
    }
