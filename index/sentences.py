"""Sentences with exact spans: a library finds the boundaries, a few rules of our own repair them.

Offsets are code points of the article's text. Spans never overlap, and what lies between them is
white space only, so that nothing of the article is lost. A paragraph is a line. The library was
chosen by ``python -m eval.splitters``; nothing else in Kutip knows it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# Identity of this splitter in an index: raise the number whenever a rule below changes.
SPLITTER = "yasbd-1.0.4/kutip-2"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its 1-based number (headings are not counted), span, and 0-based paragraph.

    ``quotation`` is shared by the sentences of one direct quotation that holds several, and is
    None for every other sentence.
    """

    number: int
    start: int
    end: int
    paragraph: int
    quotation: int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: shown, never cited."""

    start: int
    end: int
    paragraph: int


Segment = Sentence | Heading

_LINE = re.compile("[^\r\n\u2028\u2029]+")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")
_LIST_ITEM = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)])\s")
_CLOSERS = "\"'\u201d\u2019\u00bb)\\]"
# `... siap." Ia ...`: the library keeps both in one sentence, because the stop is inside the quotation.
_AFTER_QUOTE = re.compile(rf"[.!?\u2026][{_CLOSERS}]+(?=\s+[\"'\u201c\u2018\u00ab(\[]*[A-Z\u00c0-\u00de\d])")
# `S.H. Ia ...`: an abbreviation may end a sentence; then a word follows that starts one.
_STARTERS = (
    "Ia|Dia|Mereka|Kami|Kita|Namun|Tetapi|Menurut|Selain|Sementara|"
    "Sebelumnya|Saat|Hal|Itu|Ini|He|She|They|It|The|But|However"
)
_AFTER_ABBREVIATION = re.compile(
    rf"\b(?:S\.H|M\.H|S\.E|S\.Sos|M\.Hum|M\.Si|S\.Pd|M\.Pd|dll|dsb|dst|Tbk)\.(?=\s+(?:{_STARTERS})\b)"
)
# `iPhone itu mahal.` starts a sentence in spite of its small letter.
_BEFORE_BRAND = re.compile(r"[a-z]{2}\.(?=\s+[a-z][A-Z])")
# Abbreviations before a name or number that the library takes for a sentence's end. No word that can stand
# alone may be here ("Ia pindah ke Kota." ends), and "No." counts only before a digit ("Setuju? No. Ia pergi.").
_NO_END = re.compile(
    r"(?:^|[\s(\"\u201c])(?:Kav|Kec|Kel|Kab|Kp|Ds|Dk|Gg|Jl|Jln|RT|RW|RS|Km|Prov|Kep|Komp|Perum|Lt|Kompol|AKP|"
    r"AKBP|Brigjen|Irjen|Letkol|Mayjen|Drs|Dra|Ir|Hj|H|dr|drg|drh|Prof|Tn|Ny|Sdr|Sdri|Bpk|Alm|pkl|a\.n|u\.p|"
    r"d\.a|s\.d)\.$"
)
_NUMBER_SIGN = re.compile(r"(?:^|[\s(\"\u201c])No\.$")
_QUOTE = re.compile("\u2018\u2019|\u2019\u2019|''|``|[\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]")
# The library's time grows with the square of a run without white space: 1 MB of "." in one line takes
# 8 s of CPU in windows of 1,000 characters, 15 s at 2,000, 30 s at 4,000; ordinary text takes 1 s in any of them.
_WINDOW = 1_000
# A boundary this close to a window's end is left to the next window, which sees what follows it.
_CONTEXT = 100
_HEADING_WORDS = 12
_SMALL = frozenset(
    "di ke dari dan yang untuk dengan pada oleh atau dalam the a an of in on to for and at by with from as".split()
)


def split(text: str, language: str = "id") -> tuple[Segment, ...]:
    """Split a text into sentences and headings, in order.

    Args:
        text: any Unicode text; one paragraph a line, Markdown headings and lists understood.
        language: ``"id"`` or ``"en"``; any other is split by English rules.
    """
    lines = [span for match in _LINE.finditer(text) if (span := _trimmed(text, *match.span())) is not None]
    segments: list[Segment] = []
    number = quotation = 0
    for paragraph, (start, end) in enumerate(lines):
        if _is_heading(text, lines, paragraph):
            segments.append(Heading(start, end, paragraph))
            continue
        spans = tuple(_sentences(text, start, end, language))
        groups = _quotations(text, spans)
        for span, group in zip(spans, groups, strict=True):
            number += 1
            segments.append(Sentence(number, *span, paragraph, None if group is None else quotation + group))
        quotation += max((g for g in groups if g is not None), default=0)
    return tuple(segments)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without outer white space (and byte order marks); None where nothing is left."""
    while start < end and _is_space(text[start]):
        start += 1
    while start < end and _is_space(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None


def _is_space(character: str) -> bool:
    return character.isspace() or character == "\ufeff"


def _is_heading(text: str, lines: Sequence[Span], paragraph: int) -> bool:
    """Tell a heading: marked in Markdown, or a short line without a stop between paragraphs."""
    start, end = lines[paragraph]
    line = text[start:end] if end - start <= 200 else ""
    if _MARKDOWN_HEADING.match(text, start, end) is not None:
        return True
    if not line or len(lines) == 1 or _LIST_ITEM.match(line):
        return False
    tokens = line.split()
    if len(tokens) > _HEADING_WORDS or not line[0].isupper() or not line[-1].isalnum() or " - " in line:
        return False
    if any(mark in line for mark in '."\u201c\u201d:;') and not re.fullmatch(r"[^.]*\d\.\d[^.]*", line):
        return False
    capital = sum(t[0].isupper() or t[0].isdigit() or t.lower() in _SMALL for t in tokens)
    # A title in capitals may stand anywhere; a plain one only before a paragraph, and not as a closing line.
    followed = paragraph + 1 < len(lines)
    return followed and (capital >= 0.75 * len(tokens) or len(tokens) <= 6)


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Yield the spans of one paragraph's sentences."""
    ends = _library_ends(text, start, end, language)
    ends += [
        m.end()
        for pattern in (_AFTER_QUOTE, _AFTER_ABBREVIATION, _BEFORE_BRAND)
        for m in pattern.finditer(text, start, end)
    ]
    last_word = next((i for i in range(end - 1, start - 1, -1) if text[i].isalnum()), start)
    cut, seen, worded = start, start, False
    for boundary in sorted({e for e in ends if start < e <= last_word}):
        # Each character is looked at once, however many boundaries are refused.
        worded = worded or any(c.isalnum() for c in text[seen:boundary])
        seen = boundary
        if worded and _ends_sentence(text, cut, boundary):
            span = _trimmed(text, cut, boundary)
            if span is not None:
                yield span
            cut, worded = boundary, False
    span = _trimmed(text, cut, end)
    if span is not None:
        yield span


def _ends_sentence(text: str, start: int, boundary: int) -> bool:
    """Refuse a boundary after an abbreviation or before an attribution."""
    before = text[max(start, boundary - 12) : boundary].rstrip()
    following = text[boundary : boundary + 3].lstrip()
    if _NO_END.search(before) or (_NUMBER_SIGN.search(before) and following[:1].isdigit()):
        return False
    # `"Siapa?" tanya Rina.` and `(...). lanjutnya` go on.
    return not (following[:1].islower() and following[1:2].islower() and before[-1:] in _CLOSERS)


def _library_ends(text: str, start: int, end: int, language: str) -> list[int]:
    """Return the library's boundaries, asked for window by window, so that its time stays bounded.

    A window starts at the last boundary of the one before. Where one window holds no boundary at all, the
    sentence is cut at white space: nobody can read, and no encoder can take, a longer one.
    """
    boundaries = _boundaries(language)
    ends: list[int] = []
    while end - start > _WINDOW:
        sure = _WINDOW - _CONTEXT
        found = [start + e for e in boundaries(_plain(text[start : start + _WINDOW])) if 0 < e <= sure]
        ends += found
        if found and found[-1] - start >= _WINDOW // 4:
            start = found[-1]
            continue
        low = found[-1] if found else start
        cut = max(text.rfind(" ", low + 1, start + sure), text.rfind("\t", low + 1, start + sure))
        cut = cut if cut > start else start + sure
        if not found:
            ends.append(cut)
        start = cut
    return ends + [start + e for e in boundaries(_plain(text[start:end]))]


def _plain(text: str) -> str:
    """Replace what the library could stumble over, character by character, so that offsets stay."""
    return "".join(
        "x" if unicodedata.category(c) in ("Cs", "Cn", "Co") else " " if c == "\0" or c == "\ufeff" else c for c in text
    )


@functools.lru_cache(maxsize=4)
def _boundaries(language: str) -> Callable[[str], Sequence[int]]:
    from yasbd import BoundaryDetector

    detector = BoundaryDetector(language if language in ("id", "en") else "en", preserve_quote_and_paren=False)
    return lambda text: detector.detect(text) if text.strip() else ()


def _quotations(text: str, spans: Sequence[Span]) -> tuple[int | None, ...]:
    """Return, for each sentence, the number (from 1) of the quotation that it shares with others, or None."""
    if len(spans) < 2:
        return (None,) * len(spans)
    groups: list[int | None] = [None] * len(spans)
    count, opened = 0, None  # `opened` is the sentence in which a quotation is open
    last = 0
    for mark in _QUOTE.finditer(text, spans[0][0], spans[-1][1]):
        while last + 1 < len(spans) and mark.start() >= spans[last + 1][0]:
            last += 1
        before = text[mark.start() - 1 : mark.start()] if mark.start() > spans[0][0] else " "
        after = text[mark.end() : mark.end() + 1]
        if mark.group() in "\u2018\u2019'" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        if opened is None:
            if after and not after.isspace() and not before.isalnum():
                opened = last
        elif not before.isspace():
            if last > opened:
                count += 1
                groups[opened : last + 1] = [count] * (last + 1 - opened)
            opened = None
    return tuple(groups)
