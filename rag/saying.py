"""Questions about who said something, and about what somebody said.

"Siapa yang mengatakan ...?" is answered with a speaker, and "What did X say?" only with X's own sentences.
Who speaks where is known from ``rag.speakers``; here it is told what a question asks of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.speakers import Attribution, Speaker

_VERBS_ID = (
    r"(?:mengatakan|berkata|bilang|ngomong|menyatakan|menyebut(?:kan)?|menekankan|menjelaskan|menyoroti|mengajak|mendesak|"
    r"membantah|meminta|minta|menuntut|mengusulkan|mengungkap(?:kan)?|menegaskan|menambahkan|memperingatkan|menyerukan|"
    r"menilai|berpendapat|merekomendasikan|mendorong|menyampaikan|mengutuk|mengakui|mengeluh(?:kan)?|menyarankan|"
    r"berharap|berjanji|menjanjikan|menolak|mengkritik|menyimpulkan|bercerita|menceritakan|menuturkan)"
)
_VERBS_EN = (
    r"(?:said|says|say|stated|states|argued|argues|urged|urges|stressed|emphasi[sz]ed|highlighted|claimed|claims|"
    r"called for|called on|asked for|demanded|proposed|suggested|recommended|denied|admitted|warned|complained|"
    r"insisted|promised|explained|mentioned|pointed out|told|condemned|encouraged|believes|thinks)"
)
_WHO = re.compile(
    r"^(?:(?:jadi|lalu|terus|dan) )?siapa(?:kah)?(?: sih| saja| aja)? (?:yang|yg) (?:pernah |telah |juga )?"
    rf"{_VERBS_ID}\b|"
    rf"^(?:so |and )?who (?:was it (?:that|who) |is it (?:that|who) |has |had |have |also )?{_VERBS_EN}\b|"
    r"\b(?:kata|ucapan|pernyataan|kutipan|menurut) siapa\b|^according to wh(?:om|o)\b|"
    r"\bwhose (?:words|statement|quote|view|opinion)\b",
    re.IGNORECASE,
)
# What asks for somebody's words: a noun or preposition before the name, or a verb of saying anywhere.
_SAID = re.compile(
    r"\b(?:menurut|kata|ucap|ujar|tutur|pendapat|pernyataan|pandangan|seruan|ajakan|usul(?:an)?|permintaan|pesan|saran|"
    r"argumen|alasan|(?:di|yang )?(?:katakan|ucapkan|sampaikan|jelaskan|tekankan|soroti|usulkan|minta|serukan|desak|"
    r"sebut|nyatakan)|dikatakan|diucapkan|disampaikan|dijelaskan|ditekankan|disoroti|diusulkan|diminta|diserukan|"
    r"didesak|disebut(?:kan)?|dinyatakan|dibantah|diakui|dikeluhkan|ditegaskan|according to|says?|said|urged?|argued?|"
    r"stress(?:ed)?|claim(?:ed)?|propose[ds]?|suggest(?:ed)?|recommend(?:ed)?|demand(?:ed)?|warn(?:ed)?|admit(?:ted)?|"
    r"den(?:y|ied)|think|believe[sd]?|want(?:ed)?|call(?:ed)? for|ask(?:ed)? for|point(?:ed)? out|highlight(?:ed)?|"
    r"view|opinion|statement|words|message|advice)\b|"
    rf"\b{_VERBS_ID}\b",
    re.IGNORECASE,
)
_ASKED_WHO = re.compile(
    r"^(?:(?:jadi|lalu|terus|dan) )?siapa(?:kah)?(?: sih| saja| aja)? (?:yang|yg) |"
    r"^(?P<en>(?:so |and )?who (?:was it (?:that |who )|is it (?:that |who )|has |had |have |also )?)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"^(?:menurut siapa|kata siapa|according to wh(?:om|o)),?\s+(?:is |are |was |were )?", re.IGNORECASE
)
_SAYS = re.compile(
    rf"(?:{_ASKED_WHO.pattern})(?:pernah |telah |juga )?"
    r"(?:mengatakan|berkata|bilang|ngomong|menyatakan|menyebut(?:kan)?|menjelaskan|menegaskan|menambahkan|"
    r"said|says|say|stated|states|explained|added)(?: bahwa| kalau| kalo| that)?\s+",
    re.IGNORECASE,
)
# What is left of "Apa saja yang dikatakan oleh Direktur Cho?" besides the verb and the name.
_PLAIN = re.compile(
    r"\b(?:apa(?:kah)?|yang|yg|saja|aja|sih|oleh|si|isi|tolong|sebutkan|bagaimana|gimana|direktur|ketua|menteri|pak|bu|"
    r"bapak|ibu|tuan|nyonya|what|did|does|do|has|have|is|was|were|the|of|by|about it|anything|mr|mrs|ms|director|"
    r"chair(?:man|woman)?|minister|to|in|his|her|dalam|pada|di|sidang|pidato(?:nya)?|speech|it|that|he|she|dia|ia)\b|[?.!,:;\"'’]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")
# Titles and particles that many names share.
_SHARED = frozenset("prof dr drh ir haji hj kh bin binti van de al st tuan pak bu bapak ibu".split())


def statement_of(question: str) -> str:
    """Return what a question says that somebody said, as a statement.

    "Siapa yang mengatakan bahwa S?" gives S; a verb that says more than *say* stays: "Who urged S?" gives
    "Someone urged S".
    """
    plain = " ".join(question.split()).rstrip("?!. ")
    rest = _ACCORDING.sub("", _SAYS.sub("", plain))
    if rest == plain:
        rest = _ASKED_WHO.sub(lambda found: "Someone " if found["en"] else "Ada yang ", plain)
    return rest[:1].upper() + rest[1:]


def asks_anything_said(question: str, speaker: Speaker) -> bool:
    """Tell whether a question names nothing but the speaker: "Apa kata X?" asks for whatever X says."""
    rest = _SAID.sub(" ", _PLAIN.sub(" ", question))
    return not _words(rest) - _words(f"{speaker.name} {speaker.described or ''}")


def asks_who_said(question: str) -> bool:
    """Tell whether a question asks for the speaker of something."""
    return _WHO.search(" ".join(question.split())) is not None


def speaker_asked(question: str, text: str, attributions: Sequence[Attribution]) -> Speaker | None:
    """Return the one person whose words a question asks for; None where it asks for nobody's or names several.

    Args:
        question: as understood.
        text: the article.
        attributions: who says each of its sentences.
    """
    if asks_who_said(question) or not _SAID.search(question):
        return None
    people = {a.speaker.name: a.speaker for a in attributions if a.speaker is not None and a.mode != "collective"}
    asked = _words(question)
    plain = question.casefold()
    named = [
        speaker
        for speaker in people.values()
        if asked & own_words(speaker.name, text) or (speaker.described and speaker.described.casefold() in plain)
    ]
    return named[0] if len(named) == 1 else None


def own_words(name: str, text: str) -> frozenset[str]:
    """Return the words of a name that stand for nobody else in the article, in lower case.

    "Kim" of *Kim Gi-hyeon* is not his alone where the article also has *Kim Jong-un*.
    """
    words = _words(name) - _SHARED
    return frozenset(w for w in words if len(w) > 2 and _alone(w, words, text))


def _alone(word: str, name: frozenset[str], text: str) -> bool:
    # Followed by another capitalised word that is no part of this name, it begins somebody else's.
    for found in re.finditer(rf"\b(?i:{re.escape(word)})\b (?P<next>[A-Z][\w'’-]+)", text):
        if found[0][0].isupper() and found["next"].casefold() not in name:
            return False
    return True


def may_speak_for(attribution: Attribution, quote: str, speaker: Speaker, text: str) -> bool:
    """Tell whether a sentence may answer what this person said: his own words, or narration that names him."""
    if attribution.speaker is not None:
        return attribution.speaker.name == speaker.name
    return attribution.mode == "narration" and bool(_words(quote) & own_words(speaker.name, text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
