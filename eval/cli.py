"""``kutip eval``: one command a measurement; results on stdout, progress on stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval import commands
from eval.commands import JsonOption
from eval.progress import note, progress_bar
from eval.rating.commands import app as rating

if TYPE_CHECKING:
    from eval.public import Figure
    from eval.speaking import Unit

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Measure: answers, retrieval, abstention, speed.",
    epilog="Examples:  kutip eval speed  |  kutip eval retrieval  |  kutip eval run --out report",
)

app.add_typer(rating, name="rate")


@app.command(epilog="Example:  kutip eval speed --runs 5 --out speed.json")
def speed(
    runs: Annotated[int, typer.Option(min=1, max=100, help="Whole processes of each kind.")] = 5,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the JSON here too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Time the help, a cold question, the page, an index build and warm questions, on this machine."""
    from eval import speed as timer

    timings = timer.measure(runs, note)
    if out is not None:
        out.write_text(timer.as_json(timings) + "\n", encoding="utf-8")
    typer.echo(timer.as_json(timings) if as_json else timer.table(timings))


@app.command(epilog="Example:  kutip eval retrieval")
def retrieval(as_json: JsonOption = False) -> None:
    """Measure search on the development questions: recall and MRR of each ranking and of the fusion."""
    from eval import retrieval as measure
    from index import load_encoder

    rows = measure.compare(load_encoder(progress=note))
    typer.echo(json.dumps([asdict(r) for r in rows], indent=1) if as_json else measure.table(rows))


app.command("run", epilog="Examples:  kutip eval run  |  kutip eval run --out report --compare last/report.json")(
    commands.run
)
app.command("compare", epilog="Example:  kutip eval compare last/report.json report/report.json")(commands.compare)
app.command("gate", epilog="Example:  kutip eval gate report/report.json")(commands.gate)


@app.command(epilog="Example:  kutip eval points --split test")
def points(
    split: Annotated[str, typer.Option(metavar="dev|test", help="Which topics.")] = "test",
    as_json: JsonOption = False,
) -> None:
    """Measure talking points: nuggets covered, precision, redundancy and abstention, beside simple choices."""
    from eval import pointing
    from index import load_encoder
    from index.errors import BadOption
    from rag.weights import load_reader

    if split not in ("dev", "test"):
        raise BadOption(f"There is no split {split!r}: choose dev or test.")
    encoder = load_encoder(progress=note)
    given = pointing.measure(encoder, load_reader(encoder), split, note)
    rows = [{"system": g.system, "topic": g.topic.id, "sentences": g.sentences} for g in given]
    typer.echo(json.dumps(rows) if as_json else pointing.table(given))


@app.command(epilog="Example:  kutip eval evidence")
def evidence() -> None:
    """Measure answerability on held-out articles and development questions, and print the threshold's curve."""
    from eval.evidence import main

    main([])


ExamplesOption = Annotated[int, typer.Option(min=0, metavar="N", help="Show N examples of every class of error too.")]


@app.command(epilog="Example:  kutip eval speakers")
def speakers(examples: ExamplesOption = 0, as_json: JsonOption = False) -> None:
    """Measure who says what on Kutip's own articles: speakers, modes, roles and cues."""
    from eval import speaking

    results = tuple(speaking.own_articles())
    if as_json:
        typer.echo(json.dumps(speaking.as_json(results), ensure_ascii=False, indent=1))
        return
    typer.echo(speaking.table(results))
    _examples([unit for result in results for unit in result.units], examples)


@app.command(epilog="Example:  kutip eval splitters")
def splitters(as_json: JsonOption = False) -> None:
    """Compare sentence splitters on the golden file and the shipped article."""
    from eval.splitters import main

    main(["--json"] if as_json else [])


