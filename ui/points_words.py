"""Every label of the talking-points tab, in Indonesian and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsWords:
    """The tab's labels in one language; ``{number}`` is filled in by points.js."""

    chat_tab: str
    points_tab: str
    topic: str
    topic_hint: str
    audience: str
    audience_hint: str
    count: str
    draft: str
    drafting: str
    drafted: str
    empty: str
    kept: str
    not_kept: str
    clear: str
    cleared: str
    include: str
    up: str
    down: str
    drop: str
    restore: str
    remark: str
    remark_hint: str
    read_with: str
    disputed: str
    translated: str
    others: str
    show: str
    nearest: str
    copy_text: str
    copy_markdown: str
    copied: str
    copy_failed: str
    download: str
    downloaded: str
    none_chosen: str
    stale: str
    moved: str
    dropped: str
    unreadable: str


_WORDS = {
    "id": PointsWords(
        chat_tab="Tanya",
        points_tab="Poin bicara",
        topic="Topik atau pertanyaan",
        topic_hint="misalnya: keamanan siber",
        audience="Untuk siapa",
        audience_hint="misalnya: rapat Komisi I",
        count="Jumlah",
        draft="Susun poin",
        drafting="Membaca artikel …",
        drafted="{number} poin ditemukan.",
        empty="Setiap poin adalah kutipan dari artikel, dengan pembicara dan nomor kalimatnya. Pilih, urutkan, beri "
        "catatan, lalu salin atau unduh.",
        kept="Yang Anda tulis di sini disimpan di peramban ini saja dan tetap ada setelah halaman dimuat ulang.",
        not_kept="Peramban ini tidak mengizinkan penyimpanan: yang Anda tulis hilang saat halaman dimuat ulang.",
        clear="Hapus semua",
        cleared="Semua yang tersimpan sudah dihapus.",
        include="Pakai poin {number}",
        up="Naikkan poin {number}",
        down="Turunkan poin {number}",
        drop="Buang poin {number}",
        restore="Kembalikan {number} poin yang dibuang",
        remark="Catatan untuk poin {number}",
        remark_hint="Catatan Anda",
        read_with="Baca bersama",
        disputed="Dibantah atau dibatasi oleh",
        translated="Terjemahan oleh Kutip:",
        others="Lainnya",
        show="Kalimat {number}: tunjukkan di artikel",
        nearest="Bukan poin bicara, hanya kalimat yang paling dekat:",
        copy_text="Salin teks",
        copy_markdown="Salin Markdown",
        copied="Tersalin, lengkap dengan pembicara dan nomor kalimatnya.",
        copy_failed="Peramban tidak mengizinkan penyalinan. Unduh saja.",
        download="Unduh {number}",
        downloaded="Berkasnya diunduh.",
        none_chosen="Belum ada poin yang dipakai: centang paling sedikit satu.",
        stale="Artikelnya berubah sejak poin ini disusun. Susun ulang sebelum dipakai.",
        moved="Poin {number} dipindahkan.",
        dropped="Poin dibuang; dapat dikembalikan di bawah daftar.",
        unreadable="Permintaan itu tidak dapat dibaca. Muat ulang halaman ini.",
    ),
    "en": PointsWords(
        chat_tab="Ask",
        points_tab="Talking points",
        topic="Topic or question",
        topic_hint="for example: what should ASEAN do?",
        audience="For whom",
        audience_hint="for example: committee meeting",
        count="Count",
        draft="Draft points",
        drafting="Reading the article …",
        drafted="{number} points found.",
        empty="Every point is a quote from the article, with its speaker and sentence number. Choose, reorder, "
        "annotate, then copy or download.",
        kept="What you type here is kept in this browser alone and survives a reload of the page.",
        not_kept="This browser does not allow storage: what you type is lost when the page is reloaded.",
        clear="Delete everything",
        cleared="Everything that was kept is deleted.",
        include="Use point {number}",
        up="Move point {number} up",
        down="Move point {number} down",
        drop="Drop point {number}",
        restore="Bring back {number} dropped points",
        remark="Note on point {number}",
        remark_hint="Your note",
        read_with="Read with",
        disputed="Denied or qualified by",
        translated="Kutip’s translation:",
        others="Others",
        show="Sentence {number}: show it in the article",
        nearest="Not talking points, only the sentences that come nearest:",
        copy_text="Copy text",
        copy_markdown="Copy Markdown",
        copied="Copied, with speakers and sentence numbers.",
        copy_failed="The browser does not allow copying. Download instead.",
        download="Download {number}",
        downloaded="The file is downloaded.",
        none_chosen="No point is chosen: tick at least one.",
        stale="The article has changed since these points were drafted. Draft them again before use.",
        moved="Point {number} moved.",
        dropped="Point dropped; it can be brought back below the list.",
        unreadable="That request could not be read. Please reload the page.",
    ),
}


def points_words(language: str) -> PointsWords:
    """Return the labels in ``"id"``; any other language gets English."""
    return _WORDS.get(language, _WORDS["en"])
