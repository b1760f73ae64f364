import itertools
import math
import random

import numpy as np
import pytest
from cases import case, declining, item, nugget, quoting, unanswerable
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.measures.abstention import (
    abstention_figures,
    auroc,
    average_precision,
    brier,
    calibration_error,
    expected_calibration_error,
    hallucination_by_class,
    hallucination_rate,
    in_askers_language,
    loss_if_answered,
    names_missing,
    offers_nearest,
    reliability,
    risk_coverage,
    risk_figures,
    wrong_abstention_rate,
)
from eval.measures.support import VERBATIM

PAIRS = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), min_size=1, max_size=6)


def answerable(name, given):
    return case(item(nugget("n1", (1,)), name=name), given)


def mixed():
    """Return TA 3, FR 1, FA 1, TR 3."""
    answers = [answerable(f"a{i}-id", quoting(1)) for i in range(3)] + [answerable("a3-id", declining())]
    declines = [case(unanswerable(f"u{i}-id"), declining()) for i in range(3)]
    return [*answers, *declines, case(unanswerable("u3-id", subtype="off_topic"), quoting(1))]


def test_p4_and_p5_are_the_two_ways_to_be_wrong():
    assert hallucination_rate(mixed()).value == 0.25
    assert wrong_abstention_rate(mixed()).value == 0.25
    by_class = hallucination_by_class(mixed())
    assert {k: (e.value, e.n) for k, e in by_class.items()} == {
        "near_miss:missing_attribute": (0, 3), "off_topic": (1, 1),
    }  # fmt: skip


def test_declining_has_precision_recall_and_f1():
    figures = abstention_figures(mixed())
    assert {k: e.value for k, e in figures.items()} == {
        "precision": 0.75, "recall": 0.75, "F1": 0.75, "balanced accuracy": 0.75,
    }  # fmt: skip


def test_never_declining_has_no_precision():
    figures = abstention_figures([answerable("a1-id", quoting(1)), case(unanswerable(), quoting(1))])
    assert figures["precision"].value is None
    assert figures["recall"].value == 0
    assert figures["balanced accuracy"].value == 0.5


def test_a_loss_is_an_answer_that_is_not_complete_or_should_not_be():
    assert loss_if_answered(answerable("a1-id", quoting(1)), VERBATIM) == 0
    assert loss_if_answered(answerable("a1-id", quoting(2)), VERBATIM) == 1
    assert loss_if_answered(answerable("a1-id", declining()), VERBATIM) == 1
    assert loss_if_answered(case(unanswerable(), quoting(1)), VERBATIM) == 1
    assert loss_if_answered(case(unanswerable(), declining()), VERBATIM) == 1


def test_aurc_of_three_items_by_hand():
    # Losses 0, 1, 0 by falling confidence: risks 0, 1/2, 1/3.
    curve = risk_coverage([0.9, 0.5, 0.1], [0, 1, 0])
    assert curve.aurc[0] == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert curve.coverage_at(0.05)[0] == pytest.approx(1 / 3)
    assert curve.coverage_at(0.34)[0] == 1
    assert curve.risk_at(0.8)[0] == pytest.approx(1 / 3)
    assert curve.risk_at(0.5)[0] == pytest.approx(1 / 2)


def brute_aurc(losses):
    return sum(sum(losses[:m]) / m for m in range(1, len(losses) + 1)) / len(losses)


@given(PAIRS)
def test_aurc_is_the_mean_over_every_order_of_tied_items(pairs):
    blocks = [[float(x) for c, x in pairs if c == level] for level in sorted({c for c, _ in pairs}, reverse=True)]
    orders = itertools.product(*(list(itertools.permutations(b)) for b in blocks))
    brute = [brute_aurc(list(itertools.chain(*order))) for order in orders]
    curve = risk_coverage([c for c, _ in pairs], [float(x) for _, x in pairs])
    assert curve.aurc[0] == pytest.approx(sum(brute) / len(brute))


