"""Read a sheet back from its file and say for every quote whether it still stands in the article.

Knows the lines of ``ui.sheets.outline`` and nothing of how the points were chosen. A file may have been
edited by hand, so everything in it is doubted: what cannot be found verbatim has changed.
"""

from __future__ import annotations

import difflib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from index import BadOption, Entry
from rag.drafting import Drafter
from rag.points import ELLIPSIS
from ui.escape import shown
from ui.sheets.outline import labels_of, said_by

MAX_BYTES = 5_000_000
_MAX_UNPACKED = 50_000_000
_QUOTE = re.compile(r"“(?P<quote>.*)” \[(?P<number>\d{1,4})\]")
_BESIDE = re.compile(r"[^\[“]{3,40} \[(?P<number>\d{1,4})\]: “(?P<quote>.*)”")
_SOURCE = re.compile(
    r"\[(?P<number>\d{1,4})\] (?P<article>[a-z0-9-]+), (?:kalimat|sentence) (?P<sentence>\d{1,6}): “(?P<quote>.*)”"
)
_ARTICLE = re.compile(r"(?P<article>[a-z0-9-]+)(?: \(.*\))?, SHA-256 (?P<sha256>[0-9a-f]{64})")

State = Literal["stands", "recut", "moved", "changed", "missing"]
# In order of concern; the worst is last.
STATES: tuple[State, ...] = ("stands", "recut", "moved", "changed", "missing")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as a file has it: its words, the source number it names, and the line that says whose they are."""

    kind: Literal["point", "beside", "source"]
    number: int
    quote: str
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: its quotes, where each source number points to, and the articles' hashes."""

    quotes: tuple[Quoted, ...]
    places: Mapping[int, tuple[str, int]]
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a quote.

    ``state`` is ``stands`` (verbatim in its sentence), ``recut`` (verbatim in parts, but other words are left
    out than Kutip leaves out), ``moved`` (verbatim in sentence ``found``), ``changed`` (nowhere verbatim), or
    ``missing`` (its article or source number is not there). ``nearest`` is the article's sentence to compare with.
    ``speaker`` is whom the article gives the words to, where the file gives them to somebody else.
    """

    quoted: Quoted
    state: State
    article: str | None = None
    sentence: int | None = None
    found: int | None = None
    nearest: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on a file, and the articles whose hash is another one now."""

    verdicts: tuple[Verdict, ...]
    changed_articles: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every quote stands, and is still given to whom the article gives it."""
        return all(verdict.state == "stands" and verdict.speaker is None for verdict in self.verdicts)


def check(read: Read, drafter: Drafter) -> Report:
    """Compare every quote of a file with the articles of an index."""
    entries = drafter.index.entries
    changed = tuple(a for a, sha in read.hashes.items() if a in entries and entries[a].article.sha256 != sha)
    return Report(tuple(_attributed(_verdict(quoted, read, drafter), drafter) for quoted in read.quotes), changed)


def read_sheet(path: Path) -> Read:
    """Read a sheet from a .md, .txt, .docx or .json file.

    Raises:
        BadOption: it cannot be read, or holds no talking points.
    """
    suffix = path.suffix.lower()
    if suffix not in (".md", ".txt", ".docx", ".json"):
        raise BadOption(f"{path} is no exported sheet: give a .md, .txt, .docx or .json file made by 'kutip points'.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadOption(f"{path} is larger than {MAX_BYTES / 1e6:.0f} MB: that is no sheet of talking points.")
        content = path.read_bytes()
    except OSError as error:
        raise BadOption(f"{path} cannot be read ({error.strerror}): check the path and its permissions.") from error
    if suffix == ".json":
        read = _from_json(path, content)
    elif suffix == ".docx":
        read = _from_lines(_docx_lines(path, content))
    else:
        read = _from_lines(_text_lines(path, content))
    if not any(quoted.kind == "point" for quoted in read.quotes):
        raise BadOption(f"{path} holds no talking point: give a file that 'kutip points --out' wrote.")
    return read


def _from_lines(lines: Iterator[str]) -> Read:
    quotes: list[Quoted] = []
    places: dict[int, tuple[str, int]] = {}
    hashes: dict[str, str] = {}
    for line in lines:
        if found := _QUOTE.fullmatch(line):
            quotes.append(Quoted("point", int(found["number"]), found["quote"], ""))
        elif line.startswith("— ") and quotes and quotes[-1].said == "":
            quotes[-1] = replace(quotes[-1], said=line)
        elif found := _SOURCE.fullmatch(line):
            places[int(found["number"])] = (found["article"], int(found["sentence"]))
            quotes.append(Quoted("source", int(found["number"]), found["quote"]))
        elif found := _BESIDE.fullmatch(line):
            quotes.append(Quoted("beside", int(found["number"]), found["quote"]))
        elif found := _ARTICLE.fullmatch(line):
            hashes[found["article"]] = found["sha256"]
    return Read(tuple(quotes), places, hashes)


def _text_lines(path: Path, content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadOption(f"{path} is not UTF-8 (byte {error.start}): save it again as UTF-8.") from error
    markdown = path.suffix.lower() == ".md"
    for line in text.split("\n"):
        plain = re.sub(r"^(?:> ?|- )", "", line.strip()) if markdown else line.strip()
        yield re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain) if markdown else plain


def _docx_lines(path: Path, content: bytes) -> Iterator[str]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MAX_UNPACKED:
                raise BadOption(f"{path} unpacks to more than {_MAX_UNPACKED / 1e6:.0f} MB: that is no sheet.")
        paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as error:
        raise BadOption(f"{path} is no Word file: give one that 'kutip points --format docx' wrote.") from error
    return (paragraph.text.strip() for paragraph in paragraphs)


def _from_json(path: Path, content: bytes) -> Read:
    wrong = BadOption(f"{path} is no sheet as JSON: give a file that 'kutip points --format json' wrote.")
    try:
        told: Any = json.loads(content)
        citations = {int(c["number"]): c for c in told["citations"]}
        quotes = [Quoted("point", int(p["citation"]), str(p["quote"]), _said(p)) for p in told["points"]]
        # Whoever edits a quote by hand may not edit its parts, and the other way round.
        quotes += [Quoted("point", int(p["citation"]), str(x["text"])) for p in told["points"] for x in p["parts"]
                   if str(x["text"]) not in str(p["quote"])]  # fmt: skip
        quotes += [Quoted("source", n, str(c["quote"])) for n, c in citations.items()]
        places = {n: (str(c["article"]), int(c["sentence"])) for n, c in citations.items()}
        hashes = {str(s["article"]): str(s["sha256"]) for s in told["sources"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise wrong from error
    return Read(tuple(quotes), places, hashes)


def _verdict(quoted: Quoted, read: Read, drafter: Drafter) -> Verdict:
    article, number = read.places.get(quoted.number, (None, None))
    entry = drafter.index.entries.get(article) if article else None
    if article is None or number is None or entry is None:
        return Verdict(quoted, "missing", article, number)
    sentences = entry.sentences
    if 1 <= number <= len(sentences):
        whole = _plain(entry.text_of(sentences[number - 1]))
        if _holds(quoted.quote, whole):
            cuts = (whole, _plain(drafter.point(article, number).quote))
            kept = _plain(quoted.quote) in cuts
            return Verdict(quoted, "stands" if kept else "recut", article, number, nearest=None if kept else whole)
    for sentence in sentences:
        if _holds(quoted.quote, _plain(entry.text_of(sentence))):
            return Verdict(quoted, "moved", article, number, sentence.number)
    return Verdict(quoted, "changed", article, number, nearest=_nearest(quoted.quote, entry))


def _attributed(verdict: Verdict, drafter: Drafter) -> Verdict:
    """Add whom the article gives a point to, where the file does not name them or names somebody it should not."""
    if verdict.state not in ("stands", "recut") or verdict.quoted.said is None:
        return verdict
    assert verdict.article is not None and verdict.sentence is not None
    point = drafter.point(verdict.article, verdict.sentence)
    said = _plain(verdict.quoted.said)
    frames = [labels_of(language) for language in ("id", "en")]
    expected = {_plain(said_by(point, frame)) for frame in frames}
    if point.speaker is not None and point.mode != "narration":
        return verdict if _plain(point.speaker) in said else replace(verdict, speaker=point.speaker)
    nobody = any(said == words or said.startswith(f"— {words} (") for words in expected)
    return verdict if nobody else replace(verdict, speaker=said_by(point, frames[1]))


def _said(point: Mapping[str, Any]) -> str:
    """Return whom a point in JSON is given to, as a file with lines would say it."""
    if point["mode"] != "narration" and point["speaker"] is not None:
        return str(point["speaker"])
    labels = labels_of("en")
    return labels.unknown if point["mode"] != "narration" else str(point["speaker"] or labels.narration)


def _holds(quote: str, sentence: str) -> bool:
    """Tell whether every part of a quote stands in a sentence, in order."""
    parts = [part for part in (p.strip() for p in _plain(quote).split(ELLIPSIS)) if part]
    # The sentence may hold the mark itself.
    if _plain(quote) in sentence and _plain(quote):
        return True
    at = 0
    for part in parts:
        found = sentence.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)


def _nearest(quote: str, entry: Entry) -> str:
    texts = [_plain(entry.text_of(s)) for s in entry.sentences]
    plain = _plain(quote).split()
    return max(texts, key=lambda text: difflib.SequenceMatcher(None, plain, text.split(), autojunk=False).ratio())


def _plain(text: str) -> str:
    return " ".join(shown(text).split())
