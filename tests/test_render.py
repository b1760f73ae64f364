from __future__ import annotations

import dataclasses
import re

import pytest

from index import Article, Entry, Heading, Sentence, split
from rag import Abstention, Answer, Citation, Statement, Turn
from ui.render import Shelf, articles_html, conversation_markdown, reply_markdown, reply_plain, welcome_markdown
from ui.suggest import Suggestion, Suggestions, speakers
from ui.words import page_language, words

_TEXT = "Harga naik 5 persen. Kata *Ani* <b>turun</b>.\nPasar\nIa bilang begitu."


def _entry(name="pasar", title=None, text=_TEXT):
    first, second = text.index("Kata"), text.index("\n")
    third = text.index("Ia")
    return Entry(
        Article(name, text, "id", "0" * 64, title, place="Solo", date="2025-01-23"),
        (
            Sentence(number=1, start=0, end=first - 1, paragraph=0, quotation=None),
            Sentence(number=2, start=first, end=second, paragraph=0, quotation=None),
            Heading(start=second + 1, end=third - 1, paragraph=1),
            Sentence(number=3, start=third, end=len(text), paragraph=2, quotation=None),
        ),
    )


def _citation(number=1, sentence=1, article="pasar", **more):
    entry = _entry(article)
    found = entry.sentences[sentence - 1]
    return Citation(number, article, sentence, found.start, found.end, entry.text_of(found), **more)


def _answer(*citations, **more):
    return Answer(
        question=more.pop("question", "Berapa?"),
        standalone_question=more.pop("standalone_question", "Berapa?"),
        language=more.pop("language", "id"),
        confidence=0.9,
        index="0123456789ab",
        citations=citations,
        statements=tuple(Statement(c.quote, (c.number,)) for c in citations),
        **more,
    )


def _abstention(**more):
    return Abstention(
        question="Siapa?",
        standalone_question="Siapa?",
        language="id",
        confidence=0.1,
        index="0123456789ab",
        reason="not_stated",
        message="Artikel ini tidak menyebutkannya.",
        **more,
    )


_ONE = Shelf({"pasar": _entry()})
_TWO = Shelf({"pasar": _entry(), "kedua": _entry("kedua", "Judul & *isi*")})


def test_an_answer_is_each_quote_in_full_ending_in_the_pill_of_its_sentence():
    shown = reply_markdown(_answer(_citation()), _ONE)
    assert shown == '> Harga naik 5 persen&#46;\u00a0[1](#s-1-1 "Kalimat 1: tunjukkan di artikel")'


def test_the_short_answer_comes_first_and_strong():
    shown = reply_markdown(_answer(_citation(), short_answer="5 persen*"), _ONE)
    assert shown.startswith("**5 persen&#42;**\n\n> Harga")


def test_a_pill_leads_to_the_highlight_in_offsets_within_the_sentence():
    assert "(#s-1-1-11-19 " in reply_markdown(_answer(_citation(highlight=(11, 19))), _ONE)


def test_a_pill_carries_its_article_where_there_are_several_and_the_quote_names_it():
    shown = reply_markdown(_answer(_citation(article="kedua", sentence=3)), _TWO)
    assert "[3](#s-2-3 " in shown
    assert "*dari Judul &#38; &#42;isi&#42;*" in shown


def test_speaker_and_translation_are_shown_and_labelled():
    shown = reply_markdown(_answer(_citation(speaker="Ani_S", translation="Prices rose."), language="en"), _ONE)
    assert "*said by Ani&#95;S*" in shown
    assert "*Kutip’s translation, not the publisher’s&#58; Prices rose&#46;*" in shown
    assert "kata" not in reply_markdown(_answer(_citation()), _ONE)


def test_how_a_question_was_understood_is_shown_only_where_it_differs():
    assert "*Dipahami sebagai: Berapa harganya?*" in reply_markdown(
        _answer(_citation(), standalone_question="Berapa harganya?"), _ONE
    )
    assert "Dipahami" not in reply_markdown(_answer(_citation()), _ONE)


def test_an_abstention_labels_the_nearest_sentences_as_no_answer():
    shown = reply_markdown(_abstention(nearest=(_citation(),), missing="nama pembeli"), _ONE)
    message, missing, rule, label, quote = shown.split("\n\n")
    assert message == "Artikel ini tidak menyebutkannya&#46;"
    assert (missing, rule) == ("*Yang dicari: nama pembeli*", "---")
    assert label == "*Bukan jawaban, hanya kalimat yang paling dekat:*"
    assert quote.startswith("> Harga naik")


def test_before_the_first_question_the_chat_says_how_to_ask_and_check():
    assert "artikel ini?" in welcome_markdown(_ONE, words("id"))
    assert "these articles?" in welcome_markdown(_TWO, words("en"))


