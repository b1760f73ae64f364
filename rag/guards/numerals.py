"""Numbers in digits or in words, in both languages: one number, read from where it starts.

Knows no units. Indonesian digits take a comma before decimals and a point between thousands, English the reverse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rag.guards.number_words import (
    FRACTIONS,
    MOST_CHARACTERS,
    PARTS,
    SCALES,
    SE_SCALES,
    THIRD,
    TOKEN,
    cardinal_of,
    may_start,
    ordinals,
    read_digits,
    small_words,
)

_GAP = re.compile(r"[ \u00a0]|-")
# What a word may follow within one number; "" is the number's beginning.
_AFTER = {
    "unit": ("", "hundred", "scale", "tens"),
    "teen": ("", "hundred", "scale"),
    "tens": ("", "hundred", "scale"),
    "one hundred": ("", "scale"),
    "digits": ("", "scale"),
    "puluh": ("unit",),
    "belas": ("unit",),
    "hundred": ("unit", "digits"),
    "dozen": ("", "unit", "digits"),
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read: its value, where it ends, how it was written, and its last scale (3 for thousands)."""

    value: Decimal
    end: int
    ordinal: bool = False
    in_words: bool = True
    scale: int = 0


class _Reading:
    """A number under way: its complete part, the part below a thousand, and the factor still open."""

    def __init__(self) -> None:
        self.total = self.group = self.factor = Decimal(0)
        self.last = ""
        self.scale = 99
        self.digits = False

    @property
    def value(self) -> Decimal:
        return self.total + self.group + self.factor

    def take(self, word: str, number: Decimal | None = None) -> bool:
        """Take the next word, or refuse it because it begins another number."""
        if word in SE_SCALES:
            return self.last == "" and self._scale(SE_SCALES[word], Decimal(1))
        if word in SCALES:
            return self.last not in ("", "scale") and self._scale(SCALES[word], self.group + self.factor)
        kind, value = ("digits", number) if number is not None else small_words().get(word, ("", 0))
        # Words do not go on what digits began: "2 juta dua orang".
        if not kind or self.last not in _AFTER[kind] or (self.digits and self.last == "scale" and kind != "digits"):
            return False
        self._below(kind, Decimal(value))
        return True

    def _below(self, kind: str, value: Decimal) -> None:
        if kind in ("unit", "digits"):
            self.factor = value
            self.digits = self.digits or kind == "digits"
        elif kind in ("teen", "tens", "one hundred"):
            self.group += value
        else:
            self.group += self.factor + value if kind == "belas" else (self.factor if self.last else 1) * value
            self.factor = Decimal(0)
        self.last = {"puluh": "tens", "belas": "teen", "one hundred": "hundred", "dozen": "teen"}.get(kind, kind)

    def _scale(self, exponent: int, factor: Decimal) -> bool:
        if exponent >= self.scale:
            return False
        self.total += factor * 10**exponent
        self.group = self.factor = Decimal(0)
        self.last, self.scale = "scale", exponent
        return True

    def add_half(self) -> bool:
        """Take the half of "two and a half"."""
        if self.last not in ("unit", "digits", "teen", "tens"):
            return False
        self.group += Decimal("0.5")
        self.last = "teen"
        return True


def read(text: str, start: int, language: str) -> Numeral | None:
    """Read the number that begins at ``start``, or return None."""
    first = TOKEN.match(text, start)
    if first is None or len(first.group()) > MOST_CHARACTERS or not may_start(first.group().lower()):
        return None
    word = first.group().lower()
    if word in ("a", "an"):
        return _after_article(text, first.end(), language)
    if word in FRACTIONS:
        return _fraction(text, first, FRACTIONS[word])
    reading = _Reading()
    cardinal = None if word[0].isdigit() else cardinal_of(word)
    number = read_digits(word, language) if "0" <= word[0] <= "9" else None
    if not reading.take(cardinal or word, number):
        return None
    indonesian_ordinal = cardinal is not None and word.startswith("ke")
    if cardinal is not None and not indonesian_ordinal:
        return Numeral(reading.value, first.end(), ordinal=True)
    end, ordinal = _go_on(text, first.end(), reading, language)
    if end == first.end() and text[end : end + 1] in FRACTIONS and text[end : end + 1]:
        return Numeral(reading.value + FRACTIONS[text[end]], end + 1, in_words=False)
    part = None if ordinal or reading.scale < 99 else _part(text, end)
    if part is not None:
        share, end = part
        return Numeral(reading.value / share if share != 3 else reading.value * THIRD, end)
    return Numeral(reading.value, end, ordinal or indonesian_ordinal, number is None,
                   reading.scale if reading.scale < 99 else 0)  # fmt: skip


