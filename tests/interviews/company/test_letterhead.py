"""The company's printed pages and Word files: letterhead, page words, styles and fonts."""

from base64 import b64decode
from io import BytesIO

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from interviews.company.letterhead import page_words
from interviews.models import Company
from interviews.paper.docx import BOX, WordDocument

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
COMPANY = Company(name="晨光客服", footer="内部资料，请勿外传")


def reopened(word: WordDocument):
    return Document(BytesIO(word.to_bytes()))


def make_word(**options) -> WordDocument:
    return WordDocument(**{"company": COMPANY, "title": "面试题表", "running": "客服经理 · 李明"} | options)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_around_a_page_number_hold_no_placeholder(language):
    with translation.override(language):
        words = page_words()
    assert len(words) == 3 and not any("{" in word for word in words)


def test_head_and_foot_stand_on_every_page_with_fields_for_the_page_numbers():
    section = reopened(make_word()).sections[0]
    assert section.header.paragraphs[0].text == "晨光客服\t客服经理 · 李明"
    assert section.footer.paragraphs[0].text.startswith("内部资料，请勿外传\t")
    fields = section.footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("landscape", "width", "height"), [(False, 210, 297), (True, 297, 210)])
def test_pages_are_a4(landscape, width, height):
    section = reopened(make_word(landscape=landscape)).sections[0]
    assert round(section.page_width.mm) == width and round(section.page_height.mm) == height


def test_every_style_names_an_east_asian_font_and_none_follows_the_theme():
    document = reopened(make_word())
    for style in document.styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            assert fonts.get(qn("w:eastAsia")), style.name
            assert not [name for name in fonts.attrib if "heme" in name], style.name
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Body Text", "Caption"):
        assert document.styles[name].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None, name


def test_a_table_repeats_its_head_cuts_no_row_and_has_boxes_to_click():
    word = make_word()
    word.table(["要点", "达到"], [["先听完", BOX], ["再复述", BOX]], [None, Mm(16)], centered=[1])
    table = reopened(word).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["要点", "先听完", "再复述"]
    assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1
    assert len(table._tbl.findall(f".//{qn('w:cantSplit')}")) == 3
    assert len(table._tbl.findall(f".//{qn('w:sdt')}")) == 2
    assert sum(column.width for column in table.columns) == word.width


def test_characters_a_word_file_cannot_hold_are_left_out():
    word = make_word(title="甲\x01乙", running="\x0b丙\ufffe")
    word.paragraph("第一行\x00\n第二行\x1f")
    document = reopened(word)
    assert [p.text for p in document.paragraphs] == ["第一行", "第二行"]
    assert document.core_properties.title == "甲乙"
    assert document.sections[0].header.paragraphs[0].text.endswith("\t丙")


def test_the_logo_stands_in_the_head():
    word = make_word(company=Company(name="晨光", logo=PNG, logo_type="image/png"))
    header = reopened(word).sections[0].header
    assert header._element.findall(f".//{qn('w:drawing')}")


def test_a_logo_that_python_docx_does_not_know_leaves_the_name():
    word = make_word(company=Company(name="晨光", logo=b"\xff\xd8\xff\xdb", logo_type="image/jpeg"))
    assert reopened(word).sections[0].header.paragraphs[0].text.startswith("晨光")
