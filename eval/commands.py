"""``kutip eval run``, ``compare`` and ``gate``: ask and report, set two runs against each other, let in or not."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.progress import note, steps_bar
from index.errors import BadOption

if TYPE_CHECKING:
    from eval.judge import Judged
    from eval.outcomes import ItemOutcome
    from eval.run import Run

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
ReportArgument = Annotated[Path, typer.Argument(metavar="REPORT.json", help="A report.json of `kutip eval run`.")]
LAST = Path(__file__).parent / "results" / "last-run.json"


def run(
    split: Annotated[str, typer.Option(metavar="dev|test", help="Which families of questions.")] = "test",
    article: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only about this article; may be given again.")
    ] = None,
    answerer: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Beside Kutip only this one; may be given again.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write report.json, report.md and report.html there.")
    ] = None,
    compare_with: Annotated[
        Path | None, typer.Option("--compare", metavar="EARLIER.json", help="Set the run against an earlier one.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="About N questions an article, whole families.")
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option(metavar="REPORT.json", help="Judge the replies of this report again instead of asking."),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Write eval/results/run.md, last-run.json and the README's table.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask every question of Kutip, its ablations and the shortcuts that must lose, and report every measure."""
    from eval.judge import judge
    from eval.report import markdown, record
    from eval.report.publish import publish as put
    from eval.report.publish import refuse_partial
    from eval.run import chosen

    names, ways = chosen(split, article or (), answerer or ())
    if publish and again is None:
        refuse_partial(len(ways), len(names), split, limit)
    earlier = record.read(compare_with).outcomes if compare_with else None
    if again is not None:
        if article or answerer or limit is not None or split != "test":
            raise BadOption("--again takes every reply of its report: leave out --split, --article and the like.")
        replies = record.read(again).run
    else:
        replies = _asked(split, article or (), answerer or (), limit)
    judged = judge(replies)
    if publish:
        p = replies.provenance
        refuse_partial(len(judged.cases), len(p.articles), p.split, p.limit)
        for path in put(judged):
            typer.echo(f"wrote {path}", err=True)
    if out is not None:
        _write(judged, out, earlier)
    articles = tuple(replies.provenance.articles)
    if as_json:
        typer.echo(json.dumps([record.figure_record(f) for f in judged.figures.all], ensure_ascii=False))
    else:
        typer.echo(markdown.headline(judged.figures, articles))
    if earlier is not None and not as_json:
        typer.echo("\n" + _compared(earlier, record.report_of(judged).outcomes))


def _asked(split: str, articles: Sequence[str], answerers: Sequence[str], limit: int | None) -> Run:
    from eval.run import ask
    from index import load_encoder
    from rag.weights import load_reader

    options = [f"--article={name}" for name in articles] + [f"--answerer={name}" for name in answerers]
    options = [f"--split={split}"] * (split != "test") + options + [f"--limit={limit}"] * (limit is not None)
    encoder = load_encoder(progress=note)
    with steps_bar() as progress:
        return ask(
            encoder, load_reader(encoder), split=split, only_articles=articles, only_answerers=answerers, limit=limit,
            command=shlex.join(["kutip", "eval", "run", *options]), progress=progress,
        )  # fmt: skip


def _write(judged: Judged, out: Path, earlier: Sequence[ItemOutcome] | None) -> None:
    from eval.compare import compare as changes_of
    from eval.report import html, markdown, record

    report = record.report_of(judged)
    changes = () if earlier is None else changes_of(earlier, report.outcomes)
    try:
        out.mkdir(parents=True, exist_ok=True)
        record.write(report, out / "report.json")
        (out / "report.md").write_text(markdown.report(judged, changes), encoding="utf-8")
        (out / "report.html").write_text(html.report(judged, changes), encoding="utf-8")
    except OSError as error:
        raise BadOption(f"{out} cannot be written ({error.strerror}): give another --out.") from error
    typer.echo(f"wrote {out}/report.json, report.md and report.html", err=True)


def compare(
    earlier: Annotated[Path, typer.Argument(metavar="EARLIER.json", help="A report.json, or a last-run.json.")],
    later: ReportArgument,
    as_json: JsonOption = False,
) -> None:
    """Set a run against an earlier one: each headline measure's difference with its interval, then its p-value."""
    from eval.compare import compare as changes_of
    from eval.report import record

    before, after = record.read(earlier).outcomes, record.read(later).outcomes
    if as_json:
        typer.echo(json.dumps([asdict(c) for c in changes_of(before, after)], ensure_ascii=False))
    else:
        typer.echo(_compared(before, after))


def _compared(before: Sequence[ItemOutcome], after: Sequence[ItemOutcome]) -> str:
    from eval.compare import compare as changes_of
    from eval.compare import paired
    from eval.report import markdown, tables

    pairs = len(paired(before, after))
    if not pairs:
        raise BadOption("The two runs have no item with the same question and gold: compare runs of one set.")
    told = f"{pairs} items in both with the same question and gold, of {len(before)} earlier and {len(after)} now."
    return f"{told}\n\n{markdown.table(tables.changes(changes_of(before, after)))}"


def gate(
    report: ReportArgument,
    last: Annotated[Path, typer.Option(metavar="FILE", help="The committed last run.")] = LAST,
) -> None:
    """End with 1, and each condition that is not met, unless a run may be let in."""
    from eval.gate import failures
    from eval.report import record

    found = failures(record.read(report), record.read(last).outcomes)
    typer.echo("\n".join(found) or "every condition is met")
    if found:
        raise typer.Exit(1)
