"""Every sentence that Kutip says in its own voice, in Indonesian and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The frame around quotes.

    ``{missing}`` is filled with the thing that was asked for, ``{nearest}`` with things of its kind that
    are there; ``{topic}``, ``{found}`` and ``{asked}`` are of talking points.
    """

    off_topic: str
    not_stated: str
    not_stated_missing: str
    absent: str
    absent_nearest: str
    not_verified: str
    conversation: str
    nearest: str
    disputed: str
    otherwise: str
    part_lacks: str
    not_covered: str
    fewer: str


_WORDINGS = {
    "id": Wording(
        off_topic="Artikel ini membahas hal lain dan tidak memuat jawaban atas pertanyaan itu.",
        not_stated="Artikel ini menyinggung soal itu, tetapi tidak menyebutkan jawabannya.",
        not_stated_missing="Artikel ini tidak menyebutkan {missing}.",
        absent="Artikel ini tidak menyebut {missing}.",
        absent_nearest="Artikel ini tidak menyebut {missing}; yang disebutnya: {nearest}.",
        not_verified="Ada kalimat yang mendekati, tetapi tidak dapat dipastikan menjawab pertanyaan itu.",
        conversation="Saya Kutip. Tanyakan apa saja tentang artikel di samping; saya menjawab hanya dengan kalimat "
        "dari artikel itu, dan berkata terus terang bila artikelnya tidak menjawab.",
        nearest="Kalimat yang paling mendekati:",
        otherwise="Artikel ini mengatakan lain: lihat kalimat pertama di bawah.",
        disputed="Dalam artikel yang sama ada yang membantahnya:",
        part_lacks="Tidak ada jawabannya dalam artikel ini: “{part}”.",
        not_covered="Artikel ini tidak membahas {topic}, jadi tidak ada poin bicara yang dapat dikutip darinya.",
        fewer="Hanya {found} poin tentang topik ini yang ditemukan dalam artikel; yang diminta {asked}.",
    ),
    "en": Wording(
        off_topic="This article is about something else and does not answer that question.",
        not_stated="This article touches on that, but it does not give the answer.",
        not_stated_missing="This article does not state {missing}.",
        absent="This article does not mention {missing}.",
        absent_nearest="This article does not mention {missing}; it mentions {nearest}.",
        not_verified="Some sentences come close, but none could be confirmed to answer the question.",
        conversation="I am Kutip. Ask anything about the article shown here; I answer only with that article's own "
        "sentences, and I say so when it does not tell.",
        nearest="The sentences that come nearest:",
        otherwise="The article says otherwise: see the first sentence below.",
        disputed="In the same article somebody disputes this:",
        part_lacks="The article does not answer this part: “{part}”.",
        not_covered="This article does not cover {topic}, so there is no talking point to quote from it.",
        fewer="Only {found} of the {asked} points asked for on this topic were found in the article.",
    ),
}
LANGUAGES = tuple(_WORDINGS)
_CODE = re.compile(r"\b[A-Z]{2,}[-_]?\d+\b")


def wording(language: str) -> Wording:
    """Return the sentences for ``"id"``; any other language gets English."""
    return _WORDINGS.get(language, _WORDINGS["en"])


def repeatable(text: str) -> bool:
    """Tell whether words of a question may be repeated in a reply.

    A code such as "AB-12" names nothing a reader knows; repeating one is how an injected instruction shows success.
    """
    return _CODE.search(text) is None


def lacks(part: str, language: str) -> str:
    """Return what is said of a part of a question that has no answer."""
    shown = part if repeatable(part) else "…"
    return wording(language).part_lacks.format(part=shown)


def is_frame(statement: str, language: str) -> bool:
    """Tell whether a statement is one that Kutip may make in its own voice within an answer."""
    words = wording(language)
    before, after = words.part_lacks.split("{part}")
    return statement == words.disputed or (statement.startswith(before) and statement.endswith(after))
