from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guards import marks


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Bangunan itu tidak layak.", "id", {"negated"}), ("It is not safe.", "en", {"negated"}),
        ("Mereka belum menerbitkan laporan.", "id", {"not_yet"}), ("It hasn't been paid yet.", "en", {"not_yet"}),
        ("Ratna membantah kabar itu.", "id", {"denied"}), ("Ratna denied the report.", "en", {"denied"}),
        ("Rapat batal digelar.", "id", {"denied"}), ("Relokasi akan dimulai.", "id", {"future"}),
        ("The move will begin.", "en", {"future"}), ("Itu mungkin benar.", "id", {"possible"}),
        ("It might be true.", "en", {"possible"}), ("Klub harus membayar.", "id", {"obliged"}),
        ("The club must pay.", "en", {"obliged"}), ("Ia diduga mencuri.", "id", {"alleged"}),
        ("He allegedly stole it.", "en", {"alleged"}), ("Jika hujan, acara pindah.", "id", {"conditional"}),
        ("If it rains, we move.", "en", {"conditional"}), ("Utang sudah lunas.", "id", {"done"}),
        ("It has been paid.", "en", {"done"}), ("It can't be done.", "en", {"negated", "possible"}),
        ("Gedung itu sudah tidak dipakai.", "id", {"done", "negated"}), ("Without water, no life.", "en", {"negated"}),
        ("Belum pernah terjadi.", "id", {"not_yet"}), ("Jangan percaya.", "id", {"negated"}),
    ],
)  # fmt: skip
def test_marks_are_found_in_both_languages(text, language, expected):
    assert marks(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [("Yang tak kalah penting, semua hadir.", "id"), ("Tidak hanya Jepang yang hadir.", "id"),
    ("Not only Japan came.", "en"),
     ("Mau tidak mau ia pergi.", "id"), ("Benar atau tidak?", "id"), ("Nomor 5, No. 5.", "en"), ("Bisakah", "id"),
     ("Saya tidak membantah keterlambatan itu.", "id"), ("She did not deny the delay.", "en"),
     ("a knot, a note and a willow", "en"), ("tidakkah-tak", "en")],
)  # fmt: skip
def test_idioms_denied_denials_and_longer_words_deny_nothing(text, language):
    assert not marks(text, language) & {"negated", "denied", "not_yet"}


PLAIN_ID = st.lists(
    st.sampled_from("warga menerima laporan gedung pasar pedagang mobil itu ini pindah hadir".split()), min_size=1
)
PLAIN_EN = st.lists(
    st.sampled_from("people receive the report building market traders cars move attend".split()), min_size=1
)


@given(PLAIN_ID, st.data(), st.sampled_from([("tidak", "negated"), ("belum", "not_yet"), ("tanpa", "negated"),
                                             ("menolak", "denied"), ("akan", "future"),
                                             ("diduga", "alleged")]))  # fmt: skip
def test_putting_in_a_word_adds_its_mark_and_taking_it_out_takes_it_away(plain, data, word):
    at = data.draw(st.integers(0, len(plain)))
    assert marks(" ".join(plain), "id") == frozenset()
    assert marks(" ".join([*plain[:at], word[0], *plain[at:]]), "id") == {word[1]}


@given(PLAIN_EN, st.data(), st.sampled_from([("not", "negated"), ("never", "negated"), ("refused", "denied"),
                                             ("will", "future"), ("allegedly", "alleged")]))  # fmt: skip
def test_the_same_holds_in_english(plain, data, word):
    at = data.draw(st.integers(0, len(plain)))
    assert marks(" ".join(plain), "en") == frozenset()
    assert marks(" ".join([*plain[:at], word[0], *plain[at:]]), "en") == {word[1]}


@given(st.text(), st.sampled_from(["id", "en", "", "xx"]))
def test_any_text_has_marks_of_the_known_classes(text, language):
    classes = {"negated", "not_yet", "denied", "future", "possible", "obliged", "alleged", "conditional", "done"}
    assert marks(text, language) <= classes
