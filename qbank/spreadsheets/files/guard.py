"""Finding out what kind of file an upload is, and refusing it, before anything in it is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, Literal

from common.limits import SPREADSHEET_BYTES, megabytes
from qbank.spreadsheets.files.encodings import looks_like_text
from qbank.spreadsheets.files.limits import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, SMALL_ENOUGH
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError

Kind = Literal["xlsx", "csv"]

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Beginnings of files that are neither text nor a workbook: PDF, pictures, packed files, old Excel.
_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
_BARE_OLD_EXCEL: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|style|\?xml|workbook)\b", re.I)
_XLSX_NAMES: Final = {".xlsx", ".xltx"}
_TEXT_NAMES: Final = {".csv", ".tsv", ".txt"}
_MACRO_NAMES: Final = {".xlsm", ".xltm", ".xlam"}
#: What a package holds when it is something else than a workbook.
_FOREIGN: Final = (
    ("xl/workbook.bin", Reason.BINARY_EXCEL),
    ("index/document.iwa", Reason.NUMBERS),
    ("index.zip", Reason.NUMBERS),
)


def file_kind(name: str, data: bytes) -> Kind:
    """What ``data`` is, by its content; SpreadsheetError when it can't be read or is not what ``name``
    says."""
    base = PurePosixPath(name.replace("\\", "/")).name
    if base.startswith("~$"):
        raise SpreadsheetError(Reason.LOCK_FILE)
    if not data:
        raise SpreadsheetError(Reason.EMPTY)
    if len(data) > SPREADSHEET_BYTES:
        raise SpreadsheetError(Reason.TOO_LARGE, megabytes=megabytes(SPREADSHEET_BYTES))
    suffix = PurePosixPath(base.lower()).suffix
    if data.startswith(_ZIP):
        _check_package(data, suffix)
        if suffix in _TEXT_NAMES:
            raise SpreadsheetError(Reason.NAMED_CSV)
        return "xlsx"
    _check_text(data, suffix)
    return "csv"


def _check_text(data: bytes, suffix: str) -> None:
    head = data[:4096]
    if data.startswith(_OLE):
        raise SpreadsheetError(_what_ole_holds(data, suffix))
    if data.startswith(_BARE_OLD_EXCEL) and b"\x00" in head:
        raise SpreadsheetError(Reason.OLD_EXCEL)
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise SpreadsheetError(Reason.WEB_PAGE)
    if data.startswith(_BINARY):
        raise SpreadsheetError(Reason.NOT_A_TABLE)
    if suffix in _XLSX_NAMES | _MACRO_NAMES | {".xls", ".xlsb", ".ods", ".et"}:
        raise SpreadsheetError(Reason.NAMED_XLSX if looks_like_text(head) else Reason.CORRUPT)


def _what_ole_holds(data: bytes, suffix: str) -> Reason:
    """A compound file: an encrypted workbook, an old one, or something else of Office's."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return Reason.PROTECTED
    if has("Workbook") or has("Book"):
        return Reason.WPS if suffix == ".et" else Reason.OLD_EXCEL
    return Reason.DOCUMENT if has("WordDocument") else Reason.NOT_A_TABLE


def _check_package(data: bytes, suffix: str) -> None:
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise SpreadsheetError(Reason.UNPACKS_TOO_FAR)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise SpreadsheetError(Reason.CORRUPT) from error
    names = {entry.filename.replace("\\", "/").lower().lstrip("/") for entry in entries}
    _check_kind(names, data, suffix)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SpreadsheetError(Reason.PROTECTED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise SpreadsheetError(Reason.CORRUPT)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > max(SMALL_ENOUGH, MAX_RATIO * len(data)):
        raise SpreadsheetError(Reason.UNPACKS_TOO_FAR)


def _check_kind(names: Iterable[str], data: bytes, suffix: str) -> None:
    for name, reason in _FOREIGN:
        if name in names:
            raise SpreadsheetError(reason)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SpreadsheetError(Reason.MACROS)
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        if suffix in _MACRO_NAMES:
            raise SpreadsheetError(Reason.MACROS)
        return
    if any(name.startswith("word/") for name in names):
        raise SpreadsheetError(Reason.DOCUMENT)
    if b"application/vnd.oasis.opendocument.spreadsheet" in data[:200] or suffix == ".ods":
        raise SpreadsheetError(Reason.OPEN_DOCUMENT)
    raise SpreadsheetError(Reason.NOT_A_TABLE)
