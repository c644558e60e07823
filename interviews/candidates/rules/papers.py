"""What a candidate's papers may be: told by their content and never by their name. Pure.

PDF, Word (.docx) and pictures. A picture is drawn anew, so that of it only what can be seen is kept: no place
where it was taken, and nothing hidden behind it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from common.limits import PAPER_BYTES, megabytes
from common.messages import gettext_noop
from interviews.common.rules.file_names import plain_name
from interviews.company.rules.pictures import (
    SHORTEST,
    PictureSizeError,
    UnreadablePictureError,
    redraw,
)
from qbank.documents.reading.docx_archive import open_parts
from qbank.documents.reading.unreadable import UnreadableDocumentError, UnreadableReason

#: Kind (the ending of the file's name) → media type.
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
}
#: Kinds that a browser shows by itself.
SHOWN: Final = frozenset({"pdf", "png", "jpg"})
#: Of a picture, in pixels: an A4 page scanned at 600 dpi is shorter.
LONGEST_SIDE: Final = 8000
LONGEST_NAME: Final = 100

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF: Final = b"%PDF-"
#: A PDF's end with nothing behind it: what follows may be another file.
_PDF_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\x00]*\Z")
#: Apple's photos, by the brand in their head.
_APPLE: Final = re.compile(rb"....ftyp(?:hei[cfx]|hevc|mif1|msf1|avif)", re.DOTALL)
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


class PaperReason(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    OTHER_KIND = "other-kind"
    OLD_WORD = "old-word"
    APPLE_PHOTO = "apple-photo"
    PROTECTED = "protected"
    MACROS = "macros"
    FETCHES = "fetches"
    DAMAGED = "damaged"
    PICTURE_SIZE = "picture-size"


#: English message ids, translated where they are shown.
MESSAGES: Final = {
    PaperReason.EMPTY: gettext_noop("The file is empty. Choose another one."),
    PaperReason.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)s MB. Save it smaller, or in two parts, and try again."
    ),
    PaperReason.OTHER_KIND: gettext_noop(
        "This is neither a PDF nor a Word document (.docx) nor a PNG or JPEG picture, whatever its name "
        "says. Save it as one of these and try again."
    ),
    PaperReason.OLD_WORD: gettext_noop(
        "This is an old Word or WPS file. Open it, save it as PDF or .docx and try again."
    ),
    PaperReason.APPLE_PHOTO: gettext_noop(
        "This is a photo as iPhones save it (HEIC). Save it as JPEG and try again."
    ),
    PaperReason.PROTECTED: gettext_noop(
        "The file is protected by a password. Save it without one and try again."
    ),
    PaperReason.MACROS: gettext_noop("The file has macros in it. Save it as PDF and try again."),
    PaperReason.FETCHES: gettext_noop(
        "The file would load parts from elsewhere when it is opened. Save it as PDF and try again."
    ),
    PaperReason.DAMAGED: gettext_noop(
        "The file is damaged, or something stands in it that doesn’t belong there. Open it, save or print it "
        "as PDF and try again."
    ),
    PaperReason.PICTURE_SIZE: gettext_noop(
        "The picture has %(width)s × %(height)s pixels; each side needs between %(shortest)s and %(longest)s"
        ". Save it in another size and try again."
    ),
}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file that is taken: its name as it will be offered, its kind (of MEDIA_TYPES), its content."""

    name: str
    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken: which, and why."""

    name: str
    reason: PaperReason
    params: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The English sentence; ``params`` belong into it once it is translated."""
        return MESSAGES[self.reason]


class PaperError(ValueError):
    """The file is not taken."""

    def __init__(self, reason: PaperReason, **params: object) -> None:
        super().__init__(reason, params)
        self.reason, self.params = reason, params


def read_papers(files: Sequence[tuple[str, bytes]]) -> list[PaperFile | Refusal]:
    """Each (name, content) as it will be kept, or why it is not."""
    return [_read(name, data) for name, data in files]


