"""Claims with a known label, for measuring a faithfulness scorer: true ones, and the same ones minimally edited.

    python -m eval.perturb            # write eval/claims/claims.jsonl again
    python -m eval.perturb --check    # compare instead of writing

``seeds.jsonl`` holds true claims, written by hand, with the sentences that support them; a family is one claim in
Indonesian and in English. The rules edit them by the lists of ``swaps.json``; what no rule can do is in
``written.jsonl``. Every row was read, and those that were ungrammatical, true after all or open to dispute stand in
``dropped.jsonl`` with the reason. What the rules make of other seeds must be read again.
The method is that of SummEdits (Laban et al. 2023) and BUMP (Ma et al. 2023).
"""

from eval.perturb.claim import CONTROLS, UNSUPPORTED, BadClaim, Claim, load_claims, pairs

__all__ = ["CONTROLS", "UNSUPPORTED", "BadClaim", "Claim", "load_claims", "pairs"]
