"""Who decides whether evidence supports a statement, and how often each is wrong.

Scorers stand behind one interface (``SupportScorer``) and are made by name (``scorers``). Their error is measured on
the claims of ``eval/claims`` (``judge``, ``measure``), and a share of supported statements is corrected for it
(``corrected``). Knows claims, not questions or replies.
"""

from eval.scorers.corrected import Corrected, corrected
from eval.scorers.named import OWN, scorers
from eval.scorers.scorer import BadScorer, SupportScorer
from eval.scorers.validation import Judged, Measured, advisory, judge, measure

__all__ = [
    "OWN",
    "BadScorer",
    "Corrected",
    "Judged",
    "Measured",
    "SupportScorer",
    "advisory",
    "corrected",
    "judge",
    "measure",
    "scorers",
]
