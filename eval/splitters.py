"""Sentence splitters compared: five libraries as they come, and Kutip's own function.

    python -m eval.splitters [--json]

Every splitter gets the same lines (one paragraph a line is the article's format, not something
to be guessed), and is scored on exact spans: a sentence counts only where both of its ends are
right. The golden file holds short hard cases that were written by hand, so its figures say how a
splitter treats what goes wrong, not how often that happens in a newspaper. Kutip's repairs were
written with these cases in view: its own row is a regression figure, the libraries' rows are the
comparison. A heading is one unit for all; only Kutip also has to call it a heading.

The libraries are the extra ``compare``; one that is missing is reported as not installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.statistics import Estimate, wilson
from index.sentences import Heading, split

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "eval" / "golden" / "sentences.jsonl"
ARTICLE = ROOT / "index" / "articles" / "ipcnkr-jakarta.txt"
# The shipped article, read by hand: a line is a sentence, but for one heading and three stops inside lines.
ARTICLE_HEADING = "Dorong Peningkatan Kualitas Hidup"
ARTICLE_STOPS = ("pelanggaran kriminal yang berat.", "konten budaya Korea.", "warga Korea Utara secara langsung.")

Span = tuple[int, int]
Splitter = Callable[[str, str], Iterable[Span]]


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its hand-written segmentation; spans are code points into ``text``."""

    id: str
    language: str
    text: str
    sentences: tuple[Span, ...]
    headings: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one splitter did on one set of cases; the shares' intervals are Wilson's, of 95 %."""

    splitter: str
    version: str
    exact: Estimate
    precision: Estimate
    recall: Estimate
    f1: float
    failed: tuple[str, ...]


def golden(path: Path = GOLDEN) -> tuple[Case, ...]:
    """Read the golden file; a sentence that is not in its text, in order, is refused.

    Raises:
        ValueError: an expected sentence or heading does not stand in its text.
    """
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        headings = _located(row["text"], row["headings"], row["id"])
        sentences = _located(row["text"], row["sentences"], row["id"])
        cases.append(Case(row["id"], row["language"], row["text"], sentences, headings))
    return tuple(cases)


def shipped_article() -> Case:
    """Return the shipped article with its 29 sentences and its heading."""
    text = ARTICLE.read_text(encoding="utf-8")
    marked = text
    for stop in ARTICLE_STOPS:
        marked = marked.replace(stop + " ", stop + "\n")
    lines = marked.splitlines()
    sentences = _located(text, [line for line in lines if line != ARTICLE_HEADING], ARTICLE.stem)
    return Case(ARTICLE.stem, "id", text, sentences, _located(text, [ARTICLE_HEADING], ARTICLE.stem))


def measure(name: str, cases: Sequence[Case]) -> Result | None:
    """Run one splitter over ``cases``; None where its library is not installed."""
    package, load = SPLITTERS[name]
    try:
        splitter, installed = load(), version(package) if package else "this tree"
    except (ModuleNotFoundError, PackageNotFoundError):
        return None
    failed, expected, found, right = [], 0, 0, 0
    for case in cases:
        gold = set(case.sentences) | set(case.headings)
        if package:
            spans = set(_by_line(splitter, case))
        else:
            segments = split(case.text, case.language)
            # A heading taken for a sentence, or the reverse, is an error of ours: (-1, -1) is never right.
            spans = {(s.start, s.end) if isinstance(s, Heading) == ((s.start, s.end) in case.headings) else (-1, -1)
                     for s in segments}
        expected, found, right = expected + len(gold), found + len(spans), right + len(gold & spans)
        if gold != spans:
            failed.append(case.id)
    return Result(
        name, installed, wilson(len(cases) - len(failed), len(cases)), wilson(right, found), wilson(right, expected),
        2 * right / (found + expected) if right else 0.0, tuple(failed),
    )  # fmt: skip


def _located(text: str, parts: Sequence[str], identity: str) -> tuple[Span, ...]:
    spans, position = [], 0
    for part in parts:
        start = text.find(part, position)
        if start < 0:
            raise ValueError(f"golden case {identity}: {part!r} does not stand in its text, or not in this order")
        position = start + len(part)
        spans.append((start, position))
    return tuple(spans)


def _by_line(splitter: Splitter, case: Case) -> Iterable[Span]:
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", case.text):
        if line[0].strip():
            for start, end in splitter(line[0], case.language):
                piece = line[0][start:end]
                start += len(piece) - len(piece.lstrip(" \ufeff"))
                end = start + len(piece.strip(" \ufeff"))
                if end > start:
                    yield line.start() + start, line.start() + end


def _yasbd(keep_quotes: bool) -> Splitter:
    module = importlib.import_module("yasbd")
    detectors = {language: module.BoundaryDetector(language, preserve_quote_and_paren=keep_quotes)
                 for language in ("id", "en")}

    def spans(line: str, language: str) -> Iterable[Span]:
        ends = [0, *detectors[language].detect(line)]
        return zip(ends, ends[1:], strict=False)
    return spans


def _sentencex() -> Splitter:
    module = importlib.import_module("sentencex")
    return lambda line, language: [(found["start_index"], found["end_index"])
                                   for found in module.get_sentence_boundaries(language, line)]


def _pysbd() -> Splitter:
    # pysbd has no Indonesian rules; English is its default.
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda line, language: [(found.start, found.end) for found in segmenter.segment(line)]


def _syntok() -> Splitter:
    module = importlib.import_module("syntok.segmenter")
    return lambda line, language: [(tokens[0].offset, tokens[-1].offset + len(tokens[-1].value))
                                   for paragraph in module.process(line) for tokens in paragraph if tokens]


def _nupunkt() -> Splitter:
    module = importlib.import_module("nupunkt")
    return lambda line, language: list(module.sent_spans(line))


def _blingfire() -> Splitter:
    module = importlib.import_module("blingfire")
    return lambda line, language: list(module.text_to_sentences_and_offsets(line)[1])


def _kutip() -> Splitter:
    return lambda line, language: [(s.start, s.end) for s in split(line, language)]


# name -> (distribution, loader); Kutip itself has no distribution to look up.
SPLITTERS: dict[str, tuple[str, Callable[[], Splitter]]] = {
    "yasbd": ("yasbd-lib", lambda: _yasbd(keep_quotes=False)),
    "yasbd, quotes whole": ("yasbd-lib", lambda: _yasbd(keep_quotes=True)),
    "sentencex": ("sentencex", _sentencex),
    "pysbd (en)": ("pysbd", _pysbd),
    "syntok": ("syntok", _syntok),
    "nupunkt": ("nupunkt", _nupunkt),
    "blingfire": ("blingfire", _blingfire),
    "kutip": ("", _kutip),
}


def _table(sets: dict[str, Sequence[Case]]) -> Iterable[str]:
    for title, cases in sets.items():
        units = sum(len(case.sentences) + len(case.headings) for case in cases)
        yield f"{title}: n = {len(cases)} cases, {units} sentences and headings; 95 % Wilson intervals in brackets"
        yield ""
        yield "| splitter | version | precision | recall | F1 | exact cases |"
        yield "|---|---|---|---|---|---|"
        for name in SPLITTERS:
            result = measure(name, cases)
            if result is None:
                yield f"| {name} | not installed | | | | |"
                continue
            exact = f"{len(cases) - len(result.failed)}/{len(cases)} {_share(result.exact)}"
            shares = f"{_share(result.precision)} | {_share(result.recall)} | {result.f1:.3f}"
            yield f"| {name} | {result.version} | {shares} | {exact} |"
        yield ""


def _share(estimate: Estimate) -> str:
    if estimate.value is None:
        return "none"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the comparison to stdout, as Markdown tables or as one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m eval.splitters", description="Compare sentence splitters.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    options = parser.parse_args(arguments)
    sets: dict[str, Sequence[Case]] = {"golden": golden(), "article": (shipped_article(),)}
    if options.json:
        report = {title: {name: asdict(result) if (result := measure(name, cases)) else "not installed"
                          for name in SPLITTERS} for title, cases in sets.items()}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in _table(sets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
