"""The sentence encoder: any sentence-transformers model, by default the bundled one.

sentence-transformers and torch are imported when the first encoder is loaded, not before.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib
import importlib.machinery
import logging
import os
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import bundled
from index.cache import cache_folder
from index.errors import EncoderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

_BATCH = 32


class Encoder:
    """Encode questions and passages into unit vectors; safe to share between threads."""

    def __init__(self, model: SentenceTransformer, name: str, identity: str, folder: Path | None) -> None:
        self._model = model
        # Fast tokenizers raise "Already borrowed" when two threads change their padding at once.
        self._lock = threading.Lock()
        self.name = name
        self.identity = identity
        self.folder = folder
        self.dimensions = int(model.get_embedding_dimension() or 0)

    @property
    def model(self) -> SentenceTransformer:
        """The sentence-transformers model itself."""
        return self._model

    def encode_question(self, question: str) -> NDArray[np.float32]:
        """Return one unit vector [dimensions]."""
        with self._lock:
            vectors = self._plain(self._model.encode_query([question], normalize_embeddings=True))
        return vectors.reshape(-1)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> NDArray[np.float32]:
        """Return unit vectors [len(texts), dimensions]; ``progress`` gets (done, total) after each batch."""
        import numpy as np

        # Like lengths together: padding is wasted work.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            with self._lock:
                found = self._model.encode_document([texts[i] for i in rows], normalize_embeddings=True)
            vectors[rows] = self._plain(found)
            progress(min(start + _BATCH, len(order)), len(order))
        return vectors

    @staticmethod
    def _plain(vectors: Any) -> NDArray[np.float32]:
        import numpy as np

        return np.ascontiguousarray(vectors, dtype=np.float32)


def load_encoder(name: str = bundled.NAME, progress: Callable[[str], None] = lambda step: None) -> Encoder:
    """Load an encoder.

    Args:
        name: ``bundled``, a hub id, or a local sentence-transformers folder.
        progress: told what is being done, in a few words, where it takes time.

    Raises:
        EncoderUnavailable: it cannot be loaded here.
    """
    folder = bundled.unpacked(cache_folder(), progress) if name == bundled.NAME else Path(name)
    local = folder.is_dir()
    if not local and (name.startswith((".", "/", "~")) or name.count("/") > 1):
        raise EncoderUnavailable(
            f"There is no model folder {name}: give a sentence-transformers folder, a hub id, "
            "or leave the option out for the bundled encoder."
        )
    progress("loading the encoder")
    # The library reports missing files and refused downloads with many types; these are their roots.
    try:
        with uncollected():
            model = _sentence_transformer(str(folder) if local else name, local)
    except (OSError, ValueError, RuntimeError) as error:
        raise EncoderUnavailable(
            f"The encoder {name!r} cannot be loaded ({_first_line(error)}): check the name, or "
            "leave the option out for the bundled encoder."
        ) from error
    identity = bundled.IDENTITY if name == bundled.NAME else _identity(folder) if local else name
    return Encoder(model, name, identity, folder if local else None)


def _sentence_transformer(name: str, local: bool) -> SentenceTransformer:
    # Explicitly, so that a machine without a network does not wait for a hub.
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with _without_scikit_learn():
        from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    return SentenceTransformer(
        name,
        device="cpu",
        local_files_only=local,
        model_kwargs={"add_pooling_layer": False}
        if local and (Path(name) / "config.json").is_file() and _is_bert(Path(name))
        else None,
    )


def _is_bert(folder: Path) -> bool:
    return '"model_type": "bert"' in (folder / "config.json").read_text(encoding="utf-8")


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Load large libraries and models without the cyclic collector looking through them.

    They create millions of objects that stay until the process ends. Looking for garbage among them cost
    1.1 s of 5.0 s of loading, and 1.7 s more when the process ended.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@contextlib.contextmanager
def _without_scikit_learn() -> Iterator[None]:
    """Let sentence-transformers import without scikit-learn.

    It imports it (1.1 s of 4.8 s) for one distance that Kutip never computes. The stand-in
    imports the real function if it is called after all, and is gone afterwards, so that
    whoever needs scikit-learn gets it.
    """
    names = [n for n in ("sklearn", "sklearn.metrics") if n not in sys.modules]
    if len(names) < 2:
        yield
        return
    for name in names:
        sys.modules[name] = _stand_in(name)
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


def _stand_in(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
    module.__path__ = []

    def deferred(attribute: str) -> Callable[..., Any]:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return lambda *args, **kwargs: getattr(importlib.import_module(name), attribute)(*args, **kwargs)

    module.__getattr__ = deferred  # type: ignore[method-assign]
    return module


def _identity(folder: Path) -> str:
    """Hash what decides a local model's vectors, so that a retrained model is noticed."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".safetensors", ".json", ".bin") and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return f"folder/{digest.hexdigest()[:12]}"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
