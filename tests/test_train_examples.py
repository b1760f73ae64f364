"""Kutip's own training articles, and the examples that are made of them."""

from __future__ import annotations

import json
import random
import re

import pytest
import torch

from rag.reader import Logits, Packed
from rag.train.examples import (
    NEWS,
    Question,
    Text,
    news,
    news_articles,
    news_in_english,
    spans_of,
    window,
    without_answer,
)
from rag.train.fit import Item, loss

ARTICLES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(NEWS.glob("*.json"))]


def test_every_article_says_that_it_is_invented_and_is_none_of_the_evaluated_ones():
    assert all(a["invented"] for a in ARTICLES)
    about = re.compile(r"Korea Utara|IPCNKR|Rebowage|Naskora|Persemuka")
    assert [a["id"] for a in ARTICLES if about.search(json.dumps(a, ensure_ascii=False))] == []


def test_every_answer_stands_in_the_sentence_that_is_said_to_hold_it():
    for article in ARTICLES:
        for row in article["questions"]:
            assert (row["sentence"] if row["answerable"] else row["near"]) in article["text"], (article["id"], row)
            if row["answerable"] and row["answer"]:
                assert row["answer"] in row["sentence"], (article["id"], row)
            assert all(quote in article["text"] and quote != row["sentence"] for quote in row.get("also", ()))


def test_a_translated_article_has_one_rendering_a_sentence():
    translated = [a for a in ARTICLES if "english" in a]
    assert len(translated) > len(ARTICLES) / 2
    assert all(len(a["english"]) == len(spans_of(a["text"])) for a in translated)


@pytest.mark.parametrize("read", [news, news_in_english])
def test_held_out_articles_are_never_trained_on(read):
    trained, held = ({q.text.text for q in read(held_out=held_out)} for held_out in (False, True))
    assert trained
    assert held
    assert trained.isdisjoint(held)
    shares = [len(list(news_articles(held_out=held_out))) for held_out in (False, True)]
    assert 10 < shares[0] / shares[1] < 16


def test_a_window_holds_its_answer_and_taking_the_answer_away_leaves_none():
    rng = random.Random(1)
    answered = [q for q in news() if q.phrase is not None][:200]
    for question in answered:
        example = window(question, lambda text: len(text) // 4, rng)
        (answering,) = example.sentences
        low, high = example.window.spans[answering]
        assert question.phrase is not None
        wanted = question.text.text[slice(*question.phrase)]
        assert low <= example.phrase[0] < example.phrase[1] <= high
        assert example.window.text[slice(*example.phrase)] == wanted
        stripped = without_answer(question)
        if isinstance(stripped, Question):
            assert stripped.sentence is None
            assert wanted.casefold() not in stripped.text.text.casefold()


def test_a_question_of_several_sentences_keeps_those_that_its_window_holds():
    text = "Satu pertama. Dua kedua. Tiga ketiga. Empat keempat."
    spans = spans_of(text)
    several = Question("Apa saja?", Text(text, spans), 0, None, also=(1, 3))
    whole = window(several, len, random.Random(2), dense=True)
    assert whole.sentences == (0, 1, 3)
    for seed in range(20):
        example = window(several, lambda _: 100, random.Random(seed))
        assert example.sentences
        kept = [example.window.text[slice(*example.window.spans[n])] for n in example.sentences]
        assert set(kept) <= {text[slice(*spans[n])] for n in (0, 1, 3)}
    assert without_answer(several) is None


def test_several_answers_share_the_loss():
    logits = torch.tensor([[2.0, 2.0, -3.0]])
    out = Logits(torch.zeros(1), logits, torch.zeros(1, 4), torch.zeros(1, 4))

    class Net:
        def read(self, batch):
            return out

    packed = Packed([1, 2, 3, 4], [0, 1, 1, 1], [-1, 0, 1, 2], [(0, 1)] * 4)

    def cost(*targets):
        return float(loss(Net(), [Item(packed, targets, None, pair=False)], 0))

    assert cost(0, 1) < cost(0) < cost(2)
    assert cost(0, 1) < cost()
