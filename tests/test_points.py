"""Talking points: what may exist, what is quoted of a sentence, what it is read with, and what is chosen."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import SHIPPED, Article, BadOption, BadQuestion, Entry, Hit, Sentence, load_article, split
from index.language import guess_phrase
from rag import Abstention, Citation, Sheet, TalkingPoint, sheet_json
from rag.alone import neighbour
from rag.cite import Citer
from rag.diversity import Likeness, diverse
from rag.drafting import Drafter
from rag.excerpt import excerpt
from rag.points import Source
from rag.relevance import Relevant, is_question, language_of_topic
from rag.speakers import attribute
from rag.themes import themes
from rag.verify import Unverified, verify_sheet

SENTENCE = "Harga beras, kata Ani, naik lagi."


def cited(text=SENTENCE, number=1, sentence=1, start=0, article="pasar"):
    return Citation(number, article, sentence, start, start + len(text), text)


def point(*parts, **more):
    return TalkingPoint(cited(), parts or ((0, len(SENTENCE)),), **more)


PASAR = Source("pasar", None, "0" * 64)


def sheet(*points, asked=1):
    return Sheet("harga", "", asked, "id", points, (PASAR,), "0123456789ab")


def entry_of(text, name="pasar"):
    return Entry(Article(name, text, "id", "0" * 64), tuple(split(text)))


def shipped_entry():
    article = load_article(SHIPPED)
    return Entry(article, tuple(split(article.text)))


# ---- what may exist


def test_a_whole_sentence_is_quoted_without_marks_and_a_part_with_one_wherever_words_are_left_out():
    assert point().quote == SENTENCE
    assert point((0, 11)).quote == "Harga beras …"
    assert point((23, 32)).quote == "… naik lagi"
    assert point((0, 11), (23, 33)).quote == "Harga beras … naik lagi."
    assert point((0, 11), (23, 33)).pieces == ("Harga beras", "naik lagi.")


@pytest.mark.parametrize("parts", [((5, 5),), ((0, 99),), ((11, 20), (0, 5)), ((0, 12), (11, 20))])
def test_a_part_outside_its_sentence_or_out_of_order_cannot_be_built(parts):
    with pytest.raises(ValueError, match="out of place"):
        point(*parts)


def test_a_point_that_quotes_nothing_or_a_role_of_nobody_cannot_be_built():
    with pytest.raises(ValueError, match="quotes nothing"):
        TalkingPoint(cited(), ())
    with pytest.raises(ValueError, match="belongs to nobody"):
        point(role="Ketua")


def test_a_sheet_without_points_with_one_twice_or_with_wrong_numbers_or_sources_cannot_be_built():
    for points, sources in (
        ((), ()),
        ((point(), point()), (Source("pasar", None, "0"),)),
        ((TalkingPoint(cited(number=2), ((0, 5),)),), (Source("pasar", None, "0"),)),
        ((point(),), (Source("lain", None, "0"),)),
    ):
        with pytest.raises(ValueError, match="needs a point|quoted twice|numbered|sources"):
            Sheet("harga", "", 1, "id", points, sources, "0")


def test_fewer_points_than_asked_for_are_said_in_the_sheets_language():
    assert sheet(point()).note is None
    assert "Hanya 1 poin" in sheet(point(), asked=3).note
    assert "Only 1 of the 3" in dataclasses.replace(sheet(point(), asked=3), language="en").note


@pytest.mark.parametrize(
    "changes",
    [{"speaker": "Budi"}, {"speaker": "Ani", "role": "Ketua"}, {"theme": "harga jagung"}, {"theme": " "}],
)
def test_a_speaker_role_or_theme_in_other_words_than_the_articles_is_refused(changes):
    article = Article("pasar", SENTENCE, "id", "0" * 64)
    verify_sheet(sheet(point(speaker="Ani", theme="Harga beras")), {"pasar": article})
    with pytest.raises(Unverified):
        verify_sheet(sheet(point(**changes)), {"pasar": article})


def test_a_quote_of_another_text_or_of_another_version_of_the_article_is_refused():
    with pytest.raises(Unverified):
        verify_sheet(sheet(point()), {"pasar": Article("pasar", SENTENCE.upper(), "id", "0" * 64)})
    with pytest.raises(Unverified, match="hash"):
        verify_sheet(sheet(point()), {"pasar": Article("pasar", SENTENCE, "id", "1" * 64)})


# ---- what is quoted of a sentence


def quoted(text, number=1):
    entry = entry_of(text)
    said = attribute(text, entry.segments, "id")
    sentence = entry.sentences[number - 1]
    return TalkingPoint(cited(entry.text_of(sentence), 1, number, sentence.start),
                        excerpt(text, sentence, said[number - 1])).quote  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("JAKARTA - Harga beras naik lagi pada Senin.", "… Harga beras naik lagi pada Senin."),
        ("Sementara itu, harga beras naik lagi.", "… harga beras naik lagi."),
        # What turns, conditions or limits is no mere connective.
        ("Namun, harga beras naik lagi.", "Namun, harga beras naik lagi."),
        ("Jika hujan, harga beras naik lagi.", "Jika hujan, harga beras naik lagi."),
        # An attribution goes where the speaker is known, and only it.
        ('"Harga beras tidak akan turun," kata Ketua P3R Sugeng Marsudi.', "Harga beras tidak akan turun …"),
        ("“Harga beras tidak akan turun,” kata Ketua P3R, Sugeng Marsudi.", "Harga beras tidak akan turun …"),
        (
            '"Harga beras akan turun," kata Sugeng Marsudi jika panen tiba.',
            '"Harga beras akan turun," kata Sugeng Marsudi jika panen tiba.',
        ),
        ("Menurut Ketua P3R Sugeng Marsudi, harga belum tentu turun.", "… harga belum tentu turun."),
        # In reported speech the verb says how it was said.
        ("Ketua P3R Sugeng Marsudi membantah harga naik.", "Ketua P3R Sugeng Marsudi membantah harga naik."),
    ],
)
def test_only_byline_connective_and_attribution_are_left_out(text, quote):
    assert quoted(text) == quote


def test_of_the_shipped_article_every_tight_quote_is_what_a_reader_would_cut():
    entry = shipped_entry()
    said = attribute(entry.article.text, entry.segments, "id")
    quotes = {}
    for sentence in entry.sentences:
        parts = excerpt(entry.article.text, sentence, said[sentence.number - 1])
        quotes[sentence.number] = TalkingPoint(
            cited(entry.text_of(sentence), 1, sentence.number, sentence.start), parts
        ).quote
    assert quotes[1].startswith("… Aliansi Parlemen Internasional")
    assert quotes[9].endswith("kami memiliki tanggung jawab dan kesempatan khusus …")
    assert quotes[12] == "… bahkan ada hukuman mati bagi warga yang mencoba mengakses konten budaya Korea."
    assert quotes[21].startswith("Masalah") and quotes[21].endswith("peningkatan kualitas hidup …")
    # The speech goes on after the attribution, so that nothing is cut.
    assert quotes[26] == entry.text_of(entry.sentences[25])
    # A former office stays: it is in the sentence or with the speaker.
    assert "mantan" in quotes[22] and "mantan" in said[22].speaker.described


@given(st.data())
def test_every_excerpt_of_any_cut_of_an_article_lies_inside_its_sentence(data):
    text = shipped_entry().article.text
    start = data.draw(st.integers(0, len(text) - 400))
    piece = text[start : start + data.draw(st.integers(40, 400))]
    entry = entry_of(piece)
    for sentence, said in zip(entry.sentences, attribute(piece, entry.segments, "id"), strict=True):
        made = TalkingPoint(cited(entry.text_of(sentence), 1, 1, sentence.start), excerpt(piece, sentence, said))
        assert all(part in piece for part in made.pieces)


# ---- what it is read with


def read_with(text, number):
    entry = entry_of(text)
    said = attribute(text, entry.segments, "id")
    sentence = entry.sentences[number - 1]
    found = neighbour(entry, said, sentence, excerpt(text, sentence, said[number - 1]))
    return None if found is None else found.number


@pytest.mark.parametrize(
    ("second", "alone"),
    [
        ("Dia pindah ke Bandung.", False),
        ("Mereka pindah ke Bandung.", False),
        ("Serangan tersebut merusak bank di Bandung.", False),
        ("Timnya sudah pindah ke kota Bandung.", False),
        ("Namun, harga beras di Bandung naik.", False),
        ("Belum ada keputusan.", False),
        ("Harga beras di kota Bandung naik lagi.", True),
        ("Serangan siber naik, dan serangan itu merusak bank.", True),
        ("Sementara itu, harga beras di Bandung naik.", True),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_is_read_with_it(second, alone):
    assert read_with(f"Wali Kota Sari Melati datang kemarin. {second}", 2) == (None if alone else 1)


def test_a_pronoun_whose_speaker_is_told_needs_no_neighbour_and_a_lost_speaker_does():
    entry = shipped_entry()
    said = attribute(entry.article.text, entry.segments, "id")
    with_neighbour = {
        s.number: found.number
        for s in entry.sentences
        if (found := neighbour(entry, said, s, excerpt(entry.article.text, s, said[s.number - 1])))
    }
    assert 10 not in with_neighbour  # "Dia menekankan", said by Kim Gi-hyeon
    assert with_neighbour[3] == 2  # "Hal tersebut"
    assert with_neighbour[5] == 6  # the quotation's speaker stands in the next sentence
    assert with_neighbour[20] == 19  # "Untuk mewujudkan hal ini"
    assert 1 not in with_neighbour


def test_an_answer_in_an_interview_is_read_with_its_question():
    text = (
        "Direktur Utama PT Elang, Nadira Kusuma, menerima kami dan menjawab pertanyaan tentang klub.\n"
        "Berapa utang klub sekarang?\nPer akhir April kewajiban kami tersisa Rp32 miliar di bank.\n"
    )
    assert read_with(text, 3) == 2


# ---- which are chosen


def candidates(entry, *values):
    return tuple(
        Relevant(Hit(entry.article.id, s, 0.0, 0.0, 0.0, 0.0, 1, 1, None), value)
        for s, value in zip(entry.sentences, values, strict=True)
    )


REPEATING = entry_of(
    "Dewan mendesak bank segera menghentikan serangan siber.\n"
    "Dewan itu mendesak bank untuk menghentikan serangan siber.\n"
    "Petani menanam jagung di lereng gunung."
)


def test_a_sentence_that_repeats_a_better_one_is_not_given_at_all():
    likeness = Likeness({"pasar": REPEATING})
    found = candidates(REPEATING, 0.9, 0.8, 0.7)
    assert likeness.between(found[0].hit, found[1].hit) == pytest.approx(1.0)
    assert likeness.between(found[0].hit, found[2].hit) == 0
    assert [c.hit.sentence.number for c in diverse(found, 5, likeness)] == [1, 3]


def test_a_new_point_comes_before_a_more_relevant_one_that_half_repeats():
    entry = entry_of(
        "Serangan siber merusak bank besar.\nSerangan siber merugikan petani jagung.\nHarga kedelai naik tajam."
    )
    likeness = Likeness({"pasar": entry})
    found = candidates(entry, 0.9, 0.8, 0.75)
    assert 0.2 < likeness.between(found[0].hit, found[1].hit) < 0.6
    assert [c.hit.sentence.number for c in diverse(found, 2, likeness)] == [1, 3]
    assert diverse((), 2, likeness) == ()


def test_themes_are_named_by_shared_words_or_by_who_speaks_and_the_best_comes_first():
    text = (
        "Gempa bumi merusak sekolah di lereng.\n"
        "Ketua P3R Sugeng Marsudi mengatakan panen jagung gagal.\n"
        "Sekolah dibangun kembali setelah gempa bumi.\n"
        "Pasar dibuka Senin.\nHujan turun.\nJalan macet.\nSungai meluap."
    )
    entry = entry_of(text)
    entries = {"pasar": entry}
    said = {"pasar": attribute(text, entry.segments, "id")}
    found = candidates(entry, 0.8, 0.9, 0.7, 0.6, 0, 0, 0)[:4]
    made = themes(found, entries, said, Likeness(entries), "bencana")
    assert [(label, [c.hit.sentence.number for c in cs]) for label, cs in made] == [
        ("Sugeng Marsudi", [2]), ("Gempa bumi", [1, 3]), (None, [4]),
    ]  # fmt: skip
    assert themes(found[:1] + found[2:3], entries, said, Likeness(entries), "gempa bumi")[0][0] is None


# ---- topics


@pytest.mark.parametrize(
    ("topic", "language"),
    [("keamanan siber", "id"), ("cybersecurity", "en"), ("harga beras", "id"), ("death penalty", "en"),
     ("what should ASEAN do?", "en"), ("hukuman mati", "id"), ("ticket prices", "en")],
)  # fmt: skip
def test_the_language_of_a_few_words_is_told_by_spelling(topic, language):
    assert guess_phrase(topic) == language


def test_a_topic_whose_words_stand_in_the_article_has_the_articles_language():
    articles = {"pasar": entry_of("Harga internet naik di ASEAN.")}
    assert language_of_topic("internet", articles) == "id"
    assert language_of_topic("what should ASEAN do?", articles) == "en"


def test_questions_are_told_from_phrases():
    assert [is_question(t) for t in ("what should ASEAN do", "kapan?", "keamanan siber", "access to information")] == [
        True, True, False, False,
    ]  # fmt: skip


# ---- with the real encoder and reader


@pytest.fixture(scope="module")
def asean(assistant):
    return assistant.points("what should ASEAN do?", 3, audience="  Komisi I\n DPR ")


def test_a_topic_as_a_question_gives_the_sentence_that_answers_with_its_speaker(asean):
    assert isinstance(asean, Sheet)
    first = asean.points[0]
    assert (first.citation.sentence, first.speaker.endswith("(IPCNKR)"), asean.language) == (29, True, "en")
    assert first.quote.startswith("… IPCNKR juga mendorong negara-negara ASEAN")
    assert asean.audience == "Komisi I DPR"
    assert len(asean.points) == 3 or asean.note


def test_every_quote_of_a_sheet_is_the_articles_own_characters(asean, shipped):
    said = sheet_json(asean)
    json.dumps(said)
    numbers = {c["number"]: c for c in said["citations"]}
    for each in said["points"]:
        text = shipped.entries[numbers[each["citation"]]["article"]].article.text
        assert all(text[part["start"] : part["end"]] == part["text"] for part in each["parts"])
    assert said["sources"][0]["sha256"] == next(iter(shipped.entries.values())).article.sha256


def test_a_topic_the_article_does_not_cover_or_does_not_name_is_declined(assistant):
    for topic in ("harga beras", "what should Malaysia do?"):
        reply = assistant.points(topic)
        assert isinstance(reply, Abstention)
        assert reply.reason == "off_topic" and reply.nearest
    assert "harga beras" in assistant.points("harga beras").message
    assert assistant.points("halo").reason == "conversation"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(("???",), BadQuestion), (("siber", 0), BadOption), (("siber", 21), BadOption), (("siber", True), BadOption)],
)
def test_what_cannot_be_asked_for_is_refused(assistant, arguments, error):
    with pytest.raises(error):
        assistant.points(*arguments)


@pytest.mark.parametrize("audience", ["x" * 201, "DPR \u202e", None])
def test_a_bad_audience_line_is_refused(assistant, audience):
    with pytest.raises(BadOption):
        assistant.points("siber", audience=audience)


def test_any_sentence_can_be_made_a_point_and_verified(shipped):
    drafter = Drafter(shipped, Citer(shipped.entries), "id")
    name, entry = next(iter(shipped.entries.items()))
    points = [drafter.point(name, s.number) for s in entry.sentences]
    made = drafter.sheet(points, "semua", "", len(points))
    verify_sheet(made, {name: entry.article})
    assert [p.citation.sentence for p in made.points] == [s.number for s in entry.sentences]
    assert isinstance(entry.sentences[0], Sentence)
