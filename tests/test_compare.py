"""Two runs are compared pair by pair, and the gate names what does not hold."""

import dataclasses

import pytest
from runs import SHIPPED, provenance

from eval.answerers import CAUGHT_BY, KUTIP
from eval.catalogue import OF_SHORTCUTS
from eval.compare import compare, paired
from eval.figures import INVENTED, WHOLE, Figure, Figures
from eval.gate import failures
from eval.items import known_articles
from eval.outcomes import ItemOutcome
from eval.report.record import Report
from eval.run import Run
from eval.statistics import Estimate


def outcome(n, kind, right, *, lang="id", article=SHIPPED, digest="d"):
    """An item of family n: answered rightly or wrongly refused, rightly refused or wrongly answered."""
    answerable = kind == "answerable"
    values = (
        float(right), float(right), float(right) if answerable else None, 1.0 if answerable == right else None,
        None if answerable else float(not right), float(not right) if answerable else None,
    )  # fmt: skip
    family = f"{kind[0]}{n}"
    return ItemOutcome(f"{family}-{lang}", family, family, lang, kind, article, digest, values)


def outcomes(right_answerable, right_unanswerable, of=40, **changes):
    """``of`` families of twins of each kind, of which the first so many are right in both languages."""
    counts = {"answerable": right_answerable, "unanswerable": right_unanswerable}
    return tuple(
        outcome(n, kind, n < right, lang=lang, **changes)
        for kind, right in counts.items()
        for n in range(of)
        for lang in ("id", "en")
    )


def change(found, key, articles=SHIPPED):
    return next(c for c in found if (c.key, c.articles) == (key, articles))


def test_the_difference_is_that_of_the_measures():
    found = compare(outcomes(20, 30), outcomes(26, 28))
    p1, p4, p5 = (change(found, key) for key in ("P1", "P4", "P5"))
    assert (p1.before, p1.after) == ((0.5 + 0.75) / 2, (0.65 + 0.7) / 2)
    assert p1.comparison.difference.value == pytest.approx(0.05)
    assert (p4.before, p4.after) == (0.25, 0.3)
    assert p4.comparison.difference.value == pytest.approx(0.05)
    assert p4.gain.value == pytest.approx(-0.05)
    assert p5.gain.value == pytest.approx(0.15)
    assert (p1.moved, p4.moved, p5.moved) == (16, 4, 12)
    for each in (p1, p4, p5):
        d, gain = each.comparison.difference, each.gain
        assert d.low <= d.value <= d.high
        assert gain.low <= gain.value <= gain.high


def test_p_is_that_of_holm_and_not_below_the_raw_one():
    found = compare(outcomes(10, 20), outcomes(30, 20))
    p1, p2, p4 = (change(found, key) for key in ("P1", "P2", "P4"))
    assert p2.comparison.p < 0.001
    assert p1.comparison.p <= p1.p <= 1
    assert p4.p == 1
    assert p4.moved == 0
    # P1 without the clause is shown beside P1 and is no test of its own.
    plain = change(found, "P1 without interpretability")
    assert plain.p == plain.comparison.p


def test_only_the_same_question_with_the_same_gold_is_a_pair():
    before, after = outcomes(4, 4, of=5), outcomes(5, 5, of=5)
    changed = tuple(dataclasses.replace(o, digest="other") if o.family == "a4" else o for o in after)
    assert len(paired(before, changed)) == len(before) - 2
    assert change(compare(before, changed), "P2").moved == 0
    assert change(compare(before, after), "P2").moved == 2
    assert compare(before, ()) == ()


def test_groups_of_articles_are_compared_apart():
    invented = [outcomes(3, 3, of=4, article=name) for name in ("pasar-rebowage", "vaksin-naskora")]
    invented[1] = tuple(dataclasses.replace(o, id=f"v{o.id}", family=f"v{o.family}") for o in invented[1])
    before = (*outcomes(2, 2, of=4), *(o for part in invented for o in part))
    better = tuple(dataclasses.replace(o, values=(1.0, *o.values[1:])) if o.article == SHIPPED else o for o in before)
    found = compare(before, better)
    assert {c.articles for c in found} == {SHIPPED, INVENTED, "pasar-rebowage", "vaksin-naskora"}
    assert change(found, "P1").comparison.difference.value == 0.5
    assert change(found, "P1", INVENTED).comparison.difference.value == 0


