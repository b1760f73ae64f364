"""Translations of an article: one rendering a sentence, from files that stand beside it.

``news.txt`` is translated by ``news.en.json``: an object with ``language``, ``by`` (who made it),
optionally ``note``, and ``sentences``, a list of ``number``, ``sha256`` (of the original sentence's
UTF-8 text) and ``text``. A rendering is shown under its original and is never cited: nothing here
knows of spans in an answer, of verification, or of pages.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import MAX_BYTES, Article
from index.errors import BadArticle
from index.sentences import Segment, Sentence

_KEYS = ("language", "by", "note", "sentences")
_SENTENCE_KEYS = ("number", "sha256", "text")
# ISO 639 codes; `news.draft.json` is no translation.
_LANGUAGE = re.compile("[a-z]{2,3}")
_ARTICLE_SUFFIXES = {".txt", ".md"}
_DIGITS = re.compile(r"\d+")
# JSON can spell half a surrogate pair, which no UTF-8 output can hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of one article into ``language``, made by ``by``.

    ``texts`` has one place for each sentence of the article, in order, and None where a sentence
    has no rendering. ``note`` is what its maker says about it.
    """

    language: str
    by: str
    texts: tuple[str | None, ...]
    note: str | None = None

    def text_of(self, number: int) -> str | None:
        """Return the rendering of a sentence by its 1-based number, or None where there is none."""
        return self.texts[number - 1] if 1 <= number <= len(self.texts) else None


def load_translations(path: Path, article: Article, segments: Sequence[Segment]) -> tuple[Translation, ...]:
    """Read every ``<stem>.<language>.json`` beside an article, in the order of their languages.

    Args:
        path: the article's file; other articles' sidecars beside it are left alone.
        article: what was read from ``path``.
        segments: its sentences and headings.

    Raises:
        BadArticle: a translation cannot be used, or renders a sentence that has changed since.
    """
    originals = {s.number: article.text[s.start : s.end] for s in segments if isinstance(s, Sentence)}
    return tuple(_translation(file, article, originals) for file in _files(path))


def numbers_kept(original: str, translation: str) -> bool:
    """Tell whether both texts hold the same numbers equally often, in any order.

    Runs of digits are compared, so that ``1.000`` and ``1,000`` agree whatever separates them,
    and so do the digits of any script. A number that turns into a word, or a month that does
    (``13/11`` and ``13 November``), counts as lost.
    """
    return _numbers(original) == _numbers(translation)


def sentence_sha256(text: str) -> str:
    """Return the hash by which a translation names the sentence it renders, in hexadecimal."""
    # An article is valid UTF-8, so only a text made in memory could need the error handler.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(text: str) -> Counter[str]:
    return Counter("".join(str(unicodedata.decimal(d)) for d in run) for run in _DIGITS.findall(text))


def _files(path: Path) -> list[Path]:
    # Names are compared, not globbed: a stem may hold `[` or `*`.
    try:
        beside = list(path.parent.iterdir())
    except OSError as error:
        raise BadArticle(f"{path.parent} cannot be searched for translations ({error.strerror}): "
                         "check the folder's permissions.") from error
    found = []
    for file in beside:
        stem, _, language = file.stem.rpartition(".")
        if stem != path.stem or file.suffix != ".json" or not _LANGUAGE.fullmatch(language):
            continue
        # `news.en.json` beside an article `news.en.txt` is that article's own sidecar.
        if not any(file.with_suffix(suffix).exists() for suffix in _ARTICLE_SUFFIXES):
            found.append(file)
    return sorted(found)


def _translation(file: Path, article: Article, originals: Mapping[int, str]) -> Translation:
    about = _object(_json(file), _KEYS, {"note"}, str(file))
    language = _text(about, "language", str(file))
    if language != file.stem.rpartition(".")[2]:
        raise BadArticle(f"{file} says its language is {language!r}: name it as the file's name does, or rename it.")
    if language == article.language:
        raise BadArticle(f"{file} is in {language!r}, the article's own language: remove it, or mend its language.")
    listed = about["sentences"]
    if not isinstance(listed, list):
        raise BadArticle(f"{file} has no list under 'sentences': give one object for each translated sentence.")
    texts: dict[int, str] = {}
    for place, item in enumerate(listed, 1):
        number, text = _rendering(item, originals, f"{file}, entry {place},")
        if number in texts:
            raise BadArticle(f"{file} renders sentence {number} twice: remove one entry.")
        texts[number] = text
    note = _text(about, "note", str(file)) if about.get("note") is not None else None
    return Translation(language, _text(about, "by", str(file)), tuple(texts.get(n) for n in sorted(originals)), note)


def _rendering(item: object, originals: Mapping[int, str], where: str) -> tuple[int, str]:
    entry = _object(item, _SENTENCE_KEYS, set(), where)
    number, sha256, text = entry["number"], _text(entry, "sha256", where), _text(entry, "text", where)
    if type(number) is not int or number not in originals:  # True is an int too
        raise BadArticle(f"{where} has the number {number!r}: give a whole number from 1 to {len(originals)}, "
                         "the number of the sentence in the article.")
    expected = sentence_sha256(originals[number])
    if sha256 != expected:
        raise BadArticle(f"{where} is stale: sentence {number} of the article, {_start(originals[number])!r}, has "
                         f"changed since it was translated; translate it again and give its SHA-256, {expected}, "
                         "or remove the entry.")
    return number, text


def _json(file: Path) -> object:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise BadArticle(f"{file} is {size / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:.1f} MB Kutip reads: "
                             "shorten it or remove it.")
        about: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadArticle(f"{file} cannot be read as JSON ({error}): mend it or remove it.") from error
    return about


def _object(value: object, keys: Sequence[str], optional: set[str], where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise BadArticle(f"{where} is not an object: give {', '.join(keys)}.")
    unknown = sorted(set(value) - set(keys))
    if unknown:
        raise BadArticle(f"{where} has the unknown key {unknown[0]!r}: use only {', '.join(keys)}.")
    missing = [key for key in keys if key not in value and key not in optional]
    if missing:
        raise BadArticle(f"{where} lacks {missing[0]!r}: give {', '.join(k for k in keys if k not in optional)}.")
    return value


def _text(about: Mapping[str, object], key: str, where: str) -> str:
    value = about[key]
    if not isinstance(value, str) or not value.strip() or _SURROGATE.search(value):
        raise BadArticle(f"{where} has {value!r} under {key!r}: give a text that is not empty.")
    return value


def _start(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
