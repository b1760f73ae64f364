"""Dense search: exact inner product with FAISS, the only module that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import BadIndex

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray


class VectorIndex:
    """Unit vectors [rows, dimensions], searched exactly: articles are small enough."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def over(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        """Index vectors [rows, dimensions]."""
        import faiss

        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(flat)

    @classmethod
    def from_bytes(cls, content: bytes, rows: int, dimensions: int) -> VectorIndex:
        """Read what ``to_bytes`` gave; its hash must have been checked, FAISS loads damaged files too.

        Raises:
            BadIndex: it is no FAISS index of that shape.
        """
        import faiss
        import numpy as np

        try:
            flat = faiss.deserialize_index(np.frombuffer(content, np.uint8))
        except RuntimeError as error:
            raise BadIndex("The vectors in the index are not a FAISS index: build it again.") from error
        if (flat.ntotal, flat.d) != (rows, dimensions):
            raise BadIndex(
                f"The index holds {flat.ntotal} vectors of {flat.d} dimensions where its manifest says "
                f"{rows} of {dimensions}: build it again."
            )
        return cls(flat)

    def to_bytes(self) -> bytes:
        """Return the FAISS file's content."""
        import faiss

        return bytes(faiss.serialize_index(self._flat).tobytes())

    def similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of a unit vector [dimensions] with every row [rows]."""
        import numpy as np

        flat = self._flat
        found, rows = flat.search(vector[None, :], flat.ntotal)
        similarities = np.empty(flat.ntotal, np.float32)
        similarities[rows[0]] = found[0]
        return similarities
