from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from eval.cli import app
from eval.pfsa import errors, figures, left_out, quotations
from eval.speaking import BadDataset, own_articles
from index.article import load_article
from index.sentences import Sentence, split
from rag.speakers import Attribution, Speaker, attribute, in_words
from rag.speakers.description import role_and_affiliation

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = {
    "ipcnkr-jakarta": ROOT / "index" / "articles",
    "pasar-rebowage": ROOT / "eval" / "articles",
    "vaksin-naskora": ROOT / "eval" / "articles",
    "wawancara-persemuka": ROOT / "eval" / "articles",
}


def read(text: str, language: str = "id") -> tuple[Attribution, ...]:
    return attribute(text, split(text, language), language)


def said(text: str, language: str = "id") -> list[tuple[str, str | None]]:
    """Mode and speaker's name of every sentence."""
    return [(a.mode, a.speaker.name if a.speaker else None) for a in read(text, language)]


def last(text: str, language: str = "id") -> tuple[str, str | None, str | None]:
    """Mode, speaker's name and cue of the last sentence."""
    a = read(text, language)[-1]
    return a.mode, a.speaker.name if a.speaker else None, text[slice(*a.cue)] if a.cue else None


@pytest.mark.parametrize("name", ARTICLES)
def test_every_sentence_of_the_gold_articles_has_the_gold_attribution(name: str) -> None:
    article = load_article(ARTICLES[name] / f"{name}.txt")
    gold = [json.loads(line) for line in (ROOT / "eval" / "speakers" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = attribute(article.text, split(article.text, article.language), article.language)
    assert [
        {
            "sentence": a.sentence,
            "mode": a.mode,
            "speaker": a.speaker and a.speaker.name,
            "role": a.speaker and a.speaker.role,
            "affiliation": a.speaker and a.speaker.affiliation,
            "cue": a.cue and article.text[slice(*a.cue)],
        }
        for a in found
    ] == gold


@pytest.mark.parametrize("name", ARTICLES)
def test_the_gold_quotes_its_article(name: str) -> None:
    text = load_article(ARTICLES[name] / f"{name}.txt").text
    for line in (ROOT / "eval" / "speakers" / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        assert all(row[key] is None or row[key] in text for key in ("speaker", "role", "affiliation", "cue"))
        assert (row["mode"] == "narration") == (row["cue"] is None)


@pytest.mark.parametrize(
    ("text", "mode", "name", "cue"),
    [
        # cues behind, before and in the middle of a quotation
        ('"Kami akan menunggu sampai pagi," kata Ketua PPR Imam Syafii.', "direct", "Imam Syafii",
         "kata Ketua PPR Imam Syafii"),
        ('Ketua PPR Imam Syafii mengatakan, "Kami akan menunggu sampai pagi."', "direct", "Imam Syafii",
         "Ketua PPR Imam Syafii mengatakan"),
        ("Gaji awak kapal, kata Ketua PPR Imam Syafii, belum dibayar.", "indirect", "Imam Syafii",
         "kata Ketua PPR Imam Syafii"),
        ('"Kami menunggu," ujar Imam Syafii, ketua PPR, "sampai pagi nanti."', "direct", "Imam Syafii",
         "ujar Imam Syafii, ketua PPR"),
        # indirect quotation
        ("Menurut Ketua PPR Imam Syafii, gaji belum dibayar.", "indirect", "Imam Syafii",
         "Menurut Ketua PPR Imam Syafii"),
        ("Ketua PPR, Imam Syafii, membantah gaji belum dibayar.", "indirect", "Imam Syafii",
         "Ketua PPR, Imam Syafii, membantah"),
        ("Imam Syafii, ketua PPR yang lahir di Tegal, menyoroti gaji awak.", "indirect", "Imam Syafii",
         "Imam Syafii, ketua PPR yang lahir di Tegal, menyoroti"),
        ("Hal senada disampaikan Ketua PPR Imam Syafii di Tegal.", "indirect", "Imam Syafii",
         "disampaikan Ketua PPR Imam Syafii"),
        ("Sementara itu, Ketua PPR Imam Syafii juga mengajak awak pulang.", "indirect", "Imam Syafii",
         "Ketua PPR Imam Syafii juga mengajak"),
        ("Ketua PPR Imam Syafii menyambut putusan itu, tetapi meminta waktu.", "indirect", "Imam Syafii",
         "Ketua PPR Imam Syafii menyambut putusan itu, tetapi meminta"),
        # organisations
        ("Koalisi Nelayan Maluku (KNM) mendesak pemerintah bertindak.", "collective", "Koalisi Nelayan Maluku (KNM)",
         "Koalisi Nelayan Maluku (KNM) mendesak"),
        ("Wahana Sungai Bersih, kelompok pegiat, menyerukan penyelidikan.", "collective", "Wahana Sungai Bersih",
         "Wahana Sungai Bersih, kelompok pegiat, menyerukan"),
        ("Indonesia mendesak kedua pihak berunding.", "collective", "Indonesia", "Indonesia mendesak"),
        # nobody to name
        ("Sebanyak 87 pedagang menyatakan belum bersedia pindah.", "indirect", None,
         "Sebanyak 87 pedagang menyatakan"),
        ("Laporan yang menyebut kadar timbal itu dirilis kemarin.", "narration", None, None),
        ("Ia belum mau menyebut nama pelakunya.", "narration", None, None),
        ("Pasar itu berdiri sejak 1978.", "narration", None, None),
        ('Laporan "Piring yang Jauh" diluncurkan di Kupang.', "narration", None, None),
    ],
)  # fmt: skip
def test_one_sentence_is_read(text: str, mode: str, name: str | None, cue: str | None) -> None:
    assert last(text) == (mode, name, cue)


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ('"Kami akan menunggu sampai pagi," ujarnya.', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," kata dia.', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," tutur Imam.', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," kata Ketua Imam.', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," ujar pria 60 tahun itu.', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi."', "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," seraya menambahkan ia lelah.', "Imam Syafii"),
        ("Dia menekankan hal itu.", "Imam Syafii"),
        ("Menurutnya, gaji belum dibayar.", "Imam Syafii"),
        ("Gaji itu, menurut dia, belum dibayar.", "Imam Syafii"),
        ("Syafii mendesak pemilik kapal.", "Imam Syafii"),
        ("Politikus asal Tegal itu mendesak pemilik kapal.", "Imam Syafii"),
        ('"Kami akan menunggu sampai pagi," kata Gubernur.', None),
    ],
)
def test_a_pronoun_or_short_form_is_resolved(following: str, expected: str | None) -> None:
    assert last(f"Ketua PPR Imam Syafii mengatakan gaji belum dibayar. {following}")[1] == expected


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    text = 'Ketua PPR Imam Syafii hadir. "Gaji belum dibayar. Kami menunggu. Awak sudah lelah," katanya.'
    assert said(text)[1:] == [("direct", "Imam Syafii")] * 3


def test_they_are_the_organisation_that_spoke_last() -> None:
    text = "Koalisi Nelayan Maluku (KNM) mendesak pemerintah bertindak. Selanjutnya mereka mengusulkan dialog."
    assert said(text)[1] == ("collective", "Koalisi Nelayan Maluku (KNM)")


def test_an_organisation_s_short_form_is_its_full_name() -> None:
    text = "Koalisi Nelayan Maluku (KNM) berdiri pada 2010. KNM mendesak pemerintah bertindak."
    assert said(text)[1] == ("collective", "Koalisi Nelayan Maluku (KNM)")


def test_a_joint_statement_speaks_for_the_organisation_it_names() -> None:
    text = 'Sidang IPCNKR ditutup. "Kami mengutuk semua serangan itu," ungkap pernyataan bersama IPCNKR.'
    assert said(text)[1] == ("collective", "IPCNKR")


@pytest.mark.parametrize(
    "text",
    [
        "Ketua PPR Imam Syafii datang. Lalu bupati menetapkan masa darurat. Dia meminta warga tenang.",
        "Ketua PPR Imam Syafii berbicara. Serikat Nelayan Timur mendesak hal lain. Ia meminta waktu.",
        "Dia mengatakan gaji belum dibayar.",
        '"Kami akan menunggu sampai pagi," ujarnya.',
    ],
)
def test_a_pronoun_that_may_mean_another_is_unknown(text: str) -> None:
    assert said(text)[-1][1] is None


def test_a_heading_that_runs_into_a_sentence_is_no_part_of_the_role() -> None:
    text = "Tata cara pendaftaran Ketua Panitia Rapat Wira Laksana mengatakan data penting dibuka."
    (found,) = read(text)
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.described) == ("Wira Laksana", "Ketua Panitia Rapat")


