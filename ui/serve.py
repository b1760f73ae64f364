"""Serve the page: on this machine without ceremony, beyond it only with a login."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

from index.errors import BadOption
from ui.mount import NOTHING, Beside
from ui.shield import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

    import gradio as gr

    from rag import Assistant

# Questions waiting; beyond that a visitor is told at once that Kutip is busy.
MAX_WAITING = 32
_SESSIONS = 500
Login = tuple[str, str]


def check_address(host: str, port: int, user: str | None, password: str | None) -> None:
    """Refuse an address that cannot be served on, before anything slow is loaded.

    Raises:
        BadOption: the port is taken or none at all, the host is not this machine's, or the page
            would be open to others without a login.
    """
    if not 0 <= port <= 65535:
        raise BadOption(f"There is no port {port}: choose one from 1 to 65535, or 0 for any that is free.")
    if not is_loopback(host) and not (user and password):
        lacking = [name for name, value in (("--user", user), ("KUTIP_PASSWORD", password)) if not value]
        raise BadOption(
            f"On {host} others can reach the page, so it needs a login: set {' and '.join(lacking)}, "
            "or leave --host out to serve this machine alone."
        )
    if user and not password:
        raise BadOption(f"The user {user!r} has no password: set it in KUTIP_PASSWORD, or leave --user out.")
    with bound(host, port):
        pass


def serve(
    assistant: Assistant,
    *,
    host: str,
    port: int,
    login: Login | None,
    open_browser: bool,
    beside: Beside = NOTHING,
) -> None:
    """Serve the page until Ctrl-C.

    Args:
        assistant: answers the questions.
        host: the address; see ``check_address``.
        port: 0 takes any that is free.
        login: user name and password, for a page that others can reach.
        open_browser: whether to open the page here.
        beside: what else is switched on.

    Raises:
        BadOption: as ``check_address``.
    """
    # A shell that starts a program in the background has it ignore SIGINT; the page is to be ended by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with serving(assistant, host=host, port=port, login=login, beside=beside) as address:
        print(f"Kutip is at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)  # noqa: T201
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


@contextlib.contextmanager
def serving(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    login: Login | None = None,
    beside: Beside = NOTHING,
) -> Iterator[str]:
    """Serve the page while the context is open; gives its address.

    Raises:
        BadOption: as ``check_address``.
    """
    check_address(host, port, *(login or (None, None)))
    with bound(host, port) as held:
        port = held.getsockname()[1]
    tame_environment()
    from ui.page import build_page

    page, desk = build_page(assistant, beside)
    ended = threading.Event()
    warming = threading.Thread(target=desk.suggestions.warm, args=(ended,), name="suggestions")
    try:
        address = _launch(page, host, port, login, beside)
        warming.start()
        yield address
    finally:
        ended.set()
        page.close(verbose=False)
        # A model at work while the program ends would abort it.
        if warming.ident is not None:
            warming.join()


def tame_environment() -> None:
    """Take from the environment whatever could open the page wider than it was asked to be.

    Every ``GRADIO_*`` variable goes: one of them serves any folder, one makes a public tunnel, one
    names the folder whose files are served. Nothing may be looked up, counted or proxied.
    """
    for name in [name for name in os.environ if name.upper().startswith("GRADIO_")]:
        del os.environ[name]
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
    # Gradio asks its own server whether it is up; a proxy would not know.
    for name in ("NO_PROXY", "no_proxy"):
        kept = [part for part in os.environ.get(name, "").split(",") if part.strip()]
        os.environ[name] = ",".join(dict.fromkeys([*kept, "127.0.0.1", "localhost", "::1"]))


def _launch(page: gr.Blocks, host: str, port: int, login: Login | None, beside: Beside) -> str:
    from starlette.middleware import Middleware
    from starlette.routing import Mount

    from ui import points_tab
    from ui.page import SCRIPT, STYLE, theme
    from ui.shield import Shield

    page.queue(api_open=False, max_size=MAX_WAITING)
    _, address, _ = page.launch(
        server_name=f"[{host}]" if ":" in host else host,
        # Left to itself Gradio gives up where its own page takes over 3 s, as it does on a busy machine.
        _frontend=False,
        server_port=port,
        auth=login,
        quiet=True,
        share=False,
        inbrowser=False,
        prevent_thread_lock=True,
        show_error=False,
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        footer_links=[],
        max_file_size=1,
        state_session_capacity=_SESSIONS,
        theme=theme(),
        css=STYLE.read_text("utf-8") + points_tab.STYLE.read_text("utf-8"),
        js=points_tab.joined(SCRIPT, points_tab.SCRIPT),
        app_kwargs={
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
            "middleware": [Middleware(Shield, host=host, mounts=tuple(beside.mounts))],
            "routes": [Mount(path, app) for path, app in beside.mounts.items()],
        },
    )
    return address


@contextlib.contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """Hold a host and port; gives the socket that listens there, on a port of its choice where it was 0.

    Raises:
        BadOption: it cannot be held.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as held:
            # As the server will: a connection of a page closed a moment ago does not count as busy.
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(address)
            held.listen()
            yield held
    except socket.gaierror as error:
        raise BadOption(f"There is no host {host!r} here: use 127.0.0.1 for this machine alone.") from error
    except PermissionError as error:
        raise BadOption(f"Port {port} may not be used by this user: choose one above 1023 with --port.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadOption(
                f"Port {port} is in use, perhaps by another Kutip: end that program, or choose another "
                "with --port (0 takes any that is free)."
            ) from error
        raise BadOption(
            f"The address {host} cannot be served on ({error.strerror}): use 127.0.0.1, or an address of this machine."
        ) from error
