"""Readers' flags: kept in the store as the chat page sends them, and turned into candidate items for the set.

The chat page finds ``keeper`` by name and knows nothing of the store; what is kept is the reply and the mark, and
nothing of who marked it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.rating.store import Flag, Store, now
from index.article import Article

REASONS = ("not_said", "other_meaning", "wrong_speaker", "wrong_sentence", "does_answer", "other")
MOST_NOTE = 500


def keeper(path: str) -> Callable[[Mapping[str, Any]], None]:
    """Return what keeps a flag in the store at ``path``, which is made where there is none.

    The flag holds ``reply`` (the contract's JSON), ``history`` (earlier questions), ``article``, ``article_sha256``
    and ``sentence`` (or None), ``reason`` and ``note``; the time is added.

    Raises:
        BadStore: the store cannot be used.
    """
    store = Store.for_flags(Path(path))

    def keep(flag: Mapping[str, Any]) -> None:
        if flag["reason"] not in REASONS:
            raise ValueError(f"{flag['reason']!r} is none of {REASONS}")
        note = str(flag["note"] or "").strip()[:MOST_NOTE]
        reply = json.dumps(flag["reply"], ensure_ascii=False)
        history = json.dumps(list(flag["history"]), ensure_ascii=False)
        store.flag(
            Flag(reply, history, flag["article"], flag["article_sha256"], flag["sentence"], flag["reason"],
                 note or None, now())
        )  # fmt: skip

    return keep


def candidates(store: Store, articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    """Yield a candidate item for each question that was flagged, in the form of ``eval/questions``.

    Its gold is left empty for a person to fill in; flags of the same question and conversation make one item, and
    its notes say what readers marked. Validating one names what is missing.
    """
    grouped: dict[tuple[str, str, str], list[tuple[Flag, dict[str, Any]]]] = {}
    for flag in store.flags():
        reply = json.loads(flag.reply)
        grouped.setdefault((reply["question"], flag.history, flag.article or ""), []).append((flag, reply))
    for number, ((question, history, article), marks) in enumerate(grouped.items(), 1):
        flag, reply = marks[0]
        known = articles.get(article)
        yield {
            "id": f"flag{number:03}-{reply['language']}",
            "family": f"flag{number:03}",
            "lang": reply["language"],
            "version": 1,
            "article": article,
            "article_sha256": flag.article_sha256 or (known.sha256 if known else ""),
            "question": question,
            "kind": "answerable" if any(f.reason == "does_answer" for f, _ in marks) else "",
            "type": "",
            "subtype": None,
            "history": json.loads(history),
            "polarity": None,
            "nuggets": [],
            "acceptable_extra": [],
            "unanswerable": None,
            "adversarial": None,
            "notes": "; ".join(_marked(f, r) for f, r in marks),
        }


def _marked(flag: Flag, reply: Mapping[str, Any]) -> str:
    where = "the reply as a whole" if flag.sentence is None else f"sentence {flag.sentence}"
    said = " / ".join(s["text"] for s in reply["statements"]) or (reply["abstention"] or {}).get("message", "")
    note = f" ({flag.note})" if flag.note else ""
    return f"{flag.at} {flag.reason}: {where}{note}; replied: {said}"
