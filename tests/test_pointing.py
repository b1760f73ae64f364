"""The measures of talking points, worked out by hand, and the topics they are measured on."""

from __future__ import annotations

import hashlib
import json

import pytest

from eval.pointing import TOPICS, BadTopic, Given, Topic, article_text, read_topics, table
from index import SHIPPED, Article, Entry, load_article, split


def topic(*nuggets, acceptable=(), name="t1"):
    return Topic(name, "pasar", "dev", "id", "harga", tuple(map(frozenset, nuggets)), frozenset(acceptable))


def given(about, *sentences, texts=None, system="kutip"):
    return Given(system, about, sentences, texts or tuple(f"kalimat {n}" for n in sentences))


def test_a_nugget_is_covered_by_any_of_its_sentences_and_both_count_as_on_topic():
    about = topic({1, 4}, {2}, {3}, acceptable=(5,))
    assert given(about, 4, 2, 9).coverage == pytest.approx(2 / 3)
    assert given(about, 1, 4, 5, 9).precision == pytest.approx(3 / 4)
    assert given(about, 1, 4).coverage == pytest.approx(1 / 3)


def test_a_declined_topic_covers_nothing_and_has_no_precision():
    declined = given(topic({1}))
    assert (declined.coverage, declined.precision, declined.redundancy) == (0, None, None)
    assert given(topic(), 1).coverage is None


def test_redundancy_is_the_mean_of_each_sentences_highest_overlap():
    # One pair shares two of three words each (F1 2/3), the third sentence none.
    found = given(topic({1}), 1, 2, 3, texts=("harga beras naik", "harga beras turun", "hujan"))
    assert found.redundancy == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_the_table_counts_declined_covered_and_answered_uncovered_topics():
    rows = [
        given(topic({1}, name="a"), 1),
        given(topic({1}, name="b")),
        given(topic(name="c"), 2),
        given(topic(name="d")),
    ]
    line = table(rows).splitlines()[-1]
    assert line.startswith("| kutip | 0.50")
    assert [cell.split(" ")[0] for cell in line.strip("| ").split(" | ")[4:]] == ["1.0", "0.50", "0.50"]


@pytest.mark.parametrize("path", sorted(TOPICS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_gold_sentence_of_a_topic_is_the_articles_own(path):
    text = article_text(path.stem)
    article = Article(path.stem, text, "id", hashlib.sha256(text.encode()).hexdigest())
    found = read_topics(path, Entry(article, tuple(split(text))))
    assert len({t.id for t in found}) == len(found) > 7
    assert len({t.split for t in found}) == 1 and {t.covered for t in found} == {True, False}
    assert {t.language for t in found} == {"id", "en"}
    assert all(not (t.acceptable & frozenset().union(*t.nuggets)) for t in found if t.covered)


def test_gold_that_no_longer_fits_is_named(tmp_path):
    article = load_article(SHIPPED)
    entry = Entry(article, tuple(split(article.text)))
    row = json.loads((TOPICS / f"{SHIPPED.stem}.jsonl").read_text("utf-8").splitlines()[0])
    for changes in ({"article_sha256": "0" * 64}, {"acceptable": ["Bukan kalimatnya."]}):
        path = tmp_path / "topics.jsonl"
        path.write_text(json.dumps(row | changes) + "\n", "utf-8")
        with pytest.raises(BadTopic, match="topics.jsonl:1"):
            read_topics(path, entry)
