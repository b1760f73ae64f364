"""Articles, their sentences, and search: everything below an answer.

Knows nothing of questions' answers, pages or measures.
"""

from index.article import Article, load_article, load_articles
from index.build import SHIPPED, build_index, open_index, shipped_index
from index.encoder import Encoder, load_encoder
from index.errors import BadArticle, BadIndex, BadOption, BadQuestion, EncoderUnavailable, UserFacingError
from index.language import guess_language
from index.lexical import stems, words
from index.search import Entry, Hit, Index
from index.sentences import Heading, Segment, Sentence, split
from index.store import read_manifest

__all__ = [
    "SHIPPED",
    "Article",
    "BadArticle",
    "BadIndex",
    "BadOption",
    "BadQuestion",
    "Encoder",
    "EncoderUnavailable",
    "Entry",
    "Heading",
    "Hit",
    "Index",
    "Segment",
    "Sentence",
    "UserFacingError",
    "build_index",
    "guess_language",
    "load_article",
    "load_articles",
    "load_encoder",
    "open_index",
    "read_manifest",
    "shipped_index",
    "split",
    "stems",
    "words",
]
