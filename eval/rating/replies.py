"""Where a batch's replies come from: answerers that are asked, or files of replies that already exist.

Each source offers questions, and gives the reply to one when it is drawn: a model is asked only what is needed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.items import Item
from eval.outcome import BadOutcome, Outcome, parse_outcome
from index.article import Article
from index.errors import BadOption, UserFacingError

if TYPE_CHECKING:
    from index import Encoder
    from rag.reader import Reader

# Who is asked where nobody is named: the system, two that answer what they should not, one that cites wrongly.
DEFAULT = ("kutip", "never abstain", "retrieval alone", "shuffled citations")


class BadReplies(UserFacingError):
    """A file of replies that cannot be judged; the message names its line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that may be drawn: ``item`` is its id in the set, or one made up for a question that is not there."""

    item: str
    family: str
    language: str
    kind: str
    article: str
    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A named answerer: the questions it can reply to, and its reply to one."""

    name: str
    asked: tuple[Asked, ...]
    reply: Callable[[Asked], Outcome]


def asked_of(item: Item) -> Asked:
    """Return an item as it may be drawn."""
    return Asked(item.id, item.family, item.lang, item.kind, item.article, item.question, item.history)


def from_file(path: Path, items: Sequence[Item], articles: Mapping[str, Article], name: str | None = None) -> Source:
    """Read a file of replies, one in the contract's JSON a line; its name without suffix names the answerer.

    Raises:
        BadReplies: it cannot be read, a line is no reply, or its article is not known.
    """
    known = {(i.question, i.lang): asked_of(i) for i in reversed(items)}
    replies: dict[Asked, Outcome] = {}
    for where, record in _lines(path):
        try:
            outcome = parse_outcome(record)
        except (BadOutcome, KeyError) as error:
            raise BadReplies(f"{where}: {error}") from error
        asked = known.get((outcome.question, outcome.language)) or _unknown(outcome, where)
        if asked.article not in articles:
            raise BadReplies(
                f"{where}: the article {asked.article!r} is not among {', '.join(sorted(articles))}: "
                "give its file with --article."
            )
        replies[asked] = outcome
    if not replies:
        raise BadReplies(f"{path} holds no reply: write some with 'kutip ask --questions FILE'.")
    return Source(name or path.stem, tuple(replies), lambda asked: replies[asked])


def _unknown(outcome: Outcome, where: str) -> Asked:
    cited = [*outcome.citations, *(outcome.abstention.nearest if outcome.abstention else ())]
    if not cited:
        raise BadReplies(
            f"{where}: {outcome.question!r} is no question of the set and the reply cites no article, so nobody could "
            "check it: remove the line."
        )
    family = "asked-" + hashlib.sha256(outcome.question.encode()).hexdigest()[:12]
    return Asked(family, family, outcome.language, "unknown", cited[0].article, outcome.question)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadReplies(f"{path} cannot be read ({error}): give a file of JSON lines.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path.name}:{number}"
            try:
                record = json.loads(line)
            except ValueError as error:
                raise BadReplies(f"{where}: not JSON ({error}): write one reply a line.") from error
            if not isinstance(record, dict):
                raise BadReplies(f"{where}: {type(record).__name__} is no reply: write one JSON object a line.")
            yield where, record


def asking(
    names: Sequence[str],
    items: Sequence[Item],
    articles: Mapping[str, Path],
    encoder: Encoder,
    reader: Reader,
    note: Callable[[str], None],
    stack: ExitStack,
) -> tuple[Source, ...]:
    """Return sources that ask the answerers of these names; each article's index lives as long as ``stack``.

    Args:
        names: of ``eval.answerers``.
        items: what may be asked.
        articles: article id -> its file.
        encoder: for the indexes.
        reader: judges sentences.
        note: told what is being done.
        stack: closes the indexes' folders.

    Raises:
        BadOption: there is no answerer of that name.
    """
    from eval.answerers import Answerer, answerers
    from index import build_index

    made: dict[str, dict[str, Answerer]] = {}

    def of(article: str) -> dict[str, Answerer]:
        if article not in made:
            note(f"indexing {article}")
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            index = build_index([articles[article]], Path(folder), encoder=encoder)
            made[article] = {a.name: a for a in answerers(index, reader)}
        return made[article]

    for name in names:
        if name not in (there := of(items[0].article)):
            raise BadOption(f"There is no answerer {name!r}: choose among {', '.join(there)}.")

    def source(name: str) -> Source:
        def reply(asked: Asked) -> Outcome:
            note(f"{name}: {asked.question}")
            return parse_outcome(of(asked.article)[name].answer(asked.question, asked.history, asked.language))

        return Source(name, tuple(asked_of(i) for i in items), reply)

    return tuple(source(name) for name in names)
