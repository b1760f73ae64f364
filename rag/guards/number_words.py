"""The words and digits that numbers are written with, in Indonesian and English.

Knows single words; ``rag.guards.numerals`` reads a number from a row of them.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[½⅓⅔¼¾]")
# Beyond this a number is a serial number; arithmetic on it would only cost time.
MOST_CHARACTERS = 24

_SE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "selusin": 12}
SCALES = {
    "ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "milliar": 9, "triliun": 12, "trilyun": 12,
    "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
SE_SCALES = {"seribu": 3, "sejuta": 6, "semiliar": 9, "semilyar": 9, "setriliun": 12}
THIRD, TWO_THIRDS = Decimal(1) / 3, Decimal(1) / 3 * 2
FRACTIONS = {
    "setengah": Decimal("0.5"), "separuh": Decimal("0.5"), "separo": Decimal("0.5"), "half": Decimal("0.5"),
    "sepertiga": THIRD, "seperempat": Decimal("0.25"), "seperlima": Decimal("0.2"), "sepersepuluh": Decimal("0.1"),
    "½": Decimal("0.5"), "⅓": THIRD, "⅔": TWO_THIRDS, "¼": Decimal("0.25"), "¾": Decimal("0.75"),
}  # fmt: skip
PARTS = {
    "pertiga": 3, "perempat": 4, "perlima": 5, "perdelapan": 8, "persepuluh": 10, "third": 3, "thirds": 3,
    "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip


@functools.cache
def small_words() -> dict[str, tuple[str, int]]:
    """Return word -> (kind, value) for the words below a thousand."""
    units = ("nol satu dua tiga empat lima enam tujuh delapan sembilan",
             "zero one two three four five six seven eight nine")  # fmt: skip
    teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    words = {w: ("unit", n) for names in units for n, w in enumerate(names.split())}
    words |= {w: ("teen", n) for n, w in enumerate(teens.split(), 10)}
    words |= {w: ("tens", 10 * n) for n, w in enumerate(tens.split(), 2)}
    words |= {w: ("one hundred" if n == 100 else "teen", n) for w, n in _SE.items()}
    return words | {"puluh": ("puluh", 10), "belas": ("belas", 10), "ratus": ("hundred", 100), "lusin": ("dozen", 12),
                    "hundred": ("hundred", 100), "dozen": ("dozen", 12), "fourty": ("tens", 40)}  # fmt: skip


@functools.cache
def ordinals() -> dict[str, str]:
    """Return ordinal -> its cardinal."""
    low = (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth"
    )
    tens = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
    by_value = {n: w for w, (kind, n) in small_words().items() if kind in ("unit", "teen", "tens") and w != "fourty"}
    pairs = {w: by_value[n] for n, w in enumerate(low.split(), 1)}
    pairs |= {w: by_value[10 * n] for n, w in enumerate(tens.split(), 2)}
    return pairs | {"hundredth": "hundred", "pertama": "satu"}


@functools.lru_cache(maxsize=4096)
def cardinal_of(word: str) -> str | None:
    """Return the cardinal in an ordinal word ("dua" for "kedua", "twenty" for "twentieth"), or None."""
    if word.startswith("ke") and (word[2:] in SE_SCALES or small_words().get(word[2:], ("", 0))[0] in
                                  ("unit", "teen", "one hundred")) and word[2:] not in ("satu", "nol"):  # fmt: skip
        return word[2:]
    return ordinals().get(word)


@functools.lru_cache(maxsize=4096)
def may_start(word: str) -> bool:
    """Tell whether a number may begin with this word (lower case) or these digits."""
    return ("0" <= word[:1] <= "9" or word in small_words() or word in FRACTIONS or word in SE_SCALES
            or word in ("a", "an") or cardinal_of(word) is not None)  # fmt: skip


def read_digits(written: str, language: str) -> Decimal:
    """Return the value of a number in digits.

    One separator before exactly three digits is read by the language; every other case says itself
    which separator is which.
    """
    marks = [c for c in written if c in ".,"]
    if not marks:
        return Decimal(written)
    last = marks[-1]
    head, _, tail = written.rpartition(last)
    if len(set(marks)) == 1:
        grouped = all(len(group) == 3 for group in written.split(last)[1:]) and not written.startswith("0")
        if len(marks) > 1 or (grouped and len(head) <= 3 and last != ("." if language == "en" else ",")):
            return Decimal(written.replace(last, ""))
    return Decimal(re.sub("[.,]", "", head) + "." + tail)
