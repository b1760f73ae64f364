from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index import Article, BadIndex, Encoder, Entry, load_article, split
from index import store as store_module
from index.dense import VectorIndex
from index.store import load_index, read_manifest, write_index
from index.translation import Translation

SPLITTER = "by hand"


class HandModel:
    """Vectors that can be computed by hand: the share of each vowel in a text."""

    def get_embedding_dimension(self):
        return 5

    def encode_query(self, texts, **_):
        return self.encode_document(texts)

    def encode_document(self, texts, **_):
        counts = np.array([[t.lower().count(v) + 1e-3 for v in "aiueo"] for t in texts], np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@pytest.fixture
def encoder():
    return Encoder(HandModel(), "hand", "hand/1", None)


def written(folder: Path, encoder: Encoder, text: str = "Satu ayam makan padi.\nDua itik minum susu.", name: str = "a"):
    path = folder.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    article = load_article(path)
    entry = Entry(article, split(article.text, "id"))
    vectors = encoder.encode_passages([entry.text_of(s) for s in entry.sentences])
    return write_index(folder, [entry], VectorIndex.over(vectors), VectorIndex.over(vectors), encoder, SPLITTER)


def opened(folder: Path, encoder: Encoder):
    return load_index(folder, lambda name: encoder, SPLITTER)


def test_what_is_written_is_read_back_and_found(tmp_path, encoder):
    identity = written(tmp_path / "ix", encoder)
    index = opened(tmp_path / "ix", encoder)
    assert index.id == identity
    assert len(identity) == 12
    assert index.entries["a"].article.text == "Satu ayam makan padi.\nDua itik minum susu."
    assert index.search("dua itik minum susu")[0].sentence.number == 2


def test_an_articles_translations_are_kept_with_it(tmp_path, encoder):
    article = Article("a", "Satu ayam makan padi.", "id", "0" * 64)
    translation = Translation("en", "Kutip", ("One chicken eats rice.",), "a note")
    entry = Entry(article, split(article.text, "id"), (translation,))
    vectors = VectorIndex.over(encoder.encode_passages([article.text]))
    write_index(tmp_path / "ix", [entry], vectors, vectors, encoder, SPLITTER)
    (kept,) = opened(tmp_path / "ix", encoder).entries.values()
    assert kept.translation("en") == translation
    assert kept.translation("de") is None


def test_the_same_articles_give_the_same_index_id(tmp_path, encoder):
    assert written(tmp_path / "one", encoder) == written(tmp_path / "two", encoder)


@pytest.mark.parametrize("position", [0, 7, 0.5, -1])
def test_one_flipped_bit_in_any_file_is_refused_with_the_command_that_rebuilds(tmp_path, encoder, position):
    folder = tmp_path / "ix"
    written(folder, encoder)
    for path in sorted(p for p in folder.iterdir() if p.name != ".lock"):
        good = path.read_bytes()
        at = int(position * len(good)) if isinstance(position, float) else position % len(good)
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1 :])
        try:
            index = opened(folder, encoder)
        except BadIndex as error:
            assert "kutip index build" in error.message
            assert str(folder) in error.message
        else:
            # A flip inside a value that nothing depends on can only be the manifest's, and changes its id.
            assert path.name == "manifest.json"
            path.write_bytes(good)
            assert index.id != opened(folder, encoder).id
        path.write_bytes(good)
    opened(folder, encoder)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_file_is_refused(tmp_path, encoder, share):
    folder = tmp_path / "ix"
    written(folder, encoder)
    for path in sorted(p for p in folder.iterdir() if p.name != ".lock"):
        good = path.read_bytes()
        path.write_bytes(good[: int(share * len(good))])
        with pytest.raises(BadIndex, match="kutip index build"):
            opened(folder, encoder)
        path.write_bytes(good)


def test_a_missing_file_a_missing_index_and_a_foreign_folder_are_refused(tmp_path, encoder):
    folder = tmp_path / "ix"
    with pytest.raises(BadIndex, match="There is no index"):
        opened(folder, encoder)
    written(folder, encoder)
    next(folder.glob("*.faiss")).unlink()
    with pytest.raises(BadIndex, match="lacks its file"):
        opened(folder, encoder)
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "cat.jpg").write_bytes(b"x")
    with pytest.raises(BadIndex, match="is not empty and holds no Kutip index"):
        written(foreign, encoder)
    assert (foreign / "cat.jpg").read_bytes() == b"x"


