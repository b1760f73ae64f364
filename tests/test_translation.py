from __future__ import annotations

import dataclasses
import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import load_article
from index.build import SHIPPED
from index.errors import BadArticle
from index.sentences import Sentence, split
from index.translation import Translation, load_translations, numbers_kept, sentence_sha256

FIRST, SECOND = "Harga beras naik.", "Rina membeli 20 kilogram."
# The names of the shipped article and what each became, longest first; the names in KEPT stay as they are.
RENDERED = (
    (
        "Aliansi Parlemen Internasional untuk Hak Asasi Manusia Migran Korea Utara",
        "International Parliamentary Alliance for the Human Rights of North Korean Migrants",
    ),
    (
        "Kepala Program Pembangunan Perserikatan Bangsa-Bangsa",
        "Head of the United Nations Development Programme",
    ),
    ("Menteri Pendidikan Jepang", "Japanese Minister of Education"),
    ("Komisi Pemeriksaan PBB", "UN Commission of Inquiry"),
    ("Hotel Four Seasons", "Four Seasons Hotel"),
    ("Amerika Serikat", "United States"),
    ("Korea Selatan", "South Korea"),
    ("Korea Utara", "North Korea"),
    ("Sidang Umum", "General Assembly"),
    ("JAKARTA - ", "JAKARTA - The "),
    ("Pemerintah", "Government"),
    ("Direktur", "Director"),
    ("Inggris", "Britain"),
    ("Jepang", "Japan"),
    ("Korea", "Korea"),
    ("Ketua", "Chair"),
    ("Rabu", "Wednesday"),
    ("PBB", "UN"),
)
KEPT = (
    "Good Farmers Research Institute", "Nakagawa Masaharu", "Jerome Sauvage", "Cho Chung-hee", "Park Sung Min",
    "Kim Gi-hyeon", "Kim Jong-un", "Chun Ha Ram", "Pyongyang", "Jakarta", "IPCNKR", "ASEAN", "UNDP", "COI", "Cho",
)


def sentences(path):
    article = load_article(path)
    segments = split(article.text, article.language)
    texts = [article.text[s.start : s.end] for s in segments if isinstance(s, Sentence)]
    return article, segments, texts


def named(original, translation):
    """Take every known name out of both; return the names that only one has, and all other capitalised words.

    The word that opens a sentence is left out: its capital makes it no name.
    """
    original = original.replace("Korut", "Korea Utara").replace("HAM", "hak asasi manusia")
    uneven = []
    for ours, theirs in (*((name, name) for name in KEPT), *RENDERED):
        if bool(re.search(rf"\b{ours}", original)) != bool(re.search(rf"\b{theirs}", translation)):
            uneven.append(ours)
        original, translation = (
            re.sub(rf"\b{name}", "_", text) for name, text in ((ours, original), (theirs, translation))
        )
    opened = [re.sub(r"^\W*[A-Z]", "_", text) for text in (original, translation)]
    return uneven, [word for text in opened for word in re.findall(r"\b[A-Z]\w*", text)]


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(f"{FIRST} {SECOND}\n", encoding="utf-8")
    return path


def entry(number, original, text):
    return {"number": number, "sha256": hashlib.sha256(original.encode()).hexdigest(), "text": text}


def whole(**changes):
    both = [entry(1, FIRST, "The price of rice rose."), entry(2, SECOND, "Rina bought 20 kilograms.")]
    return {"language": "en", "by": "Kutip", "sentences": both, **changes}


def load(news, about, name="news.en.json"):
    (news.parent / name).write_text(about if isinstance(about, str) else json.dumps(about), encoding="utf-8")
    article, segments, _ = sentences(news)
    return load_translations(news, article, segments)


def test_an_article_without_a_translation_has_none(news):
    article, segments, _ = sentences(news)
    assert load_translations(news, article, segments) == ()


def test_a_translation_says_its_language_its_maker_and_one_rendering_a_sentence(news):
    assert load(news, whole(note="A draft.")) == (
        Translation("en", "Kutip", ("The price of rice rose.", "Rina bought 20 kilograms."), "A draft."),
    )


def test_a_sentence_may_lack_a_rendering(news):
    (translation,) = load(news, whole(sentences=[entry(2, SECOND, "Rina bought 20 kilograms.")]))
    assert translation.texts == (None, "Rina bought 20 kilograms.")
    assert [translation.text_of(n) for n in (0, 1, 2, 3)] == [None, None, "Rina bought 20 kilograms.", None]
    assert load(news, whole(sentences=[]))[0].texts == (None, None)


def test_a_translation_cannot_be_changed(news):
    (translation,) = load(news, whole())
    with pytest.raises(dataclasses.FrozenInstanceError):
        translation.by = "the publisher"


def test_translations_come_in_the_order_of_their_languages(news):
    load(news, whole(language="ms"), "news.ms.json")
    assert [t.language for t in load(news, whole())] == ["en", "ms"]


def test_a_stale_rendering_is_refused_with_its_sentence_and_what_to_do(news):
    news.write_text(f"{FIRST} Rina membeli 30 kilogram.\n", encoding="utf-8")
    with pytest.raises(BadArticle) as error:
        load(news, whole())
    assert "sentence 2 of the article, 'Rina membeli 30 kilogram.', has changed" in error.value.message
    assert "translate it again" in error.value.message
    assert sentence_sha256("Rina membeli 30 kilogram.") in error.value.message


