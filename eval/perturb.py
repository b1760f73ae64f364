"""Claims with a known label, for measuring a faithfulness scorer: true ones, and the same ones minimally edited.

    python -m eval.perturb            # write eval/claims/claims.jsonl again
    python -m eval.perturb --check    # compare instead of writing

``seeds.jsonl`` holds true claims, written by hand, with the sentences that support them; a family is one claim in
Indonesian and in English. The rules here edit them by the lists of ``swaps.json``; what no rule can do is in
``written.jsonl``. Every row was read, and those that were ungrammatical, true after all or open to dispute stand in
``dropped.jsonl`` with the reason. The rules know no grammar and no meaning: what they make of other seeds must be read.
The method is that of SummEdits (Laban et al. 2023) and BUMP (Ma et al. 2023).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.items import known_articles, sentences_of
from index.errors import UserFacingError

FOLDER = Path(__file__).parent / "claims"
UNSUPPORTED = (
    *("entity", "number", "date", "negation", "antonym", "modality", "quantifier"),
    *("attribution", "role_swap", "cause_order", "extrinsic", "wrong_citation"),
)
CONTROLS = ("synonym", "voice", "translation", "number_format", "clause_drop")
_DEV_SHARE = 0.4
_SALT = "kutip claims 1"
# How many edits of a kind one seed gives; a single number or date leaves room for two that differ.
_EACH = {"number": 2, "date": 2}
# Kinds whose rule gives alternatives of equal right, of which a hash takes one; the lists are in order of preference.
_ANY_OF = ("entity", "date", "number_format")
# How many edits of a kind are kept in one direction: each is read by hand, so no more than the figures need.
_KEPT = {
    "entity": 52, "number": 54, "date": 34, "negation": 54, "antonym": 38, "synonym": 38,
    "translation": 34, "number_format": 36, "clause_drop": 36, "wrong_citation": 46,
}  # fmt: skip

Pairs = Sequence[Sequence[str]]


class BadClaim(UserFacingError):
    """A line of the claims' inputs that cannot be used."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A true claim and the whole sentences that support it together.

    ``also`` are further sentences that support it. ``speaker``, ``drop`` and ``roles`` are parts of the claim, marked
    by hand: who says it, what may go without making it false, and which two participants can change places.
    """

    id: str
    family: str
    article: str
    lang: str
    style: str
    claim: str
    evidence: tuple[str, ...]
    also: tuple[str, ...] = ()
    speaker: str | None = None
    drop: str | None = None
    roles: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: a claim, the evidence it is judged by, and whether the evidence supports it.

    ``kind`` is ``"seed"`` in the true row of a pair and the pair's kind in the other. ``lang`` is the claim's own; it
    differs from the seed's in a translation only.
    """

    id: str
    pair: str
    seed: str
    article: str
    lang: str
    kind: str
    label: str
    claim: str
    evidence: tuple[str, ...]
    source: str
    split: str


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited claim that is not a row yet; ``pair`` is ``seed.kind.n``."""

    pair: str
    seed: Seed
    kind: str
    lang: str
    claim: str
    evidence: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Swaps:
    """The swap lists of one language and one article, all as (from, to) but the groups of names.

    Names of one group (of ``entities`` or ``speakers``) can stand in for each other.
    """

    lang: str
    words: Mapping[str, Pairs]
    numbers: Sequence[str]
    weekdays: Sequence[str]
    months: Sequence[str]
    entities: Pairs
    speakers: Pairs


Rule = Callable[[Seed, Swaps], list[str]]


def entity(seed: Seed, swaps: Swaps) -> list[str]:
    """Put another name of the same group in the place of one, everywhere in the claim; the speaker stays."""
    spared = _spans(seed.claim, seed.speaker)[:1] if seed.speaker else []
    edits = []
    for group in swaps.entities:
        for name in group:
            found = [s for s in _spans(seed.claim, name) if not any(a < s[1] and s[0] < b for a, b in spared)]
            others = [o for o in group if not _spans(seed.claim, o)]
            if found and others:
                other = _pick(others, seed, f"entity {name}")
                edits.append(_put(seed.claim, [(a, b, other) for a, b in found]))
    return edits


def attribution(seed: Seed, swaps: Swaps) -> list[str]:
    """Let another speaker of the article's say it."""
    group = next((g for g in swaps.speakers if seed.speaker in g), None)
    if seed.speaker is None or group is None:
        return []
    others = [o for o in group if not _spans(seed.claim, o)]
    span = _spans(seed.claim, seed.speaker)[0]
    return [_put(seed.claim, [(*span, _pick(others, seed, "attribution"))])] if others else []