def _read(name: str, data: bytes) -> PaperFile | Refusal:
    try:
        kind, content = _checked(data)
    except PaperError as error:
        return Refusal(plain_name(_last_part(name), LONGEST_NAME) or "?", error.reason, error.params)
    return PaperFile(paper_name(name, kind), kind, content)


def paper_name(name: str, kind: str) -> str:
    """The name a file is offered by: what its sender called it, with the ending of what it is."""
    stem = plain_name(_ENDING.sub("", _last_part(name).rstrip(" .")), LONGEST_NAME - len(kind) - 1)
    return f"{stem or 'paper'}.{kind}"


def _last_part(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _checked(data: bytes) -> tuple[str, bytes]:
    """The kind of the file and what is kept of it. Raises PaperError."""
    if not data:
        raise PaperError(PaperReason.EMPTY)
    if len(data) > PAPER_BYTES:
        raise PaperError(PaperReason.TOO_LARGE, megabytes=megabytes(PAPER_BYTES))
    if data.startswith(_PICTURES):
        return _picture(data)
    if data.startswith(_PDF):
        if not _PDF_END.search(data[-2048:]):
            raise PaperError(PaperReason.DAMAGED)
        return "pdf", data
    if data.startswith(b"PK\x03\x04"):
        _check_word(data)
        return "docx", data
    if data.startswith(_OLE):
        raise PaperError(_what_ole_holds(data))
    raise PaperError(PaperReason.APPLE_PHOTO if _APPLE.match(data) else PaperReason.OTHER_KIND)


def _picture(data: bytes) -> tuple[str, bytes]:
    try:
        picture = redraw(data, longest=LONGEST_SIDE)
    except UnreadablePictureError as error:
        raise PaperError(PaperReason.DAMAGED) from error
    except PictureSizeError as error:
        raise PaperError(
            PaperReason.PICTURE_SIZE,
            width=error.width,
            height=error.height,
            shortest=SHORTEST,
            longest=LONGEST_SIDE,
        ) from error
    return ("png" if picture.media_type == MEDIA_TYPES["png"] else "jpg"), picture.data


def _what_ole_holds(data: bytes) -> PaperReason:
    """A compound file: a Word document with a password, an old one, or something else of Office's."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return PaperReason.PROTECTED
    return PaperReason.OLD_WORD if has("WordDocument") else PaperReason.OTHER_KIND


#: What the reader of documents says → what is said of a paper.
_WORD_REASONS: Final = {
    UnreadableReason.PROTECTED: PaperReason.PROTECTED,
    UnreadableReason.CORRUPT: PaperReason.DAMAGED,
    UnreadableReason.UNSAFE: PaperReason.DAMAGED,
}


def _check_word(data: bytes) -> None:
    """Refuse what is no Word document, is none that a reader of ours would open, or acts by itself."""
    try:
        open_parts(data)
    except UnreadableDocumentError as error:
        raise PaperError(_WORD_REASONS.get(error.reason, PaperReason.OTHER_KIND)) from error
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name.replace("\\", "/").lower() for name in package.namelist()]
        if any(name.startswith("/") or ".." in name.split("/") for name in names):
            raise PaperError(PaperReason.DAMAGED)
        if any(name.endswith("vbaproject.bin") for name in names):
            raise PaperError(PaperReason.MACROS)
        relations = [name for name in package.namelist() if name.lower().endswith(".rels")]
        # Their size was looked at with the whole archive's.
        if any(_fetches(package.read(name)) for name in relations):
            raise PaperError(PaperReason.FETCHES)


def _fetches(relations: bytes) -> bool:
    """Whether Word would fetch a template, a picture or an object by itself; a link waits for a click."""
    from docx.oxml import parse_xml  # noqa: PLC0415 (slow, and only Word files need it)

    try:
        root = parse_xml(relations)
    except (ValueError, SyntaxError) as error:
        raise PaperError(PaperReason.DAMAGED) from error
    return any(
        relation.get("TargetMode", "").lower() == "external"
        and not relation.get("Type", "").endswith("/hyperlink")
        for relation in root.iter()
        if isinstance(relation.tag, str)
    )
