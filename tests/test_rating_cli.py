"""``kutip eval rate`` as people type it; no model is loaded where replies are given."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest
from ratings import ADJUDICATOR, drawn, rated, stored, the_set
from typer.testing import CliRunner

from eval.cli import app
from eval.rating.batch import load
from eval.rating.flags import keeper
from eval.rating.rehearsal import sources
from eval.rating.store import Store
from index.errors import UserFacingError


def run(*arguments):
    """Run ``kutip eval`` and return what it printed on stdout."""
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments):
    with pytest.raises(UserFacingError) as error:
        CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    return error.value.message


@pytest.fixture(scope="module")
def replies(tmp_path_factory):
    from test_rating import _reply

    items, _, articles = the_set()
    path = tmp_path_factory.mktemp("replies") / "their.jsonl"
    gold = sources(items, articles)[0]
    outcomes = [gold.reply(a) for a in gold.asked if a.kind == "answerable" and not a.history][:40]
    path.write_text("".join(json.dumps(_reply(o)) + "\n" for o in outcomes), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The path of a batch that two raters have finished."""
    folder = tmp_path_factory.mktemp("done")
    store, _ = stored(folder, drawn(24))
    rated(store, "Ani", (0.9, 0.9), 1)
    rated(store, "Budi", (0.9, 0.9), 2)
    return folder / "batch.json"


def test_a_batch_is_drawn_from_files_of_replies_and_every_code_is_shown_once(tmp_path, replies):
    out = tmp_path / "b.json"
    said = run("rate", "new", "--out", out, "--replies", replies, "--replies", f"twin={replies}", "--size", 20,
               "--seed", 5, "--rater", "Ani", "--raters", "Budi", "--adjudicator", ADJUDICATOR)  # fmt: skip
    lines = said.splitlines()
    assert "seed 5: 22 units" in lines[0]
    codes = dict(line.split(": ") for line in lines[1:])
    assert list(codes) == ["rater Ani", "rater Budi", f"adjudicator {ADJUDICATOR}"]
    store = Store.open(out)
    assert store.sign_in("Budi", codes["rater Budi"]).role == "rater"
    assert {o.answerer for o in load(out).key.values()} == {"their", "twin", "planted"}
    assert "exists already" in refused("rate", "new", "--out", out, "--replies", replies)
    new = run("rate", "token", out, "Ani").strip().removeprefix("Ani: ")
    assert store.sign_in("Ani", codes["rater Ani"]) is None
    assert store.sign_in("Ani", new) is not None


def test_drawing_from_files_loads_no_model(tmp_path, replies):
    code = (
        "import sys; from eval.rating.commands import app; "
        "app(sys.argv[1:], standalone_mode=False); "
        "sys.exit(','.join({'torch', 'sentence_transformers', 'gradio'} & set(sys.modules)) or 0)"
    )
    arguments = ["new", "--out", str(tmp_path / "b.json"), "--replies", str(replies), "--size", "12"]
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "--out", "b.txt"], "must end in .json"),
        (["new", "--out", "/tmp/none/b.json", "--split", "all"], "no split 'all'"),
        (["new", "--out", "/tmp/none/b.json", "--replies", "/nowhere.jsonl"], "/nowhere.jsonl cannot be read"),
        (["status", "/nowhere.json"], "There is no store /nowhere.sqlite"),
    ],
)
def test_bad_input_is_said_in_one_sentence(arguments, said):
    assert said in refused("rate", *arguments)


def test_every_rating_is_exported_as_csv_and_jsonl_and_unblinded_only_when_asked(done):
    lines = [json.loads(line) for line in run("rate", "export", done).splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("rate", "export", done, "--format", "csv"))))
    assert len(lines) == len(rows) == len(Store.open(done).ratings())
    assert [r["value"] for r in rows] == [r["value"] for r in lines]
    assert set(lines[0]) == {
        "click", "rater", "unit", "step", "value", "reason", "note", "seconds", "at", "guideline"
    }  # fmt: skip
    assert "answerer" in json.loads(run("rate", "export", done, "--unblind").splitlines()[0])
    assert "no format 'xml'" in refused("rate", "export", done, "--format", "xml")


def test_a_note_that_a_spreadsheet_would_take_for_a_formula_stays_a_note(tmp_path):
    from ratings import a_row

    from eval.rating.rating import read_rating

    store, _ = stored(tmp_path)
    store.add([read_rating(a_row(drawn(), value="cannot", reason="other", note="=1+1"), "Ani", drawn())])
    (row,) = csv.DictReader(io.StringIO(run("rate", "export", store.path, "--format", "csv")))
    assert row["note"] == "'=1+1"


def test_agreement_progress_adjudication_and_labels_are_told_in_tables_and_json(done):
    assert "| cited | all | Ani, Budi | Cohen's kappa, full or not |" in run("rate", "agreement", done)
    figures = json.loads(run("rate", "agreement", done, "--json"))
    assert {"question", "who", "over", "measure", "estimate"} == set(figures[0])
    assert f"| Ani | rater | {len(drawn(24).units)} |" in run("rate", "status", done)
    assert json.loads(run("rate", "status", done, "--json"))[2]["role"] == "adjudicator"
    assert f"{ADJUDICATOR} can sign in" in run("rate", "adjudicate", done)
    assert "No headline: " in run("rate", "feed", done)
    assert json.loads(run("rate", "feed", done, "--json"))["headline"] is None
    assert "| verbatim | all |" in run("rate", "validate", done, "--scorer", "verbatim")
    assert "one of the two" in refused("rate", "validate", done)
    assert "no scorer 'x'" in refused("rate", "validate", done, "--scorer", "x")


def test_statements_go_out_to_a_scorer_and_their_values_come_back(done, tmp_path):
    lines = [json.loads(line) for line in run("rate", "statements", done).splitlines()]
    path = tmp_path / "nli.jsonl"
    path.write_text("".join(json.dumps(r | {"value": len(r["text"]) / 500}) + "\n" for r in lines), encoding="utf-8")
    told = json.loads(run("rate", "validate", done, "--values", path, "--json"))
    assert told["rows"][0]["scorer"] == "nli"
    assert any("fewer than 150" in why for why in told["why_not"])


def test_an_offline_file_is_written_for_raters_only(done, tmp_path):
    out = tmp_path / "ani.html"
    run("rate", "offline", done, "--rater", "Ani", "--out", out)
    assert '"mode": "offline"' in out.read_text("utf-8")
    assert "'Dewi' is no rater here (Ani, Budi)" in refused("rate", "offline", done, "--rater", "Dewi", "--out", out)


def test_flags_are_printed_as_candidate_items(tmp_path):
    path = tmp_path / "flags.sqlite"
    reply = {"question": "Siapa?", "language": "id", "statements": [], "abstention": {"message": "Tidak ada."}}
    keeper(str(path))({"reply": reply, "history": [], "article": "ipcnkr-jakarta", "article_sha256": None,
                       "sentence": None, "reason": "does_answer", "note": None})  # fmt: skip
    (item,) = map(json.loads, run("flags", path).splitlines())
    assert (item["question"], item["kind"]) == ("Siapa?", "answerable")
