from __future__ import annotations

import hashlib
import json

import pytest

from index import SHIPPED, BadArticle, load_article, load_articles

SHA256 = "ba1ac6b46edfeeed1b887274c7dff0550c7ced3dd519799efd9e0da5e5f7c02a"


def test_the_shipped_article_is_byte_identical_to_what_its_owner_supplied():
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == SHA256
    article = load_article(SHIPPED)
    assert article.sha256 == SHA256
    assert article.text.encode() == SHIPPED.read_bytes()
    assert (article.id, article.language, article.place, article.date, article.title) == (
        "ipcnkr-jakarta",
        "id",
        "Jakarta",
        "2024-11-13",
        None,
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "holds no words (0 bytes)"),
        ("blank.txt", b" \n\t\n", "holds no words (4 bytes)"),
        ("marks.txt", b"--- !!! ...", "holds no words"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "byte 4 is NUL"),
        ("latin.txt", "Café".encode("latin-1"), "byte 3 is 0xe9"),
        ("page.html", b"<p>Halo</p>", "ends in .txt or .md"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_the_reason(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadArticle) as error:
        load_article(path)
    assert said in error.value.message
    assert str(path) in error.value.message


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(BadArticle, match="No such file"):
        load_article(tmp_path / "gone.txt")
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(BadArticle, match="is a folder"):
        load_article(folder)


def test_a_file_of_100_mb_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(BadArticle, match=r"104\.9 MB, more than the 8\.4 MB"):
        load_article(path)


def test_newlines_and_a_byte_order_mark_stay_in_the_text(tmp_path):
    path = tmp_path / "crlf.txt"
    path.write_bytes("\ufeffSatu.\r\nDua.\rTiga.".encode())
    assert load_article(path).text == "\ufeffSatu.\r\nDua.\rTiga."


def test_a_sidecar_with_another_hash_an_unknown_key_or_a_bad_date_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Satu kalimat.", encoding="utf-8")
    sidecar = tmp_path / "a.json"
    for about, said in (
        ({"sha256": "0" * 64}, "names 000000000000"),
        ({"author": "x"}, "unknown key 'author'"),
        ({"date": "13/11/2024"}, "YYYY-MM-DD"),
        ({"id": "A b"}, "lower-case"),
        ([1], "not an object"),
    ):
        sidecar.write_text(json.dumps(about), encoding="utf-8")
        with pytest.raises(BadArticle, match=said):
            load_article(path)
    sidecar.write_text("{", encoding="utf-8")
    with pytest.raises(BadArticle, match="cannot be read as JSON"):
        load_article(path)


def test_two_articles_with_one_id_are_refused(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text("Satu kalimat.", encoding="utf-8")
    with pytest.raises(BadArticle, match="same article id 'same'"):
        load_articles([tmp_path / "x" / "same.txt", tmp_path / "y" / "same.txt"])


def test_an_article_without_a_sidecar_gets_its_language_from_its_words(tmp_path):
    english = tmp_path / "The Mayor.md"
    english.write_text("The mayor said that the bridge will open in May.", encoding="utf-8")
    assert (load_article(english).id, load_article(english).language) == ("the-mayor", "en")
    indonesian = tmp_path / "wali.txt"
    indonesian.write_text("Wali kota mengatakan jembatan itu akan dibuka pada Mei.", encoding="utf-8")
    assert load_article(indonesian).language == "id"
