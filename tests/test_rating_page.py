"""The raters' page and file in a real browser: two raters and an adjudicator, from start to finish."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import _address
from ratings import ADJUDICATOR, drawn, rated, stored

from eval.rating.adjudication import given, labels_of
from eval.rating.rating import FINAL
from eval.rating.status import progress_of
from eval.rating.store import Store

pytestmark = pytest.mark.usefixtures("chromium")

_KUTIP = "from ui.cli import main; main()"
_ROOT = Path(__file__).parents[1]


def kutip(*arguments):
    return subprocess.run(
        [sys.executable, "-c", _KUTIP, *map(str, arguments)], cwd=_ROOT, capture_output=True, text=True, check=False
    )


@contextlib.contextmanager
def served(store, port=0):
    """Serve the raters' page alone in a process of its own; gives its address and the process."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-c", _KUTIP, "eval", "rate", "page", str(store.path), "--port", str(port)],
            cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
        )  # fmt: skip
        try:
            yield _address(process, said), process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(30)
    assert process.returncode in (0, -signal.SIGKILL)


@pytest.fixture
def browser(chromium):
    """Open pages in profiles of their own; nothing may leave this machine, and no script may fail."""
    contexts, seen, errors = [], [], []

    def new(width=1360, height=880, locale="id-ID", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: seen.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield new
    for context in contexts:
        context.close()
    elsewhere = [u for u in seen if not u.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))]
    assert (elsewhere, errors) == ([], [])


def sign_in(page, address, name, token):
    page.goto(address)
    page.fill("#name", name)
    page.fill("#token", token)
    page.keyboard.press("Enter")
    page.click("#start")
    page.wait_for_selector(".judge, .page")


def at(page):
    """What is in view: the question asked, and what it is asked about."""
    return page.inner_text(".judge h2") + page.inner_text(".answer")


def choose(page, by_key, number=1):
    if by_key:
        page.keyboard.press(str(number))
    else:
        page.click(f".judge .option >> nth={number - 1}")


def rate_all(page, *, by_key, pick=lambda n: 1):
    """Rate until there is nothing left, and return how many clicks it took."""
    clicks = 0
    while there := page.locator(".judge .option").count():
        choose(page, by_key, min(pick(clicks), there))
        clicks += 1
    return clicks


def saved(page):
    says(page, ".saved", "Tersimpan|Saved")


def says(page, selector, words):
    """Wait until something says these words; Playwright's own waiting for a function needs eval, which is off."""
    page.locator(selector).filter(has_text=re.compile(words)).wait_for()


def test_two_raters_and_an_adjudicator_go_from_start_to_finish_online(browser, tmp_path):
    store, tokens = stored(tmp_path, drawn(10, 7))
    with served(store) as (address, _):
        ani, budi = browser(), browser(width=390, height=844, locale="en-GB")
        sign_in(ani, address, "Ani", tokens["Ani"])
        sign_in(budi, address, "Budi", tokens["Budi"])
        assert at(ani) != at(budi)
        clicks = rate_all(ani, by_key=True)
        rate_all(budi, by_key=False, pick=lambda n: 1 + (n % 3 == 2))
        assert ani.inner_text(".page h2") == "Selesai. Terima kasih!"
        assert budi.inner_text(".page h2") == "Done. Thank you!"
        saved(ani), saved(budi)
        assert len(store.ratings("Ani")) == clicks
        assert [p.done for p in progress_of(store)][:2] == [11, 11]

        citra = browser()
        sign_in(citra, address, ADJUDICATOR, tokens[ADJUDICATOR])
        settled = 0
        while citra.locator(".judge").count():
            assert citra.locator(".theirs").count() == 0
            choose(citra, by_key=True)
            citra.wait_for_selector("#causes")
            assert citra.locator(".theirs li").count() == 2
            if settled % 2:
                citra.click("#finals .option >> nth=1")
            choose(citra, by_key=True)
            settled += 1
            says(citra, ".progress", f"^{settled} dari")
        saved(citra)
        assert "Penengah" not in citra.inner_text(".page")
    labels = labels_of(store)
    assert settled == sum(x.by == "adjudicator" for x in labels) > 3
    assert all(x.value is not None for x in labels)
    changed = [r for r in store.ratings(ADJUDICATOR) if r.step.startswith(FINAL)]
    assert len(changed) == settled
    # The raters' own words stand as they were.
    assert given(store.ratings("Ani")) != given(store.ratings("Budi"))


