"""Scorers that ask a trained model: Kutip's encoder and reader, or any cross-encoder trained on entailment."""

from __future__ import annotations

import math
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.scorers.scorer import BadScorer

if TYPE_CHECKING:
    from index import Encoder
    from rag.reader import Reader

Estimate = Callable[[str, str], float]
_HUB_SECONDS = 10.0


def similarity(encoder: Encoder) -> Estimate:
    """Score by the cosine of e5's vectors, both encoded as questions, as its authors do for symmetric tasks."""

    def cosine(statement: str, evidence: str) -> float:
        value = float(encoder.encode_question(statement) @ encoder.encode_question(evidence))
        return min(1.0, max(0.0, value))

    return cosine


def entailment(reader: Reader) -> Estimate:
    """Score by the reader's probability that the evidence entails the statement."""
    return lambda statement, evidence: reader.support(statement, evidence)[0]


def discounted(rules: Estimate, entails: Estimate) -> Estimate:
    """Score by the rules, less as much as half where nothing is entailed.

    On the development claims (AUROC 0.92) this was better than the product (0.89), the minimum (0.87) and the mean
    (0.90): the rules are surer of what they find than the reader is of what it does not.
    """
    return lambda statement, evidence: rules(statement, evidence) * (1 + entails(statement, evidence)) / 2


def nli(name: str) -> Estimate:
    """Score by the probability of entailment that a sentence-transformers cross-encoder gives.

    A model with one output is taken to give a logit of support.

    Args:
        name: a hub id or a local folder.

    Raises:
        BadScorer: there is no such model, or none of its labels says entailment.
    """
    model, column = _cross_encoder(name)

    def probability(statement: str, evidence: str) -> float:
        import torch

        logits = model.predict([(evidence, statement)], convert_to_tensor=True, activation_fn=torch.nn.Identity())
        row = logits.float().reshape(-1)
        if column is None:
            return 1 / (1 + math.exp(-float(row[0])))
        return float(torch.softmax(row, 0)[column])

    return probability


def _cross_encoder(name: str) -> tuple[Any, int | None]:
    """Load a cross-encoder; return it with the number of its output for entailment, None if there is only one."""
    if not Path(name).is_dir() and (name.startswith((".", "/", "~")) or name.count("/") != 1):
        raise BadScorer(f"There is no model folder {name!r}: give a folder, or a hub id such as owner/model.")
    # The library reports missing files and refused downloads with many types; these are their roots.
    try:
        try:
            model = _loaded(name, local=True)
        except (OSError, ValueError):
            if Path(name).is_dir():
                raise
            _hub_answers()
            model = _loaded(name, local=False)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise BadScorer(f"The model {name!r} cannot be loaded ({reason}): check the name, or the network.") from error
    if model.num_labels == 1:
        return model, None
    labels = {number: str(label) for number, label in model.config.id2label.items()}
    found = [n for n, label in labels.items() if label.casefold().startswith("entail")]
    if len(found) != 1:
        named = ", ".join(labels.values())
        raise BadScorer(f"The model {name!r} has the labels {named}: give one that has the label entailment.")
    return model, found[0]


def _loaded(name: str, *, local: bool) -> Any:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.disable_progress_bar()
    return CrossEncoder(name, device="cpu", local_files_only=local)


def _hub_answers() -> None:
    """Ask the hub once, because its library would ask for two minutes before it gave up.

    Raises:
        OSError: it does not answer.
    """
    from huggingface_hub.constants import ENDPOINT

    try:
        urllib.request.urlopen(urllib.request.Request(ENDPOINT, method="HEAD"), timeout=_HUB_SECONDS).close()
    except urllib.error.HTTPError as error:  # it is there, whatever it thinks of this address
        error.close()
