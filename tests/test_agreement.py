"""Agreement, checked against worked examples, scikit-learn and a second implementation; and what labels feed."""

from __future__ import annotations

import json
from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ratings import drawn, rated, stored, the_set
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from eval.rating import store as stores
from eval.rating.adjudication import Label, labels_of, raters_of
from eval.rating.agreement import _kappa as weighted
from eval.rating.agreement import (
    ac1,
    agreement,
    alpha,
    ceilings,
    estimate,
    kappa,
    ordinal_alpha,
    quadratic_kappa,
    raw,
)
from eval.rating.feeds import Validation, reasons, report, report_table, supported, validate, validation_table
from eval.rating.flags import candidates, keeper
from eval.rating.rehearsal import Skill, coverage, known_figures, rehearse
from eval.rating.scores import BadValues, named, read_values, statements_of
from eval.rating.store import Store
from eval.statistics import Estimate

ORDER = ("a", "b", "c", "d")


def one(table):
    return np.array([table], dtype=float)


def test_two_tables_with_85_per_cent_agreement_have_kappas_of_70_and_32():
    # Feinstein and Cicchetti 1990, the first paradox; AC1 worked by hand from Gwet 2008.
    even, skewed = one([[40, 9], [6, 45]]), one([[80, 10], [5, 5]])
    assert (raw(even)[0], raw(skewed)[0]) == (0.85, 0.85)
    assert (round(kappa(even)[0], 2), round(kappa(skewed)[0], 2)) == (0.70, 0.32)
    assert (round(ac1(even)[0], 2), round(ac1(skewed)[0], 2)) == (0.70, 0.81)


def test_cohens_own_example_of_1968_comes_out_with_his_weights():
    table = one([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
    assert round(kappa(table)[0], 3) == 0.492
    assert round(weighted(table, np.array([[0.0, 1, 3], [1, 0, 6], [3, 6, 0]]))[0], 3) == 0.348


def test_krippendorffs_own_example_of_2011_comes_out():
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = [tuple(None if v is None else str(v) for v in unit) for unit in zip(*rows, strict=True)]

    def value(figure):
        return estimate(units, range(12), tuple("12345"), figure, replicates=10, several=True).value

    assert (round(value(alpha), 3), round(value(ordinal_alpha), 3)) == (0.743, 0.815)


LABELS = st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(ORDER)), min_size=3, max_size=40)
GAPS = st.lists(st.tuples(*[st.sampled_from((*ORDER, None))] * 3), min_size=3, max_size=30)


@given(LABELS)
@settings(max_examples=40)
def test_kappa_is_scikit_learns(pairs):
    first, second = zip(*pairs, strict=True)
    if len({*first, *second}) < 2:
        return
    table = np.zeros((1, 4, 4))
    for a, b in pairs:
        table[0, ORDER.index(a), ORDER.index(b)] += 1
    assert kappa(table)[0] == pytest.approx(cohen_kappa_score(first, second, labels=ORDER))
    assert quadratic_kappa(table)[0] == pytest.approx(
        cohen_kappa_score(first, second, labels=ORDER, weights="quadratic")
    )


@given(GAPS)
@settings(max_examples=60)
def test_alpha_is_the_second_implementations(units):
    paired = {label for unit in units for label in unit if label and sum(x is not None for x in unit) > 1}
    if len(paired) < 2:
        return
    codes = [[np.nan if v is None else ORDER.index(v) for v in row] for row in zip(*units, strict=True)]
    for figure, level in ((alpha, "nominal"), (ordinal_alpha, "ordinal")):
        ours = estimate(units, range(len(units)), ORDER, figure, replicates=10, several=True).value
        theirs = krippendorff.alpha(codes, value_domain=list(range(4)), level_of_measurement=level)
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_one_label_only_has_no_kappa_and_no_ac1():
    with np.errstate(invalid="ignore", divide="ignore"):
        assert np.isnan(kappa(one([[9, 0], [0, 0]]))[0])
        assert np.isnan(ac1(one([[9, 0], [0, 0]]))[0])


# ---- over a store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store, _ = stored(tmp_path_factory.mktemp("agreement"), drawn(60, 1))
    rated(store, "Ani", (0.95, 0.9), 1)
    rated(store, "Budi", (0.9, 0.85), 2)
    return store


@pytest.fixture(scope="module")
def figures(store):
    return agreement(store.batch(), raters_of(store), replicates=200)


def test_every_figure_has_an_interval_its_n_and_whom_it_is_of(figures):
    cited = [f for f in figures if (f.question, f.over) == ("cited", "all")]
    assert [f.measure for f in cited] == [
        "raw agreement", "raw agreement, full or not", "Cohen's kappa, full or not", "Cohen's kappa, quadratic",
        "Gwet's AC1, full or not", "prevalence of full", "Krippendorff's alpha, nominal",
        "Krippendorff's alpha, ordinal",
    ]  # fmt: skip
    for f in cited:
        assert f.who == "Ani, Budi"
        assert f.estimate.low < f.estimate.value < f.estimate.high
        assert f.estimate.n >= 50


