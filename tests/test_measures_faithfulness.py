import pytest
from cases import ARTICLE, SENTENCES, SOURCE, case, citation, declining, item, nugget, quoting, reply, saying

from eval.measures.faithfulness import (
    answer_faithfulness,
    article_faithfulness,
    contradicts,
    empty_rate,
    faithfulness,
    interpretability,
    invents,
    statement_faithfulness,
    verification_effect,
)
from eval.measures.interpretability import dangling, interpretable, loses_speaker
from eval.measures.support import VERBATIM, Scorer

ASKED = item(nugget("n1", (1,)))
# Supported: right sentence cited; miscited: another; invented: nowhere.
MIXED = saying((SENTENCES[0], [1], True), (SENTENCES[3], [1], True), ("Biayanya dua triliun.", [1], False))


def named(name, given):
    return case(item(nugget("n1", (1,)), name=name), given)


def test_faithful_to_the_citations_is_less_than_faithful_to_the_article():
    asked = case(ASKED, MIXED)
    assert faithfulness(asked, VERBATIM) == pytest.approx(1 / 3)
    assert article_faithfulness(asked, VERBATIM) == pytest.approx(2 / 3)
    assert invents(asked, VERBATIM) == 1
    assert invents(case(ASKED, quoting(1, 4)), VERBATIM) == 0


def test_micro_counts_statements_and_macro_answers():
    cases = [named("q1-id", MIXED), named("q2-id", quoting(1))]
    micro, macro = statement_faithfulness(cases, VERBATIM), answer_faithfulness(cases, VERBATIM)
    assert micro.value == pytest.approx(2 / 4)
    assert macro.value == pytest.approx((1 / 3 + 1) / 2)
    assert (micro.scorer, micro.n) == ("verbatim", 2)


def test_statements_that_are_all_supported_are_no_certainty():
    micro = statement_faithfulness([named(f"q{n}-id", quoting(1)) for n in range(4)], VERBATIM)
    assert (micro.value, micro.high) == (1, 1)
    # Wilson for 4 of 4 families: 4 / (4 + 1.96^2).
    assert micro.low == pytest.approx(0.510, abs=1e-3)


def test_what_states_nothing_is_neither_faithful_nor_unfaithful():
    silent, refusal = case(ASKED, reply()), case(ASKED, declining())
    assert faithfulness(silent, VERBATIM) is None
    assert faithfulness(refusal, VERBATIM) is None
    assert statement_faithfulness([silent, refusal], VERBATIM).value is None
    assert empty_rate([silent, refusal]).value == 0.5


def test_contradiction_is_counted_apart():
    opposite = Scorer("opposite", lambda evidence, statement: statement == "Anggaran ditolak.")
    assert contradicts(case(ASKED, saying(("Anggaran ditolak.", [1], False))), opposite) == 1
    assert contradicts(case(ASKED, quoting(1)), opposite) == 0


def test_a_verifier_is_measured_by_what_it_removes():
    before, after = [case(ASKED, MIXED)], [case(ASKED, saying((SENTENCES[3], [1], True)))]
    # One supported statement was lost; of two unsupported ones, one is still there.
    assert verification_effect(before, after, VERBATIM) == (1.0, 0.5)
    assert verification_effect([], [], VERBATIM) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Dia menekankan pentingnya suara rakyat.", ("person",)),
        ("Menurut dia, solusinya ada pada warga.", ("person", "possessor")),
        ("Menurutnya, bahkan ada hukuman mati.", ("person",)),
        ('"Fondasi ekonomi harus kuat," ujar dia dalam sidang.', ("person",)),
        ('"Warga Pyongyang harus didengar," papar dia.', ("person",)),
        ("Mereka mendesak pemerintah menghormati hak asasi.", ("plural",)),
        ("Hal tersebut merupakan hasil pernyataan bersama.", ("thing",)),
        ("Rencana itu tidak disambut baik.", ("thing",)),
        ("Timnya akan mengamati hewan yang sama.", ("possessor",)),
        ("Nakagawa Masaharu dalam pidatonya mengatakan dia setuju.", ()),
        ("Para pembelot mengatakan mereka akan kembali.", ()),
        ("Sementara itu, harga tetap.", ()),
        ("Sampai saat ini, harga tetap.", ()),
        ("Badan resmi PBB memuji laporan badan itu.", ()),
        ("Bangunan yang berdiri sejak 1978 itu sudah tua.", ()),
        ("Di tengah memburuknya masalah, dukungan diperlukan.", ()),
        ("Akhirnya, harga hanya turun sedikit.", ()),
        ("Dewan menyetujui anggaran.", ()),
    ],
)
def test_a_reference_dangles_if_nothing_before_it_can_be_meant(sentence, kinds):
    assert dangling(sentence) == kinds


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ('"Kita harus memberdayakan warga Korea Utara," ujar Nakagawa.', False),
        ("“Hasil uji menunjukkan tiang retak,” kata Ratna.", False),
        ('"PBB akan mendukung warga secara langsung.', True),
        ('"Kita harus melawan rezim ini," seraya menambahkan aktivitas harus diarahkan.', True),
        ("Anggaran gaji kami turunkan 22 persen.", True),
        ("‘’Mengutuk serangan siber yang merusak,’’ ungkap pernyataan bersama.", False),
        ('Program "satu desa satu embung" dimulai.', False),
        ("Nadira Kusuma menerima kami di kantornya.", False),
    ],
)
def test_words_that_are_spoken_need_somebody_who_says_them(sentence, lost):
    assert loses_speaker(sentence) is lost


def test_a_sentence_inside_a_longer_quotation_has_no_speaker_of_its_own():
    assert loses_speaker("Pelanggan mengatakan pasar itu jauh.", inside=True)
    assert not loses_speaker('Kami sedang mendekati warga di luar kota," papar Sauvage.', inside=True)


def test_the_sentence_before_and_a_named_speaker_give_back_what_was_lost():
    asked = item(nugget("n1", (3,)))
    assert interpretable(case(asked, quoting(3))) is False
    assert interpretable(case(asked, quoting(2, 3))) is True
    assert interpretable(case(asked, quoting(3, 2))) is True
    assert interpretable(case(asked, quoting(1, 3))) is False
    spoken = quoting(3)
    spoken["citations"] = [citation(1, 3, speaker="Sari Melati")]
    assert interpretable(case(asked, spoken)) is True


def test_a_context_sentence_that_is_itself_lost_helps_nothing():
    text = "Wali kota itu datang.\nIa menandatangani keputusan dewan.\nDia lalu pulang ke rumah dinas.\n"
    from dataclasses import replace

    from eval.outcome import Case, parse_outcome, source_of

    source = source_of(replace(ARTICLE, text=text))
    given = quoting(2, 3)
    for c, s in zip(given["citations"], source.sentences[1:], strict=True):
        c.update(start=s.start, end=s.end, quote=text[s.start : s.end])
    for s, c in zip(given["statements"], given["citations"], strict=True):
        s["text"] = c["quote"]
    assert interpretable(Case(ASKED, parse_outcome(given), source)) is False


def test_interpretability_is_about_quotes_only():
    cases = [named("q1-id", quoting(3)), named("q2-id", quoting(2, 3)), named("q3-id", declining())]
    e = interpretability([*cases, named("q4-id", saying(("Dia setuju.", [3], False)))])
    assert (e.value, e.n, e.scorer) == (0.5, 2, "rules-v1")
    assert SOURCE.language == "id"
