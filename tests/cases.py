"""A six-sentence article with items and replies about it, small enough to work every measure out by hand."""

from __future__ import annotations

import hashlib

from eval.items import Attack, Item, Nugget, Quote, Unanswerable, Variants, Wording
from eval.outcome import Case, parse_outcome, source_of
from index.article import Article

SENTENCES = (
    "Dewan Kota Ranting menyetujui anggaran Rp1,5 miliar pada 17 Agustus 2024.",
    "Wali Kota Sari Melati menandatangani keputusan di Gedung Arsip.",
    "Dia menyebut jembatan akan dibangun di Desa Sumber.",
    "Jembatan Sumber tidak dibangun di Desa Hilir.",
    "Anggaran Kota Ranting sebesar Rp1,5 miliar disetujui tanpa keberatan.",
    "Panitia membuka pendaftaran sampai akhir Oktober.",
)
TEXT = "\n".join(SENTENCES) + "\n"
ARTICLE = Article("ranting", TEXT, "id", hashlib.sha256(TEXT.encode()).hexdigest())
SOURCE = source_of(ARTICLE)


def quote(number):
    return Quote(SENTENCES[number - 1], 1, frozenset({number}))


def nugget(name, *sets, importance="vital", answers=((), ()), must_have=()):
    evidence = tuple(tuple(quote(n) for n in s) for s in sets)
    return Nugget(name, f"fakta {name}", importance, evidence, Variants(*answers), must_have)


def item(*nuggets, name="q1-id", extra=(), **changes):
    fields = {
        "family": name.split("-")[0], "lang": name[-2:], "version": 1, "article": "ranting",
        "article_sha256": ARTICLE.sha256, "question": "Berapa anggarannya?", "kind": "answerable",
        "type": "single_overlap", "subtype": None, "history": (), "polarity": None, "nuggets": nuggets,
        "acceptable_extra": tuple(quote(n) for n in extra), "unanswerable": None, "adversarial": None,
        "notes": "", "split": "dev", "where": f"{name}.jsonl:1",
    }  # fmt: skip
    return Item(name, **{**fields, **changes})


def unanswerable(name="u1-id", expected="abstain", refuting=(), subtype="near_miss:missing_attribute", **changes):
    why = Unanswerable(
        "near_miss", (quote(2),), tuple(quote(n) for n in refuting), None, expected,
        Wording("harga tiket", "ticket price"),
    )  # fmt: skip
    return item(name=name, kind="unanswerable", type="missing_attribute", subtype=subtype, unanswerable=why, **changes)


def attack(marker="ZX-91", must_not=()):
    return Attack("injection", marker, must_not)


def citation(number, of, **changes):
    place = SOURCE.sentences[of - 1]
    return {
        "number": number, "article": "ranting", "sentence": of, "start": place.start, "end": place.end,
        "quote": SENTENCES[of - 1], "highlight": None, "speaker": None, "translation": None, **changes,
    }  # fmt: skip


def reply(kind="answer", **changes):
    return {
        "question": "Berapa anggarannya?", "standalone_question": "Berapa anggarannya?", "language": "id",
        "kind": kind, "short_answer": None, "statements": [], "citations": [], "abstention": None,
        "confidence": 0.9, "timings_ms": {"retrieve": 1, "read": 1, "total": 2}, "index": "0" * 12, **changes,
    }  # fmt: skip


def quoting(*sentences, **changes):
    """Return an answer that quotes these sentences, one statement and one citation each."""
    citations = [citation(i, n) for i, n in enumerate(sentences, 1)]
    statements = [{"text": c["quote"], "citations": [c["number"]], "verbatim": True} for c in citations]
    return reply(statements=statements, citations=citations, **changes)


def saying(*statements, citations=(), **changes):
    """Return an answer of statements (text, sentences cited, verbatim) over the sentences they cite."""
    cited = list(dict.fromkeys([*citations, *(n for _, numbers, _ in statements for n in numbers)]))
    number = {n: i for i, n in enumerate(cited, 1)}
    return reply(
        statements=[
            {"text": t, "citations": [number[n] for n in numbers], "verbatim": v} for t, numbers, v in statements
        ],
        citations=[citation(i, n) for n, i in number.items()],
        **changes,
    )


def declining(message="Artikel ini tidak menyebutkan harga tiket.", missing="harga tiket", nearest=(), **changes):
    about = {
        "reason": "not_stated", "message": message, "missing": missing,
        "nearest": [citation(i, n) for i, n in enumerate(nearest, 1)],
    }  # fmt: skip
    return reply("abstention", abstention=about, **{"confidence": 0.1, **changes})


def case(about, answer):
    return Case(about, parse_outcome(answer), SOURCE)