def test_figures_come_by_language_and_answerer_and_without_what_was_planted(figures):
    assert {f.over for f in figures if f.question == "cited"} == {
        "all", "not planted", "language id", "language en", "answerer gold", "answerer first sentence",
        "answerer planted", "duplicates",
    }  # fmt: skip


def test_a_rater_is_compared_with_himself_on_the_silent_duplicates(figures):
    himself = [f for f in figures if f.over == "duplicates" and f.question == "cited"]
    assert {f.who for f in himself} == {"Ani", "Budi"}
    assert all(5 <= f.estimate.n <= 10 for f in himself)


def test_duplicates_and_what_nobody_could_judge_do_not_count_between_raters(figures, store):
    whole = sum(len(u.statements) for u in store.batch().units if not store.batch().key[u.id].duplicate_of)
    assert {f.estimate.n for f in figures if (f.question, f.over) == ("cited", "all")} == {whole}


def test_with_three_raters_kappa_is_of_each_pair_and_alpha_of_all(tmp_path):
    third, _ = stored(tmp_path, drawn(24), raters=("Ani", "Budi", "Dewi"))
    for n, name in enumerate(("Ani", "Budi")):
        rated(third, name, (0.9, 0.9), n)
    rated(third, "Dewi", (0.9, 0.9), 5, third.batch().units[:12])
    found = [f for f in agreement(third.batch(), raters_of(third), replicates=50) if f.over == "all"]
    kappas = {f.who: f.estimate.n for f in found if (f.question, f.measure) == ("cited", "Cohen's kappa, full or not")}
    assert set(kappas) == {"Ani, Budi", "Ani, Dewi", "Budi, Dewi"}
    assert kappas["Ani, Dewi"] < kappas["Ani, Budi"]
    alphas = [f for f in found if f.question == "cited" and "alpha" in f.measure]
    assert {f.who for f in alphas} == {"Ani, Budi, Dewi"}


# ---- what it feeds


def test_no_headline_from_few_statements_low_kappa_or_open_differences_and_it_says_why():
    good = Estimate(0.7, 0.6, 0.8, 150, "x")
    assert reasons(150, good, 0) == ()
    assert reasons(149, good, 0) == ("149 adjudicated statements, fewer than 150",)
    assert "kappa 0.39 is below 0.4" in reasons(150, replace(good, value=0.39, low=0.3), 0)[0]
    assert "not known" in reasons(150, None, 0)[0]
    assert reasons(150, good, 3) == ("3 differences wait for the adjudicator",)


def test_people_s_faithfulness_counts_their_labels_and_not_what_was_planted(store):
    found = report(store.batch(), raters_of(store), labels_of(store), main="gold")
    assert found.headline is None
    assert any("fewer than 150" in why for why in found.why_not)
    assert any("wait for the adjudicator" in why for why in found.why_not)
    assert "planted" not in {r.over for r in found.rows}
    assert "No headline: " in report_table(found)
    key = store.batch().key
    labels = [
        Label(unit, "cited.1", value, "agreement", cause)
        for unit, value, cause in zip(
            [u for u, o in key.items() if o.answerer == "gold"],
            ("full", "full", "partial", "none", "nothing"),
            (None, "ambiguous", None, None, None),
            strict=False,
        )
    ]
    row = next(r for r in report(store.batch(), raters_of(store), labels, main="gold").rows if r.over == "gold")
    assert (row.full.value, row.full.n, row.full.scorer) == (0.5, 4, "human")
    assert row.partly.value == 0.75
    assert row.plain.value == pytest.approx(1 / 3)


def test_a_scorer_is_measured_against_people_beside_the_human_ceiling(store):
    batch = store.batch()
    truth = supported(labels_of(store))
    values = {place: 0.8 - 0.5 * (not right) + 0.1 * (n % 5) - 0.2 for n, (place, right) in enumerate(truth.items())}
    found = validate(batch, raters_of(store), labels_of(store), values, scorer="mine", threshold=0.55)
    whole = next(v for v in found if v.over == "all")
    assert whole.auroc.value == pytest.approx(roc_auc_score([truth[p] for p in values], list(values.values())))
    assert whole.auroc.n == len(truth)
    assert whole.balanced_accuracy.value == pytest.approx((whole.sensitivity.value + whole.specificity.value) / 2)
    assert whole.human_kappa.value == ceilings(batch, raters_of(store))["all"].value
    assert whole.human_kappa.value in [f.estimate.value for f in agreement(batch, raters_of(store), replicates=20)]
    assert {v.over for v in found} >= {"all", "not planted", "language id", "answerer planted"}
    assert "| mine | all |" in validation_table(found)


