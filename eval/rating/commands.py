"""``kutip eval rate``: draw a batch, let people judge it, and use what they said."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from index.errors import BadOption

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Let people judge answers, blind: draw a batch, serve or hand it out, and see how far they agree.",
    epilog="Example:  kutip eval rate new --out batch.json --rater A --rater B --adjudicator C  |  "
    "kutip eval rate page batch.json  |  kutip eval rate agreement batch.json",
)

StoreArgument = Annotated[
    Path, typer.Argument(metavar="BATCH", help="The batch: its .json file, or the .sqlite store beside it.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
SeedOption = Annotated[int | None, typer.Option(help="Of every choice; a new one by default, and printed.")]


@app.command(
    epilog="Examples:  kutip eval rate new --out batch.json --rater A --rater B --adjudicator C  |  "
    "kutip eval rate new --out batch.json --replies kutip.jsonl --replies other=their.jsonl --size 120"
)
def new(
    out: Annotated[Path, typer.Option("--out", metavar="BATCH.json", help="The batch; its store is made beside it.")],
    answerer: Annotated[
        list[str] | None, typer.Option("--answerer", metavar="NAME", help="Ask this answerer; may be given again.")
    ] = None,
    replies: Annotated[
        list[str] | None,
        typer.Option("--replies", metavar="[NAME=]FILE", help="Replies as 'kutip ask --questions' writes them."),
    ] = None,
    size: Annotated[int, typer.Option(help="Units, planted ones included; a tenth is added as duplicates.")] = 240,
    seed: SeedOption = None,
    rater: Annotated[
        list[str] | None, typer.Option("--rater", "--raters", metavar="NAME", help="Somebody who judges.")
    ] = None,
    adjudicator: Annotated[
        list[str] | None, typer.Option("--adjudicator", metavar="NAME", help="Somebody who settles differences.")
    ] = None,
    split: Annotated[str, typer.Option(metavar="dev|test", help="Which questions are asked.")] = "test",
    article: Annotated[
        list[Path] | None, typer.Option("--article", metavar="FILE", help="An article that the replies cite.")
    ] = None,
) -> None:
    """Draw a batch and print each person's sign-in code, which is shown this once."""
    import secrets

    from eval.items import QUESTIONS, known_articles, load_items
    from eval.perturb import load_claims
    from eval.progress import note
    from eval.rating import batch as batches
    from eval.rating import draw as drawing
    from eval.rating import replies as reading
    from eval.rating.store import BadStore, Store
    from index import load_articles

    if out.suffix != ".json":
        raise BadOption(f"The batch {out} must end in .json: give --out batch.json.")
    if out.exists() or out.with_suffix(".sqlite").exists():
        raise BadStore(f"{out} or its store exists already and may hold ratings: choose another --out.")
    if split not in ("dev", "test"):
        raise BadOption(f"There is no split {split!r}: choose dev or test.")
    articles = {**known_articles(), **{a.id: a for a in load_articles(article or [])}}
    whole = [i for path in sorted(QUESTIONS.glob("*.jsonl")) for i in load_items(path, articles)]
    items = [i for i in whole if i.split == split and i.adversarial is None]
    seed = secrets.randbelow(10**9) if seed is None else seed
    with ExitStack() as stack:
        sources = [_file(given, whole, articles) for given in replies or []]
        names = answerer or ([] if sources else list(reading.DEFAULT))
        if names:
            sources += _asking(names, items, stack)
        batch = drawing.draw(sources, load_claims(), items, articles, size=size, seed=seed)
    store = Store.create(out.with_suffix(".sqlite"), batch)
    batches.save(batch, out)
    share = drawing.unsupported_share(batch)
    if not drawing.LOWEST_SHARE <= share <= drawing.HIGHEST_SHARE:
        note(f"about {share:.0%} of the statements are unsupported, not 30 to 40 %: agreement will be hard to read")
    statements = sum(len(u.statements) for u in batch.units)
    typer.echo(f"batch {batch.hash[:12]}, seed {seed}: {len(batch.units)} units, {statements} statements, "
               f"about {statements * 40 / 3600:.1f} hours for each rater")  # fmt: skip
    for role, people in (("rater", rater), ("adjudicator", adjudicator)):
        for name in people or []:
            typer.echo(f"{role} {name}: {store.admit(name, role)}")


