"""What other packages put beside the chat: found by name, never imported by ``ui``, and off unless asked for."""

from __future__ import annotations

import importlib.metadata
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.errors import BadOption

if TYPE_CHECKING:
    from starlette.types import ASGIApp

RATING = "/rate"
Keep = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Beside:
    """Apps by the path they are put under, and what keeps readers' flags (None: there is no such button)."""

    mounts: Mapping[str, ASGIApp] = field(default_factory=dict)
    keep_flag: Keep | None = None


NOTHING = Beside()


def beside(raters: str | None, flags: str | None) -> Beside:
    """Return what ``--raters`` and ``--flags`` switch on, each given a file.

    Raises:
        BadOption: what they need is not installed, or their file cannot be used.
    """
    mounts = {} if raters is None else {RATING: _plugin("page", "--raters")(raters)}
    return Beside(mounts, None if flags is None else _plugin("flags", "--flags")(flags))


def _plugin(name: str, option: str) -> Callable[[str], Any]:
    found = importlib.metadata.entry_points(group="kutip.rating", name=name)
    if not found:
        raise BadOption(f"Nothing installed here can do what {option} asks for: install Kutip whole.")
    plugin: Callable[[str], Any] = next(iter(found)).load()
    return plugin


def serve_mounted(mounts: Mapping[str, ASGIApp], *, host: str, port: int) -> None:
    """Serve such apps alone, behind the same shield as the page, until Ctrl-C. They sign people in themselves.

    Raises:
        BadOption: the address cannot be served on.
    """
    import contextlib

    import uvicorn
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.routing import Mount

    from ui.serve import bound
    from ui.shield import Shield

    signal.signal(signal.SIGINT, signal.default_int_handler)
    app = Starlette(
        routes=[Mount(path, each) for path, each in mounts.items()],
        middleware=[Middleware(Shield, host=host, mounts=tuple(mounts))],
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
    name = f"[{host}]" if ":" in host else host
    with bound(host, port) as held, contextlib.suppress(KeyboardInterrupt):
        for path in mounts:
            address = f"http://{name}:{held.getsockname()[1]}{path}/"
            print(f"Kutip is at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)  # noqa: T201
        server.run(sockets=[held])
