"""Questions to suggest: only ones that the assistant answers, with the sentence they ask for.

For the shipped article they are written by hand, each with words of the sentence that answers it.
For any other article they are made from it: an overview, and what each person named as speaking
says. Every one is asked once, when it is first needed, and dropped if the answer lacks those words.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import Entry, UserFacingError
from rag import Answer, Assistant, Turn
from rag.speakers import attribute

FIRST = 4
NEXT = 3
# Speakers looked for in one article; each makes four questions.
_SPEAKERS = 6

_SHIPPED = "ipcnkr-jakarta"
# In Indonesian, in English, words that must be quoted, words that a short answer must hold.
_WRITTEN = (
    ("Apa isi artikel ini?", "What is this article about?", "mendesak Pemerintah Korea Utara (Korut)", ""),
    ("Di mana sidang umum diadakan?", "Where was the general assembly held?", "Four Seasons", "Four Seasons"),
    ("Siapa yang membelot pada tahun 2011?", "Who defected in 2011?", "membelot pada tahun 2011", "Cho"),
    ("Siapa Ketua IPCNKR?", "Who chairs the IPCNKR?", "Ketua IPCNKR Kim Gi-hyeon", "Kim Gi-hyeon"),
    (
        "Apa yang didorong IPCNKR kepada negara-negara ASEAN?",
        "What does the IPCNKR urge ASEAN countries to do?",
        "negara-negara ASEAN",
        "",
    ),
    (
        "Hukuman apa bagi warga yang mengakses konten budaya Korea?",
        "What punishment is there for accessing Korean cultural content?",
        "hukuman mati",
        "hukuman mati",
    ),
    (
        "Kapan laporan awal Komisi Pemeriksaan PBB terbit?",
        "When did the UN Commission of Inquiry publish its first report?",
        "laporan awalnya pada 2014",
        "2014",
    ),
    ("Siapa Jerome Sauvage?", "Who is Jerome Sauvage?", "Jerome Sauvage", "mantan Kepala Program"),
    ("Siapa Nakagawa Masaharu?", "Who is Nakagawa Masaharu?", "Nakagawa Masaharu", "mantan ketua bersama"),
    ("Apa yang dikatakan Park Sung Min?", "What did Park Sung Min say?", "Park Sung Min", ""),
)
_OVERVIEW = ("Apa isi artikel ini?", "What is this article about?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question with words that its answer must quote, and that its short answer, if any, must hold."""

    question: str
    language: str
    found: str
    short: str = ""


def candidates(entries: Iterable[Entry]) -> tuple[Suggestion, ...]:
    """Return every question that might be suggested for the articles, in order, untested."""
    entries = tuple(entries)
    if [entry.article.id for entry in entries] == [_SHIPPED]:
        rows: Iterable[tuple[str, str, str, str]] = _WRITTEN
    else:
        named = (
            row
            for entry in entries
            for name in speakers(entry)
            for row in (
                (f"Apa yang dikatakan {name}?", f"What did {name} say?", name, ""),
                (f"Siapa {name}?", f"Who is {name}?", name, ""),
            )
        )
        rows = itertools.chain([(*_OVERVIEW, "", "")], named)
    return tuple(
        Suggestion(question, language, found, short)
        for indonesian, english, found, short in rows
        for question, language in ((indonesian, "id"), (english, "en"))
    )


def speakers(entry: Entry) -> tuple[str, ...]:
    """Return the first few people who are known to say something, in order."""
    said = attribute(entry.article.text, entry.segments, entry.article.language)
    names = (a.speaker.name for a in said if a.speaker is not None and a.mode != "collective")
    return tuple(itertools.islice(dict.fromkeys(names), _SPEAKERS))


class Suggestions:
    """What may be asked next; safe to share between threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._candidates = candidates(assistant.index.entries.values())
        self._quoted: dict[Suggestion, frozenset[tuple[str, int]]] = {}
        self._lock = threading.Lock()

    def first(self, languages: Sequence[str]) -> tuple[str, ...]:
        """Return questions to start with, as many in each of the languages."""
        count = FIRST // len(languages)
        return tuple(itertools.chain(*(self._take(language, count, (), frozenset()) for language in languages)))

    def after(self, turns: Sequence[Turn], language: str) -> tuple[str, ...]:
        """Return questions that lead to sentences not yet quoted in the conversation."""
        asked = tuple(turn.question for turn in turns)
        seen = frozenset(pair for turn in turns for pair in _sentences(turn))
        return self._take(language, NEXT, asked, seen)

    def warm(self, ended: threading.Event) -> None:
        """Ask every candidate, so that no visitor need wait; stop early once ``ended`` is set."""
        for candidate in self._candidates:
            if ended.is_set():
                return
            self._quotes(candidate)

    def _take(
        self, language: str, count: int, asked: Sequence[str], seen: frozenset[tuple[str, int]]
    ) -> tuple[str, ...]:
        gone = {_plain(question) for question in asked}
        return tuple(itertools.islice(self._fresh(language, gone, seen), count))

    def _fresh(self, language: str, gone: set[str], seen: frozenset[tuple[str, int]]) -> Iterator[str]:
        for candidate in self._candidates:
            if candidate.language == language and _plain(candidate.question) not in gone:
                quotes = self._quotes(candidate)
                if quotes and not quotes <= seen:
                    yield candidate.question

    def _quotes(self, candidate: Suggestion) -> frozenset[tuple[str, int]]:
        """Return the sentences that answer a candidate; none where it is not answered as it should be."""
        with self._lock:
            if candidate not in self._quoted:
                try:
                    reply = self._assistant.ask(candidate.question, language=candidate.language)
                except UserFacingError:
                    # The visitor is told when asking; a page without suggestions is still a page.
                    return frozenset()
                right = (
                    isinstance(reply, Answer)
                    and any(candidate.found in citation.quote for citation in reply.citations)
                    and (reply.short_answer is None or candidate.short in reply.short_answer)
                )
                turn = Turn(candidate.question, reply)
                self._quoted[candidate] = frozenset(_sentences(turn)) if right else frozenset()
            return self._quoted[candidate]


def _sentences(turn: Turn) -> Iterator[tuple[str, int]]:
    if isinstance(turn.reply, Answer):
        for citation in turn.reply.citations:
            yield citation.article, citation.sentence


def _plain(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))
