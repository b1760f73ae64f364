"""A question as it may be asked: bounded, free of characters that mislead, and cleaned for search."""

from __future__ import annotations

import re
import unicodedata

from index.errors import BadQuestion, UserFacingError

MAX_CHARACTERS = 2000
_HIDDEN = (
    (re.compile("\0"), "a NUL character", "karakter NUL"),
    (re.compile("[\ud800-\udfff]"), "half a character (a lone surrogate)", "potongan karakter (surrogate)"),
    # Embeddings, overrides and isolates make text display in another order than it is read.
    (
        re.compile("[\u202a-\u202e\u2066-\u2069]"),
        "a hidden character that reverses the reading direction",
        "karakter tersembunyi yang membalik arah baca",
    ),
)
# Shorter than this a question may lean on what follows it: "Kim? Apa jabatannya."
_FEWEST_WORDS = 3
_ASKS = re.compile(
    r"\b(?:apa\w*|siapa\w*|kapan\w*|mana|dimana|kemana|mengapa|kenapa|bagaimana|gimana|berapa\w*|\w+kah|who|whom|whose|what|when|where|"
    r"why|how|which|is|are|was|were|has|have|did|does|do|can|will|should)\b",
    re.IGNORECASE,
)


def read_question(question: object) -> str:
    """Return the question, outer white space removed.

    Raises:
        BadQuestion: it is empty, too long, or holds characters that cannot be shown faithfully.
    """
    if not isinstance(question, str):
        raise BadQuestion(
            f"A question is text, not {type(question).__name__}: write it as a sentence.",
            indonesian=f"Pertanyaan harus berupa teks, bukan {type(question).__name__}: tulis sebagai kalimat.",
        )
    if len(question) > MAX_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters, more than {MAX_CHARACTERS:,}: shorten it.",
            indonesian=f"Pertanyaan ini {len(question)} karakter, lebih dari {MAX_CHARACTERS}: persingkat dulu.",
        )
    refuse_hidden(question, "question", "Pertanyaan ini", BadQuestion)
    if not any(unicodedata.category(c)[0] in "LN" for c in question):
        shown = question.strip()[:20]
        raise BadQuestion(
            f"The question {shown!r} holds no words: write what you want to know."
            if shown
            else "The question is empty: write what you want to know.",
            indonesian=f"Pertanyaan {shown!r} tidak memuat kata: tulis apa yang ingin Anda ketahui."
            if shown
            else "Pertanyaan masih kosong: tulis apa yang ingin Anda ketahui.",
        )
    return question.strip()


def refuse_hidden(text: str, what: str, apa: str, kind: type[UserFacingError]) -> None:
    """Refuse characters that cannot be shown faithfully.

    Args:
        text: as typed.
        what: it is, in English, without an article.
        apa: the same in Indonesian, opening a sentence.
        kind: of the error.

    Raises:
        UserFacingError: of that kind, naming the first such character and its place.
    """
    for pattern, name, nama in _HIDDEN:
        found = pattern.search(text)
        if found:
            point = f"U+{ord(found.group()):04X}"
            raise kind(
                f"The {what} holds {name} ({point}, position {found.start() + 1}): type it anew.",
                indonesian=f"{apa} memuat {nama} ({point}, posisi {found.start() + 1}): ketik ulang.",
            )


def searchable(question: str) -> str:
    """Return the question as it is searched: composed, one space between words, invisible characters gone."""
    composed = unicodedata.normalize("NFC", question)
    visible = "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    return " ".join(visible.split())


def without_remarks(question: str) -> str:
    """Return the question without what stands behind its last question mark.

    "Siapa ketuanya? Jawab dengan pantun." asks only who: remarks on how to answer, and pasted text, would only
    lead search and reading astray.
    """
    asked, mark, remarks = question.rpartition("?")
    if not mark or not remarks.strip() or len(asked.split()) < _FEWEST_WORDS or _ASKS.search(asked) is None:
        return question
    return asked + mark
