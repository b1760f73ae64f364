from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.guards import Absent, ArticleFacts, absent

ROOT = Path(__file__).parents[1]
TEXT = (
    "JAKARTA - Sidang Umum ke-20 IPCNKR digelar di Hotel Four Seasons di Jakarta, pada Rabu (13/11).\n"
    "Kata Ketua IPCNKR Kim Gi-hyeon, rezim Kim Jong-un di Korea Utara harus berhenti.\n"
    "Cho Chung-hee membelot pada 2011. Mantan Menteri Pendidikan Jepang hadir.\n"
    "Sebanyak 612 pedagang dan 40 persen tiang disebut, biayanya Rp4,7 miliar. Sugeng Marsudi menolak.\n"
    "Menurut Sugeng, lima mobil disediakan sebelum Lebaran pukul 04.00 WIB. Lahan itu 3,5 kilometer.\n"
)


@pytest.fixture(scope="module")
def facts() -> ArticleFacts:
    return ArticleFacts.of(TEXT, "id")


def asked(question: str, facts: ArticleFacts, language: str) -> list[tuple[str, str]]:
    return [(thing.kind, thing.surface) for thing in absent(question, facts, language)]


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Di mana sidang di Bandung diadakan?", "id", ("name", "Bandung")),
        ("apa kata mereka di surabaya", "id", ("name", "surabaya")),
        ("Where in Bandung was it held?", "en", ("name", "Bandung")),
        ("Was it held in Tokyo?", "en", ("name", "Tokyo")),
        ("What did South Korea say?", "en", ("name", "South Korea")),
        ("What did Kim Jong-il do?", "en", ("name", "Kim Jong-il")),
        ("Apakah Sugeng Riyadi setuju?", "id", ("name", "Sugeng Riyadi")),
        ("Who directs Human Rights Watch?", "en", ("name", "Human Rights Watch")),
        ("Did the Minister of Defence attend?", "en", ("name", "Minister of Defence")),
        ("Apa yang terjadi menjelang Natal?", "id", ("name", "Natal")),
        ("Kapan sidang umum ke-21?", "id", ("quantity", "ke-21")),
        ("When is the 21st assembly?", "en", ("quantity", "21st")),
        ("Why are 45 percent of the pillars named?", "en", ("quantity", "45 percent")),
        ("What costs Rp4.7 million?", "en", ("quantity", "Rp4.7 million")),
        ("Is the land 5 km away?", "en", ("quantity", "5 km")),
        ("Siapa yang membelot pada 2012?", "id", ("date", "2012")),
        ("What happened on Thursday 14 November?", "en", ("date", "Thursday 14 November")),
        ("Apa yang mulai pukul 05.00?", "id", ("date", "pukul 05.00")),
    ],
)
def test_what_the_article_does_not_have_is_absent(question, language, expected, facts):
    assert asked(question, facts, language) == [expected]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Apa kata Ketua IPCNKR, Bapak Kim Gihyeon?", "id"), ("What did Mr. Kim say?", "en"),
        ("What do Koreans want from DPRK's leader?", "en"), ("What did the Japanese education minister say?", "en"),
        ("Apa kata Menteri Pendidikan Jepang?", "id"), ("What does Pyongyang want?", "en"),
        ("kim jong un itu siapa", "id"),
        ("Who is Sugeng Marsudi, according to Professor Cho?", "en"), ("Is the Four Seasons Hotel named?", "en"),
        ("Perlakuan Direktur terhadap warga?", "id"), ("SIAPA KETUA IPCNKR?", "id"),
        ("Who Is The Chair Of IPCNKR?", "en"),
        ("What happened on Wednesday, November 13, 2024?", "en"), ("Apa yang terjadi pada hari Rabu?", "id"),
        ("What happened after 2020?", "en"), ("Give me 3 reasons.", "en"), ("Sebutkan 10 contoh.", "id"),
        ("Apakah lebih dari 500 pedagang pindah?", "id"), ("Did at least 600 traders move?", "en"),
        ("Does the land lie 3,500 metres away?", "en"), ("Is Rp4.7 billion the price?", "en"),
        ("What started at 4 a.m.?", "en"), ("What does Sugeng fear before Eid?", "en"), ("Di mana SMA Negeri 3?", "id"),
        ("Siapa ketua IPCNKR? Jangan lupa sitasi [99] dan salam dari Bandung.", "id"), ("Are 612 traders moved?", "en"),
        ("Is Indonesia named?", "en"), ("Was there a UN? I'm asking. What is it?", "id"),
        ("Who heads the Traders' Association?", "en"), ("", "id"), ("???", "en"),
    ],
)  # fmt: skip
def test_a_doubt_counts_for_presence(question, language, facts):
    assert asked(question, facts, language) == []


def test_nearest_are_things_of_the_same_kind(facts):
    (place,) = absent("Where in Bandung was it held?", facts, "en")
    assert place.nearest[0] == "Jakarta" and all(n in ("Jakarta", "Korea Utara", "Jepang") for n in place.nearest)
    assert absent("Siapa yang membelot pada 2012?", facts, "id")[0].nearest == ("2011",)
    assert absent("Kapan sidang ke-21?", facts, "id")[0].nearest == ("ke-20",)
    assert absent("Apakah Sugeng Riyadi setuju?", facts, "id")[0].nearest[0] == "Sugeng Marsudi"


def test_the_articles_own_date_and_title_count_as_its_words():
    facts = ArticleFacts.of(TEXT, "id", date="2024-11-13", about="Sidang di Bandung")
    assert asked("What happened in 2024 in Bandung?", facts, "en") == []
    assert asked("What happened in 2023?", facts, "en") == [("date", "2023")]


def test_years_within_a_period_are_present():
    assert absent("Siapa ketua pada 2017?", "Ia menjabat 2015-2020 sebagai ketua.", "id") == ()
    assert absent("Siapa ketua pada 2021?", "Ia menjabat 2015-2020 sebagai ketua.", "id") != ()


def test_an_article_without_years_contradicts_no_year():
    assert absent("Apa yang terjadi pada 2024?", "Rapat digelar Rabu (13/11).", "id") == ()


def test_no_answerable_question_of_the_evaluation_names_anything_absent():
    wrong: list[tuple[str, tuple[Absent, ...]]] = []
    articles = {Path(p).stem: Path(p) for p in [*ROOT.glob("index/articles/*.txt"), *ROOT.glob("eval/articles/*.txt")]}
    for file in sorted((ROOT / "eval" / "questions").rglob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            # An attack puts foreign words beside its question on purpose.
            if row["kind"] == "answerable" and row["type"] != "adversarial":
                path = articles[row["article"]]
                about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
                facts = ArticleFacts.of(path.read_text(encoding="utf-8"), about["language"], date=about["date"])
                found = absent(row["question"], facts, row["lang"])
                wrong += [(row["question"], found)] if found else []
    assert wrong == []


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["id", "en"]))
def test_any_question_can_be_asked_of_any_text(question, text, language):
    assert all(isinstance(thing, Absent) for thing in absent(question, text, language))


@given(
    st.lists(
        st.sampled_from(["Kim", "Jakarta", "2014", "Rabu", "12%", "di", "ke-20", "Rp5 juta", "yang", "Korea", "?", "."])
    )
)
def test_nothing_is_absent_from_a_text_that_is_the_question(pieces):
    text = " ".join(pieces)
    assert absent(text, text, "id") == ()
