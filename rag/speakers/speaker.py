"""What an attribution is: who said a sentence, in which way, and the words of the article that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Mode = Literal["narration", "direct", "indirect", "collective"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as the article introduces them.

    ``name`` is the fullest name that the article gives, with its titles ("Prof. Gede Antariksa"), or an
    organisation's. ``described`` is the article's own phrase for role and affiliation together; ``role`` and
    ``affiliation`` are parts of it and None where it does not give them. ``span`` is where the article says so.
    """

    name: str
    role: str | None
    affiliation: str | None
    span: Span
    described: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a sentence.

    ``sentence`` is the number of the sentence. Every mode but ``narration`` is a statement by somebody;
    ``speaker`` is None where it is not certain by whom. ``cue`` is the span of the words that attribute it
    ("ujar dia"), which for a quotation of several sentences may stand in another one of them.
    """

    sentence: int
    mode: Mode
    speaker: Speaker | None
    cue: Span | None


def named(speaker: Speaker) -> str:
    """Return a speaker's name with role and affiliation in the article's words: ``Kim Gi-hyeon, Ketua IPCNKR``."""
    return f"{speaker.name}, {speaker.described}" if speaker.described else speaker.name


def in_words(speaker: Speaker, language: str) -> str:
    """Name a speaker as an answer does: ``kata Kim Gi-hyeon, Ketua IPCNKR``, in English ``said by ...``.

    The role stays in the article's language, because it is quoted from it.
    """
    return f"said by {named(speaker)}" if language == "en" else f"kata {named(speaker)}"
