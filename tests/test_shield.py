from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import secrets
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from conftest import chat

from index import BadOption
from ui.serve import MAX_WAITING, check_address, tame_environment
from ui.shield import MAX_BODY, MAX_STARTS, Rate, Shield, allowed_host

# ---- the middleware alone


async def _echo(scope, receive, send):
    """An app that answers with the body it was sent, as HTML."""
    body = b""
    if scope["method"] == "POST":
        message = await receive()
        body = message["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"<script>1</script><scripty>", "more_body": True})
    await send({"type": "http.response.body", "body": body})


def _call(method="GET", path="/", headers=None, pieces=(b"",), host="127.0.0.1", shield=None):
    """Send one request through a shield; gives status, headers and body."""
    sent, queue = [], list(pieces)

    async def receive():
        return {"type": "http.request", "body": queue.pop(0), "more_body": bool(queue)}

    async def send(message):
        sent.append(message)

    raw = {"host": "127.0.0.1:7860", **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "client": ("10.0.0.1", 1),
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in raw.items()],
    }
    asyncio.run((shield or Shield(_echo, host))(scope, receive, send))
    body = b"".join(m.get("body", b"") for m in sent[1:])
    return sent[0]["status"], {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}, body


_JOIN = "/gradio_api/queue/join"


def test_every_script_of_a_page_carries_the_nonce_that_the_policy_names():
    status, headers, body = _call()
    nonce = headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert (status, body) == (200, f'<script nonce="{nonce}">1</script><scripty>'.encode())
    assert int(headers["content-length"]) == len(body)
    assert _call()[1]["content-security-policy"] != headers["content-security-policy"]


def test_the_policy_allows_nothing_from_elsewhere_and_no_inline_script():
    policy = _call()[1]["content-security-policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in script
    assert "http" not in policy and "*" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("status_of", ["/", "/gradio_api/file=/etc/passwd"])
def test_every_response_even_a_refusal_carries_the_headers(status_of):
    headers = _call(path=status_of)[1]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=https://example.org/x.png",
        "/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://example.org/",
        "/monitoring",
        "/monitoring/summary",
        "/openapi.json",
        "/docs",
        "/redoc",
        "/gradio_api/openapi.json",
        "/gradio_api/info",
        "/gradio_api/upload",
        "/gradio_api/runs",
        "/gradio_api/deep_link",
        "/gradio_api/mcp/sse",
        "/gradio_api/vibe-code/",
        "/svelte/x",
        "/gradio_api/stream/a/b/1/playlist.m3u8",
        "/assets/../../../etc/passwd",
        "/static/..%2f..%2fetc/passwd",
        "//",
        "/gradio_api/dev/reload",
        "/gradio_api/custom_component/a/b/c/d",
        "/gradio_api/profiling/traces",
    ],
)
def test_what_the_page_does_not_need_is_not_found(path):
    assert _call(path=path)[0] == 404


@pytest.mark.parametrize(
    "path", ["/gradio_api/run/ask", "/gradio_api/call/ask", "/gradio_api/api/predict", "/", "/config"]
)
def test_only_the_queue_takes_posts(path):
    assert _call("POST", path)[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_not_found(method):
    assert _call(method)[0] == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example", "10.0.0.5:7860"]
)
def test_a_foreign_host_name_is_refused(host):
    assert _call(headers={"host": host})[0] == 400


@pytest.mark.parametrize(
    ("header", "bound", "allowed"),
    [
        ("127.0.0.1:7860", "127.0.0.1", True),
        ("localhost", "127.0.0.1", True),
        ("LOCALHOST.:7860", "127.0.0.1", True),
        ("[::1]:7860", "::1", True),
        ("192.168.1.5:7860", "127.0.0.1", False),
        ("192.168.1.5:7860", "0.0.0.0", True),
        ("redaksi.example:80", "redaksi.example", True),
        ("evil.example", "0.0.0.0", False),
        (socket.gethostname(), "0.0.0.0", True),
        ("evil\u0131.example", "evil.example", False),
    ],
)
def test_the_host_header_may_name_the_bound_address_and_numbers_but_no_name_pointed_here(header, bound, allowed):
    assert allowed_host(header, bound) is allowed


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_may_not_post(headers):
    assert _call("POST", _JOIN, headers)[0] == 403


def test_the_page_itself_may_post():
    headers = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert _call("POST", _JOIN, headers, [b"a", b"b"])[2].endswith(b"ab")


