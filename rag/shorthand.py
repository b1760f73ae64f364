"""Indonesian chat shorthand written out: "kpn rapatnya dmn" is searched and read as "kapan rapatnya di mana".

Only what stands for one word alone; "dr" (dari, or a doctor) and the like stay as they are.
"""

from __future__ import annotations

import re

_WORDS = {
    "apkh": "apakah", "bgmn": "bagaimana", "blm": "belum", "blom": "belum", "bnyk": "banyak", "brp": "berapa",
    "brapa": "berapa", "bsk": "besok", "dgn": "dengan", "dmn": "di mana", "dmana": "di mana",
    "gmn": "bagaimana", "gmna": "bagaimana", "gmana": "bagaimana", "hrs": "harus", "jg": "juga", "kmn": "ke mana",
    "klo": "kalau", "knp": "kenapa", "knapa": "kenapa", "kpn": "kapan", "krn": "karena", "lg": "lagi", "ngga": "tidak",
    "org": "orang", "sdh": "sudah", "skrg": "sekarang",
    "spt": "seperti", "tdk": "tidak", "tsb": "tersebut", "udh": "sudah", "utk": "untuk", "yg": "yang",
}  # fmt: skip
_TOKEN = re.compile(rf"(?<!\S)(?:{'|'.join(_WORDS)})(?=[\s?!,.]|$)", re.IGNORECASE)


def written_out(question: str) -> str:
    """Return the question with its shorthand written out; what is in capitals may be an acronym and stays."""
    return _TOKEN.sub(lambda found: found[0] if found[0].isupper() else _WORDS[found[0].lower()], question)
