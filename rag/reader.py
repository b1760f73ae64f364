"""The reader: does a sentence answer a question, with which words; does evidence support a statement.

One small cross-encoder (the bundled encoder's twelve layers, trained further, with its word
embeddings shared) reads a question together with a run of neighbouring sentences, so that
*dia* and *menurutnya* keep their antecedents. Every sentence competes with "none of these"
(the first token); the margin between them is the evidence. The module knows nothing about
retrieval, thresholds or replies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers import BertModel

# Longer runs were no better and attention makes them slow: 721 against 1,394 training tokens
# a second at 384 and 128 tokens on 2 cores.
WINDOW_TOKENS = 224
QUESTION_TOKENS = 64
ANSWER_TOKENS = 24
ENTAILS, NEUTRAL, CONTRADICTS = range(3)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of neighbouring sentences, as text, with each sentence's span in it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader made of one sentence.

    ``margin`` is the sentence's logit minus that of "none of these": positive when the reader
    thinks that it answers. ``phrase`` is the best answer span, relative to the sentence.
    """

    margin: float
    phrase: Span
    phrase_logit: float


class Logits(NamedTuple):
    """Raw outputs: ``none`` [B], ``sentences`` [B, S] (-inf where absent), ``start``/``end`` [B, T]."""

    none: Tensor
    sentences: Tensor
    start: Tensor
    end: Tensor


class ReaderNet(nn.Module):
    """The encoder's body with four linear heads."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        hidden = body.config.hidden_size
        self.body = body
        self.dropout = nn.Dropout(0.1)
        self.none = nn.Linear(hidden, 1)
        self.sentence = nn.Linear(hidden, 1)
        self.span = nn.Linear(hidden, 2)
        self.entailment = nn.Linear(hidden, 3)

    def states(self, batch: dict[str, Tensor]) -> Tensor:
        """Return token states [B, T, H]."""
        out = self.body(
            input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], token_type_ids=batch["token_type_ids"]
        )
        states: Tensor = self.dropout(out.last_hidden_state.float())
        return states

    def read(self, batch: dict[str, Tensor]) -> Logits:
        """Score every sentence of every window; ``sentence_ids`` [B, T] is -1 outside sentences."""
        states = self.states(batch)
        ids = batch["sentence_ids"]
        most = int(ids.max()) + 1
        member = (ids.unsqueeze(1) == torch.arange(most).view(1, -1, 1)).to(states.dtype)
        count = member.sum(-1)
        pooled = member @ states / count.clamp(min=1).unsqueeze(-1)
        # float(): training runs this in bfloat16
        sentences = self.sentence(pooled).float().squeeze(-1).masked_fill(count == 0, float("-inf"))
        start, end = self.span(states).float().masked_fill((ids < 0).unsqueeze(-1), float("-inf")).unbind(-1)
        return Logits(self.none(states[:, 0]).float().squeeze(-1), sentences, start, end)

    def entail(self, batch: dict[str, Tensor]) -> Tensor:
        """Return logits [B, 3]: entails, neutral, contradicts."""
        logits: Tensor = self.entailment(self.states(batch)[:, 0]).float()
        return logits


class Packed(NamedTuple):
    """One tokenised pair: token ids, segment ids, sentence number and text offsets of each token."""

    ids: list[int]
    types: list[int]
    sentences: list[int]
    offsets: list[Span]


def pack(tokenizer: Any, question: str, window: Window) -> Packed:
    """Tokenise a question with a window; tokens past the model's limit are cut."""
    encoded = tokenizer(question, window.text, truncation="only_second", max_length=512, return_offsets_mapping=True)
    parts, offsets = encoded.sequence_ids(), encoded["offset_mapping"]
    sentences, current = [], 0
    for part, (start, end) in zip(parts, offsets, strict=True):
        number = -1
        if part == 1:
            while current + 1 < len(window.spans) and start >= window.spans[current + 1][0]:
                current += 1
            low, high = window.spans[current]
            number = current if low < end and start < high else -1
        sentences.append(number)
    return Packed(encoded["input_ids"], [int(p == 1) for p in parts], sentences, [tuple(o) for o in offsets])


def pack_pair(tokenizer: Any, evidence: str, statement: str) -> Packed:
    """Tokenise a statement with its evidence."""
    return pack(tokenizer, statement, Window(evidence, ((0, len(evidence)),)))


def collate(packed: Sequence[Packed], pad: int) -> dict[str, Tensor]:
    """Pad to the longest: every tensor is [B, T]."""
    width = max(len(p.ids) for p in packed)

    def tensor(rows: Sequence[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return {
        "input_ids": tensor([p.ids for p in packed], pad),
        "attention_mask": tensor([[1] * len(p.ids) for p in packed], 0),
        "token_type_ids": tensor([p.types for p in packed], 0),
        "sentence_ids": tensor([p.sentences for p in packed], -1),
    }


class Reader:
    """Read windows and judge statements with a trained net; thread-safe, no state between calls."""

    def __init__(self, net: ReaderNet, tokenizer: Any) -> None:
        self._net = net.eval()
        self._tokenizer = tokenizer

    def read(self, question: str, windows: Sequence[Window]) -> tuple[tuple[Reading, ...], ...]:
        """Return one reading per sentence of each window, in order."""
        question = self._shortened(question)
        packed = [pack(self._tokenizer, question, window) for window in windows]
        with torch.inference_mode():
            out = self._net.read(collate(packed, self._tokenizer.pad_token_id))
        return tuple(
            tuple(
                self._reading(p, window, number, float(out.none[row]), out.sentences[row], out.start[row], out.end[row])
                for number in range(len(window.spans))
            )
            for row, (p, window) in enumerate(zip(packed, windows, strict=True))
        )

    def support(self, statement: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities that evidence entails, leaves open, or contradicts a statement."""
        packed = [pack_pair(self._tokenizer, evidence, statement)]
        with torch.inference_mode():
            logits = self._net.entail(collate(packed, self._tokenizer.pad_token_id))
        entails, neutral, contradicts = torch.softmax(logits[0], 0).tolist()
        return entails, neutral, contradicts

    def _shortened(self, question: str) -> str:
        ids = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)
        if len(ids["input_ids"]) <= QUESTION_TOKENS:
            return question
        # A pasted text usually ends with its question.
        return question[ids["offset_mapping"][-QUESTION_TOKENS][0] :]

    def _reading(
        self, packed: Packed, window: Window, number: int, none: float, sentences: Tensor, start: Tensor, end: Tensor
    ) -> Reading:
        tokens = [i for i, s in enumerate(packed.sentences) if s == number]
        if not tokens:  # cut off by the model's length limit
            return Reading(float("-inf"), (0, 0), float("-inf"))
        first, last = tokens[0], tokens[-1] + 1
        scores = start[first:last].unsqueeze(1) + end[first:last].unsqueeze(0)
        allowed = torch.ones_like(scores).triu().tril(ANSWER_TOKENS - 1).bool()
        scores = scores.masked_fill(~allowed, float("-inf"))
        best = int(scores.argmax())
        low, high = first + best // len(scores), first + best % len(scores)
        base, limit = window.spans[number]
        begin = max(packed.offsets[low][0], base)
        finish = min(packed.offsets[high][1], limit)
        while begin < finish and window.text[begin].isspace():
            begin += 1
        return Reading(float(sentences[number]) - none, (begin - base, finish - base), float(scores.max()))