def test_an_index_of_another_format_splitter_or_encoder_is_refused(tmp_path, encoder):
    folder = tmp_path / "ix"
    written(folder, encoder)
    with pytest.raises(BadIndex, match="was split by 'by hand'"):
        load_index(folder, lambda name: encoder, "another splitter")
    other = Encoder(HandModel(), "hand", "hand/2", None)
    with pytest.raises(BadIndex, match="'hand/1'"):
        opened(folder, other).search("itik")
    manifest = read_manifest(folder) | {"kutip_index": 99}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BadIndex, match="has format 99"):
        opened(folder, encoder)


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_an_error_at_any_step_of_writing_leaves_the_old_index_whole(tmp_path, encoder, monkeypatch, call, code):
    folder = tmp_path / "ix"
    old = written(folder, encoder)
    # Count the calls of one good run, then fail at each of them in turn.
    failures = 0
    for step in range(40):
        calls = 0

        def failing(original, step=step):
            def wrapped(*args, **kwargs):
                nonlocal calls
                calls += 1
                if calls == step + 1:
                    raise OSError(code, os.strerror(code))
                return original(*args, **kwargs)

            return wrapped

        with monkeypatch.context() as patch:
            if call == "fsync":
                patch.setattr(store_module.os, "fsync", failing(os.fsync))
            elif call == "replace":
                patch.setattr(Path, "replace", failing(Path.replace))
            else:
                patch.setattr(store_module.os, "fdopen", failing(os.fdopen))
            try:
                written(folder, encoder, "Tiga kambing lari jauh sekali.\nEmpat burung terbang.")
            except BadIndex as error:
                failures += 1
                assert os.strerror(code) in error.message
            else:
                break
        current = opened(folder, encoder)
        # Once the manifest is replaced the new index stands, whole.
        assert current.id == old or len(current.entries["a"].sentences) == 2
    assert failures >= 3
    assert opened(folder, encoder).entries["a"].article.text.startswith("Tiga")
    assert not list(folder.glob("*.part"))


def test_a_writer_killed_at_any_moment_leaves_an_index_that_loads(tmp_path, encoder):
    folder = tmp_path / "ix"
    written(folder, encoder)
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); sys.path.insert(0, os.path.join(sys.argv[1], 'tests'))\n"
        "from pathlib import Path; import itertools\n"
        "from index import Encoder; from index import store; from test_store import HandModel, written\n"
        "left = itertools.count(int(sys.argv[3]), -1); sync = os.fsync\n"
        "def dying(descriptor):\n"
        "    sync(descriptor)\n"
        "    if next(left) == 0: os.kill(os.getpid(), 9)\n"
        "store.os.fsync = dying\n"
        "hand = Encoder(HandModel(), 'hand', 'hand/1', None)\n"
        "written(Path(sys.argv[2]), hand, 'Tiga kambing lari.\\nEmpat burung.')\n"
    )
    outcomes = set()
    for moment in range(7):
        result = subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parents[1]), str(folder), str(moment)],
            check=False,
            capture_output=True,
        )
        text = opened(folder, encoder).entries["a"].article.text
        outcomes.add((result.returncode, text[:4]))
        assert text in ("Satu ayam makan padi.\nDua itik minum susu.", "Tiga kambing lari.\nEmpat burung.")
    assert (-9, "Satu") in outcomes


def test_two_writers_take_turns_and_a_reader_never_sees_a_mix(tmp_path, encoder):
    folder = tmp_path / "ix"
    texts = {"Satu ayam makan padi.": 1, "Dua itik.\nTiga angsa.\nEmpat burung.": 3}
    written(folder, encoder, next(iter(texts)))
    stop, wrong = threading.Event(), []

    def read():
        while not stop.is_set():
            entry = opened(folder, encoder).entries["a"]
            if texts.get(entry.article.text) != len(entry.sentences):
                wrong.append(entry)

    def write(number, text):
        (tmp_path / str(number)).mkdir(exist_ok=True)
        for _ in range(8):
            path = tmp_path / str(number) / "a.txt"
            path.write_text(text, encoding="utf-8")
            entry = Entry(load_article(path), split(text, "id"))
            vectors = encoder.encode_passages([entry.text_of(s) for s in entry.sentences])
            write_index(folder, [entry], VectorIndex.over(vectors), VectorIndex.over(vectors), encoder, SPLITTER)

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(i, text)) for i, text in enumerate(texts)]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    assert not wrong
    assert sum(1 for p in folder.iterdir() if p.suffix == ".faiss") == len(
        set(read_manifest(folder)["files"]) & {p.name for p in folder.glob("*.faiss")}
    )
