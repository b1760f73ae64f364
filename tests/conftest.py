"""What several tests share: the shipped index, an assistant over it, and its page on a free port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("kutip", deadline=None)
settings.load_profile("kutip")

_KUTIP = "from ui.cli import main; main()"
CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def shipped():
    from index import shipped_index

    return shipped_index()


@pytest.fixture(scope="session")
def assistant(shipped):
    from rag import Assistant

    return Assistant(shipped)


@pytest.fixture(scope="session")
def encoder(shipped):
    return shipped.encoder


@pytest.fixture(scope="session")
def reader(assistant):
    return assistant.reader


@contextlib.contextmanager
def chat(*options: str, program: str = _KUTIP, **environment: str) -> Iterator[str]:
    """Run ``kutip chat`` with options on a free port, as people do; gives the page's address.

    A process of its own, because a web server leaves threads, sockets and event loops behind.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "chat", "--no-browser", "--port", "0", *options],
            cwd=Path(__file__).parents[1], env=os.environ | environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=said,
        )  # fmt: skip
        try:
            yield _address(process, said)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
    assert process.returncode == 0


def _address(process, said) -> str:
    for _ in range(3000):
        said.seek(0)
        text = said.read().decode()
        found = re.search(r"^Kutip is at (\S+)", text, re.MULTILINE)
        if found:
            return found.group(1)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the page did not start: {text}")


@pytest.fixture(scope="session")
def page_server(shipped) -> Iterator[str]:
    """The address of the shipped article's page."""
    with chat() as address:
        yield address


# Not for the whole session: Playwright keeps an event loop running, in which no other can be run.
@pytest.fixture(scope="module")
def chromium():
    """A headless browser; without one the test is skipped, or fails if KUTIP_REQUIRE_BROWSER=1."""
    if not CHROMIUM.exists():
        complain = pytest.fail if os.environ.get("KUTIP_REQUIRE_BROWSER") == "1" else pytest.skip
        complain(f"{CHROMIUM} is missing: install Debian's chromium to test the page in a real browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Seen:
    """What a visit must not have: requests to elsewhere, dialogs, errors of scripts."""

    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., object]]:
    """Open an address in a fresh browser profile; at the end, nothing may have left this machine."""
    contexts, seen = [], Seen()

    def open_page(address, *, width=1360, height=880, scheme="light", locale="id-ID", motion="reduce"):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, reduced_motion=motion
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.goto(address)
        # They come last, and at a fresh server only once they have been tried out.
        page.wait_for_selector("#suggestions button", timeout=60_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in seen.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
    assert (seen.dialogs, seen.errors) == ([], [])