def test_the_file_works_from_disk_with_the_network_off_and_comes_back(browser, tmp_path):
    store, _ = stored(tmp_path, drawn(10, 7))
    file = tmp_path / "ani.html"
    made = kutip("eval", "rate", "offline", tmp_path / "batch.json", "--rater", "Ani", "--out", file)
    assert (made.returncode, made.stdout.strip()) == (0, str(file))
    page = browser(offline=True, accept_downloads=True)
    page.goto(file.as_uri())
    page.click("#start")
    for _ in range(12):
        page.keyboard.press("1")
    before, place = page.inner_text(".progress"), at(page)
    # Closed and opened again, it goes on where it was.
    page.reload()
    page.click("#start")
    assert (page.inner_text(".progress"), at(page)) == (before, place)
    rate_all(page, by_key=True, pick=lambda n: 1 + n % 2)
    with page.expect_download() as download:
        page.click(".page .main")
    exported = tmp_path / download.value.suggested_filename
    download.value.save_as(exported)
    assert re.fullmatch(r"kutip-[0-9a-f]{8}-Ani\.json", exported.name)
    brought = kutip("eval", "rate", "import", tmp_path / "batch.json", exported)
    assert brought.returncode == 0, brought.stderr
    assert len(store.ratings("Ani")) == len(json.loads(exported.read_text("utf-8"))["ratings"])
    assert progress_of(store)[0].done == 11
    # On another computer the export is opened, and all of it is there.
    other = browser(offline=True)
    other.goto(file.as_uri())
    with other.expect_file_chooser() as chooser:
        other.click("#restore")
    chooser.value.set_files(exported)
    says(other, ".progress", "^11 dari 11")


def test_a_server_killed_while_somebody_rates_loses_at_most_the_click_on_its_way(browser, tmp_path):
    store, tokens = stored(tmp_path, drawn(10, 7))
    page = browser()
    with served(store) as (address, process):
        sign_in(page, address, "Ani", tokens["Ani"])
        for _ in range(15):
            page.keyboard.press("1")
        saved(page)
        page.keyboard.press("1")
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
    assert len(Store.open(store.path).ratings("Ani")) >= 15
    # Clicks made while it is gone wait in the browser, even over a reload, and arrive when it is back.
    for _ in range(3):
        page.keyboard.press("1")
    says(page, ".saved", "Belum tersimpan")
    port = int(address.split(":")[2].split("/")[0])
    with served(store, port):
        saved(page)
        rows = Store.open(store.path).ratings("Ani")
        assert len(rows) == 19
        assert len({r.click for r in rows}) == 19
        place = at(page)
        page.reload()
        page.click("#start")
        assert at(page) == place


def test_one_goes_back_changes_pauses_and_says_why_one_cannot_judge(browser, tmp_path):
    store, tokens = stored(tmp_path, drawn(10, 7))
    with served(store) as (address, _):
        page = browser()
        sign_in(page, address, "Ani", tokens["Ani"])
        while "dipahami" not in page.inner_text(".judge h2"):
            page.keyboard.press("1")
        first = at(page)
        page.keyboard.press("1")
        page.keyboard.press("ArrowLeft")
        assert at(page) == first
        assert page.get_attribute(".option >> nth=0", "aria-pressed") == "true"
        page.keyboard.press("2")
        page.keyboard.press("p")
        assert page.inner_text(".page h2") == "Dijeda"
        page.wait_for_timeout(1500)
        page.click("#resume")
        page.keyboard.press("x")
        page.select_option("#reason", "other")
        page.fill("#note", "Ada dua Kim.")
        page.click("#save")
        page.wait_for_selector("dialog", state="detached")
        saved(page)
    *_, changed, cannot = store.ratings("Ani")
    assert (changed.step, changed.value) == ("clear", "no")
    assert (cannot.value, cannot.reason, cannot.note) == ("cannot", "other", "Ada dua Kim.")
    assert cannot.seconds < 1.5


