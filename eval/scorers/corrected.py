"""Faithfulness corrected for the error of the scorer that measured it, with the raw figure beside it.

A scorer that passes one false statement in five and refuses one true one in ten reports another share than the true
one. Rogan and Gladen (1978) undo that from its sensitivity q1 and specificity q0: (p + q0 - 1) / (q1 + q0 - 1).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from eval.scorers.validation import Judged, distinct
from eval.statistics import LEAST_YOUDEN, REPLICATES, Estimate, mean, rogan_gladen

METHOD = "Rogan-Gladen, verdicts and claims both bootstrapped by family"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The share of supported statements as the scorer gave it, and as it is after its error is taken out.

    ``corrected.value`` is None where the correction cannot be trusted; ``reason`` then says why, in a sentence.
    ``sensitivity`` is the share of supported claims that the scorer passes, ``specificity`` that of unsupported ones
    that it refuses, each with its interval and n.
    """

    raw: Estimate
    corrected: Estimate
    sensitivity: Estimate
    specificity: Estimate
    reason: str | None


def corrected(
    verdicts: Sequence[bool],
    families: Sequence[Hashable],
    claims: Sequence[Judged],
    *,
    scorer: str,
    replicates: int = REPLICATES,
) -> Corrected:
    """Return the raw and the corrected share of supported statements.

    Pure: the same arguments always give the same value. The interval of the corrected share carries both
    uncertainties, of the statements and of the claims; the raw share's carries the first only.

    Args:
        verdicts: for each statement of the replies, whether the scorer at its frozen threshold passed it.
        families: the family of each statement's question.
        claims: the same scorer's results on the claims, from ``judge(scorer, load_claims())``: of the test split,
            because the threshold was fitted on the other, and of the statements' language, because errors differ.
        scorer: its name, for the estimates.
        replicates: draws of each interval.
    """
    rows = distinct(claims)
    good, bad = [r for r in rows if r.claim.supported], [r for r in rows if not r.claim.supported]
    raw = mean([float(v) for v in verdicts], families, scorer=scorer, replicates=replicates)
    q1, q0 = (
        mean([float(r.right) for r in part], [r.claim.family for r in part], scorer=scorer, replicates=replicates)
        for part in (good, bad)
    )
    reason = _untrusted(raw, q1, q0)
    if reason is not None:
        return Corrected(raw, Estimate(None, None, None, raw.n, METHOD, scorer), q1, q0, reason)
    pairs = [(r.passed, r.claim.supported) for r in rows]
    found = rogan_gladen(
        verdicts, families, pairs, [r.claim.family for r in rows], scorer=scorer, replicates=replicates
    )  # fmt: skip
    return Corrected(raw, Estimate(found.value, found.low, found.high, found.n, METHOD, scorer), q1, q0, None)


def _untrusted(raw: Estimate, q1: Estimate, q0: Estimate) -> str | None:
    """Say why a share cannot be corrected; None where it can."""
    if raw.value is None:
        return "there is no statement to judge"
    if q1.value is None or q0.value is None:
        return "the scorer's error is not known: claims of both labels are needed"
    total = q1.value + q0.value
    if total - 1 < LEAST_YOUDEN:
        return f"sensitivity and specificity add up to {total:.2f}, and below {1 + LEAST_YOUDEN:.1f} noise is amplified"
    share = (raw.value + q0.value - 1) / (total - 1)
    if not 0 <= share <= 1:
        return (
            f"the corrected share would be {share:.2f}: the statements are unlike the claims the error was measured on"
        )
    return None
