"""Whether quoted sentences can be understood alone: the first stage of AIS, by rule, for Indonesian.

Verbatim extraction cannot invent, but it can lose who "dia" is. A sentence loses its context if a pronoun,
a demonstrative or -nya has nothing to refer to before it, or if somebody unnamed speaks. The sentence
before it, quoted too, gives that back; so does a speaker named by the citation. The rule sees capitals and
words, not grammar: it is measured against people's labels like every scorer.
"""

from __future__ import annotations

import functools
import re

from eval.outcome import Case

RULE = "rules-v1"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_PERSON = frozenset("dia ia beliau".split())
_PLURAL = frozenset(
    "para warga masyarakat rakyat penduduk anggota peserta korban pelaku pedagang petani peternak pemain pekerja "
    "buruh siswa pembelot pengungsi wartawan suporter pejabat pihak keluarga anak orang".split()
)
_FIRST = frozenset("saya aku kami kita".split())
_SPEAKS = (
    "ujar|kata|ucap|tutur|papar|jelas|tegas|tandas|ungkap|imbuh|tambah|sebut|terang|lanjut|cetus|pungkas|klaim|beber|"
    "urai|sambung|tukas|keluh|harap|pinta"
)
_SPEAKING = re.compile(
    rf"\b(?:{_SPEAKS})\b|\b(?:mengatakan|menyatakan|menyebut|menyebutkan|menjelaskan|menegaskan|menambahkan|menekankan|"
    r"menuturkan|mengungkapkan|memaparkan|menilai|menurut|mengaku|berpendapat|berkata)\b",
    re.IGNORECASE,
)
_SPEAKER_NYA = re.compile(rf"\b(?:menurut|{_SPEAKS})nya\b", re.IGNORECASE)
# Time and connection: "itu" and "ini" that point at nothing.
_IDIOM = re.compile(
    r"\b(?:sementara|selain|karena|oleh sebab|sebab|untuk|setelah|sesudah|sebelum|di samping|maka dari|dari|saat|waktu|"
    r"ketika|kesempatan|hari|tahun|bulan|pekan|minggu|kali|selama|sejauh|dewasa|sekarang|masa|dunia|apa|malam|pagi|"
    r"siang|sore|kini|hingga|sampai|kawasan|negeri|negara|daerah|kota) (?:itu|ini|tersebut)\b",
    re.IGNORECASE,
)
# `Penelitian yang menelan biaya Rp6,8 miliar itu`: the phrase itself says which.
_DESCRIBED = re.compile(r"\b(?:yang|bernama|berjuluk|berjudul|sejak|pada)\s(?:[^,;:]|,(?=\d))*$", re.IGNORECASE)
# -nya that makes an adverb or a noun of the word before it.
_NYA_IDIOM = frozenset(
    "hanya tanya punya khususnya akhirnya biasanya sebelumnya selanjutnya selebihnya lainnya sebaiknya seharusnya "
    "semestinya pentingnya setidaknya sekurangnya umumnya misalnya sebenarnya sesungguhnya rupanya tampaknya kabarnya "
    "artinya pasalnya tentunya semuanya adanya tepatnya intinya pokoknya utamanya terutamanya kiranya hendaknya "
    "hasilnya sepenuhnya seluruhnya sebaliknya nantinya awalnya mulanya dulunya kuncinya masalahnya persisnya "
    "totalnya".split()
)
_NYA_NOUN = re.compile(r"(?:me|ber|ter|ke|di)\w{4,}nya")
# `"...," seraya menambahkan ...`: the subject stood in the sentence before.
_NO_SUBJECT = re.compile(r"[\s,]*(?:seraya|sambil|sembari)\b", re.IGNORECASE)
# Fewer words in quotation marks are a name or a term, not speech.
_SPEECH_WORDS = 5


def interpretable(case: Case) -> bool | None:
    """Return whether every quoted sentence of an answer can be understood from the answer.

    None for what does not quote, and for articles that are not Indonesian.
    """
    if case.source.language != "id" or not case.outcome.answered:
        return None
    speakers = {c.sentence: c.speaker for s in case.outcome.statements for c in case.valid(s)}
    if not speakers or not any(s.verbatim for s in case.outcome.statements):
        return None
    return not any(_lost(case, number, speaker, frozenset(speakers)) for number, speaker in speakers.items())


