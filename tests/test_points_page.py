"""The talking-points tab: what it asks of the server, and the list in a real browser."""

from __future__ import annotations

import base64
import json
import re

import pytest

from rag import Assistant
from ui.points_desk import PointsDesk
from ui.points_words import points_words
from ui.render import Shelf
from ui.sheets.check import check, read_sheet

ARTICLE = "ipcnkr-jakarta"
WORDS = points_words("id")


# ---- the server's side


@pytest.fixture(scope="module")
def desk(shipped):
    return PointsDesk(Assistant(shipped), Shelf(shipped.entries))


def asked(desk, **request):
    return json.loads(desk.answer(json.dumps(request), "auto", "id", WORDS))


def export(desk, *points, form="md", **more):
    return asked(desk, do="export", form=form, topic="siber", points=list(points), **more)


def chosen(sentence, **more):
    return {"article": ARTICLE, "sentence": sentence, **more}


def text_of(reply):
    return base64.b64decode(reply["content"]).decode()


def test_a_file_holds_the_articles_own_words_whatever_the_browser_claims(desk, shipped):
    reply = export(desk, chosen(9, quote="Palsu", said="Presiden", speaker="Presiden", remark="Catatan"), language="id")
    text = text_of(reply)
    assert "Palsu" not in text and "Presiden" not in text
    assert "— kata Kim Gi-hyeon, Ketua IPCNKR" in text and "Catatan: Catatan" in text
    assert reply["name"] == "kutip-poin.md"


def test_points_come_in_the_browsers_order_and_a_theme_only_in_the_articles_words(desk):
    text = text_of(export(desk, chosen(20, theme="hak asasi manusia"), chosen(1, theme="Bohong besar")))
    assert text.index("kondisi ekonomi") < text.index("mendesak Pemerintah")
    assert "## hak asasi manusia" in text and "Bohong" not in text


def test_points_left_out_by_staff_are_no_shortage_of_the_article(desk):
    assert "Hanya 1 poin" not in text_of(export(desk, chosen(9), asked=5, note=False))
    assert "Hanya 1 poin" in text_of(export(desk, chosen(9), asked=5, note=True))


@pytest.mark.parametrize(
    "request_text",
    [
        "", "x", "[]", "null", "[" * 50_000, "{}", '{"do": "delete"}', '{"do": "export", "form": "exe"}',
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [3]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [chosen(99)]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [chosen(True)]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [{"article": ["x"], "sentence": 1}]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [chosen(1, remark="x" * 2001)]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [chosen(1, remark=[1])]}),
        json.dumps({"do": "export", "form": "md", "topic": "siber", "points": [chosen(1)] * 21}),
        "x" * 100_001, None, 7,
    ],
)  # fmt: skip
def test_a_request_that_no_browser_of_ours_sends_gets_an_error_and_nothing_else(desk, request_text):
    reply = json.loads(desk.answer(request_text, "auto", "id", WORDS))
    assert reply == {"error": WORDS.unreadable}


@pytest.mark.parametrize(
    ("request_parts", "said"),
    [
        ({"do": "draft", "topic": "", "count": 5}, "masih kosong"),
        ({"do": "draft", "topic": None, "count": 5}, "harus berupa teks"),
        ({"do": "draft", "topic": "siber", "count": 99}, "pilih 1 sampai 20"),
        ({"do": "draft", "topic": "siber", "count": None}, "pilih 1 sampai 20"),
        ({"do": "draft", "topic": "siber", "count": 5, "audience": 7}, "Baris untuk siapa"),
        ({"do": "export", "form": "md", "topic": "siber", "points": []}, "centang paling sedikit satu"),
    ],
)
def test_what_staff_can_get_wrong_is_said_in_their_language(desk, request_parts, said):
    assert said in asked(desk, **request_parts)["error"]


# ---- the browser's side


def open_tab(page):
    page.locator("#tab-points").click()
    page.locator("#points-topic").wait_for()


def draft(page, topic, count="3"):
    page.fill("#points-topic", topic)
    page.fill("#points-count", count)
    page.press("#points-topic", "Enter")
    page.wait_for_function("document.querySelector('#points-list, #points-app [role=alert]')", timeout=180_000)


def quotes(page):
    return page.locator("#points-list blockquote").all_inner_texts()


