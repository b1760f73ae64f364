"""The report as one self-contained HTML page: no script, no request, everything escaped by the template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.compare import Change
from eval.figures import main_groups
from eval.items import known_articles
from eval.judge import Judged
from eval.outcome import Source, source_of
from eval.report import plots, tables
from eval.report.markdown import about, all_tables
from eval.report.record import CAVEAT
from eval.report.tables import Table, named
from eval.report.wrong import wrong_items

_TEMPLATE = Path(__file__).parent / "page.html"


@dataclass(frozen=True, slots=True)
class Section:
    """A table with the anchor that leads to it."""

    anchor: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article in parts: a sentence with its number, or what stands between sentences with none."""

    id: str
    language: str
    parts: tuple[tuple[int | None, str], ...]


def report(judged: Judged, changes: Sequence[Change] = ()) -> str:
    """Return the page."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    leading = main_groups(tuple(judged.run.provenance.articles))
    drawn = [
        ("Risk against coverage: answers given in the order of their confidence. A question without an answer in the "
         "article counts as wrong when it is answered. The upright line is the share answered today.",
         plots.risk_and_coverage(judged)),
        ("Reliability: how often the article does answer at each confidence, in bins of equal size.",
         plots.calibration(judged)),
        *((f"Retrieval on {named(group)}: evidence-set recall of each ranking.", plots.retrieval(judged, group))
          for group in leading),
    ]  # fmt: skip
    known = known_articles()
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return page.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        caveat=CAVEAT,
        about=about(judged.run.provenance),
        legend=tables.legend(),
        tables=[_section(t) for t in all_tables(judged, changes)],
        plots=[(caption, Markup(drawing)) for caption, drawing in drawn],  # noqa: S704 (made by matplotlib)
        wrong=wrong_items(judged),
        articles=[text_of(source_of(known[name])) for name in judged.run.provenance.articles],
    )


def _section(table: Table) -> Section:
    anchor = re.sub(r"[^a-z0-9]+", "-", table.title.lower()).strip("-")
    return Section(anchor, table.title, table.head, table.rows, table.note)


def text_of(source: Source) -> Text:
    """Return the article's text in parts; joined they are the text."""
    return Text(source.id, source.language, tuple(p for p in _parts(source) if p[1]))


def _parts(source: Source) -> Iterator[tuple[int | None, str]]:
    end = 0
    for sentence in source.sentences:
        yield None, source.text[end : sentence.start]
        yield sentence.number, source.text[sentence.start : sentence.end]
        end = sentence.end
    yield None, source.text[end:]
