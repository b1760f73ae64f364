import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.normalise import contains, normalise, token_f1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1,5 miliar", "id"), ("1.5 billion", "en")),
        (("1,5 miliar", "id"), ("1500000000", "en")),
        (("1.500.000.000", "id"), ("1,500,000,000", "en")),
        (("Rp1,5 miliar", "id"), ("IDR 1.5 billion", "en")),
        (("Rp 1.500.000.000,00", "id"), ("1.5 billion rupiah", "en")),
        (("US$ 3 juta", "id"), ("3 million dollars", "en")),
        (("12,5 persen", "id"), ("12.5%", "en")),
        (("12%", "id"), ("12 per cent", "en")),
        (("17 Agustus 2024", "id"), ("August 17, 2024", "en")),
        (("17/8/2024", "id"), ("8/17/2024", "en")),
        (("17/8/2024", "id"), ("the 17th of August 2024", "en")),
        (("2024-08-17", "id"), ("17 Aug 2024", "en")),
        (("13 November", "id"), ("November 13th", "en")),
        (("(13/11)", "id"), ("November 13", "en")),
        (("Oktober 2025", "id"), ("October 2025", "en")),
        (("ke-20", "id"), ("the 20th", "en")),
        (("Kim Gi-hyeon", "id"), ("Kim Gi hyeon", "en")),
        (("2011", "id"), ("2011.", "en")),
    ],
)
def test_both_languages_write_the_same_thing(first, second):
    assert normalise(*first) == normalise(*second)


@pytest.mark.parametrize(
    ("text", "language", "tokens"),
    [
        ("1.500 orang", "id", ("1500", "orang")),
        ("1.500 people", "en", ("1.5", "people")),
        ("1,500 people", "en", ("1500", "people")),
        ("0.125", "id", ("0.125",)),
        ("2/3 suara", "id", ("2", "3", "suara")),
        ("99/99/2024", "id", ("99", "99", "2024")),
        ("covid19, 5km", "id", ("covid19", "5", "km")),
        ("“Hotel” Four Seasons!", "id", ("hotel", "four", "seasons")),
        ("the COI's chair", "en", ("coi", "chair")),
        ("the COI's chair", "id", ("the", "cois", "chair")),
        ("masyarakatnya sendirilah", "id", ("masyarakat", "sendiri")),
        ("siapakah", "id", ("siapa",)),
        ("masyarakatnya", "en", ("masyarakatnya",)),
        ("hanya masalah sekolahnya adalah jumlah", "id", ("hanya", "masalah", "sekolah", "adalah", "jumlah")),
        ("...", "id", ()),
    ],
)
def test_the_language_decides_what_is_ambiguous(text, language, tokens):
    assert normalise(text, language) == tokens


def test_combining_and_precomposed_letters_are_one():
    assert normalise("Café", "id") == normalise(unicodedata.normalize("NFD", "Café"), "id")


@given(st.text(max_size=60), st.sampled_from(["id", "en"]))
def test_any_text_has_tokens_without_space_and_case(text, language):
    for token in normalise(text, language):
        assert token == token.strip() == token.casefold()


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["id", "en"]))
def test_a_number_has_one_spelling(number, language):
    plain = f"{number:f}"
    grouped = f"{number:,.2f}"
    own = grouped if language == "en" else grouped.translate(str.maketrans(",.", ".,"))
    assert normalise(own, language) == normalise(plain, language)


def test_a_run_of_tokens_is_found_and_nothing_is_nowhere():
    tokens = normalise("pada 17 Agustus 2024 di Jakarta", "id")
    assert contains(tokens, normalise("August 2024", "en"))
    assert contains(tokens, ("2024",))
    assert not contains(tokens, ("17", "2024"))
    assert not contains(tokens, ())


def test_token_f1_counts_repetition():
    assert token_f1(("a", "b", "b"), ("b", "b", "c")) == pytest.approx(2 / 3)
    assert token_f1(("a",), ("b",)) == 0
    assert token_f1((), ()) == 0