@pytest.mark.parametrize(
    ("text", "name", "described"),
    [
        ("Direktur Perikanan Tangkap Hendrik Latumahina menolak. Menurut Hendrik, itu keliru.", "Hendrik Latumahina",
         "Direktur Perikanan Tangkap"),
        ("Warga Tirtalaya resah. Di Tirtalaya, Bupati Tirtalaya Harun Satyawira mengatakan hal lain.",
         "Harun Satyawira", "Bupati Tirtalaya"),
        ("Kapolres Sungai Batu Ajun Komisaris Besar Nurul Hidayah menjelaskan kejadian itu.",
         "Ajun Komisaris Besar Nurul Hidayah", "Kapolres Sungai Batu"),
        ("Menteri Koordinator Bidang Pangan, Air, dan Energi Wira Laksana menilai itu wajar.", "Wira Laksana",
         "Menteri Koordinator Bidang Pangan, Air, dan Energi"),
        ("Kepala BPD yang juga Ketua Satgas Wira Laksana menegaskan itu.", "Wira Laksana",
         "Kepala BPD yang juga Ketua Satgas"),
        ("Sumini (53), penjual jamu yang sudah tua, mengeluh sepi.", "Sumini", "penjual jamu"),
    ],
)  # fmt: skip
def test_role_and_name_are_told_apart(text: str, name: str, described: str) -> None:
    speaker = read(text)[-1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.described) == (name, described)


