"""The words that attribute: verbs after a quotation, verbs with a subject before them, ``menurut``; id and en.

Knows where a cue stands and which words tell the speaker; not who that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.speakers.tokens import CLOSE, OPEN, Token

Kind = Literal["after", "before", "according", "passive", "implied"]

_STEMS = frozenset(
    """
    kata ujar tutur ucap ungkap papar jelas tegas tandas imbuh tambah lanjut sambung terang sebut pungkas beber
    tukas jawab tanya kenang keluh seru tulis cerita harap aku sindir kelakar gurau pesan urai timpal cetus
    simpul puji kritik bantah saran pinta ajak teriak bisik komentar kilah dalih kisah kecam imbau canda klaim
    terka nilai tekan
    """.split()
)
# Verbs that follow a quotation in English, and precede their subject or follow it.
_SAID = frozenset("said says added told asked argued explained noted stated warned insisted wrote recalled".split())
AFTER_QUOTE = _STEMS | {stem + "nya" for stem in _STEMS} | _SAID
# Only these attribute without a quotation beside them ("Cuaca, lanjutnya, memperburuk keadaan"): the others are
# also ordinary words (jelas, jawab, aku).
_INSIDE = frozenset("kata ujar tutur ucap ungkap papar tegas imbuh sebut lanjut tambah terang jelas tulis".split())
# ... and these are, even before a capital ("jelas Jakarta").
_MANNERS = frozenset("jelas tambah lanjut terang".split())
_REPORTING = frozenset(
    """
    mengatakan menyatakan menyebut menyebutkan menjelaskan menegaskan menekankan menambahkan menuturkan
    mengungkapkan memaparkan menyampaikan mengaku mengakui menilai menyoroti mengajak mendesak meminta membantah
    menampik menepis menyangkal berharap mengharapkan berpendapat beralasan berdalih berpesan berkata berujar
    bercerita menceritakan mengisahkan mengingatkan memperingatkan mengimbau menghimbau menyarankan mengusulkan
    merekomendasikan menuntut menyerukan menganjurkan mendorong mengkritik mengkritisi mengecam mengutuk
    memastikan menjamin berjanji menjanjikan menerangkan menguraikan merinci menjawab mempertanyakan
    menyayangkan mengeluhkan mengeluh menduga memperkirakan memprediksi menyimpulkan mencontohkan membenarkan
    mengonfirmasi mengkonfirmasi mengklaim menuding menuduh menyindir memuji meyakini mengumumkan melaporkan
    menyanggah menyesalkan mengapresiasi menggarisbawahi mengisyaratkan mengamini mempersoalkan meragukan
    mewanti-wanti membeberkan mengemukakan menginformasikan mengabarkan memohon berkomentar berseloroh menukas
    menimpali mengutarakan berpandangan menyinggung berargumen beranggapan menganggap mempersilakan melanjutkan
    menyesali mengancam menaksir memandang mengkhawatirkan mengibaratkan menyerukannya menyarankannya
    membandingkan
    """.split()
)
_REPORTING_ENGLISH = frozenset(
    """
    said says told stated added explained noted argued warned urged called insisted stressed emphasised emphasized
    denied announced claimed acknowledged admitted recommended demanded suggested highlighted pointed recalled
    """.split()
)
# After these a verb is no report, or reports what is not said.
_NOT_REPORTED = frozenset(
    """
    yang untuk tidak tak belum bukan agar supaya tanpa atau bisa dapat harus perlu wajib boleh mulai berhak
    ingin mau who which that to not
    """.split()
)
_MARKS = 4  # marks between a quotation and its verb, at most
# "menjawab pertanyaan", "meminta maaf": done, not said.
_ACTS = frozenset("pertanyaan maaf perjalanan questions".split())
_PASSIVE = frozenset(
    """
    disampaikan dikatakan diungkapkan ditegaskan dijelaskan dituturkan dikemukakan dipaparkan diutarakan
    dilontarkan disuarakan diceritakan dikisahkan diungkap
    """.split()
)
_IMPLIED = frozenset("menambahkan menegaskan mengatakan menyebut menyatakan berkata adding".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its kind, the index of its first token and of the one behind it, and whether a quotation is beside it.

    ``pronoun`` is the pronoun that is part of the cue word ("ujarnya", "menurutnya"), else None; ``english``
    tells a verb that may stand on either side of its subject.
    """

    kind: Kind
    start: int
    end: int
    quoting: bool
    pronoun: str | None = None
    english: bool = False


