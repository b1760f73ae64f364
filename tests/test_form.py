from __future__ import annotations

import pytest

from rag.form import form_of, missing_of
from rag.verdict import verdict


@pytest.mark.parametrize(
    "question",
    [
        "Apakah COI sudah menerbitkan laporan?",
        "Benarkah sidang diadakan di Jakarta?",
        "Has the COI published a report?",
        "Is Kim Gi-hyeon the chair?",
        "Did Japan take part?",
        "Sudahkah laporan terbit?",
    ],
)
def test_yes_no_questions_want_a_verdict(question):
    assert form_of(question) == "verdict"


@pytest.mark.parametrize(
    "question",
    [
        "Mengapa laporan lanjutan diperlukan?",
        "Why is a new report needed?",
        "Bagaimana cara mencapainya?",
        "How will it be done?",
        "Apa saja tuntutan IPCNKR?",
        "What did Nakagawa say?",
        "Apa yang ditekankan Kim?",
        "What does the joint statement condemn?",
    ],
)
def test_why_how_lists_and_what_was_said_want_a_sentence(question):
    assert form_of(question) == "sentence"


@pytest.mark.parametrize(
    "question",
    [
        "Siapa ketua IPCNKR?",
        "Where was it held?",
        "Kapan Cho membelot?",
        "How many delegates came?",
        "Apakah nama hotelnya?",
        "In what year did Cho defect?",
        "Berapa lama sidangnya?",
    ],
)
def test_who_where_when_and_how_many_want_a_phrase(question):
    assert form_of(question) == "phrase"


@pytest.mark.parametrize(
    ("question", "language", "missing"),
    [
        ("Berapa harga kamar hotelnya?", "id", "harga kamar hotelnya"),
        ("Siapa yang mendanai sidang itu?", "id", "siapa yang mendanai sidang itu"),
        ("Kapan dia menikah?", "id", "kapan dia menikah"),
        ("How many delegates came?", "en", "the number of delegates"),
        ("What is the price of a room?", "en", "the price of a room"),
        ("Who funded the assembly?", "en", "who funded the assembly"),
        ("Who is Park's wife?", "en", "who Park's wife is"),
        ("Did Japan take part?", "en", None),
        ("?", "en", None),
    ],
)
def test_the_missing_thing_is_named_so_that_it_fits_the_sentence(question, language, missing):
    assert missing_of(question, language) == missing


def test_a_verdict_is_given_only_where_support_is_sure():
    evidence = "COI belum menerbitkan laporan tindak lanjut."
    assert verdict("Apakah COI sudah menerbitkan laporan?", evidence, 0.05, 0.9, "id") == "Belum"
    assert verdict("Has the COI published a report?", evidence, 0.05, 0.9, "en") == "Not yet"
    assert verdict("Apakah COI menerbitkan buku?", "COI tidak menerbitkan buku.", 0.05, 0.9, "id") == "Tidak"
    assert verdict("Is it so?", "Memang demikian.", 0.9, 0.02, "en") == "Yes"
    assert verdict("Is it so?", "Memang demikian.", 0.5, 0.4, "en") is None


@pytest.mark.parametrize(
    ("language", "question", "missing"),
    [
        ("en", "Which places outside Pyongyang is the UN reaching out to?", "which places outside Pyongyang"),
        ("en", "Which country did Cho Chung-hee defect to?", "which country"),
        ("en", "Which countries signed the treaty?", "which countries signed the treaty"),
        ("en", "What are the two genes called?", "the two genes"),
        ("en", "How old is Jalu the buffalo?", "the age"),
        ("en", "Where was it held?", "the place"),
        ("id", "Daerah mana saja yang sedang didekati PBB?", "daerah mana saja yang sedang didekati PBB"),
        ("id", "Cho Chung-hee membelot ke negara mana?", "ke negara mana Cho Chung-hee membelot"),
        ("id", "Berapa besar dana yang diperas?", "besar dana yang diperas"),
        ("id", "Kenapa IPCNKR ingin begitu?", "kenapa IPCNKR ingin begitu"),
    ],
)
def test_what_is_missing_fits_behind_does_not_state(language, question, missing):
    assert missing_of(question, language) == missing
