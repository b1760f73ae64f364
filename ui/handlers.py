"""What the page's buttons do, as plain functions of what they are given; knows nothing of Gradio.

A visitor's conversation is an immutable tuple of turns that the server keeps; what the browser
sends is a question, nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import UserFacingError, guess_language
from rag import Assistant, Turn
from rag.question import read_question
from ui.mount import NOTHING, Beside
from ui.render import (
    Shelf,
    conversation_markdown,
    question_markdown,
    reply_markdown,
    reply_plain,
)
from ui.suggest import Suggestions
from ui.words import Words

# Turns kept for one visitor; more would only slow the page down.
MOST_TURNS = 100

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the chat: ``role`` is ``"user"`` or ``"assistant"``, ``content`` escaped Markdown."""

    role: str
    content: str


class Desk:
    """Everything a visitor's actions need: the assistant, its articles, and questions to suggest."""

    def __init__(self, assistant: Assistant, beside: Beside = NOTHING) -> None:
        self.assistant = assistant
        self.beside = beside
        self.shelf = Shelf(assistant.index.entries)
        self.suggestions = Suggestions(assistant)

    def ask(self, question: object, turns: Turns, choice: str) -> Turns:
        """Return the conversation with one more turn.

        Args:
            question: as the browser sent it.
            turns: the conversation so far.
            choice: ``"id"``, ``"en"`` or ``"auto"``, the language of the frame.

        Raises:
            BadQuestion: it cannot be asked.
        """
        reply = self.assistant.ask(read_question(question), turns, language=choice)
        return (*turns, Turn(reply.question, reply))[-MOST_TURNS:]

    def retry(self, turns: Turns, choice: str) -> Turns:
        """Return the conversation with its last question asked anew; an empty one stays empty."""
        if not turns:
            return turns
        return self.ask(turns[-1].question, turns[:-1], choice)

    def messages(self, turns: Turns) -> tuple[Message, ...]:
        """Return the conversation as chat messages."""
        shown: list[Message] = []
        for turn in turns:
            shown.append(Message("user", question_markdown(turn.question)))
            shown.append(Message("assistant", reply_markdown(turn.reply, self.shelf)))
        return tuple(shown)

    def waiting(self, turns: Turns, question: str, labels: Words) -> tuple[Message, ...]:
        """Return the conversation with a question that is being answered."""
        return (
            *self.messages(turns),
            Message("user", question_markdown(question)),
            Message("assistant", f"*{labels.searching}*"),
        )

    def next_questions(self, turns: Turns, choice: str, page: str) -> tuple[str, ...]:
        """Return questions to suggest: to start with, or after the last reply in its language."""
        if turns:
            return self.suggestions.after(turns, turns[-1].reply.language)
        languages = (choice,) if choice != "auto" else ("id", "en") if page == "id" else ("en", "id")
        return self.suggestions.first(languages)

    def copy(self, turns: Turns) -> str:
        """Return the last reply as plain text, quotes and sentence numbers intact; empty without one."""
        return reply_plain(turns[-1], self.shelf) if turns else ""

    def export(self, turns: Turns, labels: Words) -> str:
        """Return the conversation as a Markdown file; empty without one."""
        return conversation_markdown(turns, self.shelf, labels) if turns else ""


def complaint(error: UserFacingError, question: object, choice: str, page: str) -> str:
    """Return what is wrong with a question: in the language chosen, else the question's, else the page's."""
    asked = guess_language(question) if isinstance(question, str) and choice == "auto" else None
    return error.in_language(asked or page)


def padded(questions: Sequence[str], count: int) -> tuple[str | None, ...]:
    """Return exactly ``count`` questions, None for those that are not there."""
    return tuple(questions[:count]) + (None,) * (count - len(questions))
