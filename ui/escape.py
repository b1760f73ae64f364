"""Text that stays text: in the chat's Markdown, in the article's HTML, in a downloaded Markdown file.

The page treats the components' own sanitisers as no barrier, so every string that did not come
from ``ui`` passes here first.
"""

from __future__ import annotations

import html
import re

# What cannot be shown faithfully becomes a visible mark, one for one, so that offsets keep:
# control characters, lone surrogates, and embeddings, overrides and isolates of reading direction.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# All ASCII punctuation but !"%',/;? which Markdown acts on in no position once the rest is encoded.
_ACTIVE = re.compile(r"[#$&()*+\-.:<=>@\[\\\]^_`{|}~]")
_FILE_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$#]")
_FILE_START = re.compile(r"^(?:(?P<mark>[-+=])|(?P<number>\d{1,9})(?=[.)]))")


def shown(text: str) -> str:
    """Return the text with one ``U+FFFD`` for every character that cannot be shown faithfully; its length stays."""
    return _UNSHOWABLE.sub("\ufffd", text)


def html_text(text: str) -> str:
    """Return text for HTML content and quoted attributes; its rendered code points are the text's, one for one."""
    return html.escape(shown(text).replace("\r", " "), quote=True)


def markdown_text(text: str) -> str:
    """Return text that Markdown with HTML renders as itself; blanks may collapse, lines stay lines.

    ASCII punctuation is written as entities, which CommonMark never reads as structure; indented
    code, blank lines and hard breaks cannot arise because lines lose their outer blanks.
    """
    lines = (_blanks_collapsed(line) for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(_encoded(line) for line in lines if line)


def markdown_line(text: str) -> str:
    """Return text as ``markdown_text`` does, on one line."""
    return _encoded(_blanks_collapsed(text))


def markdown_file_line(text: str) -> str:
    r"""Return text for a Markdown file that people also read as it stands: on one line, escaped by ``\`` only."""
    escaped = _FILE_ACTIVE.sub(lambda m: "\\" + m.group(), shown(_blanks_collapsed(text)))
    return _FILE_START.sub(lambda m: f"\\{m['mark']}" if m["mark"] else f"{m['number']}\\", escaped)


def _blanks_collapsed(line: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", line).strip(" ")


def _encoded(line: str) -> str:
    return _ACTIVE.sub(lambda m: f"&#{ord(m.group())};", shown(line))
