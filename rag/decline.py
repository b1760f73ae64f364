"""What to say when the article does not answer: why, what is missing, and what it has instead."""

from __future__ import annotations

from collections.abc import Sequence

from rag.form import missing_of
from rag.guards import Absent
from rag.reply import Reason
from rag.wording import repeatable, wording


def decline(reason: Reason, question: str, language: str, absences: Sequence[Absent] = ()) -> tuple[str, str | None]:
    """Return the message in the frame's language, and the thing that is missing where it can be named.

    Args:
        reason: of the abstention.
        question: as understood.
        language: of the frame.
        absences: what the question names and the article nowhere mentions.
    """
    words = wording(language)
    absences = [a for a in absences if repeatable(a.surface)]
    if absences:
        missing = ", ".join(dict.fromkeys(a.surface for a in absences))
        if reason == "off_topic":
            return words.off_topic, missing
        # Of what is there instead, only for the first: a list of lists helps nobody.
        nearest = absences[0].nearest
        if nearest:
            return words.absent_nearest.format(missing=missing, nearest=", ".join(nearest)), missing
        return words.absent.format(missing=missing), missing
    if reason == "not_stated":
        # A question in one language and a frame in the other would make half a sentence of each.
        named = missing_of(question, language) if repeatable(question) else None
        return (words.not_stated, None) if named is None else (words.not_stated_missing.format(missing=named), named)
    return getattr(words, reason), None