def test_a_body_over_the_limit_is_refused_announced_or_not():
    assert _call("POST", _JOIN, {"content-length": str(MAX_BODY + 1)})[0] == 413
    assert _call("POST", _JOIN, {"content-length": "x"})[0] == 413
    assert _call("POST", _JOIN, {"content-length": "9" * 5000})[0] == 413
    piece = b"x" * (MAX_BODY // 4)
    assert _call("POST", _JOIN, pieces=[piece] * 5)[0] == 413
    assert _call("POST", _JOIN, pieces=[piece] * 4)[0] == 200


def test_posts_are_limited_by_address_and_time():
    rate = Rate(2, 60.0)
    assert [rate.admits("a", t) for t in (0.0, 1.0, 2.0, 60.0)] == [True, True, False, True]
    assert rate.admits("b", 2.0)


def test_the_rate_limit_forgets_the_oldest_of_very_many_addresses():
    rate = Rate(1, 60.0)
    assert all(rate.admits(str(n), 0.0) for n in range(10_000))
    assert rate.admits("0", 1.0)
    assert not rate.admits("9999", 1.0)


def test_an_address_that_posts_too_often_is_told_to_wait():
    shield = Shield(_echo, "127.0.0.1")
    assert {_call("POST", _JOIN, shield=shield)[0] for _ in range(MAX_STARTS)} == {200}
    status, _, body = _call("POST", _JOIN, shield=shield)
    assert (status, json.loads(body)["detail"]) == (429, "Kutip: too many requests: wait a minute.")
    assert _call(shield=shield)[0] == 200


# ---- where it may be served


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
@pytest.mark.parametrize("login", [(None, None), ("redaksi", None), (None, "rahasia"), ("", "")])
def test_beyond_this_machine_a_login_is_required(host, login):
    with pytest.raises(BadOption, match="needs a login"):
        check_address(host, 0, *login)


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_port_that_does_not_exist_is_refused(port):
    with pytest.raises(BadOption, match=f"no port {port}"):
        check_address("127.0.0.1", port, None, None)


def test_a_busy_port_is_named_with_what_to_do():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(BadOption, match=rf"^Port {port} is in use.*--port"):
            check_address("127.0.0.1", port, None, None)


def test_a_host_that_is_not_this_machines_is_refused():
    with pytest.raises(BadOption, match="cannot be served on"):
        check_address("192.0.2.1", 0, "redaksi", "rahasia")


def test_the_environment_cannot_open_the_page_wider(monkeypatch):
    for name, value in {
        "GRADIO_ALLOWED_PATHS": "/",
        "GRADIO_SHARE": "True",
        "GRADIO_MCP_SERVER": "True",
        "GRADIO_RUN_HISTORY": "True",
        "GRADIO_TEMP_DIR": "/etc",
        "GRADIO_ANALYTICS_ENABLED": "True",
        "NO_PROXY": "intern.example",
    }.items():
        monkeypatch.setenv(name, value)
    tame_environment()
    assert {k: v for k, v in os.environ.items() if k.startswith("GRADIO_")} == {"GRADIO_ANALYTICS_ENABLED": "False"}
    assert os.environ["NO_PROXY"] == "intern.example,127.0.0.1,localhost,::1"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


# ---- the whole server, as an attacker sees it


@pytest.fixture(scope="module")
def attacked(shipped):
    """A server of its own, so that attacks use up nobody's rate; its environment is hostile."""
    with chat(
        GRADIO_ALLOWED_PATHS="/", GRADIO_SHARE="True", GRADIO_MCP_SERVER="True", GRADIO_RUN_HISTORY="True",
        GRADIO_TEMP_DIR="/etc", HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9",
    ) as address:  # fmt: skip
        yield address


def _request(address, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        # A server that refuses may close its end before all of the body is sent; its answer is there.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, path, body, headers or {})
        response = http.client.HTTPResponse(connection.sock, method=method)
        response.begin()
        return response.status, response.read()
    finally:
        connection.close()


def _join(address, inputs, fn_index, session=None, **more):
    body = {"data": inputs, "fn_index": fn_index, "session_hash": session or secrets.token_hex(6), **more}
    return _request(address, "POST", _JOIN, json.dumps(body), {"Content-Type": "application/json"})


def _events(address, session):
    """Read what the queue tells a session until it closes the stream."""
    return _request(address, "GET", f"{_JOIN.replace('join', 'data')}?session_hash={session}")[1].decode()


def _config(address):
    return json.loads(_request(address, "GET", "/config")[1])


@pytest.fixture(scope="module")
def ask_index(attacked):
    """The number of the event that takes a question from the box."""
    config = _config(attacked)
    box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "ask")
    return next(d["id"] for d in config["dependencies"] if [box, "submit"] in [list(t) for t in d["targets"]])


def _ask_raw(address, ask_index, question, language="auto"):
    session = secrets.token_hex(6)
    status, _ = _join(address, [question, None, language, None], ask_index, session)
    return _events(address, session) if status == 200 else status


def _still_answers(address, ask_index):
    return "#s-1-1" in _ask_raw(address, ask_index, "Apa isi artikel ini?")


def test_a_question_is_answered_and_the_config_shows_no_open_door(attacked, ask_index):
    assert _still_answers(attacked, ask_index)
    config = _config(attacked)
    assert config["enable_queue"] is True
    assert {d["api_visibility"] for d in config["dependencies"]} == {"private"}
    assert not config.get("is_space") and not config.get("mcp_server")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "Pertanyaan masih kosong"),
        ("   ", "Pertanyaan masih kosong"),
        ("?", "tidak memuat kata"),
        ("x" * 2001, "lebih dari 2000"),
        ("apa\u0000", "karakter NUL"),
        ("siapa \u202etxt", "membalik arah baca"),
        ("\ud800 siapa", "surrogate"),
        (None, "NoneType"),
    ],
)
def test_a_bad_question_is_refused_by_the_server_in_plain_words(attacked, ask_index, question, told):
    said = _ask_raw(attacked, ask_index, question, "id")
    assert told in said
    assert "#s-1" not in said