def number(seed: Seed, swaps: Swaps) -> list[str]:
    """Change a number, in digits or in words, or its unit (Rp4,7 miliar -> Rp7,4 miliar, Rp4,7 triliun)."""
    claim, edits = seed.claim, []
    dates = [(a, b) for a, b, _ in _dates(seed, swaps)]
    digits = r"(?:(?<![\w.,/-])|(?<=\bke-)|(?<=\bRp))\d+(?:[.,]\d+)*"
    found = [m.span() for m in re.finditer(digits, claim)] + [span for _, span in _number_words(claim, swaps)]
    for start, end in sorted(found):
        if any(a < end and start < b for a, b in dates):
            continue
        if claim[start].isdigit():
            others = [o for o in _other_digits(claim[start:end]) if o not in claim]
        else:
            others = [w for w in swaps.numbers[1:] if not _spans(claim, w)]
        edits.append(_put(claim, [(start, end, _pick(others, seed, f"number {start}"))]))
        for unit, other in swaps.words["unit"]:
            if re.match(rf" {unit}\b", claim[end:]):
                edits.append(_put(claim, [(end + 1, end + 1 + len(unit), other)]))
    return edits or _swapped(seed, swaps, "ordinal")


def date(seed: Seed, swaps: Swaps) -> list[str]:
    """Change a weekday, day, month, year or hour, or turn before and after round."""
    parts = [(a, b, _pick(others, seed, f"date {a}")) for a, b, others in _dates(seed, swaps) if others]
    return [_put(seed.claim, [part]) for part in parts] + _swapped(seed, swaps, "date")


def role_swap(seed: Seed, _: Swaps) -> list[str]:
    """Let the two marked participants change places."""
    if seed.roles is None:
        return []
    (first, second), claim = seed.roles, seed.claim
    return [_put(claim, [(*_spans(claim, first)[0], second), (*_spans(claim, second)[0], first)])]


def number_format(seed: Seed, swaps: Swaps) -> list[str]:
    """Write a number or a date another way (40 persen -> 40%, three -> 3); the value stays."""
    claim, edits = seed.claim, _swapped(seed, swaps, "number_format")
    for pattern, template in swaps.words["number_pattern"]:
        edits += [_put(claim, [(*m.span(), m.expand(template))]) for m in re.finditer(pattern, claim)]
    return edits + [_put(claim, [(*span, str(value))]) for value, span in _number_words(claim, swaps)]


def clause_drop(seed: Seed, _: Swaps) -> list[str]:
    """Leave out the marked part."""
    if seed.drop is None:
        return []
    rest = seed.claim.replace(seed.drop, "", 1)
    return [rest[0].upper() + rest[1:]]


def listed(kind: str) -> Rule:
    """Return the rule that applies the list of ``kind``: the first of its swaps that the claim allows."""
    return lambda seed, swaps: _swapped(seed, swaps, kind)


RULES: Mapping[str, Rule] = {
    "entity": entity, "number": number, "date": date, "attribution": attribution, "role_swap": role_swap,
    "number_format": number_format, "clause_drop": clause_drop,
    **{kind: listed(kind) for kind in ("negation", "antonym", "modality", "quantifier", "synonym")},
}  # fmt: skip