@pytest.mark.parametrize(
    ("described", "role", "affiliation"),
    [
        ("Ketua IPCNKR", "Ketua", "IPCNKR"),
        ("Direktur Good Farmers Research Institute", "Direktur", "Good Farmers Research Institute"),
        ("anggota Komisi B DPRD Tirtalaya", "anggota", "Komisi B DPRD Tirtalaya"),
        ("Ahli imunologi dari Universitas Tanjung Arau", "Ahli imunologi", "Universitas Tanjung Arau"),
        ("Gubernur Bukit Rawas", "Gubernur", "Bukit Rawas"),
        ("penjual jamu", "penjual jamu", None),
        ("ketua IPCNKR dan mantan menteri", "ketua IPCNKR dan mantan menteri", None),
    ],
)
def test_a_description_is_a_role_at_an_affiliation(described: str, role: str, affiliation: str | None) -> None:
    assert role_and_affiliation(described) == (role, affiliation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will wait until the morning," said Kim Gi-hyeon, the chairman of IPCNKR.', ("direct", "Kim Gi-hyeon")),
        ('"We will wait until the morning," said IPCNKR Chairman Kim Gi-hyeon.', ("direct", "Kim Gi-hyeon")),
        ("According to Jerome Sauvage, change comes from within.", ("indirect", "Jerome Sauvage")),
        ("Chairman Kim Gi-hyeon urged calm. He warned of attacks.", ("indirect", "Kim Gi-hyeon")),
        ('Chairman Kim Gi-hyeon arrived. "We will wait until the morning," Kim said.', ("direct", "Kim Gi-hyeon")),
        ("The market opened on Monday.", ("narration", None)),
    ],
)
def test_english_articles_are_read_too(text: str, expected: tuple[str, str | None]) -> None:
    assert said(text, "en")[-1] == expected


