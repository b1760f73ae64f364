"""An article: its text exactly as its UTF-8 file holds it, and what is known about it.

Every offset anywhere in Kutip counts code points of ``Article.text``; nothing normalises it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadArticle
from index.language import guess_language

MAX_BYTES = 8 * 1024 * 1024
_SUFFIXES = (".txt", ".md")
_KEYS = {"id", "title", "language", "place", "date", "source", "invented", "sha256"}


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    ``text`` is the decoded file, newlines untouched; ``sha256`` is of the file's bytes. ``date``
    is that of the event (ISO 8601) and None, like ``title``, ``place`` and ``source``, where unknown.
    """

    id: str
    text: str
    language: str
    sha256: str
    title: str | None = None
    place: str | None = None
    date: str | None = None
    source: str | None = None
    invented: bool = False


def load_article(path: Path) -> Article:
    """Read an article from a UTF-8 ``.txt`` or ``.md`` file, with its ``.json`` sidecar where one stands.

    Raises:
        BadArticle: the file or its sidecar cannot be used; the message says why and what to do.
    """
    content = _bytes(path)
    text = _text(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    about = _sidecar(path, sha256)
    identity = about.get("id") or _slug(path)
    language = about.get("language") or guess_language(text) or "id"
    return Article(
        str(identity),
        text,
        str(language),
        sha256,
        about.get("title"),
        about.get("place"),
        about.get("date"),
        about.get("source"),
        bool(about.get("invented", False)),
    )


def load_articles(paths: Sequence[Path]) -> tuple[Article, ...]:
    """Read several articles; two with one id are refused.

    Raises:
        BadArticle: as ``load_article``, or an id stands twice.
    """
    articles = tuple(load_article(path) for path in paths)
    seen: dict[str, Path] = {}
    for article, path in zip(articles, paths, strict=True):
        if article.id in seen:
            raise BadArticle(f"{path} and {seen[article.id]} have the same article id {article.id!r}: rename one file.")
        seen[article.id] = path
    return articles


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in _SUFFIXES:
        raise BadArticle(f"{path} is not an article file: give a UTF-8 text file that ends in .txt or .md.")
    try:
        if path.is_dir():
            raise BadArticle(f"{path} is a folder: give the article's .txt or .md file.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadArticle(
                f"{path} is {size / 1e6:.1f} MB, more than the {MAX_BYTES / 1e6:.1f} MB Kutip reads: "
                "split it into several articles."
            )
        return path.read_bytes()
    except OSError as error:
        raise BadArticle(f"{path} cannot be read ({error.strerror}): check the path and its permissions.") from error


def _text(path: Path, content: bytes) -> str:
    if b"\0" in content:
        raise BadArticle(f"{path} is a binary file (byte {content.index(0)} is NUL): give the article as UTF-8 text.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadArticle(
            f"{path} is not UTF-8 (byte {error.start} is 0x{content[error.start]:02x}): save it again as UTF-8."
        ) from error
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise BadArticle(f"{path} holds no words ({len(content)} bytes): give a file with the article's text.")
    return text


def _sidecar(path: Path, sha256: str) -> dict[str, str]:
    sidecar = path.with_suffix(".json")
    if not sidecar.is_file():
        return {}
    try:
        about = json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadArticle(f"{sidecar} cannot be read as JSON ({error}): mend it or remove it.") from error
    unknown = sorted(set(about) - _KEYS) if isinstance(about, dict) else ["(not an object)"]
    if unknown:
        raise BadArticle(f"{sidecar} has the unknown key {unknown[0]!r}: use only {', '.join(sorted(_KEYS))}.")
    if about.get("sha256", sha256) != sha256:
        raise BadArticle(
            f"{path} has SHA-256 {sha256[:12]}…, but {sidecar.name} names {about['sha256'][:12]}…: "
            "restore the article, or update its sidecar."
        )
    identity, date = about.get("id"), about.get("date")
    if identity is not None and _slugged(str(identity)) != identity:
        raise BadArticle(f"{sidecar} has the id {identity!r}: use lower-case letters, digits and hyphens.")
    if date is not None and not _is_date(str(date)):
        raise BadArticle(f"{sidecar} has the date {date!r}: write it as YYYY-MM-DD.")
    return dict(about)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _slugged(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def _slug(path: Path) -> str:
    # A name without a Latin letter still needs an id; the file's name is all there is to hash.
    return _slugged(path.stem) or f"article-{hashlib.sha256(path.stem.encode()).hexdigest()[:8]}"