def wrong_citation(seed: Seed, sentences: Sequence[str]) -> str:
    """Return a sentence of the article that does not support the claim, to be cited in its evidence's place.

    By the family's hash it is the evidence's neighbour or the sentence most like the evidence (Jaccard of the words).
    """
    right = {*seed.evidence, *seed.also}
    others = [i for i, sentence in enumerate(sentences) if sentence not in right]
    places = [sentences.index(quote) for quote in seed.evidence]
    if _hash(seed.family, "neighbour") < "8":
        return sentences[min(others, key=lambda i: (min(abs(i - p) for p in places), -i))]
    words = _content(" ".join(seed.evidence))
    shared = {i: len(words & _content(sentences[i])) / len(words | _content(sentences[i])) for i in others}
    return sentences[max(others, key=lambda i: shared[i])]


def build(folder: Path = FOLDER) -> tuple[Claim, ...]:
    """Make every row from the inputs in ``folder``; the same inputs always give the same rows.

    Raises:
        BadClaim: a line names a seed that is not there, or drops an edit that is not made.
    """
    seeds = {s.id: s for s in (_seed(row) for row in _rows(folder / "seeds.jsonl"))}
    edits = {e.pair: e for e in (*_by_rule(seeds, folder), *_by_hand(seeds, folder))}
    for row in _rows(folder / "dropped.jsonl"):
        edit = edits.pop(row["pair"], None)
        if edit is None or (edit.claim, list(edit.evidence)) != (row["claim"], row["evidence"]):
            raise BadClaim(f"dropped.jsonl drops {row['pair']!r}, which is not made like that: read the edit again.")
    splits = assign_splits(seeds.values())
    rows = []
    order = {kind: i for i, kind in enumerate((*UNSUPPORTED, *CONTROLS))}
    for edit in sorted(edits.values(), key=lambda e: (e.seed.id, order[e.kind], e.pair)):
        seed, split = edit.seed, splits[edit.seed.family]
        label = "supported" if edit.kind in CONTROLS else "unsupported"
        label = "unsupported_by_citation" if edit.kind == "wrong_citation" else label
        common = {"pair": edit.pair, "seed": seed.id, "article": seed.article, "split": split}
        rows.append(Claim(id=f"{edit.pair}.true", lang=seed.lang, kind="seed", label="supported", claim=seed.claim,
                          evidence=seed.evidence, source="written", **common))  # fmt: skip
        rows.append(Claim(id=f"{edit.pair}.edit", lang=edit.lang, kind=edit.kind, label=label, claim=edit.claim,
                          evidence=edit.evidence, source=edit.source, **common))  # fmt: skip
    return tuple(rows)


def assign_splits(seeds: Iterable[Seed]) -> dict[str, str]:
    """Return each family's split: 40 % of every article's families are dev.

    Families whose first sentence of evidence is the same stay together, so that no test claim is a dev claim reworded;
    a hash orders these groups, and a group is dev while it fits.
    """
    groups: dict[str, dict[str, set[str]]] = {}
    for seed in seeds:
        groups.setdefault(seed.article, {}).setdefault(seed.evidence[0], set()).add(seed.family)
    splits: dict[str, str] = {}
    for of_article in groups.values():
        room = round(_DEV_SHARE * sum(map(len, of_article.values())))
        for quote in sorted(of_article, key=lambda q: _hash(q, "split")):
            fits = len(of_article[quote]) <= room
            splits |= dict.fromkeys(sorted(of_article[quote]), "dev" if fits else "test")
            room -= len(of_article[quote]) * fits
    return splits


def load_claims(path: Path = FOLDER / "claims.jsonl") -> tuple[Claim, ...]:
    """Read the rows in their order: the two rows of a pair stand together, the true one first."""
    return tuple(Claim(**{**row, "evidence": tuple(row["evidence"])}) for row in _rows(path))


def pairs(claims: Sequence[Claim]) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs as (true, edited); a pair's direction is the language of its true row."""
    return tuple(zip(claims[::2], claims[1::2], strict=True))


def written(claims: Iterable[Claim]) -> str:
    """Return the rows as JSONL."""
    return "".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in claims)


