"""Words that turn, postpone or soften what a sentence says, in both languages.

Marks tell that such a word is there and what it is about; they do not understand the sentence.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Class = Literal["negated", "not_yet", "denied", "future", "possible", "obliged", "alleged", "conditional", "done"]

NEGATIVE: frozenset[Class] = frozenset(("negated", "not_yet", "denied"))
HEDGES: frozenset[Class] = frozenset(("future", "possible", "alleged", "conditional"))

# One alternative after another, commas between; "not yet" before "not", so that one word marks once.
_ID: dict[Class, str] = {
    "not_yet": "belum(?:lah)?(?: pernah)?",
    "negated": """
        (?:tidak|tak|bukan)(?:lah|nya|kah)?(?: pernah)?, tanpa, jangan(?:lah)?, nggak, enggak, ngga, gak, ndak, tiada,
        takkan""",
    "denied": """
        (?:mem|di)bantah, bantahan, menolak, ditolak, penolakan, menampik, ditampik, menyangkal, disangkal, mengingkari,
        batal(?:kan)?, (?:mem|di)batalkan, gagal, menggagalkan, digagalkan, menepis, ditepis, menyanggah, disanggah,
        melarang, dilarang, urung, mengurungkan""",
    "future": """
        akan, bakal, hendak, rencananya, berencana, (?:di|me)rencanakan, dijadwalkan, ditargetkan, menargetkan,
        nantinya, kelak, takkan""",
    "possible": "mungkin, bisa, dapat, boleh, barangkali, kemungkinan, berpotensi",
    "obliged": "harus(?:lah)?, wajib, mesti, perlu, se(?:harus|mesti)nya, (?:di|me)wajibkan, (?:di|meng)haruskan",
    "alleged": """
        diduga, dugaan, menduga, terduga, dituding, dituduh, kabarnya, konon, disebut-sebut, dikabarkan, disinyalir,
        ditengarai, diklaim, mengklaim""",
    "conditional": "jika, kalau, bila, apabila, andai(?:kan)?, seandainya, asalkan, jikalau, manakala",
    "done": "sudah, telah, pernah, usai, udah",
}
_EN: dict[Class, str] = {
    "not_yet": r"(?:not|\w+n['\u2019]t) (?:\w+ ){0,4}?yet, yet to",
    "negated": r"""
        not, \w+n['\u2019]t, cannot, never,
        no(?! ?\.? ?[0-9]), without, neither, nor, none, nobody, nothing, nowhere""",
    "denied": """
        den(?:y|ies|ied|ying|ials?), refus(?:e|es|ed|ing|als?), reject(?:s|ed|ing|ion)?, fail(?:s|ed|ing|ures?)?,
        cancel(?:s|led|ed|ling|ing|lation)?, declin(?:es|ed) to, ban(?:s|ned)?, prohibit(?:s|ed|ing)?,
        call(?:s|ed) off""",
    "future": r"""
        will, shall, won['\u2019]t, going to, plan(?:s|ned|ning)?(?: to)?, due to, scheduled, targeted,
        intends?(?: to)?, upcoming, \w+['\u2019]ll""",
    "possible": r"""
        may(?!\s[0-9]), might, can(?:not)?, could, possibly, perhaps, maybe, possible, potentially, likely, able to,
        can['\u2019]t, couldn['\u2019]t""",
    "obliged": r"""
        must(?:n['\u2019]t)?, should(?:n['\u2019]t)?, ha(?:ve|s|d) to, needs?(?: to)?, needed, required, obliged,
        ought to""",
    "alleged": """
        alleged(?:ly)?, allegations?, reportedly, supposedly, suspected, accused, claim(?:s|ed)?, rumou?red,
        purported(?:ly)?, suspects?""",
    "conditional": "if, unless, provided that, in case, as long as",
    "done": r"""
        already, ha(?:s|ve|d) (?:already |now |since )?(?:been|\w+ed|\w+en|begun|become|made|held|set|put|built|sent|
        paid|said|told|met)""",
}
# Words with "not" or "if" in them that deny and suppose nothing: "not only", "tak kalah penting", "jika dibandingkan".
_IDIOMS = {
    "id": r"""
        (?:tidak|tak|bukan) (?:hanya|cuma|sekadar|saja|semata|kalah|lain|jarang|sedikit|terkecuali|terlepas|heran|pelak|
        ayal|urung|lama|terhingga|main), mau tidak mau, atau (?:tidak|belum|bukan), tidak tertutup kemungkinan,
        tak henti(?:-henti)?, kalau-kalau, bukan berarti tidak, (?:jika|bila|kalau) (?:dihitung|dibanding\w*|dilihat),
        (?:tidak|tak) (?:dapat|bisa) (?:disangkal|dipungkiri)(?: (?:jika|kalau|bila))?""",
    "en": r"""
        not (?:only|just|merely|least|to mention|long), or not, no doubt, no wonder, if not, no less, no sooner,
        nothing but, can ?not but, no matter, why not, as if, even if""",
}
# A refusal that is itself negated says yes again: "tidak membantah", "did not deny".
_DOUBLE = {
    "id": """
        (?:tidak|tak|bukan|belum|jangan)(?: (?:akan|bisa|dapat|mau|ingin|pernah|bermaksud))?
        (?:tidak|membantah|dibantah|menolak|ditolak|menampik|menyangkal|menepis|gagal|batal|dibatalkan|melarang|dilarang|
        tanpa)""",
    "en": r"""
        (?:not|\w+n['\u2019]t|never|without|cannot|nor|no one|nobody)(?: (?:be|been|yet|ever|to))?
        (?:den(?:y|ied|ying)|refus(?:e|ed|ing)|reject(?:ed|ing)?|fail(?:ed|ing)?|cancel(?:led|ed)?|ban(?:ned)?|
        prohibit(?:ed)?|without)""",
}
# Negative in one word: they answer a negation in the other text, and start no difference by themselves.
_SOFT = r"""
    un(?:able|fit|willing|safe|known|sure|clear|likely|paid|decided|usable|suitable|feasible|involved|answered|met|
    available|stated|certain|aware|resolved|affected|insured|changed|announced|named|finished), in(?:eligible|complete|
    capable|sufficient|adequate|valid), im(?:possible|practical), non, lack(?:s|ed|ing)?, free, gratis, prevent\w*,
    mencegah, stop\w*, halt\w*, end(?:ed|s|ing)?, avoid\w*, menghentikan, berhenti, refrain\w*, kurang, kekurangan,
    mustahil, bebas, dibebaskan, exempt\w*, reluctant, oppos\w+, object\w*, keberatan, hardly, barely, instead, rather,
    only, hanya, kecuali, except, absence, absent, missing, still, masih, away, against, less, few, fewer, dis\w{4,},
    mis\w{4,}, ilegal, illegal, awaits?, awaiting, menunggu, waiting, pending"""


@dataclass(frozen=True, slots=True)
class Mark:
    """One word or phrase that marks, with its class and span."""

    kind: Class
    span: Span


def marks(text: str, language: str) -> frozenset[Class]:
    """Return the classes of marks in a text; a denial that is itself negated counts for neither.

    Args:
        text: any text.
        language: ``"id"`` or ``"en"``; any other looks for both.
    """
    return frozenset(mark.kind for mark in marked(text, language))


def marked(text: str, language: str) -> tuple[Mark, ...]:
    """Return the marks of a text with their places, in order."""
    found: list[Mark] = []
    for code in (language,) if language in _IDIOMS else ("id", "en"):
        idioms, double, patterns = _patterns(code)
        taken = {n for pattern in (idioms, double) for match in pattern.finditer(text) for n in range(*match.span())}
        for kind, pattern in patterns:
            for match in pattern.finditer(text):
                span = range(*match.span())
                if taken.isdisjoint(span):
                    found.append(Mark(kind, match.span()))
                    # "can't" marks twice, "hasn't been paid yet" only once.
                    taken.update(span if kind == "not_yet" else ())
    return tuple(sorted(found, key=lambda mark: mark.span))


def softly_negative(text: str) -> bool:
    """Tell whether a word of the text denies without a mark: "unfit", "gratis", "mencegah"."""
    return _soft().search(text) is not None


def _whole(alternatives: str) -> re.Pattern[str]:
    """Match any of the alternatives as whole words."""
    one_line = re.sub(r"\|\s+", "|", " ".join(alternatives.split()))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(one_line.split(', '))})(?![\w'\u2019])", re.IGNORECASE)


@functools.cache
def _soft() -> re.Pattern[str]:
    return _whole(_SOFT)


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[Class, re.Pattern[str]], ...]]:
    """Return the idioms, the denied denials, and the words of each class."""
    classes = tuple((kind, _whole(words)) for kind, words in (_ID if language == "id" else _EN).items())
    return _whole(_IDIOMS[language]), _whole(_DOUBLE[language]), classes
