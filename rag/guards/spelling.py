"""Whether two words are one but for spelling: a clitic, a plural, the spelling of before 1972, a slip."""

from __future__ import annotations


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are one but for a clitic, a plural, old spelling, or one slip in six letters."""
    if one == other:
        return True
    one, other = _modern(one), _modern(other)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short) and long[len(short) :] in ("s", "es", "nya", "lah", "kah", "pun"):
        return True
    return len(short) >= 6 and len(long) - len(short) <= 1 and _one_slip(short, long)


def _modern(word: str) -> str:
    """Return a word in the spelling of 1972: Soekarno as Sukarno, Tjokro as Cokro."""
    for old, new in (("oe", "u"), ("tj", "c"), ("dj", "j"), ("sj", "sy"), ("nj", "ny")):
        word = word.replace(old, new)
    return word


def _one_slip(short: str, long: str) -> bool:
    """Tell whether one letter put, left out, changed, or one neighbouring pair swapped makes them equal."""
    n = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[n:] == long[n + 1 :]
    swapped = short[n + 1 : n + 2] == long[n] and short[n] == long[n + 1 : n + 2] and short[n + 2 :] == long[n + 2 :]
    return short[n + 1 :] == long[n + 1 :] or swapped
