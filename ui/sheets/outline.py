"""What a sheet says, line by line, whatever file it goes into.

The Markdown, Word and plain-text forms differ only in how a line looks, so that ``ui.sheets.check``
can read the same lines back from each. Nothing is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag import Citation, Sheet, TalkingPoint

Kind = Literal[
    "title", "audience", "note", "theme", "quote", "said", "translation", "beside", "disputed", "remark", "heading",
    "source", "article", "foot",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet; ``language`` is that of quoted words, None for the frame's own."""

    kind: Kind
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The frame of a sheet in one language."""

    title: str
    audience: str
    direct: str
    indirect: str
    collective: str
    narration: str
    unknown: str
    others: str
    sentence: str
    beside: str
    disputed: str
    translation: str
    remark: str
    sources: str
    articles: str
    foot: str


_LABELS = {
    "id": Labels(
        title="Poin bicara: {topic}",
        audience="Untuk: {audience}",
        direct="kata {who}",
        indirect="{who}, dengan kata-kata artikel",
        collective="pernyataan {who}",
        narration="keterangan artikel",
        unknown="pembicaranya tidak pasti",
        others="Lainnya",
        sentence="kalimat",
        beside="Baca bersama",
        disputed="Dibantah atau dibatasi oleh",
        translation="Terjemahan, bukan kutipan:",
        remark="Catatan:",
        sources="Sumber",
        articles="Artikel",
        foot="Setiap kutipan sama huruf demi huruf dengan artikel dalam indeks {index}; tanda … menggantikan kata yang "
        "tidak dikutip. Periksa lagi dengan: kutip points --check",
    ),
    "en": Labels(
        title="Talking points: {topic}",
        audience="For: {audience}",
        direct="said by {who}",
        indirect="{who}, in the article’s words",
        collective="statement by {who}",
        narration="the article’s own account",
        unknown="speaker not certain",
        others="Others",
        sentence="sentence",
        beside="Read with",
        disputed="Denied or qualified by",
        translation="Translation, not a quote:",
        remark="Note:",
        sources="Sources",
        articles="Articles",
        foot="Every quote is the article’s own, letter for letter, as held in index {index}; … stands for words "
        "that are not quoted. Check it again with: kutip points --check",
    ),
}


def labels_of(language: str) -> Labels:
    """Return the frame in ``"id"``; any other language gets English."""
    return _LABELS.get(language, _LABELS["en"])


def outline(sheet: Sheet, languages: dict[str, str] | None = None) -> tuple[Line, ...]:
    """Return a sheet's lines in order.

    Args:
        sheet: the points.
        languages: of the articles, by id.
    """
    return tuple(_lines(sheet, labels_of(sheet.language), languages or {}))


def said_by(point: TalkingPoint, labels: Labels) -> str:
    """Return who says a point, and whether in these words."""
    if point.mode == "narration":
        return labels.narration
    if point.speaker is None:
        return labels.unknown
    who = f"{point.speaker}, {point.role}" if point.role else point.speaker
    shapes = {"direct": labels.direct, "indirect": labels.indirect, "collective": labels.collective}
    return shapes[point.mode].format(who=who)


def _lines(sheet: Sheet, labels: Labels, languages: dict[str, str]) -> Iterator[Line]:
    yield Line("title", labels.title.format(topic=sheet.topic))
    if sheet.audience:
        yield Line("audience", labels.audience.format(audience=sheet.audience))
    if sheet.note:
        yield Line("note", sheet.note)
    several = len(sheet.themes) > 1
    for theme, points in sheet.themes:
        if theme or several:
            yield Line("theme", theme or labels.others)
        for point in points:
            yield from _point(point, labels, languages.get(point.citation.article))
    yield Line("heading", labels.sources)
    for citation in sheet.citations:
        yield Line("source", _source(citation, labels), languages.get(citation.article))
    yield Line("heading", labels.articles)
    for source in sheet.sources:
        title = f" ({source.title})" if source.title else ""
        yield Line("article", f"{source.article}{title}, SHA-256 {source.sha256}")
    yield Line("foot", labels.foot.format(index=sheet.index))


def _point(point: TalkingPoint, labels: Labels, language: str | None) -> Iterator[Line]:
    citation = point.citation
    yield Line("quote", f"“{point.quote}” [{citation.number}]", language)
    where = f"{citation.article}, {labels.sentence} {citation.sentence}"
    yield Line("said", f"— {said_by(point, labels)} ({where})")
    if citation.translation:
        yield Line("translation", f"{labels.translation} {citation.translation}")
    if point.beside is not None:
        yield Line("beside", f"{labels.beside} [{point.beside.number}]: “{point.beside.quote}”", language)
    if point.disputed is not None:
        yield Line("disputed", f"{labels.disputed} [{point.disputed.number}]: “{point.disputed.quote}”", language)
    if point.remark:
        yield Line("remark", f"{labels.remark} {point.remark}")


def _source(citation: Citation, labels: Labels) -> str:
    return f"[{citation.number}] {citation.article}, {labels.sentence} {citation.sentence}: “{citation.quote}”"
