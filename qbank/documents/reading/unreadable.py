"""Why a document can't be read, in words that say what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from common.limits import DOCUMENT_LIMITS
from common.messages import gettext_noop


class UnreadableReason(StrEnum):
    EMPTY = "empty"
    NOT_TEXT = "not-text"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    PDF = "pdf"
    WEB_PAGE = "web-page"
    RICH_TEXT = "rich-text"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    OLD_WORD = "old-word"
    PROTECTED = "protected"
    NOT_DOCX = "not-docx"
    CORRUPT = "corrupt"
    UNSAFE = "unsafe"


#: English message ids, translated where they are shown.
MESSAGES: Final = {
    UnreadableReason.EMPTY: gettext_noop(
        "The file has no text in it. Choose the file with the questions, or save it again as .docx or .txt."
    ),
    UnreadableReason.NOT_TEXT: gettext_noop(
        "This is not a text file or Word document. Save it as .docx or .txt and try again."
    ),
    UnreadableReason.ENCODING: gettext_noop(
        "The file's characters can't be read. Save it as UTF-8 text or .docx and try again."
    ),
    UnreadableReason.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)s MB. Split it into smaller files and upload them one by one."
    ),
    UnreadableReason.TOO_LONG: gettext_noop(
        "The text is longer than %(characters)s characters. Split it into smaller files and upload them one "
        "by one."
    ),
    UnreadableReason.PDF: gettext_noop(
        "This is a PDF. Open it in Word, which turns it into a document, save it as .docx and try again."
    ),
    UnreadableReason.WEB_PAGE: gettext_noop(
        "This is a web page. Open it in Word or a browser, copy its text into a document, save that as .docx "
        "or .txt and try again."
    ),
    UnreadableReason.RICH_TEXT: gettext_noop(
        "This is a rich text file (.rtf). Open it in Word, save it as .docx and try again."
    ),
    UnreadableReason.SPREADSHEET: gettext_noop(
        "This is an Excel workbook. Bring it in as a spreadsheet, or copy its text into a Word document."
    ),
    UnreadableReason.PRESENTATION: gettext_noop(
        "This is a PowerPoint presentation. Copy its text into a Word document, save that as .docx and try "
        "again."
    ),
    UnreadableReason.OLD_WORD: gettext_noop(
        "This is an old Word file (.doc). Open it in Word, save it as .docx and try again."
    ),
    UnreadableReason.PROTECTED: gettext_noop(
        "The file is protected by a password. Take the password off and try again."
    ),
    UnreadableReason.NOT_DOCX: gettext_noop(
        "This is not a Word document. Save it as .docx or .txt and try again."
    ),
    UnreadableReason.CORRUPT: gettext_noop(
        "The Word document is damaged. Open it in Word, save it again and try once more."
    ),
    UnreadableReason.UNSAFE: gettext_noop(
        "The Word document unpacks to far more than a document should. It was not opened."
    ),
}


class UnreadableDocumentError(Exception):
    """A document that can't be read. ``reason`` is its code, ``message`` the English message id with
    places for ``DOCUMENT_LIMITS``."""

    def __init__(self, reason: UnreadableReason) -> None:
        self.reason = reason
        self.message: str = MESSAGES[reason]
        super().__init__(self.message % DOCUMENT_LIMITS)
