import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from eval.auroc import auroc
from eval.statistics import (
    Estimate,
    cluster_bootstrap,
    cohen_kappa,
    gwet_ac1,
    holm,
    krippendorff_alpha,
    mcnemar,
    mean,
    paired_randomisation,
    rogan_gladen,
    rule_of_three,
    weighted_kappa,
    wilson,
)

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


def table(yes_yes, yes_no, no_yes, no_no):
    pairs = [(1, 1)] * yes_yes + [(1, 0)] * yes_no + [(0, 1)] * no_yes + [(0, 0)] * no_no
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_an_estimate_without_a_value_has_no_interval_and_nan_is_no_value():
    with pytest.raises(ValueError, match="no interval"):
        Estimate(None, 0.1, None, 3, "x")
    with pytest.raises(ValueError, match="no value"):
        Estimate(float("nan"), None, None, 3, "x")


def test_wilsons_interval_is_the_published_one():
    e = wilson(81, 263)  # Newcombe 1998, table I
    assert (round(e.value, 4), round(e.low, 4), round(e.high, 4)) == (0.3080, 0.2553, 0.3662)
    assert (wilson(0, 20).low, round(wilson(0, 20).high, 4)) == (0.0, 0.1611)
    assert (round(wilson(20, 20).low, 4), wilson(20, 20).high) == (0.8389, 1.0)
    assert wilson(0, 0).value is None


@pytest.mark.parametrize(("n", "bound"), [(20, 13.9), (40, 7.2), (80, 3.7), (120, 2.5), (160, 1.9), (240, 1.2)])
def test_after_n_trials_without_a_failure_the_rate_is_bounded(n, bound):
    assert round(100 * rule_of_three(n), 1) == bound
    assert rule_of_three(0) is None


def test_the_mean_of_independent_items_has_about_wilsons_interval():
    values = [1.0] * 80 + [0.0] * 20
    e, w = mean(values, range(100)), wilson(80, 100)
    assert e.value == 0.8
    assert e.low == pytest.approx(w.low, abs=0.02)
    assert e.high == pytest.approx(w.high, abs=0.02)
    assert (e.n, e.method) == (100, "family bootstrap, 10000 replicates")


