"""An index on disk: files named by their content, and a manifest that is replaced in one step.

    DIR/manifest.json                 what is in the index and the SHA-256 of every file
    DIR/ipcnkr-jakarta-<hash>.txt     each article, byte for byte
    DIR/sentences-<hash>.jsonl        segments, metadata and translations, a line an article
    DIR/sentences-<hash>.faiss        one vector a sentence
    DIR/passages-<hash>.faiss         one vector a sentence with its neighbours

Whoever reads sees one manifest and the files it names, all old or all new: new files are written
and flushed first, then the manifest is replaced, then what nothing names is removed. A crash at
any point leaves the manifest that stood before. Nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.article import Article
from index.dense import VectorIndex
from index.encoder import Encoder
from index.errors import BadIndex
from index.search import Entry, Index
from index.sentences import Heading, Segment, Sentence
from index.translation import Translation

FORMAT = 2
MANIFEST = "manifest.json"
_LOCK = ".lock"
_LOCK_SECONDS = 600.0
_KEYS = {"kutip_index", "splitter", "encoder", "dimensions", "articles", "counts", "files"}
_OWN = (".txt", ".jsonl", ".faiss", ".part")


def write_index(
    out: Path,
    entries: Sequence[Entry],
    sentence_vectors: VectorIndex,
    passage_vectors: VectorIndex,
    encoder: Encoder,
    splitter: str,
) -> str:
    """Write an index directory atomically and return the index's id.

    Raises:
        BadIndex: the directory cannot be written, or holds something else.
    """
    import filelock

    sentences = sum(len(entry.sentences) for entry in entries)
    files = [(f"{entry.article.id}", ".txt", entry.article.text.encode()) for entry in entries]
    files += [
        ("sentences", ".jsonl", _segment_lines(entries)),
        ("sentences", ".faiss", sentence_vectors.to_bytes()),
        ("passages", ".faiss", passage_vectors.to_bytes()),
    ]
    named = {f"{stem}-{_sha(content)[:12]}{suffix}": content for stem, suffix, content in files}
    manifest = {
        "kutip_index": FORMAT,
        "splitter": splitter,
        "encoder": {"name": encoder.name, "identity": encoder.identity},
        "dimensions": encoder.dimensions,
        "articles": [
            {
                "id": e.article.id,
                "sha256": e.article.sha256,
                "sentences": len(e.sentences),
                "file": f"{e.article.id}-{_sha(e.article.text.encode())[:12]}.txt",
            }
            for e in entries
        ],
        "counts": {"articles": len(entries), "sentences": sentences},
        "files": {name: {"sha256": _sha(content), "bytes": len(content)} for name, content in sorted(named.items())},
    }
    content = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(out / _LOCK, timeout=_LOCK_SECONDS):
            _refuse_foreign(out)
            for name, body in named.items():
                _write(out, name, body)
            _flush_folder(out)
            _write(out, MANIFEST, content)
            _flush_folder(out)
            _sweep(out, set(named))
    except filelock.Timeout as error:
        raise BadIndex(
            f"Another process has been writing {out} for {_LOCK_SECONDS:.0f} s: wait for it or end it."
        ) from error
    except OSError as error:
        raise BadIndex(
            f"The index could not be written to {out} ({error.strerror}): make room there or name another "
            "folder with --out; an index that stood there is unchanged."
        ) from error
    return _sha(content)[:12]


def load_index(folder: Path, encoder: Callable[[str], Encoder], splitter: str) -> Index:
    """Load and verify an index directory.

    Args:
        folder: the directory.
        encoder: loads the encoder of a given name; called at the first question.
        splitter: identity of this version's sentence splitter; another one's index is stale.

    Raises:
        BadIndex: missing, foreign, stale or damaged; the message holds the command that rebuilds it.
    """
    for attempt in (1, 2):
        manifest, content = _manifest(folder)
        try:
            return _loaded(folder, manifest, _sha(content)[:12], encoder, splitter)
        except FileNotFoundError as error:
            # A writer may have swept the files between the manifest and here; then there is a new manifest.
            if attempt == 2:
                raise BadIndex(
                    f"The index {folder} lacks its file {Path(str(error.filename)).name}: {_rebuild(folder, manifest)}"
                ) from error
    raise AssertionError("unreachable")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest; nothing else is read or verified.

    Raises:
        BadIndex: there is none, or it is another version's.
    """
    return _manifest(folder)[0]


def index_id(folder: Path) -> str:
    """Return the id of the index that stands in a folder."""
    return _sha(_manifest(folder)[1])[:12]


def _manifest(folder: Path) -> tuple[dict[str, Any], bytes]:
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadIndex(f"There is no index in {folder} ({MANIFEST}: {error.strerror}): {_rebuild(folder)}") from error
    try:
        manifest = json.loads(content)
    except ValueError as error:
        raise BadIndex(f"{path} is damaged (not JSON): {_rebuild(folder)}") from error
    if not isinstance(manifest, dict) or "kutip_index" not in manifest:
        raise BadIndex(f"{path} is not a Kutip index's: {_rebuild(folder)}")
    if manifest["kutip_index"] != FORMAT:
        raise BadIndex(
            f"The index {folder} has format {manifest['kutip_index']!r}, this version reads {FORMAT}: "
            f"{_rebuild(folder)}"
        )
    if set(manifest) != _KEYS:
        raise BadIndex(f"{path} is damaged (keys {sorted(set(manifest) ^ _KEYS)}): {_rebuild(folder)}")
    return manifest, content


