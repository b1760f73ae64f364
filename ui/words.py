"""Every label of the page, in Indonesian and in English; what a reply says is ``rag.wording``'s."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The page's labels in one language.

    ``{number}``, ``{article}`` and ``{index}`` are filled in where a label holds them.
    """

    language: str
    title: str
    tagline: str
    choose_language: str
    automatic: str
    theme: str
    conversation: str
    welcome: str
    welcome_several: str
    step_ask: str
    step_quote: str
    step_check: str
    question: str
    placeholder: str
    ask: str
    stop: str
    searching: str
    stopped: str
    suggest_first: str
    suggest_next: str
    retry: str
    copy: str
    copied: str
    copy_failed: str
    download: str
    clear: str
    article: str
    articles: str
    invented: str
    back: str
    back_hint: str
    promise: str
    you: str
    sentence: str
    show_sentence: str
    understood: str
    sought: str
    nearest: str
    said_by: str
    translated: str
    translated_own: str
    untranslated: str
    from_article: str
    exported: str
    export_index: str
    no_answer: str
    failed: str
    busy: str
    too_many: str
    lost: str
    rating: str


_WORDS = {
    "id": Words(
        language="id",
        title="Kutip: tanya artikelnya",
        tagline="Tanya artikelnya. Jawabannya kutipan, kalimat demi kalimat.",
        choose_language="Bahasa",
        automatic="Otomatis",
        theme="Terang atau gelap",
        conversation="Percakapan",
        welcome="Apa yang ingin Anda ketahui dari artikel ini?",
        welcome_several="Apa yang ingin Anda ketahui dari artikel-artikel ini?",
        step_ask="**Tanya** dengan kalimat biasa, dalam bahasa Indonesia atau Inggris.",
        step_quote="**Baca jawabannya:** kalimat artikel itu sendiri, dikutip utuh. Kutip tidak mengarang.",
        step_check="**Periksa:** klik nomor di ujung kutipan, dan kalimatnya menyala di artikel.",
        question="Pertanyaan Anda",
        placeholder="Tulis pertanyaan …",
        ask="Tanya",
        stop="Berhenti",
        searching="Membaca artikel …",
        stopped="Dihentikan. Ubah pertanyaannya, atau tanya sekali lagi.",
        suggest_first="Coba tanyakan",
        suggest_next="Bisa juga ditanyakan",
        retry="Tanya ulang",
        copy="Salin jawaban",
        copied="Tersalin, lengkap dengan nomor kalimatnya.",
        copy_failed="Peramban tidak mengizinkan penyalinan. Unduh percakapannya saja.",
        download="Unduh",
        clear="Mulai baru",
        article="Artikel",
        articles="Artikel-artikel",
        invented="Artikel rekaan",
        back="Kembali ke jawaban",
        back_hint="atau tekan Esc",
        promise="Kutip berjalan di komputer ini saja dan hanya menampilkan kalimat yang cocok dengan artikelnya.",
        you="Anda",
        sentence="kalimat {number}",
        show_sentence="Kalimat {number}: tunjukkan di artikel",
        understood="Dipahami sebagai:",
        sought="Yang dicari:",
        nearest="Bukan jawaban, hanya kalimat yang paling dekat:",
        said_by="kata {speaker}",
        translated="Terjemahan oleh {by}:",
        translated_own="Terjemahan oleh Kutip, bukan oleh penerbitnya:",
        untranslated="Artikelnya tidak punya terjemahan bahasa Indonesia; kutipannya dalam bahasa aslinya.",
        from_article="dari {article}",
        exported="Percakapan dengan Kutip",
        export_index="Setiap kutipan sama huruf demi huruf dengan artikel dalam indeks {index}.",
        no_answer="Tidak dijawab",
        failed="Ada yang rusak di dalam Kutip, bukan pada pertanyaan Anda. Coba tanya sekali lagi.",
        busy="Kutip sedang melayani banyak pertanyaan. Tunggu sebentar, lalu tanya lagi.",
        too_many="Terlalu banyak pertanyaan dalam satu menit. Tunggu sebentar, lalu tanya lagi.",
        lost="Sambungan ke Kutip terputus. Pastikan programnya masih berjalan, lalu muat ulang halaman ini.",
        rating="Penilaian",
    ),
    "en": Words(
        language="en",
        title="Kutip: ask the article",
        tagline="Ask the article. It answers in quotes, sentence by sentence.",
        choose_language="Language",
        automatic="Automatic",
        theme="Light or dark",
        conversation="Conversation",
        welcome="What would you like to know from this article?",
        welcome_several="What would you like to know from these articles?",
        step_ask="**Ask** in plain words, in English or Indonesian.",
        step_quote="**Read the answer:** the article’s own sentences, quoted whole. Kutip makes nothing up.",
        step_check="**Check it:** click the number after a quote, and that sentence lights up in the article.",
        question="Your question",
        placeholder="Write a question …",
        ask="Ask",
        stop="Stop",
        searching="Reading the article …",
        stopped="Stopped. Change the question, or ask it once more.",
        suggest_first="Try asking",
        suggest_next="You could also ask",
        retry="Ask again",
        copy="Copy answer",
        copied="Copied, with the sentence numbers.",
        copy_failed="The browser does not allow copying. Download the conversation instead.",
        download="Download",
        clear="Start over",
        article="Article",
        articles="Articles",
        invented="Invented article",
        back="Back to the answer",
        back_hint="or press Esc",
        promise="Kutip runs on this computer alone and shows only sentences it has checked against the article.",
        you="You",
        sentence="sentence {number}",
        show_sentence="Sentence {number}: show it in the article",
        understood="Understood as:",
        sought="Looked for:",
        nearest="Not an answer, only the sentences that come nearest:",
        said_by="said by {speaker}",
        translated="Translation by {by}:",
        translated_own="Kutip’s translation, not the publisher’s:",
        untranslated="The article has no English translation; its quotes are in the original language.",
        from_article="from {article}",
        exported="Conversation with Kutip",
        export_index="Every quote is the article’s own, letter for letter, as held in index {index}.",
        no_answer="Not answered",
        failed="Something broke inside Kutip; your question is fine. Please ask once more.",
        busy="Kutip is answering many questions. Wait a moment, then ask again.",
        too_many="Too many questions within a minute. Wait a moment, then ask again.",
        lost="The connection to Kutip is lost. Make sure the program still runs, then reload this page.",
        rating="Rating",
    ),
}
CHOICES = ("auto", *_WORDS)


def words(language: str) -> Words:
    """Return the labels in ``"id"``; any other language gets English."""
    return _WORDS.get(language, _WORDS["en"])


def page_language(choice: str | None, accepted: str | None) -> str:
    """Return the language of the labels: the one chosen, or the browser's first that is there, or Indonesian.

    Args:
        choice: ``"id"``, ``"en"`` or ``"auto"``.
        accepted: the request's Accept-Language header, whose order browsers keep by preference.
    """
    if choice in _WORDS:
        return str(choice)
    # "in" is the code that Java and old browsers still send for Indonesian.
    for code in re.findall(r"(?:^|,)\s*([a-z]{2})\b", (accepted or "").lower()):
        if code in ("id", "in", "en"):
            return "en" if code == "en" else "id"
    return "id"
