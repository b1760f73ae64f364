from __future__ import annotations

import pytest

from rag import Abstention, Answer, Citation, Statement, Turn
from rag.followup import depends, rewrites


def turn(question, short=None):
    """An earlier exchange, answered with a short phrase or declined."""
    asked = {
        "question": question,
        "standalone_question": question,
        "language": "id",
        "confidence": 0.9,
        "index": "0" * 12,
    }
    if short is None:
        return Turn(question, Abstention(**asked, reason="not_stated", message="Tidak disebutkan."))
    quote = f"{short} hadir."
    citation = Citation(1, "a", 1, 0, len(quote), quote)
    return Turn(
        question, Answer(**asked, statements=(Statement(quote, (1,)),), citations=(citation,), short_answer=short)
    )


@pytest.mark.parametrize(
    "question",
    [
        "Kapan dia membelot?",
        "Kalau tanggalnya?",
        "And since then?",
        "What about Japan?",
        "Apa jabatannya?",
        "Where does he come from?",
        "Terus siapa yang bicara?",
        "Why?",
        "Sejak itu bagaimana?",
        "What is her job?",
    ],
)
def test_questions_that_lean_on_what_came_before_are_seen(question):
    assert depends(question)


@pytest.mark.parametrize(
    "question",
    [
        "Di mana Sidang Umum ke-20 IPCNKR diadakan?",
        "Who is the chair of IPCNKR?",
        "Apa hukuman bagi warga yang mengakses konten Korea?",
        "Mengapa laporan lanjutan diperlukan?",
        "What did Nakagawa Masaharu urge people to do?",
    ],
)
def test_a_question_that_stands_alone_is_never_bent_by_history(question):
    assert not depends(question)
    assert rewrites(question, (turn("Siapa Cho Chung-hee?", "Cho Chung-hee"),)) == ()


def test_without_history_nothing_is_rewritten():
    assert rewrites("Kapan dia membelot?", ()) == ()


def test_a_pronoun_becomes_the_name_the_earlier_question_was_answered_with():
    assert (
        rewrites("Kapan dia membelot?", (turn("Siapa direkturnya?", "Cho Chung-hee"),))[0]
        == "Kapan Cho Chung-hee membelot?"
    )
    assert (
        rewrites("When did he defect?", (turn("Who is the director?", "Cho Chung-hee"),))[0]
        == "When did Cho Chung-hee defect?"
    )


def test_a_pronoun_becomes_the_name_the_earlier_question_asked_with():
    assert rewrites("What is his job?", (turn("When did Cho Chung-hee defect?"),))[0] == "What is Cho Chung-hee's job?"
    assert rewrites("Apa jabatannya?", (turn("Kapan Cho Chung-hee membelot?"),))[0] == "Apa jabatan Cho Chung-hee?"


def test_an_ellipsis_takes_over_the_rest_of_the_earlier_question():
    assert rewrites("Kalau tanggalnya?", (turn("Di mana sidang umum diadakan?", "Jakarta"),)) == (
        "tanggal sidang umum diadakan?",
    )


def test_it_works_after_an_abstention():
    assert (
        rewrites("Kalau biayanya?", (turn("Berapa lama sidang umum berlangsung?"),))[0]
        == "biaya lama sidang umum berlangsung?"
    )


def test_the_latest_turn_comes_first_and_few_candidates_are_made():
    history = (turn("Siapa Park Sung Min?", "Park Sung Min"), turn("Siapa Kim Gi-hyeon?", "Kim Gi-hyeon"))
    found = rewrites("Kapan dia bicara?", history)
    assert found[0] == "Kapan Kim Gi-hyeon bicara?"
    assert len(found) <= 3


def test_another_attribute_is_asked_of_the_thing_and_not_of_the_first_attribute():
    earlier = (turn("Berapa jumlah peserta Sidang Umum ke-20 IPCNKR?"),)
    assert rewrites("Kalau tempatnya?", earlier)[0] == "tempat Sidang Umum ke-20 IPCNKR?"


def test_a_question_with_a_subject_of_its_own_is_not_bent_by_a_linking_word():
    earlier = (turn("Di mana sidangnya?"),)
    first = rewrites("Terus pernyataan bersama yang dirilis mengutuk apa?", earlier)[0]
    assert first == "Pernyataan bersama yang dirilis mengutuk apa?"
