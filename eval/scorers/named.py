"""The scorers by name, and what they need loaded: nothing is loaded for a name that is not asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from eval.scorers.scorer import BadScorer, SupportScorer
from eval.scorers.thresholds import frozen

if TYPE_CHECKING:
    from index import Encoder

OWN = ("rules", "similarity", "entailment", "rules+entailment")
_MADE_OF = ("nli:", "llm:")

Estimate = Callable[[str, str], float]


def scorers(names: Sequence[str] = OWN, note: Callable[[str], None] = lambda step: None) -> tuple[SupportScorer, ...]:
    """Return the scorers of these names.

    Args:
        names: of ``OWN``, or ``nli:`` and a model's hub id or folder, or ``llm:`` and a server's address.
        note: told what is being loaded.

    Raises:
        BadScorer: there is no scorer of that name, or its model or server cannot be used.
        EncoderUnavailable: the encoder or the reader's weights cannot be had here.
    """
    for name in names:
        if name not in OWN and not (name.startswith(_MADE_OF) and name[4:]):
            raise BadScorer(
                f"There is no scorer {name!r}: choose {', '.join(OWN)}, nli:OWNER/MODEL or llm:http://ADDRESS."
            )
    loaded = _Loaded(note)
    return tuple(SupportScorer(name, frozen(name), loaded.estimate(name)) for name in dict.fromkeys(names))


class _Loaded:
    """What has been loaded so far; scorers that read the same pair share the reading."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def estimate(self, name: str) -> Estimate:
        from eval.scorers import llm, models
        from eval.scorers.rules import rules

        if name.startswith(_MADE_OF):
            self._note(f"loading {name}")
            return models.nli(name[4:]) if name.startswith("nli:") else llm.llm(name[4:])
        if name == "similarity":
            return models.similarity(self._encoder)
        if name == "entailment":
            return self._entailment
        if name == "rules+entailment":
            return models.discounted(rules, self._entailment)
        return rules

    @functools.cached_property
    def _encoder(self) -> Encoder:
        from index import load_encoder

        return load_encoder(progress=self._note)

    @functools.cached_property
    def _entailment(self) -> Estimate:
        from eval.scorers import models
        from rag.weights import load_reader

        self._note("loading the reader")
        return functools.cache(models.entailment(load_reader(self._encoder)))
