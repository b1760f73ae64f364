"""Readers' flags: what the button under a reply says, and the check of what the browser sends.

What becomes of a flag is whoever's who was given to ``Beside.keep_flag``; off unless there is one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from index import BadQuestion
from rag import Answer, as_json
from ui.escape import html_text
from ui.handlers import Desk, Turns

MOST_NOTE = 500
REASONS = ("not_said", "other_meaning", "wrong_speaker", "wrong_sentence", "does_answer", "other")
_WORDS = {
    "id": {
        "flag": "Bukan yang dikatakan artikel",
        "title": "Apa yang keliru pada jawaban ini?",
        "sentence": "Kalimat mana?",
        "whole": "Jawaban ini seluruhnya",
        "number": "Kalimat",
        "reason": "Mengapa?",
        "not_said": "Artikel tidak mengatakan ini",
        "other_meaning": "Artinya lain dalam artikel",
        "wrong_speaker": "Bukan dia yang mengatakannya",
        "wrong_sentence": "Kalimatnya benar, tetapi bukan jawaban",
        "does_answer": "Artikel menjawab, tetapi Kutip bilang tidak",
        "other": "Hal lain",
        "note": "Catatan (tidak wajib)",
        "send": "Kirim",
        "cancel": "Batal",
        "kept": "Terima kasih, tandanya disimpan.",
        "stored": "Yang disimpan di komputer ini: pertanyaan-pertanyaan Anda sampai jawaban ini, jawabannya, kalimat, "
        "alasan, catatan, dan waktunya. Nama dan alamat Anda tidak disimpan.",
    },
    "en": {
        "flag": "Not what the article says",
        "title": "What is wrong with this reply?",
        "sentence": "Which sentence?",
        "whole": "The reply as a whole",
        "number": "Sentence",
        "reason": "Why?",
        "not_said": "The article does not say this",
        "other_meaning": "It means something else in the article",
        "wrong_speaker": "Somebody else said it",
        "wrong_sentence": "The sentence is right, but no answer",
        "does_answer": "The article does answer, though Kutip says no",
        "other": "Something else",
        "note": "Note (optional)",
        "send": "Send",
        "cancel": "Cancel",
        "kept": "Thank you, your mark is kept.",
        "stored": "Kept on this computer: your questions up to this reply, the reply, the sentence, the reason, the "
        "note and the time. Your name and address are not kept.",
    },
}


def flag_html(desk: Desk, language: str) -> str:
    """Return the words of the button for ``page.js``, and the line that says what is kept; nothing where it is off."""
    if desk.beside.keep_flag is None:
        return ""
    words = _WORDS[language]
    carried = html_text(json.dumps({**words, "reasons": REASONS}))
    line = html_text(f"“{words['flag']}”: {words['stored']}")
    return f'<p id="flag-words" data-words="{carried}">{line}</p>'


def read_flag(sent: object, turns: Turns, desk: Desk) -> Mapping[str, Any]:
    """Return a flag as it is kept, from what the browser sent and the conversation that the server holds.

    Raises:
        BadQuestion: it marks no reply of the conversation, or a sentence that the reply does not cite.
    """
    try:
        told = json.loads(str(sent))
        place, article, sentence, reason, note = (told[k] for k in ("reply", "article", "sentence", "reason", "note"))
        turn = turns[place] if isinstance(place, int) and 0 <= place < len(turns) else None
    except (ValueError, TypeError, KeyError) as error:
        raise _bad(str(sent)[:80]) from error
    if turn is None or reason not in REASONS or not isinstance(note, str) or len(note) > MOST_NOTE:
        raise _bad(str(sent)[:80])
    cited = turn.reply.citations if isinstance(turn.reply, Answer) else turn.reply.nearest
    marked = next((c for c in cited if (desk.shelf.place(c.article), c.sentence) == (article, sentence)), None)
    if marked is None and sentence is not None:
        raise _bad(f"sentence {sentence!r}")
    of = marked.article if marked else cited[0].article if cited else desk.shelf.entries[0].article.id
    entry = desk.shelf.entries[desk.shelf.place(of) - 1]
    return {
        "reply": as_json(turn.reply),
        "history": [earlier.question for earlier in turns[:place]],
        "article": of,
        "article_sha256": entry.article.sha256,
        "sentence": marked.sentence if marked else None,
        "reason": reason,
        "note": note,
    }


def _bad(value: str) -> BadQuestion:
    return BadQuestion(
        f"The mark {value!r} fits no reply of this conversation: reload the page and mark the reply again.",
        indonesian=f"Tanda {value!r} tidak cocok dengan jawaban mana pun: muat ulang halaman ini, lalu tandai lagi.",
    )
