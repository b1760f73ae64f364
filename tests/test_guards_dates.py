from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guards.dates import PartialDate, compatible, dates, says

ID_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
EN_MONTHS = "January February March April May June July August September October November December".split()
ID_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PARTS = ("year", "month", "day", "weekday", "hour", "minute")


def parts(date: PartialDate) -> dict[str, int]:
    return {part: getattr(date, part) for part in PARTS if getattr(date, part) is not None}


def read(text: str, language: str = "id") -> list[dict[str, int]]:
    return [parts(date) for date in dates(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("pada Rabu (13/11).", "id", {"weekday": 2, "day": 13, "month": 11}),
        ("13 November 2024", "id", {"day": 13, "month": 11, "year": 2024}),
        ("November 13, 2024", "en", {"day": 13, "month": 11, "year": 2024}),
        ("Wednesday, 13th of November", "en", {"weekday": 2, "day": 13, "month": 11}),
        ("Senin (3/2/2025)", "id", {"weekday": 0, "day": 3, "month": 2, "year": 2025}),
        ("2024-11-13", "en", {"day": 13, "month": 11, "year": 2024}),
        ("pada tahun 2011", "id", {"year": 2011}),
        ("sejak 1978 itu", "id", {"year": 1978}),
        ("akhir April lalu", "id", {"month": 4}),
        ("Selasa", "id", {"weekday": 1}),
        ("on Tuesday", "en", {"weekday": 1}),
        ("hari Minggu", "id", {"weekday": 6}),
        ("pukul 04.00 WIB", "id", {"hour": 4, "minute": 0}),
        ("jam 4 sore", "id", {"hour": 16, "minute": 0}),
        ("at 4:30 p.m.", "en", {"hour": 16, "minute": 30}),
        ("jam 12 malam", "id", {"hour": 0, "minute": 0}),
    ],
)
def test_dates_are_read_as_far_as_they_are_given(text, language, expected):
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [("2000 ribu", "id"), ("Rp2000", "id"), ("2000 meter", "id"), ("tahun 1990-an", "id"), ("dua minggu", "id"),
     ("Minggu depan", "id"), ("May I ask", "en"), ("they march on", "en"), ("1/3 dari dana", "id"), ("48 jam", "id"),
     ("tahun lalu", "id"), ("45 November", "id")],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text, language):
    assert "day" not in {part for date in read(text, language) for part in date}
    assert not any("year" in date or "weekday" in date or "hour" in date for date in read(text, language))


def test_a_range_gives_both_ends():
    assert read("20-22 Mei 2024") == [{"day": d, "month": 5, "year": 2024} for d in (20, 22)]
    assert read("pukul 04.00 hingga 10.00 WIB") == [{"hour": 4, "minute": 0}, {"hour": 10, "minute": 0}]
    assert read("2015-2020") == [{"year": 2015}, {"year": 2020}]


def test_a_slash_is_read_as_the_language_writes_it():
    assert read("3/2/2025", "id") == [{"day": 3, "month": 2, "year": 2025}]
    assert read("3/2/2025", "en") == [{"day": 2, "month": 3, "year": 2025}]
    assert read("13/2/2025", "en") == [{"day": 13, "month": 2, "year": 2025}]


def test_dates_are_compatible_unless_a_part_that_both_give_differs():
    wednesday, full = PartialDate(weekday=2, day=13, month=11), PartialDate(2024, 11, 13)
    assert compatible(wednesday, full) and compatible(PartialDate(year=2014), PartialDate(weekday=1))
    assert not compatible(PartialDate(weekday=3), wednesday) and not compatible(PartialDate(year=2023), full)
    # The calendar knows that 13 November 2024 was a Wednesday.
    assert compatible(PartialDate(weekday=2), full) and not compatible(PartialDate(weekday=3), full)
    assert compatible(PartialDate(hour=4, either_half=True), PartialDate(hour=16))
    assert not compatible(PartialDate(hour=4), PartialDate(hour=16))


def test_a_date_says_only_what_it_gives():
    assert says(PartialDate(month=11, day=13), PartialDate(2024, 11, 13))
    assert not says(PartialDate(month=11, day=13), PartialDate(year=2024))


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_a_day_is_the_same_in_both_languages_and_all_orders(day):
    indonesian, english = ID_MONTHS[day.month - 1], EN_MONTHS[day.month - 1]
    texts = [(f"{day.day} {indonesian} {day.year}", "id"), (f"{day.day} {english} {day.year}", "en"),
             (f"{english} {day.day}, {day.year}", "en"), (f"{english[:3]} {day.day}, {day.year}", "en"),
             (day.isoformat(), "id"), (f"({day.day}/{day.month}/{day.year})", "id"),
             (f"{day.month}/{day.day}/{day.year}", "en")]  # fmt: skip
    expected = {"day": day.day, "month": day.month, "year": day.year}
    for text, language in texts:
        assert read(text, language) == [expected], text
    weekday = {"weekday": day.weekday()} | expected
    assert read(f"{ID_DAYS[day.weekday()]}, {texts[0][0]}") == [weekday]
    assert read(f"{EN_DAYS[day.weekday()]}, {texts[2][0]}", "en") == [weekday]
    assert read(f"{ID_DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})") == [weekday]


partial_dates = st.builds(
    PartialDate, year=st.none() | st.integers(1900, 2100), month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31), weekday=st.none() | st.integers(0, 6), hour=st.none() | st.integers(0, 23),
    minute=st.none() | st.integers(0, 59), either_half=st.booleans(),
)  # fmt: skip


@given(partial_dates, partial_dates)
def test_compatible_does_not_mind_the_order_and_holds_of_a_date_with_itself(one, other):
    assert compatible(one, one)
    assert compatible(one, other) == compatible(other, one)
    assert says(one, other) == says(other, one)


@given(st.text() | st.text("0123456789/.-:() Mayapukuljm,2024Rabusen"), st.sampled_from(["id", "en", ""]))
def test_any_text_is_read(text, language):
    for date in dates(text, language):
        assert 0 <= date.span[0] < date.span[1] <= len(text)


def test_a_long_row_of_clock_times_is_read():
    assert len(dates("pukul 10.00-" + "10.00-" * 5000, "id")) > 0
