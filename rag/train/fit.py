"""The training loop: seeded batches, one step, checkpoints that a later run continues from."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rag.reader import Packed, ReaderNet, collate, pack, pack_pair
from rag.train.examples import Example, Pair

log = logging.getLogger(__name__)

# A batch of about this many tokens fits 2 cores well; larger ones were no faster.
BATCH_TOKENS = 2560
PEAK = 1e-4
# Of a run that goes on from trained weights.
LATER_PEAK = 6e-5
WARMUP = 0.06


@dataclass(frozen=True, slots=True)
class Item:
    """One tokenised training item; ``targets`` are the answering sentences, none of them, or one label."""

    packed: Packed
    targets: tuple[int, ...]
    phrase: tuple[int, int] | None
    pair: bool


def prepared(tokenizer: Any, rows: Sequence[Example | Pair]) -> list[Item]:
    """Tokenise, and find the tokens of each phrase."""
    items = []
    for row in rows:
        if isinstance(row, Pair):
            items.append(Item(pack_pair(tokenizer, row.evidence, row.statement), (row.label,), None, pair=True))
            continue
        packed = pack(tokenizer, row.question, row.window)
        if not set(row.sentences) <= set(packed.sentences):
            continue
        items.append(Item(packed, row.sentences, _tokens(packed, row), pair=False))
    return items


def _tokens(packed: Packed, row: Example) -> tuple[int, int] | None:
    if row.phrase is None:
        return None
    low, high = row.phrase
    inside = [
        i
        for i, (number, (a, b)) in enumerate(zip(packed.sentences, packed.offsets, strict=True))
        if number in row.sentences and a < high and low < b
    ]
    return (inside[0], inside[-1]) if inside else None


def batches(items: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """Group items of like length and kind into batches of about BATCH_TOKENS, in random order."""
    keyed = sorted(items, key=lambda i: (i.pair, len(i.packed.ids) + rng.randint(0, 12)))
    groups: list[list[Item]] = [[]]
    for item in keyed:
        group = groups[-1]
        width = max(len(i.packed.ids) for i in [*group, item])
        if group and (group[0].pair != item.pair or width * (len(group) + 1) > BATCH_TOKENS):
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    return groups


def loss(net: ReaderNet, batch: Sequence[Item], pad: int) -> Tensor:
    """Return the mean loss of one batch, all of one kind."""
    tensors = collate([i.packed for i in batch], pad)
    if batch[0].pair:
        return functional.cross_entropy(net.entail(tensors), torch.tensor([i.targets[0] for i in batch]))
    out = net.read(tensors)
    margins = out.sentences - out.none.unsqueeze(1)
    present = torch.isfinite(margins)
    truth = torch.zeros_like(margins)
    for row, item in enumerate(batch):
        truth[row, list(item.targets)] = 1
    # Column 0 is "none of these": one softmax decides whether and where; several answers share it.
    logits = torch.cat([out.none.unsqueeze(1), out.sentences], 1)
    right = torch.cat([1 - truth.amax(1, keepdim=True), truth], 1).bool()
    choice = (logits.logsumexp(1) - logits.masked_fill(~right, float("-inf")).logsumexp(1)).mean()
    apart = functional.binary_cross_entropy_with_logits(margins[present], truth[present], reduction="sum") / len(batch)
    total = choice + 0.3 * apart
    spans = [(row, i.phrase) for row, i in enumerate(batch) if i.phrase is not None]
    if spans:
        rows = torch.tensor([row for row, _ in spans])
        for logits, side in ((out.start, 0), (out.end, 1)):
            where = torch.tensor([phrase[side] for _, phrase in spans])
            total = total + 0.5 * functional.cross_entropy(logits[rows], where) * len(spans) / len(batch)
    return total


def fit(
    net: ReaderNet,
    epochs: Sequence[Sequence[Item]],
    *,
    pad: int,
    seed: int,
    checkpoint: Path,
    peak: float = PEAK,
    every: int = 200,
    report: Callable[[int, int, float], None] = lambda step, steps, value: None,
    validate: Callable[[int], None] = lambda step: None,
) -> None:
    """Train over the epochs' items; continue from ``checkpoint`` where one stands.

    Args:
        net: changed in place.
        epochs: the items of each epoch.
        pad: the tokenizer's padding id.
        seed: of the batches' order; a continued run must give the same one.
        peak: the highest learning rate.
        checkpoint: file to write every ``every`` steps and to continue from.
        every: steps between checkpoints and calls of ``validate``.
        report: called after each step with the step, the number of steps and the running loss.
        validate: called with the step at each checkpoint.
    """
    plan = [batch for number, items in enumerate(epochs) for batch in batches(items, random.Random(seed + number))]
    matrices = [p for p in net.parameters() if p.requires_grad and p.ndim > 1]
    vectors = [p for p in net.parameters() if p.requires_grad and p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}],
        lr=peak,
        betas=(0.9, 0.98),
        eps=1e-6,
    )
    steps = len(plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (WARMUP * steps), max(0.02, (steps - s) / (steps * (1 - WARMUP))))
    )
    first, running = _resumed(checkpoint, net, optimizer, schedule)
    for step, batch in _from(plan, first):
        # Dropout depends on the step alone, so a continued run equals an uninterrupted one.
        torch.manual_seed(seed * 1_000_003 + step)
        net.train()
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(net, batch, pad)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        running = value.item() if step == 0 else 0.98 * running + 0.02 * value.item()
        report(step + 1, steps, running)
        if (step + 1) % every == 0 or step + 1 == steps:
            _save(checkpoint, net, optimizer, schedule, step + 1, running)
            validate(step + 1)


def _from(plan: Sequence[list[Item]], first: int) -> Iterator[tuple[int, list[Item]]]:
    return ((step, plan[step]) for step in range(first, len(plan)))


def _trained(net: ReaderNet) -> dict[str, Tensor]:
    return {name: p.detach() for name, p in net.named_parameters() if p.requires_grad}


def _save(
    path: Path, net: ReaderNet, optimizer: torch.optim.Optimizer, schedule: Any, step: int, running: float
) -> None:
    scratch = path.with_suffix(".part")
    torch.save(
        {
            "net": _trained(net),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "step": step,
            "running": running,
        },
        scratch,
    )
    scratch.replace(path)


def _resumed(path: Path, net: ReaderNet, optimizer: torch.optim.Optimizer, schedule: Any) -> tuple[int, float]:
    if not path.exists():
        return 0, 0.0
    state = torch.load(path, weights_only=True)
    net.load_state_dict(state["net"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    log.info("continuing after step %d", state["step"])
    return int(state["step"]), float(state["running"])
