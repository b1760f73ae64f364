"""Who says what, measured: speakers on hand-written gold and on PFSA-ID, beside a baseline.

    python -m eval.speaking [--pfsa FILE] [--json] [--examples N]

*Own articles.* ``eval/speakers/<article>.jsonl`` holds a gold line for every sentence of the shipped
article and of three self-written ones, written before the code; the rules were then written with
them in view, so that their rows are regression figures. The unit is the sentence. A prediction is a
sentence with a speaker; it is right where the gold names the same speaker. Precision is right /
predicted, recall right / sentences whose gold has a speaker. Mode, role with affiliation, and cue
are counted apart, over all sentences, as exact matches.

*PFSA-ID* (Indonesian news with labelled tokens; CC BY-NC-SA, so only ever read from a path). Tokens
are joined to plain text again; a line that begins with a dateline begins an article, because the
file marks none, and paragraphs are lost, so that an article is one paragraph. The unit is the
STATEMENT span: a direct quotation. Its gold speaker is read off the labels: the PERSON or
PERSONCOREF of the CUE that follows it (or, without one behind it, stands before it); a short form
is the last PERSON that has all of its words; after a CUECOREF ("katanya") and for *dia* it is the
last PERSON or named PERSONCOREF before the statement. A name is right where, without titles and
roles, all words of one name are words of the other, or a single word begins one (*Narti* for Sri
Nartiningsih); a mention that is a role only ("Presiden") is
right where the predicted speaker's role has its words. A statement whose labels name nobody is left
out and counted. A second row counts sentences: those of which at least half is in a statement. Indirect
quotations have no labels there, and are not measured.

*Baseline*: the nearest run of capitalised words that ends before the sentence or statement, for
every unit that the gold attributes; it is told what is a statement.

The rules were written on Kutip's own articles. The first run on the development file, before any of its
errors had been read, had precision 0.949 and recall 0.874; faults seen there were mended where they were
faults of Indonesian news at large, so that its figures now are no blind ones.

Intervals are Wilson's, 95 %; statements of one article are not independent, so they are too narrow.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.statistics import wilson
from index.article import load_article
from index.errors import UserFacingError
from index.sentences import Sentence, split
from rag.speakers import Attribution, Speaker, attribute
from rag.speakers.vocabulary import CONNECTORS, RANK_PARTS, ROLES, TITLES

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "eval" / "speakers"
ARTICLES = (ROOT / "index" / "articles", ROOT / "eval" / "articles")
_DATELINE = re.compile(r"[A-Z][A-Z .]+ , KOMPAS [\u2014\u2013-] ")
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'\u2019-]*(?: [^\W\d_a-z][\w'\u2019-]*)*")
_TITLES = TITLES | RANK_PARTS | ROLES | CONNECTORS
_PRONOUNS = frozenset("dia ia beliau mereka".split())
_NICKNAME = 5  # letters of a nickname that begins a name, at least
_NEAR = 14  # tokens behind a statement in which its cue stands


class BadDataset(UserFacingError):
    """A dataset's file that is not what the measure reads."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to attribute: what the gold says, what was predicted, what the baseline says, and the outcome."""

    where: str
    cue: str
    gold: str | None
    predicted: str | None
    baseline: str | None
    outcome: str
    baseline_right: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of one set of units; ``exact`` has further counts of exact matches where the gold has them."""

    name: str
    attributed: int
    predicted: int
    right: int
    baseline_right: int
    left_out: int
    outcomes: dict[str, int]
    exact: dict[str, tuple[int, int]]
    units: tuple[Unit, ...]


def own_articles() -> Iterator[Result]:
    """Measure every article that has gold, in the order of their names."""
    for gold_file in sorted(GOLD.glob("*.jsonl")):
        paths = (folder / f"{gold_file.stem}.txt" for folder in ARTICLES)
        article = load_article(next(path for path in paths if path.exists()))
        segments = split(article.text, article.language)
        sentences = [s for s in segments if isinstance(s, Sentence)]
        rows = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
        found = attribute(article.text, segments, article.language)
        if [row["sentence"] for row in rows] != [s.number for s in sentences]:
            raise BadDataset(f"{gold_file} has {len(rows)} lines for {len(sentences)} sentences: write one a sentence.")
        units, exact = [], Counter[str]()
        for row, sentence, attribution in zip(rows, sentences, found, strict=True):
            speaker = attribution.speaker
            exact["mode"] += attribution.mode == row["mode"]
            exact["role and affiliation"] += _role(speaker) == (row["role"], row["affiliation"])
            cue = article.text[slice(*attribution.cue)] if attribution.cue else None
            exact["cue"] += cue == row["cue"]
            right = speaker is not None and speaker.name == row["speaker"]
            guess = _baseline(article.text, sentence.start) if row["speaker"] else None
            outcome = _outcome(row["speaker"], attribution, right)
            where = f"{gold_file.stem} {sentence.number}"
            predicted = speaker.name if speaker else None
            units.append(Unit(where, row["cue"] or "", row["speaker"], predicted, guess, outcome,
                              bool(guess and row["speaker"] and _same_name(guess, row["speaker"]))))
        yield _result(gold_file.stem, units, 0, {key: (count, len(rows)) for key, count in exact.items()})


def pfsa(path: Path) -> tuple[Result, Result]:
    """Measure a PFSA-ID file, by its statements and by the sentences of its statements.

    Raises:
        BadDataset: the file cannot be read, or a line is not a token and a label.
    """
    units: list[Unit] = []
    by_sentence: list[Unit] = []
    left_out = 0
    for number, tokens in enumerate(_pfsa_articles(path)):
        text, starts = _text(tokens)
        segments = split(text, "id")
        sentences = [s for s in segments if isinstance(s, Sentence)]
        found = attribute(text, segments, "id")
        spans = _labelled(tokens)
        for start, end in [span[1:] for span in spans if span[0] == "STATEMENT"]:
            gold, kind = _gold(tokens, spans, start, end)
            if gold is None:
                left_out += 1
                continue
            low, high = starts[start], starts[end - 1] + len(tokens[end - 1][0])
            inside = [max(0, min(s.end, high) - max(s.start, low)) for s in sentences]
            guess = _baseline(text, low)
            read = [
                Unit(f"article {number}: {text[max(low, high - 90) : high + 60]}", kind, gold,
                     attribution.speaker.name if attribution.speaker else None, guess,
                     _outcome(gold, attribution, _matches(attribution.speaker, gold), kind),
                     bool(guess and _same_name(guess, gold)))
                for attribution in found
            ]  # fmt: skip
            units.append(read[inside.index(max(inside))])  # the sentence that holds most of the statement
            by_sentence += [u for u, n, s in zip(read, inside, sentences, strict=True) if 2 * n >= s.end - s.start]
    return _result("PFSA-ID", units, left_out, {}), _result("PFSA-ID, sentences", by_sentence, 0, {})


def _result(name: str, units: Sequence[Unit], left_out: int, exact: dict[str, tuple[int, int]]) -> Result:
    attributed = [u for u in units if u.gold is not None]
    return Result(
        name, len(attributed), sum(u.predicted is not None for u in units), sum(u.outcome == "right" for u in units),
        sum(u.baseline_right for u in attributed), left_out,
        dict(Counter(u.outcome for u in units if u.outcome not in ("right", "")).most_common()), exact, tuple(units),
    )


def _outcome(gold: str | None, attribution: Attribution, right: bool, kind: str = "") -> str:
    """Return ``right``, an error class, or nothing where there was nothing to attribute."""
    suffix = f" ({kind})" if kind else ""
    if right:
        return "right"
    if attribution.speaker is not None:
        return f"wrong speaker{suffix}" if gold else f"speaker where the gold has none{suffix}"
    if gold is None:
        return ""
    return f"unknown{suffix}" if attribution.mode != "narration" else f"taken for narration{suffix}"


def _role(speaker: Speaker | None) -> tuple[str | None, str | None]:
    return (speaker.role, speaker.affiliation) if speaker else (None, None)


def _baseline(text: str, end: int) -> str | None:
    """Return the last run of capitalised words before a place, not counting single words that open a sentence."""
    runs = [m for m in _CAPITALISED.finditer(text, max(0, end - 1000), end)]
    for run in reversed(runs):
        before = text[max(0, run.start() - 2) : run.start()].strip()
        opens = not before or before[-1] in '.\n"\u201c'
        if " " in run.group() or not opens:
            return run.group()
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", name.lower()) if w not in _TITLES)


def _same_name(one: str, other: str) -> bool:
    a, b = sorted((_words(one), _words(other)), key=len)
    if len(a) == 1 and len(word := next(iter(a))) >= _NICKNAME:
        return any(w.startswith(word) or word.startswith(w) and len(w) >= _NICKNAME for w in b)
    return bool(a) and a <= b


def _matches(speaker: Speaker | None, gold: str) -> bool:
    if speaker is None:
        return False
    if _words(gold):
        return _same_name(speaker.name, gold)
    described = f"{speaker.name} {speaker.described or ''}".lower().split()
    return all(word in described for word in gold.lower().split())


Token = tuple[str, str]
Labelled = tuple[str, int, int]


def _pfsa_articles(path: Path) -> Iterator[list[Token]]:
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


def _text(tokens: Sequence[Token]) -> tuple[str, list[int]]:
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


def _labelled(tokens: Sequence[Token]) -> list[Labelled]:
    """Return the labelled spans as label, first token and the one behind the last."""
    spans: list[Labelled] = []
    for n, (_, tag) in enumerate(tokens):
        kind, _, label = tag.partition("-")
        if kind in ("B", "U"):
            spans.append((label, n, n + 1))
        elif kind in ("I", "L") and spans and spans[-1][0] == label and spans[-1][2] == n:
            spans[-1] = (label, spans[-1][1], n + 1)
    return spans


def _gold(tokens: Sequence[Token], spans: Sequence[Labelled], start: int, end: int) -> tuple[str | None, str]:
    """Return a statement's speaker as the labels name them, and how: by name, short form, role or pronoun."""
    near = [s for s in spans if end <= s[1] <= end + 2 and s[0] in ("CUE", "CUECOREF")]
    if not near:
        near = [s for s in spans if start - _NEAR <= s[1] < start and s[0] in ("CUE", "CUECOREF")][-1:]
    if near and near[0][0] == "CUE":
        behind = near[0][2]
        stop = next((n for n in range(behind, len(tokens)) if _is_stop(tokens, n)), behind)
        who = [s for s in spans if behind <= s[1] < stop and s[0] in ("PERSON", "PERSONCOREF")]
        if not who:
            return None, "nobody labelled"
        name = _joined(tokens, who[0])
        if who[0][0] == "PERSON":
            return name, "name"
        if name.lower() not in _PRONOUNS and not (name[0].islower() or name.endswith((" ini", " itu"))):
            return (_full(tokens, spans, name, start), "short form") if _words(name) else (name, "role")
    elif not near:
        return None, "no cue labelled"
    last = [s for s in spans if s[0] in ("PERSON", "PERSONCOREF") and s[2] <= start and _words(_joined(tokens, s))
            and s[2] - s[1] < _NEAR]
    return (_full(tokens, spans, _joined(tokens, last[-1]), start), "pronoun") if last else (None, "nobody labelled")


