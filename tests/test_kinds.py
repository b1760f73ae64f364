"""Every kind of question, over one invented article that no other set knows."""

from __future__ import annotations

import pytest

from index import build_index
from rag import Abstention, Answer, Assistant

TEXT = """\
KUPANG - Kapal perpustakaan Bahari Pustaka mulai berlayar dari Pelabuhan Tenau, Kupang, pada Senin (5/5), membawa 6.200 buku untuk 14 pulau kecil.
Kepala Dinas Perpustakaan Nusa Tenggara Timur, Maria Lodovika Seran, mengatakan pelayaran itu menelan biaya Rp2,4 miliar.
"Anak-anak pulau tidak boleh menunggu jembatan untuk bisa membaca," ujarnya.
Dia meminta para camat menyediakan balai desa sebagai ruang baca selama kapal bersandar.
Kapal itu akan singgah dua hari di setiap pulau dan kembali ke Kupang pada akhir Juli.
Pelayaran tahun lalu batal karena mesin kapal rusak di galangan.
Nakhoda kapal, Yeremias Benu, mantan pelaut kapal ikan, menyebut gelombang setinggi tiga meter sebagai hambatan terbesar.
Sementara itu, penulis buku anak Dewi Rambu mengusulkan agar buku berbahasa daerah diperbanyak.
Menurut Dewi, baru 300 buku dari seluruh koleksi itu berbahasa daerah.
Pemerintah provinsi belum memutuskan apakah pelayaran akan dilanjutkan tahun depan.
Pembaca yang menghilangkan buku tidak didenda, tetapi diminta menggantinya dengan buku bekas.
"""  # noqa: E501 (one sentence a line)


@pytest.fixture(scope="module")
def library_ship(tmp_path_factory, encoder, reader):
    folder = tmp_path_factory.mktemp("ship")
    (folder / "ship.txt").write_text(TEXT, encoding="utf-8")
    return Assistant(build_index([folder / "ship.txt"], folder / "index", encoder=encoder), reader)


@pytest.mark.parametrize(
    ("question", "sentences", "short"),
    [
        # who
        ("Siapa nakhoda kapalnya?", {7}, "Yeremias Benu"),
        ("Who proposed having more books in local languages?", {8}, "Dewi Rambu"),
        # when
        ("When did the ship set out?", {1}, "Senin (5/5)"),
        # where
        ("Dari pelabuhan mana kapal itu berangkat?", {1}, "Tenau"),
        ("Where did the voyage start?", {1}, "Tenau"),
        # how many, how much
        ("Berapa biaya pelayaran itu?", {2}, "Rp2,4 miliar"),
        ("How many books are on board?", {1}, "6.200"),
        # what
        ("Apa hambatan terbesar menurut nakhoda?", {7}, "gelombang setinggi tiga meter"),
        ("What happens to readers who lose a book?", {11}, None),
        ("Apa yang diminta kepada para camat?", {4}, None),
        # why and how
        ("Kenapa pelayaran tahun lalu batal?", {6}, None),
        ("Why was last year's voyage cancelled?", {6}, None),
        # informal spelling and typing slips
        ("brp sih biaya pelayarannya?", {2}, "Rp2,4 miliar"),
        ("kpn kapalnya balik ke kupang", {5}, "akhir Juli"),
        ("kenapa pelayran tahun lalu btal", {6}, None),
        # one keyword
        ("biaya", {2}, None),
    ],
)
def test_a_question_is_answered_by_the_sentence_that_says_it(library_ship, question, sentences, short):
    reply = library_ship.ask(question)
    assert isinstance(reply, Answer)
    assert sentences <= {c.sentence for c in reply.citations}
    if short is not None:
        assert short in (reply.short_answer or "")


@pytest.mark.parametrize(
    ("question", "verdict", "sentence"),
    [
        ("Apakah nasib pelayaran tahun depan sudah diputuskan?", "Belum", 10),
        ("Apakah pembaca yang menghilangkan buku didenda?", "Tidak", 11),
        ("Do readers who lose a book have to pay a fine?", "No", 11),
    ],
)
def test_yes_or_no_is_said_only_where_the_sentence_says_it(library_ship, question, verdict, sentence):
    reply = library_ship.ask(question)
    assert isinstance(reply, Answer)
    assert sentence in [c.sentence for c in reply.citations]
    assert reply.short_answer in (verdict, None)


def test_all_parts_of_a_question_are_answered(library_ship):
    reply = library_ship.ask("Siapa nakhodanya dan berapa biaya pelayarannya?")
    assert {2, 7} <= {c.sentence for c in reply.citations}


def test_a_part_without_an_answer_is_said_to_have_none(library_ship):
    reply = library_ship.ask("Kenapa pelayaran tahun lalu batal dan berapa umur Dewi Rambu?")
    assert isinstance(reply, Answer)
    assert 6 in {c.sentence for c in reply.citations}
    assert any("umur Dewi Rambu" in s.text for s in reply.statements if not s.verbatim)


@pytest.mark.parametrize("question", ["Artikel ini tentang apa?", "What is this article about?"])
def test_an_overview_starts_with_the_lead(library_ship, question):
    reply = library_ship.ask(question)
    assert isinstance(reply, Answer)
    assert reply.citations[0].sentence == 1


@pytest.mark.parametrize(
    "question",
    [
        "Berapa gaji nakhoda Yeremias Benu?",
        "Siapa nama istri nakhoda Yeremias Benu?",
        "How many crew members does the ship have?",
        "How old is Dewi Rambu?",
        "Berapa harga minyak dunia hari ini?",
    ],
)
def test_what_the_article_does_not_say_is_declined(library_ship, question):
    assert isinstance(library_ship.ask(question), Abstention)


def test_what_a_question_takes_for_granted_is_declined_with_the_sentence_that_says_otherwise(library_ship):
    reply = library_ship.ask("Mengapa pemerintah provinsi memutuskan pelayaran dilanjutkan tahun depan?")
    assert isinstance(reply, Abstention)
    assert 10 in [c.sentence for c in reply.nearest]
