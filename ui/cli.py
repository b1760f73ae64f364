"""The ``kutip`` command: reads options, calls one thing, prints its result.

stdout carries results only; progress and errors go to stderr. Heavy imports happen inside the
commands, so that ``kutip --help`` is instant.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from typer.exceptions import TyperException

from index.errors import BadOption, UserFacingError

_T = TypeVar("_T")

app = typer.Typer(
    name="kutip",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Ask a news article. Every answer is the article's own sentences, cited; what it does not say, Kutip says so.",
    epilog="Examples:  kutip chat  |  kutip ask 'Di mana sidangnya?'  |  kutip index build a.txt b.txt --out my-index",
)
index_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Build an index from articles, or look into one.",
    epilog="Example:  kutip index build monday.txt tuesday.md --out my-index",
)
app.add_typer(index_app, name="index")

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index", metavar="DIR", help="An index made by 'kutip index build'; the shipped article's by default."
    ),
]
LanguageOption = Annotated[
    str, typer.Option("--lang", metavar="id|en|auto", help="Language of the frame around the quotes.")
]


@app.command(
    epilog="Examples:  kutip chat  |  kutip chat --index my-index --port 8080  |  "
    "KUTIP_PASSWORD=... kutip chat --host 0.0.0.0 --user redaksi"
)
def chat(
    index: IndexOption = None,
    host: Annotated[
        str, typer.Option(help="Address to serve on. Beyond this machine it needs --user and KUTIP_PASSWORD.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 7860,
    user: Annotated[
        str | None, typer.Option(help="User name that visitors sign in with; the password comes from KUTIP_PASSWORD.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")] = True,
    raters: Annotated[
        Path | None,
        typer.Option(metavar="STORE", help="Also serve the raters' page of a batch made by 'kutip eval rate new'."),
    ] = None,
    flags: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Let readers mark replies as not what the article says; kept in this file."),
    ] = None,
) -> None:
    """Open the page: chat beside the article."""
    from ui.mount import beside
    from ui.serve import check_address, serve

    password = os.environ.get("KUTIP_PASSWORD")
    check_address(host, port, user, password)
    switched_on = beside(str(raters) if raters else None, str(flags) if flags else None)
    serve(
        _assistant(index),
        host=host,
        port=port,
        login=(user, password) if user and password else None,
        open_browser=open_browser,
        beside=switched_on,
    )


@app.command(
    epilog="Examples:  kutip ask 'Di mana sidangnya?'  |  kutip ask 'Who defected in 2011?' --lang en --json  |  "
    "kutip ask --questions questions.txt > replies.jsonl"
)
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in Indonesian or English.")] = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            help="A question a line, plain or JSONL with 'question' and maybe 'history'; gives a JSON reply a line.",
        ),
    ] = None,
    index: IndexOption = None,
    lang: LanguageOption = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was found, with similarities and ranks, and what was chosen.")
    ] = False,
) -> None:
    """Answer one question, or a file of them, in the terminal."""
    from ui import terminal
    from ui.questions import read_questions, single

    if (question is None) == (questions is None):
        raise BadOption("Give one question, or --questions FILE: kutip ask 'Di mana sidangnya?'.")
    asked = single(question) if question is not None else read_questions(_required(questions))
    terminal.check_language(lang)
    assistant = _assistant(index)
    for each in asked:
        reply = each.reply(assistant, lang)
        if explain:
            terminal.print_explanation(assistant, reply, sys.stderr if as_json or questions else sys.stdout)
        if as_json or questions:
            terminal.print_json(reply)
        else:
            terminal.print_reply(reply)


@app.command(
    epilog="Examples:  kutip points 'keamanan siber' --count 4  |  kutip points 'what should ASEAN do?' "
    "--audience 'Komisi I' --out asean.docx  |  kutip points --check asean.docx"
)
def points(
    topic: Annotated[str | None, typer.Argument(help="A phrase or a question, in Indonesian or English.")] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="FILE",
            help="Read an exported sheet back and say for every quote whether it still stands in the article.",
        ),
    ] = None,
    count: Annotated[int, typer.Option(metavar="N", help="At most so many points, 1 to 20.")] = 5,
    audience: Annotated[str, typer.Option(metavar="TEXT", help="For whom the points are; it is only shown.")] = "",
    index: IndexOption = None,
    lang: LanguageOption = "auto",
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|docx|json|txt", help="By default what --out ends in, or Markdown."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the sheet here; a .docx file needs it.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="With --check: exit code 3 unless every quote stands.")
    ] = False,
) -> None:
    """Give talking points on a topic, each quoted and attributed, or check a sheet of them."""
    from ui import terminal
    from ui.sheets import command

    if (topic is None) == (check is None):
        raise BadOption("Give one topic, or --check FILE: kutip points 'keamanan siber'.")
    terminal.check_language(lang)
    if check is not None:
        raise typer.Exit(command.check_file(check, _opened(index), strict))
    form = command.form_of(form, out)
    command.give(_assistant(index), _required(topic), count, audience, lang, form, out)


@index_app.command("build", epilog="Example:  kutip index build monday.txt tuesday.md --out my-index")
def index_build(
    articles: Annotated[list[Path], typer.Argument(metavar="ARTICLE...", help="UTF-8 .txt or .md files.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The index directory; one that stands there is replaced whole.")
    ],
    encoder: Annotated[str, typer.Option(help="'bundled', a hub id, or a sentence-transformers folder.")] = "bundled",
) -> None:
    """Turn article files into an index directory."""
    from index import build_index, load_articles, load_encoder
    from ui import terminal

    load_articles(articles)
    with terminal.progress() as step:
        loaded = load_encoder(encoder, lambda name: step(name, 0, 0))
        built = build_index(articles, out, encoder=loaded, progress=step)
    terminal.print_index(out, built.id)


@index_app.command("show", epilog="Example:  kutip index show my-index --json")
def index_show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The index directory.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> None:
    """Say what is in an index: articles, sentences, encoder, fingerprint."""
    from index import open_index, read_manifest
    from ui import terminal

    built = open_index(folder)
    if as_json:
        typer.echo(json.dumps({"index": built.id} | read_manifest(folder), ensure_ascii=False, indent=1))
    else:
        terminal.print_index(folder, built.id)


def _opened(folder: Path | None):  # type: ignore[no-untyped-def]  # noqa: ANN202 (its type is a heavy import)
    from index import open_index, shipped_index
    from ui import terminal

    if folder is not None:
        return open_index(folder)
    with terminal.progress() as step:
        return shipped_index(step)


def _assistant(folder: Path | None):  # type: ignore[no-untyped-def]  # noqa: ANN202 (its type is a heavy import)
    from index import open_index, shipped_index
    from rag import Assistant
    from ui import terminal

    with terminal.progress() as step:
        index = open_index(folder) if folder is not None else shipped_index(step)
        step("loading the encoder", 0, 0)
        _ = index.encoder
    return Assistant(index)


def _required(given: _T | None) -> _T:
    assert given is not None  # the command has checked
    return given


def _add_plugins(argv: list[str]) -> None:
    """Add the command groups that other packages register, loading only the one that is called."""
    for point in importlib.metadata.entry_points(group="kutip.commands"):
        if argv[:1] == [point.name]:
            app.add_typer(point.load(), name=point.name)
        else:
            app.command(point.name, help=_HELP.get(point.name, "Installed beside Kutip."))(lambda: None)


_HELP = {"eval": "Measure: answers, retrieval, abstention, speed."}


def main() -> NoReturn:
    """Run the command line; never returns."""
    logging.basicConfig(
        level=os.environ.get("KUTIP_LOG", "WARNING").upper(),
        stream=sys.stderr,
        format="%(levelname)s %(name)s: %(message)s",
    )
    _add_plugins(sys.argv[1:])
    try:
        code = app(standalone_mode=False)
    except UserFacingError as error:
        _fail(error.message)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except TyperException as error:
        explain = getattr(error, "format_message", None)
        said = str(explain() if explain else error)
        _fail(f"{said.rstrip('.')}: see kutip --help.")
    except BrokenPipeError:
        # `kutip ask ... | head` closes early; that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(sentence: str) -> NoReturn:
    # A value that was typed wrongly may not even be printable.
    print(" ".join(sentence.split()).encode("utf-8", "backslashreplace").decode(), file=sys.stderr)  # noqa: T201
    sys.exit(2)
