import math

import pytest
from cases import item, nugget, unanswerable
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.retrieval import all_evidence, evidence_recall, ranked, relevance

# n1: sentence 1, or 5; n2: 2 and 3 together; okay: 4; harmless: 6.
ASKED = item(nugget("n1", (1,), (5,)), nugget("n2", (2, 3)), nugget("n3", (4,), importance="okay"), extra=(6,))
RANKINGS = st.permutations([1, 2, 3, 4, 5, 6]).flatmap(lambda p: st.integers(0, 6).map(lambda n: tuple(p[:n])))


def test_evidence_of_vital_nuggets_counts_two_and_the_rest_one():
    assert relevance(ASKED) == {1: 2, 5: 2, 2: 2, 3: 2, 4: 1, 6: 1}


def test_a_nugget_is_found_with_a_whole_evidence_set_only():
    assert evidence_recall(ASKED, (2, 1), 1) == 0
    assert evidence_recall(ASKED, (2, 1), 3) == 0.5
    assert evidence_recall(ASKED, (2, 5, 3), 3) == 1
    assert [all_evidence(ASKED, (2, 5, 3), k) for k in (1, 2, 3)] == [0, 0, 1]
    assert evidence_recall(ASKED, (), 10) == 0


def test_items_without_gold_have_no_retrieval():
    assert evidence_recall(unanswerable(), (1, 2), 3) is None
    assert all_evidence(unanswerable(), (1, 2), 3) is None
    assert all(values == (None,) for values in ranked([(unanswerable(), (1, 2))]).values())
    assert all(values == () for values in ranked([]).values())


def test_ir_measures_names_and_values_come_out_item_by_item():
    values = ranked([(ASKED, (4, 1, 2)), (unanswerable(), (1,)), (ASKED, ())])
    assert values["R(rel=2)@1"] == (0, None, 0)
    assert values["R(rel=2)@3"] == (0.5, None, 0)
    assert values["RR(rel=2)@10"] == (0.5, None, 0)
    assert values["Success(rel=2)@1"] == (0, None, 0)
    assert values["Success(rel=2)@3"] == (1, None, 0)
    assert "nDCG@10" in values


@given(RANKINGS)
def test_ndcg_is_that_of_a_loop_with_linear_gains(ranking):
    gains = relevance(ASKED)
    dcg = sum(gains.get(n, 0) / math.log2(place + 1) for place, n in enumerate(ranking, 1))
    best = sum(g / math.log2(place + 1) for place, g in enumerate(sorted(gains.values(), reverse=True), 1))
    (value,) = ranked([(ASKED, ranking)])["nDCG@10"]
    assert value == pytest.approx(dcg / best)


@given(RANKINGS)
def test_looking_deeper_never_finds_less(ranking):
    depths = [evidence_recall(ASKED, ranking, k) for k in (1, 3, 5, 10)]
    assert depths == sorted(depths)
    recalls = [ranked([(ASKED, ranking)])[f"R(rel=2)@{k}"][0] for k in (1, 3, 5, 10)]
    assert recalls == sorted(recalls)


def test_a_sentence_ranked_twice_is_a_bug():
    with pytest.raises(ValueError, match="ranked twice"):
        ranked([(ASKED, (1, 1))])