def _lost(case: Case, number: int, speaker: str | None, shown: frozenset[int]) -> bool:
    text = case.source.sentence(number)
    before = number - 1 in shown
    if loses_speaker(text, inside=case.source.sentences[number - 1].quotation is not None):
        around = before or (number + 1 in shown and _SPEAKING.search(case.source.sentence(number + 1)) is not None)
        if not (speaker or around):
            return True
    return not before and bool(set(dangling(text)) - ({"person"} if speaker else set()))


@functools.lru_cache(maxsize=4096)
def dangling(text: str) -> tuple[str, ...]:
    """Return the kinds of reference in an Indonesian sentence that have nothing before them to refer to.

    ``"person"`` (dia, ia, beliau, or -nya on a verb of saying), ``"plural"`` (mereka), ``"thing"`` (itu,
    ini, tersebut) and ``"possessor"`` (-nya).
    """
    told = _told(text)
    kinds: list[str] = []
    for word in _WORD.finditer(text):
        plain = word[0].casefold()
        # Names inside a quotation are not who speaks it.
        outside = told[word.start() : word.end()].strip() != ""
        earlier = (told if outside else text)[: word.start()]
        kinds += _kind(plain, earlier, text, word.end())
    return tuple(dict.fromkeys(kinds))


def _kind(plain: str, earlier: str, text: str, end: int) -> list[str]:
    if plain in _PERSON:
        return [] if _named(earlier) else ["person"]
    if plain == "mereka":
        return [] if _named(earlier) or _several(earlier) else ["plural"]
    if plain in ("itu", "ini", "tersebut"):
        return [] if _explained(earlier, text[:end]) else ["thing"]
    if _SPEAKER_NYA.fullmatch(plain):
        return [] if _named(earlier) else ["person"]
    if plain.endswith("nya") and len(plain) > 5 and plain not in _NYA_IDIOM and not _NYA_NOUN.fullmatch(plain):
        return [] if _WORD.search(earlier) and (_named(earlier) or _several(earlier)) else ["possessor"]
    return []


def _named(earlier: str) -> bool:
    """Return whether a name stands there: a capital inside the sentence, two in a row at its start, an acronym."""
    words = _WORD.findall(earlier)
    inside = any(w[0].isupper() for w in words[1:])
    return inside or bool(words) and len(words[0]) > 1 and words[0].isupper()


def _several(earlier: str) -> bool:
    words = [w.casefold() for w in _WORD.findall(earlier)]
    return any(w in _PLURAL or _twice(w) for w in words)


def _twice(word: str) -> bool:
    first, _, second = word.partition("-")
    return bool(second) and first == second


def _explained(earlier: str, upto: str) -> bool:
    """Return whether the noun before a demonstrative was mentioned earlier, is a name, or the pair is an idiom."""
    found = list(_IDIOM.finditer(upto))
    if found and found[-1].end() == len(upto):
        return True
    words = _WORD.findall(earlier)
    if not words:
        return False
    before = {w.casefold() for w in words[:-3]}
    if any(w.casefold() in before for w in words[-3:]) or any(w[0].isupper() for w in words[1:][-1:]):
        return True
    return _DESCRIBED.search(earlier) is not None


@functools.lru_cache(maxsize=4096)
def loses_speaker(text: str, *, inside: bool = False) -> bool:
    """Return whether words are quoted, or speak in the first person, and nobody in the sentence says them.

    Args:
        text: the sentence.
        inside: whether the article has it inside a quotation that holds several sentences.
    """
    told = _told(text)
    quoted_words = len(_WORD.findall(text)) - len(_WORD.findall(told))
    # A reporter's own "kami" follows a name: "Nadira menerima kami".
    first = any(w[0].casefold() in _FIRST and not _named(text[: w.start()]) for w in _WORD.finditer(text))
    if quoted_words < _SPEECH_WORDS and not inside and not first:
        return False
    narrated = "" if inside and told == text else told
    return not _SPEAKING.search(narrated) or _NO_SUBJECT.match(narrated) is not None


def _told(text: str) -> str:
    """Return the text with what stands in quotation marks blanked, its length kept."""
    plain = text.replace("\u2018\u2019", "\u201c ").replace("\u2019\u2019", " \u201d")
    if plain.count('"') % 2 and not plain.lstrip().startswith('"'):
        plain = plain.replace('"', "\u201d", 1)  # it closes what an earlier sentence opened
    inside = plain.find("\u201d") >= 0 and not 0 <= plain.find("\u201c") < plain.find("\u201d")
    told = []
    for character in plain:
        if character == "\u201c" or (character == '"' and not inside):
            inside, character = True, " "
        elif character in '"\u201d':
            inside, character = False, " "
        told.append(" " if inside else character)
    return "".join(told)
