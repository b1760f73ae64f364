from __future__ import annotations

import pytest

from index import Sentence
from rag.phrase import lifted


def lift(text, phrase, floor=0):
    start = text.index(phrase)
    span = lifted(text, start, start + len(phrase), floor)
    return span and text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "phrase", "short"),
    [
        ("Rina, mantan Kepala Dinas, hadir.", "Kepala Dinas", "mantan Kepala Dinas"),
        ("Rina is a former deputy minister.", "minister", "former deputy minister"),
        ("Laporan itu belum terbit.", "terbit", "belum terbit"),
        ("Biayanya kurang dari Rp3 miliar.", "Rp3 miliar", "kurang dari Rp3 miliar"),
        ("Rina, Kepala Dinas, hadir.", " Kepala Dinas,", "Kepala Dinas"),
        ("Naik 12% pada Mei.", "12%", "12%"),
        ("Sidang itu pada Rabu (13/11).", "(13/11", "Rabu (13/11)"),
        ("Sidang itu pada Rabu (13/11) siang.", "Rabu (13/11", "Rabu (13/11)"),
        ("Badan itu (BRVA) yang meneliti.", "itu (BRVA", "itu (BRVA)"),
        ("Hadir juga Rina (56) dan Bayu.", "56)", "56"),
    ],
)
def test_a_phrase_is_trimmed_and_keeps_what_qualifies_it(text, phrase, short):
    assert lift(text, phrase) == short


def test_a_qualifier_of_the_sentence_before_is_left_there():
    assert lift("Dia mantan Rina hadir.", "Rina", floor=11) == "Rina"


def test_a_phrase_longer_than_a_line_or_without_words_is_no_short_answer():
    assert lift("a" * 91, "a" * 91) is None
    assert lift("Siapa ...", "...") is None


def test_a_former_office_is_never_given_as_a_present_one(assistant):
    (entry,) = assistant.index.entries.values()
    text = entry.article.text
    for office in (
        "Kepala Program Pembangunan",
        "ketua bersama IPCNKR",
        "Menteri Pendidikan Jepang",
        "pejabat kedokteran hewan",
    ):
        start = text.index(office)
        (sentence,) = (s for s in entry.sentences if isinstance(s, Sentence) and s.start <= start < s.end)
        span = lifted(text, start, start + len(office), sentence.start)
        assert span is not None
        assert text[slice(*span)].startswith("mantan ")
