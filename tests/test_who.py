"""Questions about people, on the shipped article."""

from __future__ import annotations

import pytest

from rag import Answer
from rag.cite import Citer
from rag.who import asked_about, wrong_office


@pytest.mark.parametrize(
    ("question", "short", "sentence"),
    [
        ("Siapa Ketua IPCNKR?", "Kim Gi-hyeon", 9),
        ("Who chairs IPCNKR?", "Kim Gi-hyeon", 9),
        ("Who is the director of the Good Farmers Research Institute?", "Cho Chung-hee", 17),
        ("Siapa itu Cho Chung-hee?", "Direktur Good Farmers Research Institute", 17),
        ("Apa jabatan Kim Gi-hyeon?", "Ketua IPCNKR", 9),
        (
            "What was Jerome Sauvage's role in Pyongyang?",
            "mantan Kepala Program Pembangunan Perserikatan Bangsa-Bangsa (UNDP) di Pyongyang",
            22,
        ),
        ("Who is Nakagawa Masaharu?", "mantan ketua bersama IPCNKR dan mantan Menteri Pendidikan Jepang", 25),
    ],
)
def test_who_somebody_is_and_who_holds_an_office_is_said_as_the_article_introduces_them(
    assistant, question, short, sentence
):
    reply = assistant.ask(question)
    assert isinstance(reply, Answer)
    assert (reply.short_answer, [c.sentence for c in reply.citations]) == (short, [sentence])
    low, high = reply.citations[0].highlight
    assert assistant.index.entries[reply.citations[0].article].article.text[low:high] == short


@pytest.mark.parametrize(
    "question", ["Apa jabatan Kim Gi-hyeon dulu?", "What is Nakagawa Masaharu's current position?", "Apa posisi PBB?"]
)
def test_an_office_of_another_time_or_of_nobody_known_is_not_given(assistant, question):
    (entry,) = assistant.index.entries.values()
    assert (
        asked_about(question, entry.article.text, Citer(assistant.index.entries).attributions(entry.article.id)) is None
    )


def test_two_who_hold_an_office_are_both_named(assistant):
    reply = assistant.ask("Siapa anggota parlemen Korea Selatan?")
    assert [c.sentence for c in reply.citations] == [11, 28]
    assert reply.short_answer is None


def test_a_former_holder_answers_only_a_question_for_a_former_one():
    former = "Rina, mantan ketua bersama Komisi Air, hadir."
    assert wrong_office("Siapa ketua Komisi Air?", former)
    assert wrong_office("Who is the chair of Komisi Air?", former)
    assert not wrong_office("Siapa mantan ketua Komisi Air?", former)
    assert not wrong_office("Siapa ketua Komisi Air?", "Rina, ketua Komisi Air, menggantikan mantan ketua Bayu.")
    assert not wrong_office("Siapa yang hadir?", former)
