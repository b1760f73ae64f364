"""What kind of thing is asked: small talk, an overview of the article, or a question about it."""

from __future__ import annotations

import re
from typing import Literal

Intent = Literal["conversation", "overview", "question"]

_GREETING = (
    r"(?:h[ae]l+o+|hai+|hi+|hey+|hei|assalamu ?alaikum|permisi|good (?:morning|afternoon|evening|day)|"
    r"selamat (?:pagi|siang|sore|malam)|pagi|siang|sore|malam|met (?:pagi|siang|sore|malam)|"
    r"(?:hello|hi|hey) there)"
)
_ADDRESS = r"(?:kutip|semua(?:nya)?|kak|min|mas|mbak|pak|bu|everyone|all|there|bot)"
_CLOSING = (
    r"(?:(?:ok(?:e|ay)?|baik(?:lah)?|sip|great|good|nice)?[ ,]*(?:terima ?kasih|makasih|trims|thanks?(?: you)?|thx|"
    r"tq|matur nuwun)(?: (?:banyak|ya|so much|a lot|very much|kutip))*|ok(?:e|ay)?|oke ?deh|sip|bye+|dadah|"
    r"sampai jumpa|see you|good ?bye|mantap|nice|great|cool)"
)
_ABOUT_US = (
    r"(?:(?:siapa|apa)(?:kah)? (?:kamu|anda|kau|lu|kutip)(?: ini| itu)?|(?:kamu|anda|kau|lu|kutip) (?:ini |itu )?(?:siapa|apa)(?: sih| ya)?|"
    r"who (?:are|r) (?:you|u)|what (?:are|is) (?:you|kutip)|what can (?:you|kutip|i) (?:do|ask)(?: here)?|"
    r"(?:bisa|apa yang bisa) (?:kamu|anda|kutip) (?:bantu|lakukan|apa)(?: apa)?(?: saja| aja)?|"
    r"(?:kamu|anda|kutip) (?:bisa|dapat) (?:apa|bantu apa|ngapain)(?: saja| aja| sih)?|"
    r"(?:apa|siapa) nama(?:mu| kamu| anda)|what(?:'s| is) your name|are you (?:a |an )?(?:bot|robot|human|ai|person|real)(?: person)?|"
    r"(?:apakah )?(?:kamu|anda) (?:robot|manusia|bot|ai)|how do(?:es)? (?:you|kutip|this|it) work|"
    r"(?:bagaimana|gimana) (?:cara(?: kerja)?(?:nya)?|kamu bekerja|kutip bekerja|cara pakai(?:nya)?)|"
    r"help|bantuan|tolong|how are you(?: doing)?|apa kabar|who made you|siapa (?:yang )?(?:membuat|buat) (?:kamu|kutip))"
)
# A greeting ends in a mark or a name: "Siang hari apa sidangnya?" has none.
_LEAD = re.compile(rf"^(?:{_GREETING})(?:(?: {_ADDRESS})?[,.!]+ *|(?: {_ADDRESS}) +)(?=\S)", re.IGNORECASE)
_CONVERSATION = re.compile(
    rf"(?:{_GREETING}(?: {_ADDRESS})?|{_CLOSING}(?: {_ADDRESS})?|(?:{_GREETING}(?: {_ADDRESS})? )?{_ABOUT_US})",
    re.IGNORECASE,
)

_THING = r"(?:artikel|berita|tulisan|teks|bacaan|laporan|liputan)(?:nya)?(?: ini| itu| tersebut| di samping)?"
_THING_EN = r"(?:this|the|that) (?:article|story|text|news|report|piece)"
_OVERVIEW = re.compile(
    rf"(?:(?:(?:tolong|mohon|coba|bisa(?:kah)?)(?: anda| kamu)? )?(?:ringkas(?:kan|an)?(?:nya)?|rangkum(?:kan|an)?(?:nya)?|"
    rf"(?:buat(?:kan)?|beri(?:kan)?|minta) (?:ringkasan|rangkuman))(?: dari| isi| singkat)?(?: {_THING})?(?: (?:dong|ya|singkat|aja|saja))*|"
    rf"{_THING} (?:tentang|membahas|soal|mengenai|bercerita(?: tentang)?|isinya|berisi|intinya|itu)(?: tentang| soal)? ?apa(?:kah)?(?: saja| aja| sih| ya)?|"
    rf"apa (?:isi|inti(?:nya)?|garis besar|pokok(?: pikiran)?|gagasan utama|topik|tema|pesan utama|poin(?:-poin)? (?:utama|penting))(?: dari| isi)?(?: {_THING})?(?: sih| ya)?|"
    rf"(?:tentang|soal|mengenai) apa(?:kah)? (?:sih )?{_THING}|apa yang (?:dibahas|diceritakan|dilaporkan|disampaikan)(?: (?:di|dalam|oleh))? {_THING}|"
    rf"(?:ini|isinya|intinya)(?: {_THING})? (?:tentang |soal )?apa(?: sih| ya)?|"
    rf"(?:what(?:'s| is| does)|whats) {_THING_EN} (?:about|say|cover|discuss|report)(?: in (?:short|brief))?|"
    rf"what (?:is|are) the (?:main (?:point|idea|topic|message|takeaway)s?|gist|key (?:point|takeaway)s?|topic|subject|summary)"
    rf"(?: (?:of|in) {_THING_EN})?|(?:(?:please|can you|could you) )?(?:summari[sz]e|sum up)(?: {_THING_EN}| it| this)?(?: (?:for me|please|briefly))*|"
    rf"(?:give me )?(?:an? |the )?(?:short |brief |quick )?(?:summary|overview|gist)(?: of {_THING_EN})?(?: please)?|tl ?dr|"
    rf"(?:so )?what(?:'s| is) (?:it|this|that)(?: all)? about|what happened(?: here| in {_THING_EN})?)",
    re.IGNORECASE,
)


def intent_of(question: str) -> Intent:
    """Tell small talk and requests for an overview from questions."""
    plain = re.sub(r"[^\w' -]+", " ", question)
    plain = " ".join(plain.split())
    if _CONVERSATION.fullmatch(plain):
        return "conversation"
    if _OVERVIEW.fullmatch(without_greeting(plain)) or _OVERVIEW.fullmatch(plain):
        return "overview"
    return "question"


def without_greeting(question: str) -> str:
    """Return the question without a greeting before it."""
    return _LEAD.sub("", question)
