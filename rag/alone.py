"""Whether a sentence can be read alone, and if not, with which neighbour."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Entry, Sentence
from rag.followup import NOT_POINTING
from rag.speakers import Attribution

Span = tuple[int, int]

_SUBJECT = re.compile(r"(?:dia|ia|mereka|beliau|he|she|they|it|this|these|that|those)\b", re.IGNORECASE)
_TURN = re.compile(
    r"(?:namun|tetapi|sebaliknya|karena itu|oleh karena itu|akibatnya|dengan demikian|however|but|therefore)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?P<head>\w+) (?P<word>tersebut|itu|ini|demikian)\b", re.IGNORECASE)
# "Negara ini" and "tahun ini" stand for what the reader has at hand.
_AT_HAND = frozenset("saat hari tahun bulan minggu pekan kali kawasan artikel selama sementara selain".split())
_OWNED = re.compile(r"\W*(?:\w+ ){0,2}?(?P<word>\w{3,}nya)\b", re.IGNORECASE)
# Shorter sentences say too little by themselves: "Belum ada keputusan."
_FEWEST_WORDS = 5


def neighbour(
    entry: Entry, attributions: Sequence[Attribution], sentence: Sentence, parts: Sequence[Span]
) -> Sentence | None:
    """Return the sentence that a quoted one must be read with, or None where it can stand alone.

    Args:
        entry: the article.
        attributions: of its sentences, in order.
        sentence: the quoted one.
        parts: the spans of it that are quoted.
    """
    sentences, at = entry.sentences, sentence.number - 1
    before = sentences[at - 1] if at else None
    attribution = attributions[at]
    cue = attribution.cue
    if attribution.mode == "direct" and attribution.speaker is None:
        return before
    if sentence.quotation is not None and cue is not None and not sentence.start <= cue[0] < sentence.end:
        # Who says it stands in another sentence of the same quotation.
        return next((s for s in sentences if s.start <= cue[0] < s.end), before)
    if before is None:
        return None
    text = entry.article.text
    quoted = " ".join(text[start:end] for start, end in parts)
    if text[before.end - 1] == "?" and before.paragraph != sentence.paragraph:
        return before  # an interview: the question that is answered
    # "Dia menekankan": whom the pronoun stands for is told with the point.
    resolved = attribution.speaker is not None and cue is not None and cue[0] <= parts[0][0] < cue[1]
    leans = (
        (_SUBJECT.match(quoted) is not None and not resolved)
        or _TURN.match(quoted) is not None
        or len(quoted.split()) < _FEWEST_WORDS
        or _points_back(quoted)
    )
    return before if leans else None


def with_neighbours(
    entry: Entry, attributions: Sequence[Attribution], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Add to quoted sentences the neighbours that they must be read with; all in article order."""
    leaning = [neighbour(entry, attributions, s, [(s.start, s.end)]) for s in sentences]
    together = {s.number: s for s in (*sentences, *leaning) if s is not None}
    return tuple(together[number] for number in sorted(together))


def _points_back(quoted: str) -> bool:
    """Tell whether a sentence names something by "itu", "tersebut" or "-nya" that it does not itself introduce."""
    for found in _POINTING.finditer(quoted):
        head = found["head"].lower()
        introduced = re.search(rf"\b{re.escape(head)}\b", quoted[: found.start()], re.IGNORECASE)
        if head not in _AT_HAND and not introduced:
            return True
    owned = _OWNED.match(quoted)
    return owned is not None and owned["word"].lower() not in NOT_POINTING
