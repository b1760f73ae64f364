"""Put a run's figures where they are kept: the README's table with its file, and the last run for the gate."""

from __future__ import annotations

from pathlib import Path

from eval.answerers import NAMES
from eval.items import question_files
from eval.judge import Judged
from eval.report import markdown, record
from index.errors import BadOption

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- run -->\n", "<!-- /run -->"


def refuse_partial(judged_answerers: int, articles: int, split: str, limit: int | None) -> None:
    """Raise unless a run covers everything.

    Raises:
        BadOption: a part of the questions, articles or answerers is no published result.
    """
    if split != "test" or limit is not None or judged_answerers < len(NAMES) or articles < len(question_files()):
        raise BadOption("A part of the run cannot be published: leave out --split, --article, --answerer and --limit.")


def publish(judged: Judged, root: Path = ROOT) -> tuple[Path, ...]:
    """Write ``eval/results/run.md`` and ``last-run.json`` and the README's table, and return the files.

    Raises:
        BadOption: there is no README with the markers.
    """
    readme, results = root / "README.md", root / "eval" / "results"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise BadOption(f"{readme} has no place for the table: publish from a checkout, with {BEGIN.strip()} in it.")
    table = markdown.readme(judged)
    before, rest = text.split(BEGIN)
    written = {readme: f"{before}{BEGIN}{table}{END}{rest.split(END)[1]}", results / "run.md": table}
    for path, content in written.items():
        path.write_text(content, encoding="utf-8")
    record.write(record.report_of(judged), results / "last-run.json", small=True)
    return (*written, results / "last-run.json")