def _by_rule(seeds: Mapping[str, Seed], folder: Path) -> Iterator[Edit]:
    lists = json.loads((folder / "swaps.json").read_text(encoding="utf-8"))
    articles = known_articles()
    sentences = {n: [a.text[s.start : s.end] for s in sentences_of(a)] for n, a in articles.items()}
    for kind in (*RULES, "translation", "wrong_citation"):
        of_kind: dict[str, list[Edit]] = {"id": [], "en": []}
        for seed in seeds.values():
            twin = seeds[f"{seed.family}-{'en' if seed.lang == 'id' else 'id'}"]
            lang, claims, evidence = seed.lang, [seed.claim], seed.evidence
            if kind == "translation":
                lang, claims = twin.lang, [twin.claim]
            elif kind == "wrong_citation":
                evidence = (wrong_citation(seed, sentences[seed.article]),)
            else:
                claims = list(dict.fromkeys(RULES[kind](seed, _swaps(lists, seed))))
                if kind in _ANY_OF:
                    claims.sort(key=lambda claim, kind=kind, seed=seed: _hash(seed.family, f"{kind} {claim}"))  # type: ignore[misc]
            for n, claim in enumerate(claims[: _EACH.get(kind, 1)], start=1):
                of_kind[seed.lang].append(Edit(f"{seed.id}.{kind}.{n}", seed, kind, lang, claim, evidence, "rule"))
        for edits in of_kind.values():
            edits.sort(key=lambda e: (e.pair[-1], _hash(e.seed.family, e.kind)))
            yield from edits[: _KEPT.get(kind)]


def _by_hand(seeds: Mapping[str, Seed], folder: Path) -> Iterator[Edit]:
    count: Counter[tuple[str, str]] = Counter()
    for row in _rows(folder / "written.jsonl"):
        name, kind = row["seed"], row["kind"]
        if name not in seeds or kind not in (*UNSUPPORTED, *CONTROLS):
            raise BadClaim(f"written.jsonl edits {name!r} by {kind!r}: no such seed or kind; correct the line.")
        count[name, kind] += 1
        seed = seeds[name]
        yield Edit(f"{name}.{kind}.w{count[name, kind]}", seed, kind, seed.lang, row["claim"], seed.evidence, "written")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _seed(row: Mapping[str, Any]) -> Seed:
    fixed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Seed(**fixed)


def _swaps(lists: Mapping[str, Any], seed: Seed) -> Swaps:
    column = 0 if seed.lang == "id" else 1
    article = lists["articles"][seed.article]
    entities, speakers = (
        [[name[column] for name in group if name[column]] for group in article[key]] for key in ("entities", "speakers")
    )
    return Swaps(**lists[seed.lang], entities=entities, speakers=speakers)


def _swapped(seed: Seed, swaps: Swaps, kind: str) -> list[str]:
    """Return an edit for each swap of the list whose words the claim has, once."""
    found = ((_spans(seed.claim, old), new) for old, new in swaps.words[kind])
    return [_put(seed.claim, [(*spans[0], new)]) for spans, new in found if spans]


def _dates(seed: Seed, swaps: Swaps) -> list[tuple[int, int, list[str]]]:
    """Return where a date's parts stand in the claim and what can stand there instead."""
    claim, months = seed.claim, "|".join(swaps.months)
    found: list[tuple[int, int, list[str]]] = []
    for names in (swaps.weekdays, swaps.months):
        for name in names:
            found += [(a, b, [o for o in names if not _spans(claim, o)]) for a, b in _spans(claim, name)]
    for m in re.finditer(r"(?<![\d.,/])(?:19|20)\d\d(?!\d)(?![.,]\d)", claim):
        found.append((*m.span(), [str(int(m[0]) + by) for by in (-3, -2, -1, 1, 2)]))
    for m in re.finditer(r"(?<![\d/])(\d{1,2})(/\d{1,2}(?:/\d{4})?)", claim):
        found.append((*m.span(), [f"{day}{m[2]}" for day in range(1, 29) if day != int(m[1])]))
    for m in re.finditer(rf"(?<![\d.,/])\d{{1,2}}(?= (?:{months})\b)", claim):
        found.append((*m.span(), [str(day) for day in range(1, 29) if day != int(m[0])]))
    for m in re.finditer(r"(?<![\d.,])(\d\d)(\.\d\d)(?!\d)(?!\.\d)", claim):
        found.append((*m.span(), [f"{hour:02}{m[2]}" for hour in range(1, 24) if f"{hour:02}{m[2]}" not in claim]))
    slashes = [(a, b) for a, b, _ in found if "/" in claim[a:b]]
    return sorted(f for f in found if (f[0], f[1]) in slashes or not any(a < f[1] and f[0] < b for a, b in slashes))