def _loaded(
    folder: Path, manifest: dict[str, Any], identity: str, encoder: Callable[[str], Encoder], splitter: str
) -> Index:
    if manifest["splitter"] != splitter:
        raise BadIndex(
            f"The index {folder} was split by {manifest['splitter']!r}, this version splits by {splitter!r}: "
            f"{_rebuild(folder, manifest)}"
        )
    try:
        contents = {name: _verified(folder, manifest, name) for name in manifest["files"]}
        lines = next(c for n, c in contents.items() if n.endswith(".jsonl")).decode().splitlines()
        texts = {row["id"]: contents[row["file"]].decode() for row in manifest["articles"]}
        entries = [_entry(json.loads(line), texts) for line in lines]
        rows, dimensions = manifest["counts"]["sentences"], manifest["dimensions"]
        vectors = {
            stem: VectorIndex.from_bytes(
                next(c for n, c in contents.items() if n.startswith(stem) and n.endswith(".faiss")), rows, dimensions
            )
            for stem in ("sentences-", "passages-")
        }
        name, wanted = manifest["encoder"]["name"], manifest["encoder"]["identity"]
        found = sum(len(entry.sentences) for entry in entries)
    except (KeyError, TypeError, ValueError, StopIteration, AttributeError) as error:
        raise BadIndex(
            f"The index {folder} is damaged ({type(error).__name__} in its manifest): {_rebuild(folder, manifest)}"
        ) from error
    if found != rows:
        raise BadIndex(
            f"The index {folder} holds {found} sentences where its manifest says {rows}: {_rebuild(folder, manifest)}"
        )

    def checked() -> Encoder:
        loaded = encoder(name)
        if (loaded.identity, loaded.dimensions) != (wanted, dimensions):
            raise BadIndex(
                f"The index {folder} was made with the encoder {wanted!r} ({dimensions} dimensions), but "
                f"{name!r} is now {loaded.identity!r} ({loaded.dimensions}): {_rebuild(folder, manifest)}"
            )
        return loaded

    return Index(entries, vectors["sentences-"], vectors["passages-"], checked, identity)


def _verified(folder: Path, manifest: dict[str, Any], name: str) -> bytes:
    if Path(name).name != name:
        raise BadIndex(f"The index {folder} names the file {name!r} outside itself: {_rebuild(folder, manifest)}")
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadIndex(f"{folder / name} cannot be read ({error.strerror}): {_rebuild(folder, manifest)}") from error
    expected = manifest["files"][name]
    if len(content) != expected["bytes"] or _sha(content) != expected["sha256"]:
        raise BadIndex(
            f"{folder / name} is damaged ({len(content)} bytes, SHA-256 {_sha(content)[:12]}…): "
            f"{_rebuild(folder, manifest)}"
        )
    return content


def _rebuild(folder: Path, manifest: dict[str, Any] | None = None) -> str:
    articles = "ARTICLE..."
    if manifest and isinstance(manifest.get("articles"), list):
        names = [str(a.get("id")) + ".txt" for a in manifest["articles"] if isinstance(a, dict)]
        articles = " ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    return f"build it with: kutip index build {articles} --out {folder}"


def _segment_lines(entries: Sequence[Entry]) -> bytes:
    rows = []
    for entry in entries:
        about = asdict(entry.article)
        del about["text"]
        rows.append(
            json.dumps(
                {
                    "article": about,
                    "segments": [
                        [s.number, s.start, s.end, s.paragraph, s.quotation]
                        if isinstance(s, Sentence)
                        else [None, s.start, s.end, s.paragraph, None]
                        for s in entry.segments
                    ],
                    "translations": [asdict(t) for t in entry.translations],
                },
                ensure_ascii=False,
            )
        )
    return ("\n".join(rows) + "\n").encode()


def _entry(row: dict[str, Any], texts: dict[str, str]) -> Entry:
    about = row["article"]
    article = Article(text=texts[about["id"]], **about)
    segments: list[Segment] = [
        Heading(start=start, end=end, paragraph=paragraph)
        if number is None
        else Sentence(number=number, start=start, end=end, paragraph=paragraph, quotation=quotation)
        for number, start, end, paragraph, quotation in row["segments"]
    ]
    if any(not 0 <= s.start < s.end <= len(article.text) for s in segments):
        raise ValueError("a span outside the text")
    translations = tuple(
        Translation(t["language"], t["by"], tuple(t["texts"]), t["note"]) for t in row["translations"]
    )
    return Entry(article, tuple(segments), translations)


def _refuse_foreign(out: Path) -> None:
    path = out / MANIFEST
    if path.exists():
        try:
            ours = "kutip_index" in json.loads(path.read_bytes())
        except (ValueError, TypeError):
            ours = path.read_bytes().startswith(b'{\n "kutip_index"')
        if not ours:
            raise BadIndex(f"{path} belongs to something else: name an empty folder with --out.")
    elif any(p.name != _LOCK and not p.name.endswith(_OWN) for p in out.iterdir()):
        raise BadIndex(f"{out} is not empty and holds no Kutip index: name an empty folder with --out.")


def _write(folder: Path, name: str, content: bytes) -> None:
    handle, scratch = tempfile.mkstemp(prefix=name + ".", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(0o644)
        Path(scratch).replace(folder / name)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename is as durable as it gets.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: Path, keep: set[str]) -> None:
    for path in folder.iterdir():
        if path.name not in keep and path.name.endswith(_OWN):
            path.unlink(missing_ok=True)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
