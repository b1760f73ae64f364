"""Words that say how much of something: all, some, only, more than, about; in both languages.

A statement that has one which its evidence has not, in any words of that meaning, says another amount. What the
evidence has and the statement leaves out is no difference.
"""

from __future__ import annotations

from eval.scorers.phrases import meanings

_AMOUNTS = {
    "all": """semua, semuanya, seluruh, seluruhnya, segala, setiap, tiap, tiap-tiap, sepenuhnya, segenap, keseluruhan,
        all, every, everyone, everybody, entire, entirely, whole, each, fully, both, keduanya""",
    "part": """sebagian, sebagiannya, sebagian kecil, beberapa, segelintir, separuh, setengah, sejumlah, sedikit,
        some, several, part of, a few, few, a handful of, a handful, half, half of, partly, partially, a fraction of""",
    "most": """sebagian besar, mayoritas, kebanyakan, umumnya, most, mostly, the majority, majority, a majority of,
        hampir semua, hampir seluruh, nearly all, almost all, almost every""",
    "only": """hanya, cuma, sekadar, semata, semata-mata, saja, only, merely, just, solely, exclusively, alone""",
    "more": """lebih dari, lebih daripada, melebihi, setidaknya, sedikitnya, paling sedikit, minimal, more than,
        exceed*, at least, upwards of, no less than, no fewer than, tidak kurang dari""",
    "less": """kurang dari, paling banyak, maksimal, less than, fewer than, at most, no more than, not more than,
        not over, tidak lebih dari, belum sampai""",
    "nearly": "hampir, nyaris, almost, nearly, close to, mendekati",
    "exactly": "tepat, persis, exactly, precisely",
    "often": """sering, kerap, berulang kali, kerap kali, acap kali, berkali-kali, selalu, terus-menerus, often,
        frequently, repeatedly, many times, always, constantly""",
    "seldom": "jarang, kadang, kadang-kadang, sesekali, seldom, rarely, sometimes, occasionally",
}
# Of these a statement may keep one for the other: "nearly all" is "most", and both are more than some.
_ANSWERED_BY = {"part": ("most", "part"), "most": ("most", "nearly"), "nearly": ("nearly", "less")}


def amounts_changed(statement: str, evidence: str) -> tuple[str, ...]:
    """Return the words of amount in a statement that nothing in the evidence answers."""
    said, shown = meanings(statement, _AMOUNTS), meanings(evidence, _AMOUNTS)
    return tuple(
        words for meaning, words in said.items() if not shown.keys() & set(_ANSWERED_BY.get(meaning, (meaning,)))
    )
