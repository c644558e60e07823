"""What is taken as a candidate's paper, told by its content; and by which name it is offered."""

import io
import zipfile

import pytest
from PIL import Image

from common.limits import PAPER_BYTES
from interviews.candidates.rules.papers import PaperFile, PaperReason, Refusal, paper_name, read_papers
from tests.interviews.candidates.papers import PDF, packed, picture, word, word_with

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATION = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://example.com/a>b" TargetMode="&#69;xternal"/></Relationships>'
)


def read(data: bytes, name: str = "a.bin") -> PaperFile | Refusal:
    return read_papers([(name, data)])[0]


def taken(data: bytes, name: str = "a.bin") -> PaperFile:
    paper = read(data, name)
    assert isinstance(paper, PaperFile)
    return paper


@pytest.mark.parametrize(
    ("data", "kind"),
    [(PDF, "pdf"), (word(), "docx"), (picture(), "png"), (picture("JPEG"), "jpg")],
    ids=["pdf", "word", "png", "jpeg"],
)
def test_the_content_says_what_a_file_is_and_its_name_follows(data, kind):
    paper = taken(data, "张三 简历.exe")
    assert (paper.kind, paper.name) == (kind, f"张三 简历.{kind}")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", PaperReason.EMPTY),
        (PDF + b" " * PAPER_BYTES, PaperReason.TOO_LARGE),
        (b"<html><script>alert(1)</script>", PaperReason.OTHER_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", PaperReason.OTHER_KIND),
        (b"MZ\x90\x00" + bytes(200), PaperReason.OTHER_KIND),
        (picture("GIF"), PaperReason.OTHER_KIND),
        (b"{\\rtf1 x}", PaperReason.OTHER_KIND),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), PaperReason.APPLE_PHOTO),
        (OLE + "WordDocument".encode("utf-16-le"), PaperReason.OLD_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PaperReason.PROTECTED),
        (OLE + "Workbook".encode("utf-16-le"), PaperReason.OTHER_KIND),
        # A page of the web that calls itself a PDF further on, and a PDF with another file behind its end.
        (b"<script>alert(1)</script>" + PDF, PaperReason.OTHER_KIND),
        (PDF + packed({"a.exe": b"MZ"}), PaperReason.DAMAGED),
        (PDF[:-8], PaperReason.DAMAGED),
        (picture()[:60], PaperReason.DAMAGED),
        (b"\xff\xd8\xff\xe0 not a picture", PaperReason.DAMAGED),
        (picture(size=(9000, 20)), PaperReason.PICTURE_SIZE),
        (picture(size=(40, 8)), PaperReason.PICTURE_SIZE),
        (packed({"a.txt": b"a"}), PaperReason.OTHER_KIND),
        (packed({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), PaperReason.OTHER_KIND),
        (word()[:-40], PaperReason.DAMAGED),
        (word_with({"word/vbaProject.bin": b"x"}), PaperReason.MACROS),
        (word_with({"../../etc/passwd": b"x"}), PaperReason.DAMAGED),
        (word_with({"word/media/a.bin": bytes(70_000_000)}), PaperReason.DAMAGED),
        (word_with({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), PaperReason.DAMAGED),
        (word_with({"word/_rels/settings.xml.rels": RELATION % b"attachedTemplate"}), PaperReason.FETCHES),
        (word_with({"word/_rels/document.xml.rels": b"<Relationships"}), PaperReason.DAMAGED),
    ],
)
def test_what_is_not_taken_says_why(data, reason):
    refusal = read(data)
    assert isinstance(refusal, Refusal) and refusal.reason == reason
    assert "%" not in refusal.message % refusal.params


def test_a_link_in_a_word_file_is_no_reason_to_refuse_it():
    assert taken(word_with({"word/_rels/settings.xml.rels": RELATION % b"hyperlink"})).kind == "docx"


def test_of_a_picture_only_what_can_be_seen_is_kept():
    place = Image.Exif()
    place[0x010E] = "31.2304N 121.4737E"
    for data in (picture("JPEG", exif=place), picture("PNG", exif=place)):
        hidden = data + packed({"a.exe": b"MZ"}) + b"<script>alert(1)</script>"
        content = taken(hidden).content
        assert not any(word in content for word in (b"31.2304N", b"script", b"a.exe"))
        assert not zipfile.is_zipfile(io.BytesIO(content))
        assert Image.open(io.BytesIO(content)).size == (40, 30)


def test_one_bad_file_says_so_beside_good_ones():
    good, bad = read_papers([("a.pdf", PDF), ("C:\\x\\坏.pdf", b"nothing")])
    assert isinstance(good, PaperFile) and isinstance(bad, Refusal) and bad.name == "坏.pdf"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("张三简历.pdf", "张三简历.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\a.dll", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ('a"; filename="b.exe', "a ; filename= b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a.pdf.exe", "a.pdf.pdf"),
        (".pdf", "paper.pdf"),
        ("", "paper.pdf"),
        ("...", "paper.pdf"),
        ("\x00\x1f", "paper.pdf"),
        ("长" * 300 + ".pdf", "长" * 96 + ".pdf"),
    ],
)
def test_names_are_as_people_write_them_and_nothing_more(name, offered):
    assert paper_name(name, "pdf") == offered