def _file(given: str, items, articles):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    from eval.rating.replies import from_file

    name, _, path = given.rpartition("=")
    return from_file(Path(path), items, articles, name or None)


def _asking(names: list[str], items, stack: ExitStack):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    from eval.items import article_files
    from eval.progress import note
    from eval.rating.replies import asking
    from index import load_encoder
    from rag.weights import load_reader

    encoder = load_encoder(progress=note)
    return asking(names, items, article_files(), encoder, load_reader(encoder), note, stack)


@app.command(epilog="Example:  kutip eval rate token batch.json A")
def token(
    batch: StoreArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who it is for.")],
    adjudicator: Annotated[bool, typer.Option("--adjudicator", help="Who settles differences, not a rater.")] = False,
) -> None:
    """Admit somebody, or give him a new sign-in code in place of a lost one."""
    from eval.rating.store import Store

    typer.echo(f"{name}: {Store.open(batch).admit(name, 'adjudicator' if adjudicator else 'rater')}")


@app.command(epilog="Example:  kutip eval rate page batch.json --port 7861")
def page(
    batch: StoreArgument,
    host: Annotated[str, typer.Option(help="Address to serve on; this machine alone by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on; 0 takes any that is free.")] = 7861,
) -> None:
    """Serve the raters' page alone, without the chat and its model."""
    from eval.rating.page import rating_app
    from eval.rating.store import Store

    found = importlib.metadata.entry_points(group="kutip.servers", name="mounted")
    if not found:
        raise BadOption("No server is installed beside this: install Kutip whole, or use 'kutip eval rate offline'.")
    serve = next(iter(found)).load()
    serve({"/rate": rating_app(str(Store.open(batch).path))}, host=host, port=port)


@app.command(epilog="Example:  kutip eval rate offline batch.json --rater A --out ani.html")
def offline(
    batch: StoreArgument,
    rater: Annotated[str, typer.Option("--rater", metavar="NAME", help="Whose file it is.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="Where it is written.")],
) -> None:
    """Write a rater's batch as one HTML file that needs no network."""
    from eval.rating.offline import offline_html
    from eval.rating.store import BadStore, Store

    store = Store.open(batch)
    names = [p.name for p in store.people() if p.role == "rater"]
    if rater not in names:
        raise BadStore(
            f"{rater!r} is no rater here ({', '.join(names) or 'there is none'}): admit that name with "
            "'kutip eval rate token' first."
        )
    out.write_text(offline_html(store.batch(), rater), encoding="utf-8")
    typer.echo(str(out))


@app.command("import", epilog="Example:  kutip eval rate import batch.json kutip-1a2b3c4d-A.json")
def import_(
    batch: StoreArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="What raters exported.")],
) -> None:
    """Bring in what raters exported from their files; what does not fit is refused."""
    from eval.rating.bring_in import bring_in
    from eval.rating.store import Store

    store = Store.open(batch)
    for path in files:
        found = bring_in(path, store)
        typer.echo(f"{found.rater}: {found.ratings} ratings, {found.new} of them new")


@app.command(epilog="Example:  kutip eval rate status batch.json")
def status(batch: StoreArgument, as_json: JsonOption = False) -> None:
    """Say how far each person is."""
    from eval.rating.status import progress_of
    from eval.rating.store import Store

    rows = progress_of(Store.open(batch))
    if as_json:
        typer.echo(json.dumps([asdict(r) for r in rows], ensure_ascii=False, indent=1))
        return
    typer.echo("| who | role | done | of | clicks | minutes | last |\n|---|---|---|---|---|---|---|")
    for r in rows:
        typer.echo(f"| {r.name} | {r.role} | {r.done} | {r.of} | {r.clicks} | {r.minutes:.0f} | {r.last or '-'} |")


