"""The last check before a reply leaves: every quote is the article's own characters, at its place.

The types refuse what cannot be true of any article; this compares with the article itself.
A reply that fails is never shown: ``Assistant`` turns it into an abstention.
"""

from __future__ import annotations

from collections.abc import Mapping

from index import Article
from rag.points import Sheet
from rag.reply import Answer, Citation, Reply
from rag.verdict import VERDICTS
from rag.wording import is_frame


class Unverified(Exception):
    """A reply that does not hold against the article; the message says where."""


def verify(reply: Reply, articles: Mapping[str, Article]) -> None:
    """Check a reply against the articles.

    Raises:
        Unverified: a quote, a highlight or a verbatim statement is not the article's.
    """
    citations = reply.citations if isinstance(reply, Answer) else reply.nearest
    for citation in citations:
        _citation(citation, articles)
    if not isinstance(reply, Answer):
        return
    by_number = {c.number: c for c in reply.citations}
    for statement in reply.statements:
        if statement.verbatim and not any(statement.text in by_number[n].quote for n in statement.citations):
            raise Unverified(f"the statement {statement.text[:60]!r} is not in a sentence it cites")
        if not statement.verbatim and not is_frame(statement.text, reply.language):
            raise Unverified(f"the statement {statement.text[:60]!r} is neither a quote nor the frame's")
    lifted = reply.short_answer is not None and reply.short_answer not in VERDICTS
    if lifted and not any(str(reply.short_answer) in c.quote for c in reply.citations):
        raise Unverified(f"the short answer {reply.short_answer!r} is in no cited sentence")


def verify_sheet(sheet: Sheet, articles: Mapping[str, Article]) -> None:
    """Check talking points against the articles: quotes, parts, and every word that names a speaker or a theme.

    Raises:
        Unverified: something is not the article's.
    """
    for citation in sheet.citations:
        _citation(citation, articles)
    for source in sheet.sources:
        if articles[source.article].sha256 != source.sha256:
            raise Unverified(f"the source {source.article} has another hash than the index")
    for point in sheet.points:
        text = articles[point.citation.article].text
        for (start, end), piece in zip(point.parts, point.pieces, strict=True):
            if text[start:end] != piece:
                raise Unverified(f"{point.citation.article} {start}..{end} is not the part {piece[:60]!r}")
        for name, words in (("speaker", point.speaker), ("role", point.role), ("theme", point.theme)):
            if words is not None and not (words.strip() and words in text):
                raise Unverified(f"the {name} {words!r} is not in {point.citation.article}")


def _citation(citation: Citation, articles: Mapping[str, Article]) -> None:
    article = articles.get(citation.article)
    if article is None:
        raise Unverified(f"no article {citation.article!r} in the index")
    if article.text[citation.start : citation.end] != citation.quote:
        raise Unverified(
            f"{citation.article} {citation.start}..{citation.end} is not the quote {citation.quote[:60]!r}"
        )