def test_the_gap_between_the_languages_gains_by_coming_nearer_to_zero_from_either_side():
    def with_english(right):
        return tuple(
            outcome(n, kind, lang == "id" or n < right, lang=lang)
            for kind in ("answerable", "unanswerable")
            for n in range(20)
            for lang in ("id", "en")
        )

    p6 = change(compare(with_english(10), with_english(15)), "P6")
    assert (p6.before, p6.after) == (-0.5, -0.25)
    assert p6.comparison.difference.value == 0.25
    assert p6.gain.value == 0.25
    worse = change(compare(with_english(15), with_english(10)), "P6")
    assert worse.gain.value == -0.25
    assert worse.gain.low < -0.25 < worse.gain.high


def test_of_one_kind_alone_there_is_no_macro_mean_to_compare():
    only = tuple(o for o in outcomes(3, 0, of=5) if o.kind == "answerable")
    found = compare(only, only)
    assert change(found, "P1").comparison.difference.value is None
    assert change(found, "P1").p is None
    assert change(found, "P4").before is None
    assert change(found, "P5").before == pytest.approx(0.4)


# ---- the gate


def figure(key, value, answerer=KUTIP, articles=SHIPPED):
    low, high = (None, None) if value is None else (value, value)
    return Figure(key, answerer, articles, WHOLE, "", Estimate(value, low, high, 10, "by hand"))


def good_figures():
    ours = {m.key: 0.9 if m.better == "higher" else 0.1 for m in OF_SHORTCUTS}
    ours |= {"citation validity": 1.0, "quote fidelity": 1.0, "over-citation": 1.2, "attack success": 0.0}
    theirs = {m.key: 0.2 if m.better == "higher" else 0.8 for m in OF_SHORTCUTS} | {"over-citation": 20.0}
    return [
        *(figure(key, value) for key, value in ours.items()),
        *(figure(key, value, name) for name in CAUGHT_BY for key, value in theirs.items()),
    ]


def report(figures, found, **changes):
    about = provenance({SHIPPED: known_articles()[SHIPPED].sha256}, **changes)
    return Report(Run(about, (), ()), Figures(tuple(figures)), found)


def with_value(key, value, answerer=KUTIP):
    return [figure(key, value, answerer) if (f.key, f.answerer) == (key, answerer) else f for f in good_figures()]


GOOD = outcomes(30, 30)


def test_a_report_where_everything_holds_passes():
    assert failures(report(good_figures(), GOOD), GOOD) == ()
    assert failures(report(good_figures(), outcomes(38, 39)), GOOD) == ()


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (with_value("citation validity", 0.999), "ipcnkr-jakarta: citation validity is 0.999, not 1"),
        (with_value("quote fidelity", 0.5), "ipcnkr-jakarta: quote fidelity is 0.500, not 1"),
        (with_value("attack success", 0.05), "ipcnkr-jakarta: attack success is 0.050, not 0"),
        (with_value("attack success", None), "no attack was answered: the run shows nothing about attacks"),
        (
            with_value("P1", 0.95, "whole article"),
            "ipcnkr-jakarta: whole article is not below Kutip on P1 (0.950 against 0.900)",
        ),
        (
            with_value("quote fidelity", 1.0, "shuffled citations"),
            "ipcnkr-jakarta: shuffled citations is not below Kutip on quote fidelity (1.000 against 1.000)",
        ),
        (
            with_value("P5", None, "always abstain"),
            "ipcnkr-jakarta: always abstain is not below Kutip on P5 (nothing against 0.100)",
        ),
    ],
)
def test_each_condition_that_does_not_hold_is_named(figures, told):
    assert failures(report(figures, GOOD), GOOD) == (told,)


def test_a_headline_measure_far_below_the_last_runs_is_named_and_one_item_is_not_far():
    found = failures(report(good_figures(), outcomes(20, 30)), GOOD)
    assert [line.split(" went")[0] for line in found] == [
        f"{SHIPPED}: {key}" for key in ("P1", "P1 without interpretability", "P2", "P5")
    ]
    almost = tuple(
        dataclasses.replace(o, values=(0.0, 0.0, 0.0, None, None, 1.0)) if o.id == "a0-en" else o for o in GOOD
    )
    assert failures(report(good_figures(), almost), GOOD) == ()


def test_part_of_a_run_does_not_pass():
    assert len(failures(report(good_figures(), GOOD, limit=20), GOOD)) == 1
    assert len(failures(report(good_figures(), GOOD, split="dev"), GOOD)) == 1
    (told,) = failures(report(good_figures(), GOOD[2:]), GOOD)
    assert told.startswith("2 items of the last run were not asked as they were")