def test_points_are_drafted_lit_reordered_dropped_annotated_kept_and_handed_over(visit, page_server, desk, tmp_path):
    page = visit(page_server)
    open_tab(page)
    draft(page, "access to information")
    assert page.locator("#points-list blockquote").count() == 3
    first, second, third = quotes(page)
    # A click lights the sentence, and marks the part that is quoted.
    pill = page.locator("#points-list blockquote a").first
    pill.click()
    lit = page.locator("#pane .sentence.lit")
    assert lit.get_attribute("data-s") == pill.inner_text()
    page.keyboard.press("Escape")
    assert lit.count() == 0 and pill.evaluate("e => e === document.activeElement")
    # By keyboard: the second goes up, the focus with it.
    page.locator("#points-list .up:not(:disabled)").first.focus()
    page.keyboard.press("Enter")
    assert quotes(page) == [second, first, third]
    assert page.evaluate("document.activeElement.className") == "down"
    page.keyboard.press("Enter")
    assert quotes(page) == [first, second, third]
    page.locator("#points-list .drop").last.click()
    assert quotes(page) == [first, second]
    page.fill("#points-audience", "<b>Komisi</b>")
    page.locator("#points-list textarea").first.fill("<img src=x onerror=alert(1)> *penting*")
    page.locator("#points-list input[type=checkbox]").last.uncheck()
    # All of it is there after a reload.
    page.reload()
    page.locator("#points-list").wait_for()
    assert quotes(page) == [first, second]
    assert page.input_value("#points-audience") == "<b>Komisi</b>"
    assert page.locator("#points-list textarea").first.input_value().startswith("<img")
    assert page.locator("#points-list input[type=checkbox]").last.is_checked() is False
    assert page.locator("#points-app").evaluate("e => [...e.querySelectorAll('img, b, script')].length") == 0
    # Handed over: only what is chosen, and every quote stands.
    page.get_by_role("button", name="Salin teks").click()
    page.wait_for_function("document.querySelector('#points-status').textContent.startsWith('Tersalin')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert first.rsplit("\u00a0", 1)[0] in copied and second.rsplit("\u00a0", 1)[0] not in copied
    for form in ("docx", "md", "json"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Unduh .{form}").click()
        assert waiting.value.suggested_filename == f"kutip-points.{form}"
        path = tmp_path / f"sheet.{form}"
        waiting.value.save_as(path)
        read = read_sheet(path)
        assert sum(q.kind == "point" for q in read.quotes) == 1
        assert check(read, desk._assistant.drafter("id")).holds
    # What was dropped can be brought back.
    page.get_by_role("button", name=re.compile("Kembalikan 1")).click()
    assert quotes(page) == [first, second, third]


def test_an_uncovered_topic_is_declined_the_labels_follow_the_language_and_clearing_forgets(visit, page_server):
    page = visit(page_server)
    open_tab(page)
    draft(page, "harga beras")
    said = page.locator("#points-app [role=alert]").inner_text()
    assert "tidak membahas harga beras" in said
    assert page.locator("#points-app .declined a").count() == 3
    page.get_by_label("English").check()
    page.locator("#points-app", has_text="Draft points").wait_for()
    assert page.input_value("#points-topic") == "harga beras"
    assert page.locator("#tab-points").inner_text() == "Talking points"
    page.get_by_role("button", name="Delete everything").click()
    assert page.input_value("#points-topic") == ""
    page.reload()
    page.locator("#points-topic").wait_for()
    assert page.input_value("#points-topic") == ""


def test_points_of_another_version_of_the_article_cannot_be_handed_over(visit, page_server):
    page = visit(page_server)
    open_tab(page)
    point = {"article": ARTICLE, "place": 1, "sentence": 9, "quote": "Lama", "said": "kata Kim"}
    state = {"tab": "points", "topic": "siber", "sheet": {"topic": "siber", "index": "000000000000", "points": [point]}}
    page.evaluate("s => localStorage.setItem('kutip-points-1', s)", json.dumps(state))
    page.reload()
    page.locator("#points-list").wait_for()
    assert "berubah sejak" in page.locator("#points-app [role=alert]").inner_text()
    assert page.locator("#points-app .actions").count() == 0
    for broken in ("{", "[]", '{"sheet": {"points": [1]}}', '{"dropped": 7, "topic": {"a": 1}}'):
        page.evaluate("s => localStorage.setItem('kutip-points-1', s)", broken)
        page.reload()
        page.locator("#tab-points").wait_for()
        open_tab(page)
        assert page.locator("#points-list").count() == 0


@pytest.mark.parametrize(("width", "scheme", "locale"), [(1360, "light", "id-ID"), (390, "dark", "en-GB")])
def test_the_tab_is_reached_by_keyboard_fits_a_phone_and_has_no_accessibility_violation(
    visit, page_server, width, scheme, locale
):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(page_server, width=width, height=844, scheme=scheme, locale=locale)
    page.locator("#tab-talk").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-points"
    assert page.locator("#points-topic").is_visible() and not page.locator("#chat").is_visible()
    # A list without the wait for a draft: what is kept is what is shown.
    index = page.locator("#points-words").get_attribute("data-index")
    point = {"article": ARTICLE, "place": 1, "quote": "Lama", "said": "kata Kim", "theme": "siber",
             "beside": {"article": ARTICLE, "place": 1, "sentence": 8, "quote": "Jika"}}  # fmt: skip
    sheet = {"topic": "siber", "index": index, "points": [point | {"sentence": 9}, point | {"sentence": 10}]}
    page.evaluate("s => localStorage.setItem('kutip-points-1', s)", json.dumps({"tab": "points", "sheet": sheet}))
    page.reload()
    page.locator("#points-list").wait_for()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('#points a, #points button, #points input, #tabs button')]
           .map(e => [e.className, e.getBoundingClientRect()])
           .filter(([, r]) => r.width && (r.width < 24 || r.height < 24)).map(([t]) => t)"""
    )
    assert small == []
