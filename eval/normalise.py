"""One spelling for an answer: letters, numbers, money, dates and clitics, in Indonesian and English.

``1,5 miliar``, ``1.5 billion`` and ``1500000000`` become one token, ``17 Agustus 2024`` and
``August 17, 2024`` the same three. Knows two languages and nothing of articles or items.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maret march mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "agustus august agu agt aug", "september sep sept",
            "oktober october okt oct", "november nopember nov", "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_FACTORS = {
    "ratus": 100, "hundred": 100, "ribu": 1000, "rb": 1000, "thousand": 1000, "juta": 10**6, "jt": 10**6,
    "million": 10**6, "miliar": 10**9, "milyar": 10**9, "billion": 10**9, "triliun": 10**12, "trillion": 10**12,
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+)*"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
# Without a year a slash may be a fraction, except in a newspaper's "Rabu (13/11)".
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b|(?<=\()(\d{1,2})/(\d{1,2})(?=\))")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+{_DAY}\b(?!\s*(?:{'|'.join(_FACTORS)})\b)(?:,?\s+(\d{{4}})\b)?")
_DAY_FIRST = re.compile(rf"\b{_DAY}\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?")
# Alone, an abbreviation may be another word; a full name or one beside a year is a month.
_BARE_MONTH = re.compile(rf"\b({'|'.join(m for m in _MONTHS if len(m) > 4 or m in ('mei', 'may', 'juni', 'juli'))})\b")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?,?\s+(?=\d{{4}}\b)")
_ORDINAL = re.compile(r"\bke-(?=\d)|(?<=\d)(?:st|nd|rd|th)\b")
_AMOUNT = re.compile(rf"(?:\b(rp|idr|us\$|usd)\.?\s*|(\$)\s*|(?<![\w.,]))({_NUMBER})(?:\s*({'|'.join(_FACTORS)})\b)?")
_UNITS = (
    (re.compile(r"\b(?:rupiahs?|idr|rp)\b"), " rupiah "),
    (re.compile(r"\b(?:dolar as|dolar amerika(?: serikat)?|u\.?s\.? dollars?|dolar|dollars?|usd)\b"), " dollar "),
    (re.compile(r"%|\b(?:persen|percent|per cent)\b"), " % "),
)
_ARTICLES = frozenset({"a", "an", "the"})
# Words that end like a clitic and have none.
_WHOLE = frozenset(
    "hanya tanya punya masalah sekolah jumlah telah adalah salah setelah wilayah kalah olah lelah belah sebelah "
    "makalah allah celah ulah pilah istilah majalah risalah langkah naskah nikah berkah tingkah mekah bongkah".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)?|%")


def normalise(text: str, language: str) -> tuple[str, ...]:
    """Return the tokens of an answer as they are compared.

    Case folded, NFC, punctuation gone; numbers as digits with a point (``18600000000``, ``3.5``),
    currency and per cent after their number, dates as day, month, year; English articles dropped in
    English only, the clitics -nya, -lah, -kah in Indonesian only.

    Args:
        text: an answer as written.
        language: ``"id"`` or ``"en"``; decides what ``1.500`` and ``3/4/2025`` mean.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    plain = re.sub('[\u2018\u2019\u201c\u201d"`]', "'", plain)
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    if language == "en":
        plain = re.sub(r"'s\b", "", plain)
    plain = _ORDINAL.sub("", _dates(plain, language))
    plain = _AMOUNT.sub(lambda found: _amount(found, language), plain.replace("'", ""))
    for pattern, name in _UNITS:
        plain = pattern.sub(name, plain)
    tokens = _TOKEN.findall(plain)
    if language == "en":
        return tuple(t for t in tokens if t not in _ARTICLES)
    return tuple(_bare(t) for t in tokens) if language == "id" else tuple(tokens)


def contains(tokens: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether ``wanted`` stands in ``tokens`` as one run; nothing wanted stands nowhere."""
    size = len(wanted)
    return bool(size) and any(tuple(tokens[i : i + size]) == tuple(wanted) for i in range(len(tokens) - size + 1))


def token_f1(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the harmonic mean of the shares of tokens in common, counted with repetition; 0 if none are."""
    common = sum((Counter(first) & Counter(second)).values())
    return 2 * common / (len(first) + len(second)) if common else 0.0


def _dates(text: str, language: str) -> str:
    text = _ISO.sub(lambda m: _date(m[3], int(m[2]), m[1], m[0]), text)
    text = _SLASHED.sub(lambda m: _slashed(m, language), text)
    text = _DAY_FIRST.sub(lambda m: _date(m[1], _MONTHS[m[2]], m[3], m[0]), text)
    text = _MONTH_FIRST.sub(lambda m: _date(m[2], _MONTHS[m[1]], m[3], m[0]), text)
    text = _MONTH_YEAR.sub(lambda m: f"month{_MONTHS[m[1]]:02} ", text)
    return _BARE_MONTH.sub(lambda m: f"month{_MONTHS[m[1]]:02}", text)


def _slashed(found: re.Match[str], language: str) -> str:
    first, second = int(found[1] or found[4]), int(found[2] or found[5])
    day_first = first > 12 or (language == "id" and second <= 12)
    day, month = (first, second) if day_first else (second, first)
    return _date(str(day), month, found[3], found[0])


def _date(day: str, month: int, year: str | None, written: str) -> str:
    """Return day, month and year; what was written if there is no such day."""
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return written
    return f"{int(day)} month{month:02} {year or ''}"


def _amount(found: re.Match[str], language: str) -> str:
    currency = "rupiah" if found[1] in ("rp", "idr") else "dollar" if found[1] or found[2] else ""
    number = _decimal(found[3], language) * _FACTORS.get(found[4], 1)
    digits = f"{number:f}"
    return f" {digits.rstrip('0').rstrip('.') if '.' in digits else digits} {currency} "


def _decimal(written: str, language: str) -> Decimal:
    """Read a number: the last of two kinds of separator is the decimal one; alone, the language decides."""
    marks = [c for c in written if c in ".,"]
    if not marks:
        return Decimal(written)
    last, tail = marks[-1], re.split("[.,]", written)[-1]
    grouping = "." if language == "id" else ","
    if len(set(marks)) == 1 and (len(marks) > 1 or (len(tail) == 3 and last == grouping and written[0] != "0")):
        return Decimal(re.sub("[.,]", "", written))
    whole, _, fraction = written.rpartition(last)
    return Decimal(re.sub("[.,]", "", whole) + "." + fraction)


def _bare(word: str) -> str:
    for clitics in (("lah", "kah"), ("nya",)):
        if word not in _WHOLE and len(word) > 5 and word.endswith(clitics):
            word = word[:-3]
    return word