def test_a_perfect_and_a_blind_scorer_get_what_they_deserve(store):
    labels, batch = labels_of(store), store.batch()
    truth = supported(labels)

    def measured(value) -> Validation:
        values = {p: value(p) for p in truth}
        return validate(batch, raters_of(store), labels, values, scorer="s", threshold=0.5)[0]

    perfect, blind = measured(lambda p: float(truth[p])), measured(lambda p: 1.0)
    assert (perfect.auroc.value, perfect.balanced_accuracy.value, perfect.kappa.value) == (1, 1, 1)
    assert (blind.auroc.value, blind.balanced_accuracy.value, blind.kappa.value) == (0.5, 0.5, None)
    assert (blind.sensitivity.value, blind.specificity.value) == (1, 0)


def test_scorers_get_the_statements_and_give_values_back(store, tmp_path):
    batch = store.batch()
    rows = list(statements_of(batch))
    assert all(row["evidence"] for row in rows)
    assert set(named("verbatim", batch).values()) == {0.0, 1.0}
    path = tmp_path / "scored.jsonl"
    path.write_text("".join(json.dumps(r | {"value": 0.3}) + "\n" for r in rows), encoding="utf-8")
    assert set(read_values(path, batch).values()) == {0.3}
    path.write_text('{"unit": "x", "statement": 1, "value": 1}', encoding="utf-8")
    with pytest.raises(BadValues, match=":1: the batch has no statement"):
        read_values(path, batch)


# ---- the rehearsal


def test_raters_of_known_accuracy_come_out_of_the_whole_workflow_as_they_are(tmp_path):
    items, claims, articles = the_set()
    found = rehearse(tmp_path, items, claims, articles, size=100, replicates=500)
    assert all(r.inside for r in (*found.recovered, *found.with_himself))
    # Labels are the truth but where both erred alike and no adjudicator looked.
    assert found.true_labels >= 0.96 * found.statements
    assert found.cases > 20


def test_known_figures_are_those_of_many_simulated_ratings():
    skills = (Skill(0.95, 0.9), Skill(0.9, 0.85))
    known = known_figures(0.65, *skills)
    rng = np.random.default_rng(1)
    truth = rng.random(200_000) < 0.65
    said = [
        np.where(truth, rng.random(truth.size) < s.sensitivity, rng.random(truth.size) >= s.specificity) for s in skills
    ]
    assert known["raw agreement"] == pytest.approx((said[0] == said[1]).mean(), abs=0.005)
    assert known["Cohen's kappa"] == pytest.approx(cohen_kappa_score(*said), abs=0.01)


def test_the_interval_holds_the_known_value_about_nineteen_times_in_twenty():
    held = coverage(drawn(60, 1), (Skill(0.95, 0.9), Skill(0.9, 0.85)), times=60)
    assert all(share >= 0.85 for share in held.values()), held


# ---- readers' flags


def test_flags_become_candidate_items_with_empty_gold(tmp_path):
    path = tmp_path / "flags.sqlite"
    keep = keeper(str(path))
    reply = {
        "question": "Siapa Ketua IPCNKR?", "language": "id", "statements": [{"text": "Kim Gi-hyeon."}],
        "abstention": None,
    }  # fmt: skip
    mark = {"reply": reply, "history": [], "article": "ipcnkr-jakarta", "article_sha256": None, "sentence": 12,
            "reason": "wrong_speaker", "note": "  bukan dia "}  # fmt: skip
    keep(mark)
    keep(mark | {"sentence": None, "reason": "does_answer", "note": None})
    keep(mark | {"history": ["Apa itu IPCNKR?"]})
    store = Store.open(path)
    first, second = candidates(store, the_set()[2])
    assert (first["question"], first["kind"], first["nuggets"]) == ("Siapa Ketua IPCNKR?", "answerable", [])
    assert "wrong_speaker: sentence 12 (bukan dia); replied: Kim Gi-hyeon." in first["notes"]
    assert first["article_sha256"] == the_set()[2]["ipcnkr-jakarta"].sha256
    assert second["history"] == ["Apa itu IPCNKR?"]
    with pytest.raises(ValueError, match="none of"):
        keep(mark | {"reason": "<b>"})


def test_a_store_takes_no_more_flags_than_a_disk_can_bear(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "MOST_FLAGS", 1)
    keep = keeper(str(tmp_path / "flags.sqlite"))
    mark = {"reply": {}, "history": [], "article": None, "article_sha256": None, "sentence": None, "reason": "other",
            "note": None}  # fmt: skip
    keep(mark)
    with pytest.raises(stores.BadStore, match="flags already"):
        keep(mark)


def test_flags_and_ratings_can_lie_in_one_store(tmp_path):
    store, _ = stored(tmp_path)
    keeper(str(store.path))
    assert store.flags() == ()
    assert store.batch() == drawn()
