"""Sheets as files: what they say, that each form reads back, and what a check says of every kind of edit."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import BadOption
from rag import Assistant, Citation, Sheet, TalkingPoint
from rag.cite import Citer
from rag.drafting import Drafter
from rag.points import Source
from ui.sheets.check import check, read_sheet
from ui.sheets.command import FORMS, form_of, rendered, report_text
from ui.sheets.markdown import to_markdown, to_text
from ui.sheets.outline import outline

ARTICLE = "ipcnkr-jakarta"
FILES = ("md", "docx", "json", "txt")


@pytest.fixture(scope="module")
def drafter(shipped):
    return Assistant(shipped).drafter("id")


@pytest.fixture(scope="module")
def sheet(drafter):
    """Seven points of every kind: whole and tight, with and without speaker, neighbour, theme and remark."""
    points = [drafter.point(ARTICLE, n) for n in (1, 5, 9, 20, 3, 16, 26)]
    points[0] = dataclasses.replace(points[0], theme="kejahatan siber", remark="Buka dengan *ini* [1] — “penting”")
    points[1] = dataclasses.replace(points[1], theme="kejahatan siber")
    return drafter.sheet(points, "keamanan siber", "Komisi I", 9)


def written(sheet, form, folder, edit=lambda text: text):
    path = folder / f"sheet.{form}"
    content = rendered(sheet, form, {ARTICLE: "id"})
    path.write_bytes(content if form == "docx" else edit(content.decode()).encode())
    return path


# ---- what a sheet says


def test_a_sheet_says_topic_audience_shortage_themes_quotes_speakers_sources_and_hash(sheet, shipped):
    lines = outline(sheet, {ARTICLE: "id"})
    said = {kind: [x.text for x in lines if x.kind == kind] for kind in {x.kind for x in lines}}
    assert said["title"] == ["Poin bicara: keamanan siber"]
    assert said["audience"] == ["Untuk: Komisi I"]
    assert said["note"] == ["Hanya 7 poin tentang topik ini yang ditemukan dalam artikel; yang diminta 9."]
    assert said["theme"] == ["kejahatan siber", "Lainnya"]
    assert [q.rsplit(" ", 1)[1] for q in said["quote"]] == [f"[{p.citation.number}]" for p in sheet.points]
    assert said["said"][2] == f"— kata Kim Gi-hyeon, Ketua IPCNKR ({ARTICLE}, kalimat 9)"
    assert said["said"][3].startswith("— Cho Chung-hee, Direktur Good Farmers Research Institute, dengan kata-kata")
    assert said["said"][4] == f"— keterangan artikel ({ARTICLE}, kalimat 3)"
    assert "mantan ketua bersama IPCNKR" in said["said"][6]
    assert len(said["source"]) == len(sheet.citations) > len(sheet.points)
    assert said["article"][0].endswith(f", SHA-256 {shipped.entries[ARTICLE].article.sha256}")
    assert shipped.id in said["foot"][0]


def test_a_statement_of_somebody_uncertain_is_not_given_to_anybody(drafter):
    point = dataclasses.replace(drafter.point(ARTICLE, 9), speaker=None, role=None)
    made = dataclasses.replace(drafter, language="en").sheet([point], "siber", "", 1)
    assert any("speaker not certain" in x.text for x in outline(made))


def test_a_translation_is_labelled_and_no_quote(drafter):
    point = drafter.point(ARTICLE, 9)
    point = dataclasses.replace(point, citation=dataclasses.replace(point.citation, translation="As members ..."))
    text = to_text(dataclasses.replace(drafter, language="en").sheet([point], "siber", "", 1))
    assert "Translation, not a quote: As members ..." in text


def test_plain_text_holds_every_quote_as_it_is(sheet):
    text = to_text(sheet)
    assert all(f"“{point.quote}” [{point.citation.number}]" in text for point in sheet.points)


# ---- there and back


@pytest.mark.parametrize("form", FILES)
def test_every_form_reads_back_and_every_quote_stands(sheet, drafter, tmp_path, form):
    read = read_sheet(written(sheet, form, tmp_path))
    points = [q for q in read.quotes if q.kind == "point"]
    assert [(q.number, q.quote) for q in points] == [(p.citation.number, p.quote) for p in sheet.points]
    assert read.places == {c.number: (c.article, c.sentence) for c in sheet.citations}
    assert read.hashes == {ARTICLE: sheet.sources[0].sha256}
    report = check(read, drafter)
    assert report.holds and not report.changed_articles
    assert report_text(report).splitlines()[-1] == "7 of 7 quoted points stand verbatim."


@given(text=st.text(min_size=1, max_size=60).filter(lambda t: re.search(r"\w", t) and t.split()))
def test_any_text_reads_back_from_markdown_and_plain_text(tmp_path_factory, text):
    from ui.escape import shown

    citation = Citation(1, "pasar", 1, 0, len(text), text)
    made = Sheet(
        "t", "", 1, "id", (TalkingPoint(citation, ((0, len(text)),)),), (Source("pasar", None, "0" * 64),), "0"
    )
    for form, content in (("md", to_markdown(made)), ("txt", to_text(made))):
        path = tmp_path_factory.getbasetemp() / f"any.{form}"
        path.write_bytes(content.encode())
        found = [q.quote for q in read_sheet(path).quotes]
        assert " ".join(found[0].split()) == " ".join(shown(text).split())


# ---- what was edited


def verdicts(sheet, drafter, folder, edit, form="md"):
    report = check(read_sheet(written(sheet, form, folder, edit)), drafter)
    return {v.quoted.number: v for v in report.verdicts if v.quoted.kind == "point"}, report


@pytest.mark.parametrize("form", ["md", "txt", "json"])
def test_one_changed_word_is_found_and_what_the_article_has_is_shown(sheet, drafter, tmp_path, form):
    def edit(text):
        return text.replace("perlu ditingkatkan", "tak perlu ditingkatkan")

    found, report = verdicts(sheet, drafter, tmp_path, edit, form)
    changed = [v for v in found.values() if v.state != "stands"]
    assert [(v.state, v.sentence) for v in changed] == [("changed", 20)]
    assert "perlu ditingkatkan melalui" in changed[0].nearest
    assert "6 of 7 quoted points stand verbatim; 1 neighbouring" in report_text(report)
    assert not report.holds


@pytest.mark.parametrize("form", ["md", "txt", "json"])
def test_words_given_to_somebody_else_are_found(sheet, drafter, tmp_path, form):
    def edit(text):
        return text.replace("Kim Gi-hyeon", "Chun Ha Ram").replace("keterangan artikel", "kata Kim Gi-hyeon")

    found, report = verdicts(sheet, drafter, tmp_path, edit, form)
    wrong = {v.sentence: v.speaker for v in found.values() if v.speaker}
    narrated = {} if form == "json" else {3: "the article’s own account", 16: "the article’s own account"}
    assert wrong == {9: "Kim Gi-hyeon"} | narrated
    assert not report.holds and "given to somebody else; in the article: Kim Gi-hyeon" in report_text(report)


def test_a_quote_cut_so_that_it_says_something_else_is_verbatim_but_not_as_kutip_cuts_it(sheet, drafter, tmp_path):
    found, _ = verdicts(
        sheet, drafter, tmp_path, lambda t: t.replace("pelanggaran kriminal yang berat", "… yang berat", 1)
    )
    assert [v.state for v in found.values() if v.state != "stands"] == ["recut"]


def test_a_quote_under_another_sentences_number_is_found_where_it_stands(sheet, drafter, tmp_path):
    number = next(p.citation.number for p in sheet.points if p.citation.sentence == 9)
    place = f"[{number}] {ARTICLE}, kalimat "
    found, _ = verdicts(sheet, drafter, tmp_path, lambda t: t.replace(f"{place}9:", f"{place}8:"))
    assert (found[number].state, found[number].found) == ("moved", 9)


def test_a_source_that_is_not_in_the_index_is_missing(sheet, drafter, tmp_path):
    found, _ = verdicts(sheet, drafter, tmp_path, lambda t: t.replace(f"{ARTICLE}, kalimat", "lain, kalimat"))
    assert {v.state for v in found.values()} == {"missing"}


def test_another_version_of_the_article_is_told(sheet, drafter, tmp_path):
    _, report = verdicts(sheet, drafter, tmp_path, lambda t: t.replace(sheet.sources[0].sha256, "0" * 64))
    assert report.changed_articles == (ARTICLE,)


def test_a_part_edited_in_json_alone_is_found(sheet, drafter, tmp_path):
    def edit(text):
        told = json.loads(text)
        told["points"][0]["parts"][0]["text"] = "Kutip mengarang."
        return json.dumps(told)

    _, report = verdicts(sheet, drafter, tmp_path, edit, "json")
    assert [v.quoted.quote for v in report.verdicts if v.state == "changed"] == ["Kutip mengarang."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"x", "is no exported sheet"),
        ("a.md", b"# Halo\n", "holds no talking point"),
        ("a.md", b"\xff", "is not UTF-8"),
        ("a.json", b"[1]", "is no sheet as JSON"),
        ("a.json", b'{"citations": [{}]}', "is no sheet as JSON"),
        ("a.json", b"[" * 100_000, "is no sheet as JSON"),
        ("a.docx", b"PK", "is no Word file"),
        ("a.md", b"x" * 5_000_001, "is larger than"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadOption, match=said):
        read_sheet(path)
    with pytest.raises(BadOption, match="cannot be read"):
        read_sheet(tmp_path / "nowhere.md")


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(BadOption, match="unpacks to more"):
        read_sheet(path)


# ---- the Word file


def test_the_word_file_has_headings_styles_languages_and_a_title(sheet):
    import docx

    document = docx.Document(io.BytesIO(rendered(sheet, "docx", {ARTICLE: "id"})))
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title" and styles.count("Heading 1") == 4 and styles.count("Quote") == 7
    assert document.core_properties.title == "Poin bicara: keamanan siber"
    assert document.core_properties.author == "Kutip"
    quote = next(p for p in document.paragraphs if p.style.name == "Quote")
    assert 'w:lang w:val="id-ID"' in quote._p.xml


def test_what_xml_cannot_hold_becomes_a_visible_mark():
    text = "Harga\x00 beras\x0b\ud800 naik"
    citation = Citation(1, "pasar", 1, 0, len(text), text)
    made = Sheet("t\x01", "", 1, "id", (TalkingPoint(citation, ((0, len(text)),), remark="\x02"),),
                 (Source("pasar", None, "0" * 64),), "0")  # fmt: skip
    assert zipfile.is_zipfile(io.BytesIO(rendered(made, "docx", {})))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is missing: install LibreOffice to test the Word file in another program")
    folder = tmp_path_factory.mktemp("office")

    def convert(path: Path, form: str) -> Path:
        home = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [program, home, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return folder / f"{path.stem}.{form}"

    return convert


def test_saved_again_by_libreoffice_every_quote_still_stands_and_it_prints(sheet, drafter, tmp_path, office):
    path = written(sheet, "docx", tmp_path)
    report = check(read_sheet(office(path, "docx")), drafter)
    assert report.holds and len(report.verdicts) > 7
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing: install poppler-utils to read the printed sheet")
    printed = office(path, "pdf")
    text = subprocess.run(["pdftotext", str(printed), "-"], check=True, capture_output=True).stdout.decode()
    assert "kata Kim Gi-hyeon, Ketua IPCNKR" in " ".join(text.split())


# ---- the command


def test_the_form_is_the_one_asked_for_or_the_files(tmp_path):
    assert [form_of(None, None), form_of(None, Path("a.DOCX")), form_of("json", None)] == ["md", "docx", "json"]
    assert set(FORMS) == set(FILES)
    for form, out in (("pdf", None), (None, Path("a.pdf")), ("docx", None)):
        with pytest.raises(BadOption, match="no format|cannot be shown"):
            form_of(form, out)


def test_a_drafter_needs_no_encoder(shipped):
    assert Drafter(shipped, Citer(shipped.entries), "id").point(ARTICLE, 1).parts
