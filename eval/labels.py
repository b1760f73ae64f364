"""PFSA-ID's token file: its articles as plain text, its labelled spans, and what they say of a statement's speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.speaking import BadDataset, name_words
from rag.speakers.vocabulary import TITLES

Token = tuple[str, str]
Labelled = tuple[str, int, int]
_DATELINE = re.compile(r"[A-Z][A-Z .]+ , KOMPAS [\u2014\u2013-] ")
_PRONOUNS = frozenset("dia ia beliau mereka".split())
_NEAR = 14  # tokens around a statement in which its cue stands


def articles(path: Path) -> Iterator[list[Token]]:
    """Yield the articles as tokens with their labels.

    Raises:
        BadDataset: the file cannot be read, or a line is not a token and a label.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadDataset(f"{path} cannot be read ({error}): give PFSA-ID's token file.") from error
    article: list[Token] = []
    sentence: list[Token] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            word, tab, label = line.partition("\t")
            if not tab or not re.fullmatch(r"O|[BILU]-[A-Z]+", label.strip()):
                raise BadDataset(f"{path}, line {number}: {line!r} is not a token, a tab and a label.")
            sentence.append((word, label.strip()))
            continue
        if _DATELINE.match(" ".join(word for word, _ in sentence[:9]) + " ") and article:
            yield article
            article = []
        article += sentence
        sentence = []
    if article:
        yield article


def text_of(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """Join tokens as they are printed; return the text and where each token starts."""
    text, starts, quoted, glued = "", [], False, True
    for n, (word, _) in enumerate(tokens):
        space = not glued and word not in (",", ".", ";", ":", "?", "!", ")", "/", "%")
        glued = word in ("(", "/")
        before = tokens[n - 1][0] if n else ""
        following = tokens[n + 1][0] if n + 1 < len(tokens) else ""
        if word == "-" and before != "KOMPAS" and before[-1:].isalnum() and following[:1].isalnum():
            space, glued = False, True
        if word[:1] in "\u201c\u201d":
            # The file has one mark for both: behind a comma it closes, else it does what the last one did not.
            quoted = False if before == "," else not quoted
            space, glued = quoted, quoted and len(word) == 1
            word = ("\u201c" if quoted else "\u201d") + word[1:]
        text += " " if space and text else ""
        starts.append(len(text))
        text += word
    return text, starts


def spans_of(tokens: Sequence[Token]) -> list[Labelled]:
    """Return the labelled spans as label, first token and the one behind the last."""
    spans: list[Labelled] = []
    for n, (_, tag) in enumerate(tokens):
        kind, _, label = tag.partition("-")
        if kind in ("B", "U"):
            spans.append((label, n, n + 1))
        elif kind in ("I", "L") and spans and spans[-1][0] == label and spans[-1][2] == n:
            spans[-1] = (label, spans[-1][1], n + 1)
    return spans


def cue_of(spans: Sequence[Labelled], start: int, end: int) -> Labelled | None:
    """Return the cue of the statement from token ``start`` to ``end``: the one behind it, else the last before it."""
    cues = [s for s in spans if s[0] in ("CUE", "CUECOREF")]
    behind = [s for s in cues if end <= s[1] <= end + 2]
    before = [s for s in cues if start - _NEAR <= s[1] < start]
    return behind[0] if behind else before[-1] if before else None


def speaker_of(
    tokens: Sequence[Token], spans: Sequence[Labelled], start: int, cue: Labelled | None
) -> tuple[str | None, str]:
    """Return a statement's speaker as the labels name them, and how: by name, short form, role or pronoun."""
    if cue is None:
        return None, "no cue labelled"
    if cue[0] == "CUE":
        behind = cue[2]
        stop = next((n for n in range(behind, len(tokens)) if _is_stop(tokens, n)), behind)
        who = [s for s in spans if behind <= s[1] < stop and s[0] in ("PERSON", "PERSONCOREF")]
        if not who:
            return None, "nobody labelled"
        name = _joined(tokens, who[0])
        if who[0][0] == "PERSON":
            return name, "name"
        if name.lower() not in _PRONOUNS and not (name[0].islower() or name.endswith((" ini", " itu"))):
            return (_full(tokens, spans, name, start), "short form") if name_words(name) else (name, "role")
    last = [
        s
        for s in spans
        if s[0] in ("PERSON", "PERSONCOREF")
        and s[2] <= start
        and name_words(_joined(tokens, s))
        and s[2] - s[1] < _NEAR
    ]
    return (_full(tokens, spans, _joined(tokens, last[-1]), start), "pronoun") if last else (None, "nobody labelled")


def _is_stop(tokens: Sequence[Token], n: int) -> bool:
    return tokens[n][0] == "." and tokens[n - 1][0].lower() not in TITLES


def _full(tokens: Sequence[Token], spans: Sequence[Labelled], name: str, before: int) -> str:
    """Return the last labelled full name before a statement that has all words of a short form, else the short form."""
    words = name_words(name)
    for span in reversed([s for s in spans if s[0] == "PERSON" and s[2] <= before]):
        if words <= name_words(full := _joined(tokens, span)):
            return full
    return name


def _joined(tokens: Sequence[Token], span: Labelled) -> str:
    return " ".join(word for word, _ in tokens[span[1] : span[2]])
