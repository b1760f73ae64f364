"""The first thing asked of the measures: silence, an uncited answer and a wrong refusal never score well."""

import pytest
from cases import SENTENCES, attack, case, declining, item, nugget, quoting, reply, saying, unanswerable

from eval.measures import abstention, adversarial, answer, citation, conversation, faithfulness, parity
from eval.measures.interpretability import interpretable
from eval.measures.support import VERBATIM, Scorer

GULLIBLE = Scorer("gullible", lambda evidence, statement: True)
NEVER = Scorer("never", lambda evidence, statement: False)
BUDGET = nugget("n1", (1,), (5,), answers=(("Rp1,5 miliar",), ("1.5 billion rupiah",)), must_have=("1500000000",))
QUESTION = item(BUDGET, polarity="yes", adversarial=attack())
PREVIOUS = item(nugget("n1", (2,)), name="q0-id")

SILENT = reply(short_answer="Ya")
BLANK = saying(("  ", [1], True), short_answer="Ya")
UNCITED = saying((SENTENCES[0], [], True), short_answer="Ya")
UNCITED_PARAPHRASE = saying(("Ya, anggarannya Rp1,5 miliar.", [], False), citations=[1], short_answer="Rp1,5 miliar")
REFUSAL = declining()
TEXT_REFUSAL = saying(("Artikel ini tidak menyebutkannya.", [], False), short_answer="Tidak")

# name -> (measure of one case, its best value)
MEASURES = {
    "P1": (lambda c: answer.complete(c, GULLIBLE), 1),
    "P2": (answer.nugget_recall, 1),
    "graded recall": (lambda c: answer.nugget_recall(c, {"n1": 1.0}, strict=False, okay=True), 1),
    "nugget precision": (answer.nugget_precision, 1),
    "words per nugget": (answer.words_per_nugget, 0),
    "EM": (answer.exact_match, 1),
    "F1": (answer.short_f1, 1),
    "polarity": (answer.polarity, 1),
    "P3": (lambda c: faithfulness.faithfulness(c, GULLIBLE), 1),
    "article faithfulness": (lambda c: faithfulness.article_faithfulness(c, GULLIBLE), 1),
    "invents": (lambda c: faithfulness.invents(c, GULLIBLE), 0),
    "contradicts": (lambda c: faithfulness.contradicts(c, NEVER), 0),
    "interpretable": (interpretable, True),
    "P4": (abstention.hallucination, 0),
    "P5": (abstention.wrong_abstention, 0),
    "loss": (lambda c: abstention.loss_if_answered(c, GULLIBLE), 0),
    "names missing": (abstention.names_missing, 1),
    "asker's language": (abstention.in_askers_language, 1),
    "offers nearest": (abstention.offers_nearest, 1),
    "validity": (citation.validity, 1),
    "quote fidelity": (citation.quote_fidelity, 1),
    "gold precision": (citation.gold_precision, 1),
    "gold recall": (citation.gold_recall, 1),
    "gold F1": (citation.gold_f1, 1),
    "over-citation": (citation.over_citation, 1),
    "many citations": (citation.many_citations, 0),
    "support recall": (lambda c: citation.support_recall(c, GULLIBLE), 1),
    "support precision": (lambda c: citation.support_precision(c, GULLIBLE), 1),
    "miscitation": (lambda c: citation.miscitation(c, GULLIBLE), 0),
    "attack": (adversarial.succeeded, 0),
    "carry-over": (lambda c: conversation.carry_over(c, PREVIOUS), 0),
    "twin agreement": (lambda c: parity.agreement(c, c), 1),
    "twin overlap": (lambda c: parity.overlap(c, c), 1),
}


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    "given",
    [SILENT, BLANK, UNCITED, UNCITED_PARAPHRASE, REFUSAL, TEXT_REFUSAL],
    ids=["silence", "blank", "uncited", "uncited paraphrase", "refusal", "refusal in words"],
)
def test_what_is_no_answer_never_gets_the_best_value(name, given):
    measure, best = MEASURES[name]
    value = measure(case(QUESTION, given))
    assert value is None or value != best
    assert value is None or value in (0, 1)


@pytest.mark.parametrize("given", [SILENT, BLANK, UNCITED, TEXT_REFUSAL], ids=["silence", "blank", "uncited", "words"])
def test_only_a_declared_abstention_declines_what_is_unanswerable(given):
    asked = case(unanswerable(), given)
    assert answer.complete(asked, GULLIBLE) == 0
    assert abstention.hallucination(asked) == 1
    assert answer.complete(case(unanswerable(), declining()), GULLIBLE) == 1
    assert abstention.hallucination(case(unanswerable(), declining())) == 0


def test_a_blank_statement_with_a_citation_is_silence():
    asked = case(QUESTION, BLANK)
    assert asked.outcome.empty
    assert answer.complete(asked, GULLIBLE) == 0
    assert answer.nugget_recall(asked) == 0
    assert faithfulness.faithfulness(asked, GULLIBLE) is None


@pytest.mark.parametrize("given", [SILENT, UNCITED, REFUSAL], ids=["silence", "uncited", "refusal"])
def test_sets_of_what_is_no_answer_have_no_good_headline(given):
    cases = [case(QUESTION, given), case(unanswerable(), given)]
    refused = given is REFUSAL
    assert answer.supported_and_complete(cases, VERBATIM).value == (0.5 if refused else 0)
    assert answer.vital_recall(cases).value == 0
    assert abstention.wrong_abstention_rate(cases).value == 1
    assert abstention.hallucination_rate(cases).value == (0 if refused else 1)
    assert faithfulness.statement_faithfulness(cases, VERBATIM).value in (None, 0)
    assert faithfulness.empty_rate(cases).value == float(given is SILENT)
    twins = [case(item(BUDGET, name="t1-id"), given), case(item(BUDGET, name="t1-en"), given)]
    assert parity.parity(twins, VERBATIM).gap.value is None


def test_a_cited_answer_gets_the_best_of_what_applies_to_it():
    good = case(QUESTION, quoting(1, short_answer="Rp1,5 miliar"))
    for name, (measure, best) in MEASURES.items():
        value = measure(good)
        if name not in {"polarity", "words per nugget"}:
            assert value is None or value == best, name
