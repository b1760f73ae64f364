"""A run asks everything of everybody, through the code a model would run through."""

import hashlib

import pytest
from runs import SHIPPED, word_run

from eval.answerers import KUTIP, NAMES
from eval.items import known_articles, load_items, question_files, sample
from eval.run import chosen, items_of
from index.errors import BadOption
from rag.evidence import THRESHOLD


@pytest.fixture(scope="module")
def run():
    return word_run(limit=12)


def without_times(asked):
    return [(a.item, a.answerer, a.bare, {k: v for k, v in a.reply.items() if k != "timings_ms"}) for a in asked]


def test_every_answerer_is_asked_every_question_about_every_article(run):
    articles = known_articles()
    items = [i for name in question_files() for i in items_of(name, articles, "test", 12)]
    assert {i.article for i in items} == set(articles)
    asked = {(a.item, a.answerer) for a in run.asked if not a.bare}
    assert asked == {(i.id, name) for i in items for name in NAMES}
    assert len([a for a in run.asked if not a.bare]) == len(items) * len(NAMES)


def test_kutip_alone_is_asked_follow_ups_without_their_history_too(run):
    items = {i.id: i for path in question_files().values() for i in load_items(path, known_articles())}
    bare = {(a.item, a.answerer) for a in run.asked if a.bare}
    assert bare == {(a.item, KUTIP) for a in run.asked if items[a.item].history}
    assert bare


def test_search_alone_is_asked_what_stands_by_itself_and_ranks_each_sentence_once(run):
    items = {i.id: i for path in question_files().values() for i in load_items(path, known_articles())}
    found = {f.item for f in run.found}
    assert found == {a.item for a in run.asked if not items[a.item].history and not items[a.item].adversarial}
    assert all(len(set(r)) == len(r) > 10 for f in run.found for r in f.rankings.values())


def test_the_provenance_holds_what_the_figures_depend_on(run):
    p = run.provenance
    assert (p.split, p.limit, p.threshold, p.encoder) == ("test", 12, THRESHOLD, "words/1")
    assert p.articles == {name: a.sha256 for name, a in known_articles().items()}
    assert p.questions[SHIPPED] == hashlib.sha256(question_files()[SHIPPED].read_bytes()).hexdigest()
    assert set(p.indexes) == set(p.articles)
    assert {a.reply["index"] for a in run.asked} == set(p.indexes.values())


def test_the_same_run_gives_the_same_replies():
    first, second = (word_run(limit=4, only_articles=["pasar-rebowage"]) for _ in range(2))
    assert without_times(first.asked) == without_times(second.asked)
    assert first.found == second.found


def test_kutip_is_asked_beside_the_answerer_that_is_chosen():
    run = word_run(limit=2, only_articles=["pasar-rebowage"], only_answerers=["BM25 alone"])
    assert {a.answerer for a in run.asked} == {KUTIP, "BM25 alone"}


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (("train", (), ()), "There is no split 'train': choose among dev, test."),
        (("test", ("koran",), ()), "There is no article 'koran': choose among ipcnkr-jakarta"),
        (("test", (), ("oracle",)), "There is no answerer 'oracle': choose among kutip"),
    ],
)
def test_what_there_is_not_cannot_be_chosen(choice, told):
    with pytest.raises(BadOption, match=told):
        chosen(*choice)


def test_a_limit_takes_whole_families_and_always_the_same():
    items = items_of(SHIPPED, known_articles(), "test")
    taken = sample(items, 20)
    assert 20 <= len(taken) <= 30
    families = {i.family for i in taken}
    assert taken == tuple(i for i in items if i.family in families)
    assert set(taken) <= set(sample(items, 40))
    assert sample(items, 10_000) == items