def test_rater_a_cannot_fetch_what_rater_b_said(browser, tmp_path):
    store, tokens = stored(tmp_path, drawn(10, 7))
    rows = rated(store, "Budi")
    with served(store) as (address, _):

        def fetch(action, name, token, body=None, **headers):
            request = urllib.request.Request(
                f"{address}api/{action}", json.dumps(body).encode(), method="POST",
                headers={"Content-Type": "application/json", "X-Kutip-Rater": name, "X-Kutip-Token": token, **headers},
            )  # fmt: skip
            try:
                with urllib.request.urlopen(request) as response:
                    return response.status, response.read().decode()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read().decode()

        status, body = fetch("work", "Ani", tokens["Ani"])
        assert status == 200
        for row in rows:
            assert row["click"] not in body
        assert json.loads(body)["given"] == {}
        assert fetch("work", "Budi", tokens["Ani"])[0] == 401
        assert fetch("work", "", "")[0] == 401
        assert fetch("both", "Ani", tokens["Ani"], {"unit": rows[0]["unit"], "step": rows[0]["step"]})[0] == 403
        for action in ("export", "status", "people", "key", "batch"):
            assert fetch(action, "Ani", tokens["Ani"])[0] == 403
        assert fetch("work", "Ani", tokens["Ani"], Origin="http://evil.example")[0] == 403
        assert fetch("work", "Ani", tokens["Ani"], Host="evil.example")[0] == 400
        assert fetch("ratings", "Ani", tokens["Ani"], ["x" * 300_000])[0] == 413
        for path in ("batch.sqlite", "page.py", "../page.py", "api/work", "%2e%2e/page.py"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(address + path)
            refused.value.close()
            assert refused.value.code == 404
        # Codes are guessed one request at a time, and not many.
        tries = [fetch("sign-in", "Budi", "aaaa-aaaa")[0] for _ in range(12)]
        assert tries == [401] * 10 + [429] * 2
        page = browser()
        page.goto(address)
        page.fill("#name", "Budi")
        page.fill("#token", "aaaa-aaaa")
        page.keyboard.press("Enter")
        says(page, ".alarm", "Tunggu satu menit")


@pytest.mark.parametrize(("width", "locale", "scheme"), [(1360, "id-ID", "light"), (390, "en-GB", "dark")])
def test_no_screen_fails_the_accessibility_checks(browser, tmp_path, width, locale, scheme):
    from axe_playwright_python.sync_playwright import Axe

    store, tokens = stored(tmp_path, drawn(10, 7))
    found = []

    def check(page):
        result = Axe().run(page)
        found.extend(
            f"{page.inner_text('h2')}: {v['id']} {v['nodes'][0]['html']}" for v in result.response["violations"]
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    with served(store) as (address, _):
        page = browser(width=width, height=844, locale=locale, color_scheme=scheme, bypass_csp=True)
        page.goto(address)
        check(page)
        page.fill("#name", "Ani")
        page.fill("#token", tokens["Ani"])
        page.keyboard.press("Enter")
        page.wait_for_selector("#start")
        check(page)
        page.click("#start")
        seen = set()
        for n in range(200):
            there = page.locator(".judge .option").count()
            if not there:
                break
            kind = page.inner_text(".judge h2")
            if kind not in seen:
                seen.add(kind)
                check(page)
                if len(seen) == 1:
                    page.click("#cannot")
                    check(page)
                    page.keyboard.press("Escape")
            choose(page, True, min(1 + n % 3, there))
        assert len(seen) >= 6
        check(page)
        rated(store, "Budi", (0.2, 0.2), 5)
        citra = browser(width=width, height=844, locale=locale, color_scheme=scheme, bypass_csp=True)
        sign_in(citra, address, ADJUDICATOR, tokens[ADJUDICATOR])
        choose(citra, by_key=True)
        citra.wait_for_selector("#causes")
        check(citra)
    assert found == []


def test_the_whole_way_shows_its_focus_and_is_named_for_screen_readers(browser, tmp_path):
    store, tokens = stored(tmp_path, drawn(10, 7))
    with served(store) as (address, _):
        page = browser()
        sign_in(page, address, "Ani", tokens["Ani"])
        while page.locator(".judge .option").count() != 2 or "dipahami" not in page.inner_text(".judge h2"):
            page.keyboard.press("1")
        for name in (".option", ".option", "#cannot"):
            page.keyboard.press("Tab")
            while page.evaluate("document.activeElement.id") == "back":
                page.keyboard.press("Tab")
            assert page.evaluate("n => document.activeElement.matches(n)", name)
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Shift+Tab")
        before = at(page)
        page.keyboard.press("Enter")
        assert at(page) != before
        # What is asked next is read out: the focus is on its heading.
        assert page.evaluate("document.activeElement.id") == "asks"
        assert page.get_attribute("progress", "aria-label") == "Kemajuan"
        assert page.get_attribute(".saved", "role") == "status"
        assert page.get_attribute("html", "lang") == "id"
        page.click("#language")
        assert page.get_attribute("html", "lang") == "en"
        assert page.evaluate("document.activeElement.id") == "language"
