"""Passages: each sentence with its neighbours, for recall and for what "Dia menekankan ..." means."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article
from index.sentences import Heading, Segment, Sentence

# One sentence on either side: with two, "gold sentence first" fell on the development questions.
REACH = 1


def passage_texts(article: Article, segments: Sequence[Segment], reach: int = REACH) -> tuple[str, ...]:
    """Return one passage a sentence, in sentence order: that sentence with up to ``reach`` neighbours a side.

    A passage does not cross a heading: what follows one is another subject.
    """
    sections: list[list[Sentence]] = [[]]
    for segment in segments:
        if isinstance(segment, Heading):
            sections.append([])
        else:
            sections[-1].append(segment)
    return tuple(
        article.text[section[max(0, i - reach)].start : section[min(len(section) - 1, i + reach)].end]
        for section in sections
        for i in range(len(section))
    )
