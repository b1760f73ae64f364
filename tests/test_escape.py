from __future__ import annotations

import html
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ui.escape import html_text, markdown_file_line, markdown_line, markdown_text, shown

# Every character that Markdown, HTML or the page might act on, and some that only look odd.
_NASTY = st.text(st.sampled_from("*_`~#>|[](){}<>&!\\$^=+-.:;/@\"' \t\n\r0123abc\u202e\u2066\x00\x0b\u00a0\u200b😀ا"))


def _structure(text: str) -> set[str]:
    """The ASCII punctuation that stands unencoded."""
    return {c for c in re.sub(r"&#\d+;", "", text) if c.isascii() and not c.isalnum() and not c.isspace()}


@given(_NASTY | st.text())
def test_markdown_text_decodes_to_the_same_characters_with_blanks_collapsed(text):
    decoded = html.unescape(markdown_line(text))
    assert decoded == re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ").translate(_MARKED)


@given(_NASTY)
def test_markdown_text_leaves_no_punctuation_that_markdown_acts_on(text):
    assert _structure(markdown_text(text)) <= set("!\"%',/;?")


@given(_NASTY)
def test_markdown_text_has_no_indented_empty_or_hard_broken_line(text):
    for line in markdown_text(text).split("\n"):
        assert line == line.strip(" \t")
    assert "\n\n" not in markdown_text(text)


@given(st.text())
def test_html_text_keeps_one_code_point_for_each_so_that_offsets_hold(text):
    assert len(html.unescape(html_text(text))) == len(text)


@given(_NASTY)
def test_html_text_opens_no_tag_entity_or_attribute(text):
    assert not set("<>\"'") & set(html_text(text))
    assert re.sub(r"&(?:amp|lt|gt|quot|#x27);", "", html_text(text)).count("&") == 0


def test_readable_letters_of_every_script_stay_as_they_are():
    assert markdown_line("Rp14 500, Pak Sjahrir? «نص» 中文 e\u0301") == "Rp14 500, Pak Sjahrir? «نص» 中文 e\u0301"


def test_what_cannot_be_shown_becomes_one_visible_mark():
    assert shown("a\x00b\u202ec\ud800d\x1be") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert shown("tab\tline\nkept") == "tab\tline\nkept"


def test_a_markdown_file_shows_ordinary_sentences_as_they_are():
    sentence = "Sidang Umum ke-20 IPCNKR yang diadakan di Hotel Four Seasons di Jakarta, pada Rabu (13/11)."
    assert markdown_file_line(sentence) == sentence


def test_a_markdown_file_escapes_what_would_be_structure():
    assert markdown_file_line("# <img src=x> [a](b) *c*") == r"\# \<img src=x\> \[a\](b) \*c\*"
    assert markdown_file_line("1. satu") == r"1\. satu"
    assert markdown_file_line("- satu\n- dua") == r"\- satu - dua"


_MARKED = {ord(c): "\ufffd" for c in map(chr, [*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])}
_MARKED |= {c: "\ufffd" for c in [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]}


def test_every_character_marked_is_a_control_or_format_character_or_a_surrogate():
    assert {unicodedata.category(chr(c)) for c in _MARKED} <= {"Cc", "Cf", "Cs"}
