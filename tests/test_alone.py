from __future__ import annotations

import pytest

from index import Article, Entry, split
from rag.alone import with_neighbours
from rag.reply import Answer
from rag.speakers import attribute


def quoted_with(text, number):
    entry = Entry(Article("made", text, "id", "0" * 64), split(text, "id"))
    chosen = [entry.sentences[number - 1]]
    return [s.number for s in with_neighbours(entry, attribute(text, entry.segments), chosen)]


HALL = "Rapat digelar di Balai Kota Ambon pada Senin."


@pytest.mark.parametrize(
    ("second", "numbers"),
    [
        ("Dalam pertemuan tersebut, semua peserta sepakat menunda iuran.", [1, 2]),
        ("Namun, semua peserta sepakat menunda iuran sampai Mei.", [1, 2]),
        ("Semua peserta dari lima kecamatan sepakat menunda iuran.", [2]),
        ("Iuran warga dinaikkan karena iuran itu lama tidak berubah.", [2]),
    ],
)
def test_a_quote_that_points_back_comes_with_the_sentence_before_it(second, numbers):
    assert quoted_with(f"{HALL} {second}", 2) == numbers


def test_the_first_sentence_has_nothing_before_it():
    assert quoted_with("Dalam pertemuan tersebut, peserta sepakat menunda iuran. " + HALL, 1) == [1]


def test_an_answer_quotes_what_its_sentence_points_back_to_in_the_articles_order(assistant):
    reply = assistant.ask("Di mana sidang umum itu diadakan?")
    assert isinstance(reply, Answer)
    assert [c.sentence for c in reply.citations] == [2, 3]
    assert reply.citations[1].highlight is not None