@app.command(epilog="Example:  kutip eval rate export batch.json --format csv > ratings.csv")
def export(
    batch: StoreArgument,
    form: Annotated[str, typer.Option("--format", metavar="csv|jsonl", help="How it is written.")] = "jsonl",
    unblind: Annotated[
        bool, typer.Option("--unblind", help="Add where each unit comes from; not before everyone is done.")
    ] = False,
) -> None:
    """Print every rating ever given, the superseded ones too, in the order they came in."""
    from eval.rating.store import Store

    if form not in ("csv", "jsonl"):
        raise BadOption(f"There is no format {form!r}: choose csv or jsonl.")
    store = Store.open(batch)
    key = store.batch().key
    rows = [asdict(r) for r in store.ratings()]
    if unblind:
        rows = [r | {"answerer": key[r["unit"]].answerer, "family": key[r["unit"]].family,
                     "planted": key[r["unit"]].planted, "duplicate_of": key[r["unit"]].duplicate_of}
                for r in rows]  # fmt: skip
    if form == "jsonl":
        typer.echo("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), nl=False)
        return
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in r.items()} for r in rows)
    typer.echo(text.getvalue(), nl=False)


def _cell(value: object) -> object:
    # A spreadsheet takes a text that begins so for a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


@app.command(epilog="Example:  kutip eval rate agreement batch.json --json")
def agreement(batch: StoreArgument, as_json: JsonOption = False) -> None:
    """Measure how far the raters agree, before adjudication."""
    from eval.rating import agreement as measure
    from eval.rating.adjudication import raters_of
    from eval.rating.store import Store

    store = Store.open(batch)
    found = measure.agreement(store.batch(), raters_of(store))
    typer.echo(json.dumps([asdict(f) for f in found], indent=1) if as_json else measure.table(found))


@app.command(epilog="Example:  kutip eval rate adjudicate batch.json")
def adjudicate(batch: StoreArgument) -> None:
    """Say what waits for the adjudicator, who signs in on the raters' page."""
    from eval.rating.adjudication import cases, labels_of, raters_of, to_adjudicate
    from eval.rating.store import Store

    store = Store.open(batch)
    found = to_adjudicate(store.batch(), cases(store.batch(), tuple(raters_of(store).values())))
    waiting = sum(x.by == "nobody" for x in labels_of(store))
    who = [p.name for p in store.people() if p.role == "adjudicator"]
    typer.echo(f"{len(found)} cases, {sum(c.agreed is None for c in found)} of them differences; {waiting} wait")
    if who:
        typer.echo(f"{' or '.join(who)} can sign in at: kutip eval rate page {batch}")
    else:
        typer.echo(f"admit an adjudicator: kutip eval rate token {batch} NAME --adjudicator")


@app.command(epilog="Example:  kutip eval rate feed batch.json --json")
def feed(
    batch: StoreArgument,
    main: Annotated[str, typer.Option(metavar="NAME", help="Whose share is the headline.")] = "kutip",
    as_json: JsonOption = False,
) -> None:
    """Print faithfulness as people see it, with their agreement; no headline where the labels do not carry one."""
    from eval.rating.adjudication import labels_of, raters_of
    from eval.rating.feeds import report, report_table
    from eval.rating.store import Store

    store = Store.open(batch)
    found = report(store.batch(), raters_of(store), labels_of(store), main=main)
    typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if as_json else report_table(found))


@app.command(epilog="Example:  kutip eval rate statements batch.json > statements.jsonl")
def statements(batch: StoreArgument) -> None:
    """Print each statement with its evidence, for an automatic scorer to judge: one JSON object a line."""
    from eval.rating.scores import statements_of
    from eval.rating.store import Store

    for row in statements_of(Store.open(batch).batch()):
        typer.echo(json.dumps(row, ensure_ascii=False))


