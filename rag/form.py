"""The form of a question: what kind of answer it wants, and what to call the thing it asks for."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["phrase", "sentence", "verdict"]

_YES_NO_ID = re.compile(
    r"^(?:apakah|apa (?:benar|betul|sudah|ada|boleh|bisa)|benarkah|betulkah|sudahkah|adakah|bisakah|dapatkah|haruskah|pernahkah|"
    r"akankah|bolehkah|masihkah|bukankah|belumkah)\b",
    re.IGNORECASE,
)
# "Apakah nama lembaga itu?" asks for a name.
_NOT_YES_NO_ID = re.compile(
    r"^apakah (?:nama|isi|tujuan|alasan|peran|jabatan|syarat|yang|arti|maksud|bentuk|penyebab)\b", re.IGNORECASE
)
_YES_NO_EN = re.compile(
    r"^(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|should|must|may|isn't|aren't|wasn't|weren't|hasn't|"
    r"haven't|doesn't|don't|didn't|is it true|so)\b(?! (?:what|who|when|where|why|how)\b)",
    re.IGNORECASE,
)
# Why and how want a whole sentence; so do lists, "what did X say" and descriptions.
_SENTENCE = re.compile(
    r"\b(?:mengapa|kenapa|ngapain|bagaimana|gimana|why|how(?! (?:many|much|long|old|far|often|big|large))|alasan\w*|sebutkan|jelaskan|"
    r"apa (?:saja|aja)|apa-apa saja|explain|describe|list|what (?:are|were) the (?!name)|which (?:countries|demands|steps|rights|people|groups))\b"
    r"|\bapa (?:yang|kata|isi|pendapat|pesan|harapan|usul|saran|tuntutan|permintaan)\b"
    r"|\bwhat (?:did|does|do|has|have|is|was|were) .*\b(?:say|said|saying|argue|think|propose|suggest|urge|urging|ask|asking|demand|demanding|want|call|"
    r"warn|recommend|condemn|encourage|believe|stress|happen|happens|mean|do|doing)\b",
    re.IGNORECASE,
)


def form_of(question: str) -> Form:
    """Tell whether a verdict (yes or no), a phrase, or a whole sentence answers best."""
    plain = " ".join(question.split())
    if (_YES_NO_ID.search(plain) and not _NOT_YES_NO_ID.search(plain)) or _YES_NO_EN.search(plain):
        return "verdict"
    return "sentence" if _SENTENCE.search(plain) else "phrase"


_ID = (
    (re.compile(r"^berapa(?:kah)? (?:banyak |jumlah )?(?=\w)", re.IGNORECASE), "jumlah atau besarnya "),
    (
        re.compile(r"^(?:apa(?:kah)? )?(?P<keep>(?:nama|alasan|tujuan|isi|harga|biaya|jumlah)\b)", re.IGNORECASE),
        r"\g<keep>",
    ),
)
_MEASURED = re.compile(
    r"^berapa(?:kah)? (?=(?:harga|biaya|jumlah|umur|usia|anggaran|gaji|luas|panjang|tinggi|lama|denda|utang|nilai|"
    r"besar(?:nya)?|banyak(?:nya)|tarif|ongkos|target|jarak|berat|suhu|dana)\b)",
    re.IGNORECASE,
)
_EMBEDDED_ID = re.compile(
    r"^(?:siapa|kapan|mengapa|kenapa|bagaimana|gimana|di mana|dimana|ke mana|dari mana|apa yang|berapa lama)\b",
    re.IGNORECASE,
)
# "Daerah mana saja yang ...?" is embedded as it stands; a question word at the end goes to the front.
_WHICH_ID = re.compile(r"^(?:[\w-]+ ){1,2}mana(?: saja| aja)?(?: yang)? \w", re.IGNORECASE)
_LAST_ID = re.compile(
    r"^(?P<rest>.+?) (?P<wh>(?:(?:ke|di|dari) )?(?:[\w-]+ )?mana|kapan|siapa|berapa|kenapa|mengapa)(?: sih| ya)?$", re.IGNORECASE
)
_WH_FIRST = re.compile(
    r"(?:siapa|apa|kapan|di mana|mengapa|kenapa|bagaimana|gimana|berapa|who|what|when|where|why|how|which)", re.IGNORECASE
)
_MEASURE_EN = {"long": "the duration", "old": "the age", "far": "the distance", "often": "how often", "big": "the size",
               "large": "the size", "tall": "the height"}  # fmt: skip
_BE = r"(?P<be>is|are|was|were)"
_AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_WANTED_EN = {"why": "the reason", "when": "the date or time", "where": "the place", "how": "how"}


def missing_of(question: str, language: str) -> str | None:
    """Name what a question asks for, so that it fits behind "does not state"; None where that would be clumsy.

    "Berapa harga kamar hotelnya?" gives "harga kamar hotelnya", "How many delegates came?" gives
    "the number of delegates".
    """
    plain = " ".join(question.split()).rstrip("?!. ")
    if not plain or len(plain) > 90 or form_of(question) == "verdict":
        return None
    # A name keeps its capital: two words with one, or an acronym.
    opens = _WH_FIRST.match(plain) is not None
    if not plain[:2].isupper() and (opens or not re.match(r"[A-Z]\S* [A-Z]", plain)):
        plain = plain[0].lower() + plain[1:]
    return _missing_id(plain) if language == "id" else _missing_en(plain)


def _missing_id(plain: str) -> str | None:
    measured = _MEASURED.sub("", plain)
    if measured != plain:
        return measured
    for pattern, put in _ID:
        named = pattern.sub(put, plain, count=1)
        if named != plain or pattern.match(plain):
            return named
    if _EMBEDDED_ID.match(plain) or _WHICH_ID.match(plain):
        return plain
    last = _LAST_ID.match(plain)
    return f"{last['wh']} {last['rest']}" if last else None


def _missing_en(plain: str) -> str | None:
    found = re.match(
        r"how many (?P<what>[\w' -]+?)(?: (?:were|was|are|is|did|do|does|have|has|had|will|came|come|attended|took|died|"
        r"joined|signed|went|can|could|would|there)\b.*)?$",
        plain,
    )
    if found:
        return f"the number of {found['what']}"
    found = re.match(rf"(?:what|who) {_BE} (?P<what>(?:the|his|her|its|their) .+)$", plain)
    if found:
        return found["what"].removesuffix(" called")
    found = re.match(rf"who {_BE} (?P<what>.+)$", plain)
    if found:
        return f"who {found['what']} {found['be']}"
    found = re.match(rf"(?P<what>(?:which|what) (?!{_AUXILIARY}\b)[\w' -]+?) {_AUXILIARY}\b", plain)
    if found:
        return found["what"]
    if re.match(rf"(?:who|what|which [\w'-]+) (?!{_AUXILIARY}\b)", plain):
        return plain
    if re.match(r"how much\b", plain):
        return "the amount"
    found = re.match(r"how (long|old|far|often|big|large|tall)\b", plain)
    if found:
        return _MEASURE_EN[found[1]]
    return _WANTED_EN.get(plain.split()[0])
