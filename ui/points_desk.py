"""What the talking-points tab asks of the server, as plain functions of text; knows nothing of Gradio.

The browser keeps the list. It sends a topic to draft, or the sentences it has chosen to have them as a
file; quotes, speakers and sources are made here again from the article, never taken from the browser.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

from index import BadOption, UserFacingError
from rag import Abstention, Assistant, Citation, Sheet, TalkingPoint
from rag.drafting import MOST_POINTS, Drafter, read_audience
from rag.question import read_question
from rag.verify import verify_sheet
from ui.escape import shown
from ui.points_words import PointsWords
from ui.render import Shelf
from ui.sheets.command import FORMS, rendered
from ui.sheets.outline import labels_of, said_by

MAX_REQUEST = 100_000
MAX_REMARK = 2000
_MIME = {
    "md": "text/markdown;charset=utf-8",
    "txt": "text/plain;charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

Json = dict[str, Any]


class PointsDesk:
    """Drafts points and makes files of chosen ones."""

    def __init__(self, assistant: Assistant, shelf: Shelf) -> None:
        self._assistant = assistant
        self._shelf = shelf

    @property
    def index(self) -> str:
        """The id of the index that quotes come from."""
        return self._assistant.index.id

    def answer(self, request: object, choice: str, page: str, labels: PointsWords) -> str:
        """Return what a request asks for, as JSON; an object with ``error`` where it cannot be given.

        Args:
            request: a JSON object as the browser sent it, ``do`` being ``"draft"`` or ``"export"``.
            choice: ``"id"``, ``"en"`` or ``"auto"``, the language chosen for the frame.
            page: the language of the page.
            labels: in that language.
        """
        try:
            asked = _request(request, labels)
            reply = self._draft(asked, choice) if asked.get("do") == "draft" else self._export(asked, labels)
        except UserFacingError as error:
            reply = {"error": error.in_language(page)}
        return json.dumps(reply, ensure_ascii=False)

    def _draft(self, asked: Json, choice: str) -> Json:
        found = self._assistant.points(
            asked.get("topic"),  # type: ignore[arg-type]  # read_question says what is wrong with it
            asked.get("count"),  # type: ignore[arg-type]
            audience=asked.get("audience", ""),
            language=choice,
        )
        if isinstance(found, Abstention):
            nearest = [self._place(c) for c in found.nearest]
            return {"do": "draft", "message": shown(found.message), "nearest": nearest, "language": found.language}
        return {
            "do": "draft",
            "topic": shown(found.topic),
            "audience": shown(found.audience),
            "asked": found.asked,
            "language": found.language,
            "note": found.note,
            "index": found.index,
            "points": [self._point(point, found) for point in found.points],
        }

    def _point(self, point: TalkingPoint, sheet: Sheet) -> Json:
        base = point.citation.start
        start, end = point.parts[0]
        whole = len(point.parts) > 1 or (start, end) == (base, point.citation.end)
        return {
            **self._place(point.citation),
            "quote": shown(point.quote),
            "part": None if whole else [start - base, end - base],
            "said": shown(said_by(point, labels_of(sheet.language))),
            "theme": point.theme,
            "translation": point.citation.translation,
            "beside": self._place(point.beside) if point.beside else None,
            "disputed": self._place(point.disputed) if point.disputed else None,
        }

    def _place(self, citation: Citation) -> Json:
        return {
            "article": citation.article,
            "place": self._shelf.place(citation.article),
            "sentence": citation.sentence,
            "quote": shown(citation.quote),
        }

    def _export(self, asked: Json, labels: PointsWords) -> Json:
        form = asked.get("form")
        if form not in FORMS or asked.get("do") != "export":
            raise _unreadable(labels)
        sheet = self.sheet(asked, labels)
        entries = self._assistant.index.entries
        content = rendered(sheet, str(form), {name: e.article.language for name, e in entries.items()})
        return {
            "do": "export",
            "use": "copy" if asked.get("use") == "copy" else "save",
            "name": f"kutip-poin.{form}" if sheet.language == "id" else f"kutip-points.{form}",
            "mime": _MIME[str(form)],
            "content": base64.b64encode(content).decode(),
        }

    def sheet(self, asked: Json, labels: PointsWords) -> Sheet:
        """Return chosen sentences as a sheet, in the browser's order, with its remarks.

        Raises:
            UserFacingError: a sentence is not there, nothing is chosen, or something is too long.
        """
        language = "en" if asked.get("language") == "en" else "id"
        drafter = self._assistant.drafter(language)
        chosen = asked.get("points")
        if not isinstance(chosen, list) or not chosen:
            raise BadOption(labels.none_chosen, indonesian=labels.none_chosen)
        if len(chosen) > MOST_POINTS:
            raise _unreadable(labels)
        points = [self._chosen(each, drafter, labels) for each in chosen]
        wanted = asked.get("asked")
        # Points that staff left out are no shortage of the article's.
        short = isinstance(wanted, int) and asked.get("note") and 0 < wanted <= MOST_POINTS
        sheet = drafter.sheet(
            points,
            read_question(asked.get("topic")),
            read_audience(asked.get("audience", "")),
            int(wanted) if short and wanted is not None else len(points),
        )
        verify_sheet(sheet, {name: entry.article for name, entry in self._assistant.index.entries.items()})
        return sheet

    def _chosen(self, each: object, drafter: Drafter, labels: PointsWords) -> TalkingPoint:
        if not isinstance(each, dict):
            raise _unreadable(labels)
        article, number, remark, theme = (each.get(key) for key in ("article", "sentence", "remark", "theme"))
        entry = self._assistant.index.entries.get(article) if isinstance(article, str) else None
        known = entry is not None and type(number) is int and 1 <= number <= len(entry.sentences)
        if entry is None or not known or not isinstance(remark or "", str) or len(remark or "") > MAX_REMARK:
            raise _unreadable(labels)
        # A label is the article's own words or none at all, whatever the browser says.
        own = theme if isinstance(theme, str) and theme.strip() and theme in entry.article.text else None
        point = drafter.point(entry.article.id, int(number))  # type: ignore[arg-type]
        return replace(point, theme=own, remark=" ".join((remark or "").split()))


def _request(request: object, labels: PointsWords) -> Json:
    if not isinstance(request, str) or len(request) > MAX_REQUEST:
        raise _unreadable(labels)
    try:
        asked = json.loads(request)
    except (ValueError, RecursionError) as error:
        raise _unreadable(labels) from error
    if not isinstance(asked, dict) or asked.get("do") not in ("draft", "export"):
        raise _unreadable(labels)
    return asked


def _unreadable(labels: PointsWords) -> BadOption:
    return BadOption(labels.unreadable, indonesian=labels.unreadable)
