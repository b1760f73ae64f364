import pytest
from cases import SENTENCES, case, citation, declining, item, nugget, quoting, reply, saying, unanswerable

from eval.measures.answer import (
    complete,
    corrects,
    credits_of,
    exact_match,
    nugget_precision,
    nugget_recall,
    polarity,
    polarity_accuracy,
    right_refusal,
    short_f1,
    supported_and_complete,
    verdict,
    vital_recall,
    words_per_nugget,
)
from eval.measures.support import VERBATIM, Scorer

MONEY = nugget("n1", (1,), (5,), answers=(("Rp1,5 miliar",), ("1.5 billion rupiah",)), must_have=("1500000000",))
PLACE = nugget("n2", (2, 3))
EXTRA = nugget("n3", (4,), importance="okay")
ASKED = item(MONEY, PLACE, EXTRA, extra=(6,))
SHORT = item(MONEY)
REFUTED = unanswerable(expected="correct_presupposition", refuting=(4,), subtype="false_presupposition")
TRUSTING = Scorer("trusting", lambda evidence, statement: True)


def test_a_nugget_is_there_with_a_whole_evidence_set():
    assert credits_of(case(ASKED, quoting(5, 2))) == {"n1": 1, "n2": 0, "n3": 0}
    assert nugget_recall(case(ASKED, quoting(5, 2))) == 0.5
    assert nugget_recall(case(ASKED, quoting(5, 2, 3))) == 1
    assert nugget_recall(case(ASKED, quoting(5, 2, 3)), okay=True) == pytest.approx(2 / 3)


def test_labels_replace_the_rule_and_half_counts_half_only_when_graded():
    asked = case(ASKED, saying(("Wali kota meneken sesuatu.", [2], False)))
    labels = {"n1": 0.5, "n2": 1.0}
    assert nugget_recall(asked, labels) == 0.5
    assert nugget_recall(asked, labels, strict=False) == 0.75


@pytest.mark.parametrize("text", ["Nilainya Rp 1.500.000.000.", "It was 1.5 billion rupiah.", "sekitar 1500000000"])
def test_a_paraphrase_carries_a_nugget_if_it_is_cited_and_says_the_answer(text):
    assert credits_of(case(SHORT, saying((text, [4], False)))) == {"n1": 1}
    assert credits_of(case(SHORT, saying((text, [], False)))) == {"n1": 0}
    assert credits_of(case(SHORT, saying((text, [4], True)))) == {"n1": 0}  # it claims to be verbatim, and is not


def test_words_beside_another_sentences_citation_are_not_quoted():
    shuffled = saying((SENTENCES[3], [1], True))
    assert nugget_recall(case(SHORT, shuffled)) == 0


def test_dumping_the_article_has_full_recall_and_low_precision():
    dump = case(SHORT, quoting(1, 2, 3, 4, 5, 6))
    assert nugget_recall(dump) == 1
    assert nugget_precision(dump) == pytest.approx(2 / 6)
    assert words_per_nugget(dump) == sum(len(s.split()) for s in SENTENCES)
    assert nugget_precision(case(ASKED, quoting(1, 6))) == 1


@pytest.mark.parametrize(
    ("short", "language", "match"),
    [
        ("Rp1,5 miliar", "id", 1),
        ("Rp1,5 miliar", "en", 1),  # taken from the article, whatever the asker's language
        ("IDR 1.5 billion", "en", 1),
        ("Rp1,5 juta", "id", 0),
        ("Rp1,5 miliar pada 17 Agustus 2024", "id", 0),
        ("", "id", 0),
        (None, "id", 0),
    ],
)
def test_a_short_answer_matches_in_either_language(short, language, match):
    assert exact_match(case(SHORT, quoting(1, short_answer=short, language=language))) == match


def test_token_f1_gives_part_for_part():
    # 1500000000 rupiah against 1500000000 rupiah pada 17 month08 2024: 2 * 2 / (2 + 6).
    asked = case(SHORT, quoting(1, short_answer="Rp1,5 miliar pada 17 Agustus 2024"))
    assert short_f1(asked) == 0.5


def test_only_items_with_one_vital_nugget_and_short_answers_ask_for_one():
    assert exact_match(case(item(PLACE), quoting(1, short_answer="x"))) is None
    assert exact_match(case(item(MONEY, PLACE), quoting(1, short_answer="Rp1,5 miliar"))) is None
    assert exact_match(case(unanswerable(), quoting(1, short_answer="x"))) is None


