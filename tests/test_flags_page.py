"""Readers' flags and the raters' tab on the chat page, both off unless asked for."""

from __future__ import annotations

import json

import pytest
from conftest import chat
from ratings import drawn, stored

from eval.rating.flags import MOST_NOTE, REASONS, keeper
from eval.rating.store import Store
from index import BadQuestion
from rag import Turn
from ui import flags
from ui.handlers import Desk
from ui.mount import Beside

_QUESTION = "Siapa yang membelot pada tahun 2011?"


@pytest.fixture(scope="module")
def desk(assistant):
    return Desk(assistant, Beside(keep_flag=lambda flag: None))


@pytest.fixture(scope="module")
def turns(assistant):
    first = assistant.ask("Apa itu IPCNKR?")
    return (Turn("Apa itu IPCNKR?", first), Turn(_QUESTION, assistant.ask(_QUESTION)))


def sent(**changes):
    mark = {"reply": 1, "article": None, "sentence": None, "reason": "not_said", "note": ""}
    return json.dumps(mark | changes)


def test_the_page_offers_exactly_the_reasons_that_the_store_keeps():
    assert (flags.REASONS, flags.MOST_NOTE) == (REASONS, MOST_NOTE)
    for words in flags._WORDS.values():
        assert set(REASONS) < set(words)


def test_a_flag_holds_the_servers_own_reply_and_the_conversation_before_it(desk, turns):
    cited = turns[1].reply.citations[0]
    flag = flags.read_flag(sent(article=1, sentence=cited.sentence, note="x"), turns, desk)
    assert flag["reply"]["question"] == _QUESTION
    assert flag["history"] == ["Apa itu IPCNKR?"]
    assert (flag["article"], flag["sentence"], flag["note"]) == (cited.article, cited.sentence, "x")
    assert set(flag) == {"reply", "history", "article", "article_sha256", "sentence", "reason", "note"}


@pytest.mark.parametrize(
    "wrong",
    [
        "", "null", "[]", '{"reply": 1}', sent(reply=2), sent(reply=-1), sent(reply="0"), sent(reason="because"),
        sent(article=1, sentence=999), sent(article=7, sentence=19), sent(note="x" * 501), sent(note=None),
    ],
)  # fmt: skip
def test_a_forged_flag_is_refused(desk, turns, wrong):
    with pytest.raises(BadQuestion, match="fits no reply"):
        flags.read_flag(wrong, turns, desk)


def test_nothing_of_it_is_on_the_page_unless_it_is_switched_on(assistant, desk):
    assert flags.flag_html(Desk(assistant), "id") == ""
    shown = flags.flag_html(desk, "id")
    assert "Yang disimpan di komputer ini" in shown and "Nama dan alamat Anda tidak disimpan" in shown


def test_what_is_kept_names_nobody(tmp_path, desk, turns):
    path = tmp_path / "f.sqlite"
    keeper(str(path))(flags.read_flag(sent(), turns, desk))
    (flag,) = Store.open(path).flags()
    assert (flag.sentence, flag.reason, flag.note) == (None, "not_said", None)
    assert json.loads(flag.reply)["question"] == _QUESTION


def test_a_reader_marks_a_reply_in_the_page_and_the_tab_leads_to_the_raters_page(visit, shipped, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    store, tokens = stored(tmp_path, drawn(10, 7))
    with chat("--raters", str(store.path), "--flags", str(store.path)) as address:
        page = visit(address)
        page.fill("#ask textarea", _QUESTION)
        page.press("#ask textarea", "Enter")
        page.click("#chat .flag")
        assert "Nama dan alamat Anda tidak disimpan" in page.inner_text("#flagging")
        page.select_option("#flagging select >> nth=0", index=2)  # behind the sentence it points back to
        page.select_option("#flagging select >> nth=1", "wrong_speaker")
        page.fill("#flagging textarea", "<b>bukan</b> dia")
        page.click("#flagging .send")
        page.wait_for_function("document.querySelector('#told').textContent.includes('disimpan')")
        (flag,) = store.flags()
        assert (json.loads(flag.reply)["question"], flag.reason) == (_QUESTION, "wrong_speaker")
        assert (flag.sentence, flag.note) == (19, "<b>bukan</b> dia")
        assert page.evaluate("document.activeElement.className") == "flag"
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if any(".flag" in str(n["target"]) for n in v["nodes"])] == []
        page.click("#words a")
        page.fill("#name", "Ani")
        page.fill("#token", tokens["Ani"])
        page.keyboard.press("Enter")
        page.click("#start")
        page.keyboard.press("1")
        page.locator(".saved").filter(has_text="Tersimpan").wait_for()
    assert len(store.ratings("Ani")) == 1
