"""The recipe, on the shipped article with the real encoder."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from index import BadOption, BadQuestion, build_index
from rag import Abstention, Answer, Assistant, Turn, as_json
from rag.verify import Unverified, verify

QUESTIONS = (
    "Di mana sidang umum ke-20 diadakan?",
    "Siapa ketua IPCNKR?",
    "When did Cho Chung-hee defect?",
    "What is this article about?",
    "Berapa harga tiket kereta ke Bandung?",
    "halo",
    "What did Nakagawa Masaharu say?",
    "Apa yang diminta kepada negara ASEAN?",
    "Who won the World Cup in 2022?",
    "Apa hukuman bagi warga yang mengakses konten budaya Korea?",
)


def without_times(reply):
    return json.dumps({k: v for k, v in as_json(reply).items() if k != "timings_ms"}, ensure_ascii=False)


def articles_of(assistant):
    return {name: entry.article for name, entry in assistant.index.entries.items()}


def test_every_citation_is_the_articles_own_characters_at_its_place(assistant):
    for question in QUESTIONS:
        reply = assistant.ask(question)
        cited = reply.citations if isinstance(reply, Answer) else reply.nearest
        for citation in cited:
            entry = assistant.index.entries[citation.article]
            assert entry.article.text[citation.start : citation.end] == citation.quote
            assert entry.sentences[citation.sentence - 1].start == citation.start
        if isinstance(reply, Answer):
            quotes = {c.number: c.quote for c in reply.citations}
            assert all(any(s.text in quotes[n] for n in s.citations) for s in reply.statements if s.verbatim)


def test_the_same_question_gives_the_same_bytes_in_any_order_and_from_any_thread(assistant):
    alone = {q: without_times(assistant.ask(q)) for q in QUESTIONS}
    shuffled = list(QUESTIONS) * 3
    random.Random(3).shuffle(shuffled)
    with ThreadPoolExecutor(6) as pool:
        for question, reply in zip(shuffled, pool.map(assistant.ask, shuffled), strict=True):
            assert without_times(reply) == alone[question]


def test_a_plain_question_is_answered_by_the_sentence_that_says_it(assistant):
    reply = assistant.ask("Di mana Sidang Umum ke-20 IPCNKR diadakan?")
    assert isinstance(reply, Answer)
    assert any("Hotel Four Seasons di Jakarta" in c.quote for c in reply.citations)
    assert [c.start for c in reply.citations] == sorted(c.start for c in reply.citations)
    assert len(reply.citations) <= 3


@pytest.mark.parametrize(
    ("question", "language"),
    [("Siapa yang memenangkan Piala Dunia 2022?", "id"), ("How do I bake sourdough bread?", "en")],
)
def test_what_the_article_is_not_about_is_declined_in_the_askers_language(assistant, question, language):
    reply = assistant.ask(question)
    assert isinstance(reply, Abstention)
    assert reply.language == language
    assert reply.reason in ("off_topic", "not_stated")


@pytest.mark.parametrize(
    ("question", "language"), [("halo", "id"), ("Terima kasih!", "id"), ("who are you?", "en"), ("Good morning", "en")]
)
def test_small_talk_gets_a_plain_sentence_and_no_citation(assistant, question, language):
    reply = assistant.ask(question)
    assert isinstance(reply, Abstention)
    assert (reply.reason, reply.nearest, reply.language) == ("conversation", (), language)


def test_an_overview_has_well_spread_sentences_that_start_with_the_lead(assistant):
    reply = assistant.ask("What is this article about?")
    assert isinstance(reply, Answer)
    numbers = [c.sentence for c in reply.citations]
    assert numbers[0] == 1
    assert len(numbers) == 3
    assert numbers[1] <= 15 < numbers[2]


def test_headings_are_never_cited(assistant):
    reply = assistant.ask("Dorong Peningkatan Kualitas Hidup")
    cited = reply.citations if isinstance(reply, Answer) else reply.nearest
    assert all(c.quote != "Dorong Peningkatan Kualitas Hidup" for c in cited)


def test_the_language_can_be_chosen_and_an_unknown_one_is_refused(assistant):
    assert assistant.ask("Di mana sidangnya?", language="en").language == "en"
    with pytest.raises(BadOption, match="no language 'fr'"):
        assistant.ask("Di mana sidangnya?", language="fr")


def test_a_bad_question_is_an_error_and_no_answer(assistant):
    with pytest.raises(BadQuestion):
        assistant.ask(" ")


def test_a_question_in_another_script_is_answered_or_declined_in_english(assistant):
    assert (
        assistant.ask("\u0623\u064a\u0646 \u0639\u0642\u062f\u062a \u0627\u0644\u062c\u0644\u0633\u0629\u061f").language
        == "en"
    )


def test_history_supplies_no_evidence(assistant):
    first = assistant.ask("Siapa ketua IPCNKR?")
    alone = assistant.ask("Berapa harga tiket kereta ke Bandung?")
    after = assistant.ask("Berapa harga tiket kereta ke Bandung?", (Turn("Siapa ketua IPCNKR?", first),))
    assert without_times(after) == without_times(alone)


def test_a_reply_whose_quote_is_not_the_articles_is_withheld(assistant):
    reply = assistant.ask("Siapa ketua IPCNKR?")
    assert isinstance(reply, Answer)
    first = reply.citations[0]
    forged = replace(first, quote=first.quote[:-2] + "x.")
    with pytest.raises(Unverified):
        verify(replace(reply, citations=(forged, *reply.citations[1:])), articles_of(assistant))
    shifted = replace(first, start=first.start + 1, end=first.end + 1, highlight=None)
    with pytest.raises(Unverified):
        verify(replace(reply, citations=(shifted, *reply.citations[1:])), articles_of(assistant))
    finished = assistant._finish(replace(reply, citations=(forged, *reply.citations[1:])), 0.0)
    assert isinstance(finished, Abstention)
    assert finished.reason == "not_verified"


def test_several_articles_in_one_index_are_told_apart(tmp_path, encoder):
    for name, text in (
        ("pasar", "Pasar Legi dibuka kembali pada Senin.\nPedagang menempati 40 kios baru."),
        ("jembatan", "Jembatan Muara roboh karena banjir.\nPerbaikannya menelan Rp3 miliar."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    index = build_index([tmp_path / "pasar.txt", tmp_path / "jembatan.txt"], tmp_path / "ix", encoder=encoder)
    assistant = Assistant(index)
    for question, article in (
        ("Kapan Pasar Legi dibuka kembali?", "pasar"),
        ("Mengapa Jembatan Muara roboh?", "jembatan"),
    ):
        hits = assistant.search(question)
        assert (hits[0].article, hits[0].sentence.number) == (article, 1)


def test_an_article_of_one_sentence_can_be_asked(tmp_path, encoder):
    (tmp_path / "satu.txt").write_text("Jembatan Muara roboh pada Selasa.", encoding="utf-8")
    index = build_index([tmp_path / "satu.txt"], tmp_path / "ix", encoder=encoder)
    reply = Assistant(index).ask("Artikel ini tentang apa?")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == "Jembatan Muara roboh pada Selasa."
