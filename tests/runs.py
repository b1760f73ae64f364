"""Runs without a model: an encoder and a reader that count shared words, and an oracle that knows the gold."""

from __future__ import annotations

import re
import tempfile
import zlib
from pathlib import Path

import numpy as np

from eval.answerers import KUTIP, NEVER, shortcuts
from eval.items import article_files, known_articles
from eval.outcome import source_of
from eval.run import Asked, Found, Provenance, Run, ask, items_of
from index import Encoder, build_index
from rag.reader import Reader, Reading

SHIPPED = "ipcnkr-jakarta"


def words_of(text):
    return set(re.findall(r"\w{3,}", text.casefold()))


class WordEncoder(Encoder):
    """A text is the set of its words, each in one of 256 places."""

    def __init__(self):
        self.name, self.identity, self.folder, self.dimensions = "words", "words/1", None, 256

    def encode_question(self, question):
        return self.encode_passages([question])[0]

    def encode_passages(self, texts, progress=lambda done, total: None):
        table = np.full((len(texts), 256), 1e-3, np.float32)
        for row, text in zip(table, texts, strict=True):
            row[[zlib.crc32(w.encode()) % 256 for w in words_of(text)]] = 1
        return table / np.linalg.norm(table, axis=1, keepdims=True)


class WordReader(Reader):
    """A sentence answers if it holds half of the question's words."""

    def __init__(self):
        pass

    def read(self, question, windows):
        wanted = words_of(question)

        def reading(text):
            share = len(wanted & words_of(text)) / max(1, len(wanted))
            return Reading(8 * (share - 0.5), (0, len(text)), share)

        return tuple(tuple(reading(w.text[a:b]) for a, b in w.spans) for w in windows)

    def support(self, statement, evidence):
        return 1 / 3, 1 / 3, 1 / 3


def word_run(limit=6, **options):
    """Ask everybody, through the same code as with the model."""
    return ask(WordEncoder(), WordReader(), limit=limit, **options)


def oracle(items, source, index_id, *, eager=False):
    """Return an answer function that quotes the gold and declines otherwise, or quotes sentence 1 if ``eager``."""
    by_question = {(i.question, i.history): i for i in items}

    def answer(question, history, language):
        item = by_question[question, tuple(history)]
        numbers = sorted(frozenset().union(*(n.sets[0] for n in item.vital))) or ([1] if eager else [])
        return reply_quoting(question, language, source, numbers, index_id)

    return answer


def reply_quoting(question, language, source, numbers, index_id, confidence=0.9):
    citations = []
    for number, n in enumerate(numbers, 1):
        place = source.sentences[n - 1]
        citations.append({
            "number": number, "article": source.id, "sentence": n, "start": place.start, "end": place.end,
            "quote": source.sentence(n), "highlight": None, "speaker": "seseorang", "translation": None,
        })  # fmt: skip
    declined = {"reason": "not_stated", "message": "Artikel ini tidak menyebutkannya.", "missing": None, "nearest": []}
    return {
        "question": question, "standalone_question": question, "language": language,
        "kind": "answer" if numbers else "abstention", "short_answer": None,
        "statements": [{"text": c["quote"], "citations": [c["number"]], "verbatim": True} for c in citations],
        "citations": citations, "abstention": None if numbers else declined,
        "confidence": confidence if numbers else 0.1, "timings_ms": {"retrieve": 0, "read": 0, "total": 0},
        "index": index_id,
    }  # fmt: skip


def oracle_run(limit=60):
    """Return a run about the shipped article where Kutip is the oracle, beside the shortcuts."""
    articles = known_articles()
    article, source = articles[SHIPPED], source_of(articles[SHIPPED])
    items = items_of(SHIPPED, articles, "test", limit)
    with tempfile.TemporaryDirectory() as folder:
        index = build_index([article_files()[SHIPPED]], Path(folder), encoder=WordEncoder())
    kutip, never = (oracle(items, source, index.id, eager=eager) for eager in (False, True))
    ways = {KUTIP: kutip, **{a.name: a.answer for a in shortcuts(index, kutip, never)}}
    assert NEVER in ways
    asked = tuple(
        Asked(i.id, name, answer(i.question, i.history, i.lang)) for i in items for name, answer in ways.items()
    )
    return Run(provenance({SHIPPED: article.sha256}, index.id), asked, ())


def provenance(articles, index_id="0" * 12, **changes):
    import hashlib

    from eval.items import question_files

    questions = {n: hashlib.sha256(question_files()[n].read_bytes()).hexdigest() for n in articles}
    fields = {
        "command": "kutip eval run", "commit": "0123456789ab", "date": "2026-11-24T12:00:00+00:00", "split": "test",
        "limit": None, "threshold": 0.5, "seed": 20261124, "reader": "r" * 64, "encoder": "words/1",
        "articles": articles, "questions": questions, "indexes": dict.fromkeys(articles, index_id), "seconds": 1.5,
    }  # fmt: skip
    return Provenance(**{**fields, **changes})


__all__ = ["SHIPPED", "Found", "WordEncoder", "WordReader", "oracle_run", "provenance", "reply_quoting", "word_run"]
