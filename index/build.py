"""Build an index from article files, and the one of the shipped article on first use."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from index import bundled
from index.article import Article, load_articles
from index.cache import cache_folder
from index.dense import VectorIndex
from index.encoder import Encoder, load_encoder
from index.errors import BadArticle, BadIndex
from index.passages import REACH, passage_texts
from index.search import Entry, Index
from index.sentences import SPLITTER, split
from index.store import load_index, write_index
from index.translation import load_translations

SHIPPED = Path(__file__).parent / "articles" / "ipcnkr-jakarta.txt"
# What decides the rows of an index: another splitter or window makes it stale.
LAYOUT = f"{SPLITTER}/reach-{REACH}"

Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


@functools.lru_cache(maxsize=2)
def shared_encoder(name: str) -> Encoder:
    """Load an encoder once a process."""
    return load_encoder(name)


def build_index(
    articles: Sequence[Path], out: Path, *, encoder: Encoder | None = None, progress: Progress = _silent
) -> Index:
    """Split, encode and write articles to an index directory, and load it.

    Args:
        articles: UTF-8 ``.txt`` or ``.md`` files.
        out: the directory; an index that stands there is replaced whole or left whole.
        encoder: the bundled one by default.
        progress: called with a step in words, what is done and the total (0 where not known).

    Raises:
        BadArticle, BadIndex, EncoderUnavailable: as their messages say.
    """
    if not articles:
        raise BadArticle("No article was given: name at least one .txt or .md file.")
    loaded = load_articles(articles)
    progress("splitting into sentences", 0, 0)
    entries = [_entry(path, article) for path, article in zip(articles, loaded, strict=True)]
    for entry, path in zip(entries, articles, strict=True):
        if not entry.sentences:
            raise BadArticle(f"{path} holds no sentence, only headings: give the article's text.")
    encoder = encoder or load_encoder(progress=lambda step: progress(step, 0, 0))
    sentences = [entry.text_of(s) for entry in entries for s in entry.sentences]
    passages = [text for entry in entries for text in passage_texts(entry.article, entry.segments)]
    vectors = encoder.encode_passages(
        [*sentences, *passages], lambda done, total: progress("encoding sentences", done, total)
    )
    rows = len(sentences)
    write_index(out, entries, VectorIndex.over(vectors[:rows]), VectorIndex.over(vectors[rows:]), encoder, LAYOUT)
    return load_index(out, lambda name: encoder, LAYOUT)


def _entry(path: Path, article: Article) -> Entry:
    segments = split(article.text, article.language)
    return Entry(article, segments, load_translations(path, article, segments))


def open_index(folder: Path) -> Index:
    """Load an index directory; its encoder is loaded at the first question.

    Raises:
        BadIndex: it cannot be used; the message holds the command that rebuilds it.
    """
    return load_index(folder, shared_encoder, LAYOUT)


def shipped_index(progress: Progress = _silent) -> Index:
    """Return the shipped article's index from the user's cache, built where it is missing or stale.

    It can be made again at any time, so a damaged one is rebuilt instead of refused.

    Raises:
        BadIndex, EncoderUnavailable: the cache cannot be written, or the encoder not loaded.
    """
    folder = cache_folder() / "shipped-index"
    (article,) = load_articles([SHIPPED])
    try:
        index = open_index(folder)
        entry = index.entries.get(article.id)
        if entry == _entry(SHIPPED, article) and index_encoder_is_current(folder):
            return index
    except BadIndex:
        pass
    encoder = load_encoder(progress=lambda step: progress(step, 0, 0))
    return build_index([SHIPPED], folder, encoder=encoder, progress=progress)


def index_encoder_is_current(folder: Path) -> bool:
    """Tell whether an index was made with this version's bundled encoder."""
    from index.store import read_manifest

    return bool(read_manifest(folder)["encoder"] == {"name": bundled.NAME, "identity": bundled.IDENTITY})
