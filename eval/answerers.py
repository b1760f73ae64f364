"""Who answers: Kutip, Kutip with a part taken away, and shortcuts that must lose.

Each answerer maps a question with its history to a reply in the contract's JSON. The degraded ones
are built from JSON, because Kutip's own types refuse what they do.
"""

from __future__ import annotations

import functools
import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index import Entry, Hit, Index, Sentence
from rag import Abstention, Assistant, Reply, Turn, as_json

if TYPE_CHECKING:
    from rag.reader import Reader

ReplyJson = dict[str, Any]
Answer = Callable[[str, Sequence[str], str], ReplyJson]
KUTIP = "kutip"
NEVER = "never abstain"
# Which measure is meant to catch a shortcut: its key without the scorer, as in ``eval.catalogue``.
CAUGHT_BY = {
    "retrieval alone": "P4",
    "best sentence by e5": "P4",
    "BM25 alone": "P4",
    "first two sentences": "P2",
    "whole article": "over-citation",
    "always abstain": "P5",
    NEVER: "P4",
    "random citations": "gold citation precision",
    "shuffled citations": "quote fidelity",
}
NAMES = (KUTIP, "without the guards", "reader alone", *CAUGHT_BY)


@dataclass(frozen=True, slots=True)
class Answerer:
    """A named way to answer: ``answer(question, history, language)``."""

    name: str
    answer: Answer


def answerers(index: Index, reader: Reader) -> tuple[Answerer, ...]:
    """Return Kutip, then its ablations, then the shortcuts that must rank below it, over one index."""
    kutip = of_assistant(Assistant(index, reader))
    unguarded = Assistant(index, reader, guarded=False)
    alone = Assistant(index, reader, retrieval_weight=0.0, guarded=False)
    never = Assistant(index, reader, threshold=0.0, guarded=False)
    own = zip(NAMES, (kutip, of_assistant(unguarded), of_assistant(alone)), strict=False)
    return (*(Answerer(name, answer) for name, answer in own), *shortcuts(index, kutip, of_assistant(never)))


def shortcuts(index: Index, kutip: Answer, never: Answer) -> tuple[Answerer, ...]:
    """Return the answerers that must rank below Kutip on P1, in the order of ``CAUGHT_BY``.

    Args:
        index: of one article.
        kutip: the one that is spoiled by other citations.
        never: the one that answers whatever it is asked.
    """
    entry = next(iter(index.entries.values()))
    ways = (
        _best(index, lambda h: h.fused),
        _best(index, lambda h: h.similarity),
        _best(index, lambda h: h.bm25),
        _fixed(index, entry, entry.sentences[:2]),
        _fixed(index, entry, entry.sentences),
        _abstains(index),
        never,
        _recited(index, kutip, shuffled=False),
        _recited(index, kutip, shuffled=True),
    )
    return tuple(Answerer(name, answer) for name, answer in zip(CAUGHT_BY, ways, strict=True))


def of_assistant(assistant: Assistant) -> Answer:
    """Return an assistant's replies; the history's are computed anew, and each question is asked once."""

    @functools.cache
    def reply(*questions: str) -> Reply:
        *earlier, question = questions
        turns = tuple(Turn(q, reply(*questions[: n + 1])) for n, q in enumerate(earlier))
        return assistant.ask(question, turns)

    return lambda question, history, language: as_json(reply(*history, question))


def _best(index: Index, value: Callable[[Hit], float]) -> Answer:
    def answer(question: str, history: Sequence[str], language: str) -> ReplyJson:
        hits = index.search(question)
        best = max(hits, key=value)
        if value(best) <= 0:
            return _abstention(index, question, language)
        spread = max(value(h) for h in hits)
        return _quoting(index, question, language, [(best.article, best.sentence)], value(best) / (1 + abs(spread)))

    return answer


def _fixed(index: Index, entry: Entry, sentences: Sequence[Sentence]) -> Answer:
    chosen = [(entry.article.id, s) for s in sentences]
    return lambda question, history, language: _quoting(index, question, language, chosen, 0.5)


def _abstains(index: Index) -> Answer:
    return lambda question, history, language: _abstention(index, question, language)


def _recited(index: Index, kutip: Answer, *, shuffled: bool) -> Answer:
    """Give Kutip's answers with other sentences cited: at random, or beside words that are not theirs."""

    def answer(question: str, history: Sequence[str], language: str) -> ReplyJson:
        reply = kutip(question, history, language)
        if reply["kind"] != "answer":
            return reply
        seed = int.from_bytes(hashlib.sha256(question.encode()).digest()[:8], "big")
        entry = index.entries[reply["citations"][0]["article"]]
        held = {c["sentence"] for c in reply["citations"]}
        others = [s for s in entry.sentences if s.number not in held] or list(entry.sentences)
        chosen = random.Random(seed).sample(others, min(len(reply["citations"]), len(others)))
        wrong = _quoting(index, question, language, [(entry.article.id, s) for s in chosen], reply["confidence"])
        if shuffled:
            texts = [s["text"] for s in reply["statements"]]
            wrong["statements"] = [s | {"text": t} for s, t in zip(wrong["statements"], texts, strict=False)]
        return wrong

    return answer


def _quoting(
    index: Index, question: str, language: str, chosen: Sequence[tuple[str, Sentence]], confidence: float
) -> ReplyJson:
    citations = [
        {
            "number": n,
            "article": name,
            "sentence": s.number,
            "start": s.start,
            "end": s.end,
            "quote": index.entries[name].text_of(s),
            "highlight": None,
            "speaker": None,
            "translation": None,
        }
        for n, (name, s) in enumerate(chosen, 1)
    ]
    return {
        **_frame(index, question, language, confidence),
        "kind": "answer",
        "citations": citations,
        "statements": [{"text": c["quote"], "citations": [c["number"]], "verbatim": True} for c in citations],
    }


def _abstention(index: Index, question: str, language: str) -> ReplyJson:
    declined = Abstention(
        question=question,
        standalone_question=question,
        language=language,
        confidence=0.0,
        index=index.id,
        reason="not_stated",
        message="-",
    )
    return as_json(declined)


def _frame(index: Index, question: str, language: str, confidence: float) -> Mapping[str, Any]:
    return {
        "question": question,
        "standalone_question": question,
        "language": language,
        "short_answer": None,
        "abstention": None,
        "confidence": confidence,
        "timings_ms": {"retrieve": 0, "read": 0, "total": 0},
        "index": index.id,
    }