def _is_stop(tokens: Sequence[Token], n: int) -> bool:
    return tokens[n][0] == "." and tokens[n - 1][0].lower() not in TITLES


def _full(tokens: Sequence[Token], spans: Sequence[Labelled], name: str, before: int) -> str:
    """Return the last labelled full name before a statement that has all words of a short form, else the short form."""
    words = _words(name)
    for span in reversed([s for s in spans if s[0] == "PERSON" and s[2] <= before]):
        if words <= _words(full := _joined(tokens, span)):
            return full
    return name


def _joined(tokens: Sequence[Token], span: Labelled) -> str:
    return " ".join(word for word, _ in tokens[span[1] : span[2]])


def _table(results: Sequence[Result]) -> Iterator[str]:
    yield "| set | n | precision | recall | baseline (of n) | mode | role and affiliation | cue |"
    yield "|---|---|---|---|---|---|---|---|"
    for r in results:
        keys = ("mode", "role and affiliation", "cue")
        exact = ["/".join(map(str, r.exact[key])) if key in r.exact else "" for key in keys]
        yield (f"| {r.name} | {r.attributed} | {_share(r.right, r.predicted)} | {_share(r.right, r.attributed)} "
               f"| {_share(r.baseline_right, r.attributed)} | {' | '.join(exact)} |")
    for r in results:
        if r.outcomes or r.left_out:
            yield ""
            yield f"{r.name}: {r.left_out} left out; errors:"
            yield from (f"- {count} {name}" for name, count in r.outcomes.items())


def _share(successes: int, n: int) -> str:
    estimate = wilson(successes, n)
    if estimate.value is None:
        return "-"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}] ({successes}/{n})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measures as Markdown or JSON."""
    parser = argparse.ArgumentParser(prog="python -m eval.speaking", description="Measure who says what.")
    parser.add_argument("--pfsa", type=Path, metavar="FILE", help="PFSA-ID's token file, to measure on it too")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="show N examples of every error class")
    options = parser.parse_args(arguments)
    try:
        results = [*own_articles(), *(pfsa(options.pfsa) if options.pfsa else ())]
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.json:
        report = [{key: value for key, value in asdict(r).items() if key != "units"} for r in results]
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
        return 0
    sys.stdout.writelines(line + "\n" for line in _table(results))
    for result in results if options.examples else ():
        for outcome in result.outcomes:
            shown = [u for u in result.units if u.outcome == outcome][: options.examples]
            sys.stdout.writelines(f"\n{outcome}: gold {u.gold}, predicted {u.predicted}\n  {u.where}\n" for u in shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
