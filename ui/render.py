"""What a reply, an article and a conversation look like; every string is escaped on its way in.

A pill is a Markdown link ``[3](#s-1-3)``: the sentence's number, leading to article 1 of the index,
sentence 3, and, where a highlight is known, to its code points within the sentence
(``#s-1-3-40-61``). ``page.js`` reads nothing else of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from index import Article, Entry, Sentence
from rag import Answer, Citation, Reply, Turn
from ui.escape import html_text, markdown_file_line, markdown_line, markdown_text
from ui.words import Words, words

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}


class Shelf:
    """The index's articles as the page numbers and names them, from 1 in the index's order."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = tuple(entries.values())
        self._places = {entry.article.id: place for place, entry in enumerate(self.entries, 1)}

    def place(self, article: str) -> int:
        """Return an article's number on the page."""
        return self._places[article]

    def name(self, article: str) -> str:
        """Return an article's title, or its id where it has none."""
        return self.entries[self._places[article] - 1].article.title or article

    def translator(self, citation: Citation, labels: Words) -> str:
        """Return the label over a citation's translation, which says whose it is."""
        article = self.entries[self._places[citation.article] - 1]
        translation = article.translation(labels.language)
        by = translation.by if translation is not None else "Kutip"
        return labels.translated_own if by == "Kutip" else labels.translated.format(by=by)

    def untranslated(self, citation: Citation, labels: Words) -> bool:
        """Whether a reader in the labels' language gets a foreign quote without a translation."""
        foreign = self.entries[self._places[citation.article] - 1].article.language != labels.language
        return foreign and citation.translation is None

    @property
    def several(self) -> bool:
        """Whether a quote must say which article it is from."""
        return len(self.entries) > 1


def pill(citation: Citation, shelf: Shelf, labels: Words) -> str:
    """Return the link from a quote to its sentence in the article."""
    target = f"#s-{shelf.place(citation.article)}-{citation.sentence}"
    if citation.highlight is not None:
        low, high = (offset - citation.start for offset in citation.highlight)
        target += f"-{low}-{high}"
    return f'[{citation.sentence}]({target} "{labels.show_sentence.format(number=citation.sentence)}")'


def question_markdown(question: str) -> str:
    """Return a question as a chat message."""
    return markdown_text(question)


def reply_markdown(reply: Reply, shelf: Shelf) -> str:
    """Return a reply as a chat message: answer first, then each quote in full, ending in its pill.

    Labels come in the reply's language. Short remarks are emphasis, the short answer is strong
    and quotes are block quotes; the style sheet relies on that.
    """
    labels = words(reply.language)
    parts: list[str] = []
    if reply.standalone_question != reply.question:
        parts.append(f"*{labels.understood} {markdown_line(reply.standalone_question)}*")
    if isinstance(reply, Answer):
        if reply.short_answer:
            parts.append(f"**{markdown_line(reply.short_answer)}**")
        parts.extend(_statements(reply, shelf, labels))
    else:
        parts.append(markdown_line(reply.message))
        if reply.missing and reply.missing.casefold() not in reply.message.casefold():
            parts.append(f"*{labels.sought} {markdown_line(reply.missing)}*")
        if reply.nearest:
            parts.append("---")
            parts.append(f"*{labels.nearest}*")
            parts.extend(_quote(citation, shelf, labels) for citation in reply.nearest)
    if any(shelf.untranslated(citation, labels) for citation in _cited(reply)):
        parts.append(f"*{labels.untranslated}*")
    return "\n\n".join(parts)


def _statements(reply: Answer, shelf: Shelf, labels: Words) -> Iterator[str]:
    for statement, citations in _in_order(reply):
        if statement is not None:
            pills = " ".join(pill(citation, shelf, labels) for citation in citations)
            yield f"{markdown_line(statement)} {pills}"
        yield from (_quote(citation, shelf, labels) for citation in citations)


def _in_order(reply: Answer) -> Iterator[tuple[str | None, list[Citation]]]:
    """Give each statement's words, None where they are its quotes', with the citations that come with it first."""
    citations = {citation.number: citation for citation in reply.citations}
    for statement in reply.statements:
        fresh = [citations.pop(number) for number in statement.citations if number in citations]
        yield (None if statement.verbatim else statement.text), fresh


def _quote(citation: Citation, shelf: Shelf, labels: Words) -> str:
    # A no-break space: a pill alone on its line would seem to belong to nothing.
    lines = [f"{markdown_line(citation.quote)}\u00a0{pill(citation, shelf, labels)}"]
    if citation.translation:
        label = markdown_line(shelf.translator(citation, labels))
        lines.append(f"*{label} {markdown_line(citation.translation)}*")
    if citation.speaker:
        lines.append(f"*{labels.said_by.format(speaker=markdown_line(citation.speaker))}*")
    if shelf.several:
        lines.append(f"*{labels.from_article.format(article=markdown_line(shelf.name(citation.article)))}*")
    return "\n>\n".join(f"> {line}" for line in lines)


def welcome_markdown(shelf: Shelf, labels: Words) -> str:
    """Return what stands in the chat before the first question."""
    welcome = labels.welcome_several if shelf.several else labels.welcome
    return f"## {welcome}\n\n1. {labels.step_ask}\n2. {labels.step_quote}\n3. {labels.step_check}"