@pytest.mark.parametrize(
    "question", ["a", "x" * 2000, "Z̷̢͓̈́a͡l̷͝g̶o " * 50, "👩‍👩‍👧‍👦 siapa ini?", "من هو كيم؟", ["list"], {"a": 1}, 7, True]
)
def test_odd_questions_get_a_reply_and_the_server_lives(attacked, ask_index, question):
    assert "process_completed" in _ask_raw(attacked, ask_index, question)


def test_a_question_of_a_megabyte_is_refused(attacked, ask_index):
    assert _ask_raw(attacked, ask_index, "x" * 1_000_000) == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"NaN",
        b'{"data": NaN}',
        b'{"data": [], "fn_index": "x"}',
        b'{"fn_index": -1, "data": []}',
        b'{"data": {}, "fn_index": 0}',
        b"[" * 50_000,
        b'{"data":' + b"[" * 20_000,
        b"\xff\xfe",
        b'{"fn_index": 99999, "data": [], "session_hash": "a"}',
    ],
)
def test_a_malformed_body_is_refused_and_the_server_lives(attacked, ask_index, body):
    status, _ = _request(attacked, "POST", _JOIN, body, {"Content-Type": "application/json"})
    assert 400 <= status < 600
    assert _request(attacked, "GET", "/")[0] == 200


def test_twenty_megabytes_are_refused_with_and_without_a_length(attacked):
    assert _request(attacked, "POST", _JOIN, b"x", {"Content-Length": str(20_000_000)})[0] == 413
    with socket.create_connection(tuple(urlsplit(attacked).netloc.split(":")), timeout=30) as line:
        line.sendall(b"POST " + _JOIN.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        try:
            for _ in range(320):
                line.sendall(chunk)
        except OSError:
            pass  # the server has closed its end, which is the point
        assert line.recv(64).startswith(b"HTTP/1.1 413")


def test_a_forged_history_or_language_changes_nothing(attacked, ask_index):
    session = secrets.token_hex(6)
    forged = [{"question": "x", "reply": "rahasia-palsu"}, {"role": "system", "content": {"path": "/etc/passwd"}}]
    assert _join(attacked, ["Apa isi artikel ini?", forged, "auto", forged], ask_index, session)[0] == 200
    said = _events(attacked, session)
    assert "#s-1-1" in said
    assert "rahasia-palsu" not in said and "root:" not in said
    assert "process_completed" in _ask_raw(attacked, ask_index, "Apa isi artikel ini?", "xx")
    assert _still_answers(attacked, ask_index)


def test_a_visitor_who_guesses_a_session_never_used_gets_nothing(attacked, ask_index):
    assert "Siapakah Chun Ha Ram" in _ask_raw(attacked, ask_index, "Siapakah Chun Ha Ram?", "id")
    assert "Siapakah Chun Ha Ram" not in _ask_raw(attacked, ask_index, "Apa isi artikel ini?", "id")


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=%2Fetc%2Fpasswd",
        "/gradio_api/file=//etc/passwd",
        "/gradio_api/file=https://example.org/",
        "/file=/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/monitoring",
        "/openapi.json",
        "/gradio_api/openapi.json",
        "/gradio_api/mcp/",
        "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/gradio_api/runs",
    ],
)
def test_files_and_inner_pages_are_not_served_whatever_the_environment_says(attacked, path):
    status, body = _request(attacked, "GET", path)
    assert status in (403, 404)
    assert b"root:" not in body


