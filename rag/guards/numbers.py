"""Quantities in a text: numbers with their unit, in digits and words, in Indonesian and English.

Dates and clock times hold numbers too; ``rag.guards.dates`` finds those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rag.guards.number_words import TOKEN, may_start
from rag.guards.numerals import Numeral, read
from rag.guards.units import currency_pattern, same_measure, unit_named, unit_pattern

Span = tuple[int, int]

_ORDINAL_SIGN = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINAL_BEFORE = re.compile(r"\bke[- ]?$", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|—|/|hingga|sampai(?: dengan)?|s/d|to|atau|or|until)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s(?:dan|and)\s", re.IGNORECASE)
# "salah satu", "no one", "one of": no count.
_NOT_ONE_BEFORE = re.compile(
    r"\b(?:salah|tidak|tak|bukan|no|any|every|some|each|this|that|the|which|another|not|satu)[ -]$", re.IGNORECASE
)
_NOT_ONE_AFTER = re.compile(
    r"(?:-?satunya|[ -](?:sama lain|per satu|demi|pun|lagi|of|another|day|who|that|thing|hand|such))\b", re.IGNORECASE
)
# Half-brother, second-hand, third party, at first: words that only look like numbers.
_NO_NUMBER = re.compile(r"[ -](?:hand|thought|thoughts|party|parties|nature|brother|sister|hearted|mati|lady|aid)\b",
                        re.IGNORECASE)  # fmt: skip
_GLUED = re.compile(r"(?:[^\W\d_]-?|[#@_])$")
_MAY_BE_GLUED = re.compile(r"(?:\bke-?|\b(?:rp|rm|idr|usd|sgd|aud|eur|gbp|jpy|cny|krw|myr|inr))$", re.IGNORECASE)
_MONEY_SCALE = re.compile(r"([mMbB])(?!\w)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at its span in the text.

    ``unit`` is the canonical name (``"percent"``, ``"idr"``, ``"kilometre"``), ``"ordinal"`` for *ke-20* and
    *20th*, and None for a plain number or a count. ``in_words`` tells *lima* from *5*.
    """

    value: Decimal
    unit: str | None
    span: Span
    in_words: bool = False


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; digits are read by the language's notation.

    Args:
        text: any text.
        language: ``"id"`` or ``"en"``; any other is read as Indonesian.
    """
    found: list[Quantity] = []
    scales: list[int] = []
    end = 0
    for token in TOKEN.finditer(text):
        if token.start() < end or not may_start(token.group().lower()):
            continue
        if _inside_a_name(text, token):
            continue
        numeral = read(text, token.start(), language)
        if numeral is None or _no_number(text, token, numeral):
            continue
        quantity, scale = _measured(text, token.start(), numeral)
        found.append(quantity)
        scales.append(scale)
        end = quantity.span[1]
    return _ranged(text, found, scales)


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are equal, whatever their notation, language or unit's size.

    A number without a unit equals that number of anything.
    """
    return same_measure(one.value, one.unit, other.value, other.unit)


def _inside_a_name(text: str, token: re.Match[str]) -> bool:
    """Tell "Naskora-1", "P3R", "COVID-19" and a citation mark "[99]" from numbers."""
    start = token.start()
    if not token.group()[0].isdigit():
        return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    before = text[max(0, start - 6) : start]
    if _GLUED.search(before) and not _MAY_BE_GLUED.search(before):
        return True
    return before.endswith("[") and text[token.end() : token.end() + 1] == "]"


def _no_number(text: str, token: re.Match[str], numeral: Numeral) -> bool:
    """Tell words that are spelt like a number but count nothing here."""
    if not numeral.in_words:
        return False
    before, start, end = text[max(0, token.start() - 12) : token.start()], token.start(), numeral.end
    if numeral.value == 1 and not numeral.ordinal:
        return bool(_NOT_ONE_BEFORE.search(before) or _NOT_ONE_AFTER.match(text, end))
    if text[start:end].lower() == "second" and re.search(r"\b(?:a|per|each|every)[ -]$", before, re.IGNORECASE):
        return True
    return (numeral.ordinal or numeral.value < 1) and _NO_NUMBER.match(text, end) is not None


def _measured(text: str, start: int, numeral: Numeral) -> tuple[Quantity, int]:
    """Join a number and the unit, sign or ordinal mark beside it; also returns its scale."""
    value, end, scale = numeral.value, numeral.end, numeral.scale
    before = text[max(0, start - 8) : start]
    sign = currency_pattern().search(before)
    mark = _ORDINAL_BEFORE.search(before) if not numeral.in_words else None
    suffix = _ORDINAL_SIGN.match(text, end) if not numeral.in_words else None
    if numeral.ordinal or mark or suffix:
        span = (start - len(mark.group()) if mark else start, suffix.end() if suffix else end)
        return Quantity(value, "ordinal", span, numeral.in_words), 0
    if sign:
        short = _MONEY_SCALE.match(text, end)
        if short and not scale:
            scale = 6 if short[1] in "mM" else 9
            value, end = value * 10**scale, short.end()
        unit = unit_named(sign[1])
        following = unit_pattern().match(text, end)
        if following and unit_named(following[1].replace("-", " ")) == unit:
            end = following.end()
        return Quantity(value, unit, (start - len(sign.group()), end), numeral.in_words), scale
    following = unit_pattern().match(text, end)
    if following and following[1] not in ("M", "L"):  # a year of an era, a size
        unit, end = unit_named(following[1].replace("-", " ")), following.end()
        return Quantity(value, unit, (start, end), numeral.in_words), scale
    return Quantity(value, None, (start, end), numeral.in_words), scale


def _ranged(text: str, found: list[Quantity], scales: list[int]) -> tuple[Quantity, ...]:
    """Give the first number of a range the unit and scale that stand only after the second: "5-10 juta"."""
    for n in range(len(found) - 1):
        one, two = found[n], found[n + 1]
        between = text[one.span[1] : two.span[0]]
        joined = _RANGE.fullmatch(between) or (
            _BETWEEN.fullmatch(between)
            and re.search(
                r"\b(?:antara|between)\s(?:Rp\.?|\$|"
                r"US\$)?$",
                text[max(0, one.span[0] - 12) : one.span[0]],
                re.IGNORECASE,
            )
        )
        if joined and "ordinal" not in (one.unit, two.unit):
            grown = one.value * 10 ** scales[n + 1] if not scales[n] and one.value < 1000 else one.value
            found[n] = replace(one, value=grown, unit=one.unit or two.unit)
            found[n + 1] = replace(two, unit=two.unit or one.unit)
    return tuple(found)