def test_a_sentence_that_moved_to_another_number_is_stale(news):
    news.write_text(f"{SECOND} {FIRST}\n", encoding="utf-8")
    with pytest.raises(BadArticle, match="sentence 1 of the article"):
        load(news, whole())


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (whole(author="x"), "unknown key 'author'"),
        (whole(sentences=[{**entry(1, FIRST, "x"), "page": 1}]), "entry 1, has the unknown key 'page'"),
        (whole(by=" "), "has ' ' under 'by'"),
        (whole(note=3), "has 3 under 'note'"),
        (whole(language="ms"), "says its language is 'ms'"),
        (whole(sentences={}), "no list under 'sentences'"),
        (whole(sentences=["x"]), "entry 1, is not an object"),
        (whole(sentences=[{"number": 1, "text": "x"}]), "lacks 'sha256'"),
        (whole(sentences=[entry(1, FIRST, "")]), "under 'text'"),
        (whole(sentences=[entry(1, FIRST, "\ud800")]), "under 'text'"),
        (whole(sentences=[entry(3, FIRST, "x")]), "whole number from 1 to 2"),
        (whole(sentences=[entry(True, FIRST, "x")]), "has the number True"),
        (whole(sentences=[entry([], FIRST, "x")]), "whole number from 1 to 2"),
        (whole(sentences=[entry(1, FIRST, "x"), entry(1, FIRST, "y")]), "renders sentence 1 twice"),
        ({"by": "Kutip"}, "lacks 'language'"),
        ([], "is not an object"),
        ("{", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_file_that_is_no_translation_is_refused_with_the_reason(news, about, said):
    with pytest.raises(BadArticle) as error:
        load(news, about)
    assert said in error.value.message
    assert "news.en.json" in error.value.message


def test_a_translation_into_the_articles_own_language_is_refused(news):
    with pytest.raises(BadArticle, match="own language"):
        load(news, whole(language="id"), "news.id.json")


def test_other_files_beside_the_article_are_left_alone(news):
    for name in ("news.json", "news.draft.json", "news.en.txt", "olds.en.json", "news.en.old.json"):
        (news.parent / name).write_text("{}" if name.endswith("json") else "Another article.", encoding="utf-8")
    assert load(news, {"id": "news-en"}) == ()


def test_numbers_are_kept_whatever_separates_their_digits():
    assert numbers_kept("Sidang ke-20 pada Rabu (13/11)", "the 20th assembly on Wednesday (13/11)")
    assert numbers_kept("Rp1.000 dan 3,5 persen", "3.5 percent and Rp1,000")
    assert numbers_kept("tahun ٢٠١٤", "in 2014")
    assert not numbers_kept("sejak 2014", "since 2041")
    assert not numbers_kept("sejak 2014", "for years")
    assert not numbers_kept("20 dan 20", "20")
    assert not numbers_kept("pada (13/11)", "on 13 November")
    assert not numbers_kept("beberapa orang", "40 people")


@given(st.lists(st.integers(0, 10**6), max_size=6), st.randoms())
def test_the_order_of_numbers_does_not_matter_but_each_of_them_does(numbers, random):
    shuffled = random.sample(numbers, len(numbers))
    assert numbers_kept(" ".join(map(str, numbers)), " dan ".join(map(str, shuffled)))
    assert not numbers_kept(" ".join(map(str, [*numbers, 7])), " ".join(map(str, numbers)))


def test_the_shipped_article_has_a_whole_english_translation_that_is_marked_as_kutips():
    article, segments, texts = sentences(SHIPPED)
    (english,) = load_translations(SHIPPED, article, segments)
    assert (english.language, english.by) == ("en", "Kutip")
    assert "not the publisher's" in (english.note or "")
    assert len(english.texts) == len(texts) == 29
    assert None not in english.texts


def test_the_shipped_translation_keeps_every_number():
    article, segments, texts = sentences(SHIPPED)
    (english,) = load_translations(SHIPPED, article, segments)
    assert [n for n, text in enumerate(texts, 1) if not numbers_kept(text, english.text_of(n) or "")] == []


def test_the_shipped_translation_keeps_every_name_and_adds_none():
    article, segments, texts = sentences(SHIPPED)
    (english,) = load_translations(SHIPPED, article, segments)
    found = {n: named(text, english.text_of(n) or "") for n, text in enumerate(texts, 1)}
    assert {n: what for n, what in found.items() if what != ([], [])} == {}


@pytest.mark.parametrize(
    ("translation", "uneven", "other"),
    [
        ("We met Park Sung Min of South Korea in Seoul.", [], ["Seoul"]),
        ("We met Park Sung Min of North Korea.", ["Korea Selatan", "Korea Utara"], []),
        ("We met Park Sung Mi of South Korea.", ["Park Sung Min"], ["Park", "Sung", "Mi"]),
    ],
)
def test_a_changed_name_would_be_seen(translation, uneven, other):
    assert named("Kami bertemu Park Sung Min dari Korea Selatan.", translation) == (uneven, other)
