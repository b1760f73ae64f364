"""The file of claims, made from seeds, lists and hand-written edits: the same inputs always give the same rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.items import known_articles, sentences_of
from eval.perturb.claim import CONTROLS, FOLDER, UNSUPPORTED, BadClaim, Claim, rows
from eval.perturb.rules import RULES, wrong_citation
from eval.perturb.seed import Seed, digest, seed_of, swaps_of

_DEV_SHARE = 0.4
# How many edits of a kind one seed gives; a single number or date leaves room for two that differ.
_EACH = {"number": 2, "date": 2}
# Kinds whose rule gives alternatives of equal right, of which a hash takes one; the lists are in order of preference.
_ANY_OF = ("entity", "date", "number_format")
# How many edits of a kind are kept in one direction: each is read by hand, so no more than the figures need.
_KEPT = {
    "entity": 52, "number": 54, "date": 34, "negation": 54, "antonym": 38, "synonym": 38,
    "translation": 34, "number_format": 36, "clause_drop": 36, "wrong_citation": 46,
}  # fmt: skip


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


def build(folder: Path = FOLDER) -> tuple[Claim, ...]:
    """Make every row from the inputs in ``folder``; the same inputs always give the same rows.

    Raises:
        BadClaim: a line names a seed that is not there, or drops an edit that is not made.
    """
    seeds = {s.id: s for s in (seed_of(row) for row in rows(folder / "seeds.jsonl"))}
    edits = {e.pair: e for e in (*_by_rule(seeds, folder), *_by_hand(seeds, folder))}
    for row in rows(folder / "dropped.jsonl"):
        edit = edits.pop(row["pair"], None)
        if edit is None or (edit.claim, list(edit.evidence)) != (row["claim"], row["evidence"]):
            raise BadClaim(f"dropped.jsonl drops {row['pair']!r}, which is not made like that: read the edit again.")
    splits = assign_splits(seeds.values())
    made = []
    order = {kind: i for i, kind in enumerate((*UNSUPPORTED, *CONTROLS))}
    for edit in sorted(edits.values(), key=lambda e: (e.seed.id, order[e.kind], e.pair)):
        seed, split = edit.seed, splits[edit.seed.family]
        label = "supported" if edit.kind in CONTROLS else "unsupported"
        label = "unsupported_by_citation" if edit.kind == "wrong_citation" else label
        common = {"pair": edit.pair, "seed": seed.id, "article": seed.article, "split": split}
        made.append(Claim(id=f"{edit.pair}.true", lang=seed.lang, kind="seed", label="supported", claim=seed.claim,
                          evidence=seed.evidence, source="written", **common))  # fmt: skip
        made.append(Claim(id=f"{edit.pair}.edit", lang=edit.lang, kind=edit.kind, label=label, claim=edit.claim,
                          evidence=edit.evidence, source=edit.source, **common))  # fmt: skip
    return tuple(made)


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
        for quote in sorted(of_article, key=lambda q: digest(q, "split")):
            fits = len(of_article[quote]) <= room
            splits |= dict.fromkeys(sorted(of_article[quote]), "dev" if fits else "test")
            room -= len(of_article[quote]) * fits
    return splits


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
                claims = list(dict.fromkeys(RULES[kind](seed, swaps_of(lists, seed))))
                if kind in _ANY_OF:
                    claims.sort(key=lambda claim, kind=kind, seed=seed: digest(seed.family, f"{kind} {claim}"))  # type: ignore[misc]
            for n, claim in enumerate(claims[: _EACH.get(kind, 1)], start=1):
                of_kind[seed.lang].append(Edit(f"{seed.id}.{kind}.{n}", seed, kind, lang, claim, evidence, "rule"))
        for edits in of_kind.values():
            edits.sort(key=lambda e: (e.pair[-1], digest(e.seed.family, e.kind)))
            yield from edits[: _KEPT.get(kind)]


def _by_hand(seeds: Mapping[str, Seed], folder: Path) -> Iterator[Edit]:
    count: Counter[tuple[str, str]] = Counter()
    for row in rows(folder / "written.jsonl"):
        name, kind = row["seed"], row["kind"]
        if name not in seeds or kind not in (*UNSUPPORTED, *CONTROLS):
            raise BadClaim(f"written.jsonl edits {name!r} by {kind!r}: no such seed or kind; correct the line.")
        count[name, kind] += 1
        seed = seeds[name]
        yield Edit(f"{name}.{kind}.w{count[name, kind]}", seed, kind, seed.lang, row["claim"], seed.evidence, "written")
