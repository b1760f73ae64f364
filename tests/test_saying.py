"""Questions about who said something and about what somebody said, on made articles and on the shipped one."""

from __future__ import annotations

import pytest

from index import Article, split
from rag import Abstention, Answer
from rag.saying import asks_anything_said, asks_who_said, own_words, speaker_asked, statement_of
from rag.speakers import attribute

TEXT = (
    "Kepala Dinas Kesehatan Rina Kartika mengatakan vaksin aman. "
    "Ketua Komisi Pengawas, Bayu Saputra, mengatakan vaksin mahal. "
    "Rezim Rina Baskara jatuh pada 1998."
)
ARTICLE = Article("made", TEXT, "id", "0" * 64)
SAID = attribute(TEXT, split(TEXT, "id"))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Siapa yang mengatakan vaksin aman?", True),
        ("siapa sih yg bilang vaksin mahal", True),
        ("Who urged the government to stop?", True),
        ("Itu kata siapa?", True),
        ("Siapa ketua komisi?", False),
        ("Who attended the meeting?", False),
        ("Apa kata Rina Kartika?", False),
    ],
)
def test_a_question_for_the_speaker_is_told_from_other_who_questions(question, asks):
    assert asks_who_said(question) is asks


def test_what_was_said_is_left_of_the_question_and_a_telling_verb_stays():
    assert statement_of("Siapa yang mengatakan bahwa vaksin aman?") == "Vaksin aman"
    assert statement_of("Who said that prices rose?") == "Prices rose"
    assert statement_of("Who urged the ministry to act?") == "Someone urged the ministry to act"
    assert statement_of("Siapa yang mendesak kementerian?") == "Ada yang mendesak kementerian"


def test_a_name_shared_with_somebody_else_names_nobody():
    assert own_words("Rina Kartika", TEXT) == {"kartika"}
    assert own_words("Bayu Saputra", TEXT) == {"bayu", "saputra"}


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Apa kata Bayu?", "Bayu Saputra"),
        ("What did Kartika say about the vaccine?", "Rina Kartika"),
        ("Menurut Rina, amankah?", None),
        ("Apa kata Bayu tentang Kartika?", None),
        ("Siapa yang mengatakan itu, Bayu?", None),
        ("Berapa umur Bayu?", None),
    ],
)
def test_the_person_whose_words_are_asked_for_is_found_or_nobody(question, name):
    speaker = speaker_asked(question, TEXT, SAID)
    assert (speaker.name if speaker else None) == name


def test_a_question_for_anything_said_asks_for_nothing_else():
    speaker = speaker_asked("Apa kata Bayu?", TEXT, SAID)
    assert asks_anything_said("Apa kata Bayu?", speaker)
    assert asks_anything_said("What did Bayu Saputra say?", speaker)
    assert not asks_anything_said("Apa kata Bayu tentang harga?", speaker)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Apa kata Kim Gi-hyeon?", "Kim Gi-hyeon"),
        ("What did Nakagawa Masaharu say?", "Nakagawa Masaharu"),
        ("Menurut Park Sung Min, apa yang diperlukan?", "Park Sung Min"),
        ("Apa yang dikatakan Direktur Cho?", "Cho Chung-hee"),
        ("menurut chun ha ram gimana?", "Chun Ha Ram"),
    ],
)
def test_an_answer_never_gives_one_persons_words_to_another(assistant, question, speaker):
    reply = assistant.ask(question)
    assert isinstance(reply, Answer)
    assert all(c.speaker is not None and c.speaker.startswith(speaker) for c in reply.citations)


@pytest.mark.parametrize(
    "question",
    ["Apa yang dikatakan Jerome Sauvage tentang hukuman mati?", "What did Kim Gi-hyeon say about cultural content?"],
)
def test_what_another_person_said_is_no_answer(assistant, question):
    reply = assistant.ask(question)
    others = ("Chun Ha Ram",)
    if isinstance(reply, Answer):
        assert not any(c.speaker and c.speaker.startswith(others) for c in reply.citations)
    else:
        assert isinstance(reply, Abstention)


def test_the_speaker_is_the_short_answer_even_where_the_sentence_says_only_dia(assistant):
    reply = assistant.ask("Who said that a strong economic foundation is needed?")
    assert isinstance(reply, Answer)
    assert reply.short_answer == "Cho Chung-hee"
    (named,) = [c for c in reply.citations if c.highlight]
    assert assistant.index.entries[named.article].article.text[slice(*named.highlight)] == "Cho Chung-hee"


def test_who_said_something_is_found_by_the_words_that_were_said(assistant):
    reply = assistant.ask("Siapa yang bilang kuncinya akses informasi?")
    assert isinstance(reply, Answer)
    assert reply.short_answer == "Chun Ha Ram"
    # 13 begins with what 12 says: "Oleh karena itu".
    assert [c.sentence for c in reply.citations][:2] == [12, 13]
