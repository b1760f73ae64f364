"""Which action each event of the page calls.

The browser sends a question and a choice of language, nothing else; both are checked again here,
because the server does not enforce what the components promise.
"""

# No postponed annotations here: Gradio evaluates a callback's to find the request, in the module's
# names, and importing gradio at the top would load it with the module.
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index import UserFacingError
from rag.question import read_question
from ui.escape import html_text
from ui.flags import read_flag
from ui.handlers import Desk, Turns, complaint
from ui.page import Parts, Updates, answered, labelled, points_desk, refused, suggested, waiting
from ui.points_tab import connect_points
from ui.words import Words, page_language, words

if TYPE_CHECKING:
    import gradio as gr

# Answering is one matrix product after another: more at a time than cores only makes all slower.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Actions:
    """What the page's events do.

    Everywhere, ``choice`` is the language chosen and ``spoken`` the browser's Accept-Language.
    """

    parts: Parts
    desk: Desk

    def ask(self, question: object, turns: Turns, choice: str, spoken: str) -> Iterator[Updates]:
        """Answer what is in the box."""
        yield from self._answer(question, turns, choice, spoken, typed=True)

    def pick(self, question: object, turns: Turns, choice: str, spoken: str) -> Iterator[Updates]:
        """Answer a suggested question; one begun in the box stays there."""
        yield from self._answer(question, turns, choice, spoken, typed=False)

    def _answer(self, question: object, turns: Turns, choice: str, spoken: str, *, typed: bool) -> Iterator[Updates]:
        labels = labels_for(choice, spoken)
        pending = ""
        try:
            question = read_question(question)
            yield waiting(self.parts, self.desk, turns, question, labels, typed=typed)
            pending = question if typed else ""
            yield answered(self.parts, self.desk, self.desk.ask(question, turns, choice), labels)
        except UserFacingError as error:
            why = complaint(error, question, choice, labels.language)
            yield refused(self.parts, self.desk, turns, why, labels, pending)

    def retry(self, turns: Turns, choice: str, spoken: str) -> Updates:
        """Ask the last question anew."""
        return answered(self.parts, self.desk, self.desk.retry(turns, choice), labels_for(choice, spoken))

    def clear(self, choice: str, spoken: str) -> Updates:
        """Start over."""
        return answered(self.parts, self.desk, (), labels_for(choice, spoken))

    def relabel(self, choice: str, spoken: str) -> Updates:
        """Show the labels in the language chosen."""
        return labelled(self.parts, self.desk, choice, labels_for(choice, spoken))

    def suggest(self, turns: Turns, choice: str, spoken: str) -> Updates:
        """Show what may be asked next."""
        return suggested(self.parts, self.desk, turns, choice, labels_for(choice, spoken))

    def stop(self, turns: Turns, choice: str, spoken: str, pending: str) -> Updates:
        """Show the conversation as it was before the question that was stopped."""
        labels = labels_for(choice, spoken)
        return refused(self.parts, self.desk, turns, labels.stopped, labels, pending)

    def fail(self, turns: Turns, choice: str, spoken: str, pending: str) -> Updates:
        """Say that a bug, which the log names, kept a question from being answered."""
        labels = labels_for(choice, spoken)
        return refused(self.parts, self.desk, turns, labels.failed, labels, pending)

    def flag(self, sent: str, turns: Turns, choice: str, spoken: str) -> Updates:
        """Keep a reader's mark on a reply, where the operator switched that on."""
        try:
            if self.desk.beside.keep_flag is not None:
                self.desk.beside.keep_flag(read_flag(sent, turns, self.desk))
        except UserFacingError as error:
            why = error.in_language(labels_for(choice, spoken).language)
            return {self.parts.notice: f'<p role="alert">{html_text(why)}</p>'}
        return {self.parts.notice: ""}

    def export(self, turns: Turns, choice: str, spoken: str) -> str:
        """Return the conversation as a Markdown file."""
        return self.desk.export(turns, labels_for(choice, spoken))


def labels_for(choice: str, spoken: str) -> Words:
    """Return the labels in the language chosen, or else in the browser's."""
    return words(page_language(choice, spoken))


def connect(blocks: "gr.Blocks", parts: Parts, desk: Desk) -> None:
    """Connect the page's events to what they do."""
    import gradio as gr

    actions = Actions(parts, desk)

    def opened(choice: str, request: gr.Request) -> Updates:
        spoken = request.headers.get("accept-language") or ""
        return {parts.spoken: spoken, **actions.relabel(choice, spoken)}

    tools = [parts.retry, parts.copy, parts.download, parts.clear]
    talk = [parts.turns, parts.chat, parts.plain, parts.notice, parts.pending, parts.box, *tools]
    labels = [parts.top, parts.language, parts.theme, parts.pane, parts.promise, parts.chat, parts.box, *tools]
    labels += [parts.points.tabs, parts.points.place]
    language = [parts.language, parts.spoken]
    state = [parts.turns, *language]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asking: dict[str, Any] = quiet | {"concurrency_limit": _AT_ONCE, "concurrency_id": "ask", "trigger_mode": "once"}

    asked: list[Any] = [parts.box.submit(actions.ask, [parts.box, *state], talk, **asking)]
    asked += [button.click(actions.pick, [button, *state], talk, **asking) for button in parts.suggestions]
    asked.append(parts.retry.click(actions.retry, state, talk, **asking))
    for event in asked:
        event.failure(actions.fail, [*state, parts.pending], talk, **quiet)
    parts.box.stop(actions.stop, [*state, parts.pending], talk, cancels=asked, **quiet)
    cleared = parts.clear.click(actions.clear, language, talk, **quiet)
    cleared.then(None, None, None, js="() => window.kutip.write()")
    parts.copy.click(None, [parts.plain], None, js="text => window.kutip.copy(text)")
    saved = parts.download.click(actions.export, state, [parts.file], **quiet)
    saved.then(None, [parts.file], None, js="text => window.kutip.save(text)")
    if desk.beside.keep_flag is not None:
        sent = "(box, ...rest) => [window.kutip.flag, ...rest]"
        flagged = parts.flag_send.click(actions.flag, [parts.flag, *state], [parts.notice], js=sent, **quiet)
        flagged.success(None, [parts.notice], None, js="why => window.kutip.flagged(why)")
    shown = blocks.load(opened, [parts.language], [parts.spoken, *labels], **quiet)
    chosen = parts.language.input(actions.relabel, language, labels, **quiet)
    # After the reply and apart from it: suggestions are tried out first, which no reply should wait for.
    for event in (*asked, cleared, shown, chosen):
        event.then(actions.suggest, state, [parts.prompt, *parts.suggestions], concurrency_limit=8, **quiet)
    connect_points(parts.points, parts.language, points_desk(desk), asking)
