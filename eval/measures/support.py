"""Who decides whether evidence supports a statement: a named function that is passed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from eval.outcome import Case, Said


@dataclass(frozen=True, slots=True)
class Scorer:
    """A support scorer phi(evidence quotes, statement); its ``name`` stands beside every value it decides.

    Nothing supports an empty statement, and no evidence supports nothing: ``decide`` is not asked.
    """

    name: str
    decide: Callable[[tuple[str, ...], str], bool]

    def __call__(self, evidence: tuple[str, ...], statement: str) -> bool:
        """Return whether the evidence supports the statement."""
        return bool(evidence) and bool(statement.strip()) and self.decide(evidence, statement)


def folded(text: str) -> str:
    """Return the text in NFC with each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _copied(evidence: tuple[str, ...], statement: str) -> bool:
    return any(folded(statement) in folded(quote) for quote in evidence)


# Exact for extractive answers, and blind to every paraphrase.
VERBATIM = Scorer("verbatim", _copied)


def supported(case: Case, statement: Said, scorer: Scorer) -> bool:
    """Return whether the sentences a statement cites support it; a citation that does not hold is no evidence."""
    return scorer(tuple(c.quote for c in case.valid(statement)), statement.text)


def supported_by_article(case: Case, statement: Said, scorer: Scorer) -> bool:
    """Return whether the article, all its sentences together, supports a statement."""
    return scorer(tuple(case.source.sentence(s.number) for s in case.source.sentences), statement.text)
