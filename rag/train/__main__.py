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
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

SEED = 20261124
EPOCHS = 2


def main(
    idk_mrc: Annotated[Path, typer.Option(help="Folder with IDK-MRC's train.json and valid.json.")],
    facqa: Annotated[Path, typer.Option(help="Folder with FacQA's train.csv and valid.csv.")],
    indonli: Annotated[Path, typer.Option(help="Folder with IndoNLI's train.jsonl and valid.jsonl.")],
    work: Annotated[Path, typer.Option(help="Folder for checkpoints and the log.")],
    out: Annotated[Path, typer.Option(help="Where the weights go.")],
    news: Annotated[bool, typer.Option(help="Train on Kutip's own articles too.")] = True,
    epochs: Annotated[int, typer.Option(min=1)] = EPOCHS,
    start: Annotated[
        Path | None, typer.Option(help="Weights to go on from: only the last epoch is run, at a lower rate.")
    ] = None,
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
    for epoch in range(epochs) if start is None else (1,):
        rng = random.Random(seed + epoch)
        stripped = [q for q in map(data.without_answer, [*idk, *fac, *own]) if q is not None]
        stripped = rng.sample(stripped, len(stripped) // 2)
        strangers = [
            *data.foreign([*idk, *fac], (len(idk) + len(fac)) // 8, rng),
            *data.foreign(own, len(own) // 4, rng),
        ]
        questions = [*idk, *fac, *stripped, *strangers]
        # The last epoch reads an eighth of the public sets and Kutip's own articles twice, in other
        # windows: they are what it is for, and two hours on 2 cores is all there is.
        part = 0.125 if epoch else 0.78
        questions, share = rng.sample(questions, int(part * len(questions))), rng.sample(pairs, int(part * len(pairs)))
        questions += own * (2 if epoch else 1)
        rows = [data.window(q, length, rng, dense=rng.random() < 0.5) for q in questions if q.text.spans]
        plan.append(prepared(tokenizer, [*rows, *share, *own_pairs]))
        log.info(
            "epoch %d: %d questions (%d own, %d stripped, %d foreign), %d pairs (%d own), %d tokens",
            epoch + 1,
            len(rows),
            len(own),
            len(stripped),
            len(strangers),
            len(share) + len(own_pairs),
            len(own_pairs),
            sum(len(i.packed.ids) for i in plan[-1]),
        )
    valid = random.Random(seed).sample(list(data.idk_mrc(idk_mrc / "valid.json")), 250)
    held = random.Random(seed).sample(list(data.indonli(indonli / "valid.jsonl")), 300)
    own_valid, own_held = list(data.news(held_out=True)), list(data.news_pairs(held_out=True))
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
            peak=PEAK if start is None else LATER_PEAK,
            checkpoint=work / "checkpoint.pt",
            report=report,
            validate=validate,
        )
    print(save(net, out), out)  # noqa: T201 (the result of this command)


if __name__ == "__main__":
    typer.run(main)