def articles_html(shelf: Shelf, labels: Words) -> str:
    """Return the articles with their sentences numbered, each findable by ``data-a`` and ``data-s``.

    The numbers are drawn from the attribute, so that a sentence's text is the article's alone.
    """
    heading = labels.articles if shelf.several else labels.article
    articles = "".join(_article_html(entry, place, labels) for place, entry in enumerate(shelf.entries, 1))
    return (
        f'<section class="pane" aria-label="{html_text(heading)}" tabindex="0">{articles}</section>'
        f'<button type="button" class="back" hidden>{html_text(labels.back)} '
        f"<small>{html_text(labels.back_hint)}</small></button>"
    )


def _article_html(entry: Entry, place: int, labels: Words) -> str:
    article = entry.article
    about = " · ".join(html_text(part) for part in _about(article, labels))
    # Without a title the article's place in the paper is all that names it.
    language = f'lang="{html_text(article.language)}"'
    kind, name = (language, article.title) if article.title else ('class="untitled"', labels.article)
    return (
        f'<article aria-labelledby="article-{place}"><h2 id="article-{place}" {kind}>{html_text(name)}</h2>'
        f'<p class="about">{about}</p>'
        f'<div class="text" {language} data-a="{place}">{_paragraphs(entry)}</div></article>'
    )


def _paragraphs(entry: Entry) -> str:
    out: list[str] = []
    paragraph: int | None = None
    for segment in entry.segments:
        text = html_text(entry.article.text[segment.start : segment.end])
        if not isinstance(segment, Sentence):
            out.append(f"{'' if paragraph is None else '</p>'}<h3>{text}</h3>")
            paragraph = None
            continue
        if segment.paragraph != paragraph:
            out.append("<p>" if paragraph is None else "</p><p>")
            paragraph = segment.paragraph
        out.append(f'<span class="sentence" data-s="{segment.number}" tabindex="-1">{text}</span> ')
    return "".join(out) + ("" if paragraph is None else "</p>")


def _about(article: Article, labels: Words) -> Iterator[str]:
    if article.place:
        yield article.place
    if article.date:
        day = datetime.date.fromisoformat(article.date)
        yield f"{day.day} {_MONTHS[labels.language][day.month - 1]} {day.year}"
    if article.invented:
        yield labels.invented
    yield f"{article.id}"


def reply_plain(turn: Turn, shelf: Shelf) -> str:
    """Return a question and its reply as plain text, every quote with its article and sentence number."""
    reply = turn.reply
    labels = words(reply.language)
    lines = [_one_line(turn.question), ""]
    if isinstance(reply, Answer):
        if reply.short_answer:
            lines += [reply.short_answer, ""]
        for statement, citations in _in_order(reply):
            lines += [] if statement is None else [statement]
            lines += [line for citation in citations for line in _plain_quote(citation, shelf, labels)]
    else:
        lines += [reply.message, *([labels.nearest] if reply.nearest else [])]
        lines += [line for citation in reply.nearest for line in _plain_quote(citation, shelf, labels)]
    return "\n".join([*lines, "", labels.export_index.format(index=reply.index)])


def _plain_quote(citation: Citation, shelf: Shelf, labels: Words) -> Iterator[str]:
    yield f"“{citation.quote}” ({_source(citation, shelf, labels)})"
    if citation.translation:
        yield f"{shelf.translator(citation, labels)} {citation.translation}"


def conversation_markdown(turns: Sequence[Turn], shelf: Shelf, labels: Words) -> str:
    """Return a conversation as a Markdown file, every quote with its sentence number, article and index."""
    parts = [f"# {labels.exported}"]
    parts += [f"- {markdown_file_line(shelf.name(entry.article.id))} (`{entry.article.id}`)" for entry in shelf.entries]
    for number, turn in enumerate(turns, 1):
        parts.append(f"## {number}. {markdown_file_line(turn.question)}")
        parts.extend(_reply_file(turn.reply, shelf))
    for index in dict.fromkeys(turn.reply.index for turn in turns):
        parts.append("---")
        parts.append(labels.export_index.format(index=f"`{index}`"))
    return "\n\n".join(parts) + "\n"


def _reply_file(reply: Reply, shelf: Shelf) -> Iterator[str]:
    labels = words(reply.language)
    if reply.standalone_question != reply.question:
        yield f"*{labels.understood}* {markdown_file_line(reply.standalone_question)}"
    if isinstance(reply, Answer):
        if reply.short_answer:
            yield f"**{markdown_file_line(reply.short_answer)}**"
        for statement, citations in _in_order(reply):
            if statement is not None:
                yield markdown_file_line(statement)
            yield from (_file_quote(citation, shelf, labels) for citation in citations)
    else:
        yield f"**{labels.no_answer}.** {markdown_file_line(reply.message)}"
        if reply.nearest:
            yield f"*{labels.nearest}*"
        yield from (_file_quote(citation, shelf, labels) for citation in reply.nearest)
    if any(shelf.untranslated(citation, labels) for citation in _cited(reply)):
        yield f"*{labels.untranslated}*"


def _file_quote(citation: Citation, shelf: Shelf, labels: Words) -> str:
    lines = [markdown_file_line(citation.quote), f"— {markdown_file_line(_source(citation, shelf, labels))}"]
    if citation.translation:
        label = markdown_file_line(shelf.translator(citation, labels))
        lines.append(f"*{label}* {markdown_file_line(citation.translation)}")
    return "\n>\n".join(f"> {line}" for line in lines)


def _cited(reply: Reply) -> tuple[Citation, ...]:
    return reply.citations if isinstance(reply, Answer) else reply.nearest


def _source(citation: Citation, shelf: Shelf, labels: Words) -> str:
    speaker = f"{labels.said_by.format(speaker=citation.speaker)}, " if citation.speaker else ""
    return f"{speaker}{citation.article}, {labels.sentence.format(number=citation.sentence)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
