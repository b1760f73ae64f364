"""The README cannot rot: its paths exist, its commands are the gate's, its tables are the measured ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_path_the_readme_names_exists():
    paths = {
        p
        for p in re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:md|toml))`", README)
        if not p.startswith((".venv", "intfloat"))
    }
    paths |= set(re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))
    assert len(paths) > 15
    assert [p for p in sorted(paths) if not (ROOT / p).exists()] == []


def test_the_readme_has_two_commands_and_the_gate_runs_its_tests():
    install = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert [line.split("&&")[-1].strip() for line in install] == [".venv/bin/kutip chat", ".venv/bin/pytest"]
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"pip\" install .*-e '\.\[dev\]'", gate)
    assert '"$venv/bin/pytest"' in gate


@pytest.mark.parametrize("command", sorted(set(re.findall(r"kutip eval ([\w-]+)", README))))
def test_every_eval_command_the_readme_names_exists(command):
    code = "from ui.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "eval", command, "--help"], cwd=ROOT, capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_the_results_are_the_ones_the_commands_wrote():
    results = README.split("<!-- results -->")[1].split("<!-- /results -->")[0]
    files = sorted((ROOT / "eval" / "results").glob("*.md"))
    assert files
    for path in files:
        assert path.read_text(encoding="utf-8").strip() in results, path.name


def test_the_exchange_is_what_kutip_says(assistant):
    from rag import Answer, Turn

    exchange = README.split("<!-- exchange -->")[1].split("<!-- /exchange -->")[0]
    turns: tuple[Turn, ...] = ()
    questions = re.findall(r"^> \*\*(.+?\?)\*\*$", exchange, re.MULTILINE)
    assert len(questions) == 3
    kinds = []
    for question in questions:
        reply = assistant.ask(question, turns)
        turns = (*turns, Turn(question, reply))
        kinds.append(type(reply).__name__)
        if isinstance(reply, Answer):
            assert reply.short_answer is None or f"**{reply.short_answer}**" in exchange
            assert all(f"{c.quote} [{c.sentence}]" in exchange for c in reply.citations)
        else:
            assert reply.message in exchange
    assert kinds == ["Answer", "Answer", "Abstention"]