def test_an_interview_is_answered_by_the_one_person_it_introduces() -> None:
    text = (
        "Direktur Utama PT Elang, Nadira Putri, menjawab pertanyaan kami.\nApa kabar klub?\nBaik.\nBerapa utangnya?\n"
        "Sedikit saja sekarang.\nHarga tiket naik."
    )
    modes = {text[s.start : s.end]: a for s, a in zip(
        (s for s in split(text, "id") if isinstance(s, Sentence)), read(text), strict=True
    )}  # fmt: skip
    answer = modes["Sedikit saja sekarang."]
    assert answer.mode == "direct"
    assert answer.speaker is not None
    assert answer.speaker.name == "Nadira Putri"
    assert modes["Berapa utangnya?"].mode == "narration"
    assert modes["Harga tiket naik."].mode == "narration"


def test_a_speaker_is_named_as_an_answer_names_them() -> None:
    speaker = Speaker("Kim Gi-hyeon", "Ketua", "IPCNKR", (0, 4), "Ketua IPCNKR")
    assert in_words(speaker, "id") == "kata Kim Gi-hyeon, Ketua IPCNKR"
    assert in_words(speaker, "en") == "said by Kim Gi-hyeon, Ketua IPCNKR"
    assert in_words(Speaker("IPCNKR", None, None, (0, 4)), "id") == "kata IPCNKR"


_PIECES = st.sampled_from(
    "kata ujarnya dia Ia Menurut menurutnya mengatakan mendesak Ketua Budi Santoso IPCNKR yang dan itu di Jakarta "
    'warga said told He according to , . " “ ” ‘’ ( ) - — : ; ? ! \n 56 Prof. Komisaris Besar pernyataan bersama '
    "seraya".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map(" ".join)), st.sampled_from(["id", "en"]))
def test_any_text_gets_one_attribution_a_sentence_with_spans_inside_it(text: str, language: str) -> None:
    segments = split(text, language)
    found = attribute(text, segments, language)
    assert [a.sentence for a in found] == [s.number for s in segments if isinstance(s, Sentence)]
    for a in found:
        for span in (a.cue, a.speaker.span if a.speaker else None):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        if a.mode == "narration":
            assert a.speaker is None
            assert a.cue is None
        if a.speaker is not None:
            assert a.speaker.name in text


def test_a_text_without_sentences_has_no_attributions() -> None:
    assert attribute("", ()) == ()


def test_the_measure_finds_the_shipped_article_without_an_error() -> None:
    shipped = next(result for result in own_articles() if result.name == "ipcnkr-jakarta")
    assert (shipped.attributed, shipped.predicted, shipped.right) == (25, 25, 25)
    assert shipped.outcomes == {}


_LABELLED = """\
Ketua\tU-ROLE
PPR\tU-AFFILIATION
Imam\tB-PERSON
Syafii\tL-PERSON
mengatakan\tO
,\tO
gaji\tO
belum\tO
dibayar\tO
.\tO
\u201d\tB-STATEMENT

Kami\tI-STATEMENT
menunggu\tI-STATEMENT
sampai\tI-STATEMENT
pagi\tI-STATEMENT
,\tI-STATEMENT
\u201d\tL-STATEMENT
{cue}
.\tO
"""


@pytest.fixture
def labelled(tmp_path: Path):
    def write(cue: str) -> Path:
        path = tmp_path / "labelled.txt"
        path.write_text(_LABELLED.format(cue=cue), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("cue", "precision", "recall", "without"),  # None where nobody is attributed, or nobody has to be
    [
        ("katanya\tU-CUECOREF", 1.0, 1.0, 0),
        ("kata\tU-CUE\nImam\tU-PERSONCOREF", 1.0, 1.0, 0),
        ("kata\tU-CUE\nBudi\tU-PERSON", 1.0, 1.0, 0),
        ("kata\tU-CUE\nBudi\tO\n,\tO\nmenirukan\tO\nSiti\tU-PERSON", 0.0, 0.0, 0),
        ("kata\tU-CUE\nBudi\tO\ndan\tO\nSiti\tU-PERSON", None, 0.0, 0),
        ("kata\tU-CUE\nBudi\tO", None, None, 1),
    ],
)
def test_labelled_statements_are_measured(
    labelled, cue: str, precision: float | None, recall: float | None, without: int
) -> None:
    found = quotations(labelled(cue))
    values = {f.name: f.value for f in figures(found)}
    for unit in ("", ", by sentence"):
        assert (values[f"speaker precision{unit}"], values[f"speaker recall{unit}"]) == (precision, recall)
    assert left_out(found) == without
    assert sum(errors(found).values()) == (recall == 0)


