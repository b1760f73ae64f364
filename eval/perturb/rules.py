"""The rules that edit a true claim minimally; they know no grammar and no meaning.

A rule returns every edit it can make, in order; none where the claim has nothing to edit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from eval.perturb.seed import Seed, Swaps, digest

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
    if digest(seed.family, "neighbour") < "8":
        return sentences[min(others, key=lambda i: (min(abs(i - p) for p in places), -i))]
    words = _content(" ".join(seed.evidence))
    shared = {i: len(words & _content(sentences[i])) / len(words | _content(sentences[i])) for i in others}
    return sentences[max(others, key=lambda i: shared[i])]


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


def _pick(options: Sequence[str], seed: Seed, why: str) -> str:
    """Return the same option for the same seed and reason, whatever the order."""
    return min(options, key=lambda o: digest(seed.id, why, o))
