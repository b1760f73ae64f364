import pytest
from cases import SENTENCES, case, citation, declining, item, nugget, quoting, reply, saying, unanswerable

from eval.measures.citation import (
    gold_f1,
    gold_precision,
    gold_recall,
    graded_support,
    many_citations,
    miscitation,
    over_citation,
    quote_fidelity,
    support_precision,
    support_recall,
    validity,
)
from eval.measures.support import VERBATIM, Scorer

ASKED = item(nugget("n1", (1,), (5,)), nugget("n2", (2, 3)), extra=(6,))
# A statement names what supports it: "A+B" is supported by sentences that hold all its parts.
PARTS = Scorer("parts", lambda evidence, statement: all(any(p in q for q in evidence) for p in statement.split("+")))


def altered(**changes):
    return reply(
        statements=[{"text": SENTENCES[0], "citations": [1], "verbatim": True}], citations=[citation(1, 1, **changes)]
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"sentence": 99},
        {"sentence": 0},
        {"sentence": 2},
        {"article": "lain"},
        {"start": 1},
        {"quote": "Dewan Kota Ranting menyetujui anggaran Rp9,5 miliar pada 17 Agustus 2024."},
    ],
)
def test_a_citation_holds_only_with_its_article_number_span_and_characters(changes):
    asked = case(ASKED, altered(**changes))
    assert validity(asked) == 0
    assert quote_fidelity(asked) == 0
    assert gold_precision(asked) == 0
    assert gold_recall(asked) == 0
    assert support_recall(asked, VERBATIM) == 0
    assert validity(case(ASKED, altered())) == 1


def test_a_marker_without_its_citation_is_invalid():
    given = reply(
        statements=[{"text": SENTENCES[0], "citations": [1, 7], "verbatim": True}], citations=[citation(1, 1)]
    )
    assert validity(case(ASKED, given)) == 0.5
    assert gold_precision(case(ASKED, given)) == 0.5
    assert support_recall(case(ASKED, given), VERBATIM) == 0


def test_a_verbatim_statement_stands_in_a_sentence_it_cites():
    spaced = SENTENCES[0].replace(" ", "\n ")
    asked = case(ASKED, saying((spaced, [1], True), ("anggaran Rp1,6 miliar", [1], True), (SENTENCES[1], [1], True)))
    assert quote_fidelity(asked) == pytest.approx(1 / 3)
    assert quote_fidelity(case(ASKED, saying(("Ringkasnya begitu.", [1], False)))) is None


def test_gold_precision_and_recall_are_those_of_the_cited_set():
    some = case(ASKED, quoting(1, 2, 4))
    assert gold_precision(some) == pytest.approx(2 / 3)
    assert gold_recall(some) == 0.5
    assert gold_f1(some) == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    every = case(ASKED, quoting(5, 2, 3))
    assert (gold_precision(every), gold_recall(every), gold_f1(every)) == (1, 1, 1)


def test_harmless_citations_neither_help_nor_hurt():
    assert gold_precision(case(ASKED, quoting(1, 2, 3, 6))) == 1
    assert gold_precision(case(ASKED, quoting(6))) == 0


def test_more_citations_than_would_do_are_counted():
    assert over_citation(case(ASKED, quoting(1, 2, 3))) == 1
    assert over_citation(case(ASKED, quoting(1, 2, 3, 4, 5, 6))) == 2
    assert over_citation(case(ASKED, quoting(1))) is None
    assert many_citations(case(ASKED, saying(("x", [1, 2, 3, 4], False)))) == 1
    assert many_citations(case(ASKED, saying(("x", [1, 2, 3], False)))) == 0


def test_citation_recall_and_precision_are_alces():
    # Three statements. The first needs both its citations; the second is supported by sentence 1 alone, and
    # sentence 4 is idle; the third is not supported by the sentence it cites.
    asked = case(
        ASKED,
        saying(
            ("17 Agustus+Gedung Arsip", [1, 2], False),
            ("Rp1,5 miliar", [1, 4], False),
            ("Desa Sumber", [4], False),
        ),
    )
    assert support_recall(asked, PARTS) == pytest.approx(2 / 3)
    # 1 and 2 needed; 1 needed, 4 idle; 4 of an unsupported statement: 3 of 5.
    assert support_precision(asked, PARTS) == pytest.approx(3 / 5)
    assert miscitation(asked, PARTS) == pytest.approx(1 / 3)


def test_two_citations_that_each_suffice_are_both_precise():
    asked = case(ASKED, saying(("Rp1,5 miliar", [1, 5], False)))
    assert support_precision(asked, PARTS) == 1


def test_an_invention_is_no_miscitation():
    asked = case(ASKED, saying(("Gedung Merdeka", [2], False)))
    assert miscitation(asked, PARTS) == 0
    assert support_recall(asked, PARTS) == 0


def test_trecs_weighted_example_comes_out():
    # Scores .5 and 1, and one sentence without a citation.
    assert graded_support([[0.5], [1.0], []]) == (0.75, 0.5)
    assert graded_support([[]]) == (None, 0.0)
    assert graded_support([]) == (None, None)


def test_abstentions_have_no_citations_to_measure():
    for asked in (case(ASKED, declining(nearest=(1,))), case(unanswerable(), declining())):
        measured = [m(asked) for m in (validity, quote_fidelity, gold_precision, gold_recall, gold_f1, over_citation)]
        assert measured == [None] * 6
        assert support_recall(asked, VERBATIM) is None
        assert support_precision(asked, VERBATIM) is None


def test_the_order_of_statements_changes_nothing():
    forward, backward = case(ASKED, quoting(1, 2, 4)), case(ASKED, quoting(4, 2, 1))
    for measure in (validity, quote_fidelity, gold_precision, gold_recall, gold_f1):
        assert measure(forward) == measure(backward)
