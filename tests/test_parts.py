from __future__ import annotations

import pytest

from rag import Answer
from rag.parts import parts_of

NAMES = ("Cho Chung-hee", "Jerome Sauvage")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Siapa Nakagawa Masaharu dan apa pesannya?", ("Siapa Nakagawa Masaharu?", "apa pesannya?")),
        ("When did he flee, and where does he live now?", ("When did he flee?", "where does he live now?")),
        ("Siapa ketua dan wakilnya?", ("Siapa ketua dan wakilnya?",)),
        ("What did Japan and Korea say?", ("What did Japan and Korea say?",)),
        ("Kim dan siapa?", ("Kim dan siapa?",)),
        (
            "Bandingkan pandangan Cho Chung-hee dan Jerome Sauvage tentang ekonomi.",
            ("Pandangan Cho Chung-hee tentang ekonomi?", "Pandangan Jerome Sauvage tentang ekonomi?"),
        ),
    ],
)
def test_a_question_is_taken_apart_only_where_it_asks_twice(question, parts):
    assert parts_of(question, NAMES) == parts


def test_every_part_is_answered_from_its_own_sentence(assistant):
    reply = assistant.ask("Siapa Nakagawa Masaharu dan di mana sidang umum diadakan?")
    assert isinstance(reply, Answer)
    assert {25, 3} <= {c.sentence for c in reply.citations}


def test_a_part_that_the_article_does_not_answer_is_named(assistant):
    reply = assistant.ask("Siapa direktur Good Farmers Research Institute dan berapa harga kamar hotelnya?")
    assert isinstance(reply, Answer)
    assert [c.sentence for c in reply.citations] == [17]
    (missing,) = [s for s in reply.statements if not s.verbatim]
    assert "berapa harga kamar hotelnya" in missing.text