@app.command(
    epilog="Examples:  kutip eval scorers  |  kutip eval scorers --scorer rules --scorer nli:OWNER/MODEL  |  "
    "kutip eval scorers --scorer llm:http://127.0.0.1:8080/v1  |  "
    "kutip eval scorers --fit --out eval/scorers/thresholds.json"
)
def scorers(
    scorer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="rules, similarity, entailment, rules+entailment, nli:MODEL or llm:URL; may be given again.",
        ),
    ] = None,
    split: Annotated[str, typer.Option(metavar="dev|test", help="Which families of claims.")] = "test",
    fit: Annotated[bool, typer.Option("--fit", help="Print the best thresholds on the development claims.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the JSON here too; with --fit, the thresholds.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how often each faithfulness scorer is wrong, on claims with known labels."""
    from eval.scorers import command

    found = command.fitted(scorer, note, progress_bar) if fit else command.measured(scorer, split, note, progress_bar)
    if out is not None:
        out.write_text(json.dumps(found.as_json, indent=1) + "\n", encoding="utf-8")
    typer.echo(json.dumps(found.as_json, indent=1) if as_json else found.table)


FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The dataset's file; see the README for where it comes from.")
]
LimitOption = Annotated[int | None, typer.Option(min=1, metavar="N", help="A fixed random sample of N rows.")]


@app.command("idk-mrc", epilog="Example:  kutip eval idk-mrc valid.json --limit 200")
def idk_mrc(file: FileArgument, limit: LimitOption = None, as_json: JsonOption = False) -> None:
    """Measure answerability, answer sentences and short answers on IDK-MRC."""
    from rag.train.examples import idk_mrc as read

    _public("IDK-MRC", file, read, limit, as_json)


@app.command(epilog="Example:  kutip eval facqa valid.csv")
def facqa(file: FileArgument, limit: LimitOption = None, as_json: JsonOption = False) -> None:
    """Measure answer sentences and short answers on FacQA."""
    from rag.train.examples import facqa as read

    _public("FacQA", file, read, limit, as_json)


@app.command(epilog="Example:  kutip eval indonli valid.jsonl --json")
def indonli(file: FileArgument, limit: LimitOption = None, as_json: JsonOption = False) -> None:
    """Measure entailment on IndoNLI."""
    from rag.train.examples import indonli as read

    _public("IndoNLI", file, read, limit, as_json)


@app.command("pfsa-id", epilog="Example:  kutip eval pfsa-id dev.txt --limit 50")
def pfsa_id(
    file: FileArgument,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="A fixed random sample of N articles.")] = None,
    examples: ExamplesOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Measure who says what on PFSA-ID: speakers and the words that say so."""
    from eval import pfsa

    with progress_bar("PFSA-ID") as progress:
        found = pfsa.quotations(file, limit, progress)
    figures = pfsa.figures(found)
    if as_json:
        more = {"statements": len(found), "left_out": pfsa.left_out(found), "errors": pfsa.errors(found)}
        _print_json("PFSA-ID", file, figures, **more)
        return
    _print_figures(f"PFSA-ID, {file.name}: {len(found)} statements, {pfsa.left_out(found)} without a speaker", figures)
    typer.echo("\n" + "\n".join(f"- {count} {name}" for name, count in pfsa.errors(found).items()))
    _examples([q.unit for q in found if q.unit is not None], examples)


def _public(title: str, file: Path, read: Callable[[Path], Iterable[Any]], limit: int | None, as_json: bool) -> None:
    from eval import public
    from index import load_encoder
    from rag.weights import load_reader

    rows: list[Any] = public.rows_of(file, read, limit)
    reader = load_reader(load_encoder())
    measure = public.entailment if title == "IndoNLI" else public.questions
    with progress_bar(title) as progress:
        figures = measure(reader, rows, progress)
    if as_json:
        _print_json(title, file, figures)
    else:
        _print_figures(f"{title}, {file.name}: {len(rows)} rows", figures)


def _print_json(title: str, file: Path, figures: Sequence[Figure], **more: Any) -> None:
    report = {"dataset": title, "file": file.name, **more, "figures": [asdict(f) for f in figures]}
    typer.echo(json.dumps(report, ensure_ascii=False, indent=1))


def _print_figures(heading: str, figures: Sequence[Figure]) -> None:
    typer.echo(f"{heading}\n\n| measure | value | 95 % interval | n | baseline |\n|---|---|---|---|---|")
    for f in figures:
        interval = f"{f.low:.3f} to {f.high:.3f}" if f.low is not None and f.high is not None else ""
        base = f"{f.baseline:.3f} ({f.baseline_name})" if f.baseline is not None else ""
        typer.echo(f"| {f.name} | {'none' if f.value is None else f'{f.value:.3f}'} | {interval} | {f.n} | {base} |")


@app.command(epilog="Example:  kutip eval flags flags.sqlite > candidates.jsonl")
def flags(
    store: Annotated[Path, typer.Argument(metavar="FILE", help="What 'kutip chat --flags FILE' kept.")],
) -> None:
    """Turn readers' flags into candidate items for the set: their gold is for a person to fill in."""
    from eval.items import known_articles
    from eval.rating.flags import candidates
    from eval.rating.store import Store

    for item in candidates(Store.open(store), known_articles()):
        typer.echo(json.dumps(item, ensure_ascii=False))


def _examples(units: Sequence[Unit], each: int) -> None:
    """Print so many units of every class of error, the most frequent class first."""
    for outcome, _ in Counter(u.outcome for u in units if u.outcome not in ("right", "")).most_common():
        for unit in [u for u in units if u.outcome == outcome][:each]:
            typer.echo(f"\n{outcome}: gold {unit.gold}, predicted {unit.predicted}\n  {unit.where}")


def main() -> None:
    """Run as ``python -m eval.cli``."""
    sys.exit(app())


if __name__ == "__main__":
    main()
