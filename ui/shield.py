"""What stands between the network and Gradio: which requests get in, and what every response says.

Gradio has no limit on bodies or rates, answers on some sixty routes, and believes the Host header.
The page needs a dozen routes; everything else is not found.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import secrets
import socket
import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A question of 2,000 characters is at most 24 kB of JSON.
MAX_BODY = 256 * 1024
# A body that is still not whole by then is being held back.
BODY_SECONDS = 10.0
# Requests that start work, per address: a reader sends a few a minute, a newsroom may share one.
MAX_STARTS = 240
PER_SECONDS = 60.0
# Wrong passwords are guessed one request at a time.
MAX_LOGINS = 10
_ADDRESSES = 4096

_OPEN = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/logout/?|/(?:assets|static)/[\w./-]+|"
    r"/gradio_api/(?:theme\.css|startup-events|queue/data|login_check/?|heartbeat/\w{1,64})"
)
_POSTS = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)/?|/login/?")
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# An app beside the page has scripts and styles in files of its own.
_MOUNT_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class Shield:
    """ASGI middleware that refuses what the page does not need.

    Args:
        app: what it guards.
        host: the address that the server is bound to; beyond loopback, IP addresses and this
            machine's name are accepted in the Host header too. A name that an attacker points at
            this machine is not.
        mounts: paths of apps beside the page, each with files right under it, posts under ``/api/``
            and a ``/api/sign-in`` that is guessed at no faster than the page's own login.
    """

    def __init__(self, app: ASGIApp, host: str, mounts: Sequence[str] = ()) -> None:
        self._app = app
        self._host = host
        under = "|".join(map(re.escape, mounts)) or "(?!)"
        self._mounted = re.compile(rf"(?:{under})/[\w.-]*")
        self._mounted_posts = re.compile(rf"(?:{under})/api/[\w-]+")
        self._starts = Rate(MAX_STARTS, PER_SECONDS)
        self._logins = Rate(MAX_LOGINS, PER_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on and add to its response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        if refusal is None and scope["method"] == "POST":
            try:
                receive = await asyncio.wait_for(_whole_body(receive), BODY_SECONDS)
            except TimeoutError:
                refusal = (408, "the request took too long")
            except _TooLarge:
                refusal = (413, f"the request is larger than {MAX_BODY} bytes")
        nonce = secrets.token_urlsafe(16)
        policy = (_MOUNT_POLICY if self._mounted.match(scope["path"]) else _POLICY).format(nonce=nonce)
        guarded = _with_headers(send, nonce, policy)
        if refusal is not None:
            await _refuse(*refusal, scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the reason for refusing a request, by its first line and headers alone."""
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        path, method = scope["path"], scope["method"]
        if not allowed_host(headers.get("host", ""), self._host):
            return 400, "this server does not answer to that host name"
        if method in ("GET", "HEAD"):
            there = _OPEN.fullmatch(path) or self._mounted.fullmatch(path)
            return None if there and ".." not in path else (404, "not found")
        if method != "POST" or not (_POSTS.fullmatch(path) or self._mounted_posts.fullmatch(path)):
            return 404, "not found"
        origin = headers.get("origin")
        if origin is not None and origin.split("://")[-1] != headers["host"]:
            return 403, "that page may not post here"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "that page may not post here"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > MAX_BODY:
            return 413, f"the request is larger than {MAX_BODY} bytes"
        rate = self._logins if path.startswith("/login") or path.endswith("/sign-in") else self._starts
        address = scope["client"][0] if scope.get("client") else ""
        return None if rate.admits(address, time.monotonic()) else (429, "too many requests: wait a minute")


class Rate:
    """At most ``most`` requests in ``seconds`` from one address; remembers a bounded number of addresses."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def admits(self, address: str, now: float) -> bool:
        """Tell whether a request at ``now`` (seconds, monotonic) may pass, and count it if so."""
        times = self._times.setdefault(address, deque())
        self._times.move_to_end(address)
        if len(self._times) > _ADDRESSES:
            self._times.popitem(last=False)
        while times and now - times[0] >= self._seconds:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        return True


def is_loopback(host: str) -> bool:
    """Tell whether an address or name is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_host(header: str, bound: str) -> bool:
    """Tell whether a Host header names this server.

    Args:
        header: the header's value, with or without a port.
        bound: the address that the server is bound to.
    """
    match = re.fullmatch(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[\w.-]+))(?::\d{1,5})?", header, re.ASCII)
    if match is None:
        return False
    name = (match["six"] or match["name"]).lower().rstrip(".")
    if is_loopback(name) or name == bound.lower():
        return True
    if is_loopback(bound):
        return False
    # Names can be pointed here by anyone; numbers cannot.
    return _is_address(name) or name in {socket.gethostname().lower(), socket.getfqdn().lower()}


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _TooLarge(Exception):
    """More bytes came than a request may hold."""


async def _whole_body(receive: Receive) -> Receive:
    """Read the body, which may come in pieces of unannounced length, and return what gives it again."""
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise _TooLarge
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _refuse(status: int, why: str, scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import JSONResponse

    # "detail" is where Gradio's client looks for the reason.
    await JSONResponse({"detail": f"Kutip: {why}."}, status, {"Connection": "close"})(scope, receive, send)


def _with_headers(send: Send, nonce: str, policy: str) -> Send:
    """Return a ``send`` that adds the headers, and the nonce to every script of a page."""
    from starlette.datastructures import MutableHeaders

    page: list[Message] = []
    body = b""

    async def guarded(message: Message) -> None:
        nonlocal body
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = policy
            message = {**message, "headers": headers.raw}
            if headers.get("content-type", "").startswith("text/html"):
                page.append(message)
                return
        elif page:
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            start = page.pop()
            whole = re.sub(rb"<script(?=[\s>])", b'<script nonce="' + nonce.encode() + b'"', body)
            headers = MutableHeaders(raw=list(start["headers"]))
            headers["Content-Length"] = str(len(whole))
            headers["Cache-Control"] = "no-store"
            await send({**start, "headers": headers.raw})
            message = {"type": "http.response.body", "body": whole}
        await send(message)

    return guarded
