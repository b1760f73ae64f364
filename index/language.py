"""Which of the two languages a text is in, from its commonest words.

Libraries for language identification were not used: on questions of three to six words the
function words decide, and only two languages matter here.
"""

from __future__ import annotations

import re

# Words that are frequent in one language and no word of the other.
_INDONESIAN = frozenset(
    """
    yang dan di ke dari ini itu untuk dengan pada adalah tidak akan telah sudah belum juga oleh sebagai dalam
    atau karena apa apakah apakan siapa siapakah kapan mana manakah dimana bagaimana gimana mengapa kenapa
    berapa berapakah ada adakah saja aja sih dong deh kah nya kata menurut tentang ia dia mereka kami kita
    saya aku kamu anda bisa dapat harus agar supaya jika kalau tetapi namun serta hanya bukan bukankah para
    bagi seorang orang sebuah antara setelah sebelum saat ketika selama seperti lebih paling semua setiap lalu
    kemudian masih lagi pun tolong mohon sebutkan jelaskan ceritakan benarkah emang gak nggak ga enggak udah
    gitu gini dimanakah sama ngapain
    """.split()
)
# Content words that tell the language of a short question, but are worth searching for.
_INDONESIAN_HINTS = frozenset(
    """
    ringkas artikel berita negara acara sidang tanggal hari tahun jam nama tempat alasan terima kasih halo hai
    selamat pagi siang sore malam kabar makasih terimakasih berlangsung dampak hukuman isi inti
    """.split()
)
_ENGLISH = frozenset(
    """
    the and of to in is are was were be been has have had do does did what who whom whose when where why how
    which that this these those it its he she they them his her their there here for with on at by from about
    as an a not no or if but than then will would can could should may might must any some many much more most
    all every into over under after before during between because so just only also tell me give say says said
    please you your i we us our anyone someone really exactly again still yet ever
    """.split()
)
_ENGLISH_HINTS = frozenset(
    """
    list name hello hi hey thanks thank article news happened happens happen people country summary summarize
    summarise explain describe
    """.split()
)
# Left out of lexical search.
FUNCTION_WORDS = _INDONESIAN | _ENGLISH
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


def guess_language(text: str) -> str | None:
    """Return ``"id"`` or ``"en"``, or None where neither stands out.

    Only the first 20,000 characters are looked at.
    """
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    indonesian = sum(word in _INDONESIAN or word in _INDONESIAN_HINTS for word in words)
    english = sum(word.split("'")[0] in _ENGLISH or word in _ENGLISH_HINTS for word in words)
    if indonesian == english:
        # Verb prefixes and clitics settle what no function word does ("menyebut pelakunya").
        indonesian += sum(
            bool(re.fullmatch(r"(?:me[mnl]|men[gy]|ber|ter|di|pe[mn])\w{4,}|\w{4,}(?:nya|kan)", w)) for w in words
        )
        english += sum(bool(re.fullmatch(r"\w{3,}(?:ing|tion|ed|ly|ment)", w)) for w in words)
    if indonesian == english:
        return None
    return "id" if indonesian > english else "en"


# Spelling that one of the two languages has and the other hardly.
_ENGLISH_SPELLING = re.compile(
    r"th|sh|ck|gh|ph|wh|ee|oo|ea|ou|ow|aw|ew|oy|[aeo]y|cy|ty|ry|ly|ll|ss|tt|ff|pp|rr|mm|cc|[xq]|tion|sion|ments?$|ings?$|"
    r"[bcdfgjklmprstvwz]e$|[^aeiou]y$|[^aeioun\W][^aeiouhgy\W]$|s$"
)
_INDONESIAN_SPELLING = re.compile(
    r"^(?:me[mnlr]|men[gy]|ber|ter|di|ke|pe[mnrl]|se)|(?:kan|nya|an|si|asi|wan|ang|ung|ah|uh|uk|ak|[aiu])$|ny|sy|"
    r"ai$|[aiu][aiu][nrhk]$|[aiu][kr]$|siswa|[aiu]j|ks"
)


def guess_phrase(text: str) -> str:
    """Return the language, ``"id"`` or ``"en"``, of a few words that may hold no function word.

    Where function words do not settle it, spelling does: *keamanan siber* against *cyber security*.
    """
    found = [word.lower() for word in _WORD.findall(text[:2_000])]
    indonesian = sum(word in _INDONESIAN or word in _INDONESIAN_HINTS for word in found)
    english = sum(word.split("'")[0] in _ENGLISH or word in _ENGLISH_HINTS for word in found)
    if indonesian == english:
        indonesian += sum(len(_INDONESIAN_SPELLING.findall(word)) for word in found)
        english += sum(len(_ENGLISH_SPELLING.findall(word)) for word in found)
    return "id" if indonesian > english else "en"
