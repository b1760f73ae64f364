"""Where Kutip keeps what it can make again: the unpacked encoder and the shipped article's index."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return ``KUTIP_CACHE``, or the user's cache folder; it need not exist yet."""
    named = os.environ.get("KUTIP_CACHE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("kutip")
