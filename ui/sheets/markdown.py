"""A sheet as a Markdown file, and as the plain text that is copied."""

from __future__ import annotations

import re

from rag import Sheet
from ui.escape import markdown_file_line, shown
from ui.sheets.outline import Kind, Line, outline

# What stands before a line. Lines of one block quote are parted by ">", so that each stays a paragraph of its own.
_BEFORE: dict[Kind, str] = {
    "title": "# ", "theme": "## ", "heading": "## ", "quote": "> ", "said": "> ", "translation": "> ", "beside": "> ",
    "disputed": "> ", "source": "- ", "article": "- ",
}  # fmt: skip
# The numbers that Kutip itself sets in brackets stay as they are.
_NUMBER = re.compile(r"\\\[(\d{1,3})\\\](?=$|: “| [\w-]+, )")


def to_markdown(sheet: Sheet) -> str:
    """Return a sheet as a Markdown file that people also read as it stands."""
    parts: list[str] = []
    last: Line | None = None
    for line in outline(sheet):
        before = _BEFORE.get(line.kind, "")
        text = before + _NUMBER.sub(r"[\1]", markdown_file_line(_plain(line.text)))
        quoted, listed = before == "> " and line.kind != "quote", before == "- " and last and last.kind == line.kind
        parts.append(f">\n{text}" if quoted else text if listed or last is None else f"\n{text}")
        last = line
    return "\n".join(parts) + "\n"


def to_text(sheet: Sheet) -> str:
    """Return a sheet as plain text; a blank line stands before every point and heading."""
    opening = ("theme", "quote", "heading", "foot")
    return "\n".join(f"\n{_plain(x.text)}" if x.kind in opening else _plain(x.text) for x in outline(sheet)) + "\n"


def _plain(text: str) -> str:
    return " ".join(shown(text).split())