def _next(text: str, end: int) -> re.Match[str] | None:
    gap = _GAP.match(text, end)
    return TOKEN.match(text, gap.end()) if gap else None


def _go_on(text: str, end: int, reading: _Reading, language: str) -> tuple[int, bool]:
    """Take word after word; returns the end and whether the last was an English ordinal."""
    while (token := _next(text, end)) is not None:
        word, until = token.group().lower(), token.end()
        if "0" <= word[0] <= "9":
            scale = _next(text, until)
            if reading.last != "scale" or scale is None or scale.group().lower() not in SCALES:
                break
            if len(word) > MOST_CHARACTERS or not reading.take("", read_digits(word, language)):
                break
        elif word == "and" and (joined := _and(text, until, reading)):
            until = joined
        elif word in ("setengah", "½") and reading.add_half():
            pass
        elif word in ("koma", "point") and (decimals := _decimals(text, until, reading)):
            until = decimals
        elif word in ordinals() and word != "pertama" and reading.last in ("tens", "hundred", "scale"):
            return (until, True) if reading.take(ordinals()[word]) else (end, False)
        elif not reading.take(word):
            break
        end = until
    return end, False


def _and(text: str, end: int, reading: _Reading) -> int | None:
    """Take "and five" after hundreds and thousands, and "and a half"."""
    half = re.compile(r" a half\b", re.IGNORECASE).match(text, end)
    if half:
        return half.end() if reading.add_half() else None
    token = _next(text, end)
    if token is None or reading.digits or reading.last not in ("hundred", "scale"):
        return None
    return token.end() if reading.take(token.group().lower()) else None


def _decimals(text: str, end: int, reading: _Reading) -> int | None:
    """Take the digits after "koma" or "point"."""
    shift, found = Decimal("0.1"), None
    if reading.last not in ("unit", "teen", "tens"):
        return None
    while (token := _next(text, end)) is not None and small_words().get(token.group().lower(), ("", 0))[0] == "unit":
        reading.group += shift * small_words()[token.group().lower()][1]
        shift /= 10
        end = found = token.end()
    if found:
        reading.group += reading.factor
        reading.factor, reading.last = Decimal(0), "teen"
    return found


def _part(text: str, end: int) -> tuple[int, int] | None:
    """Return the denominator after a number ("dua pertiga", "two thirds", "3 per 4", "3/4"), and where it ends."""
    token = _next(text, end)
    if token is not None and token.group().lower() in PARTS:
        return PARTS[token.group().lower()], token.end()
    slash = re.compile(r"/([2-9]|1[0-9])(?![0-9/.,])| per (dua|tiga|empat|lima|delapan|sepuluh)\b").match(text, end)
    if slash is None:
        return None
    return (int(slash[1]) if slash[1] else small_words()[slash[2]][1]), slash.end()


def _fraction(text: str, first: re.Match[str], value: Decimal) -> Numeral:
    """Read a fraction and the scale it may be of ("setengah juta", "half a million")."""
    scale = re.compile(r"[ -](?:an? )?([a-z]+)", re.IGNORECASE).match(text, first.end())
    if scale and scale[1].lower() in SCALES:
        return Numeral(value * 10 ** SCALES[scale[1].lower()], scale.end(), scale=SCALES[scale[1].lower()])
    return Numeral(value, first.end())


def _after_article(text: str, end: int, language: str) -> Numeral | None:
    """Read "a hundred", "a million", "a dozen", "a third of"; "a" alone counts nothing."""
    token = _next(text, end)
    word = token.group().lower() if token else ""
    if token is None or language == "id":
        return None
    if word in PARTS:
        of = re.compile(r" of\b", re.IGNORECASE).match(text, token.end())
        return Numeral(THIRD if word == "third" else Decimal(1) / PARTS[word], token.end()) if of else None
    reading = _Reading()
    reading.take("one")
    if word not in (*SCALES, "hundred", "dozen") or not reading.take(word):
        return None
    end, ordinal = _go_on(text, token.end(), reading, language)
    return Numeral(reading.value, end, ordinal, True, reading.scale if reading.scale < 99 else 0)
