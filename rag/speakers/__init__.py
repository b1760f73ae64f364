"""Who says what in an article: narration, direct and indirect quotation, collective statements, with their speakers.

Rules on the article's own words; nothing is learnt and nothing is looked up, so that every attribution
can be traced to the span that makes it.
"""

from rag.speakers.attribution import attribute
from rag.speakers.speaker import Attribution, Speaker, in_words, named

__all__ = ["Attribution", "Speaker", "attribute", "in_words", "named"]
