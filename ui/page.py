"""The page: its components, and what each shows in a language and a state of the conversation.

The chat is written to and never read: earlier turns live in the session's state on the server,
so a forged chat history has nowhere to go in. Only escaped text from ``ui.render`` is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import Assistant
from rag.question import MAX_CHARACTERS
from ui.escape import html_text
from ui.flags import flag_html
from ui.handlers import Desk, Message, Turns, padded
from ui.mount import NOTHING, RATING, Beside
from ui.points_desk import PointsDesk
from ui.points_tab import PointsParts, labelled_points, points_parts, tab_row
from ui.render import articles_html, welcome_markdown
from ui.suggest import FIRST
from ui.words import CHOICES, Words, words

if TYPE_CHECKING:
    import gradio as gr

STYLE = Path(__file__).parent / "page.css"
SCRIPT = Path(__file__).parent / "page.js"

Updates = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The page's components.

    Three stay on the server: the conversation's ``turns``, the browser's languages as ``spoken``,
    and as ``pending`` the question taken from the box that has no reply yet.
    """

    top: gr.HTML
    language: gr.Radio
    theme: gr.HTML
    chat: gr.Chatbot
    prompt: gr.HTML
    suggestions: tuple[gr.Button, ...]
    notice: gr.HTML
    box: gr.Textbox
    retry: gr.Button
    copy: gr.Button
    download: gr.Button
    clear: gr.Button
    promise: gr.HTML
    pane: gr.HTML
    turns: gr.State
    spoken: gr.State
    pending: gr.State
    plain: gr.Textbox
    file: gr.Textbox
    flag: gr.Textbox
    flag_send: gr.Button
    points: PointsParts


def build_page(assistant: Assistant, beside: Beside = NOTHING) -> tuple[gr.Blocks, Desk]:
    """Return the page, ready to launch, and the desk behind it; ``beside`` is what else is switched on."""
    import gradio as gr

    from ui.events import connect

    desk = Desk(assistant, beside)
    labels = words("id")
    with gr.Blocks(title=labels.title, analytics_enabled=False, fill_width=True) as blocks:
        parts = _parts(desk, labels)
        connect(blocks, parts, desk)
    return blocks, desk


