"""Questions as the command line takes them: one, or a file of them with their histories."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import BadQuestion, UserFacingError
from rag.question import read_question

if TYPE_CHECKING:
    from rag import Assistant, Reply, Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the earlier questions of its conversation, oldest first."""

    question: str
    history: tuple[str, ...] = ()

    def reply(self, assistant: Assistant, language: str) -> Reply:
        """Ask it; the history's replies are computed anew, in order."""
        from rag import Turn

        turns: tuple[Turn, ...] = ()
        for earlier in self.history:
            turns = (*turns, Turn(earlier, assistant.ask(earlier, turns, language=language)))
        return assistant.ask(self.question, turns, language=language)


def single(question: str) -> tuple[Asked, ...]:
    """Return one question.

    Raises:
        BadQuestion: it cannot be asked.
    """
    read_question(question)
    return (Asked(question),)


def read_questions(path: Path) -> tuple[Asked, ...]:
    """Read a file of questions; every line is checked before the first is asked.

    Raises:
        BadQuestion: the file or one of its lines cannot be used; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadQuestion(f"{path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise BadQuestion(f"{path} is not UTF-8 (byte {error.start}): save it again as UTF-8.") from error
    asked = []
    # Only \n and \r\n end a line: JSON strings may hold the other separators.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip():
            try:
                asked.append(_asked(line.strip()))
            except UserFacingError as error:
                raise BadQuestion(f"{path}, line {number}: {error.message}") from error
    if not asked:
        raise BadQuestion(f"{path} holds no question: write one a line.")
    return tuple(asked)


def _asked(line: str) -> Asked:
    if not line.startswith("{"):
        return Asked(read_question(line))
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadQuestion(f"This is not JSON ({error}): write an object with 'question', or plain text.") from error
    if "question" not in row:
        raise BadQuestion(f"The object has no 'question' (only {', '.join(sorted(row)) or 'nothing'}): add one.")
    history = row.get("history", [])
    if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
        raise BadQuestion(f"'history' is {json.dumps(history)[:60]}: give the earlier questions as a list of strings.")
    return Asked(read_question(row["question"]), tuple(read_question(h) for h in history))