def test_what_an_article_holds_never_becomes_markup():
    assert "&#60;b&#62;turun" in reply_markdown(_answer(_citation(sentence=2)), _ONE)
    assert "&lt;b&gt;turun&lt;/b&gt;" in articles_html(_ONE, words("id"))


def test_the_article_numbers_every_sentence_and_no_heading():
    shown = articles_html(_ONE, words("id"))
    assert re.findall(r'data-s="(\d+)"', shown) == ["1", "2", "3"]
    assert "<h3>Pasar</h3>" in shown
    assert "23 Januari 2025" in shown
    assert "23 January 2025" in articles_html(_ONE, words("en"))
    assert shown.count("<p>") == 2 and shown.count("<p") == shown.count("</p>")


def test_all_articles_of_an_index_stand_in_the_pane_with_their_titles():
    shown = articles_html(_TWO, words("en"))
    assert re.findall(r'data-a="(\d+)"', shown) == ["1", "2"]
    assert ">Judul &amp; *isi*</h2>" in shown


def test_copied_text_keeps_every_quote_letter_for_letter_with_article_and_number():
    citations = (_citation(), _citation(2, 2))
    copied = reply_plain(Turn("Berapa?", _answer(*citations, short_answer="5 persen")), _ONE)
    for citation in citations:
        assert f"“{citation.quote}” (pasar, kalimat {citation.sentence})" in copied
    assert "0123456789ab" in copied


def test_a_downloaded_conversation_holds_questions_quotes_numbers_articles_and_the_index():
    turns = (Turn("Berapa?", _answer(_citation(sentence=2))), Turn("Siapa?", _abstention(nearest=(_citation(),))))
    file = conversation_markdown(turns, _ONE, words("id"))
    assert "## 1. Berapa?" in file and "## 2. Siapa?" in file
    assert r"> Kata \*Ani\* \<b\>turun\</b\>." in file
    assert "> — pasar, kalimat 2" in file
    assert "**Tidak dijawab.** Artikel ini tidak menyebutkannya." in file
    assert "`0123456789ab`" in file and "(`pasar`)" in file


@pytest.mark.parametrize(
    ("choice", "accepted", "language"),
    [
        ("id", "en-GB,en;q=0.9", "id"),
        ("en", None, "en"),
        ("auto", "en-US,en;q=0.9,id;q=0.8", "en"),
        ("auto", "id-ID,id;q=0.9,en-US;q=0.8", "id"),
        ("auto", "nl,en;q=0.5", "en"),
        ("auto", "de-DE", "id"),
        ("auto", None, "id"),
        ("auto", "\u0000;;,,=", "id"),
    ],
)
def test_the_page_speaks_the_chosen_language_else_the_browsers_else_indonesian(choice, accepted, language):
    assert page_language(choice, accepted) == language


def test_both_languages_have_every_label_and_fill_in_the_same_things():
    for field in dataclasses.fields(words("id")):
        indonesian, english = getattr(words("id"), field.name), getattr(words("en"), field.name)
        assert indonesian and english
        assert re.findall(r"\{\w+\}", indonesian) == re.findall(r"\{\w+\}", english)


# ---- what may be suggested


def test_people_who_speak_in_an_article_are_found_by_name():
    text = (
        'Kata orang, harga naik. "Ya, naik," ujar Ratna Dewi. '
        "Gede Antariksa, dokter hewan, mengatakan begitu. Kata dia, itu biasa."
    )
    entry = Entry(Article("a", text, "id", "0" * 64), split(text, "id"))
    assert speakers(entry) == ("Ratna Dewi", "Gede Antariksa")


def test_only_questions_that_are_answered_are_suggested_and_none_twice(assistant):
    suggestions = Suggestions(assistant)
    first = suggestions.first(("id",))
    assert len(first) >= 2
    turns = tuple(Turn(question, assistant.ask(question)) for question in first[:2])
    assert all(isinstance(turn.reply, Answer) for turn in turns)
    after = suggestions.after(turns, "id")
    assert not set(after) & {turn.question for turn in turns}
    assert suggestions.after(turns, "id") == after


def test_a_question_whose_answer_lacks_the_words_looked_for_is_not_suggested(assistant):
    suggestions = Suggestions(assistant)
    wrong = Suggestion("Apa isi artikel ini?", "id", "kata-kata yang tidak ada")
    assert suggestions._quotes(wrong) == frozenset()


def test_a_question_whose_short_answer_is_another_is_not_suggested(assistant):
    question = "Di mana sidang umum diadakan?"
    reply = dataclasses.replace(assistant.ask(question), short_answer="Hotel Four Seasons di Jakarta")

    class Settled:
        index = assistant.index

        def ask(self, question, history=(), *, language="auto"):
            return reply

    suggestions = Suggestions(Settled())
    assert suggestions._quotes(Suggestion(question, "id", "Four Seasons", "Four Seasons"))
    assert not suggestions._quotes(Suggestion(question, "id", "Four Seasons", "Hotel Lain"))
