"""The text of a Word document: every paragraph, also in tables, with the numbers Word shows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from qbank.documents.reading.docx_numbers import Numbering
from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

#: Of the archive: parts, unpacked bytes, and unpacked bytes for each packed one.
MAX_PARTS: Final = 2_000
MAX_UNPACKED: Final = 60_000_000
MAX_RATIO: Final = 100

_DOCUMENT: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH: Final = f"{_W}p"
#: What a run shows besides its text.
_SHOWN: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
#: Text that was deleted or moved away, and the copy of a drawing for older programs.
_HIDDEN: Final = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(data: bytes) -> str:
    """The text of a .docx, a line for each paragraph. Raises UnreadableDocumentError."""
    _check_archive(data)
    try:
        import docx  # noqa: PLC0415 (slow, and only Word files need it)

        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        lines = [numbering.label(p) + "".join(_text(p)) for p in document.element.body.iter(_PARAGRAPH)]
    except Exception as error:  # python-docx has no error of its own for the many ways a file can be broken
        raise UnreadableDocumentError(UnreadableReason.CORRUPT) from error
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "\n".join(lines))
    if not text.strip():
        raise UnreadableDocumentError(UnreadableReason.EMPTY)
    return text


def _text(element: Any) -> Iterator[str]:
    """What a paragraph shows, without the paragraphs of text boxes inside it, which come by themselves."""
    for child in element:
        if child.tag in _HIDDEN or child.tag == _PARAGRAPH:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SHOWN:
            yield _SHOWN[child.tag]
        else:
            yield from _text(child)


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
    if _DOCUMENT not in {part.filename for part in parts}:
        raise UnreadableDocumentError(UnreadableReason.NOT_DOCX)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > min(MAX_UNPACKED, MAX_RATIO * packed + 1_000_000):
        raise UnreadableDocumentError(UnreadableReason.UNSAFE)


def _declares(xml: bytes) -> bool:
    """Word declares no document types or entities; bombs do. Looked for in UTF-16 as well."""
    return _DECLARATION.search(xml.replace(b"\x00", b"")) is not None
