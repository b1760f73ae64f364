"""An encoder and a reader that compute nothing twice, so that many answerers cost little more than one.

They give what the ones they are made from give; the ablations of Kutip read the same windows as Kutip does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from index import Encoder
from rag.reader import Reader, Reading, Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RememberingEncoder(Encoder):
    """Encode each question once."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.identity = encoder.name, encoder.identity
        self.folder, self.dimensions = encoder.folder, encoder.dimensions
        self._encoder = encoder
        self._question = functools.cache(encoder.encode_question)

    @property
    def model(self) -> Any:
        """The sentence-transformers model itself."""
        return self._encoder.model

    def encode_question(self, question: str) -> NDArray[np.float32]:
        """Return one unit vector [dimensions]."""
        return self._question(question)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> NDArray[np.float32]:
        """Return unit vectors [len(texts), dimensions], not remembered."""
        return self._encoder.encode_passages(texts, progress)


class RememberingReader(Reader):
    """Read each question with the same windows once, and judge each statement with the same evidence once."""

    def __init__(self, reader: Reader) -> None:
        self._read = functools.cache(lambda question, windows: reader.read(question, windows))
        self._support = functools.cache(reader.support)

    def read(self, question: str, windows: Sequence[Window]) -> tuple[tuple[Reading, ...], ...]:
        """Return one reading per sentence of each window, in order."""
        return self._read(question, tuple(windows))

    def support(self, statement: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities that evidence entails, leaves open, or contradicts a statement."""
        return self._support(statement, evidence)