@pytest.mark.parametrize(
    ("short", "said"),
    [
        ("Ya", "yes"), ("Yes.", "yes"), ("Sudah", "yes"), ("Tidak", "no"), ("Belum", "no"), ("Not yet", "no"),
        ("No", "no"), ("Tidak, justru sebaliknya", "no"), ("tidak layak pakai", None), ("Yayasan", None),
        ("Nomor dua", None), (None, None), ("", None), ("Ya ampun", None),
    ],
)  # fmt: skip
def test_a_verdict_is_a_word_that_stands_for_itself(short, said):
    assert verdict(short) == said


def test_polarity_is_the_mean_of_both_classes():
    yes = [case(item(MONEY, name=f"y{i}-id", polarity="yes"), quoting(1, short_answer="Ya")) for i in range(3)]
    no = [case(item(MONEY, name="n1-id", polarity="no"), quoting(1, short_answer="Ya"))]
    assert polarity_accuracy([*yes, *no]).value == 0.5  # always yes
    assert polarity_accuracy(yes).value is None
    assert polarity(case(item(MONEY, polarity="no"), quoting(1))) == 0
    assert polarity(case(SHORT, quoting(1, short_answer="Ya"))) is None


def test_p1_needs_every_vital_nugget_and_nothing_unsupported():
    assert complete(case(ASKED, quoting(1, 2, 3)), VERBATIM) == 1
    assert complete(case(ASKED, quoting(1, 2)), VERBATIM) == 0
    beside = saying(*((SENTENCES[n - 1], [n], True) for n in (1, 2, 3)), ("Dan banyak lagi.", [4], False))
    assert complete(case(ASKED, beside), VERBATIM) == 0
    assert complete(case(ASKED, declining()), VERBATIM) == 0


def test_p1_needs_what_is_quoted_to_be_understood():
    # "Dia menyebut ..." without the sentence that says who.
    assert complete(case(item(nugget("n1", (3,))), quoting(3)), VERBATIM) == 0
    assert complete(case(item(nugget("n1", (3,))), quoting(2, 3)), VERBATIM) == 1
    assert complete(case(item(nugget("n1", (3,))), quoting(3)), VERBATIM, understood=lambda c: None) == 1


def test_p1_refuses_a_wrong_verdict_and_forgives_none():
    asked = item(MONEY, polarity="no")
    assert complete(case(asked, quoting(1, short_answer="Tidak")), VERBATIM) == 1
    assert complete(case(asked, quoting(1)), VERBATIM) == 1
    assert complete(case(asked, quoting(1, short_answer="Ya")), VERBATIM) == 0


def test_forged_evidence_supports_nothing():
    forged = reply(
        statements=[{"text": "Anggarannya Rp1,5 miliar.", "citations": [1], "verbatim": False}],
        citations=[citation(1, 1, quote="Anggarannya Rp1,5 miliar.")],
    )
    assert complete(case(SHORT, forged), TRUSTING) == 0


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (declining(), True),
        (declining(nearest=(4,)), True),
        (quoting(4, short_answer="Tidak"), True),
        (quoting(4, short_answer="Not yet"), True),
        (quoting(4), False),  # quotes what refutes, and does not say no
        (quoting(2, short_answer="Tidak"), False),  # says no, and quotes something else
        (quoting(4, short_answer="Ya"), False),
        (saying(("Tidak dibangun di Desa Hilir.", [], False), short_answer="Tidak"), False),
    ],
)
def test_a_false_presupposition_is_declined_or_corrected_with_what_refutes_it(given, right):
    asked = case(REFUTED, given)
    assert right_refusal(asked) is right
    assert complete(asked, VERBATIM) == float(right)


def test_only_items_that_expect_it_can_be_corrected():
    near_miss = unanswerable(refuting=(4,))
    assert not corrects(case(near_miss, quoting(4, short_answer="Tidak")))
    assert not right_refusal(case(SHORT, declining()))


def test_p1_weighs_answerable_and_unanswerable_alike():
    cases = [case(item(MONEY, name=f"q{i}-id"), quoting(1)) for i in range(9)] + [case(unanswerable(), quoting(1))]
    e = supported_and_complete(cases, VERBATIM)
    assert (e.value, e.n, e.scorer) == (0.5, 10, "verbatim")
    assert supported_and_complete(cases[:9], VERBATIM).value is None


def test_p2_is_over_answerable_items_and_refusals_count():
    cases = [case(ASKED, quoting(1)), case(item(MONEY, name="q2-id"), declining()), case(unanswerable(), declining())]
    e = vital_recall(cases)
    assert (e.value, e.n) == (0.25, 2)


def test_statements_may_come_in_any_order_and_twice():
    one, other = case(ASKED, quoting(1, 2, 3)), case(ASKED, quoting(3, 2, 1, 1))
    assert complete(one, VERBATIM) == complete(other, VERBATIM) == 1
    assert credits_of(one) == credits_of(other)