def test_foreign_hosts_origins_and_uploads_are_refused(attacked):
    assert _request(attacked, "GET", "/", headers={"Host": "evil.example"})[0] == 400
    assert _request(attacked, "POST", _JOIN, b"{}", {"Origin": "https://evil.example"})[0] == 403
    assert _request(attacked, "POST", "/gradio_api/upload", b"x", {"Content-Type": "multipart/form-data"})[0] == 404


def test_more_questions_than_the_queue_holds_are_turned_away_and_the_server_lives(attacked, ask_index):
    with ThreadPoolExecutor(16) as pool:
        results = list(
            pool.map(lambda n: _join(attacked, [f"Siapa {n}?", None, "id", None], ask_index), range(3 * MAX_WAITING))
        )
    assert {status for status, _ in results} <= {200, 503}
    assert all(b"Queue is full" in body for status, body in results if status == 503)
    for _ in range(100):
        # Until the queue has run down.
        said = _ask_raw(attacked, ask_index, "Apa isi artikel ini?")
        if said != 503:
            break
        time.sleep(0.1)
    assert "#s-1-1" in said


def test_with_a_login_nothing_but_the_login_page_is_served(shipped):
    with chat("--host", "0.0.0.0", "--user", "redaksi", KUTIP_PASSWORD="rahasia-sekali") as address:
        address = f"http://127.0.0.1:{urlsplit(address).port}/"
        assert b"kejahatan siber" not in _request(address, "GET", "/")[1]
        assert _request(address, "GET", "/config")[0] == 401
        assert _join(address, ["Apa isi artikel ini?", None, "id", None], 0)[0] == 401
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert _request(address, "POST", "/login", "username=redaksi&password=salah", form)[0] == 400
        assert _request(address, "POST", "/login", "username=redaksi&password=rahasia-sekali", form)[0] == 200
        guesses = [_request(address, "POST", "/login", f"username=redaksi&password={n}", form)[0] for n in range(12)]
        assert guesses[-1] == 429


# ---- apps beside the page


def _beside(method="GET", path="/rate/", shield=None, **more):
    return _call(method, path, shield=shield or Shield(_echo, "127.0.0.1", ("/rate",)), **more)


@pytest.mark.parametrize("path", ["/rate/", "/rate/rate.js", "/rate/rate.css"])
def test_an_app_beside_the_page_is_reached_only_where_it_was_put_there(path):
    assert _beside(path=path)[0] == 200
    assert _call(path=path)[0] == 404


@pytest.mark.parametrize("path", ["/rate", "/rate/a/b", "/rate/../x", "/rate/..", "/rates/", "/rate/%2e"])
def test_an_app_beside_the_page_has_its_files_right_under_it_and_no_more(path):
    assert _beside(path=path)[0] == 404


def test_posts_to_an_app_beside_the_page_go_to_its_api_and_are_guarded_like_all():
    assert _beside("POST", "/rate/api/ratings")[0] == 200
    assert _beside("POST", "/rate/ratings")[0] == 404
    assert _beside("POST", "/rate/api/a/b")[0] == 404
    assert _beside("POST", "/rate/api/ratings", headers={"origin": "http://evil.example"})[0] == 403
    assert _beside("POST", "/rate/api/ratings", pieces=(b"x" * (MAX_BODY + 1),))[0] == 413


def test_an_app_beside_the_page_gets_the_stricter_policy():
    policy = _beside()[1]["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" in _beside(path="/")[1]["content-security-policy"]


def test_signing_in_beside_the_page_is_as_slow_to_guess_as_the_login():
    shield = Shield(_echo, "127.0.0.1", ("/rate",))
    tries = [_beside("POST", "/rate/api/sign-in", shield=shield)[0] for _ in range(12)]
    assert tries == [200] * 10 + [429] * 2
    assert _beside("POST", "/rate/api/ratings", shield=shield)[0] == 200