def theme() -> gr.themes.Base:
    """Return the look below the style sheet; its font ships with Gradio, which has only these two weights whole."""
    import gradio as gr

    return gr.themes.Base(
        font=[gr.themes.LocalFont("IBM Plex Sans", (400, 700)), "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )


def _parts(desk: Desk, labels: Words) -> Parts:
    import gradio as gr

    with gr.Row(elem_id="top", equal_height=True):
        top = gr.HTML(_top(desk, labels), elem_id="brand", js_on_load=None, container=False)
        tabs = tab_row(labels.language)
        language = gr.Radio(
            _choices(labels),
            value="auto",
            label=labels.choose_language,
            elem_id="language",
            container=False,
            min_width=0,
        )
        theme = gr.HTML(_theme(labels), elem_id="theme-box", js_on_load=None, container=False)
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="talk", min_width=320):
            chat = gr.Chatbot(
                elem_id="chat",
                label=labels.conversation,
                show_label=False,
                allow_tags=False,
                latex_delimiters=[],
                buttons=[],
                feedback_options=None,
                layout="panel",
                container=False,
                placeholder=welcome_markdown(desk.shelf, labels),
                autoscroll=False,
            )
            prompt = gr.HTML(_prompt(labels.suggest_first), elem_id="prompt", js_on_load=None, container=False)
            with gr.Row(elem_id="suggestions"):
                suggestions = tuple(
                    gr.Button("", visible=False, size="sm", elem_classes="suggestion", min_width=0)
                    for _ in range(FIRST)
                )
            notice = gr.HTML("", elem_id="notice", js_on_load=None, container=False)
            box = gr.Textbox(
                elem_id="ask",
                label=labels.question,
                show_label=False,
                placeholder=labels.placeholder,
                max_length=MAX_CHARACTERS,
                lines=1,
                max_lines=6,
                submit_btn=labels.ask,
                container=False,
            )
            with gr.Row(elem_id="tools"):
                retry, copy, download, clear = (
                    gr.Button(label, size="sm", variant="secondary", interactive=False, min_width=0)
                    for label in (labels.retry, labels.copy, labels.download, labels.clear)
                )
            promise = gr.HTML(_promise(desk, labels), elem_id="promise", js_on_load=None, container=False)
        points = points_parts(tabs, points_desk(desk), labels.language)
        with gr.Column(elem_id="source", min_width=320):
            pane = gr.HTML(articles_html(desk.shelf, labels), elem_id="pane", js_on_load=None, container=False)
    plain, file, flag = (gr.Textbox(visible="hidden", elem_id=name) for name in ("plain", "file", "flag"))
    # What is typed into a hidden box starts no event; a hidden button that is clicked does.
    flag_send = gr.Button(visible="hidden", elem_id="flag-send")
    return Parts(
        top=top,
        language=language,
        theme=theme,
        chat=chat,
        prompt=prompt,
        suggestions=suggestions,
        notice=notice,
        box=box,
        retry=retry,
        copy=copy,
        download=download,
        clear=clear,
        promise=promise,
        pane=pane,
        turns=gr.State(()),
        spoken=gr.State(""),
        pending=gr.State(""),
        plain=plain,
        file=file,
        flag=flag,
        flag_send=flag_send,
        points=points,
    )


def points_desk(desk: Desk) -> PointsDesk:
    """Return what answers the talking-points tab."""
    return PointsDesk(desk.assistant, desk.shelf)


def waiting(parts: Parts, desk: Desk, turns: Turns, question: str, labels: Words, *, typed: bool) -> Updates:
    """Show a question that is being answered, and the button that stops it.

    A question typed in the box leaves it now: when the reply comes, the next may be half written.
    """
    import gradio as gr

    box = gr.update(submit_btn=False, stop_btn=labels.stop)
    if typed:
        box["value"] = ""
    return {
        parts.chat: _chat(desk.waiting(turns, question, labels)),
        parts.notice: "",
        parts.pending: question if typed else "",
        parts.box: box,
    }


def answered(parts: Parts, desk: Desk, turns: Turns, labels: Words) -> Updates:
    """Show a conversation as it now stands."""
    import gradio as gr

    tools = (parts.retry, parts.copy, parts.download, parts.clear)
    return {
        parts.turns: turns,
        parts.chat: _chat(desk.messages(turns)),
        parts.plain: desk.copy(turns),
        parts.notice: "",
        parts.pending: "",
        parts.box: gr.update(submit_btn=labels.ask, stop_btn=False),
        **{tool: gr.update(interactive=bool(turns)) for tool in tools},
    }


def refused(parts: Parts, desk: Desk, turns: Turns, why: str, labels: Words, pending: str = "") -> Updates:
    """Show why nothing was answered; the conversation stays, and ``pending`` goes back to the box."""
    import gradio as gr

    box = gr.update(submit_btn=labels.ask, stop_btn=False)
    if pending:
        box["value"] = pending
    return {
        parts.chat: _chat(desk.messages(turns)),
        parts.notice: f'<p role="alert">{html_text(why)}</p>',
        parts.pending: "",
        parts.box: box,
    }


def suggested(parts: Parts, desk: Desk, turns: Turns, choice: str, labels: Words) -> Updates:
    """Show questions that may come next; finding them may take as long as asking them."""
    import gradio as gr

    questions = desk.next_questions(turns, choice, labels.language)
    heading = "" if not questions else labels.suggest_next if turns else labels.suggest_first
    return {parts.prompt: _prompt(heading)} | {
        button: gr.update(value=question or "", visible=question is not None)
        for button, question in zip(parts.suggestions, padded(questions, FIRST), strict=True)
    }


def labelled(parts: Parts, desk: Desk, choice: str, labels: Words) -> Updates:
    """Show every label in a language; the conversation stays as it is."""
    import gradio as gr

    return {
        parts.top: _top(desk, labels),
        parts.theme: _theme(labels),
        parts.promise: _promise(desk, labels),
        parts.pane: articles_html(desk.shelf, labels),
        parts.language: gr.update(label=labels.choose_language, choices=_choices(labels), value=choice),
        parts.chat: gr.update(label=labels.conversation, placeholder=welcome_markdown(desk.shelf, labels)),
        parts.box: gr.update(label=labels.question, placeholder=labels.placeholder, submit_btn=labels.ask),
        parts.retry: gr.update(value=labels.retry),
        parts.copy: gr.update(value=labels.copy),
        parts.download: gr.update(value=labels.download),
        parts.clear: gr.update(value=labels.clear),
        **labelled_points(parts.points, points_desk(desk), labels.language),
    }


def _chat(messages: tuple[Message, ...]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in messages]


def _choices(labels: Words) -> list[tuple[str, str]]:
    names = {"auto": labels.automatic, "id": "Indonesia", "en": "English"}
    return [(names[choice], choice) for choice in CHOICES]


def _top(desk: Desk, labels: Words) -> str:
    # page.js takes its words from here.
    spoken = {
        "lang": labels.language,
        "title": labels.title,
        "copied": labels.copied,
        "copy-failed": labels.copy_failed,
        "you": labels.you,
        "conversation": labels.conversation,
        "question": labels.question,
        "language": labels.choose_language,
        "failed": labels.failed,
        "busy": labels.busy,
        "too-many": labels.too_many,
        "lost": labels.lost,
    }
    attributes = "".join(f' data-{key}="{html_text(value)}"' for key, value in spoken.items())
    link = f'<a href="{RATING}/">{html_text(labels.rating)}</a>' if RATING in desk.beside.mounts else ""
    return (
        f'<div id="words" lang="{labels.language}"{attributes}><h1>Kutip</h1><p>{html_text(labels.tagline)}</p>{link}'
        "</div>"
    )


def _theme(labels: Words) -> str:
    name = html_text(labels.theme)
    return f'<button type="button" id="theme" aria-label="{name}" title="{name}"></button>'


def _prompt(heading: str) -> str:
    return f"<p>{html_text(heading)}</p>" if heading else ""


def _promise(desk: Desk, labels: Words) -> str:
    kept = flag_html(desk, labels.language)
    return f'<p role="status" id="told"></p><p>{html_text(labels.promise)}</p>{kept}'
