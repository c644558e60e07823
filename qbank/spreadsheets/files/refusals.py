"""Why a spreadsheet can't be read, in words that say what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from common.messages import gettext_noop


class Reason(StrEnum):
    EMPTY = "empty"
    NO_ROWS = "no-rows"
    TOO_LARGE = "too-large"
    UNPACKS_TOO_FAR = "unpacks-too-far"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MUCH_TEXT = "too-much-text"
    LOCK_FILE = "lock-file"
    OLD_EXCEL = "old-excel"
    BINARY_EXCEL = "binary-excel"
    OPEN_DOCUMENT = "open-document"
    WPS = "wps"
    NUMBERS = "numbers"
    WEB_PAGE = "web-page"
    MACROS = "macros"
    PROTECTED = "protected"
    NAMED_XLSX = "named-xlsx"
    NAMED_CSV = "named-csv"
    NOT_A_TABLE = "not-a-table"
    DOCUMENT = "document"
    PROSE = "prose"
    CORRUPT = "corrupt"
    UNSAFE = "unsafe"
    ONLY_HIDDEN = "only-hidden"
    NO_SUCH_SHEET = "no-such-sheet"
    ENCODING = "encoding"
    UNKNOWN_ENCODING = "unknown-encoding"
    UNKNOWN_SEPARATOR = "unknown-separator"
    OPEN_QUOTE = "open-quote"
    ENDLESS_CELL = "endless-cell"
    TOO_COSTLY = "too-costly"


#: English message ids, translated where they are shown.
MESSAGES: Final = {
    Reason.EMPTY: gettext_noop("The file is empty (0 bytes). Save it again and upload it once more."),
    Reason.NO_ROWS: gettext_noop("There is nothing in the file’s visible sheets. Is it the right file?"),
    Reason.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)s MB. Split it into smaller files and upload them one by one."
    ),
    Reason.UNPACKS_TOO_FAR: gettext_noop(
        "The workbook unpacks to far more than a table should, so it was not opened. Copy the rows that "
        "matter into a new workbook and upload that."
    ),
    Reason.TOO_MANY_ROWS: gettext_noop(
        "The sheet has more than %(rows)s rows. Split it into several files, or delete the rows below the "
        "table."
    ),
    Reason.TOO_MANY_COLUMNS: gettext_noop(
        "Cell %(cell)s has content, but only the first %(columns)s columns are read. Delete the columns "
        "that don’t belong to the table and upload the file again."
    ),
    Reason.TOO_MUCH_TEXT: gettext_noop(
        "The sheet holds more text than can be read at once. Split it into several files."
    ),
    Reason.LOCK_FILE: gettext_noop(
        "This is the lock file (~$…) Office keeps while a workbook is open, not the workbook. Upload the "
        "file of the same name without ~$."
    ),
    Reason.OLD_EXCEL: gettext_noop(
        "This is an old Excel file (.xls). Open it in Excel or WPS, choose “Save as”, “Excel workbook "
        "(.xlsx)”, and upload the new file."
    ),
    Reason.BINARY_EXCEL: gettext_noop(
        "This is a binary Excel file (.xlsb). Open it in Excel, choose “Save as”, “Excel workbook "
        "(.xlsx)”, and upload the new file."
    ),
    Reason.OPEN_DOCUMENT: gettext_noop(
        "This is an OpenDocument file (.ods). Open it in LibreOffice or Excel, choose “Save as”, “Excel "
        "workbook (.xlsx)”, and upload the new file."
    ),
    Reason.WPS: gettext_noop(
        "This is a WPS file (.et). Open it in WPS, choose “Save as”, “Excel workbook (.xlsx)”, and upload "
        "the new file."
    ),
    Reason.NUMBERS: gettext_noop(
        "This is an Apple Numbers file. Open it in Numbers, choose “Export to”, “Excel”, and upload the "
        "new file."
    ),
    Reason.WEB_PAGE: gettext_noop(
        "This is a web page or XML file with the name of a spreadsheet, as some systems export it. Open "
        "it in Excel or WPS, choose “Save as”, “Excel workbook (.xlsx)”, and upload the new file."
    ),
    Reason.MACROS: gettext_noop(
        "The workbook holds macros. Open it in Excel, choose “Save as”, “Excel workbook (.xlsx)” (without "
        "macros), and upload the new file."
    ),
    Reason.PROTECTED: gettext_noop(
        "The workbook is protected by a password. Open it in Excel, take the password off (File, Info, "
        "Protect workbook), save it and upload it again."
    ),
    Reason.NAMED_XLSX: gettext_noop(
        "The file’s name says Excel workbook, but it holds plain text. If it is a CSV file, let its name "
        "end in .csv and upload it again."
    ),
    Reason.NAMED_CSV: gettext_noop(
        "The file’s name says CSV, but it is an Excel workbook. Let its name end in .xlsx and upload it "
        "again."
    ),
    Reason.NOT_A_TABLE: gettext_noop(
        "This is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file (.csv)."
    ),
    Reason.DOCUMENT: gettext_noop(
        "This is a Word document, not a spreadsheet. Choose “Upload a document” on the page of sources: it "
        "reads questions out of .docx and .txt files (save an old .doc as .docx first)."
    ),
    Reason.PROSE: gettext_noop(
        "This is no table but text in lines. Choose “Upload a document” on the page of sources: it reads "
        "questions out of texts (let the file’s name end in .txt). Or put one question in each row of a "
        "spreadsheet."
    ),
    Reason.CORRUPT: gettext_noop(
        "The workbook is damaged or was not uploaded completely. Open it in Excel, save it under a new "
        "name and upload that."
    ),
    Reason.UNSAFE: gettext_noop(
        "The workbook holds definitions that no spreadsheet program writes, so it was not read. Copy its "
        "rows into a new workbook and upload that."
    ),
    Reason.ONLY_HIDDEN: gettext_noop(
        "Everything in the workbook is on hidden sheets. Open it in Excel, right-click a sheet tab, choose "
        "“Unhide”, save it and upload it again."
    ),
    Reason.NO_SUCH_SHEET: gettext_noop("The workbook has no sheet named “%(sheet)s”. Choose another one."),
    Reason.ENCODING: gettext_noop(
        "The text can’t be read as %(encoding)s: line %(line)s has a character that doesn’t belong there, "
        "after “%(before)s”. Choose another encoding, or save the file as “CSV UTF-8” and upload it again."
    ),
    Reason.UNKNOWN_ENCODING: gettext_noop("There is no encoding named “%(encoding)s” to choose."),
    Reason.UNKNOWN_SEPARATOR: gettext_noop(
        "Columns are separated by a comma, a semicolon, a tab or an upright stroke (|)."
    ),
    Reason.OPEN_QUOTE: gettext_noop(
        'In row %(row)s a cell is opened by a quotation mark (") that is never closed, so where it ends '
        "can’t be told. Close or delete the quotation mark and upload the file again."
    ),
    Reason.ENDLESS_CELL: gettext_noop(
        "In row %(row)s a cell is longer than %(characters)s characters, most likely because a quotation "
        'mark (") is never closed. Close or delete it, or shorten the cell, and upload the file again.'
    ),
    Reason.TOO_COSTLY: gettext_noop(
        "Reading this file takes more time or memory than one file may take, so it was stopped. Copy the "
        "rows you need into a new file, or split it, and upload that."
    ),
}


class SpreadsheetError(Exception):
    """A spreadsheet that can't be read. ``reason`` is its code, ``message`` the English message id with
    %(name)s places for ``params``."""

    def __init__(self, reason: Reason, **params: Any) -> None:
        self.reason = reason
        self.message: str = MESSAGES[reason]
        self.params = params
        super().__init__(self.message % params)

    def __reduce__(self) -> tuple[Any, ...]:
        """Refusals come out of other processes (limited.py beside this folder)."""
        return _refusal, (self.reason, self.params)


def _refusal(reason: Reason, params: dict[str, Any]) -> SpreadsheetError:
    return SpreadsheetError(reason, **params)