def test_items_of_one_family_are_drawn_together():
    values = [1.0] * 40 + [0.0] * 40
    apart = mean(values, range(80))
    paired = mean(values, [i // 2 for i in range(80)])
    assert paired.high - paired.low == pytest.approx((apart.high - apart.low) * 2**0.5, rel=0.1)


def test_the_bootstrap_is_the_same_every_time():
    values = [i / 100 for i in range(100)]
    assert mean(values, range(100)) == mean(values, range(100))
    assert mean(values, range(100), seed=1) != mean(values, range(100), seed=2)


def test_values_that_mean_nothing_are_left_out_and_nothing_left_is_none():
    assert mean([1.0, None, 0.0], "abc").n == 2
    assert mean([1.0, None, 0.0], "abc").value == 0.5
    assert mean([None, None], "ab").value is None
    assert mean([], []).value is None


def test_no_failure_in_ten_families_is_not_certainty():
    e = mean([0.0] * 20, [i // 2 for i in range(20)])
    assert (e.value, e.low, e.n) == (0, 0, 20)
    assert e.high == wilson(0, 10).high
    both = mean([1.0] * 10 + [0.0] * 5, range(15), classes=["x"] * 10 + ["y"] * 5)
    assert both.value == 0.5
    assert both.low == pytest.approx((wilson(10, 10).low + wilson(0, 5).low) / 2)
    assert both.high == pytest.approx((wilson(10, 10).high + wilson(0, 5).high) / 2)


def test_no_difference_may_be_one_to_either_side():
    e = mean([0.0] * 10, range(10), signed=True)
    assert (e.value, e.low) == (0, -e.high)
    assert e.high == wilson(0, 10).high
    worse = mean([-1.0] * 10, range(10), signed=True)
    assert (worse.value, worse.low) == (-1, -1)
    assert worse.high == pytest.approx(-wilson(10, 10).low)


def test_one_family_has_a_value_and_no_interval():
    e = mean([1.0, 0.0], "aa")
    assert (e.value, e.low, e.high) == (0.5, None, None)


def test_a_macro_average_does_not_depend_on_the_mix_and_needs_every_class():
    values, classes = [1.0] * 9 + [0.0], ["answerable"] * 9 + ["unanswerable"]
    e = mean(values, range(10), classes=classes)
    assert e.value == 0.5
    assert mean([*values[:9], None], range(10), classes=classes).value is None


def test_draws_stay_within_their_stratum():
    seen = []

    def statistic(weights):
        seen.append(weights)
        return weights[:, 0]

    cluster_bootstrap("abcd", statistic, strata=[1, 1, 2, 2], replicates=50)
    assert seen[1].shape == (50, 4)  # seen[0] are the items themselves, once each
    assert (seen[1][:, :2].sum(axis=1) == 2).all()
    assert (seen[1][:, 2:].sum(axis=1) == 2).all()


def test_ten_thousand_draws_agree_with_drawing_one_at_a_time():
    values, families = np.array([0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.5]), [0, 0, 1, 2, 2, 3, 4]
    rng, drawn = random.Random(1), []
    for _ in range(4000):
        picked = [i for f in rng.choices(range(5), k=5) for i in range(7) if families[i] == f]
        drawn.append(values[picked].mean())
    e = mean(list(values), families)
    assert [e.low, e.high] == pytest.approx(list(np.quantile(drawn, [0.025, 0.975])), abs=0.02)


def test_swapping_whole_families_gives_the_p_value_of_all_swaps():
    # Four families that all favour the first: of 16 sign patterns 2 are as extreme, p = 1/8.
    c = paired_randomisation([1, 1, 1, 1, 1], [0, 0, 0, 0, 0], list("aabcd"))
    assert c.difference.value == 1
    assert c.p == pytest.approx(1 / 8, abs=0.02)
    same = paired_randomisation([1, 0, 1], [1, 0, 1], "abc")
    assert (same.difference.value, same.p) == (0, 1)


def test_the_smallest_p_value_is_one_of_all_draws():
    c = paired_randomisation([1.0] * 60, [0.0] * 60, range(60), replicates=999)
    assert c.p == 1 / 1000


def test_randomisation_can_compare_macro_averages():
    c = paired_randomisation([1, 1, 1, 0], [0, 0, 0, 0], "abcd", classes=["x", "x", "x", "y"])
    assert c.difference.value == 0.5
    assert paired_randomisation([], [], []).p is None
    with pytest.raises(ValueError, match="values for"):
        paired_randomisation([1], [1, 0], "a")


def test_mcnemar_is_exact():
    assert mcnemar(1, 9) == pytest.approx(2 * (1 + 10) / 2**10)
    assert mcnemar(9, 1) == mcnemar(1, 9)
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 0) == 1


def test_holm_steps_down_and_never_falls():
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
    assert holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}


def labelled(yes, q1, no, q0):
    """Return (judge, person) pairs with exactly these error rates."""
    right, rejected = round(yes * q1), round(no * q0)
    pairs = [(True, True)] * right + [(False, True)] * (yes - right)
    return pairs + [(False, False)] * rejected + [(True, False)] * (no - rejected)


def test_a_judges_rate_is_corrected_by_its_error_rates():
    pairs = labelled(100, 0.9, 100, 0.8)
    e = rogan_gladen([True] * 620 + [False] * 380, range(1000), pairs, range(200), scorer="rules-v1")
    assert e.value == pytest.approx((0.62 + 0.8 - 1) / 0.7)
    assert e.low < e.value < e.high
    assert e.scorer == "rules-v1"
    assert e.method.startswith("Rogan-Gladen")


@pytest.mark.parametrize(
    ("rate", "pairs"),
    [
        (0.95, labelled(100, 0.9, 100, 0.85)),  # clips: (0.95 - 0.15) / 0.75 > 1
        (0.50, labelled(100, 0.6, 100, 0.6)),  # q1 + q0 = 1.2
        (0.50, labelled(100, 0.9, 0, 1.0)),  # specificity unknown
    ],
    ids=["clips", "weak judge", "one class"],
)
def test_where_the_correction_cannot_be_trusted_peoples_labels_stand_alone(rate, pairs):
    e = rogan_gladen([True] * round(100 * rate) + [False] * round(100 - 100 * rate), range(100), pairs,
                     range(len(pairs)), scorer="rules-v1")  # fmt: skip
    assert e.method == "labels of people only"
    assert e.scorer == "human"
    assert e.value == sum(p for _, p in pairs) / len(pairs)


def test_ninety_per_cent_of_a_good_judge_is_not_ninety_per_cent():
    # The judge says 90 %, with q1 = .90 and q0 = .85 the corrected rate is exactly 1.
    e = rogan_gladen([True] * 900 + [False] * 100, range(1000), labelled(100, 0.9, 100, 0.85), range(200))
    assert e.value == pytest.approx(1.0) or e.method == "labels of people only"


def test_kappa_falls_with_prevalence_and_ac1_does_not():
    # Two raters, each right 93 % of the time, 10,000 units: at 50 % and at 95 % prevalence.
    even, skewed = table(4349, 651, 651, 4349), table(8219, 651, 651, 479)
    assert round(cohen_kappa(*even), 2) == 0.74
    assert round(gwet_ac1(*even), 2) == 0.74
    assert round(cohen_kappa(*skewed), 2) == 0.35
    assert round(gwet_ac1(*skewed), 2) == 0.84


def test_agreement_has_no_meaning_where_one_label_was_used():
    same = [1, 1, 1]
    assert cohen_kappa(same, same) is None
    assert gwet_ac1(same, same) is None
    assert weighted_kappa(same, same, [0, 1]) is None
    assert krippendorff_alpha([[1, 1], [1, 1]]) is None
    assert krippendorff_alpha([]) is None
    assert cohen_kappa([], []) is None
    assert gwet_ac1([], []) is None


@settings(max_examples=25)
@given(LABELS)
def test_kappa_agrees_with_scikit_learn(pairs):
    from sklearn.metrics import cohen_kappa_score

    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    if len({*first, *second}) > 1:
        assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))
        expected = cohen_kappa_score(first, second, weights="quadratic", labels=[0, 1, 2, 3])
        assert weighted_kappa(first, second, [0, 1, 2, 3]) == pytest.approx(expected)


