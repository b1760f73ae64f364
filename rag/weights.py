"""The reader's weights: 8-bit matrices in one safetensors file, over the bundled encoder's embeddings.

Matrices are stored as int8 with one float32 scale a row, vectors as float16. Word and position
embeddings are not stored: they are the bundled encoder's own.
"""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from rag.halved import halve, is_fast
from rag.reader import Reader, ReaderNet

if TYPE_CHECKING:
    from transformers import BertModel

    from index import Encoder

_SHARED = ("body.embeddings.word_embeddings.weight", "body.embeddings.position_embeddings.weight")
_SCALE = "/scale"


def new_net(body: BertModel) -> ReaderNet:
    """Return an untrained reader over an encoder body whose large embeddings stay frozen."""
    net = ReaderNet(body)
    parameters = dict(net.named_parameters())
    for name in _SHARED:
        parameters[name].requires_grad_(False)
    with torch.no_grad():
        types = body.embeddings.token_type_embeddings.weight
        types[1].copy_(types[0])
    return net


def save(net: ReaderNet, path: Path) -> str:
    """Write what was trained and return the file's SHA-256."""
    tensors: dict[str, Tensor] = {}
    for name, value in net.state_dict().items():
        if name in _SHARED or name.endswith("position_ids"):
            continue
        if value.ndim == 2 and value.numel() > 10_000:
            scale = value.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
            tensors[name] = (value / scale).round().to(torch.int8)
            tensors[name + _SCALE] = scale.squeeze(1)
        else:
            tensors[name] = value.to(torch.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def restore(net: ReaderNet, path: Path) -> None:
    """Load trained weights into a net whose large embeddings are in place."""
    state: dict[str, Tensor] = {}
    with safe_open(path, framework="pt") as file:
        names = list(file.keys())
        for name in names:
            if name.endswith(_SCALE):
                continue
            value = file.get_tensor(name)
            if name + _SCALE in names:
                value = value.float() * file.get_tensor(name + _SCALE).unsqueeze(1)
            state[name] = value.float()
    missing = set(dict(net.named_parameters())) - set(state) - set(_SHARED)
    if missing:
        raise ValueError(f"{path} lacks {sorted(missing)[:3]}")
    net.load_state_dict(state, strict=False)
    net.requires_grad_(False)


FILE = Path(__file__).parent / "reader.safetensors"
SHA256 = "376e1abd96bb4f58fe72a777a57391eea0acc9adbbb28577474f747b939fff4f"


def load_reader(encoder: Encoder, path: Path = FILE) -> Reader:
    """Load the trained reader over the bundled encoder's word embeddings.

    They are shared in memory with ``encoder`` where that is the bundled one.

    Raises:
        EncoderUnavailable: the bundled encoder cannot be had here, or the weights are not the expected ones.
    """
    from transformers import AutoTokenizer, BertModel

    from index import bundled
    from index.cache import cache_folder
    from index.errors import EncoderUnavailable

    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise EncoderUnavailable(
            f"The reader's weights {path} are not the expected ones: restore the file or install again."
        )
    if encoder.identity == bundled.IDENTITY:
        source = encoder.model[0].auto_model
        tokenizer = encoder.model.tokenizer
    else:
        folder = bundled.unpacked(cache_folder())
        source = BertModel.from_pretrained(folder, add_pooling_layer=False)
        tokenizer = AutoTokenizer.from_pretrained(folder)
    # A copy of the body with everything but the large embeddings: a new model would first be drawn at random.
    embeddings = source.embeddings
    kept = (embeddings.word_embeddings, embeddings.position_embeddings)
    net = ReaderNet(copy.deepcopy(source, {id(module): module for module in kept}))
    restore(net, path)
    if is_fast():
        halve(net.body.encoder)
    return Reader(net, tokenizer)
