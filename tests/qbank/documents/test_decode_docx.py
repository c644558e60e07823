"""Word documents: all that is shown is read, and what is broken or hostile is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.documents.reading.decode import read_document
from qbank.documents.reading.docx_text import read_docx
from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


SOUND = saved(lambda document: document.add_paragraph("1.你为什么选择客服经理？"))


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with some parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_paragraphs_and_tables_come_in_order() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("一、自我认知", 1)
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "题目1：为什么？", "答案：因为\n热爱"
        document.add_paragraph("完")

    assert read_docx(saved(build)) == "# 一、自我认知\n| 题目1：为什么？ | 答案：因为<br>热爱 |\n完"


def test_inserted_text_links_and_content_controls_are_read_and_deleted_text_is_not() -> None:
    xml = f"""<w:p {W}>
    <w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>
    <w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>
    <w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent>
    </w:sdt><w:r><w:tab/><w:t>后</w:t><w:br/><w:t>行</w:t></w:r></w:p>"""
    assert read_docx(saved(lambda d: d.element.body.insert(0, parse_xml(xml)))) == "新增链接控件\t后\n行"


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="90">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="92"><w:abstractNumId w:val="90"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*items: tuple[int, int, str]) -> bytes:
    """A document whose paragraphs have (list, depth, text)."""

    def build(document: docx.document.Document) -> None:
        for num_id, depth, text in items:
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            number = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr>'
            properties.append(parse_xml(number))

    return with_parts(saved(build), {"word/numbering.xml": NUMBERING.encode()})


def test_the_numbers_that_word_computes_are_read() -> None:
    data = numbered(
        (91, 0, "认知"),
        (91, 1, "甲"),
        (91, 1, "乙"),
        (91, 2, "细"),
        (91, 3, "点"),
        (91, 0, "技能"),
        (91, 1, "丙"),
    )
    assert read_docx(data).split("\n") == [
        *("一、认知", "1.甲", "2.乙", "2.1 细", "      • 点", "二、技能", "1.丙")
    ]


def test_a_list_made_from_the_same_pattern_goes_on_unless_it_says_where_to_start() -> None:
    data = numbered((91, 1, "甲"), (91, 1, "乙"), (92, 1, "丙"), (92, 1, "丁"), (99, 0, "无"))
    assert read_docx(data).split("\n") == ["1.甲", "2.乙", "5.丙", "6.丁", "无"]


def test_a_numbered_style_counts() -> None:
    def build(document: docx.document.Document) -> None:
        for text in "甲乙":
            document.add_paragraph(text, style="List Number")

    assert read_docx(saved(build)) == "1.甲\n2.乙"


DOCUMENT = part(SOUND, "word/document.xml")
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    + DOCUMENT.split(b"?>", 1)[1]
)
OUTSIDE = BOMB.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", UnreadableReason.CORRUPT),
        (SOUND[: len(SOUND) // 2], UnreadableReason.CORRUPT),
        (SOUND.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"), UnreadableReason.CORRUPT),
        (with_parts(SOUND, {"word/document.xml": b"<w:document"}), UnreadableReason.CORRUPT),
        (with_parts(SOUND, {"word/document.xml": b"<html/>"}), UnreadableReason.CORRUPT),
        (with_parts(SOUND, {"[Content_Types].xml": b"<Types/>"}), UnreadableReason.CORRUPT),
        (with_parts(SOUND, {"word/document.xml": BOMB}), UnreadableReason.UNSAFE),
        (with_parts(SOUND, {"word/document.xml": OUTSIDE}), UnreadableReason.UNSAFE),
        (
            with_parts(SOUND, {"word/document.xml": OUTSIDE.decode().encode("utf-16")}),
            UnreadableReason.UNSAFE,
        ),
        (with_parts(SOUND, {"word/media/image1.png": bytes(30_000_000)}), UnreadableReason.UNSAFE),
        (with_parts(SOUND, {f"word/{n}.bin": b"" for n in range(2_001)}), UnreadableReason.UNSAFE),
        (saved(lambda document: document.add_paragraph(" ")), UnreadableReason.EMPTY),
        ("只是文字".encode(), UnreadableReason.NOT_DOCX),
    ],
)
def test_what_is_no_sound_document_is_refused_with_the_reason(data: bytes, reason: UnreadableReason) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(data, "questions.docx")
    assert refused.value.reason is reason


def test_a_workbook_or_another_archive_is_not_a_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(stream.getvalue(), "questions.txt")
    assert refused.value.reason is UnreadableReason.SPREADSHEET


def test_an_encrypted_part_is_said_to_be_protected() -> None:
    data = bytearray(SOUND)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    with pytest.raises(UnreadableDocumentError) as refused:
        read_docx(bytes(data))
    assert refused.value.reason is UnreadableReason.PROTECTED


def test_a_document_is_known_by_its_content_whatever_its_name() -> None:
    assert read_document(SOUND, "题库.txt") == "1.你为什么选择客服经理？"


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_is_read_or_refused(position: int, junk: bytes) -> None:
    data = SOUND[:position] + junk + SOUND[position + len(junk) :]
    try:
        assert read_document(data, "a.docx").strip()
    except UnreadableDocumentError as refused:
        assert refused.reason in UnreadableReason
