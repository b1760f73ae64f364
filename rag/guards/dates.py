"""Dates as far as a text gives them: years, months, days, weekdays and clock times, in both languages.

Relative words (*kemarin*, *last year*) are left alone: they say nothing without the day of writing.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass

from rag.guards.units import unit_pattern

Span = tuple[int, int]

_MONTHS = (
    "januari january jan, februari february pebruari feb, maret march mar, april apr, mei may, juni june jun, "
    "juli july jul, agustus august agu agt aug ags, september sep sept, oktober october okt oct, "
    "november nopember nov, desember december des dec"
)
_WEEKDAYS = (
    "senin monday mon, selasa tuesday tue tues, rabu wednesday wed, kamis thursday thu thur thurs, "
    "jumat jum'at friday fri, sabtu saturday sat, ahad minggu sunday sun"
)
# These mean a date only beside a number, being ordinary words or names else.
_SHORT = frozenset("jan feb mar apr jun jul agu agt aug ags sep sept okt oct nov des dec mon tue tues wed thu thur "
                   "thurs fri sat sun".split())  # fmt: skip
# Words that are no date in small letters, nor always with a capital.
_WORDS = frozenset(("may", "march", "minggu", "ahad"))
_THIS_OR_THAT = re.compile(r"\s+(?:lalu|depan|ini)\b", re.IGNORECASE)
_SCALED = re.compile(r"\s(?:ribu|juta|miliar|triliun|thousand|million|billion|persen|percent)\b", re.IGNORECASE)
_CLOCK_TO = re.compile(r"\s?(?:-|–|hingga|sampai|s/d|to|until|and|dan)\s?(?:(?:pukul|jam)\s)?(?=[0-9])", re.IGNORECASE)
_LATER_CLOCK = re.compile(r"(?P<clock>[0-2]?[0-9][.:][0-5][0-9])\b(?!\s?[ap]\.?m)")
# No way to write a date goes on further than this beyond its last number or name.
_REACH = 40
_ANCHOR = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?")
_PERIODS = {"pagi": 0, "dini hari": 0, "subuh": 0, "siang": 12, "sore": 12, "petang": 12, "malam": 12,
            "morning": 0, "afternoon": 12, "evening": 12, "night": 12}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date or clock time as far as it is given; None for what is not.

    ``weekday`` counts from Monday, 0. ``hour`` is of 24; where ``either_half`` it may be 12 hours later.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    either_half: bool = False
    span: Span = (0, 0)


def dates(text: str, language: str) -> tuple[PartialDate, ...]:
    """Return the dates and clock times of a text, in order.

    Args:
        text: any text.
        language: ``"en"`` reads 3/2 as 2 March, any other as 3 February; names are known in both.
    """
    found: list[PartialDate] = []
    taken: set[int] = set()
    windows = _windows(text)
    for pattern in _patterns():
        for match in (m for window in windows for m in pattern.finditer(text, *window)):
            if taken.isdisjoint(range(*match.span())):
                read = [date for date in _read(text, match, language) if taken.isdisjoint(range(*date.span))]
                found += read
                for date in read:
                    taken.update(range(*date.span))
    return tuple(sorted(found, key=lambda date: date.span))


def compatible(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether two dates can be the same moment: no part that both give differs."""
    for part in ("year", "month", "day", "minute"):
        a, b = getattr(one, part), getattr(other, part)
        if a is not None and b is not None and a != b:
            return False
    if not _weekdays_agree(one, other):
        return False
    if one.hour is None or other.hour is None or one.hour == other.hour:
        return True
    return (one.either_half or other.either_half) and one.hour % 12 == other.hour % 12


def says(given: PartialDate, asked: PartialDate) -> bool:
    """Tell whether a date gives something of what another asks for, and contradicts none of it."""
    shared = any(
        getattr(given, part) is not None and getattr(asked, part) is not None
        for part in ("year", "month", "day", "weekday", "hour")
    )
    return compatible(given, asked) and (shared or (_weekday(given) is not None and _weekday(asked) is not None))


def _weekdays_agree(one: PartialDate, other: PartialDate) -> bool:
    if one.weekday is not None and other.weekday is not None:
        return one.weekday == other.weekday
    if one.year is not None and other.year is not None:
        return True  # the dates themselves have been compared
    a, b = _weekday(one), _weekday(other)
    return a is None or b is None or a == b


