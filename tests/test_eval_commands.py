"""``kutip eval run``, ``compare`` and ``gate`` as commands, on replies that are there already."""

import json

import pytest
from runs import SHIPPED, oracle_run
from typer.testing import CliRunner

from eval.answerers import KUTIP
from eval.cli import app
from eval.judge import judge
from eval.report import record
from eval.run import Asked, Run
from index.errors import BadOption


def without(reply):
    """Return the reply as a refusal."""
    declined = {"reason": "not_stated", "message": "Tidak disebutkan.", "missing": None, "nearest": []}
    return reply | {"kind": "abstention", "abstention": declined, "statements": [], "citations": []}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """An oracle's report, and one of an oracle that refuses half of what it knew."""
    folder, run = tmp_path_factory.mktemp("reports"), oracle_run(24)
    record.write(record.report_of(judge(run)), folder / "good.json")
    items = list(dict.fromkeys(a.item for a in run.asked))[::2]
    fewer = tuple(
        Asked(a.item, a.answerer, without(a.reply)) if a.answerer == KUTIP and a.item in items else a for a in run.asked
    )
    record.write(record.report_of(judge(Run(run.provenance, fewer, ()))), folder / "poor.json")
    return folder


def called(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_replies_can_be_judged_again_and_written_beside_an_earlier_run(reports, tmp_path):
    result = called(
        "run", "--again", reports / "poor.json", "--compare", reports / "good.json", "--out", tmp_path / "new"
    )
    assert result.exit_code == 0, result.stderr
    assert "| kutip |" in result.stdout
    assert record.CAVEAT in result.stdout
    assert "24 items in both" in result.stdout
    assert {p.name for p in (tmp_path / "new").iterdir()} == {"report.json", "report.md", "report.html"}
    assert record.read(tmp_path / "new" / "report.json") == record.read(reports / "poor.json")
    assert "Compared with the earlier run" in (tmp_path / "new" / "report.md").read_text(encoding="utf-8")


def test_json_on_stdout_is_the_figures_and_nothing_else(reports):
    result = called("run", "--again", reports / "good.json", "--json")
    rows = json.loads(result.stdout)
    p1 = next(r for r in rows if (r["measure"], r["answerer"], r["by"]) == ("P1[verbatim]", KUTIP, "all"))
    assert p1["articles"] == SHIPPED
    assert p1["low"] <= p1["value"] <= p1["high"]


def test_compare_prints_the_difference_first_and_p_last(reports):
    result = called("compare", reports / "good.json", reports / "poor.json")
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if line.startswith("| P2, "))
    cells = [c.strip() for c in row.strip("|").split("|")]
    assert cells[1] == "1.000"
    assert cells[3].startswith("-0.")
    assert 0 < float(cells[-1]) < 1
    changes = json.loads(called("compare", reports / "good.json", reports / "poor.json", "--json").stdout)
    assert {"key", "articles", "before", "after", "comparison", "p", "moved"} == set(changes[0])


def test_the_gate_ends_with_0_or_with_1_and_what_does_not_hold(reports):
    good = called("gate", reports / "good.json", "--last", reports / "good.json")
    assert (good.exit_code, good.stdout) == (0, "every condition is met\n")
    poor = called("gate", reports / "poor.json", "--last", reports / "good.json")
    assert poor.exit_code == 1
    assert any(line.startswith(f"{SHIPPED}: P2 went from 1.000 to 0.") for line in poor.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "--split", "train"], "There is no split 'train'"),
        (["run", "--publish", "--limit", "20"], "A part of the run cannot be published"),
        (["compare", "absent.json", "absent.json"], "absent.json cannot be read"),
        (["gate", "absent.json"], "absent.json cannot be read"),
        (["run", "--again", "absent.json", "--limit", "3"], "--again takes every reply"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(arguments, told):
    result = called(*arguments)
    assert isinstance(result.exception, (BadOption, record.BadReport))
    assert told in result.exception.message
    assert result.stdout == ""
