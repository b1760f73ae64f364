"""The four rooms have one-way doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "rag", "ui", "eval")
MAY_IMPORT = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "ui": {"ui", "rag", "index"},
    "eval": {"eval", "rag", "index"},
}


def imports():
    """Yield (room, file, top-level module imported)."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom):
                    assert node.level == 0, f"{path} imports relatively"
                    names = [node.module or ""]
                else:
                    continue
                for name in names:
                    yield room, path.relative_to(ROOT).as_posix(), name


def test_data_flows_one_way():
    for room, path, name in imports():
        top = name.split(".")[0]
        if top in ROOMS:
            assert top in MAY_IMPORT[room], f"{path} imports {name}"


def test_eval_is_never_imported_bare_because_it_would_rebind_the_builtin():
    bare = [
        path
        for path in (p for room in ROOMS for p in (ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == "eval" for alias in node.names)
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("gradio", "ui/"),
        ("faiss", "index/dense.py"),
        ("sentence_transformers", "index/encoder.py"),
        ("bm25s", "index/lexical.py"),
    ],
)
def test_each_library_has_one_home(library, home):
    found = {path for _, path, name in imports() if name.split(".")[0] == library}
    # Training mines its hard negatives with the lexical library itself.
    found -= {"rag/train/examples.py"} if library == "bm25s" else set()
    # A cross-encoder that judges support is no encoder of sentences.
    found -= {"eval/scorers/models.py"} if library == "sentence_transformers" else set()
    assert found
    assert all(path == home or (home.endswith("/") and path.startswith(home)) for path in found), found


def test_importing_the_rooms_and_the_command_line_loads_nothing_heavy():
    code = (
        "import sys, index, rag, ui.cli; "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'gradio', 'numpy', 'bm25s', 'rich'}; "
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_public_names_of_the_rooms_are_pinned():
    import index
    import rag

    assert sorted(rag.__all__) == [
        "Abstention",
        "Answer",
        "Assistant",
        "Citation",
        "Reply",
        "Sheet",
        "Statement",
        "TalkingPoint",
        "Turn",
        "as_json",
        "sheet_json",
        "wording",
    ]
    for room in (index, rag):
        assert all(hasattr(room, name) for name in room.__all__)
        assert list(room.__all__) == sorted(room.__all__, key=lambda n: (not n.isupper(), n[0].islower(), n))
