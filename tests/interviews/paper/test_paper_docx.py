"""Sheets as Word files: every text in them, headings to navigate by, tables to edit, East-Asian fonts."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from interviews.models import Company
from tests import factories
from tests.office import convert, needs_office

pytestmark = pytest.mark.django_db

PARTS = ["先听完客户的话，再复述一遍确认。", "最后说明下一步由谁在何时跟进。"]


@pytest.fixture
def sheet():
    questions = [
        factories.make_question(
            text="客户情绪激动时，\n你会怎么说？", answer="\n\n".join(PARTS), red_flags=2
        ),
        factories.make_question(rubric_kind="ladder", red_flags=0, text="讲一次你把客户放在第一位的经历。"),
    ]
    return factories.make_sheet(question_set=factories.make_set(questions=questions, name="华东 一面"))


def download(client, what, pk, **query):
    answer = client.get(reverse(f"interviews:{what}", args=[pk]), query)
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    return answer


def opened(answer):
    return Document(BytesIO(answer.content))


def texts(document) -> str:
    """All that is written in the body, in tables too."""
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize("kind", ["full", "plain", "form"])
def test_every_text_of_the_sheet_is_in_the_file(hr, sheet, kind):
    document = opened(download(hr, "sheet-docx", sheet.pk, kind=kind))
    written = texts(document)
    expected = [
        "华东 一面",
        "优秀 from 90 %",
        "合格 from 63.3 %",
        "不合格 below that",
        "Candidate",
        "Interviewer",
    ]
    for item in sheet.items.all():
        expected += [*item.text.splitlines(), *[point.text for point in item.points.all()]]
        if kind != "form":
            expected += item.probes
    if kind == "full":
        expected += PARTS
    assert [text for text in expected if text not in written] == []
    assert (PARTS[0] in written) == (kind == "full")
    assert (sheet.items.first().probes[0] in written) == (kind != "form")


def test_headings_are_words_own(hr, sheet):
    document = opened(download(hr, "sheet-docx", sheet.pk, kind="full"))
    outline = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Head"))
    ]
    assert outline[0] == ("Title", "华东 一面")
    assert ("Heading 1", "Overview and result") in outline
    questions = [text for style, text in outline if style == "Heading 2"]
    assert questions == ["1. 客户情绪激动时，", "2. 讲一次你把客户放在第一位的经历。"]
    assert ("Heading 4", "Reference answer") in outline


def test_tables_have_a_box_for_every_mark_and_rating(hr, sheet):
    document = opened(download(hr, "sheet-docx", sheet.pk, kind="form"))
    boxes = len(document.element.body.findall(f".//{qn('w:sdt')}"))
    points = sum(not p.red_flag for item in sheet.items.all() for p in item.points.all())
    # Three marks a point, two red flags, eleven ratings and "not asked" a question, four bands, the floor.
    assert boxes == 3 * points + 2 + 2 * (11 + 1) + 4 + 1
    ladder = next(table for table in document.tables if table.rows[0].cells[0].text == "Level")
    assert [row.cells[0].text for row in ladder.rows[1:]] == ["1", "2", "3", "4", "5"]


def test_every_font_named_in_the_file_names_its_east_asian_one(hr, sheet):
    document = opened(download(hr, "sheet-docx", sheet.pk, kind="full"))
    for root in (document.element, document.styles.element, document.sections[0].header._element):
        for fonts in root.iter(qn("w:rFonts")):
            assert fonts.get(qn("w:eastAsia")), fonts.attrib
    named = {
        style.name
        for style in document.styles
        if style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    }
    used = {p.style.name for p in document.paragraphs}
    used |= {p.style.name for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs}
    assert used <= named


def test_head_foot_and_one_copy_for_each_of_the_panel(hr, sheet):
    Company.objects.create(pk=1, name="晨光客服", footer="内部资料")
    panel = [factories.make_user(name="王芳"), factories.make_user(name="李强")]
    interview = factories.make_interview(panel=panel, sheet=sheet)
    document = opened(download(hr, "interview-docx", interview.pk, orientation="landscape"))
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert section.header.paragraphs[0].text.startswith("晨光客服\t")
    assert interview.candidate.name in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("内部资料\t")
    written = texts(document)
    assert "王芳" in written and "李强" in written
    # Each copy begins on a new page, which is its page 1.
    assert [section.start_type for section in document.sections] == [WD_SECTION.NEW_PAGE] * 2
    numbers = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    assert numbers == ["1", "1"] and "of" not in section.footer.paragraphs[0].text
    copy = opened(
        download(hr, "interview-docx", interview.pk, member=interview.members.get(user=panel[1]).pk)
    )
    assert "李强" in texts(copy) and "王芳" not in texts(copy)


def test_names_that_no_header_or_file_can_hold(hr, sheet):
    interview = factories.make_interview(panel=[factories.make_user(name="王\x07芳")], sheet=sheet)
    interview.candidate.name = 'a\r\nX-Evil: 1 /../"\x0b<b>'
    interview.candidate.save()
    answer = download(hr, "interview-docx", interview.pk)
    assert "X-Evil" not in answer.headers
    assert not set("\r\n/<>") & set(answer["Content-Disposition"].replace("filename*=utf-8''", ""))
    assert "王芳" in texts(opened(answer))


@needs_office
def test_libreoffice_reads_every_text(hr, sheet, tmp_path):
    source = tmp_path / "sheet.docx"
    source.write_bytes(download(hr, "sheet-docx", sheet.pk, kind="full").content)
    read = convert(source, "txt:Text (encoded):UTF8", tmp_path / "out").read_text(encoding="utf-8-sig")
    expected = ["华东 一面", *PARTS, "How to fill this in", "Signature and date"]
    for item in sheet.items.all():
        expected += [*item.text.splitlines(), *item.probes, *[point.text for point in item.points.all()]]
    assert [text for text in expected if text not in read] == []