def _weekday(date: PartialDate) -> int | None:
    """Return the weekday as stated, or as the calendar gives it."""
    if date.weekday is not None or date.year is None or date.month is None or date.day is None:
        return date.weekday
    try:
        return datetime.date(date.year, date.month, date.day).weekday()
    except ValueError:
        return None


@functools.cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    """Return month -> 1 to 12, and weekday -> 0 to 6."""
    months = {word: n for n, row in enumerate(_MONTHS.split(", "), 1) for word in row.split()}
    return months, {word: n for n, row in enumerate(_WEEKDAYS.split(", ")) for word in row.split()}


def _windows(text: str) -> list[Span]:
    """Return where dates can be: around digits and the calendar's names; the patterns are slow elsewhere."""
    months, weekdays = _names()
    windows: list[Span] = []
    for match in _ANCHOR.finditer(text):
        word = match.group()
        if "0" <= word[0] <= "9" or word.lower() in months or word.lower() in weekdays:
            start, end = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
            if windows and start <= windows[-1][1]:
                start = windows.pop()[0]
            windows.append((start, end))
    return windows


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the ways to write a date, the fullest first: what one has read no later one reads again."""
    months, weekdays = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in _names())
    month, weekday = (rf"(?P<{n}>{w})\b(?:\.(?=,?\s+[0-9]))?" for n, w in (("month", months), ("weekday", weekdays)))
    year = r"(?P<year>[12][0-9]{3})(?![\w%]|[.,][0-9]|-an\b|[-/][0-9]{1,2}[-/])"
    nth, to = r"(?:st|nd|rd|th)?\b", r"\s?(?:-|–|hingga|sampai|to|dan|and)\s?"
    lead = rf"(?:(?:hari\s+)?{weekday}(?:\s+(?:lalu|depan|pagi|siang|sore|petang|malam))?,?\s+)?"
    day = rf"(?P<day>[0-3]?[0-9]){nth}(?:{to}(?P<until>[0-3]?[0-9]){nth})?"
    ways = (
        # 13 November 2024; Rabu, 20-22 Mei; 13th of November
        rf"{lead}(?:tanggal\s+|the\s+)?{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?",
        # Wednesday, November 13, 2024; Nov. 20-22
        rf"{lead}{month}\s+(?:the\s+)?{day}(?![:.,]?[0-9])(?:,?\s+{year})?",
        # 2024-11-13; Senin (3/2/2025); 13-11-2024; Rabu (13/11)
        r"(?P<iso>[12][0-9]{3}-[01][0-9]-[0-3][0-9])(?![0-9-])",
        rf"(?:{weekday},?\s*)?\(?(?P<numeric>[0-3]?[0-9](?P<mark>[/.-])[0-3]?[0-9](?P=mark)[12][0-9]{{3}})(?![0-9])",
        rf"(?:{weekday},?\s*\(?|\(|(?:tanggal|tgl|pada|on)\s+)(?P<numeric>[0-3]?[0-9]/[0-3]?[0-9])(?![/.,]?[0-9])",
        # pukul 04.00 WIB; jam 4 sore; 4 p.m.; 10:30
        r"(?:pukul|jam)\s+(?P<clock>[0-2]?[0-9](?:[.:][0-5][0-9])?)\b(?:\s+(?P<period>pagi|dini hari|subuh|"
        r"siang|sore|petang|malam)\b)?",
        r"(?P<clock>[0-2]?[0-9](?:[.:][0-5][0-9])?)\s?(?P<half>[ap])\.?m\b",
        r"(?P<clock>[0-2]?[0-9][.:][0-5][0-9])\s?(?:WIB|WITA|WIT|GMT|UTC)\b",
        r"(?P<clock>[0-2]?[0-9]:[0-5][0-9])(?![:0-9])",
        # 04.00 to 10.00; 4 to 10 in the morning
        r"(?P<clock>[0-2]?[0-9][.:][0-5][0-9])(?=\s?(?:-|–|to|hingga|sampai|s/d)\s?[0-2]?[0-9][.:][0-5][0-9]\b"
        r"(?!\s?(?:%|per)))",
        r"(?P<clock>[01]?[0-9])(?:\s(?:to|until)\s(?P<later>[01]?[0-9]))?\s(?:in the|at) "
        r"(?P<period>morning|afternoon|evening|night)\b",
        rf"{month},?\s+{year}",
        rf"(?P<cue>hari\s+)?{weekday}",
        rf"(?P<cue>bulan\s+|month of\s+)?{month}",
        rf"(?P<cue>(?:tahun|pada|sejak|hingga|sampai|dari|in|since|until|by|from|year|of|during)\s+)?{year}",
    )
    # A hyphen may precede only in a range of numbers: "2010-2014".
    return tuple(re.compile(rf"(?<![\w.,/])(?<![^\W\d]-)(?:{way})", re.IGNORECASE) for way in ways)


def _read(text: str, match: re.Match[str], language: str) -> list[PartialDate]:
    """Return the dates that a match gives; none where it only looks like one."""
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    if "clock" in part:
        return _clock(text, match, part)
    if not _is_meant(text, match, part):
        return []
    months, weekdays = _names()
    weekday = weekdays[part["weekday"].casefold()] if "weekday" in part else None
    year, month, day, until = int(part.get("year", 0)), 0, int(part.get("day", 0)), int(part.get("until", 0))
    if "month" in part:
        month = months[part["month"].casefold()]
    elif "iso" in part:
        year, month, day = (int(n) for n in part["iso"].split("-"))
    elif "numeric" in part:
        day, month, *rest = (int(n) for n in re.split("[/.-]", part["numeric"]))
        year = rest[0] if rest else 0
        if month > 12 or (language == "en" and day <= 12):
            day, month = month, day
    if day > 31 or until > 31 or month > 12 or (day == 0 and ("day" in part or "numeric" in part)):
        return []
    closed = "(" in match.group() and text.startswith(")", match.end())
    span = (match.end("cue") if "cue" in part else match.start(), match.end() + closed)
    read = [PartialDate(year or None, month or None, n or None, weekday, span=span) for n in (day, until)]
    return read if until else read[:1]


def _is_meant(text: str, match: re.Match[str], part: dict[str, str]) -> bool:
    """Tell dates from other words spelt alike: may, march, minggu (week), 2000 (people), short forms alone."""
    numbered = bool(part.keys() & {"day", "numeric", "cue"})
    name = part.get("month") or part.get("weekday") or ""
    if name and not numbered and "year" not in part:
        if name.casefold() in _SHORT:
            return False
        if name.casefold() in _WORDS:
            return name[0].isupper() and _is_named(text, match, name)
    if "year" in part and not name:
        if _SCALED.match(text, match.end()):
            return False
        if "cue" not in part:
            return 1800 <= int(part["year"]) <= 2199 and not unit_pattern().match(text, match.end())
    return True


def _is_named(text: str, match: re.Match[str], name: str) -> bool:
    """Tell the month or weekday from a verb or a week: "May I", "Minggu lalu"."""
    if _THIS_OR_THAT.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 4) : match.start()].rstrip(" \"'\u201c\u201d(")
    return name.casefold() in ("minggu", "ahad") or (before[-1:].isalnum() or before[-1:] in ",;") and before != ""


def _clock(text: str, match: re.Match[str], part: dict[str, str]) -> list[PartialDate]:
    """Return a clock time; "jam 4" leaves open which half of the day."""
    hour, minute = (int(n) for n in [*re.split("[.:]", part["clock"]), "0"][:2])
    half, period = part.get("half", "").lower(), part.get("period", "").lower()
    if hour > 24 or (half and not 1 <= hour <= 12):
        return []
    full = ":" in part["clock"] or "." in part["clock"]
    if (half == "p" or (period and _PERIODS[period])) and hour < 12:
        hour += 12
    elif hour == 12 and (half == "a" or period in ("malam", "dini hari", "night")):
        hour = 0
    either = not (half or period or hour > 12 or (full and part["clock"].startswith("0")) or "WI" in match.group())
    found = [PartialDate(hour=hour % 24, minute=minute, either_half=either, span=match.span())]
    if "later" in part:
        found += _clock(text, match, {"clock": part["later"], "period": period, "range": "end"})
    to = _CLOCK_TO.match(text, match.end())
    later = _LATER_CLOCK.match(text, to.end()) if to else None
    if later and not part.get("range"):
        found += _clock(text, later, {"clock": later["clock"], "range": "end"})
    return found