def _number_words(claim: str, swaps: Swaps) -> list[tuple[int, tuple[int, int]]]:
    """Return values and places of the number words from two on; one is an article as often, a capital is a name's."""
    found = [(n, span) for n, word in enumerate(swaps.numbers, start=1) for span in _spans(claim, word) if n > 1]
    return [(n, (start, end)) for n, (start, end) in found if start == 0 or claim[start].islower()]


def _other_digits(digits: str) -> list[str]:
    """Return numbers of the same length: two neighbouring digits exchanged, or another first digit."""
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    edits = [f"{d}{digits[1:]}" for d in "23456789" if d != digits[0]]
    for i, j in zip(places, places[1:], strict=False):
        exchanged = [*digits]
        exchanged[i], exchanged[j] = digits[j], digits[i]
        edits.append("".join(exchanged))
    return [e for e in edits if e != digits and e[0] != "0"]


def _spans(claim: str, words: str) -> list[tuple[int, int]]:
    """Return where the words stand, whole; their first letter may be a capital in the claim."""
    first = f"[{words[0]}{words[0].upper()}]" if words[0].isalpha() else re.escape(words[0])
    before = r"(?<![\w-])" if words[0].isalnum() else ""
    after = r"(?![\w-])" if words[-1].isalnum() else ""
    return [m.span() for m in re.finditer(before + first + re.escape(words[1:]) + after, claim)]


def _put(claim: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return the claim with each span replaced, and a capital in front."""
    for start, end, new in sorted(edits, reverse=True):
        claim = claim[:start] + new + claim[end:]
    return claim[0].upper() + claim[1:]


def _content(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\w+", text) if len(w) > 4}


def _hash(*parts: str) -> str:
    return hashlib.sha256(":".join((_SALT, *parts)).encode()).hexdigest()


def _pick(options: Sequence[str], seed: Seed, why: str) -> str:
    """Return the same option for the same seed and reason, whatever the order."""
    return min(options, key=lambda o: _hash(seed.id, why, o))


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Write or check the claims, and print how many pairs there are of each kind, direction and split."""
    parser = argparse.ArgumentParser(prog="python -m eval.perturb", description="Build eval/claims/claims.jsonl.")
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    check = parser.parse_args(arguments).check
    try:
        claims = build(folder)
    except BadClaim as error:
        sys.stderr.write(f"{error}\n")
        return 2
    path = folder / "claims.jsonl"
    if not check:
        path.write_text(written(claims), encoding="utf-8")
    elif path.read_text(encoding="utf-8") != written(claims):
        sys.stderr.write("claims.jsonl is not what its inputs make: run python -m eval.perturb, read what changed.\n")
        return 2
    counts = Counter((edit.kind, true.lang, true.split) for true, edit in pairs(claims))
    cells = [(lang, split) for lang in ("id", "en") for split in ("dev", "test")]
    sys.stdout.write("| kind | " + " | ".join(" ".join(cell) for cell in cells) + " |\n|---|---|---|---|---|\n")
    for kind in (*UNSUPPORTED, *CONTROLS):
        sys.stdout.write(f"| {kind} | " + " | ".join(str(counts[kind, *cell]) for cell in cells) + " |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
