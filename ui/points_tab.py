"""The talking-points tab: what it adds to the page, and what its one event does.

The list itself is made by ``points.js`` from the server's JSON, text node by text node; Gradio carries
one request and one reply as text.
"""

# No postponed annotations here: see ui.events.
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.drafting import AUDIENCE_CHARACTERS, MOST_POINTS
from rag.question import MAX_CHARACTERS
from ui.escape import html_text
from ui.points_desk import MAX_REMARK, PointsDesk
from ui.points_words import PointsWords, points_words
from ui.words import page_language

if TYPE_CHECKING:
    import gradio as gr

STYLE = Path(__file__).parent / "points.css"
SCRIPT = Path(__file__).parent / "points.js"


@dataclass(frozen=True, slots=True)
class PointsParts:
    """The tab's components: the row of tabs, the tab's place, and what carries its requests."""

    tabs: "gr.HTML"
    place: "gr.HTML"
    request: "gr.Textbox"
    reply: "gr.Textbox"
    send: "gr.Button"


def tab_row(language: str) -> "gr.HTML":
    """Return the row of tabs."""
    import gradio as gr

    return gr.HTML(_tabs(points_words(language)), elem_id="tabs", js_on_load=None, container=False)


def points_parts(tabs: "gr.HTML", desk: PointsDesk, language: str) -> PointsParts:
    """Return the tab, in a column of its own."""
    import gradio as gr

    with gr.Column(elem_id="points", min_width=320):
        place = gr.HTML(_place(points_words(language), desk), js_on_load=None, container=False)
    request, reply = (gr.Textbox(visible="hidden", elem_id=f"points-{name}") for name in ("request", "reply"))
    send = gr.Button("", visible="hidden", elem_id="points-send")
    return PointsParts(tabs, place, request, reply, send)


def labelled_points(parts: PointsParts, desk: PointsDesk, language: str) -> dict[Any, Any]:
    """Show the tab's labels in a language; what is typed in it stays in the browser."""
    labels = points_words(language)
    return {parts.tabs: _tabs(labels), parts.place: _place(labels, desk)}


def connect_points(parts: PointsParts, language: "gr.Radio", desk: PointsDesk, asking: dict[str, Any]) -> None:
    """Connect the tab's event; ``asking`` are the settings that questions run with, too."""
    import gradio as gr

    def answer(request: object, choice: str, visit: gr.Request) -> str:
        page = page_language(choice, visit.headers.get("accept-language"))
        return desk.answer(request, choice, page, points_words(page))

    sent = parts.send.click(
        answer, [parts.request, language], [parts.reply], js="(_, choice) => [window.kutipPoints.request(), choice]",
        **asking,
    )  # fmt: skip
    sent.then(None, [parts.reply], None, js="text => window.kutipPoints.receive(text)")


def joined(*scripts: Path) -> str:
    """Return scripts, each a function behind its opening comment, as one function that calls them in order."""
    bodies = [script.read_text("utf-8") for script in scripts]
    return "() => {\n" + "\n".join(f"({body[body.index('() =>') :].strip()})();" for body in bodies) + "\n}"


def _tabs(labels: PointsWords) -> str:
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="{name}">{html_text(label)}</button>'
        for name, label in (("talk", labels.chat_tab), ("points", labels.points_tab))
    )
    return f'<div role="tablist">{tabs}</div>'


def _place(labels: PointsWords, desk: PointsDesk) -> str:
    # points.js takes its words and limits from here.
    told = {key.replace("_", "-"): value for key, value in asdict(labels).items()}
    limits = {"max-topic": MAX_CHARACTERS, "max-audience": AUDIENCE_CHARACTERS, "max-remark": MAX_REMARK,
              "max-count": MOST_POINTS, "index": desk.index}  # fmt: skip
    attributes = "".join(f' data-{key}="{html_text(str(value))}"' for key, value in (told | limits).items())
    return f'<div id="points-words"{attributes}></div><div id="points-app"></div>'