@given(LABELS)
def test_agreement_does_not_depend_on_who_is_first(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    assert gwet_ac1(first, second) == pytest.approx(gwet_ac1(second, first))
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa(second, first))
    assert krippendorff_alpha(pairs) == pytest.approx(krippendorff_alpha([(b, a) for a, b in pairs]))


def test_krippendorffs_own_example_comes_out():
    # Four observers, twelve units, with missing labels (Krippendorff 2011): nominal .743, ordinal .815.
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = list(zip(*rows, strict=True))
    assert round(krippendorff_alpha(units), 3) == 0.743
    assert round(krippendorff_alpha(units, order=[1, 2, 3, 4, 5]), 3) == 0.815


def test_perfect_agreement_is_one_everywhere():
    labels = [0, 1, 2, 1, 0]
    assert cohen_kappa(labels, labels) == 1
    assert weighted_kappa(labels, labels, [0, 1, 2]) == 1
    assert gwet_ac1(labels, labels) == pytest.approx(1)
    assert krippendorff_alpha(list(zip(labels, labels, strict=True))) == 1


def test_auroc_counts_the_pairs_in_order_and_half_the_ties():
    found = auroc([True, True, False, False], [0.9, 0.4, 0.4, 0.1], range(4), replicates=50)
    assert (found.value, found.n) == (pytest.approx((1 + 1 + 0.5 + 1) / 4), 4)
    assert auroc([], [], []).value is None


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0])), min_size=2, max_size=30))
def test_auroc_is_scikit_learns_and_none_without_both_labels(rows):
    labels, values = [label for label, _ in rows], [value for _, value in rows]
    found = auroc(labels, values, range(len(rows)), replicates=2).value
    assert found == (pytest.approx(roc_auc_score(labels, values)) if len({*labels}) == 2 else None)
