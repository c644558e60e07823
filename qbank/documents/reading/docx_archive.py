"""The parts of a .docx that hold its text, opened only once the archive is known to be harmless.

Read directly: python-docx refuses a document for a picture that is missing, and a picture is no text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any, Final

from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

#: Of the archive: parts, unpacked bytes, and unpacked bytes for each packed one.
MAX_PARTS: Final = 2_000
MAX_UNPACKED: Final = 60_000_000
MAX_RATIO: Final = 100

_DOCUMENT: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Other programs' files in the same kind of archive, known by their folders.
_OTHERS: Final = (
    ("xl/", UnreadableReason.SPREADSHEET),
    ("ppt/", UnreadableReason.PRESENTATION),
)


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """The elements of a document's parts; None for those it does not have."""

    body: Any
    styles: Any
    numbering: Any
    footnotes: Any


def open_parts(data: bytes) -> DocumentParts:
    """The parts of a .docx. Raises UnreadableDocumentError."""
    _check_archive(data)
    from docx.oxml import parse_xml  # noqa: PLC0415 (slow, and only Word files need it)

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if b"wordprocessingml" not in archive.read(_TYPES):
                raise UnreadableDocumentError(UnreadableReason.CORRUPT)
            names = set(archive.namelist())
            roots = {
                name: parse_xml(archive.read(f"word/{name}.xml"))
                for name in ("document", "styles", "numbering", "footnotes")
                if f"word/{name}.xml" in names
            }
        body = roots["document"].find(f"{_W}body")
    except UnreadableDocumentError:
        raise
    except Exception as error:  # zipfile and lxml let the errors of what they are built on through
        raise UnreadableDocumentError(UnreadableReason.CORRUPT) from error
    if body is None:
        raise UnreadableDocumentError(UnreadableReason.CORRUPT)
    return DocumentParts(body, roots.get("styles"), roots.get("numbering"), roots.get("footnotes"))


def _check_archive(data: bytes) -> None:
    """Refuse what is no document, or would not stay small, before anything is unpacked."""
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(UnreadableReason.NOT_DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), len(data))
            declared = any(
                _declares(archive.read(part))
                for part in archive.infolist()
                if part.filename.lower().endswith((".xml", ".rels"))
            )
    except UnreadableDocumentError:
        raise
    except Exception as error:  # zipfile lets the errors of what it is built on through
        raise UnreadableDocumentError(UnreadableReason.CORRUPT) from error
    if declared:
        raise UnreadableDocumentError(UnreadableReason.UNSAFE)


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocumentError(UnreadableReason.PROTECTED)
    names = {part.filename for part in parts}
    if _DOCUMENT not in names:
        reason = next(
            (reason for folder, reason in _OTHERS if any(name.startswith(folder) for name in names)),
            UnreadableReason.NOT_DOCX,
        )
        raise UnreadableDocumentError(reason)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > min(MAX_UNPACKED, MAX_RATIO * packed + 1_000_000):
        raise UnreadableDocumentError(UnreadableReason.UNSAFE)


def _declares(xml: bytes) -> bool:
    """Word declares no document types or entities; bombs do. Looked for in UTF-16 as well."""
    return _DECLARATION.search(xml.replace(b"\x00", b"")) is not None