@given(PAIRS, st.randoms(use_true_random=False))
def test_an_item_drawn_twice_counts_as_two(pairs, rng):
    times = [rng.randint(0, 2) for _ in pairs]
    if sum(times):
        repeated = [pair for pair, n in zip(pairs, times, strict=True) for _ in range(n)]
        weighted = risk_coverage(*map(list, zip(*pairs, strict=True)), np.array([times], dtype=float))
        plain = risk_coverage(*map(list, zip(*repeated, strict=True)))
        assert weighted.aurc[0] == pytest.approx(plain.aurc[0])
        assert weighted.coverage_at(0.3)[0] == pytest.approx(plain.coverage_at(0.3)[0])
        assert weighted.risk_at(0.8)[0] == pytest.approx(plain.risk_at(0.8)[0])


def test_the_best_order_has_no_excess_and_where_all_lose_there_is_no_best():
    families = list("abcd")
    best = risk_figures([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1], families, scorer="verbatim")
    assert best["E-AURC"].value == pytest.approx(0)
    assert best["AURC"].scorer == "verbatim"
    assert best["coverage at risk <= 5 %"].value == 0.5
    assert best["risk at 80 % coverage"].value == 0.5
    lost = risk_figures([0.9, 0.8, 0.2, 0.1], [1, 1, 1, 1], families)
    assert lost["E-AURC"].value is None
    assert lost["AURC"].value == 1
    assert lost["coverage at risk <= 5 %"].value == 0


@settings(max_examples=25)
@given(PAIRS)
def test_auroc_and_average_precision_agree_with_scikit_learn(pairs):
    from sklearn.metrics import average_precision_score, roc_auc_score

    values, truths = [v for v, _ in pairs], [t for _, t in pairs]
    if any(truths) and not all(truths):
        assert auroc(values, truths, range(len(pairs))).value == pytest.approx(roc_auc_score(truths, values))
        found = average_precision(values, truths, range(len(pairs)))
        assert found.value == pytest.approx(average_precision_score(truths, values))
    else:
        assert auroc(values, truths, range(len(pairs))).value is None
        assert average_precision(values, truths, range(len(pairs))).value is None


def test_brier_is_the_mean_squared_error():
    assert brier([1.0, 0.5, 0.0], [True, True, True], "abc").value == pytest.approx((0 + 0.25 + 1) / 3)


def test_bins_hold_equally_many():
    probabilities = [i / 25 for i in range(25)]
    bins = reliability(probabilities, [True] * 25)
    assert [b.n for b in bins] == [2, 3] * 5
    assert [b.n for b in reliability([0.5, 0.6], [True, False])] == [1, 1]


def test_calibration_error_by_hand():
    # Two bins: 0.2 said and 0.5 true, 0.8 said and 1.0 true.
    assert expected_calibration_error([0.2, 0.2, 0.8, 0.8], [True, False, True, True], bins=2) == pytest.approx(0.25)


def test_calibration_error_is_printed_from_two_hundred_items():
    rng = random.Random(1)
    said = [rng.random() for _ in range(220)]
    true = [rng.random() < p for p in said]
    assert calibration_error(said[:199], true[:199], range(199)).value is None
    e = calibration_error(said, true, range(220))
    assert e.low < e.value < e.high
    assert math.isfinite(e.value)


def test_an_abstention_says_what_is_missing_in_the_askers_language_beside_what_comes_nearest():
    good = case(unanswerable(), declining(nearest=(2,)))
    assert (names_missing(good), in_askers_language(good), offers_nearest(good)) == (1, 1, 1)
    vague = case(unanswerable(), declining("The article does not say that.", None, nearest=(1,)))
    assert (names_missing(vague), in_askers_language(vague), offers_nearest(vague)) == (0, 0, 0)
    assert names_missing(case(unanswerable(), quoting(1))) is None
