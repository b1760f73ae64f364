"""Who answers: Kutip, Kutip with a part taken away, and shortcuts that must lose.

Each answerer maps a question with its history to a reply in the contract's JSON. The degraded ones
are built from JSON, because Kutip's own types refuse what they do.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index import Entry, Hit, Index, Sentence
from rag import Abstention, Assistant, Turn, as_json
from rag.reader import Reader

ReplyJson = dict[str, Any]
Answer = Callable[[str, Sequence[str], str], ReplyJson]


@dataclass(frozen=True, slots=True)
class Answerer:
    """A named way to answer: ``answer(question, history, language)``.

    ``shortcut`` marks those that must rank below Kutip on P1; ``caught_by`` names the measure
    that is meant to catch one.
    """

    name: str
    answer: Answer
    shortcut: bool = False
    caught_by: str | None = None


def answerers(index: Index, reader: Reader) -> tuple[Answerer, ...]:
    """Return Kutip, then its ablations, then the shortcuts, over one index."""
    kutip = of_assistant(Assistant(index, reader))
    never = of_assistant(Assistant(index, reader, threshold=0.0))
    entry = next(iter(index.entries.values()))
    return (
        Answerer("kutip", kutip),
        Answerer("without the guards", of_assistant(Assistant(index, reader, guarded=False))),
        Answerer("reader alone", of_assistant(Assistant(index, reader, retrieval_weight=0.0, guarded=False))),
        Answerer("retrieval alone", _best(index, lambda h: h.fused), True, "P4"),
        Answerer("best sentence by e5", _best(index, lambda h: h.similarity), True, "P4"),
        Answerer("BM25 alone", _best(index, lambda h: h.bm25), True, "P4"),
        Answerer("first two sentences", _fixed(index, entry, entry.sentences[:2]), True, "P2"),
        Answerer("whole article", _fixed(index, entry, entry.sentences), True, "over-citation"),
        Answerer("always abstain", _abstains(index), True, "P5"),
        Answerer("never abstain", never, True, "P4"),
        Answerer("random citations", _recited(index, kutip, shuffled=False), True, "gold citation precision"),
        Answerer("shuffled citations", _recited(index, kutip, shuffled=True), True, "quote fidelity"),
    )


def of_assistant(assistant: Assistant) -> Answer:
    """Return an assistant's replies; the history's are computed anew, and each question is asked once."""
    asked: dict[tuple[str, ...], ReplyJson] = {}

    def answer(question: str, history: Sequence[str], language: str) -> ReplyJson:
        key = (*history, question)
        if key not in asked:
            turns: tuple[Turn, ...] = ()
            for earlier in history:
                turns = (*turns, Turn(earlier, assistant.ask(earlier, turns)))
            asked[key] = as_json(assistant.ask(question, turns))
        return asked[key]

    return answer


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
