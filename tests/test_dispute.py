from __future__ import annotations

from index import Article, Entry, split
from rag.cite import Citer
from rag.dispute import disputing
from rag.speakers import attribute

CLAIM = "Warga Desa Karang mengatakan limbah pabrik mencemari sumur sejak Maret."


def disputed(*others, claim=CLAIM):
    text = " ".join((claim, *others))
    entry = Entry(Article("made", text, "id", "0" * 64), split(text, "id"))
    found = disputing(entry, attribute(text, entry.segments), entry.sentences[0])
    return found and entry.text_of(found)


def test_a_later_denial_of_the_same_thing_by_somebody_else_disputes():
    denial = "Direktur pabrik Anton Wijaya membantah limbah itu mencemari sumur."
    assert disputed(denial) == denial


def test_a_denial_of_something_else_does_not():
    assert disputed("Bupati Sri Wahyuni membantah kabar pemindahan kantor kecamatan itu.") is None


def test_who_does_not_deny_does_not_dispute():
    assert disputed("Direktur pabrik Anton Wijaya tidak membantah limbah itu mencemari sumur.") is None
    assert disputed("Direktur pabrik Anton Wijaya mengakui limbah itu mencemari sumur.") is None


def test_nobody_disputes_himself():
    claim = "Direktur Anton Wijaya mengatakan limbah pabrik tidak mencemari sumur."
    assert disputed("Dia membantah tuduhan bahwa limbah itu mencemari sumur.", claim=claim) is None


def test_a_citation_says_who_speaks_with_his_office_and_narration_nobody(shipped):
    (entry,) = shipped.entries.values()
    citer = Citer(shipped.entries)
    cited = {s.number: citer.cite(1, entry.article.id, s) for s in entry.sentences}
    assert cited[10].speaker == "Kim Gi-hyeon, Ketua IPCNKR"
    assert cited[3].speaker is None
    assert cited[10].translation is None


def test_the_translation_comes_along_only_where_the_asker_reads_another_language(shipped):
    (entry,) = shipped.entries.values()
    citer = Citer(shipped.entries)
    first = entry.sentences[0]
    english = citer.cite(1, entry.article.id, first, "en")
    assert english.translation == entry.translation("en").text_of(1)
    assert english.quote == entry.text_of(first)
    assert citer.cite(1, entry.article.id, first, "id").translation is None
