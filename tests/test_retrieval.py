"""Search is measured on questions that stand by themselves, each ranking apart."""

import pytest
from cases import attack, item, nugget, unanswerable

from eval.retrieval import Row, curve, figures, fits, rankings, table
from index import Hit, Sentence

ASKED = item(nugget("n1", (1,)), nugget("n2", (2, 3)))


def hit(number, fused, ranks):
    sentence, passage, lexical = ranks
    return Hit("ranting", Sentence(number, 0, 1, 0, None), fused, 0.8, 0.8, 1.0, sentence, passage, lexical)


def test_each_ranking_orders_the_sentences_its_own_way_and_what_it_does_not_find_comes_last():
    hits = (hit(7, 0.9, (2, 1, None)), hit(4, 0.8, (1, 3, 2)), hit(9, 0.7, (3, 2, 1)))
    assert rankings(hits) == {"sentence": (4, 7, 9), "passage": (7, 9, 4), "BM25": (9, 4, 7), "fused": (7, 4, 9)}


def test_only_answerable_questions_without_history_and_attack_are_asked():
    assert fits(ASKED)
    assert not fits(unanswerable())
    assert not fits(item(nugget("n1", (1,)), history=("Siapa dia?",)))
    assert not fits(item(nugget("n1", (1,)), adversarial=attack()))


def test_evidence_counts_when_a_whole_set_is_among_the_first():
    found = figures([(ASKED, (1, 2, 4, 3)), (ASKED, (4, 5, 6, 1))])
    assert found["ESR@1"].value == pytest.approx((0.5 + 0) / 2)
    assert found["ESR@5"].value == pytest.approx((1 + 0.5) / 2)
    assert found["AllEv@5"].value == 0.5
    assert found["RR(rel=2)@10"].value == pytest.approx((1 + 1 / 4) / 2)
    assert curve([(ASKED, (1, 2, 4, 3)), (ASKED, (4, 5, 6, 1))], 4) == (0.25, 0.25, 0.25, 0.75)
    assert set(figures([(ASKED, (1,))], ["ESR@3"])) == {"ESR@3"}
    assert curve([]) == ()


def test_the_table_has_a_dash_where_nothing_was_asked():
    rows = [Row("BM25", "id", figures([(ASKED, (1, 2, 3))])), Row("BM25", "en", figures([]))]
    lines = table(rows).splitlines()
    assert lines[2].startswith("| BM25 | id | 1 | 0.50")
    assert lines[3] == "| BM25 | en | 0 | - | - | - | - |"