def is_reporting(word: str) -> bool:
    """Tell a verb (lower case) that reports what its subject says."""
    return word in _REPORTING or word in _REPORTING_ENGLISH


def find_cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """Yield the cues of a sentence (its words outside quotations): first what quotes, then from left to right."""
    found = [cue for n in range(len(tokens)) if (cue := _cue_at(tokens, n)) is not None]
    yield from (cue for cue in found if cue.kind == "after" and cue.quoting)
    yield from (cue for cue in found if not (cue.kind == "after" and cue.quoting))


def _cue_at(tokens: Sequence[Token], n: int) -> Cue | None:
    word = tokens[n].fold
    if not tokens[n].is_word:
        return None
    if n and not tokens[n].text.islower() and not _behind_quotation(tokens, n):
        return None  # a name: "KH Said Mansur"
    following = tokens[n + 1].fold if n + 1 < len(tokens) else ""
    if word in AFTER_QUOTE and (cue := _after(tokens, n)) is not None:
        return cue
    if word in ("menurut", "menurutnya") and (n == 0 or tokens[n - 1].text not in ("yang", ")")):
        return Cue("according", n, n + 1, False, "dia" if word.endswith("nya") else None)
    if word == "according" and following == "to":
        return Cue("according", n, n + 2, False)
    if word in _PASSIVE:
        return Cue("passive", n, n + 2 if following == "oleh" else n + 1, False)
    if word in ("seraya", "sambil", "sembari") and following in _IMPLIED:
        return Cue("implied", n, n + 2, _behind_quotation(tokens, n))
    if word == "adding" and _behind_quotation(tokens, n):
        return Cue("implied", n, n + 1, True)
    return _before(tokens, n, following)


def _before(tokens: Sequence[Token], n: int, following: str) -> Cue | None:
    """Return the cue of a verb with its subject in front."""
    word = tokens[n].fold
    if n == 0 or not is_reporting(word) or tokens[n].inside:
        return None
    if tokens[n - 1].text in _NOT_REPORTED or following in _ACTS:
        return None
    return Cue("before", n, n + 1, _opens_quotation(tokens, n + 1), english=word in _REPORTING_ENGLISH)


def _after(tokens: Sequence[Token], n: int) -> Cue | None:
    """Return the cue of a verb behind a quotation, or between commas."""
    word = tokens[n].fold
    stem = word[:-3] if word.endswith("nya") else word
    pronoun = "dia" if stem != word else None
    if _behind_quotation(tokens, n):
        return Cue("after", n, n + 1, True, pronoun, english=word in _SAID)
    if stem not in _INSIDE:
        return None
    between = n > 0 and tokens[n - 1].text == "," and not tokens[n - 1].inside
    following = tokens[n + 1] if n + 1 < len(tokens) else None
    if pronoun is not None:
        closed = following is None or not following.is_word or following.fold in ("dalam", "pada", "di", "lagi")
        return Cue("after", n, n + 1, False, pronoun) if between and closed else None
    named = following is not None and (following.is_capital or following.fold in ("dia", "ia", "beliau"))
    if named and (between or n == 0) and (stem not in _MANNERS or _closes(tokens, n + 1)):
        return Cue("after", n, n + 1, False)
    return None


def _closes(tokens: Sequence[Token], n: int) -> bool:
    """Tell whether a comma or stop follows within a few capitalised words: ", lanjut Rahmi, ..."."""
    end = n
    while end < len(tokens) and end < n + 5 and tokens[end].is_word and (tokens[end].is_capital or end == n):
        end += 1
    return end == len(tokens) or tokens[end].text in (",", ".")


def _behind_quotation(tokens: Sequence[Token], n: int) -> bool:
    m = n - 1
    while m > n - _MARKS and m >= 0 and tokens[m].text in (",", ".", "-", "\u2014", "\u2013"):
        m -= 1
    return m >= 0 and tokens[m].text == CLOSE


def _opens_quotation(tokens: Sequence[Token], n: int) -> bool:
    end = min(len(tokens), n + _MARKS)
    while n < end and (tokens[n].text in (",", ":") or tokens[n].fold in ("bahwa", "that")):
        n += 1
    return n < end and tokens[n].text == OPEN
