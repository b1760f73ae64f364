"""The part of a sentence that is worth quoting: without its byline, connective or attribution.

Only what says nothing about the matter is left out, and only where a rule below sees it whole. What
negates, limits or conditions is never touched; where nothing fits, the sentence is quoted as it stands.
"""

from __future__ import annotations

import re

from index import Sentence
from rag.speakers import Attribution

Span = tuple[int, int]

# "JAKARTA - ", "TIRTALAYA, Kompas – ".
_DATELINE = re.compile(r"[A-Z][A-Z ./]{2,40}(?:, [A-Z][\w.]{1,20})? ?[-\u2013\u2014] (?=\S)")
# They tie a sentence to the one before it and say nothing themselves; "namun" and "sebaliknya" do.
_CONNECTIVE = re.compile(
    r"(?:lebih jauh|lebih lanjut|selanjutnya|sementara itu|selain itu|di samping itu|(?:dalam|pada) kesempatan itu|"
    r"(?:yang )?tak kalah penting|meanwhile|in addition|furthermore|moreover),? (?=\S)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\"\u201c\u2018\u2019']{1,2}")
_CLOSING = re.compile(r"(?P<stop>[,.]?)(?P<mark>[\"\u201d\u2019']{1,2})(?P<tail>[ ,].*|)$", re.DOTALL)
# What may follow "ujar dia": where or when it was said, or which one the speaker is.
_CIRCUMSTANCE = re.compile(
    r"(?:(?:dalam|di|pada|kepada) [^,.\"\u201c]{1,40}|yang [^,\"\u201c]{1,80}|,? ?\w+ \([\d/]+\))?"
)
_LIMITING = re.compile(
    r"\b(?:tidak|bukan|belum|tanpa|jangan|tak|hanya|jika|kalau|bila|asal(?:kan)?|kecuali|mungkin|bisa|dapat|harus|"
    r"akan|perlu|seraya|sambil|namun|tetapi|not|never|no|only|if|unless|may|might|could|would|should|must|but|while)\b",
    re.IGNORECASE,
)


def excerpt(text: str, sentence: Sentence, attribution: Attribution) -> tuple[Span, ...]:
    """Return the spans of a sentence to quote, in order.

    Args:
        text: the article's.
        sentence: to quote from.
        attribution: of that sentence; without a known speaker no attribution is left out.
    """
    start, end = sentence.start, sentence.end
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    if attribution.speaker is None:
        return ((_after_connective(text, start, end), end),)
    quoted = _quotation(text, start, end, sentence.quotation is not None, attribution.cue)
    if quoted is not None:
        return (quoted,)
    cue = attribution.cue
    if cue is not None and cue[0] == start and text[start:end].lower().startswith("menurut"):
        behind = re.compile(r", (?=\S)").match(text, cue[1], end)
        return ((behind.end() if behind else start, end),)
    start = _after_connective(text, start, end)
    if cue is not None and start < cue[0] - 2 and cue[1] + 2 < end:
        # ", kata dia, ": both commas belong to what is left out.
        before, after = text[cue[0] - 2 : cue[0]], text[cue[1] : cue[1] + 2]
        if before == after == ", ":
            return ((start, cue[0] - 2), (cue[1] + 2, end))
    return ((start, end),)


def _after_connective(text: str, start: int, end: int) -> int:
    found = _CONNECTIVE.match(text, start, end)
    return found.end() if found else start


def _quotation(text: str, start: int, end: int, inside: bool, cue: Span | None) -> Span | None:
    """Return the words between a sentence's quotation marks where nothing but its attribution stands outside them.

    ``inside`` says that the quotation began in an earlier sentence or ends in a later one.
    """
    opening = _OPENING.match(text, start, end)
    if opening is None and not inside:
        return None
    low = opening.end() if opening else start
    closing = _CLOSING.search(text, low, end)
    if closing is None:
        # An apostrophe opens a quotation only where one is known to run on.
        return (low, end) if inside else None
    tail = text[closing.end("mark") : end]
    if re.search(r"[\"\u201c\u201d]|\u2018|\u2019\u2019", text[low : closing.start()]):
        return None
    if tail.strip(" .") and not _only_attributes(tail, closing.end("mark"), cue):
        return None
    high = closing.start("mark") if closing["stop"] == "." else closing.start()
    return (low, high) if low < high else None


def _only_attributes(tail: str, offset: int, cue: Span | None) -> bool:
    """Tell whether words behind a quotation are its attribution, with nothing that could change its meaning."""
    if cue is None or not offset <= cue[0] < cue[1] <= offset + len(tail):
        return False
    rest = (tail[: cue[0] - offset] + tail[cue[1] - offset :]).strip(" .,")
    return _LIMITING.search(rest) is None and _CIRCUMSTANCE.fullmatch(rest) is not None
