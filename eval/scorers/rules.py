"""The ``rules`` scorer: what can be counted and compared without a model, in both languages.

It withholds support where something differs, and otherwise says how many of the statement's words the evidence has.
A statement that only uses the evidence's words for another meaning passes; what it passes is not certified.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eval.measures.support import folded
from eval.scorers.amounts import amounts_changed
from eval.scorers.certainty import certainty_changed, denied
from eval.scorers.coverage import added, shared_words
from eval.scorers.opposites import opposed
from eval.scorers.order import turned_round
from index.language import guess_language
from rag.guards import conflicts

# A difference leaves at most half the support, each further one half of that.
_LEFT = 0.5
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{2,})[\"\u201d]")
_SHORTEST_QUOTE = 3  # words; shorter ones are names and irony


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a statement says and its evidence does not: its kind and the statement's words."""

    kind: str
    surface: str


def differences(statement: str, evidence: str) -> tuple[Difference, ...]:
    """Return where a statement differs from its evidence; each may be in either language."""
    if folded(statement).rstrip(".") in folded(evidence):
        # Cut out of its sentence, it may still have lost a negation.
        return tuple(Difference(c.kind, c.evidence_surface) for c in conflicts(statement, evidence))
    found = [Difference(c.kind, c.statement_surface or c.evidence_surface) for c in conflicts(statement, evidence)]
    found += [Difference("quote", words) for words in _misquoted(statement, evidence)]
    for kind, check in _CHECKS.items():
        found += [Difference(kind, words) for words in check(statement, evidence)]
    if not any(d.kind == "polarity" for d in found):
        found += [Difference("polarity", words) for words in denied(statement, evidence)]
    return tuple(found)


def rules(statement: str, evidence: str) -> float:
    """Score from 0 to 1: more than a half only where nothing differs."""
    found = len(differences(statement, evidence))
    shared = shared_words(statement, evidence)
    return (_LEFT + (1 - _LEFT) * shared) if not found else shared * _LEFT**found


def _misquoted(statement: str, evidence: str) -> Iterator[str]:
    """Yield what the statement puts between quotation marks in the evidence's language and the evidence does not say.

    A translated quotation cannot be compared.
    """
    if guess_language(statement) != guess_language(evidence):
        return
    plain = folded(evidence).casefold()
    for match in _QUOTED.finditer(statement):
        words = folded(match[1]).strip(" ,.").casefold()
        if len(words.split()) >= _SHORTEST_QUOTE and words not in plain:
            yield match[0]


_CHECKS: dict[str, Callable[[str, str], tuple[str, ...]]] = {
    "amount": amounts_changed, "certainty": certainty_changed, "opposite": opposed, "order": turned_round,
    "addition": added,
}  # fmt: skip
