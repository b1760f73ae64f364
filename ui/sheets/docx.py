"""A sheet as a Word file, with built-in styles and headings that a screen reader can walk; knows python-docx."""

from __future__ import annotations

import io
from typing import Any

from rag import Sheet
from ui.escape import shown
from ui.sheets.outline import Kind, Line, outline

# Built-in styles: they are named alike in every language of Word and survive LibreOffice.
_STYLES: dict[Kind, str] = {
    "title": "Title", "audience": "Subtitle", "note": "Normal", "theme": "Heading 1", "heading": "Heading 1",
    "quote": "Quote", "said": "Normal", "translation": "Normal", "beside": "Normal", "disputed": "Normal",
    "remark": "Normal", "source": "Normal", "article": "Normal", "foot": "Normal",
}  # fmt: skip
_LOCALES = {"id": "id-ID", "en": "en-GB"}
_INDENTED = ("said", "translation", "beside", "disputed", "remark")
_INK, _SOFT, _ACCENT = "23201C", "5A534A", "0C5A55"


def to_docx(sheet: Sheet, languages: dict[str, str] | None = None) -> bytes:
    """Return a sheet as a Word file.

    Args:
        sheet: the points.
        languages: of the articles, by id, so that their words are spelled and read aloud in their own.
    """
    import docx

    document = docx.Document()
    _set_styles(document, sheet.language)
    lines = outline(sheet, languages)
    for number, line in enumerate(lines):
        following = lines[number + 1].kind if number + 1 < len(lines) else None
        _add(document, line, following)
    properties = document.core_properties
    properties.title, properties.author = shown(lines[0].text)[:255], "Kutip"
    properties.language, properties.comments = _LOCALES.get(sheet.language, sheet.language), ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, line: Line, following: Kind | None) -> None:
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph(style=_STYLES[line.kind])
    run = paragraph.add_run(" ".join(shown(line.text).split()))
    if line.language is not None:
        _set_language(run._r.get_or_add_rPr(), line.language)
    if line.kind in _INDENTED:
        paragraph.paragraph_format.left_indent = Cm(0.8)
        # A quote and who says it stay on one page.
        paragraph.paragraph_format.keep_with_next = following in _INDENTED
        paragraph.paragraph_format.space_after = Pt(2 if following in _INDENTED else 10)
    if line.kind == "said":
        run.bold = True
    if line.kind in ("translation", "note"):
        run.italic = True
    if line.kind in ("source", "article", "foot"):
        run.font.size = Pt(9.5)
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.space_before = Pt(10 if line.kind == "foot" else 0)


def _set_styles(document: Any, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
    sizes = {"Normal": (11, _INK), "Title": (22, _INK), "Subtitle": (12, _SOFT), "Heading 1": (14, _ACCENT),
             "Quote": (12, _INK)}  # fmt: skip
    for name, (size, colour) in sizes.items():
        style = document.styles[name]
        # Word has both; elsewhere the nearest are taken.
        _set_font(style, "Georgia" if name in ("Title", "Quote") else "Calibri")
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        _set_language(style.element.get_or_add_rPr(), language)
    quote = document.styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.paragraph_format.space_before, quote.paragraph_format.space_after = Pt(6), Pt(2)
    quote.paragraph_format.keep_with_next = True
    document.styles["Subtitle"].font.italic = False
    # The template rules a blue line under the title.
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        document.styles["Title"].element.pPr.remove(border)


def _set_font(style: Any, name: str) -> None:
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if "Theme" in key or "theme" in key:
            del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), name)


def _set_language(properties: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), _LOCALES.get(language, language))
    properties.append(element)
