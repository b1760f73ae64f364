from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.splitters import golden, shipped_article
from index import SHIPPED, Heading, Sentence, split

GOLDEN = golden()


def texts(text, language="id"):
    return [text[s.start : s.end] for s in split(text, language) if isinstance(s, Sentence)]


@pytest.mark.parametrize("case", GOLDEN, ids=[c.id for c in GOLDEN])
def test_every_golden_case_is_split_as_written_by_hand(case):
    found = split(case.text, case.language)
    assert [(s.start, s.end) for s in found if isinstance(s, Sentence)] == list(case.sentences)
    assert [(s.start, s.end) for s in found if isinstance(s, Heading)] == list(case.headings)


def test_the_golden_file_has_at_least_60_cases_in_both_languages():
    assert len(GOLDEN) >= 60
    assert {c.language for c in GOLDEN} == {"id", "en"}


def test_the_shipped_article_has_29_sentences_and_one_heading():
    text = SHIPPED.read_text(encoding="utf-8")
    found = split(text)
    gold = shipped_article()
    assert tuple((s.start, s.end) for s in found if isinstance(s, Sentence)) == gold.sentences
    assert [text[s.start : s.end] for s in found if isinstance(s, Heading)] == ["Dorong Peningkatan Kualitas Hidup"]
    assert [s.number for s in found if isinstance(s, Sentence)] == list(range(1, 30))


def test_a_byline_stays_in_its_sentence():
    assert texts(SHIPPED.read_text(encoding="utf-8"))[0].startswith("JAKARTA - Aliansi")


def test_the_sentences_of_one_quotation_stay_apart_and_belong_together():
    groups = {s.number: s.quotation for s in split(SHIPPED.read_text(encoding="utf-8")) if isinstance(s, Sentence)}
    assert {n for n, g in groups.items() if g is not None} == {5, 6, 23, 24}
    assert groups[5] == groups[6] != groups[23] == groups[24]


@pytest.mark.parametrize(
    "text",
    [
        '"Kami siap. Tim berangkat besok," kata Rudi.',
        "\u201cKami siap. Tim berangkat besok,\u201d kata Rudi.",
        "\u2018\u2019Kami siap. Tim berangkat besok,\u2019\u2019 kata Rudi.",
        "''Kami siap. Tim berangkat besok,'' kata Rudi.",
    ],
)
def test_a_quotation_of_two_sentences_is_seen_in_any_quotation_marks(text):
    assert [s.quotation for s in split(text) if isinstance(s, Sentence)] == [1, 1]


def test_an_apostrophe_opens_no_quotation():
    found = split("It's late. The mayor's office didn't answer. Don't wait.", "en")
    assert [s.quotation for s in found if isinstance(s, Sentence)] == [None, None, None]


def test_an_article_of_one_short_line_is_a_sentence():
    assert texts("Jembatan Roboh") == ["Jembatan Roboh"]


def partitions(text, found):
    position = 0
    for segment in found:
        assert position <= segment.start < segment.end <= len(text)
        assert all(c.isspace() or c == "\ufeff" for c in text[position : segment.start])
        assert not text[segment.start].isspace()
        assert not text[segment.end - 1].isspace()
        position = segment.end
    assert all(c.isspace() or c == "\ufeff" for c in text[position:])
    numbers = [s.number for s in found if isinstance(s, Sentence)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [s.paragraph for s in found] == sorted(s.paragraph for s in found)


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(["id", "en", "xx"]))
def test_spans_partition_any_unicode_text_and_nothing_is_lost(text, language):
    partitions(text, split(text, language))


PIECES = [
    "Rp14.500.",
    "dr. Rina",
    '"Kami siap."',
    "kata",
    "Ia",
    "\n",
    " ",
    "DPR.",
    "\u2018\u2019",
    "\u2019\u2019",
    "(13/11).",
    "...",
    "\u2026",
    "?",
    "!",
    "iPhone",
    "# Judul",
    "- ",
    "S.H.",
    "Jl.",
    "\ufeff",
    "\ud800",
    "\0",
    "e\u0301",
    "\u202e",
    "Korea",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_spans_partition_text_made_of_hard_pieces(pieces):
    partitions("".join(pieces), split("".join(pieces)))


def test_a_megabyte_on_one_line_is_split_without_losing_any_of_it():
    text = "Harga beras naik lagi, kata Rina di pasar. " * 24_000
    found = split(text)
    partitions(text, found)
    assert len(found) == 24_000


def test_a_line_without_any_space_is_split_too():
    text = "a" * 50_000
    partitions(text, split(text))


def test_a_megabyte_of_dots_is_no_trap():
    partitions("." * 300_000, split("." * 300_000))


def test_no_may_be_a_sentence():
    assert texts("Will it work? No. It will not.", "en") == ["Will it work?", "No.", "It will not."]
