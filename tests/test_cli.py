"""The command line as a program: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import SHIPPED

ROOT = Path(__file__).parents[1]
KUTIP = "from ui.cli import main; main()"


def kutip(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-c", KUTIP, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    )


def refused(*arguments, **environment):
    """Run what must be refused: nothing on stdout, one sentence on stderr, exit code 2."""
    result = kutip(*arguments, **environment)
    lines = [line for line in result.stderr.decode().splitlines() if not line.endswith("...")]
    assert (result.returncode, result.stdout) == (2, b"")
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.mark.parametrize("command", [[], ["chat"], ["ask"], ["index"], ["index", "build"], ["index", "show"], ["eval"]])
def test_help_is_everywhere_and_has_examples(command):
    result = kutip(*command, "--help")
    assert result.returncode == 0
    assert b"Example" in result.stdout
    assert result.stderr == b""


def test_one_question_gives_the_contracts_json_and_nothing_else_on_stdout():
    result = kutip("ask", "Di mana sidang umum ke-20 IPCNKR diadakan?", "--json")
    assert result.returncode == 0
    reply = json.loads(result.stdout)
    assert (reply["kind"], reply["language"]) == ("answer", "id")
    text = SHIPPED.read_text(encoding="utf-8")
    for citation in reply["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_file_of_questions_gives_one_reply_a_line_in_order(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(
        'Siapa Ketua IPCNKR?\n\n{"question": "When did he defect?", "history": ["Who is Cho Chung-hee?"]}\r\n'
        '{"question": "halo"}\n',
        encoding="utf-8",
    )
    result = kutip("ask", "--questions", str(path))
    assert result.returncode == 0
    replies = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert [r["question"] for r in replies] == ["Siapa Ketua IPCNKR?", "When did he defect?", "halo"]
    assert replies[2]["abstention"]["reason"] == "conversation"


def test_an_abstention_is_a_result():
    result = kutip("ask", "Siapa yang memenangkan Piala Dunia 2022?", "--json")
    assert result.returncode == 0
    reply = json.loads(result.stdout)
    assert (reply["kind"], reply["statements"], reply["citations"], reply["short_answer"]) == (
        "abstention",
        [],
        [],
        None,
    )


def test_an_explanation_shows_candidates_with_ranks_and_leaves_the_json_clean():
    result = kutip("ask", "Siapa Ketua IPCNKR?", "--json", "--explain", COLUMNS="200")
    json.loads(result.stdout)
    assert b"confidence" in result.stderr
    assert b"bm25" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", ""], "is empty"),
        (["ask", "?"], "holds no words"),
        (["ask", "a" * 2001], "2,001 characters"),
        (["ask"], "Give one question"),
        (["ask", "Siapa?", "--lang", "fr"], "no language 'fr'"),
        (["ask", "Siapa \u202e?"], "U+202E"),
        (["ask", "Siapa?", "--index", "/nowhere"], "kutip index build"),
        (["ask", "--questions", "/nowhere.txt"], "No such file"),
        (["index", "build", "/nowhere.txt", "--out", "/tmp/x"], "/nowhere.txt cannot be read"),
        (["index", "show", "/nowhere"], "There is no index in /nowhere"),
        (["asks"], "asks"),
        (["points"], "Give one topic"),
        (["points", "siber", "--check", "a.md"], "Give one topic"),
        (["points", "siber", "--format", "pdf"], "no format 'pdf'"),
        (["points", "siber", "--format", "docx"], "name it with --out"),
        (["points", "--check", "/nowhere.md"], "/nowhere.md cannot be read"),
        (["points", "siber", "--lang", "fr"], "no language 'fr'"),
        (["chat", "--host", "0.0.0.0"], "KUTIP_PASSWORD"),
        (["chat", "--port", "99999"], "99999"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(arguments, said):
    assert said in refused(*arguments)


def test_a_question_with_broken_bytes_is_refused():
    assert "lone surrogate" in refused("ask", b"apa \xff itu")


def test_a_bad_line_in_a_file_of_questions_is_named_before_anything_is_asked(tmp_path):
    path = tmp_path / "questions.txt"
    path.write_text('Siapa Ketua IPCNKR?\n{"ask": "Siapa?"}\n', encoding="utf-8")
    assert "line 2: The object has no 'question' (only ask)" in refused("ask", "--questions", str(path))


def test_an_index_is_built_shown_asked_and_refused_when_damaged(tmp_path):
    article = tmp_path / "jembatan.txt"
    article.write_text(
        "Jembatan Muara roboh pada Selasa.\nPerbaikannya menelan Rp3 miliar, kata Bupati Rina.", encoding="utf-8"
    )
    out = tmp_path / "ix"
    built = kutip("index", "build", str(article), "--out", str(out))
    assert built.returncode == 0, built.stderr
    shown = json.loads(kutip("index", "show", str(out), "--json").stdout)
    assert shown["counts"] == {"articles": 1, "sentences": 2}
    reply = json.loads(kutip("ask", "Kapan Jembatan Muara roboh?", "--index", str(out), "--json").stdout)
    assert reply["index"] == shown["index"]
    damaged = next(out.glob("*.faiss"))
    damaged.write_bytes(damaged.read_bytes()[:-3])
    assert "is damaged" in refused("ask", "Kapan?", "--index", str(out))


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert str(blocked) in refused("ask", "Siapa Ketua IPCNKR?", KUTIP_CACHE=str(blocked / "cache"))


def test_points_are_written_to_a_file_and_checked_from_it(tmp_path):
    out = tmp_path / "siber.docx"
    made = kutip("points", "keamanan siber", "--count", "2", "--audience", "Komisi I", "--out", str(out))
    assert (made.returncode, made.stdout) == (0, b""), made.stderr
    checked = kutip("points", "--check", str(out), "--strict")
    assert checked.returncode == 0
    assert checked.stdout.decode().splitlines()[-1] == "2 of 2 quoted points stand verbatim."
    changed = tmp_path / "siber.md"
    changed.write_text("“Serangan siber berhenti.” [1]\n[1] ipcnkr-jakarta, kalimat 1: “x”\n", encoding="utf-8")
    assert (
        kutip("points", "--check", str(changed)).returncode,
        kutip("points", "--check", str(changed), "--strict").returncode,
    ) == (0, 3)


def test_a_topic_that_is_not_covered_is_an_abstention_and_writes_nothing(tmp_path):
    out = tmp_path / "beras.json"
    result = kutip("points", "harga beras", "--out", str(out))
    assert result.returncode == 0
    assert json.loads(result.stdout)["abstention"]["reason"] == "off_topic"
    assert not out.exists()
