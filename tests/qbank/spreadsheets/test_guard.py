"""A file that can't be read gets one sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from common.limits import SPREADSHEET_BYTES
from qbank.spreadsheets.files.guard import file_kind
from qbank.spreadsheets.files.refusals import MESSAGES, Reason, SpreadsheetError
from qbank.spreadsheets.reading import inspect
from tests.qbank.spreadsheets.workbooks import packed, table, unpacked, workbook

SOUND = workbook({"题库": table(("编号", "题目"), ("1", "你为什么选择客服？"))})
CSV = "编号,题目\n1,你为什么选择客服？\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\x00" * 64


def word_document() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def with_a_password() -> bytes:
    """The first entry's flag says it is encrypted, in both places a zip keeps it."""
    data = bytearray(SOUND)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


OPEN_DOCUMENT = packed(
    {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, zipfile.ZIP_STORED
)
MACROS = packed({**unpacked(SOUND), "xl/vbaProject.bin": OLE})
PAGE = "<html><body><table><tr><td>题目</td></tr></table></body></html>".encode()
PAGE_2003 = b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("~$题库.xlsx", b"\x05admin" + b"\x00" * 159, Reason.LOCK_FILE),
        ("C:\\资料\\~$题库.xlsx", SOUND, Reason.LOCK_FILE),
        ("题库.xlsx", b"", Reason.EMPTY),
        ("题库.csv", b"", Reason.EMPTY),
        ("题库.csv", b"x" * (SPREADSHEET_BYTES + 1), Reason.TOO_LARGE),
        ("题库.xls", stream("Workbook"), Reason.OLD_EXCEL),
        ("题库.xlsx", stream("Book"), Reason.OLD_EXCEL),
        ("题库.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00", Reason.OLD_EXCEL),
        ("题库.xlsx", stream("EncryptedPackage"), Reason.PROTECTED),
        ("题库.xlsx", with_a_password(), Reason.PROTECTED),
        ("题库.xlsx", stream("WordDocument"), Reason.DOCUMENT),
        ("题库.et", stream("Workbook"), Reason.WPS),
        ("题库.ods", OPEN_DOCUMENT, Reason.OPEN_DOCUMENT),
        ("题库.xlsx", OPEN_DOCUMENT, Reason.OPEN_DOCUMENT),
        ("题库.xlsb", packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), Reason.BINARY_EXCEL),
        ("题库.numbers", packed({"Index/Document.iwa": "x"}), Reason.NUMBERS),
        ("题库.xlsm", SOUND, Reason.MACROS),
        ("题库.xlsm", MACROS, Reason.MACROS),
        ("题库.xlsx", MACROS, Reason.MACROS),
        ("题库.xlsx", PAGE, Reason.WEB_PAGE),
        ("题库.xls", b"\xef\xbb\xbf\n " + PAGE, Reason.WEB_PAGE),
        ("题库.xls", PAGE_2003, Reason.WEB_PAGE),
        ("题库.csv", PAGE, Reason.WEB_PAGE),
        ("题库.csv", SOUND, Reason.NAMED_CSV),
        ("题库.txt", SOUND, Reason.NAMED_CSV),
        ("题库.xlsx", CSV, Reason.NAMED_XLSX),
        ("题库.xls", CSV, Reason.NAMED_XLSX),
        ("题库.xlsx", CSV.decode().encode("utf-16"), Reason.NAMED_XLSX),
        ("题库.xlsx", b"\x00\x01\x02" * 40, Reason.CORRUPT),
        ("题库.xlsx", word_document(), Reason.DOCUMENT),
        ("题库.docx", word_document(), Reason.DOCUMENT),
        ("题库.zip", packed({"题库.xlsx": SOUND}), Reason.NOT_A_TABLE),
        ("题库.pdf", b"%PDF-1.7\n", Reason.NOT_A_TABLE),
        ("题库.csv", b"%PDF-1.7\n", Reason.NOT_A_TABLE),
        ("题库.csv", b"\x89PNG\r\n\x1a\n", Reason.NOT_A_TABLE),
        ("题库.csv", bytes(range(32)) * 9, Reason.NOT_A_TABLE),
        ("题库.xlsx", SOUND[:-100], Reason.CORRUPT),
        ("题库.xlsx", SOUND[: len(SOUND) // 2], Reason.CORRUPT),
        ("题库.xlsx", b"PK\x03\x04", Reason.CORRUPT),
    ],
)
def test_what_can_not_be_read_is_refused(name, data, reason):
    with pytest.raises(SpreadsheetError) as refused:
        inspect(name, data)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("题库.xlsx", SOUND, "xlsx"),
        ("题库.XLSX", SOUND, "xlsx"),
        ("题库.xltx", SOUND, "xlsx"),
        ("题库", SOUND, "xlsx"),
        ("题库.csv", CSV, "csv"),
        ("题库.TXT", CSV, "csv"),
        ("题库.tsv", CSV.replace(b",", b"\t"), "csv"),
        ("题库", CSV, "csv"),
        ("../../etc/题库.csv", CSV, "csv"),
        ("", CSV, "csv"),
        ("PK.csv", "PK,题目\n".encode(), "csv"),
    ],
)
def test_what_can_be_read_is_told_by_its_content(name, data, kind):
    assert file_kind(name, data) == kind


def test_every_sentence_can_be_filled_in_and_ends():
    params = dict.fromkeys(
        ("megabytes", "rows", "cell", "columns", "sheet", "encoding", "line", "before", "row", "characters"),
        "x",
    )
    assert set(MESSAGES) == set(Reason)
    for message in MESSAGES.values():
        assert (message % params).endswith((".", "?"))
