from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guards.numbers import Quantity, quantities, same_quantity


def only(text: str, language: str) -> tuple[Decimal, str | None]:
    (found,) = quantities(text, language)
    assert found.span[0] >= 0 and text[slice(*found.span)]
    return found.value, found.unit


BILLION_AND_A_HALF = [("1,5 miliar", "id"), ("1.5 billion", "en"), ("1500000000", "id"), ("1.500.000.000", "id"),
                      ("1,500,000,000", "en"), ("one and a half billion", "en"), ("satu setengah miliar", "id"),
                      ("satu koma lima miliar", "id"), ("1,500 million", "en"), ("1.500 juta", "id")]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), BILLION_AND_A_HALF)
def test_one_number_in_every_notation_has_one_value(text, language):
    assert only(text, language) == (Decimal(1_500_000_000), None)


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("Rp4,7 miliar", "id", "4700000000", "idr"), ("Rp 4,7 miliar", "id", "4700000000", "idr"),
        ("4.7 billion rupiah", "en", "4700000000", "idr"), ("US$4.7m", "en", "4700000", "usd"),
        ("4,7 juta dolar AS", "id", "4700000", "usd"), ("12 persen", "id", "12", "percent"),
        ("12%", "en", "12", "percent"), ("12 percent", "en", "12", "percent"),
        ("dua belas persen", "id", "12", "percent"),
        ("3,5 kilometer", "id", "3.5", "kilometre"), ("3.5 km", "en", "3.5", "kilometre"),
        ("30 derajat Celsius", "id", "30", "celsius"), ("ke-20", "id", "20", "ordinal"),
        ("ke 20", "id", "20", "ordinal"),
        ("20th", "en", "20", "ordinal"), ("kedua puluh", "id", "20", "ordinal"), ("twentieth", "en", "20", "ordinal"),
        ("twenty-first", "en", "21", "ordinal"), ("lima", "id", "5", None), ("five", "en", "5", None),
        ("separuh", "id", "0.5", None), ("half", "en", "0.5", None), ("tiga perempat", "id", "0.75", None),
        ("three quarters", "en", "0.75", None), ("setengah juta", "id", "500000", None), ("1½", "id", "1.5", None),
        ("half a million", "en", "500000", None), ("a hundred", "en", "100", None), ("dua calon", "id", "2", None),
        ("seratus dua puluh lima ribu tiga ratus", "id", "125300", None),
        ("one hundred and five thousand two hundred and one", "en", "105201", None),
        ("0,500", "en", "0.5", None), ("3.5", "id", "3.5", None), ("1.234,5", "en", "1234.5", None),
    ],
)  # fmt: skip
def test_numbers_units_and_words_are_read(text, language, value, unit):
    assert only(text, language) == (Decimal(value), unit)


def test_two_thirds_are_the_same_in_both_languages_and_as_a_fraction():
    read = [only("dua pertiga", "id"), only("two-thirds", "en"), only("2/3", "id"), only("dua per tiga", "id")]
    assert len(set(read)) == 1


def test_the_first_number_of_a_range_shares_its_scale_and_unit():
    assert [(q.value, q.unit) for q in quantities("5-10 juta rupiah", "id")] == [
        (5_000_000, "idr"),
        (10_000_000, "idr"),
    ]
    assert [(q.value, q.unit) for q in quantities("20 hingga 30 persen", "id")] == [(20, "percent"), (30, "percent")]
    between = quantities("between $5 and $10 million", "en")
    assert [(q.value, q.unit) for q in between] == [(5_000_000, "usd"), (10_000_000, "usd")]
    assert [q.value for q in quantities("5 pedagang dan 10 juta rupiah", "id")] == [5, 10_000_000]


@pytest.mark.parametrize("text", ["Naskora-1", "P3R", "COVID-19", "G20", "sumber [99]", "salah satu", "satu-satunya",
                                  "no one", "one of them", "each one", "second-hand", "tidak satu pun"])  # fmt: skip
def test_numbers_inside_names_citation_marks_and_idioms_count_nothing(text):
    assert (
        quantities(text, "en" if text.isascii() and text.split()[0] in ("no", "one", "each", "second-hand") else "id")
        == ()
    )


def test_equal_measures_are_the_same_whatever_their_unit():
    def same(one: str, other: str) -> bool:
        return same_quantity(quantities(one, "id")[0], quantities(other, "en")[0])

    assert same("48 jam", "2 days") and same("3,5 kilometer", "3,500 metres") and same("separuh", "50 percent")
    assert same("2 tahun", "24 months") and same("612", "612 km")
    assert not same("2 bulan", "2 weeks") and not same("Rp5", "$5") and not same("ke-20", "20 km")


# In words, by another way than the reader's: a remainder after the greatest part.
ID_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
EN_SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen").split()  # fmt: skip
EN_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_indonesian(n: int) -> str:
    for size, name, one in ((10**9, "miliar", ""), (10**6, "juta", ""), (1000, "ribu", "seribu"),
    (100, "ratus", "seratus"),
                            (10, "puluh", "sepuluh")):  # fmt: skip
        if n >= size:
            if size == 10 and n < 20:
                return {10: "sepuluh", 11: "sebelas"}.get(n, ID_UNITS[n % 10] + " belas")
            head = one if n // size == 1 and one else f"{in_indonesian(n // size)} {name}"
            return head if n % size == 0 else f"{head} {in_indonesian(n % size)}"
    return ID_UNITS[n]


def in_english(n: int) -> str:
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            head = f"{in_english(n // size)} {name}"
            return head if n % size == 0 else f"{head} {in_english(n % size)}"
    if n < 20:
        return EN_SMALL[n]
    return EN_TENS[n // 10] + ("" if n % 10 == 0 else f"-{EN_SMALL[n % 10]}")


@given(st.integers(2, 10**12 - 1))
def test_every_whole_number_survives_all_its_notations(n):
    dotted, comma = f"{n:,}".replace(",", "."), f"{n:,}"
    assert only(dotted, "id")[0] == only(comma, "en")[0] == only(str(n), "id")[0] == n
    assert only(in_indonesian(n), "id")[0] == n, in_indonesian(n)
    assert only(in_english(n), "en")[0] == n, in_english(n)


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_decimals_survive_both_notations(whole, hundredths):
    value = Decimal(whole) + Decimal(hundredths) / 100
    english = f"{whole:,}.{hundredths:02d}"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    assert only(english, "en")[0] == only(indonesian, "id")[0] == only(english.replace(",", ""), "id")[0] == value


@given(st.integers(1, 999), st.sampled_from([("persen", "percent"), ("kilometer", "kilometres"), ("hari", "days"),
                                             ("hektare", "hectares"), ("ton", "tonnes"),
                                             ("jam", "hours")]))  # fmt: skip
def test_a_unit_is_one_in_both_languages(n, names):
    (one,), (other,) = quantities(f"{n} {names[0]}", "id"), quantities(f"{n} {names[1]}", "en")
    assert one.unit is not None and one.unit == other.unit and same_quantity(one, other)


@given(st.text(), st.sampled_from(["id", "en", "xx"]))
def test_any_text_is_read_and_spans_are_in_order(text, language):
    found = quantities(text, language)
    assert all(isinstance(q, Quantity) and 0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert all(a.span[1] <= b.span[0] for a, b in zip(found, found[1:], strict=False))


@given(st.text("0123456789.,-%/ RpUS$½kemilratustiga"))
def test_any_run_of_number_characters_is_read(text):
    quantities(text, "id")
    quantities(text, "en")
