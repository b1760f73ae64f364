"""A support scorer: how far does evidence support a statement, from 0 to 1, and from where on it counts as yes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.measures.support import Scorer
from index.errors import UserFacingError


class BadScorer(UserFacingError):
    """A scorer that is not known, or whose model or server cannot be used here."""


@dataclass(frozen=True, slots=True)
class SupportScorer:
    """A named scorer with its frozen threshold.

    ``estimate`` takes a statement and the evidence's sentences as one text. Nothing supports an empty statement, and
    no evidence supports nothing: ``estimate`` is not asked.
    """

    name: str
    threshold: float
    estimate: Callable[[str, str], float]

    def support(self, statement: str, evidence: Sequence[str]) -> float:
        """Return how far the evidence supports the statement, in [0, 1]."""
        text = " ".join(quote.strip() for quote in evidence if quote.strip())
        if not statement.strip() or not text:
            return 0.0
        value = self.estimate(statement.strip(), text)
        if not (math.isfinite(value) and 0 <= value <= 1):
            raise ValueError(f"{self.name} gave a support of {value}")
        return value

    def supports(self, statement: str, evidence: Sequence[str]) -> bool:
        """Return whether the support reaches the threshold."""
        return self.support(statement, evidence) >= self.threshold

    def for_measures(self) -> Scorer:
        """Return it as the measures of answers take it: a yes or no over (evidence, statement)."""
        return Scorer(self.name, lambda evidence, statement: self.supports(statement, evidence))
