"""The report as Markdown: every table, and every wrong item with its question, reply and gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eval.compare import Change
from eval.figures import Figures, main_groups
from eval.judge import Judged
from eval.report import tables
from eval.report.record import CAVEAT
from eval.report.tables import Table
from eval.report.wrong import Wrong, wrong_items
from eval.run import Provenance

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def report(judged: Judged, changes: Sequence[Change] = ()) -> str:
    """Return the whole report."""
    lines = ["# Kutip, measured", "", CAVEAT, "", *_provenance(judged.run.provenance), ""]
    lines += [f"- **{key}**: {what}" for key, what in tables.legend()]
    for each in all_tables(judged, changes):
        lines += ["", f"## {each.title}", "", table(each)]
    lines += ["", "## Every item that is wrong", ""]
    for item in wrong_items(judged):
        lines += _wrong(item)
    return "\n".join(lines).rstrip() + "\n"


def all_tables(judged: Judged, changes: Sequence[Change] = ()) -> tuple[Table, ...]:
    """Return the report's tables in their order; those without a row are left out."""
    articles, figures = tuple(judged.run.provenance.articles), judged.figures
    leading = main_groups(articles)
    found = [tables.headline(figures, group) for group in leading]
    found.append(tables.by_article(figures, articles))
    found += [tables.changes(changes)] if changes else []
    found += [tables.by_part(figures, group, by) for by in ("language", "kind", "type", "class") for group in leading]
    found += [tables.turns(figures, group) for group in leading]
    found += tables.diagnostics(figures, articles)
    found += [tables.retrieval(figures, group) for group in leading]
    return tuple(each for each in found if each.rows)


def headline(figures: Figures, articles: Sequence[str]) -> str:
    """Return the headline tables, as the terminal shows them."""
    shown = [tables.by_article(figures, articles), *(tables.headline(figures, g) for g in main_groups(articles))]
    return "\n\n".join([*map(table, shown), CAVEAT])


def readme(judged: Judged) -> str:
    """Return the README's part: where the figures come from, and two tables."""
    p = judged.run.provenance
    intro = (
        f"`{p.command}` on {p.date[:10]}, commit {p.commit or 'none'}, threshold {p.threshold:g}, support decided by "
        f"`{judged.scorer.name}` containment; in brackets 95 % intervals, bootstrap over families of questions; n is "
        f"answerable + unanswerable questions."
    )
    return "\n\n".join([intro, *map(table, tables.readme(judged.figures, tuple(p.articles)))]) + "\n"


def table(each: Table) -> str:
    """Return a table, its note beneath."""
    lines = [_row(each.head), "|" + "---|" * len(each.head), *map(_row, each.rows)]
    return "\n".join(lines + (["", each.note] if each.note else []))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def escaped(text: str) -> str:
    """Return text of an article or a question so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def about(p: Provenance) -> tuple[tuple[str, str], ...]:
    """Return where a run comes from, as names and values."""
    return (
        ("command", p.command),
        ("commit", p.commit or "none"),
        ("date", p.date),
        ("questions", f"split {p.split}" + (f", limited to about {p.limit} an article" if p.limit else "")),
        ("threshold", f"{p.threshold:g}"),
        ("seed", str(p.seed)),
        ("reader", p.reader[:12]),
        ("encoder", p.encoder),
        ("articles", ", ".join(f"{name} {digest[:12]}" for name, digest in p.articles.items())),
        ("question files", ", ".join(f"{name} {digest[:12]}" for name, digest in p.questions.items())),
        ("indexes", ", ".join(f"{name} {identity}" for name, identity in p.indexes.items())),
        ("seconds", f"{p.seconds:g}"),
    )


def _provenance(p: Provenance) -> Iterator[str]:
    yield from (f"- {name}: `{value}`" for name, value in about(p))


def _wrong(item: Wrong) -> Iterator[str]:
    yield f"### {escaped(item.question)}"
    yield ""
    yield f"{item.id}, {item.article}, {item.what}. **{escaped(item.why)}**"
    yield ""
    yield from (f"- asked before: {escaped(q)}" for q in item.history)
    if item.short_answer:
        yield f"- short answer: {escaped(item.short_answer)}"
    if item.message:
        yield f"- refused: {escaped(item.message)}"
    yield from (f"- quoted: [{n}] {escaped(quote)}" for n, quote in item.quoted)
    yield from (f"- gold, {escaped(name)}: [{', '.join(map(str, numbers))}]" for name, numbers in item.gold)
    yield ""
