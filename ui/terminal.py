"""What the command line shows: JSON for programs, Rich for people, progress on stderr."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from index.errors import BadOption
from rag.wording import LANGUAGES, wording

if TYPE_CHECKING:
    from rag import Assistant, Citation, Reply

# Shorter steps would only flicker.
_QUIET_SECONDS = 0.4


def check_language(language: str) -> None:
    """Refuse a language that is not there.

    Raises:
        BadOption: with the ones that are.
    """
    if language not in (*LANGUAGES, "auto"):
        raise BadOption(f"There is no language {language!r}: choose {', '.join(LANGUAGES)} or auto.")


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show steps on stderr: a bar where people look, a line a step elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        seen: set[str] = set()
        started = time.monotonic()

        def line(step: str, done: int, total: int) -> None:
            if step not in seen and (total or time.monotonic() - started > _QUIET_SECONDS or "unpack" in step):
                seen.add(step)
                console.print(f"{step} ...", markup=False, highlight=False)

        yield line
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        tasks: dict[str, int] = {}

        def update(step: str, done: int, total: int) -> None:
            if step not in tasks:
                for task in bar.tasks:
                    bar.update(task.id, visible=False)
                tasks[step] = int(bar.add_task(step, total=total or None))
            bar.update(tasks[step], completed=done, total=total or None)  # type: ignore[arg-type]

        yield update


def print_json(reply: Reply) -> None:
    """Print a reply as one line of JSON, at once."""
    from rag import as_json

    typer.echo(json.dumps(as_json(reply), ensure_ascii=False))
    sys.stdout.flush()


def print_reply(reply: Reply) -> None:
    """Print a reply for a person."""
    from rich.console import Console
    from rich.text import Text

    from rag import Answer

    console = Console(highlight=False, soft_wrap=False)
    if isinstance(reply, Answer):
        if reply.short_answer:
            console.print(Text(reply.short_answer, style="bold"))
        said = {s.citations[0]: s.text for s in reply.statements if not s.verbatim}
        for citation in reply.citations:
            if citation.number in said:
                console.print(Text(said[citation.number], style="dim"))
            console.print(_quoted(citation))
        return
    console.print(Text(reply.message, style="bold"))
    if reply.nearest:
        console.print(Text(wording(reply.language).nearest, style="dim"))
        for citation in reply.nearest:
            console.print(_quoted(citation))


def print_explanation(assistant: Assistant, reply: Reply, out: IO[str]) -> None:
    """Print every candidate with its similarities and ranks, and whether it was quoted."""
    from rich.console import Console
    from rich.table import Table

    from rag import Answer

    # Beside a program nobody has set a width, and eight columns need one.
    console = Console(file=out, highlight=False, width=None if out.isatty() else 200)
    quoted = {c.sentence: c.number for c in reply.citations} if isinstance(reply, Answer) else {}
    table = Table(
        title=f"{type(reply).__name__}, confidence {reply.confidence:.2f}, asked as: {reply.standalone_question}"
    )
    for name in (
        "quoted",
        "article",
        "sentence",
        "fused",
        "similarity (rank)",
        "passage (rank)",
        "bm25 (rank)",
        "text",
    ):
        table.add_column(name, overflow="ellipsis", no_wrap=name == "text", max_width=60 if name == "text" else None)
    for hit in assistant.search(reply.standalone_question)[:10]:
        number = hit.sentence.number
        table.add_row(
            f"[{quoted[number]}]" if number in quoted else "",
            hit.article,
            str(number),
            f"{hit.fused:.4f}",
            f"{hit.similarity:.3f} ({hit.sentence_rank})",
            f"{hit.passage_similarity:.3f} ({hit.passage_rank})",
            f"{hit.bm25:.2f} ({hit.lexical_rank or '-'})",
            assistant.index.entries[hit.article].text_of(hit.sentence),
        )
    console.print(table, markup=False)


def print_index(folder: Path, identity: str) -> None:
    """Print what an index holds."""
    from rich.console import Console
    from rich.table import Table

    from index import read_manifest

    manifest = read_manifest(folder)
    console = Console(highlight=False)
    table = Table(title=f"{folder}: index {identity}")
    for name in ("article", "sentences", "SHA-256"):
        table.add_column(name)
    for article in manifest["articles"]:
        table.add_row(article["id"], str(article["sentences"]), article["sha256"][:12])
    console.print(table)
    encoder = manifest["encoder"]
    console.print(
        f"{manifest['counts']['sentences']} sentences, encoder {encoder['name']} ({encoder['identity']}), "
        f"{manifest['dimensions']} dimensions",
        markup=False,
    )


def _quoted(citation: Citation):  # type: ignore[no-untyped-def]  # noqa: ANN202 (rich loads when first needed)
    from rich.text import Text

    text = Text(f"[{citation.number}] ", style="cyan")
    quote = Text(citation.quote, style="default")
    if citation.highlight:
        low, high = citation.highlight
        quote.stylize("bold underline", low - citation.start, high - citation.start)
    text.append_text(quote)
    speaker = f"{citation.speaker}, " if citation.speaker else ""
    text.append(f"  ({speaker}{citation.article}, {citation.sentence})", style="dim")
    if citation.translation:
        text.append(f"\n    {citation.translation}", style="italic dim")
    return text
