from __future__ import annotations

import pytest

from rag import Abstention, Answer, Citation, Statement, as_json

ASKED = {
    "question": "Di mana?",
    "standalone_question": "Di mana?",
    "language": "id",
    "confidence": 0.9,
    "index": "0" * 12,
}


def cited(number=1, quote="Di Jakarta.", start=10, highlight=None):
    return Citation(number, "a", 1, start, start + len(quote), quote, highlight)


def test_an_answer_without_a_citation_cannot_be_constructed():
    with pytest.raises(ValueError, match="needs a statement and a citation"):
        Answer(**ASKED, statements=(), citations=())
    with pytest.raises(ValueError, match="needs a statement and a citation"):
        Answer(**ASKED, statements=(Statement("Di Jakarta.", (1,)),), citations=())


def test_a_statement_without_a_citation_or_without_words_cannot_be_constructed():
    with pytest.raises(ValueError, match="needs words and a citation"):
        Statement("Di Jakarta.", ())
    with pytest.raises(ValueError, match="needs words and a citation"):
        Statement(" ", (1,))


def test_a_citation_is_as_long_as_its_quote_and_holds_its_highlight():
    with pytest.raises(ValueError, match="has 11 characters"):
        Citation(1, "a", 1, 10, 20, "Di Jakarta.")
    with pytest.raises(ValueError, match="lies outside"):
        cited(highlight=(5, 12))
    with pytest.raises(ValueError, match="lies outside"):
        cited(highlight=(12, 12))
    assert cited(highlight=(13, 20)).highlight == (13, 20)


def test_citations_are_numbered_from_1_and_all_are_used():
    with pytest.raises(ValueError, match="not from 1 in order"):
        Answer(**ASKED, statements=(Statement("Di Jakarta.", (2,)),), citations=(cited(2),))
    with pytest.raises(ValueError, match="statements cite"):
        Answer(**ASKED, statements=(Statement("Di Jakarta.", (1,)),), citations=(cited(1), cited(2, start=40)))


def test_small_talk_cites_nothing():
    with pytest.raises(ValueError, match="conversation cites nothing"):
        Abstention(**ASKED, reason="conversation", message="Halo.", nearest=(cited(),))


def test_the_json_has_the_contracts_keys():
    answer = as_json(
        Answer(
            **ASKED,
            statements=(Statement("Di Jakarta.", (1,)),),
            citations=(cited(highlight=(13, 20)),),
            short_answer="Jakarta",
        )
    )
    assert list(answer) == [
        "question",
        "standalone_question",
        "language",
        "kind",
        "short_answer",
        "statements",
        "citations",
        "abstention",
        "confidence",
        "timings_ms",
        "index",
    ]
    assert answer["citations"] == [
        {
            "number": 1,
            "article": "a",
            "sentence": 1,
            "start": 10,
            "end": 21,
            "quote": "Di Jakarta.",
            "highlight": [13, 20],
            "speaker": None,
            "translation": None,
        }
    ]
    assert answer["statements"] == [{"text": "Di Jakarta.", "citations": [1], "verbatim": True}]
    abstention = as_json(
        Abstention(**ASKED, reason="not_stated", message="Tidak.", missing="tanggal", nearest=(cited(),))
    )
    assert (abstention["kind"], abstention["short_answer"], abstention["statements"], abstention["citations"]) == (
        "abstention",
        None,
        [],
        [],
    )
    assert set(abstention["abstention"]) == {"reason", "message", "missing", "nearest"}
