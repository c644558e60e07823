"""From the bytes of a document to its text, or a clear reason why not."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Final

from common.chinese_script import simplify_character
from common.limits import DOCUMENT_BYTES, DOCUMENT_CHARACTERS
from qbank.documents.reading.docx_text import read_docx
from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

#: Bytes a file, and characters its text, may have at most. A long question bank has 100,000 characters.

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What an encrypted .docx is wrapped as, in the container old .doc files use too.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: Other kinds of file, known by how they start.
_FOREIGN: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
#: Files people take for documents, and what is said about them.
_KNOWN: Final = (
    (b"%PDF-", UnreadableReason.PDF),
    (b"{\\rtf", UnreadableReason.RICH_TEXT),
)
_WEB_PAGE: Final = re.compile(r"\s*(?:<!doctype\s|<html|<head|<body|<\?xml\s|mime-version:)", re.IGNORECASE)
#: Longest first: UTF-32's mark starts with UTF-16's.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ODD: Final = re.compile(r"[\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")

#: In Chinese text this share of the characters is in common use; text in another encoding that
#: happens to decode as GB 18030 is far below.
_COMMON_SHARE: Final = 0.8

#: Stray control characters, as copied from a PDF, are dropped up to this share; more is no text.
_STRAYS: Final = 0.01


def read_document(data: bytes, filename: str) -> str:
    """The text of a .docx or text file, with ``\\n`` for line ends.

    What the file is goes by its content; its name only helps to say what is wrong with it. Raises
    UnreadableDocumentError.
    """
    if len(data) > DOCUMENT_BYTES:
        raise UnreadableDocumentError(UnreadableReason.TOO_LARGE)
    for beginning, reason in _KNOWN:
        if data[:1024].lstrip().startswith(beginning):
            raise UnreadableDocumentError(reason)
    if data.startswith(_OLE):
        raise UnreadableDocumentError(
            UnreadableReason.PROTECTED if _ENCRYPTED in data else UnreadableReason.OLD_WORD
        )
    if data.startswith(_ZIP) or (data and PurePath(filename).suffix.lower() == ".docx"):
        text = read_docx(data)
    else:
        text = decode(data)
    if len(text) > DOCUMENT_CHARACTERS:
        raise UnreadableDocumentError(UnreadableReason.TOO_LONG)
    return text


def decode(data: bytes) -> str:
    """The text that ``data`` encodes, with ``\\n`` for line ends.

    By byte order mark, else strict UTF-8, UTF-16, GB 18030 or Big5. Bytes that fit none, or fit one only
    as garbage, raise UnreadableDocumentError: an encoding is never guessed silently.
    """
    if not data.strip():
        raise UnreadableDocumentError(UnreadableReason.EMPTY)
    if data.startswith((*_FOREIGN, _ZIP, _OLE)):
        raise UnreadableDocumentError(UnreadableReason.NOT_TEXT)
    text = _marked(data) or _unmarked(data)
    if not text.strip():
        raise UnreadableDocumentError(UnreadableReason.EMPTY)
    text, strays = _CONTROL.subn("", text)
    if strays > _STRAYS * len(text):
        raise UnreadableDocumentError(UnreadableReason.NOT_TEXT)
    if _WEB_PAGE.match(text):
        raise UnreadableDocumentError(UnreadableReason.WEB_PAGE)
    return re.sub(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029", "\n", text)


def _marked(data: bytes) -> str:
    """Text that says how it is encoded; "" without such a mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data.removeprefix(mark), encoding)
            if text is None:
                raise UnreadableDocumentError(UnreadableReason.ENCODING)
            return text or " "
    return ""


def _unmarked(data: bytes) -> str:
    if b"\x00" in data:
        candidates = [_strict(data, "utf-16-le"), _strict(data, "utf-16-be")]
        readable = [text for text in candidates if text is not None and _is_plausible(text)]
        if len(readable) != 1:
            raise UnreadableDocumentError(UnreadableReason.NOT_TEXT)
        return readable[0]
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    # Bytes of one that happen to fit the other give characters that nobody uses.
    for encoding in ("gb18030", "cp950"):
        text = _strict(data, encoding)
        if text is not None and _is_plausible(text):
            return text
    raise UnreadableDocumentError(UnreadableReason.ENCODING)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    """Characters in common use, nothing unassigned, and no control characters."""
    if _CONTROL.search(text) or _ODD.search(text):
        return False
    characters = _HAN.findall(text)
    outside = sum(not c.isascii() for c in text) - len(characters)
    common = sum(map(_is_common, characters))
    return common >= _COMMON_SHARE * len(characters) and outside <= max(len(characters), len(text) // 10)


def _is_common(character: str) -> bool:
    """In the first level of GB 2312, when simplified."""
    try:
        return 0xB0 <= simplify_character(character).encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
