"""``python -m rag.train``: train the reader from the datasets' files.

    python -m rag.train --idk-mrc DIR --facqa DIR --indonli DIR --work /tmp/reader --out reader.safetensors

Each DIR holds the dataset's train and valid files. Interrupt it at any time: the same command
continues from the last checkpoint in ``--work``.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.train.examples import Question

SEED = 20261124
# Of each epoch: the share of the public questions and pairs, and of Kutip's own questions, drawn anew each time
# and read in other windows. 7.8 million tokens: just under two hours on 2 cores at the 1,110 a second measured.
PLAN = ((0.65, 0.5), (0.25, 0.75))


def made(questions: Sequence[Question], rng: random.Random, *, stripped: float, foreign: float) -> list[Question]:
    """Make unanswerable questions: shares of ``questions`` without their answer, and over another text."""
    from rag.train import examples as data

    without = [q for q in map(data.without_answer, questions) if q is not None]
    return [
        *rng.sample(without, int(stripped * len(without))),
        *data.foreign(questions, int(foreign * len(questions)), rng),
    ]


def main(
    idk_mrc: Annotated[Path, typer.Option(help="Folder with IDK-MRC's train.json and valid.json.")],
    facqa: Annotated[Path, typer.Option(help="Folder with FacQA's train.csv and valid.csv.")],
    indonli: Annotated[Path, typer.Option(help="Folder with IndoNLI's train.jsonl and valid.jsonl.")],
    work: Annotated[Path, typer.Option(help="Folder for checkpoints and the log.")],
    out: Annotated[Path, typer.Option(help="Where the weights go.")],
    news: Annotated[bool, typer.Option(help="Train on Kutip's own articles too.")] = True,
    start: Annotated[
        Path | None, typer.Option(help="Weights to go on from, for one more epoch of --public and --own.")
    ] = None,
    public: Annotated[
        float, typer.Option(min=0, max=1, help="With --start: the share of the public questions and pairs.")
    ] = PLAN[-1][0],
    own_passes: Annotated[
        float, typer.Option("--own", min=0, help="With --start: how often Kutip's own questions are read.")
    ] = PLAN[-1][1],
    peak: Annotated[float | None, typer.Option(help="Highest learning rate.")] = None,
    seed: int = SEED,
    limit: Annotated[int | None, typer.Option(help="At most this many rows of each kind, for trying out.")] = None,
) -> None:
    """Train the reader."""
    import torch
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from transformers import AutoTokenizer, BertModel

    from index.bundled import unpacked
    from index.cache import cache_folder
    from rag.reader import Reader
    from rag.train import check as checks
    from rag.train import examples as data
    from rag.train.fit import LATER_PEAK, PEAK, fit, prepared
    from rag.weights import new_net, restore, save

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s")
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    log = logging.getLogger("rag.train")
    work.mkdir(parents=True, exist_ok=True)
    folder = unpacked(cache_folder())
    tokenizer = AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(seed)
    net = new_net(BertModel.from_pretrained(folder, add_pooling_layer=False))
    if start is not None:
        trainable = [p for p in net.parameters() if p.requires_grad]
        restore(net, start)
        for parameter in trainable:
            parameter.requires_grad_(True)

    def length(text: str) -> int:
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    idk = list(data.idk_mrc(idk_mrc / "train.json"))[:limit]
    fac = list(data.facqa(facqa / "train.csv"))[:limit]
    own = [*data.news(), *data.news_in_english()][:limit] if news else []
    pairs = list(data.indonli(indonli / "train.jsonl"))[:limit]
    own_pairs = list(data.news_pairs())[:limit] if news else []
    plan = []
    for epoch, (part, passes) in enumerate(PLAN) if start is None else ((len(PLAN) - 1, (public, own_passes)),):
        rng = random.Random(seed + epoch)
        public_made = made([*idk, *fac], rng, stripped=0.5, foreign=0.125)
        own_made = made(own, rng, stripped=0.1, foreign=0.1) if passes else []
        pool = [*idk, *fac, *public_made]
        questions, share = rng.sample(pool, int(part * len(pool))), rng.sample(pairs, int(part * len(pairs)))
        questions += [*own * int(passes), *rng.sample(own, int(passes % 1 * len(own))), *own_made]
        rows = [data.window(q, length, rng, dense=rng.random() < 0.5) for q in questions if q.text.spans]
        statements = own_pairs if passes else []
        plan.append(prepared(tokenizer, [*rows, *share, *statements]))
        log.info(
            "epoch %d: %d questions (%d own, %d negatives made of them), %d pairs (%d own), %d tokens",
            epoch + 1,
            len(rows),
            int(len(own) * passes),
            len(own_made),
            len(share) + len(statements),
            len(statements),
            sum(len(i.packed.ids) for i in plan[-1]),
        )
    valid = random.Random(seed).sample(list(data.idk_mrc(idk_mrc / "valid.json")), 250)
    held = random.Random(seed).sample(list(data.indonli(indonli / "valid.jsonl")), 300)
    own_valid = random.Random(seed).sample(list(data.news(held_out=True)), 150)
    own_held = random.Random(seed).sample(list(data.news_pairs(held_out=True)), 200)
    started = time.monotonic()
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("training", total=None)

        def report(step: int, steps: int, value: float) -> None:
            bar.update(task, completed=step, total=steps, description=f"loss {value:.3f}")
            if step % 50 == 0:
                log.info("step %d of %d, loss %.3f, %.0f s", step, steps, value, time.monotonic() - started)

        def validate(step: int) -> None:
            if step % 800 and step < (bar.tasks[0].total or 0):
                return
            reader = Reader(net, tokenizer)
            figures: dict[str, object] = {"step": step, "seconds": round(time.monotonic() - started)}
            for name, questions, statements in (("public", valid, held), ("own", own_valid, own_held)):
                figures[name] = asdict(checks.check(reader, questions)) | {
                    "entailment": checks.accuracy(reader, statements)
                }
            log.info("valid %s", json.dumps(figures))
            with (work / "valid.jsonl").open("a") as file:
                file.write(json.dumps(figures) + "\n")

        fit(
            net,
            plan,
            pad=tokenizer.pad_token_id,
            seed=seed,
            peak=peak or (PEAK if start is None else LATER_PEAK),
            checkpoint=work / "checkpoint.pt",
            report=report,
            validate=validate,
        )
    print(save(net, out), out)  # noqa: T201 (the result of this command)


if __name__ == "__main__":
    typer.run(main)