@pytest.mark.parametrize(
    ("cue", "precision", "recall"),  # as value, n and baseline
    [
        ("kata\tU-CUE\nImam\tU-PERSON", (1.0, 1, 1.0), (1.0, 1, 1.0)),
        ("kata\tO\nImam\tU-PERSON\nkemarin\tU-CUE", (0.0, 1, 0.0), (0.0, 1, 0.0)),
        ("kata\tO\nImam\tU-PERSON", (0.0, 1, 0.0), (None, 0, None)),
    ],
)
def test_a_cue_is_right_where_it_meets_the_labelled_one_and_wrong_where_none_is_labelled(
    labelled,
    cue: str,
    precision: tuple[float | None, int, float | None],
    recall: tuple[float | None, int, float | None],
) -> None:
    values = {f.name: (f.value, f.n, f.baseline) for f in figures(quotations(labelled(cue)))}
    assert (values["cue precision"], values["cue recall"]) == (precision, recall)


def test_a_sample_of_articles_is_always_the_same_and_its_progress_is_told(labelled) -> None:
    path = labelled("katanya\tU-CUECOREF")
    article = "JAKARTA\tO\n,\tO\nKOMPAS\tO\n\u2014\tO\n" + path.read_text(encoding="utf-8")
    path.write_text("\n".join([article] * 4), encoding="utf-8")
    told: list[tuple[int, int]] = []
    assert len(quotations(path, None, lambda done, total: told.append((done, total)))) == 4
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    sample = quotations(path, 2)
    assert len({q.article for q in sample}) == len(sample) == 2
    assert sample == quotations(path, 2)


def test_the_figures_of_a_labelled_file_stand_beside_their_baselines(labelled) -> None:
    path = labelled("kata\tU-CUE\nBudi\tO\n,\tO\nmenirukan\tO\nSiti\tU-PERSON")
    result = CliRunner().invoke(app, ["pfsa-id", str(path), "--examples", "1"])
    assert result.exit_code == 0
    assert "| speaker precision | 0.000 |" in result.stdout
    assert "| cue recall | 1.000 |" in result.stdout
    assert "(the word behind the quotation)" in result.stdout
    assert "- 1 wrong speaker (name)" in result.stdout
    assert "gold Siti, predicted Budi" in result.stdout
    report = json.loads(CliRunner().invoke(app, ["pfsa-id", str(path), "--json"]).stdout)
    assert (report["statements"], report["left_out"], report["errors"]) == (1, 0, {"wrong speaker (name)": 1})
    assert [f["name"] for f in report["figures"]][:2] == ["speaker precision", "speaker recall"]


@pytest.mark.parametrize(
    ("content", "message"), [("Ini bukan data berlabel.\n", "line 1: .* is not a token"), ("Ya\tO\n", "no statement")]
)
def test_a_file_that_is_not_labelled_is_refused_in_one_sentence(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "plain.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadDataset, match=message):
        quotations(file)
    with pytest.raises(BadDataset, match="cannot be read"):
        quotations(tmp_path / "none.txt")


def test_the_table_and_the_json_name_every_gold_article() -> None:
    table = CliRunner().invoke(app, ["speakers"]).stdout
    report = json.loads(CliRunner().invoke(app, ["speakers", "--json"]).stdout)
    assert {row["name"] for row in report} == set(ARTICLES)
    assert all(name in table for name in ARTICLES)