@app.command(
    epilog="Examples:  kutip eval rate validate batch.json --scorer verbatim  |  "
    "kutip eval rate validate batch.json --values nli.jsonl --threshold 0.5"
)
def validate(
    batch: StoreArgument,
    scorer: Annotated[
        str | None, typer.Option("--scorer", metavar="NAME", help="A scorer that needs no file: verbatim.")
    ] = None,
    values: Annotated[
        Path | None,
        typer.Option("--values", metavar="FILE", help="The lines of 'statements' with a 'value' added to each."),
    ] = None,
    threshold: Annotated[float, typer.Option(help="From this value on the scorer says supported.")] = 0.5,
    as_json: JsonOption = False,
) -> None:
    """Measure an automatic scorer against people: AUROC, balanced accuracy, kappa, and the human ceiling."""
    from eval.rating.adjudication import labels_of, raters_of
    from eval.rating.feeds import reasons, supported, validation_table
    from eval.rating.feeds import validate as measure
    from eval.rating.scores import SCORERS, named, read_values
    from eval.rating.store import Store

    store = Store.open(batch)
    drawn, raters, labels = store.batch(), raters_of(store), labels_of(store)
    if (scorer is None) == (values is None):
        raise BadOption(f"Give --scorer ({', '.join(SCORERS)}) or --values FILE, one of the two.")
    scored = named(scorer, drawn) if scorer is not None else read_values(Path(str(values)), drawn)
    name = scorer or Path(str(values)).stem
    found = measure(drawn, raters, labels, scored, scorer=name, threshold=threshold)
    kappa = next((v.human_kappa for v in found if v.over == "all"), None)
    natural = sum(drawn.key[unit].planted is None for unit, _ in supported(labels))
    why_not = reasons(natural, kappa, 0)
    if as_json:
        typer.echo(json.dumps({"why_not": why_not, "rows": [asdict(v) for v in found]}, ensure_ascii=False, indent=1))
        return
    if why_not:
        typer.echo(f"No headline: {'; '.join(why_not)}.\n")
    typer.echo(validation_table(found))


@app.command(epilog="Example:  kutip eval rate rehearse --size 240 --times 200")
def rehearse(
    size: Annotated[int, typer.Option(help="Units of the batch.")] = 240,
    seed: Annotated[int, typer.Option(help="Of the draw and the raters.")] = 1,
    times: Annotated[int, typer.Option(min=0, help="Also count how often the interval holds, in so many ratings.")] = 0,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Leave the store in this folder.")] = None,
) -> None:
    """Go through the whole workflow with simulated raters of known accuracy and compare."""
    from eval.items import QUESTIONS, known_articles, load_items
    from eval.perturb import load_claims
    from eval.rating import rehearsal
    from eval.rating.draw import draw

    articles = known_articles()
    items = [i for path in sorted(QUESTIONS.glob("*.jsonl")) for i in load_items(path, articles)]
    items = [i for i in items if i.adversarial is None]
    skills = (rehearsal.Skill(0.95, 0.90), rehearsal.Skill(0.90, 0.85))
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) if keep is None else keep
        where.mkdir(parents=True, exist_ok=True)
        found = rehearsal.rehearse(where, items, load_claims(), articles, size=size, seed=seed, skills=skills)
    for name, skill in zip("AB", skills, strict=True):
        typer.echo(f"rater {name}: sensitivity {skill.sensitivity}, specificity {skill.specificity}")
    typer.echo(rehearsal.table(found))
    if times:
        batch = draw(rehearsal.sources(items, articles), load_claims(), items, articles, size=size, seed=seed)
        for measure, share in rehearsal.coverage(batch, skills, times=times).items():
            typer.echo(f"{measure}: the interval held the known value in {share:.1%} of {times} ratings")
