"""The words lifted from a sentence as its short answer: trimmed of marks, never without what qualifies them."""

from __future__ import annotations

import re

# A short answer longer than a line is no short answer.
MOST_CHARACTERS = 90
# "Rabu (13/11)": the date belongs to its day.
_WEEKDAY = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? $",
    re.IGNORECASE,
)
# Left out, these turn a phrase into another claim: "mantan Menteri" is no minister, "belum terbit" has not appeared.
_QUALIFIER = re.compile(
    r"\b(?:mantan|eks|bekas|calon|wakil|pelaksana tugas|plt|bukan|tidak|tak|belum|tanpa|jangan|diduga|dugaan|terduga|"
    r"kurang dari|lebih dari|hampir|sekitar|paling lambat|setidaknya|former|ex|vice|deputy|acting|not|no|never|without|"
    r"alleged|about|nearly|almost|less than|more than|at least)[\s-]+$",
    re.IGNORECASE,
)


def lifted(text: str, start: int, end: int, floor: int) -> tuple[int, int] | None:
    """Return the span of a phrase in its article, or None where it is empty or longer than a line.

    Args:
        text: the article.
        start: where the reader's phrase starts.
        end: where it ends.
        floor: where its sentence starts; a qualifier before that is another sentence's.
    """
    while start < end and not text[start].isalnum() and text[start] != "(":
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in ")%":
        end -= 1
    start, end = _balanced(text, start, end)
    if text[start : start + 1] in "(0123456789" and (day := _WEEKDAY.search(text, floor, start)) is not None:
        start = day.start()
    while start < end and (found := _QUALIFIER.search(text, floor, start)) is not None:
        start = found.start()
    return (start, end) if 0 < end - start <= MOST_CHARACTERS else None


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Close a bracket that the phrase opens, or leave it out."""
    if text.count("(", start, end) > text.count(")", start, end):
        if text[end : end + 1] == ")":
            return start, end + 1
        start += text[start] == "("
    elif text.count(")", start, end) > text.count("(", start, end) and text[end - 1] == ")":
        end -= 1
    return start, end
