"""What ``kutip points`` does: give a sheet in a form, or say what became of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from index.errors import BadOption

if TYPE_CHECKING:
    from index import Index
    from rag import Assistant, Sheet
    from ui.sheets.check import Report

FORMS = ("md", "docx", "json", "txt")
NOT_ALL_STAND = 3


def form_of(form: str | None, out: Path | None) -> str:
    """Return the form of a sheet: the one asked for, or the file's.

    Raises:
        BadOption: there is no such form, or a Word file would go to the terminal.
    """
    if form is None:
        form = out.suffix.lower().lstrip(".") if out is not None and out.suffix else "md"
    if form not in FORMS:
        raise BadOption(f"There is no format {form!r}: choose {', '.join(FORMS)}.")
    if form == "docx" and out is None:
        raise BadOption("A Word file cannot be shown in a terminal: name it with --out sheet.docx.")
    return form


def rendered(sheet: Sheet, form: str, languages: dict[str, str]) -> bytes:
    """Return a sheet in a form; ``languages`` are the articles', by id."""
    if form == "docx":
        from ui.sheets.docx import to_docx

        return to_docx(sheet, languages)
    if form == "json":
        from ui.sheets.json import to_json

        return to_json(sheet).encode()
    from ui.sheets.markdown import to_markdown, to_text

    return (to_text(sheet) if form == "txt" else to_markdown(sheet)).encode()


def give(
    assistant: Assistant, topic: str, count: int, audience: str, language: str, form: str, out: Path | None
) -> None:
    """Print or write talking points; an abstention is printed in the form of a reply.

    Raises:
        BadOption: something cannot be asked for, or the file cannot be written.
    """
    from rag import Abstention
    from ui import terminal

    found = assistant.points(topic, count, audience=audience, language=language)
    if isinstance(found, Abstention):
        (terminal.print_json if form == "json" else terminal.print_reply)(found)
        if out is not None:
            typer.echo(f"Nothing was written to {out}.", err=True)
        return
    content = rendered(found, form, {name: e.article.language for name, e in assistant.index.entries.items()})
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadOption(f"{out} cannot be written ({error.strerror}): name another file with --out.") from error
    typer.echo(f"{len(found.points)} points are in {out}.", err=True)


def check_file(path: Path, index: Index, strict: bool) -> int:
    """Print what became of every quote of a file, and return the exit code.

    Raises:
        BadOption: the file cannot be read as a sheet.
    """
    from rag import Assistant
    from ui.sheets.check import check, read_sheet

    read = read_sheet(path)
    report = check(read, Assistant(index).drafter("id"))
    typer.echo(report_text(report))
    return 0 if report.holds or not strict else NOT_ALL_STAND


_SAID = {
    "recut": "verbatim, but cut elsewhere; the whole sentence:",
    "moved": "verbatim, but in sentence",
    "changed": "not in the article; the sentence that comes nearest:",
    "missing": "its source is not in this index",
}


def report_text(report: Report) -> str:
    """Return a report as lines: the state, the quote, where it should stand, and what stands there instead."""
    lines = [
        f"The article {name} is another text now than when the sheet was made." for name in report.changed_articles
    ]
    for verdict in report.verdicts:
        quoted = verdict.quoted
        place = f"{verdict.article}, {verdict.sentence}" if verdict.article else "no source"
        kind = "" if quoted.kind == "point" else f" ({quoted.kind})"
        lines.append(f"{verdict.state:8} [{quoted.number}]{kind} “{quoted.quote}” ({place})")
        if verdict.state != "stands":
            tail = f" {verdict.found}" if verdict.found else f" “{verdict.nearest}”" if verdict.nearest else ""
            lines.append(f"{'':8} {_SAID[verdict.state]}{tail}")
        if verdict.speaker is not None:
            lines.append(f"{'':8} given to somebody else; in the article: {verdict.speaker}")
    points = [v for v in report.verdicts if v.quoted.kind == "point"]
    standing = sum(v.state == "stands" for v in points)
    others = sum(v.state != "stands" for v in report.verdicts) - (len(points) - standing)
    lines.append(
        f"{standing} of {len(points)} quoted points stand verbatim"
        + (f"; {others} neighbouring or source sentences do not." if others else ".")
    )
    return "\n".join(lines)
